"""Residual polynomials, Chebyshev's method and the lower bound, each by a second route."""

import math

import mpmath
import numpy as np
import pytest
import sympy as sp
import torch
from printed import printed
from scipy import optimize
from scipy.sparse.linalg import cg

from momentum.chebyshev import coefficients, learning_rates, semi_iteration, worst_case
from momentum.dynamics import best_gradient_descent, best_momentum, iteration_matrix, power
from momentum.quadratic import Quadratic
from momentum.training import descend, momentum_step

h, c = sp.symbols("h c", positive=True)


def grid(mu: float, L: float, points: int = 401) -> torch.Tensor:
    return torch.linspace(mu, L, points, dtype=torch.float64)


def run(eta: float, beta: float, lam: torch.Tensor, steps: int) -> torch.Tensor:
    """Residual polynomials 0 to `steps` at every eigenvalue, by the loop."""
    step = momentum_step(lambda x: lam * x, eta, beta)
    return descend(step, torch.ones_like(lam), steps).x


def cautious(k: float) -> float:
    return ((k - math.sqrt(2 * k - 1)) / (k - 1)) ** 2


def second_kind(n):
    """Chebyshev's U_n as SymPy has it, with U_{-1} = 0."""
    return lambda at: sp.chebyshevu(n, at) if n >= 0 else sp.Integer(0)


# --- polynomials --------------------------------------------------------------------------------


@pytest.mark.checks("thm-residual", by="algebra")
def test_any_combination_of_gradients_is_a_polynomial():
    """Four steps with free symbolic weights along one eigenvalue: degree, and value at zero."""
    points = [sp.Integer(1)]
    for t in range(1, 5):
        weights = sp.symbols(f"w{t}_1:{t + 1}")
        gradients = [h * x for x in points]
        points.append(sp.expand(1 + sum(w * g for w, g in zip(weights, gradients, strict=True))))
        assert sp.degree(points[t], h) == t
        assert points[t].subs(h, 0) == 1


def walk(weights, start, gradient):
    """Points of a method that goes from the start to a combination of the gradients so far."""
    points, gradients = [start], []
    for row in weights:
        gradients.append(gradient(points[-1]))
        points.append(start + sum(w * g for w, g in zip(row, gradients, strict=False)))
    return points, gradients


@pytest.mark.checks("thm-residual", "eq-span", "eq-residual", by="numerics")
def test_the_same_polynomial_acts_on_the_matrix():
    """Random weights on a random quadratic; the polynomial is that of SymPy along one eigenvalue."""
    draw = torch.Generator().manual_seed(4)
    root, x0, star = (torch.randn(4, n, generator=draw).double() for n in (4, 1, 1))
    Q = root @ root.T + torch.eye(4).double()
    f = Quadratic(Q, -(Q @ star)[:, 0])
    weights = (torch.randn(4, 4, generator=draw).double().tril() / 10).tolist()
    points, gradients = walk(weights, x0, lambda x: f.gradient(x[:, 0])[:, None])
    along, _ = walk(weights, sp.Integer(1), lambda x: h * x)

    def polynomial(t):
        low_first = [float(a) for a in reversed(sp.Poly(along[t], h).all_coeffs())]

        def value(at):
            if isinstance(at, torch.Tensor):
                powers = (torch.linalg.matrix_power(at, n) for n in range(t + 1))
            else:
                powers = (at**n for n in range(t + 1))
            return sum(a * power for a, power in zip(low_first, powers, strict=True))

        return value

    for t in range(1, 5):
        values = {r"\x": points.__getitem__, r"\x^*": star, r"\Q": Q, "t": t, "p": polynomial}
        printed("eq-residual").check(values)

    leaves = [x.clone().requires_grad_() for x in points]
    values = {
        r"\x": leaves.__getitem__,
        r"\g": lambda s: gradients[s - 1],
        "h": lambda x: (f.value(x[:, 0]), x),
        r"\nabla": lambda pair: torch.autograd.grad(*pair)[0],
    }
    for s in range(1, 5):
        printed("eq-span").check(values | {"s": s}, 1)
    t = 3  # of four steps, so that the gradients do not span everything
    values |= {"t": t, r"\ldots": gradients[1 : t - 1]}
    values[r"\operatorname{span}"] = lambda first, between, last: torch.cat(
        [first, *between, last], 1
    )
    values[r"\x"] = points.__getitem__
    gone, span = printed("eq-span").values(values, 0)
    assert torch.linalg.matrix_rank(span) == t
    assert torch.allclose(span @ torch.linalg.lstsq(span, gone).solution, gone, rtol=1e-9)


def minimax(t: int, k: float, points: int = 1500) -> np.polynomial.Chebyshev:
    """Polynomial of degree t with p(0) = 1 and the least max|p| on [1, k], by linear programming."""
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
    p = np.polynomial.Chebyshev(found.x[:-1], domain=[k, 1.0])
    return p / p(0.0)


@pytest.mark.checks("thm-chebyshev", "eq-extremal", by="numerics")
@pytest.mark.parametrize(("t", "k"), [(1, 2.0), (2, 400.0), (3, 2.0), (6, 25.0), (10, 400.0)])
def test_no_polynomial_is_smaller(t, k):
    """The printed bound against linear programming over all polynomials, and mpmath's T_t."""
    exact = float(1 / mpmath.chebyt(t, (mpmath.mpf(k) + 1) / (mpmath.mpf(k) - 1)))
    values = {"q": (math.sqrt(k) - 1) / (math.sqrt(k) + 1), "t": t, "m": lambda _: exact}
    values |= {r"\max_{\mu\le\lambda\le L}": np.max, r"\lambda": np.linspace(1.0, k, 20_001)}
    least, bound, closed = printed("eq-extremal").values(values | {"p": minimax(t, k)})
    assert closed == pytest.approx(bound, rel=1e-9)
    assert float(worst_case(t, 1.0, k)) == pytest.approx(bound, rel=1e-9)
    assert bound * (1 - 1e-6) <= least <= bound * (1 + 1e-3)
    printed("eq-extremal").check(values | {"p": lambda lam: (1 - 0.99 * lam / k) ** t})


def peaks(t: int, mu: float, L: float) -> tuple[list, list]:
    """Points where Chebyshev's polynomial peaks, and the weights of the proof."""
    at = [(L + mu) / 2 - (L - mu) / 2 * math.cos(j * math.pi / t) for j in range(t + 1)]
    a = [math.prod(x / abs(x - y) for x in at if x != y) for y in at]
    return at, a


@pytest.mark.checks("eq-lagrange", by="algebra")
@pytest.mark.parametrize("nodes", [(2, 5), (1, 3, 4), (2, 3, 5, 8, 13)])
def test_interpolation_at_zero_has_alternating_signs(nodes):
    """SymPy's interpolating polynomial through free values, and its weights at zero."""
    nodes, t = [sp.Integer(n) for n in nodes], len(nodes) - 1
    heights = sp.symbols(f"y0:{t + 1}")
    p = sp.interpolate(list(zip(nodes, heights, strict=True)), h)
    signed = [sp.expand(p.subs(h, 0)).coeff(y) for y in heights]
    values = {"p": lambda at: p.subs(h, at), r"\lambda": nodes.__getitem__, "t": t}
    values["a"] = lambda j: abs(signed[j])
    printed("eq-lagrange").check(values, 0)
    for j in range(t + 1):
        others = [i for i in range(t + 1) if i != j]
        printed("eq-lagrange").check(values | {"j": j, r"\prod_i\ne j": others}, 1)


@pytest.mark.parametrize("t", [1, 4, 9])
def test_the_weights_of_the_proof_add_up_to_the_inverse_bound(t):
    assert sum(peaks(t, 0.5, 8.0)[1]) == pytest.approx(1 / float(worst_case(t, 0.5, 8.0)))


@pytest.mark.checks("thm-semi-iteration", "eq-semi-iteration", by="algebra")
def test_semi_iteration_is_chebyshevs_polynomial():
    """The printed step between SymPy's T_t; the omegas by the recursion of the books."""
    rate = sp.Rational(1, 3)
    mu, L = (1 - rate) ** 2, (1 + rate) ** 2
    cosine, gamma = (L + mu - 2 * h) / (L - mu), (L - mu) / (L + mu)
    x = [sp.chebyshevt(t, cosine) / sp.chebyshevt(t, 1 / gamma) for t in range(5)]
    omega = [None, sp.Integer(1), 2 / (2 - gamma**2)]
    while len(omega) < 6:
        omega.append(1 / (1 - gamma**2 * omega[-1] / 4))
    values = {r"\mu": mu, "L": L, "q": rate, r"\omega": omega.__getitem__}
    values |= {r"\x": lambda t: x[max(t, 0)], r"\g": lambda t: h * x[t - 1]}
    for t in range(1, 5):
        printed("eq-semi-iteration").check(values | {"t": t})


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


@pytest.mark.checks("eq-frozen", by="numerics")
@pytest.mark.parametrize(("eta", "beta"), [(0.3, 0.36), (2.0, 0.81)])
def test_momentum_is_chebyshev_with_frozen_coefficients(eta, beta):
    """From a pair to the ends of its plateau, and to the limit of the recursion of the books."""
    mu, L = np.sort(np.roots([1.0, -2 * (1 + beta), (1 - beta) ** 2])) / eta  # double eigenvalues
    middle = iteration_matrix(beta, eta, (mu + L) / 2).numpy()
    omega, gamma = 2.0, (L - mu) / (L + mu)
    for _ in range(500):
        omega = 1 / (1 - gamma**2 * omega / 4)
    values = {r"\mu": mu, "L": L, "q": abs(np.linalg.eigvals(middle)[0]), r"\omega_t": omega}
    printed("eq-frozen").check(values | {r"\eta": eta, r"\beta": beta})
    ours = coefficients(mu, L, 500)
    assert [float(last[-1]) for last in ours] == pytest.approx([eta, beta], rel=1e-9)


@pytest.mark.checks("eq-two-residuals", by="algebra")
def test_both_residual_polynomials_in_second_kind():
    """SymPy's T_t/T_t(c(0)) and symbolic momentum steps against the printed differences of U_t."""
    rate = sp.Rational(2, 3)
    values = {"U": second_kind, "q": rate, "c": c}
    before, x = sp.Integer(1), rate * (2 * c - rate)  # 1 - eta lambda
    for t in range(1, 8):
        two = [printed("eq-two-residuals").values(values | {"t": t}, k)[0] for k in (0, 1)]
        chebyshev = sp.chebyshevt(t, c) / sp.chebyshevt(t, (rate + 1 / rate) / 2)
        assert [sp.expand(one) for one in two] == [sp.expand(chebyshev), x]
        before, x = x, sp.expand(2 * rate * c * x - rate**2 * before)


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
    star = np.linspace(-2.0, 3.0, t + 1)
    values = {r"\x^*": star, r"\x_0": star + error, r"\x_t": star + left, "t": t}
    values["q"] = (math.sqrt(k) - 1) / (math.sqrt(k) + 1)
    reached, bound = printed("eq-lower-bound").values(values)
    assert reached == pytest.approx(bound, rel=1e-6)
    printed("eq-lower-bound").check(values | {r"\x_t": star + 1.001 * left})


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


@pytest.mark.checks("thm-young", "eq-young", by="numerics")
@pytest.mark.parametrize(("steps", "L"), [(1, 7.0), (2, 3.0), (5, 25.0), (12, 100.0)])
def test_gradient_descent_with_chebyshev_steps_is_the_best_polynomial(steps, L):
    """The printed rates, in three orders, against the semi-iteration, which has a memory."""
    lam = grid(1.0, L)
    best = semi_iteration(lambda x: lam * x, 1.0, L, torch.ones_like(lam), steps)[-1]
    rates = learning_rates(1.0, L, steps)
    for k, rate in enumerate(rates.tolist(), 1):
        values = {"L": L, r"\mu": 1.0, "k": k, "T": steps, r"\eta_k": rate}
        printed("eq-young").check(values | {r"\pi": math.pi})
    mixed = torch.randperm(steps, generator=torch.Generator().manual_seed(0))
    for order in (rates, rates.flip(0), rates[mixed]):
        left = torch.ones_like(lam)
        for eta in order:
            left = left * (1 - eta * lam)
        assert torch.allclose(left, best, atol=1e-9)
    assert float(best.abs().max()) == pytest.approx(float(worst_case(steps, 1.0, L)), rel=1e-3)


def test_the_order_of_chebyshev_steps_matters_to_rounding():
    """Page: sorted rates explode, mixed ones and momentum keep the bound."""
    spectrum = 1 + 999 * torch.linspace(0, 1, 40, dtype=torch.float64) ** 2
    noise = torch.randn(40, 40, dtype=torch.float64, generator=torch.Generator().manual_seed(3))
    turn, _ = torch.linalg.qr(noise)
    matrix, bound = turn.T @ torch.diag(spectrum) @ turn, float(worst_case(64, 1, 1000))
    mixed = [1]
    while len(mixed) < 64:
        mixed = [k for j in mixed for k in (j, 2 * len(mixed) + 1 - j)]
    assert sorted(mixed) == list(range(1, 65))
    rates = learning_rates(1, 1000, 64)

    def left(order):
        x = turn.T.sum(1)
        for eta in order:
            x = x - eta * (matrix @ x)
        return float((turn @ x).abs().max())

    assert left(rates) > 1e6
    assert left(rates.flip(0)) > 1e6
    assert left(rates[torch.tensor(mixed) - 1]) < 1.001 * bound
    path = semi_iteration(lambda x: x @ matrix, 1, 1000, turn.T.sum(1), steps=64)
    assert float((turn @ path[-1]).abs().max()) < 1.001 * bound
    assert float((rates > 2 / 1000).double().mean()) == 0.5
    assert float(rates.max()) > 200 * 2 / 1000
