"""Noise that grows with the distance: the printed edges, the package's, and runs of the method."""

from itertools import product

import numpy as np
import pytest
import sympy as sp
import torch
from printed import printed

from momentum.data import airfoil
from momentum.minibatches import Minibatches
from momentum.training import descend, momentum_step

DOUBLE = torch.float64


def seeded(seed=0):
    return torch.Generator().manual_seed(seed)


def small(batch_size=1, replacement=True, n=7, p=2):
    """A little problem: rows that are no multiple of each other, targets off every line."""
    design = torch.randn(n, p, generator=seeded(), dtype=DOUBLE)
    targets = torch.randn(n, generator=seeded(1), dtype=DOUBLE)
    return Minibatches(design, targets, batch_size, replacement)


def of_airfoil(batch_size):
    features, targets = airfoil(DOUBLE)
    design = torch.cat([features, torch.ones(len(features), 1)], 1)
    return Minibatches(design, targets, batch_size)


def scalar_moments(beta, eta, lam, q, variance=0.0):
    """Second moments of (v, x) as three numbers: the matrix of one step, and what is added."""

    def step(vv, vx, xx):
        noise = q * lam**2 * xx
        new = beta**2 * vv + 2 * beta * lam * vx + lam**2 * xx + noise
        mixed = beta * vx + lam * xx
        return np.array([new, mixed - eta * new, xx - 2 * eta * mixed + eta**2 * new])

    fresh = variance * np.array([1, -eta, eta**2])
    return np.stack([step(1, 0, 0), step(0, 1, 0), step(0, 0, 1)], 1), fresh


@pytest.mark.checks("thm-mean-square", "eq-mean-square-edge", by="numerics")
def test_second_moments_stay_bounded_exactly_below_the_printed_edge():
    """The printed condition against eigenvalues of the recursion of second moments."""
    edge = printed("eq-mean-square-edge")
    for beta, q, lam in product((0.0, 0.5, 0.9), (0.0, 0.05, 0.5, 3.0), (0.3, 2.0)):
        size = (1 + beta) / (1 - beta)
        for share in (0.2, 0.9, 0.999, 1.001, 1.1, 3.0):
            alpha = share * 2 / (lam * (1 / size + q))
            matrix, _ = scalar_moments(beta, alpha * (1 - beta), lam, q)
            bounded = abs(np.linalg.eigvals(matrix)).max() < 1
            values = {r"\alpha": alpha, r"\lambda": lam, "N": size, r"\chi": q}
            left, right = edge.values(values)
            assert (left < right) == bounded, (beta, q, lam, share)
    edge.check(values | {r"\alpha": alpha / 4})  # which is what it says of them


@pytest.mark.checks("thm-mean-square", "eq-growing-cloud", by="numerics")
def test_the_growing_cloud_is_where_second_moments_rest():
    """The printed variance against the fixed point of the recursion of second moments."""
    for beta, q, lam in product((0.0, 0.5, 0.9), (0.0, 0.05, 3.0), (0.3, 2.0)):
        size = (1 + beta) / (1 - beta)
        alpha = 0.7 * 2 / (lam * (1 / size + q))
        matrix, fresh = scalar_moments(beta, alpha * (1 - beta), lam, q, variance=2.5)
        rest = np.linalg.solve(np.eye(3) - matrix, fresh)[2]
        values = {r"\alpha": alpha, r"\lambda": lam, "N": size, r"\chi": q, r"\sigma": 2.5**0.5}
        values |= {r"\operatorname{Var}": lambda x, rest=rest: rest, "x": 0.0}
        printed("eq-growing-cloud").check(values)


@pytest.mark.parametrize(("beta", "nesterov"), [(0.0, False), (0.7, False), (0.7, True)])
def test_edge_of_one_weight_is_that_of_the_theorem(beta, nesterov):
    """By bisection in the package; on the page by a formula, for Nesterov by the exercise's."""
    rows = torch.tensor([[1.0], [2.0], [3.0]])
    data = Minibatches(rows, torch.tensor([1.0, 3.0, 2.0]), 2)
    lam = 14 / 3
    q = (98 / 3 / lam**2 - 1) / 2
    eta = data.edge(beta, nesterov=nesterov)
    if not nesterov:
        size = (1 + beta) / (1 - beta)
        assert eta / (1 - beta) == pytest.approx(2 / (lam * (1 / size + q)), rel=1e-9)
    u, b = sp.symbols("u b", positive=True)
    look = u * (1 + b + b * u + 2 * b**2 * u) / ((1 - b + b * u) * (2 + 2 * b - (1 + 2 * b) * u))
    plain = u * (1 + b) / ((1 - b) * (2 + 2 * b - u))
    echo = (look if nesterov else plain).subs({u: eta * lam, b: beta}) * q
    assert float(echo) == pytest.approx(1, rel=1e-9)


def enumerated(data, beta, eta, nesterov, replacement):
    """Second moments one step later, averaged over all minibatches by making every step."""
    rows = [[i, j] for i in range(7) for j in range(7) if replacement or i != j]
    p = data.design.shape[1]
    total = np.zeros((4 * p * p, 4 * p * p))
    for chosen in rows:
        x = data.design[chosen]
        hessian, columns = x.T @ x / len(chosen), []
        for unit in torch.eye(2 * p, dtype=DOUBLE):
            v, d = unit[:p], unit[p:]
            g = hessian @ d
            v = beta * v + g
            columns.append(torch.cat([v, d - eta * (g + beta * v if nesterov else v)]))
        step = torch.stack(columns, 1).numpy()
        total += np.kron(step, step) / len(rows)
    return total


@pytest.mark.parametrize("replacement", [True, False])
@pytest.mark.parametrize("nesterov", [False, True])
def test_second_moments_are_the_mean_over_all_minibatches(nesterov, replacement):
    data = small(2, replacement)
    made = data.second_moments(0.6, 0.2, nesterov=nesterov).numpy()
    assert made == pytest.approx(enumerated(data, 0.6, 0.2, nesterov, replacement), abs=1e-12)


def test_a_batch_of_all_rows_has_no_noise():
    data = small(7, replacement=False)
    assert float(data.noise.abs().max()) == float(data.growth.abs().max()) == 0
    assert data.edge(0.5) == pytest.approx(3 / float(data.loss.eigenvalues[-1]), rel=1e-9)
    seen = data.edge(0.5, nesterov=True) * 2 * float(data.loss.eigenvalues[-1])
    assert seen == pytest.approx(3, rel=1e-12)
    alone = Minibatches(torch.ones(1, 1), torch.ones(1), 1, replacement=False)
    assert alone.edge(0.0) == pytest.approx(2, rel=1e-9)


@pytest.mark.checks("thm-echo", by="numerics")
@pytest.mark.parametrize("nesterov", [False, True])
def test_the_edge_is_where_the_rate_passes_one(nesterov):
    """The bisection asks for the echo, `rate` for the whole operator: no route knows the other."""
    for data, beta in product((small(), small(3), of_airfoil(10)), (0.0, 0.5, 0.9)):
        edge = data.edge(beta, nesterov=nesterov)
        for share in (0.05, 0.3, 0.6, 0.9, 0.9999):
            assert data.rate(beta, share * edge, nesterov=nesterov) < 1
        for share in (1.0001, 1.2, 3.0):
            assert data.rate(beta, share * edge, nesterov=nesterov) > 1


def walked(data, beta, eta, runs, steps, nesterov=False):
    """Displacements of many runs of the method, with rows drawn with replacement."""
    generator = seeded(2)

    def gradient(w):
        rows = torch.randint(len(data.design), (runs, data.batch_size), generator=generator)
        x, y = data.design[rows], data.targets[rows]
        return (x * (x @ w[..., None] - y)).mean(1)

    start = data.loss.minimiser.expand(runs, -1)
    step = momentum_step(gradient, eta, beta, nesterov=nesterov)
    return descend(step, start, steps).x - data.loss.minimiser


@pytest.mark.parametrize(("beta", "nesterov"), [(0.0, False), (0.8, False), (0.8, True)])
def test_covariance_is_that_of_many_runs(beta, nesterov):
    data = small(2)
    eta = 0.3 * data.edge(beta, nesterov=nesterov)
    d = walked(data, beta, eta, 20_000, 150, nesterov)[-1]
    products = d[:, :, None] * d[:, None, :]
    error = products.std(0) / len(d) ** 0.5
    exact = data.covariance(beta, eta, nesterov=nesterov)[2:, 2:]
    assert bool(((products.mean(0) - exact).abs() < 5 * error).all())


def test_what_is_safe_without_noise_is_not_safe_with_it():
    """Page: half of the noiseless edge lies above the edge for minibatches of 32."""
    data = of_airfoil(32)
    half = 1.9 / float(data.loss.eigenvalues[-1])
    assert data.edge(0.9) < half
    assert half < 3.8 / float(data.loss.eigenvalues[-1])
    assert data.rate(0.9, half) > 1.01


def test_with_single_rows_nothing_is_gained():
    """Page: at B = 1 all edges are one effective rate, and all speeds are one; at 1000 they differ."""

    def speed(data, beta):
        shares = np.linspace(0.05, 0.95, 19)
        return -np.log(min(data.rate(beta, share * data.edge(beta)) for share in shares))

    one, many = of_airfoil(1), of_airfoil(1000)
    rates = [one.edge(beta) / (1 - beta) for beta in (0.0, 0.5, 0.9)]
    assert max(rates) < 1.2 * min(rates)
    assert speed(one, 0.5) < 1.05 * speed(one, 0.0)
    assert speed(one, 0.9) < speed(one, 0.0)
    assert speed(many, 0.5) > 2 * speed(many, 0.0)


def test_of_two_rows_one_is_as_noisy_with_replacement_as_without():
    made = [small(1, replacement, n=2, p=1) for replacement in (True, False)]
    assert torch.allclose(made[0].growth, made[1].growth) and made[0].growth.item() > 0


def test_without_a_word_the_step_is_heavy_ball():
    one = small()
    assert one.rate(0.5, 0.1) == one.rate(0.5, 0.1, nesterov=False)
    assert one.edge(0.5) == one.edge(0.5, nesterov=False)
    for asked in (one.second_moments, one.covariance):
        assert torch.equal(asked(0.5, 0.1), asked(0.5, 0.1, nesterov=False))
        assert not torch.allclose(asked(0.5, 0.1), asked(0.5, 0.1, nesterov=True))


def test_nothing_stationary_on_the_edge():
    one = small()
    with pytest.raises(
        ValueError, match=r"^eta must be below .*, the edge of mean-square stability"
    ):
        one.covariance(0.5, one.edge(0.5))
    assert one.covariance(0.5, 0.99 * one.edge(0.5)).isfinite().all()


def test_nothing_stationary_beyond_the_edge():
    data = of_airfoil(1)
    with pytest.raises(
        ValueError, match=r"eta must be below 0\.0210904, .* batch_size=1, got 0\.025"
    ):
        data.covariance(0.9, 0.025)
    assert bool((torch.linalg.eigvalsh(data.covariance(0.9, 0.02)) > 0).all())


@pytest.mark.parametrize(
    ("changed", "error", "message"),
    [
        ({"targets": torch.ones(6)}, ValueError, r"targets must have shape \(7,\) or \(7, 1\)"),
        ({"batch_size": 0}, ValueError, "batch_size must be at least 1"),
        ({"batch_size": 8, "replacement": False}, ValueError, "batch_size must be at most 7"),
        ({"design": torch.ones(7, 2)}, ValueError, "design|Q must be positive definite"),
    ],
)
def test_what_cannot_be_is_refused(changed, error, message):
    given = {"design": small().design, "targets": small().targets, "batch_size": 2} | changed
    with pytest.raises(error, match=message):
        Minibatches(**given)


@pytest.mark.checks("eq-nesterov-echo", by="numerics")
def test_the_echo_of_nesterovs_cloud():
    """Exercise: the printed condition and its limit, against eigenvalues of the package's operator."""
    rows = torch.tensor([[1.0], [2.0], [3.0]])
    lam = 14 / 3
    q = 98 / 3 / lam**2 - 1
    for batch, beta, share in product((1, 2, 5), (0.0, 0.5, 0.99), (0.3, 0.99, 1.01, 1.2)):
        data = Minibatches(rows, torch.tensor([1.0, 3.0, 2.0]), batch)
        eta = share * data.edge(beta, nesterov=True)
        left, right = printed("eq-nesterov-echo").values(
            {r"\chi": q / batch, r"\beta": beta, "u": eta * lam}
        )
        holds = left < right and eta * lam < (2 + 2 * beta) / (1 + 2 * beta)
        assert holds == (data.rate(beta, eta, nesterov=True) < 1) == (share < 1)
    q = sp.symbols("q", positive=True)
    limit = (4 - 2 * q) / (3 + 3 * q)
    left, right = printed("eq-nesterov-echo").values({r"\chi": q, r"\beta": 1, "u": limit})
    assert sp.simplify(left - right) == 0
    assert limit.subs(q, sp.Rational(1, 2)) == sp.Rational(2, 3)
