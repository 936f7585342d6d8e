"""Formulas that other texts print: each is set beside ours, and a third route decides."""

import math
import re
from pathlib import Path

import numpy as np
import pytest
import sympy as sp
import torch
from printed import printed

from momentum.dynamics import best_momentum, iteration_matrix, power, spectral_radius
from momentum.quadratic import Quadratic
from momentum.training import descend, momentum_step

ROOT = Path(__file__).parents[2]


def random_problem(n: int = 4):
    """A random quadratic w'Aw/2 - b'w with its eigenbasis A = Q diag(lam) Q' and a start."""
    generator = np.random.default_rng(7)
    draw = generator.normal(size=(n, n))
    A = draw @ draw.T + 0.2 * np.eye(n)
    b, start = generator.normal(size=(2, n))
    lam, Q = np.linalg.eigh(A)
    return A, b, lam, Q, np.linalg.solve(A, b), start


def momentum_path(gradient, w, alpha, beta, steps):
    """Points and velocities of the method in Distill's letters, by iteration."""
    z, points, velocities = np.zeros_like(w), [w], [np.zeros_like(w)]
    for _ in range(steps):
        z = beta * z + gradient(w)
        w = w - alpha * z
        points.append(w)
        velocities.append(z)
    return np.array(points), np.array(velocities)


def test_every_test_that_the_other_errata_name_exists():
    text = (ROOT / "docs" / "errata-others.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text)
    assert len(named) > 10
    for file, function in named:
        assert f"\ndef {function}(" in (ROOT / file).read_text(encoding="utf-8"), function


@pytest.mark.checks("eq-eigenvalues", by="numerics")
@pytest.mark.parametrize(("beta", "h"), [(0.5, 1.0), (0.9, 0.1), (0.81, 3.0), (0.05, 0.9)])
def test_the_modulus_of_a_complex_pair_is_the_root_of_beta(beta, h):
    """The printed roots are the eigenvalues numpy finds for R; their modulus is sqrt(beta)."""
    found = np.linalg.eigvals(iteration_matrix(beta, 0.5, h / 0.5).numpy())
    trace, under = 1 + beta - h, (1 + beta - h) ** 2 - 4 * beta
    assert under < 0
    values = {r"\beta": beta, r"\eta": 0.5, r"\lambda": h / 0.5, r"\sigma_{1,2}": None}
    ours = [printed("eq-eigenvalues").values(values | {r"\pm": s}, 1)[1] for s in (1, -1)]
    assert np.allclose(np.sort_complex(found), np.sort_complex(ours))
    assert np.allclose(abs(found), math.sqrt(beta))
    without_half = math.sqrt(trace**2 + abs(under))  # as printed: 2 sqrt(beta)
    assert without_half == pytest.approx(2 * math.sqrt(beta))


@pytest.mark.parametrize(("beta", "eta", "lam"), [(0.5, 0.3, 2.0), (0.2, 0.1, 3.0)])
def test_powers_of_the_matrix_need_the_other_root(beta, eta, lam):
    R, eye = iteration_matrix(beta, eta, lam).numpy(), np.eye(2)
    one, two = np.linalg.eigvals(R).astype(complex)

    def combined(k, first, second):
        return (one**k * (R - first * eye) - two**k * (R - second * eye)) / (one - two)

    for k in range(6):
        exact = np.linalg.matrix_power(R, k)
        assert np.allclose(combined(k, two, one), exact)
        assert np.allclose(exact, power(k, beta, eta, lam).numpy())
        assert not np.allclose(combined(k, one, two), exact)
    assert np.allclose(combined(0, one, two), -eye)  # as printed, no step at all is minus one


def test_the_loss_along_the_eigenvectors_has_a_half():
    A, b, lam, Q, star, start = random_problem()
    alpha, k = 0.9 / lam[-1], 7

    def f(w):
        return w @ A @ w / 2 - b @ w

    end = momentum_path(lambda w: A @ w - b, start, alpha, 0.0, k)[0][-1]
    x = Q.T @ (start - star)
    theirs = ((1 - alpha * lam) ** (2 * k) * lam * x**2).sum()
    assert f(end) - f(star) == pytest.approx(theirs / 2, rel=1e-9)


def test_the_change_of_basis_needs_the_transpose():
    """Momentum in all coordinates; with Q' each component is alone, with Q it is not."""
    A, b, lam, Q, star, start = random_problem()
    alpha, beta = 0.9 / lam[-1], 0.7
    points, velocities = momentum_path(lambda w: A @ w - b, start, alpha, beta, 12)
    for matrix, apart in ((Q.T, True), (Q, False)):
        x, y = (points - star) @ matrix.T, velocities @ matrix.T
        assert np.allclose(y[1:], beta * y[:-1] + lam * x[:-1], atol=1e-9) == apart
        assert np.allclose(x[1:], x[:-1] - alpha * y[1:])  # this line holds for any basis


def test_unrolled_momentum_walks_downhill():
    """The sum over all past gradients, with the minus sign, is where the two lines lead."""
    A, b, lam, _, _, start = random_problem()
    alpha, beta, k = 0.9 / lam[-1], 0.7, 9
    points, _ = momentum_path(lambda w: A @ w - b, start, alpha, beta, k + 1)
    weights = (1 - beta ** (k + 1 - np.arange(k + 1))) / (1 - beta)
    way = alpha * (weights[:, None] * (points[:-1] @ A - b)).sum(0)
    assert np.allclose(points[-1], start - way)
    assert not np.allclose(points[-1], start + way)


def test_the_column_is_velocity_then_position():
    beta, eta, lam = 0.7, 0.3, 1.5
    trace = descend(momentum_step(lambda x: lam * x, eta, beta), torch.ones(1).double(), 5)
    R5 = np.linalg.matrix_power(iteration_matrix(beta, eta, lam).numpy(), 5)
    end = [float(trace.v[-1]), float(trace.x[-1])]
    assert np.allclose(R5 @ [0.0, 1.0], end)
    assert not np.allclose(R5 @ [1.0, 0.0], end)


def test_each_error_of_the_past_stands_inside_the_sum():
    beta, eta, lam, k = 0.7, 0.3, 1.5, 8
    errors = np.random.default_rng(3).normal(size=k)
    v, x = 0.0, 1.0
    for error in errors:
        v = beta * v + lam * x + error
        x -= eta * v
    R = iteration_matrix(beta, eta, lam).numpy()
    powers = [np.linalg.matrix_power(R, k - j) for j in range(1, k + 1)]
    entry = np.array([1, -eta])
    free = np.linalg.matrix_power(R, k) @ [0.0, 1.0]
    inside = sum(P @ entry * error for P, error in zip(powers, errors, strict=True))
    outside = errors[-1] * sum(P @ entry for P in powers)  # as printed
    assert np.allclose(free + inside, [v, x])
    assert not np.allclose(free + outside, [v, x])


def test_the_expected_loss_needs_squares_and_a_variance():
    """The mean and the covariance are carried along step by step, without any sum."""
    beta, eta, lam, sigma, k = 0.7, 0.3, 1.5, 0.4, 9
    R = iteration_matrix(beta, eta, lam).numpy()
    entry = np.array([1, -eta])
    mean, covariance = np.array([0.0, 1.0]), np.zeros((2, 2))
    for _ in range(k):
        mean = R @ mean
        covariance = R @ covariance @ R.T + sigma**2 * np.outer(entry, entry)
    exact = lam / 2 * (mean[1] ** 2 + covariance[1, 1])
    gamma = np.array([(np.linalg.matrix_power(R, k - i) @ entry)[1] for i in range(1, k + 1)])
    free = (np.linalg.matrix_power(R, k) @ [0.0, 1.0])[1]
    assert exact == pytest.approx(lam / 2 * free**2 + lam / 2 * sigma**2 * (gamma**2).sum())
    assert exact != pytest.approx(lam / 2 * free + lam / 2 * sigma**2 * (gamma**2).sum())
    assert exact != pytest.approx(lam / 2 * free**2)  # E[error] = 0 would leave only this


def test_the_colorizer_pulls_to_one_and_not_to_a_half():
    n, coloured = 5, [0, 3]
    path = np.diag([1.0] * (n - 1), 1)
    L = np.diag((path + path.T).sum(0)) - path - path.T  # the Laplacian of a path
    D = np.zeros((n, n))
    D[coloured, coloured] = 1

    def loss(w):
        edges = ((w[1:] - w[:-1]) ** 2).sum()
        return ((w[coloured] - 1) ** 2).sum() / 2 + edges / 2

    w, h = np.random.default_rng(5).normal(size=n), 1e-5
    slope = [(loss(w + h * e) - loss(w - h * e)) / (2 * h) for e in np.eye(n)]
    for linear, best in ((2, 1.0), (1, 0.5)):  # -2 e'x is right, -e'x is printed
        # half the sum of x'ee'x - linear * e'x, plus x'Lx/2
        gradient = L @ w + D @ w - linear / 2 * D @ np.ones(n)
        assert np.allclose(gradient, slope, atol=1e-6) == (linear == 2)
        optimum = np.linalg.solve(L + D, linear / 2 * D @ np.ones(n))
        assert np.allclose(optimum, best)


def test_tikhonov_damps_where_eigenvalues_are_small():
    generator = np.random.default_rng(2)
    Z, d, eta = generator.normal(size=(9, 4)), generator.normal(size=9), 0.6
    lam, Q = np.linalg.eigh(Z.T @ Z)

    # an independent route: least squares on rows that ask for w = 0
    rows, target = np.vstack([Z, math.sqrt(eta) * np.eye(4)]), np.concatenate([d, np.zeros(4)])
    exact = np.linalg.lstsq(rows, target, rcond=None)[0]
    assert np.allclose(Q @ np.diag(1 / (lam + eta)) @ Q.T @ (Z.T @ d), exact)
    plain = np.linalg.lstsq(Z, d, rcond=None)[0]
    kept = (Q.T @ exact) / (Q.T @ plain)
    assert np.allclose(kept, lam / (lam + eta))
    assert (np.diff(kept) > 0).all()  # the smallest eigenvalue is damped most
    with pytest.raises(ValueError, match="mismatch"):
        Z @ d  # as printed


def test_an_invertible_matrix_does_not_make_a_minimum():
    A, b = np.diag([1.0, -1.0]), np.array([1.0, 1.0])
    star = np.linalg.solve(A, b)

    def f(w):
        return w @ A @ w / 2 - b @ w

    assert np.allclose(A @ star, b)
    assert f(star + np.array([0, 1])) < f(star) < f(star + np.array([1, 0]))
    with pytest.raises(ValueError, match="positive definite"):
        Quadratic(torch.tensor(A))


def test_small_steps_may_end_on_a_saddle_or_nowhere():
    w = np.array([1.0, 0.0])
    for _ in range(500):
        w = w - 0.1 * np.array([w[0], -w[1]])  # the saddle (x^2 - y^2) / 2, from its ridge
    assert np.allclose(w, 0)
    x, losses = 0.0, []
    for _ in range(20_000):
        losses.append(math.exp(-x))
        x += 0.1 * math.exp(-x)  # on exp(-x) the loss falls for ever and the point runs away
    assert (np.diff(losses) < 0).all()
    assert x > 7


def test_the_range_of_steps_grows_by_one_plus_beta():
    for beta in (0.0, 0.5, 0.9):
        border = 2 * (1 + beta)
        assert (
            spectral_radius(beta, border * (1 - 1e-6))
            < 1
            < spectral_radius(beta, border * (1 + 1e-6))
        )


def test_the_edge_of_divergence_is_no_good_place():
    """At the largest learning rate that still converges, the rate is 1, whatever beta is."""
    mu, L = 1.0, 20.0
    best = best_momentum(mu, L)
    for beta in (0.5, 0.9, 0.99):
        edge = (2 + 2 * beta) / L
        rate = float(spectral_radius(beta, edge * (1 - 1e-9) * torch.tensor([mu, L])).max())
        assert rate > 0.999 > best.rate + 0.3
    assert best.beta == pytest.approx(0.4026, abs=5e-5)
    closest = [
        float(spectral_radius(b, best.eta * torch.tensor([mu, L])).max()) for b in (0.9, 0.99)
    ]
    assert best.rate < closest[0] < closest[1]


def test_the_laplacian_knows_the_vector_of_ones():
    n = 6
    path = np.diag([1.0] * (n - 1), 1)
    L = np.diag((path + path.T).sum(0)) - path - path.T
    lam, columns = np.linalg.eigh(L)
    assert lam[0] == pytest.approx(0, abs=1e-12)
    assert np.ptp(columns[:, 0]) == pytest.approx(0, abs=1e-9)
    assert lam[-1] / lam[1] == pytest.approx(math.tan(math.pi * (n - 1) / (2 * n)) ** 2)


def test_two_signs_make_one_path():
    """v = bv + ag with x - v, and v = bv - ag with x + v, in SymPy."""
    a, b, x = sp.symbols("a b x")
    g = sp.Function("g")
    plus, minus, v, u = x, x, sp.S.Zero, sp.S.Zero
    for _ in range(3):
        v = b * v + a * g(plus)
        plus = plus - v
        u = b * u - a * g(minus)
        minus = minus + u
    assert sp.simplify(plus - minus) == 0
    assert sp.simplify(v + u) == 0


def test_a_velocity_that_points_uphill_brakes():
    """v = bv + ag, then w + bv - ag: the steady step is (1 - 2b) / (1 - b), below 1 for all b."""
    rate = 0.1
    for beta in (0.1, 0.4, 0.9):
        w, v, step = 0.0, 0.0, 0.0
        for _ in range(400):
            v = beta * v + rate  # the gradient is 1
            step = beta * v - rate
            w += step
        assert -step / rate == pytest.approx((1 - 2 * beta) / (1 - beta), rel=1e-9)
        assert -step < rate < rate / (1 - beta)  # slower than no momentum; at 0.9 it climbs
        assert (w < 0) == (beta < 0.5)


def test_the_naive_momentum_of_a_textbook_is_nesterovs():
    """w + bv - ag after v = bv - ag is torch's Nesterov variant, not plain momentum."""
    rate, coefficient = 0.1, 0.6
    w, v, walked = 2.0, 0.0, []
    for _ in range(12):
        gradient = math.sin(w)
        v = coefficient * v - rate * gradient
        w = w + coefficient * v - rate * gradient
        walked.append(w)

    def torchs(nesterov):
        p = torch.tensor([2.0], dtype=torch.float64, requires_grad=True)
        optimizer = torch.optim.SGD([p], lr=rate, momentum=coefficient, nesterov=nesterov)
        points = []
        for _ in range(12):
            p.grad = p.detach().sin()
            optimizer.step()
            points.append(p.item())
        return points

    assert walked == pytest.approx(torchs(nesterov=True), rel=1e-12)
    assert walked != pytest.approx(torchs(nesterov=False), rel=1e-3)


def test_nesterovs_step_uses_the_gradient_of_this_step():
    """g_t + b v_t is what torch does; g_{t-1} + b v_t, as its page once said, is not."""
    rate, beta = 0.1, 0.9
    gradients = [1.0, -0.5, 2.0, 0.3]
    p = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([p], lr=rate, momentum=beta, nesterov=True)
    v, now, before, last = 0.0, 0.0, 0.0, 0.0
    for g in gradients:
        p.grad = torch.full_like(p, g)
        optimizer.step()
        v = beta * v + g
        now -= rate * (g + beta * v)
        before -= rate * (last + beta * v)
        last = g
    assert p.item() == pytest.approx(now, rel=1e-12)
    assert p.item() != pytest.approx(before, rel=1e-3)


def test_halving_the_plotted_loss_does_not_halve_the_gradient():
    w = torch.tensor(3.0, requires_grad=True)
    loss = (w - 1) ** 2
    shown = loss.item() / 2
    loss.backward()
    (half,) = torch.autograd.grad(0.5 * (w - 1) ** 2, w)
    assert shown == pytest.approx(2.0)
    assert w.grad.item() == pytest.approx(2 * half.item())
