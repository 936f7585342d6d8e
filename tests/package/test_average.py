"""Momentum on random problems: the printed means against exact moments, quadrature and matrices."""

import itertools
import math

import numpy as np
import pytest
import sympy as sp
import torch
from printed import printed
from scipy.integrate import quad

from momentum.dynamics import best_gradient_descent, best_momentum
from momentum.quadratic import Quadratic
from momentum.training import descend, momentum_step

SHARES = (0.1, 0.25, 0.64, 0.9)


def mean(known):
    """Values with which the printed mean is `known`, if it is that of the square of a distance of 2."""
    points = {r"\x_t": np.array([3.0]), r"\x^*": np.array([1.0])}
    return points | {r"\operatorname{E}": lambda v: known if abs(v - 4) < 1e-9 else math.nan}


def ends(r):
    return [printed("eq-mp").values({"r": r, r"\mu": 0.0, "L": 0.0}, k)[1] for k in (1, 2)]


def density(lam, r, mu, L):
    values = {"r": r, r"\mu": mu, "L": L, r"\lambda": lam, "w": lambda _: 0.0}
    return printed("eq-mp").values(values, 0)[1]


def spread(r, points=20_000):
    """Eigenvalues and weights of the law, from the angle; the midpoint rule."""
    theta = (np.arange(points) + 0.5) * math.pi / points
    lam = 1 + r - 2 * math.sqrt(r) * np.cos(theta)
    weight = 2 * np.sin(theta) ** 2 / lam / points
    return lam, weight


def walk(lam, pairs):
    """Residual polynomials of momentum with changing pairs, one row for each step."""
    p = [np.ones_like(lam)] * 2
    for eta, beta in pairs:
        p.append(p[-1] - eta * lam * p[-1] + beta * (p[-1] - p[-2]))
    return np.stack(p[1:])


def moment(k, r):
    """The exact moments of the law, Narayana's numbers."""
    terms = (r**j * sp.binomial(k, j) * sp.binomial(k - 1, j) / (j + 1) for j in range(max(k, 1)))
    return sum(terms) if k else sp.Integer(1)


def printed_pair(t, r):
    values = {"r": r, "t": t, r"\eta_t": 0, r"\beta_t": 0}
    return [printed("eq-mp-method").values(values, k)[1] for k in (1, 2)]


# -- Theorems --------------------------------------------------------------------------------------


@pytest.mark.checks("thm-average", "eq-average", by="numerics")
def test_a_first_error_without_direction_averages_over_the_spectrum():
    """Runs on a full matrix from every unit vector, against one eigenvalue at a time."""
    generator = torch.Generator().manual_seed(0)
    half = torch.randn(5, 5, generator=generator, dtype=torch.float64)
    f = Quadratic(half.T @ half / 5)
    lam = f.eigenvalues.numpy()
    for pair, t in itertools.product(((0.1, 0.0), (0.3, 0.6)), (1, 5, 12)):
        runs = descend(momentum_step(f.gradient, *pair), torch.eye(5, dtype=torch.float64), t).x
        row = dict(zip(lam.tolist(), walk(lam, [pair] * t)[t], strict=True))
        values = {"p_t": row.__getitem__, "n": 5, r"\lambda": lambda i: float(lam[i - 1])}
        known = float(runs[t].square().sum() / 5)
        printed("eq-average").check(mean(known) | values, rel=1e-10)


@pytest.mark.parametrize("r", SHARES)
@pytest.mark.checks("eq-mp", by="numerics")
def test_the_printed_density_has_the_moments_and_the_ends_of_random_matrices(r):
    """Narayana's moments, and the eigenvalues of one large matrix of signs."""
    mu, L = ends(r)
    for k in range(5):
        found = quad(lambda lam, k=k: lam**k * density(lam, r, mu, L), mu, L, limit=200)[0]
        assert found == pytest.approx(float(moment(k, r)), rel=1e-6)
    generator = torch.Generator().manual_seed(1)
    table = torch.randn(round(500 / r), 500, generator=generator, dtype=torch.float64).sign()
    lam = torch.linalg.eigvalsh(table.T @ table / len(table)).numpy()
    assert lam[0] == pytest.approx(mu, abs=0.05)
    assert lam[-1] == pytest.approx(L, abs=0.1)
    for share in (0.2, 0.5, 0.8):
        place = mu + share * (L - mu)
        below = quad(lambda lam: density(lam, r, mu, L), mu, place, limit=200)[0]
        assert (lam < place).mean() == pytest.approx(below, abs=0.01)


@pytest.mark.parametrize("r", SHARES)
@pytest.mark.checks("thm-mp-pair", "eq-mp-pair", by="numerics")
def test_the_best_pair_falls_by_the_bare_rate_on_average(r):
    """The package's pair at the printed ends; its polynomials integrated over the law."""
    pair = best_momentum(*ends(r))
    lam, weight = spread(r)
    squares = walk(lam, [(pair.eta, pair.beta)] * 12) ** 2 @ weight
    for t, known in enumerate(squares):
        values = {r"\eta": pair.eta, r"\beta": pair.beta, "r": r, "t": t}
        printed("eq-mp-pair").check(mean(known) | values, rel=1e-8)


@pytest.mark.checks("thm-mp-best", "eq-mp-best", "eq-mp-method", by="algebra")
def test_no_polynomial_has_a_smaller_mean():
    """SymPy: the least mean from exact moments, for rational r; the printed momentum attains it."""
    x = sp.Symbol("x")
    for r, t in itertools.product((sp.Rational(1, 4), sp.Rational(16, 25)), range(1, 6)):
        gram = sp.Matrix(t + 1, t + 1, lambda i, j, r=r: moment(i + j, r))
        least = 1 / gram.inv()[0, 0]
        values = mean(least) | {"r": r, "t": sp.Integer(t)}
        values |= {r"\x_t": sp.Integer(3), r"\x^*": sp.Integer(1)}
        printed("eq-mp-best").check(values)
        p = [sp.Integer(1)] * 2
        for s in range(1, t + 1):
            eta, beta = printed_pair(sp.Integer(s), r)
            named = {r"\eta_t": eta, r"\beta_t": beta, "r": r, "t": sp.Integer(s)}
            printed("eq-mp-method").check(named, 1, 2)
            step = {
                r"\x_{t-1}": p[-1],
                r"\x_{t-2}": p[-2],
                r"\g_t": x * p[-1],
                r"\x_t": sp.Integer(0),
            }
            step |= {r"\eta_t": eta, r"\beta_t": beta}
            p.append(sp.expand(printed("eq-mp-method").values(step, 0)[1]))
        powers = sp.Poly(p[-1] ** 2, x).as_dict()
        assert sum(c * moment(k, r) for (k,), c in powers.items()) == least
        assert p[-1].subs(x, 0) == 1


@pytest.mark.checks("thm-mp-best", "thm-hard-edge", by="algebra")
def test_the_limits_for_as_many_equations_as_unknowns():
    """SymPy lets r go to 1 in the print; the least mean from exact moments is 1 / (t + 1)."""
    r, t = sp.symbols("r t", positive=True)
    eta, beta = printed_pair(t, r)
    assert sp.simplify(sp.limit(eta, r, 1) - t / (t + 1)) == 0
    assert sp.simplify(sp.limit(beta, r, 1) - (t - 1) / (t + 1)) == 0
    for number in range(1, 7):
        gram = sp.Matrix(number + 1, number + 1, lambda i, j: moment(i + j, sp.Integer(1)))
        assert 1 / gram.inv()[0, 0] == sp.Rational(1, number + 1)


@pytest.mark.parametrize("r", (0.1, 0.25, 0.5))
@pytest.mark.checks("thm-mp-gd", "eq-mp-gd", by="numerics")
def test_gradient_descent_on_average(r):
    """Quadrature for many steps against the printed limit, and the package's rate."""
    best = best_gradient_descent(*ends(r))
    assert best.eta == pytest.approx(1 / (1 + r), rel=1e-12)
    lam, weight = spread(r)
    known = ((1 - best.eta * lam) / best.rate) ** 4000 @ weight * best.rate**40
    values = {"r": r, "t": 2000, "m_1": best.rate, r"\pi": math.pi}
    printed("eq-mp-gd").check(values, 1, rel=1e-12)
    left, right = printed("eq-mp-gd").values(mean(known) | values | {"m_1": best.rate**0.01}, 0)
    assert left / right == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(("eta", "beta"), [(0.25, 0.0), (0.25, 0.5), (0.6, 0.5), (0.9, 0.9)])
@pytest.mark.checks("thm-hard-edge", "eq-hard-edge", by="numerics")
def test_without_a_gap_the_mean_falls_like_a_power(eta, beta):
    """Quadrature after 4000 steps against the printed limit; half as far it is not yet as close."""
    lam, weight = spread(1.0)
    p, before, gaps = np.ones_like(lam), np.ones_like(lam), []
    for t in range(1, 4001):
        p, before = p - eta * lam * p + beta * (p - before), p
        if t in (1000, 4000):
            known = float(p**2 @ weight)
            values = {"t": t, r"\eta": eta, r"\beta": beta}
            left, right = printed("eq-hard-edge").values(mean(known) | values)
            gaps.append(abs(left / right - 1))
    assert gaps[1] < 0.01
    assert gaps[1] < gaps[0]


@pytest.mark.checks("eq-cosine", by="algebra")
def test_the_mean_of_the_even_powers_of_a_cosine():
    """SymPy: powers of 1 - lambda / 2 from the exact moments for r = 1."""
    x = sp.Symbol("x")
    for t in range(1, 7):
        powers = sp.Poly((1 - x / 2) ** (2 * t), x).as_dict()
        known = sum(c * moment(k, sp.Integer(1)) for (k,), c in powers.items())
        values = mean(known) | {r"\x_t": sp.Integer(3), r"\x^*": sp.Integer(1), "t": sp.Integer(t)}
        printed("eq-cosine").check(values)


# -- Random problems -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["gauss", "uniform"])
@pytest.mark.checks("tab-average", by="numerics")
def test_random_problems_do_what_the_limit_says(kind):
    """Forty problems with other entries than the page's; means within errors, the order in each.

    The pair's mean is r^t to within a few per cent and four standard errors, while its worst case
    is 30 times that at t = 3; an unlucky draw of all forty problems would have to be 30 times off.
    """
    generator, r, found = torch.Generator().manual_seed(7), 0.25, []
    pair, plain = best_momentum(*ends(r)), best_gradient_descent(*ends(r))
    for _ in range(40):
        table = torch.randn(1200, 300, generator=generator, dtype=torch.float64)
        if kind == "uniform":
            table = math.sqrt(3) * (2 * torch.rand(1200, 300, generator=generator).double() - 1)
        lam = torch.linalg.eigvalsh(table.T @ table / 1200).numpy()
        methods = [[(plain.eta, 0.0)] * 4, [(pair.eta, pair.beta)] * 4]
        methods.append([printed_pair(t, r) for t in range(1, 5)])
        found.append([(walk(lam, pairs) ** 2).mean(1) for pairs in methods])
    found = np.array(found)
    for t in (1, 2, 3):
        for k, theory in ((1, r**t), (2, r**t * (1 - r) / (1 - r ** (t + 1)))):
            runs = found[:, k, t] / theory
            error = runs.std() / 40**0.5
            assert abs(runs.mean() - 1) < 0.01 * t + 4 * error
            assert error < 0.02
    assert bool((found[:, 2, 4] < found[:, 1, 4]).all())
    assert bool((3 * found[:, 1, 4] < found[:, 0, 4]).all())
