"""The real Lion, QHM and Adam of the libraries against the one rule of the page."""

from pathlib import Path

import jax
import jax.numpy as jnp
import lion_pytorch
import numpy as np
import optax
import pytest
import schedulefree
import torch
from printed import printed
from qhoptim.pyt import QHM

from momentum.directions import memory_step
from momentum.training import descend

START = torch.tensor([2.0, -1.0, 0.5, 3.0], dtype=torch.float64)
CURVATURE = torch.tensor([0.1, 1.0, 3.0, 0.7], dtype=torch.float64)
ETA, STEPS = 0.03125, 60
# qhoptim 1.1.0 adds in a way that torch has come to warn of.
pytestmark = pytest.mark.filterwarnings("ignore:This overload of add_")


def slope(x):
    """The gradient of a landscape that is no quadratic."""
    return CURVATURE * x + x.cos()


def run(optimizer, x):
    """The points of a torch optimiser."""
    points = [x.detach().clone()]
    for _ in range(STEPS):
        x.grad = slope(x.detach())
        optimizer.step()
        points.append(x.detach().clone())
    return torch.stack(points)


def ours(beta, nu, direction=None, eta=ETA):
    return descend(memory_step(slope, eta, beta, nu, direction), START, STEPS).x


def lion_map(beta1, beta2):
    """The printed pair of quasi-hyperbolic momentum."""
    names = {r"\beta_1": beta1, r"\beta_2": beta2, r"\beta": 0, r"\nu": 0}
    return [printed("eq-lion-map").values(names, number)[1] for number in (0, 1)]


@pytest.mark.parametrize("betas", [(0.9, 0.99), (0.9801, 0.99), (0.95, 0.95), (0.0, 0.9)])
@pytest.mark.checks("eq-lion-map", by="library")
def test_lion_is_the_sign_of_quasi_hyperbolic_momentum(betas, differs):
    x = START.clone().requires_grad_()
    theirs = run(lion_pytorch.Lion([x], lr=ETA, betas=betas, use_triton=False), x)
    found = ours(*lion_map(*betas), torch.sign)
    assert differs("Lion is the sign of QHM", "lion-pytorch", theirs - found) == 0

    lion = optax.lion(ETA, b1=betas[0], b2=betas[1], weight_decay=0.0)
    point = jnp.asarray(START.numpy())
    state, points = lion.init(point), [START]
    update = jax.jit(lion.update)
    for _ in range(STEPS):
        moves, state = update(jnp.asarray(slope(points[-1]).numpy()), state, point)
        point = optax.apply_updates(point, moves)
        points.append(torch.tensor(np.asarray(point)))
    assert differs("Lion is the sign of QHM", "optax", torch.stack(points) - found) == 0


@pytest.mark.parametrize(("beta", "nu"), [(0.9, 0.7), (0.999, 0.7), (0.9, 0.9), (0.9, 1.0)])
@pytest.mark.checks("eq-direction", by="library")
def test_the_identity_is_qhm(beta, nu, differs):
    x = START.clone().requires_grad_()
    theirs = run(QHM([x], lr=ETA, momentum=beta, nu=nu), x)
    names = {r"\beta": beta, r"\eta": ETA, r"\nu": nu, r"\Phi": lambda u: u}
    x, v = START, torch.zeros_like(START)
    for other in theirs[1:]:
        g = slope(x)
        known = names | {r"\g_t": g, r"\v_{t-1}": v, r"\x_{t-1}": x, r"\x_t": x, r"\v_t": v}
        v = printed("eq-direction").values(known, 0)[1]
        x = printed("eq-direction").values(known | {r"\v_t": v}, 1)[1]
        assert differs("the printed rule is QHM", "qhoptim", x - other) < 1e-13
    assert differs("memory_step is QHM", "qhoptim", theirs - ours(beta, nu)) < 1e-13


def test_qhm_is_heavy_ball_and_nesterov_of_torch(differs):
    for nu, nesterov in ((1.0, False), (0.9, True)):
        x, y = START.clone().requires_grad_(), START.clone().requires_grad_()
        quasi = run(QHM([x], lr=ETA, momentum=0.9, nu=nu), x)
        plain = run(torch.optim.SGD([y], lr=ETA * 0.1, momentum=0.9, nesterov=nesterov), y)
        assert differs("QHM is heavy ball, Nesterov", "torch, qhoptim", quasi - plain) < 1e-13


@pytest.mark.parametrize("make", [torch.optim.SGD, torch.optim.Adam, torch.optim.Muon])
def test_of_torch_only_muon_marches_on(make):
    """Steps of zeros after steps with a gradient: what the page on frameworks prints."""
    x = torch.ones(4, 4, requires_grad=True)
    options = {} if make is torch.optim.Adam else {"momentum": 0.95, "weight_decay": 0.0}
    optimizer = make([x], lr=0.01, **options)
    gradient, lengths = torch.randn(4, 4, generator=torch.Generator().manual_seed(1)), []
    for t in range(220):
        before = x.detach().clone()
        x.grad = gradient.clone() if t < 20 else torch.zeros_like(x)
        optimizer.step()
        lengths.append(float((x.detach() - before).norm()))
    marches = lengths[-1] > 0.9 * lengths[19]
    assert marches == (make is torch.optim.Muon)
    assert marches or lengths[-1] < 1e-3 * lengths[19]


def table_of_states():
    """The bytes that the page prints for each row of its table."""
    page = (Path(__file__).parents[2] / "docs" / "directions.md").read_text("utf-8")
    _, _, table = page.partition(":name: tab-state")
    rows = [line.split("|") for line in table.partition(":::")[0].splitlines() if "|" in line]
    return [int(row[3]) for row in rows[2:]]


STATES = (
    (lambda p: torch.optim.SGD(p, lr=0.1),),
    (
        lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9),
        lion_pytorch.Lion,
        torch.optim.Muon,
    ),
    (schedulefree.SGDScheduleFree,),
    (torch.optim.Adam,),
    (schedulefree.AdamWScheduleFree,),
)


@pytest.mark.checks("tab-state", by="library")
def test_what_the_libraries_store_for_each_parameter():
    for printed_bytes, makers in zip(table_of_states(), STATES, strict=True):
        for make in makers:
            x = torch.ones(16, 16, requires_grad=True)
            optimizer = make([x])
            if hasattr(optimizer, "train"):
                optimizer.train()
            for _ in range(2):
                x.grad = torch.ones_like(x)
                optimizer.step()
            held = [one for one in optimizer.state[x].values() if torch.is_tensor(one)]
            large = [one for one in held if one.numel() == x.numel()]
            assert sum(one.nbytes for one in large) == printed_bytes * x.numel(), make
