"""What the pages call the right guess is what a run by the package finds."""

import math
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from torch import Tensor

from momentum.averages import gain, leaky_sum
from momentum.conventions import Settings, walk
from momentum.directions import memory_step
from momentum.dynamics import best_gradient_descent, best_momentum, spectral_radius
from momentum.landscapes import LESSARD
from momentum.quadratic import RAVINE, Quadratic
from momentum.training import descend, momentum_step
from momentum.walks import averaged_walk

DOCS = Path(__file__).parents[2] / "docs"
LAB = re.compile(
    r"^::::\{lab\} (?P<name>\S+)\n(?:(?!^::::\{lab\}).)*?"
    r"^:::\{predict\} (?P<right>\d)\n(?P<said>.*?)^:::$",
    re.M | re.S,
)
GUESSES = {
    one["name"]: (int(one["right"]), re.findall(r"^- (.*?)(?: ｜ .*)?$", one["said"], re.M))
    for path in sorted(DOCS.glob("*.md"))
    for one in LAB.finditer(path.read_text("utf-8"))
}
STEADY: Callable[[Tensor], Tensor] = torch.ones_like


def tensor(*numbers: float) -> Tensor:
    return torch.tensor(numbers, dtype=torch.float64)


def travelled(library: str, rates: list[float], beta: float = 0.9) -> Tensor:
    """How far a library has gone after each step under the gradient 1."""
    return -walk(Settings(library, 0.1, beta), STEADY, tensor(0.0), rates)[:, 0]


def after_a_drop() -> str:
    ways = {name: travelled(name, [0.1] * 99 + [0.01] * 99) for name in ("torch", "keras")}
    further = {name: float(way[-1] - way[99]) for name, way in ways.items()}
    return "Keras" if further["keras"] > further["torch"] else "PyTorch"


def form_c_in_torch() -> str:
    ratio = travelled("torch", [0.1] * 99)[1:] / travelled("optax.ema", [0.1] * 99)[1:]
    assert torch.allclose(ratio, tensor(10.0))
    return "ten times as long, from the first one on"


def thrown_out_once() -> str:
    equal = [1 / t for t in range(1, 201)]
    x = averaged_walk(lambda y: 3 * y, 1.0, 0.9, equal, tensor(1.0)).x[:, 0].abs()
    assert x[1:].argmax() == 0 and float(x[1]) == 2
    assert float(x[-1]) < 1e-6
    return "it is thrown out once, and then comes in"


def dampened() -> str:
    def way(settings: Settings) -> Tensor:
        gradients = iter([tensor(1.0), *[tensor(0.0)] * 50])
        return walk(settings, lambda x: next(gradients), tensor(0.0), [0.1] * 50)

    damped, average = Settings("torch", 0.1, 0.9, dampening=0.9), Settings("optax.ema", 0.1, 0.9)
    assert torch.allclose(way(damped), 10 * way(average))
    return "it is ten times as large"


def decoupled() -> str:
    ends = []
    for settings in (
        Settings("torch", 0.1, 0.9, weight_decay=0.3),
        Settings("keras", 0.1, 0.9, weight_decay=0.3, decoupled=True),
    ):
        ends.append(float(walk(settings, lambda x: x - 1, tensor(0.0), [0.1] * 900)[-1]))
    return "farther from zero" if ends[1] > ends[0] + 0.1 else "nearer to zero"


def nine_tenths() -> str:
    v = leaky_sum(torch.ones(99, dtype=torch.float64), 0.9) / gain(0.9)
    assert 0.6 < float(v[9]) < 0.7  # two thirds after ten steps, as the sentence says
    return str(int((v >= 0.9).nonzero()[0]) + 1)


def coasting() -> str:
    v = leaky_sum(torch.cat([torch.ones(900), torch.zeros(900)]).double(), 0.9)
    return str(round(float(v[900:].sum() / v[899])))


def fastest() -> str:
    betas = torch.linspace(0, 0.99, 100, dtype=torch.float64)
    rates = torch.stack([spectral_radius(float(beta), tensor(2.25))[0] for beta in betas])
    return f"${float(betas[rates.argmin()]):.2f}$"


def border() -> str:
    edges = []
    for beta in (0.0, 0.9):
        u = torch.linspace(0.001, 5, 5000, dtype=torch.float64)
        edges.append(float(u[spectral_radius(beta, u) < 1].max()))
    return f"it grows to {edges[1] / edges[0]:.1f} times its size"


def two_forms() -> str:
    drop = [0.1] * 99 + [0.01] * 99
    polyak, ours = (travelled(name, drop)[-1] for name in ("polyak", "torch"))
    return "further" if polyak > ours + 0.1 else "less far"


def every_second() -> str:
    signs = tensor(*[1, 1, -1, -1] * 200)
    swing, least = float(leaky_sum(signs, 0.9)[-9:].abs().max()), gain(0.9) / 19
    assert least == pytest.approx(1 / 1.9) and least < swing < gain(0.9) / 5
    return "more than that, and far less than $1/(1-\\beta)$"


def beside_the_cycle() -> str:
    best = best_momentum(1, 25)
    cycle = [792 / 1225, -2208 / 1225, 2592 / 1225]
    before, now = tensor(cycle[0] + 0.01), tensor(cycle[1] + 0.01)
    for _ in range(30):
        before, now = now, now + best.beta * (now - before) - best.eta * LESSARD.gradient(now)
    assert abs(float(now) - cycle[1]) < 0.001
    return "much nearer to the cycle"


def leaders() -> str:
    best = best_momentum(*RAVINE.eigenvalues.tolist())
    best_pair, known = (
        RAVINE.value(descend(momentum_step(RAVINE.gradient, *pair), tensor(-5, -2), 60).x)
        for pair in ((best.eta, best.beta), (0.6, 0.5))
    )
    leads = [bool(best_pair[t] < known[t]) for t in (5, 10, 20, 60)]
    assert leads == [False, False, False, True]
    return "0.6 and 0.5 up to 20, the best pair at 60"


def counts() -> str:
    lam = 0.5 ** torch.arange(10, dtype=torch.float64)
    f, needed = Quadratic(torch.diag(lam)), []
    for best in (best_gradient_descent(float(lam[-1]), 1.0), best_momentum(float(lam[-1]), 1.0)):
        step = momentum_step(f.gradient, best.eta, getattr(best, "beta", 0.0))
        path = descend(step, torch.ones(10, dtype=torch.float64), 4000).x
        needed.append(int((path.abs().amax(1) >= 1e-6).nonzero().max()) + 1)
    return f"about {math.floor(needed[0] / needed[1] + 0.5)}"


def turns() -> str:
    """The first step of signs that goes with the new gradient."""
    found = []
    for nu in (0.9 / 0.99, 1.0):
        v, t, move = tensor(1.0), 0, tensor(-1.0)
        step = memory_step(lambda x: -torch.ones_like(x), 1.0, 0.99, nu, torch.sign)
        while move < 0:
            (move, v), t = step(tensor(0.0), v), t + 1
        found.append(t)
    return "Lion in step {}, signum in step {}".format(*found)


FOUND = {
    "keras-to-torch": after_a_drop,
    "ema-to-torch": form_c_in_torch,
    "schedule-free": thrown_out_once,
    "dampening": dampened,
    "decouple": decoupled,
    "warm-up": nine_tenths,
    "coast": coasting,
    "critical": fastest,
    "edge": border,
    "two-forms": two_forms,
    "weights": every_second,
    "cycle": beside_the_cycle,
    "best-pair": leaders,
    "step-counts": counts,
    "lion": turns,
}


@pytest.mark.parametrize("name", FOUND)
def test_the_right_guess_is_found_by_a_run(name: str) -> None:
    """The choice with the number that the page gives is the one that a run ends with."""
    right, choices = GUESSES[name]
    assert choices[right - 1] == FOUND[name]()
