"""One walk: what is printed about its moves, its edge and its noise, by routes of their own."""

import math
from itertools import pairwise

import numpy as np
import pytest
import sympy as sp
import torch
from decide import Reals, reals
from printed import ROOT, printed

from momentum.directions import memory_step
from momentum.noise import stationary_variance
from momentum.quadratic import RAVINE
from momentum.training import descend, momentum_step
from momentum.walks import averaged_walk, edge, variance_of_average

B, C, U = reals("b c u")


def start(*numbers: float) -> torch.Tensor:
    return torch.tensor(numbers, dtype=torch.float64)


def wavy(y: torch.Tensor) -> torch.Tensor:
    """A gradient that is not linear."""
    return torch.tanh(y - 1) + y / 4


def noticed(gamma=0.7, b=0.6, c=(0.9, 0.5, 0.2, 0.3, 0.05), gradient=wavy, x0=(2.0, -1.0)):
    """A walk and the gradients that it was given."""
    seen = []

    def gradient_seen(y):
        seen.append(gradient(y))
        return seen[-1]

    return averaged_walk(gradient_seen, gamma, b, list(c), start(*x0)), seen


def letters(t, walk, seen, gamma, b, c):
    """What the letters of the printed equations stand for at step t."""
    values = {r"\gamma": gamma, "b": b, "c_t": c[t - 1], r"\g_t": seen[t - 1], "t": t}
    if t > 1:
        values["c_{t-1}"] = c[t - 2]
    for back in range(min(t, 2) + 1):
        index = "t" if back == 0 else f"{{t-{back}}}"
        values |= {rf"\{name}_{index}": getattr(walk, name)[t - back] for name in "xz"}
        values[rf"\mathbf{{y}}_{index}"] = walk.y[t - back]
    return values


# -- One walk --------------------------------------------------------------------------------------


@pytest.mark.checks("eq-walk", by="numerics")
def test_the_code_walks_as_printed():
    gamma, b, c = 0.7, 0.6, (0.9, 0.5, 0.2, 0.3, 0.05)
    walk, seen = noticed(gamma, b, c)
    assert torch.equal(walk.z[0], walk.x[0])
    assert torch.equal(walk.y[0], walk.x[0])
    for t in range(1, len(c) + 1):
        values = letters(t, walk, seen, gamma, b, c) | {r"\nabla": 1, "f": wavy}
        printed("eq-walk").check(values, 0, 1, 2)
        assert torch.equal(seen[t - 1], wavy(walk.y[t - 1]))


@pytest.mark.checks("thm-walk", "eq-walk-moves", by="algebra")
def test_the_average_moves_as_printed_for_all_gradients():
    """Two steps of the definition in SymPy, from any three points on, and the first from a start."""
    z, x, g, gamma, b, c, last, before = sp.symbols("z x g gamma b c last before")
    # x = (1 - last) before + last z holds after any step with the weight `last`.
    z = sp.solve(sp.Eq(x, (1 - last) * before + last * z), z)[0]
    new_z = z - gamma * g
    new_x = (1 - c) * x + c * new_z
    new_y = (1 - b) * new_z + b * new_x
    values = {
        r"\x_t": new_x, r"\x_{t-1}": x, r"\x_{t-2}": before, r"\g_t": g, r"\gamma": gamma,
        "c_t": c, "c_{t-1}": last, "b": b, r"\mathbf{y}_t": new_y,
    }  # fmt: skip
    printed("eq-walk-moves").check(values)
    walk, seen = noticed()
    assert torch.allclose(walk.x[1], walk.x[0] - 0.9 * 0.7 * seen[0])


@pytest.mark.checks("thm-walk", "eq-walk-average", by="algebra")
def test_with_a_constant_weight_the_moves_are_averages():
    """Induction in SymPy: if x moved by -γm, the next move is -γ times the leaky average."""
    z, x, m, g, gamma, b, c = sp.symbols("z x m g gamma b c")
    before = x + gamma * m
    z = sp.solve(sp.Eq(x, (1 - c) * before + c * z), z)[0]
    new_z, new_m = z - gamma * g, (1 - c) * m + c * g
    new_x = (1 - c) * x + c * new_z
    values = {
        r"\x_t": new_x, r"\x_{t-1}": x, r"\gamma": gamma, r"\mathbf{m}_t": new_m, r"\g_t": g,
        "b": b, r"\mathbf{y}_t": (1 - b) * new_z + b * new_x, r"\mathbf{y}_{t-1}": (1 - b) * z + b * x,
    }  # fmt: skip
    printed("eq-walk-average").check(values)
    start_z = start_x = sp.Symbol("s")  # and the first: m_1 = cg
    first = (1 - c) * start_x + c * (start_z - gamma * g)
    assert sp.simplify(first - start_x + gamma * c * g) == 0


@pytest.mark.checks("eq-free", by="algebra")
def test_schedule_free_is_momentum_with_a_schedule():
    """The moves of the theorem at c = 1/t; the look-ahead, too."""
    t, *points = sp.symbols("t x1 x2 g gamma b")
    x1, x2, g, gamma, b = points
    env = {r"\x_{t-1}": x1, r"\x_{t-2}": x2, r"\g_t": g, r"\gamma": gamma, "b": b, "t": t}
    moves = env | {"c_t": 1 / t, "c_{t-1}": 1 / (t - 1), r"\x_t": 0, r"\mathbf{y}_t": 0}
    new = printed("eq-walk-moves").values(moves, 0)[1]
    ahead = printed("eq-walk-moves").values(moves | {r"\x_t": new}, 1)[1]
    printed("eq-free").check(env | {r"\x_t": new, r"\mathbf{y}_t": ahead})


@pytest.mark.checks("tab-walk", by="numerics")
def test_each_row_of_the_table_is_its_method():
    """The printed weights and places, read off the page, against this package's other methods."""
    text = (ROOT / "docs" / "averaging.md").read_text("utf-8")
    table = text.split(":name: tab-walk\n")[1].split("\n:::")[0]
    rows = [line.split(" | ") for line in table.splitlines() if line.startswith("| ")][2:]
    found = {row[0][2:].split(" ｜ ")[0]: (row[1].strip("$ "), row[2].strip("$ ")) for row in rows}
    gamma, c, x0 = 0.45, 0.2, start(-5.0, -2.0)
    g, eta, beta = RAVINE.gradient, 0.2 * 0.45, 0.8
    steps = 30

    def walk(name, nu=0.7):
        weight, place = found[name]
        b = {"1-c": 1 - c, r"\nu": nu}.get(place) or float(place if place[0] in "01" else "nan")
        weights = {"c": [c] * steps, "1/t": [1 / t for t in range(1, steps + 1)]}[weight]
        return averaged_walk(g, gamma, b, weights, x0)

    plain = descend(momentum_step(g, gamma), x0, steps).x
    beside = walk("SGD, weights averaged beside")
    assert torch.allclose(beside.z, plain)
    ema = [x0]
    for point in plain[1:]:
        ema.append((1 - c) * ema[-1] + c * point)
    assert torch.allclose(beside.x, torch.stack(ema))
    ahead = descend(momentum_step(g, eta, beta, nesterov=True), x0, steps)
    assert torch.allclose(walk("Nesterov").y, ahead.x)
    assert torch.allclose(walk("Nesterov").x, ahead.x + eta * beta * ahead.v)
    ball = walk("heavy ball")
    assert torch.allclose(ball.x, descend(momentum_step(g, eta, beta), x0, steps).x)
    assert torch.equal(ball.x, ball.y)
    mixed = descend(memory_step(g, gamma, beta, 0.7), x0, steps).x
    assert torch.allclose(walk("quasi-hyperbolic").y, mixed)
    mean = walk("mean of the points")
    assert torch.allclose(mean.z, plain)
    assert torch.allclose(mean.x[-1], plain[1:].mean(0))
    assert found["Schedule-Free SGD"] == ("1/t", "0.9")  # its default; the oracles hold the rest
    assert len(found) == 6


def test_heavy_balls_hidden_point_is_where_it_coasts_to():
    walk, _ = noticed(b=1.0, c=[0.2] * 9)
    x, v = walk.x[-1], (walk.x[-2] - walk.x[-1])  # form B, the rate inside
    for _ in range(400):
        v = 0.8 * v
        x = x - v
    assert torch.allclose(x, walk.z[-1])
    assert not torch.allclose(walk.x[-1], walk.z[-1], atol=0.1)


# -- The edge --------------------------------------------------------------------------------------


def shape(b=B, c=C, u=U):
    """Trace and determinant of one step of (z, x), from the definition."""
    z, x = sp.symbols("z x")
    new_z = z - u * ((1 - b) * z + b * x)
    new_x = (1 - c) * x + c * new_z
    step = sp.Matrix([new_z, sp.expand(new_x)]).jacobian([z, x])
    return sp.expand(step.trace()), sp.expand(step.det())


INSIDE = ((B, r"\ge", 0), (B, r"\le", 1), (C, ">", 0), (C, r"\le", 1))


@pytest.mark.checks("thm-walk-edge", "eq-walk-edge", by="decided")
def test_the_walk_is_stable_exactly_where_it_is_printed():
    """For 0 ≤ b ≤ 1, 0 < c ≤ 1 and all γλ."""
    numbers = Reals()
    inside = numbers.link(numbers.radius(*shape()), "<", 1)
    stable = numbers.claim("eq-walk-edge", {r"\gamma": 1, r"\lambda": U, "b": B, "c": C})
    numbers.proves(inside == stable, numbers.all(*INSIDE))


@pytest.mark.checks("eq-walk-edge", by="numerics")
def test_the_code_has_the_printed_edge_and_the_edges_of_the_chapter():
    for b in (0.0, 0.3, 0.9, 1.0):
        for c in (0.05, 0.5, 1.0):
            values = {r"\gamma": 1.0, "b": b, "c": c}
            for factor, holds in ((1 - 1e-9, True), (1 + 1e-9, False)):
                check = {r"\lambda": factor * edge(b, c)}
                if holds:
                    printed("eq-walk-edge").check(values | check)
                else:
                    with pytest.raises(AssertionError):
                        printed("eq-walk-edge").check(values | check)
    for beta in (0.0, 0.5, 0.9):
        c = 1 - beta
        assert edge(0.0, c) == 2
        assert c * edge(1.0, c) == pytest.approx(2 + 2 * beta)
        assert c * edge(beta, c) == pytest.approx((2 + 2 * beta) / (1 + 2 * beta))
    assert edge(1.0, 0.0) == math.inf
    assert edge(0.98, 0.0) == pytest.approx(100)


MEANS = {
    "equal": lambda t: 1 / t,
    "later more": lambda t: 3 / (t + 2),
    "slowly": lambda t: t**-0.5,
}


@pytest.mark.parametrize("means", MEANS)
@pytest.mark.parametrize("b", [0.0, 0.5, 0.9])
@pytest.mark.checks("thm-free", "eq-free-edge", by="numerics")
def test_late_the_walk_is_stable_up_to_the_printed_edge(b, means):
    """On two eigenvalues, inside, on the edge itself and 3 % beyond; the weights meet the conditions."""
    weights = [MEANS[means](t) for t in range(1, 4001)]
    assert weights[0] == 1
    assert all(1 / new <= 1 / old + 1 + 1e-9 for old, new in pairwise(weights))
    limit = printed("eq-free-edge").values({r"\gamma": 1, "L": 1, "b": b})[1]
    lam = start(0.2, 1.0)
    inside = 0.5 if means == "slowly" else 0.9  # nearer to the edge it is late indeed
    for share, stays in ((inside, True), (1.0, False), (1.03, False)):
        walk = averaged_walk(lambda y: lam * y, share * limit, b, weights, start(1.0, 1.0))
        end = walk.z[-1].abs()
        assert bool(end.max() < 0.05) == stays, (share, end)
        if not stays:  # it grows at least by the printed factor in each step, up to rounding
            q = share * limit * (1 - b) - 1
            sizes = walk.z[1:200, 1].abs()
            assert bool((sizes[1:] >= q * sizes[:-1] * (1 - 1e-9)).all())


@pytest.mark.parametrize("b", [0.0, 0.5, 0.8])
@pytest.mark.checks("thm-free", by="numerics")
def test_the_start_is_forgotten_at_the_printed_power(b):
    weights = [1 / t for t in range(1, 4001)]
    x = averaged_walk(lambda y: y, 0.7 / (1 - b), b, weights, start(1.0)).x[:, 0].abs()
    power = float(torch.log2(x[2000] / x[4000]))
    assert power == pytest.approx(1 / (1 - b), rel=0.01)


@pytest.mark.checks("eq-walk-slow", by="algebra")
def test_the_walk_in_x_and_y():
    """With the letters of the proof, SymPy turns the definition into the printed pair."""
    x, y, u, b, c = sp.symbols("x y u b c")
    a = 1 / (1 - b)
    z = a * (y - b * x)
    new_z = z - u * y
    new_x = (1 - c) * x + c * new_z
    values = {
        "x_{t-1}": x, "y_{t-1}": y, "a": a, "u": u, "b": b, "c": c, "r": 1 - (1 - b) * u,
        "x_t": new_x, "y_t": (1 - b) * new_z + b * new_x,
    }  # fmt: skip
    printed("eq-walk-slow").check(values)


# -- Noise -----------------------------------------------------------------------------------------


def covariance(b, c, u, sigma=1.0, lam=1.0):
    """Covariance of (z, x) in the long run: the linear system of Lyapunov's equation."""
    gamma = u / lam
    z = np.array([1 - (1 - b) * u, -b * u])
    step = np.array([z, c * z + [0, 1 - c]])
    entry = -gamma * sigma * np.array([1, c])
    noise = np.outer(entry, entry).reshape(-1)
    return np.linalg.solve(np.eye(4) - np.kron(step, step), noise).reshape(2, 2)


@pytest.mark.parametrize("b", [0.0, 0.4, 0.9, 1.0])
@pytest.mark.parametrize("c", [0.1, 0.6, 1.0])
@pytest.mark.checks("thm-walk-noise", "eq-walk-noise", by="numerics")
def test_the_printed_variance_solves_lyapunovs_equation(b, c):
    for share in (0.05, 0.5, 0.95):
        u = share * edge(b, c)
        lam, sigma = 0.7, 1.3
        values = {
            r"\gamma": u / lam, r"\lambda": lam, r"\sigma": sigma, "c": c,
            "D": (1 - c) * (1 - (1 - b) * u), r"\operatorname{Var}": 1, "x": covariance(b, c, u, sigma, lam)[1, 1],
        }  # fmt: skip
        printed("eq-walk-noise").check(values, rel=1e-7)
        found = variance_of_average(b, c, u / lam, lam, sigma**2)
        assert found == pytest.approx(values["x"], rel=1e-10)


@pytest.mark.checks("thm-walk-noise", by="decided")
def test_the_printed_variance_grows_with_b():
    """For 0 < c < 1 and 0 < γλ ≤ 1: D grows with b from 0 or more, and with D the printed variance."""
    numbers = Reals()
    low, high, more = reals("low high more")

    def kept(b):
        return (1 - C) * (1 - (1 - b) * U)

    small = [(C, ">", 0), (C, "<", 1), (U, ">", 0), (U, r"\le", 1)]
    order = [(B, r"\ge", 0), (more, ">", B), (more, r"\le", 1)]
    claim = numbers.all((kept(B), r"\ge", 0), (kept(B), "<", kept(more)), (kept(more), "<", 1))
    numbers.proves(claim, numbers.all(*small, *order))

    def variance(d):
        values = {r"\gamma": U, r"\lambda": 1, r"\sigma": 1, "c": C, "D": d}
        values |= {r"\operatorname{Var}": 1, "x": sp.Integer(0)}
        return printed("eq-walk-noise").values(values)[1]

    numbers = Reals()
    claim = numbers.link(variance(high), ">", variance(low))
    order = [(low, r"\ge", 0), (high, ">", low), (high, "<", 1)]
    numbers.proves(claim, numbers.all(*small, *order))


def test_at_the_ends_it_is_the_cloud_of_the_chapter():
    for beta, eta in ((0.5, 0.3), (0.9, 0.02)):
        c = 1 - beta
        ours = variance_of_average(1.0, c, eta / c, 0.7, 1.69)
        assert ours == pytest.approx(float(stationary_variance(beta, eta, 0.7, 1.69)))
    # Beyond γλ = 1 it need not grow: in the explorable, at γ = 0.45, the best b is 1/6.
    places = [b / 600 for b in range(601)]
    best = min(places, key=lambda b: variance_of_average(b, 0.2, 0.45, 4.0))
    assert best == pytest.approx(1 / 6, abs=0.002)


@pytest.mark.checks("tab-calm", by="numerics")
def test_calm_has_its_price():
    """The rows by Lyapunov's equation, and by runs along the flat direction."""
    variances = [covariance(b, 0.1, 0.5)[1, 1] for b in (0.0, 0.9, 1.0)]
    assert np.allclose(variances, [0.046, 0.175, 0.253], atol=5e-4)
    steps = []
    for b in (0.0, 0.9, 1.0):
        product = edge(b, 0.1) / 2000
        x = averaged_walk(lambda y: product * y, 1.0, b, [0.1] * 4000, start(1.0)).x[:, 0]  # noqa: B023
        late = slice(2000, None)
        steps.append(math.log(10) / -math.log(float(x[late][1] / x[late][0])))
    assert np.allclose(steps, [2301, 318, 93], atol=1)


@pytest.mark.checks("eq-free-exact", by="algebra")
def test_schedule_free_in_one_exact_line():
    x, y, noise, t, gamma, lam, b = sp.symbols("x y xi t gamma lambda b")
    z = (y - b * x) / (1 - b)  # x, y and z after step t
    next_z = z - gamma * (lam * y + noise)
    before = sp.solve(sp.Eq(t * x, (t - 1) * sp.Symbol("p") + z), sp.Symbol("p"))[0]
    values = {
        "t": t, "a": 1 / (1 - b), "x_t": x, "x_{t-1}": before, r"\lambda": lam, "u": gamma * lam,
        r"\xi_{t+1}": noise, "z_{t+1}": next_z, "z_t": z,
    }  # fmt: skip
    printed("eq-free-exact").check(values)


@pytest.mark.parametrize("b", [0.0, 0.5, 0.9])
@pytest.mark.checks("thm-free-noise", "eq-free-noise", by="numerics")
def test_schedule_free_keeps_the_printed_noise(b):
    """The exact covariance, step by step, for three rates: t times it tends to the printed number."""
    lam, sigma = 0.7, 1.3
    values = {"t": 1, r"\operatorname{Var}": 1, "x_t": 0, r"\sigma": sigma, r"\lambda": lam, "b": b}
    limit = printed("eq-free-noise").values(values)[1]
    for u in (0.5, 1.0, 0.9 * edge(b, 0.0)):
        found, P = [], np.zeros((2, 2))
        for t in range(1, 20001):
            c = 1 / t
            z = np.array([1 - (1 - b) * u, -b * u])
            step, entry = np.array([z, c * z + [0, 1 - c]]), u / lam * sigma * np.array([1, c])
            P = step @ P @ step.T + np.outer(entry, entry)
            if t in (5000, 20000):
                found.append(t * P[1, 1])
        early, late = (abs(one / limit - 1) for one in found)
        assert late < 0.01, (u, found, limit)
        assert late < 0.4 * early + 1e-6  # and it goes on towards it


# -- Exercises -------------------------------------------------------------------------------------


def test_what_moves_the_mean():
    """The weights of ex-what-moves, its half pace and its mean age."""
    walk, seen = noticed(b=0.6, c=[1 / t for t in range(1, 13)])
    for t in range(2, 13):
        total = sum((s - 1) * seen[s - 1] for s in range(2, t + 1))
        assert torch.allclose(walk.x[t] - walk.x[t - 1], -0.7 / (t * (t - 1)) * total)
        weights = np.arange(t) / (t * (t - 1))
        assert weights.sum() == pytest.approx(0.5)
        age = (weights * (t - 1 - np.arange(t))).sum() / weights.sum()
        assert age == pytest.approx((t - 2) / 3)


def test_the_average_is_farthest_where_the_edge_is_crossed():
    """ex-turns-calm: c below 1/5, 1/14 and 2/172; and the swings that the page tells of."""
    for product, c in ((10, 1 / 5), (15, 1 / 14), (19, 2 / 172)):
        assert edge(0.9, c) == pytest.approx(product)
    farthest = {}
    for product in (5.0, 10.0, 15.0, 19.0):
        weights = [1 / t for t in range(1, 1000)]
        x = averaged_walk(lambda y: product * y, 1.0, 0.9, weights, start(1.0)).x[:, 0].abs()  # noqa: B023
        farthest[product] = int(x.argmax()), float(x.max())
    assert farthest[10.0] == (5, pytest.approx(126, abs=1))
    assert farthest[15.0][0] == 12
    assert 60 < farthest[19.0][0] < 90
    assert farthest[19.0][1] == pytest.approx(7.9e9, rel=0.01)


def test_a_walk_ends_before_what_is_not_finite():
    seen = []

    def gradient(x):
        seen.append(x)
        return 1e200 * x

    walk, other = (averaged_walk(gradient, 1.0, 0.5, [1.0] * 9, torch.ones(1)) for _ in range(2))
    assert len(seen) == len(walk.x) + len(other.x) < 9
