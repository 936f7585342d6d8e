"""The lines that the page offers for each pair of libraries, pasted and run."""

import os
import re
import subprocess
from pathlib import Path

import jax.numpy as jnp
import keras
import numpy as np
import optax
import pytest
import torch
from valley import calm, gradient

PAGE = (Path(__file__).parents[2] / "docs" / "conventions.md").read_text(encoding="utf-8")
ETA, BETA, STEPS = 0.125, 0.875, 12
START = [np.array([2.0, -1.0, 0.5]), np.array([-1.0, 0.25, 3.0])]  # two parameters


def listings():
    """The code of the section by the pair that it is for."""
    section = PAGE.split("(sec-five-lines)=")[1].split("\n## ")[1]
    found = {}
    for box in re.findall(r"::::\{dropdown\} From (\w+)(.*?)::::", section, re.DOTALL):
        blocks = re.findall(r"```python\n(.*?)```", box[1], re.DOTALL)
        names = re.findall(r"^to (\w+): ｜", box[1], re.MULTILINE)
        if box[0] == "MXNet":
            names = ["file", "PyTorch"]
        found |= {(box[0], to): block for to, block in zip(names, blocks, strict=True)}
    return found


class PyTorch:
    def __init__(self, points, options=None):
        self.params = [torch.tensor(x, requires_grad=True) for x in points]
        if options:
            self.old = torch.optim.SGD(self.params, ETA, BETA, **options)

    def names(self):
        return {"params": self.params, "torch": torch}

    def take(self, names):
        self.old = names["new"]

    def walk(self, slope, first, steps):
        for t in range(first, first + steps):
            for p in self.params:
                p.grad = torch.tensor(slope(p.detach().numpy(), t))
            self.old.step()
        return [p.detach().numpy() for p in self.params]


class Keras:
    def __init__(self, points, options=None):
        self.variables = [keras.Variable(x) for x in points]
        if options:
            self.old = keras.optimizers.SGD(ETA, momentum=BETA, **options)
            self.old.build(self.variables)

    def names(self):
        return {"variables": self.variables, "keras": keras}

    def take(self, names):
        self.old = names["new"]

    def walk(self, slope, first, steps):
        for t in range(first, first + steps):
            points = [v.value.detach().numpy() for v in self.variables]
            self.old.apply([torch.tensor(slope(x, t)) for x in points], self.variables)
        return [v.value.detach().numpy().copy() for v in self.variables]


class Optax:
    def __init__(self, points, options=None):
        self.weights = [jnp.asarray(x) for x in points]
        if options:
            decay = optax.add_decayed_weights(options["decay"])
            trace = optax.trace(BETA, options["nesterov"])
            parts = [trace, decay] if options["decoupled"] else [decay, trace]
            self.old = optax.chain(*parts, optax.scale(-ETA))
            self.state = self.old.init(self.weights)
            self.given = {"eta": ETA, "beta": BETA} | options

    def names(self):
        state = {"state": self.state} | self.given if hasattr(self, "state") else {}
        return {"weights": self.weights, "jnp": jnp, "optax": optax} | state

    def take(self, names):
        self.old, self.state = names["new"], names["state"]

    def walk(self, slope, first, steps):
        for t in range(first, first + steps):
            gradients = [jnp.asarray(slope(np.asarray(x), t)) for x in self.weights]
            updates, self.state = self.old.update(gradients, self.state, self.weights)
            self.weights = optax.apply_updates(self.weights, updates)
        return [np.asarray(x) for x in self.weights]


LIBRARIES = {"PyTorch": PyTorch, "Keras": Keras, "optax": Optax}
DECAYS = {"PyTorch": [False], "Keras": [True], "optax": [False, True]}
PAIRS = [pair for pair in listings() if pair[0] != "MXNet"]


def options(name, decay, nesterov, decoupled):
    match name:
        case "PyTorch":
            return {"nesterov": nesterov, "weight_decay": decay}
        case "Keras":
            return {"nesterov": nesterov, "weight_decay": decay or None}
    return {"nesterov": nesterov, "decay": decay, "decoupled": decoupled}


def hand_over(pair, source, points):
    """Paste the lines of the page."""
    target = LIBRARIES[pair[1]](points)
    names = {"np": np, "old": source.old} | source.names() | target.names()
    exec(listings()[pair], names)
    target.take(names)
    return target


def test_every_pair_has_its_lines():
    assert set(PAIRS) == {(a, b) for a in LIBRARIES for b in LIBRARIES if a != b}
    assert set(listings()) - set(PAIRS) == {("MXNet", "file"), ("MXNet", "PyTorch")}


@pytest.mark.filterwarnings("ignore:__array__ implementation")  # of Keras, on its torch backend
@pytest.mark.parametrize("nesterov", [False, True])
@pytest.mark.parametrize("decay", [0.0, 0.25])
@pytest.mark.parametrize(
    ("pair", "decoupled"), [(pair, kind) for pair in PAIRS for kind in DECAYS[pair[0]]]
)
def test_the_pasted_lines_go_on_where_the_other_library_stopped(pair, decoupled, decay, nesterov):
    """The same path where the kind of decay is the same; elsewhere the same destination."""
    given = options(pair[0], decay, nesterov, decoupled)
    alone, source = (
        LIBRARIES[pair[0]](START, options=given),
        LIBRARIES[pair[0]](START, options=given),
    )
    kept = not decay or decoupled in DECAYS[pair[1]]
    slope, rest = (gradient, STEPS) if kept else (calm, 1500)
    target = hand_over(pair, source, source.walk(slope, 0, STEPS))
    wanted, got = alone.walk(slope, 0, STEPS + rest), target.walk(slope, STEPS, rest)
    assert np.allclose(wanted, got, rtol=1e-11 if kept else 1e-6)


@pytest.mark.parametrize(("name", "nesterov"), [("sgd", False), ("nag", True)])
def test_mxnet_hands_over_by_a_file(tmp_path, name, nesterov):
    """A real gluon.Trainer in its own Python, the lines of the page in both."""
    script = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})
import numpy as np
np.bool = bool
import mxnet as mx
from mxnet import autograd, gluon
from valley import gradient
params = [gluon.Parameter(f"p{{i}}", shape=3, dtype="float64") for i in range(2)]
for p, x in zip(params, {[x.tolist() for x in START]}):
    p.initialize(mx.init.Constant(mx.nd.array(x)))
    p.set_data(mx.nd.array(x, dtype="float64"))
trainer = gluon.Trainer(params, {name!r}, {{"learning_rate": {ETA}, "momentum": {BETA}, "wd": 0.0}})
for t in range({2 * STEPS}):
    if t == {STEPS}:
        np.savez("points.npz", *[p.data().asnumpy() for p in params])
        exec({listings()["MXNet", "file"]!r})
    with autograd.record():
        loss = sum((p.data() * mx.nd.array(gradient(p.data().asnumpy(), t), dtype="float64")).sum() for p in params)
    loss.backward()
    trainer.step(1)
np.savez("ends.npz", *[p.data().asnumpy() for p in params])
"""
    python = os.environ["MXNET_PYTHON"]
    done = subprocess.run(
        [python, "-W", "ignore", "-c", script],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    told = done.stdout.split()
    assert told == [name.upper(), str(ETA), str(BETA), "0.0"]
    target = PyTorch(np.load(tmp_path / "points.npz").values())
    names = {
        "np": np,
        "eta": ETA,
        "beta": BETA,
        "decay": 0.0,
        "nesterov": nesterov,
    } | target.names()
    listing = listings()["MXNet", "PyTorch"].replace(
        "velocities.npz", str(tmp_path / "velocities.npz")
    )
    exec(listing, names)
    target.take(names)
    wanted = list(np.load(tmp_path / "ends.npz").values())
    assert np.allclose(target.walk(gradient, STEPS, STEPS), wanted, rtol=1e-11)
