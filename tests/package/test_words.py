"""Bigrams: the printed spectrum is the word count, Zipf's limit, and rules that are blind to frequency."""

import itertools
import math
import re
from collections import Counter
from pydoc_data.topics import topics

import mpmath
import pytest
import sympy as sp
import torch
from decide import Reals
from printed import ROOT, printed
from torch import nn

from momentum.directions import memory_step, polar
from momentum.dynamics import best_momentum
from momentum.training import descend, momentum_step

HELP = "\n".join(topics.values())
BOOK = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "docs").glob("*.md")))


def pairs(text, V, words=r"[a-z]+"):
    """All pairs whose first word is among the V most frequent ones, as numbers; V stands for all others."""
    found = re.findall(words, text.lower())
    rank = {word: k for k, (word, _) in enumerate(Counter(found).most_common(V))}
    numbers = [rank.get(word, V) for word in found]
    return [(a, b) for a, b in itertools.pairwise(numbers) if a < V]


def counted(text, V):
    """Frequencies, largest first, and shares of what follows, from a count of pairs."""
    count = torch.zeros(V, V + 1, dtype=torch.float64)
    for (a, b), times in Counter(pairs(text, V)).items():
        count[a, b] = times
    count = count[count.sum(1).argsort(descending=True)]
    return count.sum(1) / count.sum(), count / count.sum(1, keepdim=True)


# -- The spectrum ----------------------------------------------------------------------------------


@pytest.mark.checks("eq-words", by="decided")
def test_the_printed_loss_is_the_mean_over_the_pairs():
    """z3, for all counts of three words and all weights; entries of a row add up one by one."""
    world = Reals()
    n, c = list(world.positive("n1:4")), list(world.positive("c1:4"))  # pairs; those followed by it
    w, total = sp.symbols("w1:4", real=True), sum(n)

    def loss(w):
        parts = zip(n, c, w, strict=True)
        return sum(c * (w - 1) ** 2 + (n - c) * w**2 for n, c, w in parts) / (2 * total)

    best = [c / n for n, c in zip(n, c, strict=True)]
    env = {
        r"\ell": lambda _: loss(w),
        r"\mathbf{W}": 0,
        r"\ell^*": loss(best),
        "V": sp.Integer(3),
        r"\pi": lambda k: n[int(k) - 1] / total,
        r"\w": lambda k: w[int(k) - 1],
        r"\w^*": lambda k: best[int(k) - 1],
    }
    world.proves(world.claim("eq-words", env))


@pytest.mark.checks("thm-words", "eq-words", by="library")
def test_a_linear_layer_on_words_has_the_word_counts_for_eigenvalues():
    """torch's layer, loss, Hessian and optimiser on the pairs themselves."""
    V = 5
    data = pairs(HELP[:8_000], V)
    first, second = (torch.tensor(side) for side in zip(*data, strict=True))
    inputs = nn.functional.one_hot(first, V).double()
    outputs = nn.functional.one_hot(second, V + 1).double()

    def loss(weight):
        return 0.5 * (nn.functional.linear(inputs, weight) - outputs).square().sum(1).mean()

    count = Counter(a for a, _ in data)
    pi = torch.tensor([count[k] / len(data) for k in range(V)], dtype=torch.float64)
    start = torch.randn(V + 1, V, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    hessian = torch.autograd.functional.hessian(loss, start).reshape(V * V + V, -1)
    spectrum = torch.linalg.eigvalsh(hessian)
    assert torch.allclose(spectrum, pi.repeat(V + 1).sort().values, atol=1e-12)
    (gradient,) = torch.autograd.grad(loss(start.requires_grad_()), start)
    best = start.detach() - gradient / pi  # one step; a column of torch's weight is a word
    followers = Counter(data)
    for (a, b), times in followers.items():
        assert float(best[b, a]) == pytest.approx(times / count[a])
    values = {
        r"\ell": lambda weight: float(loss(weight)), r"\mathbf{W}": start.detach(), "V": V,
        r"\ell^*": float(loss(best)), r"\pi": lambda k: float(pi[int(k) - 1]),
        r"\w": lambda k: start.detach().numpy()[:, int(k) - 1],
        r"\w^*": lambda k: best.numpy()[:, int(k) - 1],
    }  # fmt: skip
    printed("eq-words").check(values)
    weight = nn.Parameter(start.detach().clone())
    optimizer = torch.optim.SGD([weight], lr=0.5 / float(pi.max()), momentum=0.5)
    x, v = torch.ones(V, dtype=torch.float64), torch.zeros(V, dtype=torch.float64)
    step = momentum_step(lambda x: pi * x, 0.5 / float(pi.max()), 0.5)
    for _ in range(20):  # what is left of a row is one number, as the page's cell has it
        optimizer.zero_grad()
        loss(weight).backward()
        optimizer.step()
        x, v = step(x, v)
    assert torch.allclose(weight.detach() - best, x * (start.detach() - best), atol=1e-12)


@pytest.mark.parametrize(("text", "V"), [(HELP, 400), (BOOK, 700)])
@pytest.mark.checks("tab-words", by="numerics")
def test_momentum_is_several_times_faster_and_division_is_done(text, V):
    """Another vocabulary, and another text, with the settings of the page."""
    pi, follows = counted(text, V)
    weight = pi * follows.square().sum(1)
    L = float(pi[0])

    def needed(eta, beta, target, steps=1200):
        """Steps until the loss stays below the target, for the best of some settings at once."""
        eta, beta = (torch.as_tensor(number).double().reshape(-1, 1) for number in (eta, beta))
        v, x = torch.zeros(len(eta), V).double(), torch.ones(len(eta), V).double()
        above = torch.zeros(len(eta))
        for t in range(1, steps + 1):
            v = beta * v + pi * x
            x = x - eta * v
            above[x.square() @ weight >= target * weight.sum()] = t
        return int(above.min()) + 1

    pair = best_momentum(float(pi[-1]), L)
    beta = torch.tensor([0.5, 0.7, 0.9]).repeat_interleave(3)
    reach = torch.tensor([0.5, 0.75, 0.95]).repeat(3)
    slow, fast = {}, {}
    for target in (0.1, 0.01):
        slow[target] = needed(torch.tensor([0.96, 1.6, 1.92]) / L, torch.zeros(3), target)
        fast[target] = needed(reach * (2 + 2 * beta) / L, beta, target)
        assert fast[target] < slow[target] / 2
        assert needed(1 / L, 0, target) > 1.5 * slow[target]
    assert fast[0.01] < slow[0.01] / 4
    assert needed(pair.eta, pair.beta, 0.1) > 2 * fast[0.1]  # transient growth at the first word
    assert descend(momentum_step(lambda x: x, 1.0), torch.ones_like(pi), 1).x[1].abs().max() == 0


# -- Zipf's law ------------------------------------------------------------------------------------


@pytest.mark.parametrize("c", [0.5, 1.0, 1.9])
@pytest.mark.checks("thm-zipf", "eq-zipf", by="numerics")
def test_under_zipfs_law_the_loss_falls_with_the_logarithm(c):
    """A run of gradient descent gives what is printed; an integral carries on to huge vocabularies."""
    V, t = 2000, 60
    pi = 1 / torch.arange(1, V + 1, dtype=torch.float64)
    pi = pi / pi.sum()
    start = torch.ones_like(pi)  # all rows equally far away
    end = descend(momentum_step(lambda x: pi * x, c / float(pi[0])), start, t).x[-1]
    left = float((pi * end.square()).sum() / (pi * start.square()).sum())
    harmonic = sum(1 / k for k in range(1, V + 1))
    printed("eq-zipf").check({"r_t": left, "c": c, "t": t, "V": V, "H_V": harmonic})

    def smooth(log_V, tau):  # the sum as an integral over the logarithm of k
        return mpmath.e1(2 * c * mpmath.e ** ((tau - 1) * log_V)) / (log_V + mpmath.euler)

    for V, tau in ((10**5, 0.5), (10**6, 0.6)):
        t = int(V**tau)
        k = torch.arange(1, V + 1, dtype=torch.float64)
        exact = float(((1 - c / k) ** (2 * t) / k).sum() / (1 / k).sum())
        assert float(smooth(math.log(V), tau)) == pytest.approx(exact, rel=0.01)
    for tau in (0.2, 0.5, 0.9):
        assert float(smooth(mpmath.mpf(10) ** 6, tau)) == pytest.approx(1 - tau, abs=1e-4)


@pytest.mark.parametrize("a", [0.5, 2.0])
def test_flatter_and_steeper_laws_are_easier(a):
    """The exercise: V^a steps for a < 1, and for a > 1 a number that does not grow with V."""

    def share(V, t):
        k = torch.arange(1, V + 1, dtype=torch.float64)
        return float(((1 - k**-a) ** (2 * t) * k**-a).sum() / (k**-a).sum())

    if a < 1:
        for V in (10**5, 10**6):
            assert share(V, int(V**a / 100)) > 0.85
            assert share(V, 2 * int(V**a)) < 0.05
    else:
        assert share(10**4, 1000) == pytest.approx(share(10**6, 1000), rel=0.02)
        slope = math.log(share(10**6, 4000) / share(10**6, 1000)) / math.log(4)
        assert slope == pytest.approx(-(a - 1) / a, abs=0.01)


# -- Blind to frequency ----------------------------------------------------------------------------


def problem(V=40):
    """What follows each word, and frequencies that are powers of two, so that scaling rounds nothing."""
    _, follows = counted(HELP, V)
    frequencies = 2.0 ** -(torch.arange(V) % 11).double()
    return follows, frequencies[:, None], torch.full((V, 1), 2.0**-6, dtype=torch.float64)


RULES = {
    "adam": lambda p: torch.optim.Adam(p, lr=0.05, betas=(0.9, 0.99), eps=0.0),
    "amsgrad": lambda p: torch.optim.Adam(p, lr=0.05, eps=0.0, amsgrad=True),
    "rmsprop": lambda p: torch.optim.RMSprop(p, lr=0.01, eps=0.0, momentum=0.9),
}


@pytest.mark.parametrize("name", [*RULES, "sgd", "adam with eps"])
@pytest.mark.checks("thm-blind", by="library")
def test_adam_walks_the_same_path_whatever_the_frequencies(name):
    """Softmax and real optimisers; momentum and Adam with a large epsilon do see the frequencies."""
    follows, *both = problem()
    others = {
        "sgd": lambda p: torch.optim.SGD(p, lr=1.0, momentum=0.9),
        "adam with eps": lambda p: torch.optim.Adam(p, lr=0.05, eps=1e-3),
    }
    ends = []
    for pi in both:
        w = nn.Parameter(torch.zeros_like(follows))
        optimizer = (RULES | others)[name]([w])
        for _ in range(50):
            optimizer.zero_grad()
            (-(pi * follows * w.log_softmax(1)).sum()).backward()
            optimizer.step()
        ends.append(w.detach())
    apart = float((ends[0] - ends[1]).abs().max() / ends[0].abs().max())
    assert apart == 0 if name in RULES else apart > 0.1


@pytest.mark.parametrize("beta", [0.0, 0.9])
@pytest.mark.checks("thm-blind", by="numerics")
def test_the_sign_and_the_length_of_a_row_are_blind_and_a_matrix_is_not(beta):
    """A rule must look at each row alone: the polar factor of the whole matrix mixes words."""
    follows, *both = problem()
    rules = {
        "sign": torch.sign,
        "rows": lambda v: v / v.norm(dim=1, keepdim=True),
        "whole": lambda v: v / v.norm(),
        "polar": polar,
    }
    for name, rule in rules.items():
        ends = []
        for pi in both:
            step = memory_step(
                lambda w, pi=pi: pi * (w.softmax(1) - follows), 0.1, beta, direction=rule
            )
            w = v = torch.zeros_like(follows)
            for _ in range(30):
                w, v = step(w, v)
            ends.append(w)
        apart = float((ends[0] - ends[1]).abs().max() / ends[0].abs().max())
        assert apart < 1e-12 if name in ("sign", "rows") else apart > 0.1, name


@pytest.mark.checks("tab-softmax", by="numerics")
def test_equal_frequencies_help_gradient_descent_and_momentum():
    """Another vocabulary, fewer steps; settings from a coarse grid, as many for each method."""
    pi, follows = counted(HELP, 80)
    pi, equal = pi[:, None], torch.full((80, 1), 1 / 80, dtype=torch.float64)
    least = (torch.xlogy(follows, follows)).sum(1, keepdim=True)

    def left(step, pi, steps=120):
        w = v = torch.zeros_like(follows)
        for _ in range(steps):
            w, v = step(w, v)
        excess = pi * (least - (follows * w.log_softmax(1)).sum(1, keepdim=True))
        return float(excess.sum() / (pi * (least + math.log(81))).sum())

    def best(pi, etas, beta=0.0, direction=None):
        slope = lambda w: pi * (w.softmax(1) - follows)  # noqa: E731
        nu = beta if direction is None else 1.0
        return min(left(memory_step(slope, eta, beta, nu, direction), pi) for eta in etas)

    shares = {}
    for name, p in (("are", pi), ("equal", equal)):
        scale = 1 / float(p.max())
        shares["gd", name] = best(p, [scale * 2**k for k in range(1, 5)])
        shares["nag", name] = best(p, [scale * 2**k * 20 for k in range(1, 5)], 0.95)
    sign = best(pi, [0.0125 * 2**k for k in range(4)], 0.9, torch.sign)
    assert shares["gd", "are"] > 3 * shares["gd", "equal"]
    assert shares["nag", "are"] > 3 * shares["nag", "equal"]
    assert shares["gd", "are"] > 5 * shares["nag", "are"]
    assert shares["nag", "are"] > 2 * sign


def test_below_epsilon_adam_is_momentum_again():
    """The exercise: constant gradients, torch's Adam; half a step at epsilon, in proportion below it."""
    epsilon = 1e-4
    g = epsilon * torch.tensor([1e6, 1.0, 1e-3, 2e-3], dtype=torch.float64)
    x = nn.Parameter(torch.zeros_like(g))
    optimizer = torch.optim.Adam([x], lr=0.1, eps=epsilon)
    for t in range(1, 6):
        x.grad = g
        optimizer.step()
        assert torch.allclose(-x.detach(), t * 0.1 * g / (g + epsilon))
    step = -x.detach() / 5
    assert float(step[1] / step[0]) == pytest.approx(0.5, abs=1e-5)
    assert float(step[3] / step[2]) == pytest.approx(2, rel=2e-3)
