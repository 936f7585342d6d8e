"""Residual polynomials, Chebyshev's method and the lower bound, each by a second route."""

import math

import mpmath
import numpy as np
import pytest
import sympy as sp
import torch
from scipy import optimize
from scipy.sparse.linalg import cg

from momentum.chebyshev import coefficients, semi_iteration, worst_case
from momentum.dynamics import best_gradient_descent, best_momentum, power
from momentum.quadratic import Quadratic
from momentum.training import descend, momentum_step

KAPPAS = (2.0, 25.0, 1000.0)
h, c, q = sp.symbols("h c q", positive=True)


def grid(mu: float, L: float, points: int = 401) -> torch.Tensor:
    return torch.linspace(mu, L, points, dtype=torch.float64)


def run(eta: float, beta: float, lam: torch.Tensor, steps: int) -> torch.Tensor:
    """Residual polynomials 0 to `steps` at every eigenvalue, by the loop."""
    step = momentum_step(lambda x: lam * x, eta, beta)
    return descend(step, torch.ones_like(lam), steps).x


def cautious(k: float) -> float:
    return ((k - math.sqrt(2 * k - 1)) / (k - 1)) ** 2


# --- polynomials --------------------------------------------------------------------------------


@pytest.mark.checks("thm-residual", "eq-span", "eq-residual", by="algebra")
def test_any_combination_of_gradients_is_a_polynomial():
    """Four steps with free symbolic weights along one eigenvalue: degree, and value at zero."""
    points = [sp.Integer(1)]
    for t in range(1, 5):
        weights = sp.symbols(f"w{t}_1:{t + 1}")
        gradients = [h * x for x in points]
        points.append(sp.expand(1 + sum(w * g for w, g in zip(weights, gradients, strict=True))))
        assert sp.degree(points[t], h) == t
        assert points[t].subs(h, 0) == 1


@pytest.mark.checks("thm-residual", "eq-residual", by="numerics")
def test_the_same_polynomial_acts_on_the_matrix():
    """Random weights on a random quadratic against the polynomial run on its eigenvalues."""
    draw = torch.Generator().manual_seed(4)
    root = torch.randn(4, 4, generator=draw, dtype=torch.float64)
    f = Quadratic(root @ root.T + torch.eye(4).double(), torch.ones(4).double())
    weights = torch.randn(6, 6, generator=draw, dtype=torch.float64).tril() / 10
    x0 = torch.randn(4, generator=draw, dtype=torch.float64)

    def walk(start, gradient):
        gradients, x = [], start
        for row in weights:
            gradients.append(gradient(x))
            x = start + sum(w * g for w, g in zip(row, gradients, strict=False))
        return x

    p = walk(torch.ones(4).double(), lambda x: f.eigenvalues * x)
    expected = p * f.to_eigenbasis(x0)
    assert torch.allclose(f.to_eigenbasis(walk(x0, f.gradient)), expected, rtol=1e-9)


def minimax(t: int, k: float, points: int = 1500) -> float:
    """Least possible max|p| on [1, k] with p(0) = 1 and degree t, by linear programming."""
    nodes = np.cos(np.linspace(0, math.pi, points))
    basis = np.polynomial.chebyshev.chebvander(nodes, t)
    at_zero = np.polynomial.chebyshev.chebvander([(k + 1) / (k - 1)], t)
    ones = np.ones((points, 1))
    found = optimize.linprog(
        np.r_[np.zeros(t + 1), 1.0],
        A_ub=np.block([[basis, -ones], [-basis, -ones]]),
        b_ub=np.zeros(2 * points),
        A_eq=np.c_[at_zero, 0.0],
        b_eq=[1.0],
        bounds=[(None, None)] * (t + 2),
    )
    return found.fun


@pytest.mark.checks("thm-chebyshev", "eq-extremal", by="numerics")
@pytest.mark.parametrize("k", [2.0, 25.0, 400.0])
@pytest.mark.parametrize("t", [1, 2, 3, 6, 10])
def test_no_polynomial_is_smaller(t, k):
    """Linear programming over all polynomials of the degree."""
    if float(worst_case(t, 1.0, k)) > 1e-6:  # below, the solver's own tolerance shows
        assert minimax(t, k) == pytest.approx(float(worst_case(t, 1.0, k)), rel=1e-3)
    first = (mpmath.mpf(k) + 1) / (mpmath.mpf(k) - 1)
    assert float(worst_case(t, 1.0, k)) == pytest.approx(float(1 / mpmath.chebyt(t, first)))


def peaks(t: int, mu: float, L: float) -> tuple[list, list]:
    """Points where Chebyshev's polynomial peaks, and the weights of the proof."""
    at = [(L + mu) / 2 - (L - mu) / 2 * math.cos(j * math.pi / t) for j in range(t + 1)]
    a = [math.prod(x / abs(x - y) for x in at if x != y) for y in at]
    return at, a


@pytest.mark.checks("eq-lagrange", by="algebra")
def test_interpolation_at_zero_has_alternating_signs():
    """SymPy's interpolating polynomial at zero against the signed weights, nodes and values free."""
    for nodes in ((2, 5), (1, 3, 4), (1, 2, 5, 7), (2, 3, 5, 8, 13)):
        values = sp.symbols(f"y0:{len(nodes)}")
        at_zero = sp.interpolate(list(zip(nodes, values, strict=True)), h).subs(h, 0)
        a = [sp.prod(sp.Rational(i, abs(i - j)) for i in nodes if i != j) for j in nodes]
        signed = sum((-1) ** j * a[j] * y for j, y in enumerate(values))
        assert sp.expand(at_zero - signed) == 0
    for t in (1, 4, 9):
        assert sum(peaks(t, 0.5, 8.0)[1]) == pytest.approx(1 / float(worst_case(t, 0.5, 8.0)))


@pytest.mark.checks("thm-semi-iteration", "eq-semi-iteration", by="algebra")
def test_semi_iteration_is_chebyshevs_polynomial():
    """Six symbolic steps against SymPy's T_t, with mu = (1-q)^2 and L = (1+q)^2."""
    mu, L = (1 - q) ** 2, (1 + q) ** 2
    cosine = (L + mu - 2 * h) / (L - mu)
    before, x, omega = sp.Integer(1), sp.Integer(1), sp.Integer(1)
    for t in range(1, 7):
        before, x = x, sp.cancel(x - 2 * omega / (mu + L) * h * x + (omega - 1) * (x - before))
        best = sp.chebyshevt(t, cosine) / sp.chebyshevt(t, cosine.subs(h, 0))
        assert sp.cancel(best - x) == 0
        omega = (1 + q**2) * (1 + q ** (2 * t)) / (1 + q ** (2 * t + 2))


@pytest.mark.checks("thm-semi-iteration", by="numerics")
@pytest.mark.parametrize("k", [1.5, 25.0, 1e4])
def test_semi_iteration_reaches_the_bound_at_every_step(k):
    """The package's loop over a spectrum against mpmath's T_t."""
    mu = 0.3
    lam = grid(mu, mu * k)
    error = semi_iteration(lambda x: lam * x, mu, mu * k, torch.ones_like(lam), 40).abs().amax(1)
    exact = [float(1 / mpmath.chebyt(t, (mpmath.mpf(k) + 1) / (k - 1))) for t in range(41)]
    assert error.tolist() == pytest.approx(exact, rel=1e-9)


@pytest.mark.parametrize("k", [2.0, 25.0, 1e4])
def test_coefficients_follow_the_recursion_of_the_books(k):
    """omega_{t+1} = 1/(1 - gamma^2 omega_t/4) from omega_2 = 2/(2 - gamma^2)."""
    eta, beta = coefficients(1.0, k, 30)
    gamma = (k - 1) / (k + 1)
    omegas = [1.0, 2 / (2 - gamma**2)]
    while len(omegas) < 30:
        omegas.append(1 / (1 - gamma**2 * omegas[-1] / 4))
    assert (1 + beta).tolist() == pytest.approx(omegas, rel=1e-12)
    assert (eta * (1 + k) / 2).tolist() == pytest.approx(omegas, rel=1e-12)


@pytest.mark.checks("eq-frozen", by="algebra")
def test_momentum_is_chebyshev_with_frozen_coefficients():
    """SymPy's limit of omega_t, and the best pair's own formulas."""
    n = sp.symbols("n", positive=True)
    tail = sp.exp(-2 * n)  # q^(2t) with q = exp(-n/t)
    omega = (1 + q**2) * (1 + tail) / (1 + q**2 * tail)
    assert sp.limit(omega, n, sp.oo) == 1 + q**2
    mu, L = (1 - q) ** 2, (1 + q) ** 2
    assert sp.simplify(2 * (1 + q**2) / (mu + L) - (2 / (1 + q + (1 - q))) ** 2) == 0
    for k in KAPPAS:
        best, (eta, beta) = best_momentum(1.0, k), coefficients(1.0, k, 2000)
        assert [eta[-1], beta[-1]] == pytest.approx([best.eta, best.beta], rel=1e-12)


@pytest.mark.checks("eq-two-residuals", by="algebra")
def test_both_residual_polynomials_in_second_kind():
    """SymPy's T_t/T_t(c(0)) and symbolic momentum steps against differences of U_t."""

    def U(n):
        return sp.chebyshevu(n, c) if n >= 0 else 0

    first = (q + 1 / q) / 2
    before, x = sp.Integer(1), q * (2 * c - q)  # 1 - eta lambda
    for t in range(1, 8):
        chebyshev = sp.chebyshevt(t, c) / sp.chebyshevt(t, first)
        assert sp.cancel(chebyshev - q**t / (1 + q ** (2 * t)) * (U(t) - U(t - 2))) == 0
        assert sp.expand(x - q**t * (U(t) - q * U(t - 1))) == 0
        before, x = x, sp.expand(2 * q * c * x - q**2 * before)


# --- nothing is faster --------------------------------------------------------------------------


@pytest.mark.checks("thm-lower-bound", "eq-lower-bound", by="numerics")
@pytest.mark.parametrize("k", [4.0, 25.0])
@pytest.mark.parametrize("t", [1, 3, 6, 9])
def test_the_best_combination_of_all_gradients_only_meets_the_bound(t, k):
    """Least squares over the whole span of the gradients, on the quadratic of the proof."""
    lam, a = (np.array(values) for values in peaks(t, 1.0, k))
    error = np.sqrt(a)
    directions = np.linalg.qr(np.array([lam**n * error for n in range(1, t + 1)]).T)[0]
    left = error - directions @ (directions.T @ error)
    share = np.linalg.norm(left) / np.linalg.norm(error)
    assert share == pytest.approx(float(worst_case(t, 1.0, k)), rel=1e-6)


@pytest.mark.checks("thm-lower-bound", by="library")
def test_conjugate_gradients_do_not_beat_the_bound():
    """SciPy's cg, which chooses its coefficients as it goes, on the hard problem and on an easy one."""
    t, k = 6, 25.0
    lam, a = (np.array(values) for values in peaks(t, 1.0, k))
    error, bound = np.sqrt(a), float(worst_case(t, 1.0, k))

    def share(lam, error, steps):
        reached, _ = cg(np.diag(lam), lam * error, rtol=0, maxiter=steps)  # from zero
        return np.linalg.norm(error - reached) / np.linalg.norm(error)

    assert bound <= share(lam, error, t) < 2 * bound
    assert share(lam, error, t + 1) < 1e-8  # as many steps as variables: the bound has expired
    assert share(lam, np.ones(t + 1), t) < bound  # elsewhere they may be faster


@pytest.mark.checks("tab-race", by="numerics")
@pytest.mark.parametrize("t", [5, 10, 20, 40])
def test_table_of_the_race(t):
    """Loops over the spectrum against powers of R; Chebyshev's column against mpmath's T_t."""
    mu, L = 1.0, 25.0
    lam, beta = grid(mu, L, 201), cautious(25.0)
    gd, hb = best_gradient_descent(mu, L), best_momentum(mu, L)
    for eta, b in ((gd.eta, 0.0), (hb.eta, hb.beta), ((1 + beta) / L, beta)):
        loop = float(run(eta, b, lam, t)[-1].abs().max())
        assert float(power(t, b, eta, lam)[:, 1, 1].abs().max()) == pytest.approx(loop, rel=1e-9)
    last = semi_iteration(lambda x: lam * x, mu, L, torch.ones_like(lam), t)[-1].abs().max()
    assert float(last) == pytest.approx(float(1 / mpmath.chebyt(t, mpmath.mpf(26) / 24)), rel=1e-9)


# --- the module ---------------------------------------------------------------------------------


def test_edges_of_the_module():
    assert worst_case(torch.arange(3), 2.0, 2.0).tolist() == [1, 0, 0]
    one = semi_iteration(lambda x: 2 * x, 2.0, 2.0, torch.ones(2, 3), 2)
    assert one[:, 0, 0].tolist() == [1, 0, 0]
    assert semi_iteration(lambda x: x, 1.0, 2.0, torch.ones(1), 0).tolist() == [[1]]
    assert worst_case(0, 1.0, 9.0) == 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: worst_case(-1, 1.0, 2.0), "t must be at least 0, got -1"),
        (lambda: worst_case(1, 0.0, 2.0), "mu must lie in"),
        (lambda: coefficients(2.0, 1.0, 3), "L must lie in"),
        (lambda: coefficients(1.0, 2.0, -3), "steps must be at least 0, got -3"),
        (lambda: semi_iteration(lambda x: x, 1.0, 2.0, torch.tensor([math.nan]), 1), "x0 must be"),
    ],
)
def test_errors_name_the_argument_the_rule_and_the_value(call, message):
    with pytest.raises(ValueError, match=message):
        call()
