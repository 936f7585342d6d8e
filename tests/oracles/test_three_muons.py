"""The Muons of torch, Keras and optax: what the table of the page says of them, and who can take over from whom."""

import inspect
import math
import re
from functools import partial
from pathlib import Path

import jax
import jax.numpy as jnp
import keras
import numpy as np
import optax
import pytest
import torch
from printed import Formula, printed
from torch.optim._muon import _zeropower_via_newtonschulz

from momentum.directions import CONVERGENT, JORDAN, newton_schulz, polar

PAGE = (Path(__file__).parents[2] / "docs" / "muon.md").read_text(encoding="utf-8")
SHAPES = [(6, 24), (24, 6), (8, 8)]  # outputs, inputs
BETA, STEPS = 0.875, 5
ROUNDING = 0.03  # of torch's 16 bits, as a share of the norm

torch_s = partial(_zeropower_via_newtonschulz, ns_coefficients=JORDAN, ns_steps=5, eps=1e-7)


def gradients(out, into, seed=0, steps=STEPS):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(steps, out, into, generator=generator, dtype=torch.float64)


def off(found, wanted):
    return float((found - wanted).norm() / wanted.norm())


# -- The three, each with its matrices as rows of outputs ----------------------------------------------


class Torch:
    def __init__(self, start, **options):
        self.weight = torch.nn.Parameter(start.clone())
        self.optimizer = torch.optim.Muon([self.weight], **options)

    def step(self, g):
        self.weight.grad = g.clone()
        self.optimizer.step()
        return self.weight.detach().clone()

    def velocity(self):
        return self.optimizer.state[self.weight]["momentum_buffer"]


class Keras:
    def __init__(self, start, name="kernel", **options):
        options = {{"lr": "learning_rate"}.get(k, k): v for k, v in options.items()}
        self.variable = keras.Variable(start.T.numpy(), name=name, dtype="float64")
        self.optimizer = keras.optimizers.Muon(**options)
        self.optimizer.build([self.variable])

    def step(self, g):
        self.optimizer.apply([g.T.contiguous()], [self.variable])
        return self.variable.value.detach().clone().T

    def velocity(self):
        return self.optimizer.momentums[0].value.detach().T


class Optax:
    def __init__(self, start, **options):
        options = {
            {"momentum": "beta", "lr": "learning_rate"}.get(k, k): v for k, v in options.items()
        }
        self.x = jnp.asarray(start.T.numpy())
        optimizer = optax.contrib.muon(**options)
        self.state, self.update = optimizer.init(self.x), jax.jit(optimizer.update)

    def step(self, g):
        updates, self.state = self.update(jnp.asarray(g.T.numpy()), self.state, self.x)
        self.x = optax.apply_updates(self.x, updates)
        return torch.tensor(np.asarray(self.x)).T

    def velocity(self):
        return torch.tensor(np.asarray(self.state.inner_states["muon"].inner_state[0].mu)).T


REAL = {"torch": Torch, "keras": Keras, "optax": Optax}
KINDS = {
    "torch": (Torch, {}),
    "torch match_rms_adamw": (Torch, {"adjust_lr_fn": "match_rms_adamw"}),
    "keras": (Keras, {}),
    "keras rms_rate=None": (Keras, {"rms_rate": None}),
    "optax": (Optax, {}),
    "optax consistent_rms=0.2": (Optax, {"consistent_rms": 0.2}),
}


def first_side(tex, names):
    """The value of a formula in a cell of the table."""
    for ugly, plain in ((r"\lVert", r"\|"), (r"\rVert_{\mathrm F}", r"\|"), ("$", "")):
        tex = tex.replace(ugly, plain)
    return Formula(tex).relations[0].sides[0]({r"\max": max, "exact": False} | names)


def table():
    """The rows of the page's table: the English name of a row to its three cells."""
    body = PAGE.split(":name: tab-muons")[1].split("\n:::")[0]
    rows = [line.strip("| ").split(" | ") for line in body.splitlines() if line.startswith("| ")]
    return {
        first.split(" ｜ ")[0]: [cell.split(" ｜ ")[0] for cell in rest]
        for first, *rest in rows[2:]
    }


def page_code():
    """What the cell with the converter defines."""
    (cell,) = re.findall(
        r"```\{code-cell\} ipython3\n(from math import sqrt\n.*?)\n\nfor shape", PAGE, re.S
    )
    names = {}
    exec(cell, names)
    return names


def walk(kind, options, out, into):
    """Points after each step, from a fixed start."""
    made, more = KINDS[kind]
    run = made(gradients(out, into, seed=1)[0], **options, **more)
    return torch.stack([run.step(g) for g in gradients(out, into)])


# -- The table ---------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:__array__ implementation")
@pytest.mark.checks("tab-muons", by="library")
@pytest.mark.parametrize("name", REAL)
def test_each_muon_stores_the_printed_velocity(name, differs):
    """Form A or C, without and with look-ahead: the buffer after every step."""
    column = list(REAL).index(name)
    form = table()["velocity"][column][0]
    for nesterov in (False, True):
        run = REAL[name](torch.zeros(4, 3).double(), lr=0.1, momentum=BETA, nesterov=nesterov)
        v = torch.zeros(4, 3).double()
        for g in gradients(4, 3):
            run.step(g)
            v = BETA * v + (g if form == "A" else (1 - BETA) * g)
            fact = f"the velocity of Muon is of form {form}"
            assert differs(fact, name, run.velocity() - v) < 1e-12


@pytest.mark.filterwarnings("ignore:__array__ implementation")
@pytest.mark.checks("tab-muons", "eq-optax-share", by="library")
@pytest.mark.parametrize("name", REAL)
def test_each_muon_looks_ahead_as_printed(name):
    """The step is along the printed mean of gradient and velocity, and along no other column's."""
    column = list(REAL).index(name)
    cells, form = table()["look-ahead"], table()["velocity"][column][0]
    run = REAL[name](torch.zeros(5, 5).double(), lr=1.0, momentum=BETA, weight_decay=0.0)
    before, v, wrong = torch.zeros(5, 5).double(), torch.zeros(5, 5).double(), 0.0
    for t, g in enumerate(gradients(5, 5, seed=3), 1):
        after, v = run.step(g), BETA * v + g  # in form A
        step, before = after - before, after
        share = printed("eq-optax-share").values({r"\beta": BETA, "t": t, r"\nu_t": None})[1]
        if cells[column] == "{eq}`eq-optax-share`":
            ahead, other = (1 - share) * g + share * (1 - BETA) * v, (1 - BETA) * (g + BETA * v)
        else:
            names = {r"\beta": BETA, r"\g_t": g, r"\v_t": v if form == "A" else (1 - BETA) * v}
            ahead = first_side(cells[column], names)
            other = (1 - share) * g + share * (1 - BETA) * v
        found = -step / step.norm()
        tolerance = ROUNDING if name == "torch" else 1e-6
        assert off(found, newton_schulz(ahead) / newton_schulz(ahead).norm()) < tolerance
        wrong = max(wrong, off(found, newton_schulz(other) / newton_schulz(other).norm()))
    assert wrong > 2 * ROUNDING


@pytest.mark.filterwarnings("ignore:__array__ implementation")
@pytest.mark.checks("tab-muons", "eq-muon-length", by="library")
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_muon_has_the_printed_length(kind, shape, differs):
    """The norm of a step against that of the same direction without a factor, for six settings."""
    name, *setting = kind.split()
    column = list(REAL).index(name)
    lengths = re.findall(r"r_(\d)", table()["$r$"][column])
    options = KINDS[kind][1]
    assert not options or [*options] == [table()["chosen by"][column].strip("`")]
    run = KINDS[kind][0](torch.zeros(*shape).double(), lr=1.0, weight_decay=0.0, **options)
    g = gradients(*shape)[0]
    found = float(run.step(g).norm() / newton_schulz(g).norm())
    names = {r"n_{\mathrm{out}}": shape[0], r"n_{\mathrm{in}}": shape[1], "r_1": None, "r_2": None}
    both = [printed("eq-muon-length").values(names, k)[1] for k in (0, 1)]
    number = lengths[min(len(setting), len(lengths) - 1)]  # the second is that of the option
    wanted = 1.0 if kind == "keras rms_rate=None" else float(both[int(number) - 1])
    assert differs("the length of a step of Muon, as a share", name, found / wanted - 1) < ROUNDING
    assert page_code()["LENGTHS"][kind](*shape) == pytest.approx(wanted)


@pytest.mark.filterwarnings("ignore:__array__ implementation")
@pytest.mark.checks("tab-muons", by="library")
@pytest.mark.parametrize("name", REAL)
def test_each_muon_has_the_printed_arithmetic_and_floor(name):
    """Doubles in: who rounds to 16 bits; and what a gradient with the norm of the floor becomes."""
    column = list(REAL).index(name)
    assert (
        table()["arithmetic"][column]
        == ["`bfloat16`", "of the weights", "of the gradients"][column]
    )
    g = gradients(6, 6)[0]
    options = {"lr": 1.0, "weight_decay": 0.0, "nesterov": False, "momentum": 0.0}
    options |= {"rms_rate": None} if name == "keras" else {}

    def update(g):
        return -REAL[name](torch.zeros(6, 6).double(), **options).step(g)

    found = update(g)
    if name == "torch":
        assert torch.equal(found, found.bfloat16().double())
        assert off(found, newton_schulz(g)) < ROUNDING
    else:
        assert off(found, newton_schulz(g)) < 1e-6
        assert not torch.allclose(found, found.float().double(), rtol=1e-12)
    floor = table()["norm against 0"][column]
    for size in (1e-9, 1e-8, 1e-7, 1e-6):
        small = size * g / g.norm()
        norm = float(first_side(floor, {r"\mathbf{M}": small.numpy()}))
        wanted = newton_schulz(small / norm, eps=1.0)
        assert off(update(small), wanted) < (ROUNDING if name == "torch" else 1e-4), size


@pytest.mark.checks("tab-muons", by="library")
def test_the_defaults_are_the_printed_ones():
    """Signatures: rate, decay, and what the page says that all three have in common."""
    made = (torch.optim.Muon, keras.optimizers.Muon, optax.contrib.muon)
    signatures = [inspect.signature(one).parameters for one in made]

    def default(signature, *names):
        return next(signature[name].default for name in names if name in signature)

    rates, decays = (table()[rf"$\{name}$ by default"] for name in ("eta", "delta"))
    for signature, rate, decay in zip(signatures, rates, decays, strict=True):
        eta = default(signature, "lr", "learning_rate")
        assert eta is inspect.Parameter.empty if rate == "–" else eta == float(rate)
        assert default(signature, "weight_decay") == float(decay)
        assert default(signature, "momentum", "beta") == 0.95
        assert default(signature, "nesterov") is True
        assert default(signature, "ns_steps") == 5
    assert signatures[0]["ns_coefficients"].default == JORDAN == signatures[2]["ns_coeffs"].default
    assert tuple(signatures[1][f"muon_{name}"].default for name in "abc") == JORDAN


@pytest.mark.filterwarnings("ignore:__array__ implementation")
@pytest.mark.checks("tab-muons", by="library")
def test_what_is_no_matrix_goes_elsewhere():
    """The first step of Adam moves every entry by the rate, or looking ahead by a bit more; Muon's does not."""
    assert table()["what is no matrix"] == ["`ValueError`", "AdamW", "AdamW, looking ahead"]
    assert table()["embeddings"] == ["Muon", "AdamW", "Muon"]
    for shape in ((3,), (2, 3, 3, 3)):
        g = np.arange(1.0, 1 + math.prod(shape)).reshape(shape)
        with pytest.raises(ValueError, match="2D"):
            torch.optim.Muon([torch.nn.Parameter(torch.tensor(g))])
        variable = keras.Variable(np.zeros(shape), dtype="float64", name="kernel")
        optimizer = keras.optimizers.Muon(0.125, weight_decay=None, adam_weight_decay=None)
        optimizer.build([variable])
        optimizer.apply([torch.tensor(g)], [variable])
        assert np.allclose(variable.value.detach().numpy(), -0.125)
        x = jnp.zeros(shape)
        for nesterov, step in ((False, 1.0), (True, 1 + 0.9 * 0.1 / (1 - 0.9**2))):
            optimizer = optax.contrib.muon(0.125, nesterov=nesterov)
            updates, _ = jax.jit(optimizer.update)(jnp.asarray(g), optimizer.init(x), x)
            assert np.allclose(updates, -0.125 * step)
    g = gradients(4, 3)[0]
    adam = torch.full((4, 3), -0.125).double() * g.sign()
    options = {"lr": 0.125, "weight_decay": 0.0}
    start = torch.zeros(4, 3).double()
    embedded = Keras(start, name="my_embedding", adam_weight_decay=0.0, **options).step(g)
    assert torch.allclose(embedded, adam)
    plain = Keras(start, name="my_embedding", exclude_embeddings=False, **options).step(g)
    assert not torch.allclose(plain, adam)
    assert not torch.allclose(Torch(start, **options).step(g), adam)
    assert not torch.allclose(Optax(start, nesterov=False, **options).step(g), adam)


# -- From one to another -----------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:__array__ implementation")
@pytest.mark.checks("eq-muon-rate", "eq-muon", by="library")
@pytest.mark.parametrize("shape", SHAPES)
def test_the_pasted_converter_takes_a_rate_anywhere(shape, differs):
    """Six real Muons walk one path, with decay; and each conversion is that over a third."""
    translate = page_code()["translate"]
    eta, delta = 0.05, 0.3
    first = None
    for kind in KINDS:
        lr, decay = translate(eta, delta, "torch", kind, *shape)
        lengths = page_code()["LENGTHS"]
        names = {r"\eta": eta, r"\delta": delta, r"\eta'": lr, r"\delta'": decay}
        names |= {"r": lengths["torch"](*shape), "r'": lengths[kind](*shape)}
        printed("eq-muon-rate").check(names)
        given = {"lr": lr, "weight_decay": decay, "momentum": BETA, "nesterov": False}
        points = walk(kind, given, *shape)
        start = gradients(*shape, seed=1)[0]
        if first is None:
            first = points
        for t, (point, wanted) in enumerate(zip(points, first, strict=True)):
            share = off(point - start, wanted - start)
            fact = "six Muons on one path: the distance between, as a share"
            assert differs(fact, "torch, keras, optax", share) < ROUNDING, (kind, t)
        for other in KINDS:
            there = translate(lr, decay, kind, other, *shape)
            assert there == pytest.approx(translate(eta, delta, "torch", other, *shape))
    # The rule itself, with the exact steps of the iteration, for the last of them.
    v, x = torch.zeros(*shape).double(), gradients(*shape, seed=1)[0]
    for g, after in zip(gradients(*shape), points, strict=True):
        w = BETA * v + (1 - BETA) * g
        names = {r"\beta": BETA, r"\nu": 1.0, r"\eta": lr, r"\delta": decay, r"\g_t": g}
        names |= {"r": lengths[kind](*shape), r"\operatorname{polar}": newton_schulz}
        names |= {r"\v_{t-1}": v, r"\v_t": w, r"\mathbf{M}_t": w, r"\x_{t-1}": x, r"\x_t": after}
        printed("eq-muon").check(names, rel=1e-5, abs_=1e-6)
        v, x = w, after


@pytest.mark.filterwarnings("ignore:__array__ implementation")
def test_a_buffer_moves_from_keras_to_torch_by_one_factor(differs):
    """Keras takes four steps, torch goes on with its buffer times 1 - beta, as if it had been torch."""
    options = {"lr": 0.05, "momentum": BETA, "weight_decay": 0.0}
    alone = Torch(torch.zeros(6, 6).double(), adjust_lr_fn="match_rms_adamw", **options)
    keras_s = Keras(torch.zeros(6, 6).double(), **options)
    for g in gradients(6, 6):
        alone.step(g)
        point = keras_s.step(g)
    after = Torch(point, adjust_lr_fn="match_rms_adamw", **options)
    after.step(torch.zeros(6, 6).double())  # makes the buffer
    after.velocity().copy_((1 - BETA) * keras_s.velocity())
    fact = "a velocity of Keras times 1 - beta is torch's"
    assert differs(fact, "torch, keras", after.velocity() - alone.velocity()) < 1e-12


def test_forms_a_and_c_walk_one_path():
    """With the exact polar factor, the look-ahead of both forms has the same one."""
    a = c = torch.zeros(5, 7).double()
    for g in gradients(5, 7, steps=20):
        a, c = BETA * a + g, BETA * c + (1 - BETA) * g
        assert torch.allclose(polar(g + BETA * a), polar((1 - BETA) * g + BETA * c), atol=1e-12)


# -- Iterations --------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", SHAPES)
def test_torch_iterates_as_we_do(shape, differs):
    """On numbers of 16 bits, up to their rounding: the default and the coefficients that converge."""
    for seed in range(5):
        m = gradients(*shape, seed=seed)[0].bfloat16()
        share = off(torch_s(m).double(), newton_schulz(m.double()))
        assert differs("five steps in 16 bits, as a share", "torch", share) < ROUNDING
        theirs = _zeropower_via_newtonschulz(m, CONVERGENT, 12, 1e-7).double()
        assert off(theirs, polar(m.double())) < 0.02


@pytest.mark.checks("thm-third-order", by="library")
@pytest.mark.parametrize("shape", SHAPES)
def test_optax_converges_with_the_other_coefficients(shape, differs):
    """In double precision, to the polar factor; with the default, to what we have."""
    m = gradients(*shape)[0]
    iterate = jax.jit(
        partial(optax.contrib._muon.orthogonalize_via_newton_schulz, ns_steps=20, eps=0.0)
    )
    found = torch.tensor(np.asarray(iterate(jnp.asarray(m.numpy()), jnp.asarray(CONVERGENT))))
    assert differs("twenty steps are the polar factor", "optax", off(found, polar(m))) < 1e-12
    five = optax.contrib._muon.orthogonalize_via_newton_schulz
    default = jax.jit(partial(five, eps=0.0))(jnp.asarray(m.numpy()), jnp.asarray(JORDAN))
    share = off(torch.tensor(np.asarray(default)), newton_schulz(m, eps=0.0))
    assert differs("five steps of Newton-Schulz, as a share", "optax", share) < 1e-12


# -- What documents say, and scale -------------------------------------------------------------------


def test_documents_and_code_differ_as_the_page_says():
    """torch 2.13.0 and optax 0.2.8; when this fails, the page has to be read again."""
    said = torch.optim.Muon.__doc__
    assert r"B_t \leftarrow \mu B_{t-1} + g_t" in said
    assert "term added to the denominator" in said
    assert "bfloat16" not in said
    assert "Existing presets: `muon`, `dion`" in optax.contrib.muon.__doc__
    with pytest.raises(ValueError, match="preset"):
        optax.contrib.muon(0.1, ns_coeffs="muon")
    for name in ("standard", "dion"):
        optax.contrib.muon(0.1, ns_coeffs=name)


def test_powers_of_two_change_no_bit_and_tiny_gradients_no_more_than_a_bit_of_the_step(differs):
    """torch.optim.Muon on scaled gradients; by the factor 1e-10 the least value is gone."""

    def steps(scale):
        run = Torch(torch.zeros(32, 32), lr=1.0, weight_decay=0.0)
        points = [run.step((scale * g).float()) for g in gradients(32, 32)]
        return torch.stack(points)

    way = steps(1.0)
    for scale in (1024.0, 2.0**40, 2.0**-10):
        assert differs("gradients times a power of two", "torch", steps(scale) - way) == 0
    usual, tiny = (torch.linalg.svdvals(steps(scale)[0]) for scale in (1.0, 1e-12))
    assert float(usual[-1]) > 0.05
    assert float(tiny[0]) < 0.1
