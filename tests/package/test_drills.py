"""Each drill's printed answer, computed again by the package or by running what the drill describes."""

import math
import re
from collections.abc import Callable

import pytest
import torch
from printed import ROOT

from momentum.averages import gain, leaky_sum, sample_size
from momentum.conventions import Settings, convert, walk
from momentum.data import airfoil, minibatches
from momentum.directions import memory_step, polar
from momentum.dynamics import best_gradient_descent, best_momentum, is_stable
from momentum.nesterov import is_stable as is_stable_nesterov
from momentum.noise import stationary_variance
from momentum.quadratic import Quadratic
from momentum.training import descend, momentum_step

DRILL = re.compile(
    r"^:::\{exercise\} [^\n]+\n:label: (?P<label>[\w-]+)\n:class: drill\n\n(?P<question>.*?)\n:::\n\n"
    r":::\{solution\} (?P=label)\n:class: dropdown\n\n(?P<solution>.*?)\n:::$",
    re.M | re.S,
)
RESULT = re.compile(r"\{result\}`([=≈]) (-?\d+(?:\.(\d+))?)`")
PAGES = sorted((ROOT / "docs").glob("*.md"))
FOUND = {
    one["label"]: (path.stem, one["solution"])
    for path in PAGES
    for one in DRILL.finditer(path.read_text("utf-8"))
}


def tensor(*numbers: float) -> torch.Tensor:
    return torch.tensor(numbers, dtype=torch.float64)


def edge(converges: Callable[[float], bool], most: float) -> float:
    """Find by halving up to which learning rate something converges."""
    low, high = 0.0, most
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if converges(middle) else (low, middle)
    return low


def factor_for_keras() -> float:
    """Find by two runs what makes PyTorch's buffer as long as the move that Keras carries on."""
    rates = [0.1] * 3 + [0.02]
    keras = walk(Settings("keras", 0.1, 0.9), torch.sin, tensor(1.0), rates)[:, 0]
    torch_s = walk(Settings("torch", 0.1, 0.9), torch.sin, tensor(1.0), rates)[:3, 0]
    buffer = (torch_s[1] - torch_s[2]) / 0.1  # before the third step
    buffer = 0.9 * buffer + torch.sin(torch_s[2])
    fresh = torch.sin(keras[3])
    return float(((keras[3] - keras[4]) / 0.02 - fresh) / (0.9 * buffer))


def without_half() -> float:
    """Find by one step each which rate moves half the loss as far as the whole."""
    features, targets = tensor(1.0, 2.0, 4.0), tensor(2.0, 1.0, 3.0)
    w = tensor(0.5).requires_grad_()
    whole = torch.nn.functional.mse_loss(w * features, targets)
    (g,) = torch.autograd.grad(whole, w)
    (half,) = torch.autograd.grad(whole_half(w, features, targets), w)
    return float(0.02 * g / half)


def whole_half(w: torch.Tensor, features: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    return 0.5 * ((w * features - targets) ** 2).mean()


def accumulated() -> float:
    """Find by summing over four microbatches what the script's rate amounts to."""
    rows = torch.arange(1.0, 13.0, dtype=torch.float64)
    w = tensor(0.5).requires_grad_()
    (mean,) = torch.autograd.grad(((w * rows - 1) ** 2).mean(), w)
    for part in rows.chunk(4):
        ((w * part - 1) ** 2).mean().backward()
    assert w.grad is not None
    return float(0.02 * w.grad / mean)


def second_process() -> float:
    """Find the factor with which the mean over processes is the mean over rows."""
    first, second = torch.rand(48, dtype=torch.float64), torch.rand(16, dtype=torch.float64)
    whole = torch.cat([first, second]).mean()
    return float((2 * whole - 48 * 2 / 64 * first.mean()) / second.mean())


def round_on_a_slope() -> float:
    """Walk a long slope with torch's Nesterov outside, where every round brings the processes 1."""
    x = tensor(0.0)
    optimizer = torch.optim.SGD([x], lr=0.8, momentum=0.75, nesterov=True)
    for _ in range(100):
        x.grad, before = tensor(1.0), x.clone()
        optimizer.step()
    return float(before - x)


def stale(eta: float) -> bool:
    """Whether specimen 4, which steps along the old velocity, converges on x² with β = 0.75."""
    step = torch.tensor([[0.75, 2.0], [-eta, 1.0]], dtype=torch.float64)
    return bool(torch.linalg.eigvals(step).abs().max() < 1)


def step_on_both_ends() -> torch.Tensor:
    """Return what one step leaves on the flattest and on the steepest parabola."""
    Q = torch.diag(tensor(1.0, 25.0))
    return (
        descend(momentum_step(Quadratic(Q).gradient, 0.05), torch.ones(2).double(), steps=1)
        .x[1]
        .abs()
    )


def random_least_squares() -> float:
    """Average over the law of infinitely many unknowns, by the angle of the eigenvalue."""
    theta = (torch.arange(1000, dtype=torch.float64) + 0.5) * math.pi / 1000
    lam = 1.25 - theta.cos()
    pair = best_momentum(0.5**2, 1.5**2)
    step = momentum_step(lambda x: lam * x, pair.eta, pair.beta)
    end = descend(step, torch.ones_like(lam), steps=5).x[-1]
    return float((2 * theta.sin() ** 2 / lam * end.square()).mean())


def three_words() -> float:
    """Count ten pairs: five, three and two of them begin with the words one, two and three."""
    inputs = torch.eye(3, dtype=torch.float64)[[0] * 5 + [1] * 3 + [2] * 2]
    lam = torch.linalg.eigvalsh(inputs.T @ inputs / 10)
    return best_momentum(float(lam[0]), float(lam[-1])).beta


def saddle() -> float:
    """Run momentum on -x²/2 with η = β = 0.5 and read the factor off."""
    x = descend(momentum_step(lambda x: -x, 0.5, 0.5), tensor(1e-9), steps=60).x
    return float(x[-1] / x[-2])


def two_steps() -> float:
    return float(descend(momentum_step(lambda x: x, 0.4, 0.5), tensor(1.0), steps=2).x[-1])


def third_point() -> float:
    """Start where two points at rest would have led: the velocity is their difference over η."""
    run = walk(Settings("torch", 0.1, 0.9), scripted([10.0, 4.0]), tensor(3.0), [0.1, 0.1])
    assert float(run[1]) == pytest.approx(2.0)
    return float(run[2])


def scripted(gradients: list[float]) -> Callable[[torch.Tensor], torch.Tensor]:
    """Return a gradient that takes these values in turn: the first makes the move from 3 to 2."""
    left = iter(gradients)
    return lambda x: tensor(next(left))


def lowest() -> float:
    Q = torch.diag(tensor(2.0, 4.0))
    return float(Quadratic(Q, tensor(-2.0, 4.0), 5.0).minimum)


def condition(rows: list[list[float]]) -> float:
    Q = torch.tensor(rows, dtype=torch.float64)
    return float(Quadratic(Q, tensor(0.0, 0.0), 0.0).condition_number)


def gamma_of_heavy_ball(eta: float, beta: float) -> float:
    """Read off from where the ball coasts to on flat ground how far its unseen point was moved."""
    slope = iter([1.0] + [0.0] * 2000)
    step = momentum_step(lambda x: tensor(next(slope)), eta, beta)
    return -float(descend(step, tensor(0.0), steps=2000).x[-1])


def two_passes() -> float:
    features, targets = airfoil()
    generator = torch.Generator().manual_seed(0)
    return 2 * len(list(minibatches(features, targets, 10, generator)))


def other_length() -> float:
    """Find by the length of an update which rate moves a matrix as far as PyTorch's default does."""
    wide = torch.randn(1024, 256, generator=torch.Generator().manual_seed(0))
    update = polar(wide)
    default = 0.02 * math.sqrt(1024 / 256) * update.norm()
    return float(default / (0.2 * update.norm() / update.square().mean().sqrt()))


def outlier_leads() -> float:
    """Run a velocity in form C past the outlier, and see between which steps its part falls to 1."""
    part = 0.05 * leaky_sum(tensor(1000.0, *[0.0] * 200), 0.95)
    k = int((part > 1).sum()) - 1  # the last step above
    return k + float(part[k].log() / (part[k] / part[k + 1]).log())


def old_velocity_of_nesterov() -> float:
    """Make one step with gradient 0 and velocity 1: what Nesterov's method then walks along."""
    step = memory_step(torch.zeros_like, 1.0, 0.99, 0.99)
    return -float(step(tensor(0.0), tensor(1.0))[0])


def marches() -> float:
    """Let a velocity of norm 1 fade, and count."""
    step, v, k = memory_step(torch.zeros_like, 1.0, 0.95), tensor(1.0), 0
    while float(v) >= 1e-7:
        k, v = k + 1, step(tensor(0.0), v)[1]
    return k


ANSWERS: dict[str, Callable[[], float]] = {
    "ex-three-gradients": lambda: float(leaky_sum(tensor(4.0, 2.0, 6.0), 0.5)[-1]),
    "ex-to-and-fro": lambda: float(leaky_sum(3.0 * tensor(*[1.0, -1.0] * 60), 0.5)[-1].abs()),
    "ex-how-ill": lambda: condition([[6.0, 0.0], [0.0, 0.06]]),
    "ex-best-factor": lambda: best_gradient_descent(1, 9).rate,
    "ex-two-steps": two_steps,
    "ex-without-velocity": third_point,
    "ex-same-effect": lambda: 0.4 / gain(0.95),
    "ex-as-good-as": lambda: sample_size(0.8),
    "ex-how-many-steps": two_passes,
    "ex-half-missing": without_half,
    "ex-lowest-value": lowest,
    "ex-turned-ravine": lambda: condition([[5.0, 4.0], [4.0, 5.0]]),
    "ex-how-far": lambda: edge(lambda eta: bool(is_stable(0.8, 10 * eta)), 1),
    "ex-best-beta": lambda: best_momentum(1, 9).beta,
    "ex-from-form-c": lambda: convert(Settings("optax.ema", 0.5, 0.9), "torch").lr,
    "ex-what-factor": factor_for_keras,
    "ex-nesterov-limit": lambda: edge(lambda eta: bool(is_stable_nesterov(0.5, 6 * eta)), 1),
    "ex-steps-a-digit": lambda: math.log(10) / -math.log(best_momentum(1, 100).rate),
    "ex-which-kappa": lambda: edge(lambda kappa: best_momentum(1, 1 + kappa).beta < 0.81, 1e4) + 1,
    "ex-size-of-cloud": lambda: float(stationary_variance(0.9, 0.1, 1.0)),
    "ex-off-the-saddle": saddle,
    "ex-four-microbatches": accumulated,
    "ex-uneven-shards": second_process,
    "ex-long-slope": round_on_a_slope,
    "ex-stale-edge": lambda: edge(stale, 1),
    "ex-factor-for-all": lambda: float(step_on_both_ends().max()),
    "ex-four-equations": random_least_squares,
    "ex-muon-rate": other_length,
    "ex-muon-outlier": outlier_leads,
    "ex-lion-nesterov": old_velocity_of_nesterov,
    "ex-march": marches,
    "ex-as-an-average": lambda: gamma_of_heavy_ball(0.02, 0.95),
    "ex-three-words": three_words,
    "ex-where-it-settles": lambda: edge(lambda lam: bool(is_stable(0.5, 0.05 * lam)), 1e3),
}


def test_there_are_drills_on_all_pages_that_ask() -> None:
    """Pages of the chapter with a question have one or two, and each of them is computed here."""
    asked = {path.stem for path in PAGES if "{.question}" in path.read_text("utf-8")}
    homes = [page for page, _ in FOUND.values()]
    assert {*homes} <= asked and len({*homes}) > 15 and max(map(homes.count, asked)) == 2
    assert len(FOUND) >= 24 and FOUND.keys() == ANSWERS.keys()
    assert sum(path.read_text("utf-8").count(":class: drill") for path in PAGES) == len(FOUND)


@pytest.mark.parametrize("label", FOUND)
def test_the_printed_answer_is_right(label: str) -> None:
    """The number stands once in each language; = is exact, ≈ is rounded to the last digit."""
    english, chinese = RESULT.findall(FOUND[label][1])
    assert english == chinese
    sign, number, places = english
    known = ANSWERS[label]()
    if sign == "=":
        assert known == pytest.approx(float(number), rel=1e-6)
    else:
        assert f"{known:.{len(places)}f}" == number
        assert known != pytest.approx(float(number), rel=1e-6)
