"""The page on noise: each statement against a second, independent route."""

import functools
import math
import re
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import sympy as sp
import torch
from printed import printed
from scipy.linalg import solve_discrete_lyapunov

from momentum.data import airfoil
from momentum.dynamics import is_stable, iteration_matrix, power
from momentum.noise import stationary_covariance, stationary_variance
from momentum.quadratic import Quadratic, least_squares
from momentum.training import descend, momentum_step

PAGE = Path(__file__).parents[2] / "docs" / "noise.md"
DOUBLE = torch.float64
HEAVY_BALL = [(b, u) for b in (-0.5, 0.0, 0.5, 0.9, 0.99) for u in (0.01, 0.1, 0.9)]
HEAVY_BALL += [(0.0, 1.9), (0.5, 2.9), (0.9, 3.7)]
NESTEROV = [(b, u) for b in (0.0, 0.5, 0.9, 0.99) for u in (0.01, 0.1, 1.0, 1.3)]


def one_step(beta, eta, lam, nesterov=False):
    """Matrix and entry of one step, found by making it on the unit vectors."""

    def step(v, x, noise):
        g = lam * x + noise
        v = beta * v + g
        return np.array([v, x - eta * (g + beta * v if nesterov else v)])

    return np.stack([step(1, 0, 0), step(0, 1, 0)], 1), step(0, 0, 1)


def lyapunov(beta, eta, lam, variance=1.0, nesterov=False):
    """Stationary covariance by linear algebra."""
    matrix, entry = one_step(beta, eta, lam, nesterov)
    return solve_discrete_lyapunov(matrix, variance * np.outer(entry, entry))


def page_function(name, **names):
    """The function `name` as the page defines it, run on the given names."""
    cells = re.findall(r"```\{code-cell\} ipython3\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    (cell,) = (c for c in cells if f"def {name}(" in c)
    exec(re.sub(r":tags:.*\n", "", cell), names)
    return names[name]


def responses(beta, eta, lam, steps):
    """Velocity and point after every step for a unit noise in each step, by running the method.

    Shape (2, noises, steps + 1).
    """
    noise = iter(torch.eye(steps, dtype=DOUBLE))  # run number t has a unit noise in step t
    step = momentum_step(lambda x: lam * x + next(noise), eta, beta)
    trace = descend(step, torch.zeros(steps, dtype=DOUBLE), steps)
    return torch.stack([trace.v.T, trace.x.T])


@pytest.mark.checks("eq-noisy-step", by="numerics")
def test_a_noisy_step_is_the_matrix_plus_the_noise_along_one_vector():
    """The printed step and its vector, against steps of the package's loop with given noise."""
    eta, beta, lam = 0.3, 0.8, 1.7

    def after(v, x, noise):
        step = momentum_step(lambda x: lam * x + noise, eta, beta)
        x, v = step(torch.tensor([x], dtype=DOUBLE), torch.tensor([v], dtype=DOUBLE))
        return v.item(), x.item()

    entry = np.array(after(0.0, 0.0, 1.0))[:, None]  # what a unit noise does to a state at rest
    v, x = after(-0.4, 0.9, -0.6)
    values = {r"\R": iteration_matrix(beta, eta, lam).numpy(), r"\mathbf{e}": entry, r"\eta": eta}
    values |= {"v_{t-1}": -0.4, "x_{t-1}": 0.9, r"\xi_t": -0.6, "v_t": v, "x_t": x}
    printed("eq-noisy-step").check(values)


@pytest.mark.checks("eq-covariance", by="numerics")
def test_covariance_recursion_sums_the_responses_to_each_noise():
    """The printed recursion, between sums of outer products of measured responses."""
    eta, beta, lam, variance = 0.4, 0.7, 1.3, 2.5
    matrix, entry = one_step(beta, eta, lam)
    measured = variance * responses(beta, eta, lam, 8).permute(2, 0, 1)  # by number of steps
    clouds = (measured @ measured.mT / variance).numpy()
    values = {r"\R": matrix, r"\mathbf{e}": entry[:, None], r"\sigma": variance**0.5}
    for t in range(1, 9):
        printed("eq-covariance").check(
            values | {r"\boldsymbol{\Sigma}": clouds.__getitem__, "t": t}
        )


@functools.cache
def solved_by_sympy(nesterov):
    """Stationary covariance from the three linear equations, and the symbols in it."""
    beta, eta, lam, var = sp.symbols("beta eta lambda sigma2", positive=True)
    unknown = sp.symbols("vv vx xx")
    sigma = sp.Matrix([[unknown[0], unknown[1]], [unknown[1], unknown[2]]])
    columns = []
    for v, x, noise in ((1, 0, 0), (0, 1, 0), (0, 0, 1)):
        g = lam * x + noise
        new = beta * v + g
        columns.append(sp.Matrix([new, x - eta * (g + beta * new if nesterov else new)]))
    matrix, entry = sp.Matrix.hstack(*columns[:2]), columns[2]
    gap = matrix * sigma * matrix.T + var * entry * entry.T - sigma
    (solution,) = sp.solve([gap[0, 0], gap[0, 1], gap[1, 1]], unknown, dict=True)
    return (beta, eta, lam, var), [solution[name] for name in unknown]


def named(nesterov=False):
    """What SymPy solved, under the names that the page uses."""
    (beta, eta, lam, var), (vv, vx, xx) = solved_by_sympy(nesterov)
    v, x = sp.symbols("v x")
    covariance = {(v, v): vv, (v, x): vx, (x, x): xx}
    values = {
        r"\beta": beta,
        r"\eta": eta,
        r"\lambda": lam,
        r"\sigma": sp.sqrt(var),
        "v": v,
        "x": x,
    }
    values[r"\operatorname{Var}"] = lambda one: covariance[one, one]
    return values | {r"\operatorname{Cov}": lambda one, other: covariance[one, other]}


@pytest.mark.checks("thm-cloud", "eq-cloud", by="algebra")
def test_sympy_solves_the_lyapunov_equation_of_momentum():
    """The printed covariances, against SymPy's solution of the stationarity equations."""
    printed("eq-cloud").check(named())


@pytest.mark.checks("eq-stationary", by="algebra")
def test_the_stationary_variance_written_out():
    """The printed variance of the point, against SymPy's solution."""
    left, closed, *_ = printed("eq-stationary").values(named())
    assert sp.simplify(left - closed) == 0


@pytest.mark.checks("thm-cloud-nesterov", "eq-cloud-nesterov", by="algebra")
def test_sympy_solves_the_lyapunov_equation_of_nesterov():
    """The printed variance, against SymPy's solution of Nesterov's stationarity equations."""
    (beta, eta, lam, var), (vv, vx, _) = solved_by_sympy(nesterov=True)
    u = eta * lam
    printed("eq-cloud-nesterov").check(named(nesterov=True) | {"u": u})
    below = (1 - beta + beta * u) * (2 * (1 + beta) - (1 + 2 * beta) * u)
    assert sp.simplify(vv - 2 * var / below) == 0
    assert sp.simplify(vx + eta * (1 + 2 * beta) / 2 * vv) == 0


@pytest.mark.checks("thm-cloud", by="numerics")
@pytest.mark.parametrize(("beta", "u"), HEAVY_BALL)
@pytest.mark.parametrize("lam", [0.3, 4.0])
def test_covariance_of_momentum_across_the_stable_region(beta, u, lam):
    """The package's closed form, against SciPy's solver of discrete Lyapunov equations."""
    closed = stationary_covariance(beta, u / lam, lam, 2.5).numpy()
    assert closed == pytest.approx(lyapunov(beta, u / lam, lam, 2.5), rel=1e-8)


@pytest.mark.checks("thm-cloud-nesterov", by="numerics")
@pytest.mark.parametrize(("beta", "u"), NESTEROV)
@pytest.mark.parametrize("lam", [0.3, 4.0])
def test_covariance_of_nesterov_across_the_stable_region(beta, u, lam):
    """The package's closed form for Nesterov, against SciPy's Lyapunov solver."""
    closed = stationary_covariance(beta, u / lam, lam, 2.5, nesterov=True).numpy()
    assert closed == pytest.approx(lyapunov(beta, u / lam, lam, 2.5, nesterov=True), rel=1e-8)


def settles(beta, u, nesterov=False):
    """Whether the covariance recursion is at rest after many steps, judged by running it."""
    matrix, entry = one_step(beta, 1.0, u, nesterov)
    covariance, sizes = np.zeros((2, 2)), []
    for t in range(1, 2001):
        covariance = matrix @ covariance @ matrix.T + np.outer(entry, entry)
        if t in (1000, 2000):
            sizes.append(np.trace(covariance))
        if np.trace(covariance) > 1e100:
            return False
    return sizes[1] < 1.01 * sizes[0]


@pytest.mark.checks("thm-cloud", by="numerics")
def test_a_cloud_exists_exactly_where_momentum_is_stable():
    """Growth of the covariance recursion, inside, on and outside the border of stability."""
    betas = (-1.2, -1.0, -0.6, 0.0, 0.5, 0.9, 1.0, 1.1)
    for beta, share in product(betas, (-0.1, 0.0, 0.1, 0.6, 0.95, 1.0, 1.05)):
        u = share * (2 + 2 * beta) if beta not in (-1.2, -1.0) else share
        assert settles(beta, u) == (abs(beta) < 1 and 0 < u < 2 + 2 * beta - 1e-12), (beta, u)


@pytest.mark.checks("thm-cloud-nesterov", by="numerics")
def test_a_cloud_of_nesterov_exists_exactly_below_its_border():
    """Growth of Nesterov's covariance recursion, inside, on and outside the printed border."""
    for beta, share in product((0.0, 0.3, 0.9), (-0.1, 0.0, 0.1, 0.6, 0.95, 1.0, 1.05)):
        u = share * (2 + 2 * beta) / (1 + 2 * beta)
        assert settles(beta, u, nesterov=True) == (0 < share < 1), (beta, u)


@pytest.mark.parametrize("nesterov", [False, True])
@pytest.mark.parametrize(("eta", "beta"), [(0.1, 0.0), (0.1, 0.9), (0.02, 0.9), (1.2, 0.5)])
def test_covariance_is_that_of_many_simulated_chains(eta, beta, nesterov):
    chains, generator = 20_000, torch.Generator().manual_seed(0)
    v = x = torch.zeros(chains, dtype=DOUBLE)
    for _ in range(200):
        g = x + torch.randn(chains, generator=generator, dtype=DOUBLE)
        v = beta * v + g
        x = x - eta * (g + beta * v if nesterov else v)
    measured = torch.cov(torch.stack([v, x]))
    c = stationary_covariance(beta, eta, 1.0, nesterov=nesterov)
    size = torch.outer(c.diag(), c.diag())
    error = ((size + c**2) / chains).sqrt()  # of a sample covariance of normal numbers
    assert bool(((measured - c).abs() < 5 * error).all())


def test_covariance_broadcasts_and_keeps_the_order_of_the_chapter():
    beta, eta = torch.tensor([[0.0], [0.9]]), torch.tensor([0.1, 0.2, 0.3])
    c = stationary_covariance(beta, eta, 1.0)
    assert c.shape == (2, 3, 2, 2)
    assert c.dtype == DOUBLE
    assert torch.equal(stationary_variance(beta, eta, 1.0), c[..., 1, 1])


@pytest.mark.parametrize(
    ("arguments", "nesterov", "word"),
    [
        # The edges themselves, where the formula would divide by zero or leave nothing.
        ((1.0, 0.1, 1.0), False, "beta must lie"),
        ((-1.0, 0.1, 1.0), False, "beta must lie"),
        ((0.5, 1.5, 2.0), False, "beta must lie"),
        ((0.5, 0.75, 2.0), True, "beta must lie"),
        ((0.5, 0.1, 0.0), False, "beta must lie"),
        ((0.5, 0.3, 10.0), False, "eta"),
        ((0.5, -0.1, -1.0), False, "eta must be positive"),
        ((0.5, 0.1, -1.0), False, "lam"),
        ((0.5, 0.1, 1.0, -1.0), False, "variance"),
        ((0.5, 0.1, 1.0, float("nan")), False, "variance"),
        ((0.9, 1.36, 1.0), True, "beta"),
        ((-0.1, 0.1, 1.0), True, "beta"),
    ],
)
def test_no_cloud_no_number(arguments, nesterov, word):
    with pytest.raises(ValueError, match=word):
        stationary_covariance(*arguments, nesterov=nesterov)


@pytest.mark.checks("eq-matched", by="algebra")
def test_variance_at_equal_effective_rate():
    """The printed form in alpha and N, against SymPy's stationary variance."""
    beta, eta, _, _ = solved_by_sympy(nesterov=False)[0]
    printed("eq-matched").check(
        named() | {r"\alpha": eta / (1 - beta), "N": (1 + beta) / (1 - beta)}
    )


@pytest.mark.checks("tab-matched", by="numerics")
@pytest.mark.parametrize("alpha", [0.02, 0.2, 1.0, 1.8])
def test_momentum_never_enlarges_the_cloud_at_equal_effective_rate(alpha):
    """Each row of the table: the package's numbers against SciPy's, and falling with beta."""
    betas = (0.0, 0.5, 0.9, 0.99)
    row = [float(stationary_variance(b, alpha * (1 - b), 1.0)) for b in betas]
    assert row == pytest.approx([lyapunov(b, alpha * (1 - b), 1.0)[1, 1] for b in betas], rel=1e-8)
    assert row == sorted(row, reverse=True)
    assert row[-1] > alpha / 2


def test_limits_as_beta_goes_to_one():
    """Exercise: SymPy's limits of the stationary variances, against the printed ones."""
    (beta, eta, lam, var), (_, _, heavy) = solved_by_sympy(nesterov=False)
    _, (_, _, nesterov) = solved_by_sympy(nesterov=True)
    alpha = sp.symbols("alpha", positive=True)

    def limit(variance):
        return sp.limit(sp.simplify(variance.subs(eta, alpha * (1 - beta))), beta, 1)

    assert sp.simplify(limit(heavy) - alpha * var / (2 * lam)) == 0
    assert sp.simplify(limit(nesterov) - alpha * var / (2 * lam * (1 + alpha * lam))) == 0
    fixed = var / lam**2 * (2 + 3 * eta * lam) / (4 - 3 * eta * lam)
    assert sp.simplify(nesterov.subs(beta, 1) - fixed) == 0
    assert float(stationary_variance(1 - 1e-6, 0.1, 1.0)) > 4e4


def test_which_method_has_the_smaller_cloud_in_try_it():
    small, large = ((0.9, 0.05, 1.0), (0.5, 0.25, 1.0))
    assert stationary_variance(*small, nesterov=True) < stationary_variance(*small)
    assert stationary_variance(*large, nesterov=True) > stationary_variance(*large)


@pytest.mark.checks("eq-flat", by="numerics")
def test_on_flat_ground_every_noise_gets_its_full_weight_in_the_end():
    """The printed sum against a run of the package's loop, whose gradients are noise alone."""
    eta, beta = 0.3, 0.8
    xi = torch.randn(9, generator=torch.Generator().manual_seed(0), dtype=DOUBLE)
    noise = iter(xi)
    path = descend(momentum_step(lambda x: next(noise), eta, beta), torch.tensor(2.0).double(), 8).x
    values = {r"\alpha": eta / (1 - beta), r"\beta": beta, "x": path.tolist().__getitem__}
    for steps in range(1, 9):
        printed("eq-flat").check(values | {"T": steps, r"\xi": lambda t: float(xi[t - 1])})


@pytest.mark.checks("thm-flat", by="numerics")
@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9])
def test_on_flat_ground_nothing_is_averaged_away(beta):
    """Responses of the running method to each noise, against the printed weights and limits."""
    eta, steps = 0.3, 400
    alpha, size = eta / (1 - beta), (1 + beta) / (1 - beta)
    v, x = responses(beta, eta, 0.0, steps)
    weights = -alpha * (1 - beta ** torch.arange(steps, 0, -1, dtype=DOUBLE))
    assert torch.allclose(x[:, -1], weights, rtol=1e-10, atol=1e-12)
    step = eta * v.T  # its row t holds the weights of all noises in step t
    variance = step[200].square().sum()
    assert float(variance) == pytest.approx(alpha**2 / size, rel=1e-9)
    for k in (1, 2, 5):
        assert float(step[200] @ step[200 + k] / variance) == pytest.approx(beta**k, abs=1e-9)
    correlations = sum(float(step[200] @ s / variance) for s in step)
    assert correlations == pytest.approx(size, rel=1e-6)
    assert float(x[:, -1].square().sum()) / steps == pytest.approx(alpha**2, rel=0.05)
    half = float(x[:, 200].square().sum()) / 200
    assert abs(float(x[:, -1].square().sum()) / steps - alpha**2) <= abs(half - alpha**2)


def test_small_steps_fill_the_same_cloud():
    """Exercise: variance of a step and lag-one correlation, from the matrix alone."""
    for beta, eta, lam in ((0.0, 0.2, 1.0), (0.9, 0.02, 1.0), (0.5, 1.1, 2.0)):
        covariance = lyapunov(beta, eta, lam)
        alpha, size = eta / (1 - beta), (1 + beta) / (1 - beta)
        share = 2 * alpha * lam / size
        assert eta**2 * covariance[0, 0] == pytest.approx(share * covariance[1, 1], rel=1e-9)
        lagged = (one_step(beta, eta, lam)[0] @ covariance)[1, 1] / covariance[1, 1]
        assert lagged == pytest.approx(1 - alpha * lam / size, rel=1e-9)


def test_linear_scaling_up_to_ten_per_cent():
    """Exercise: the largest k, by scanning the Lyapunov solution."""
    for beta, last in ((0.0, 10), (0.9, 173)):
        eta = 0.02 * (1 - beta)
        grown = [lyapunov(beta, k * eta, 1.0, 1 / k)[1, 1] for k in (1, last, last + 1)]
        assert grown[1] <= 1.1 * grown[0] * (1 + 1e-9)
        assert grown[2] > 1.1 * grown[0]


def full_lyapunov(Q, noise, eta, beta):
    """Stationary covariance of all points, coupled as they are, by SciPy."""
    n = len(Q)
    matrix = np.block([[beta * np.eye(n), Q], [-eta * beta * np.eye(n), np.eye(n) - eta * Q]])
    entry = np.vstack([np.eye(n), -eta * np.eye(n)])
    return solve_discrete_lyapunov(matrix, entry @ noise @ entry.T)[n:, n:]


@pytest.mark.checks("eq-excess", by="numerics")
@pytest.mark.parametrize(("eta", "beta"), [(0.2, 0.0), (0.1, 0.8)])
def test_excess_needs_the_diagonal_of_the_noise_only(eta, beta):
    """The printed sums and their limit, against losses over SciPy's cloud of coupled points."""
    generator = torch.Generator().manual_seed(0)
    root, mixing = torch.randn(2, 4, 4, generator=generator, dtype=DOUBLE)
    f = Quadratic(root @ root.T / 4 + 0.1 * torch.eye(4), torch.ones(4, dtype=DOUBLE))
    noise, lam = mixing @ mixing.T, f.eigenvalues
    assert bool(is_stable(beta, eta * lam).all())

    def sides(eta):
        cloud = torch.from_numpy(full_lyapunov(f.Q.numpy(), noise.numpy(), eta, beta))
        spread = 2 * torch.linalg.cholesky(cloud).T  # with both signs, points of this covariance
        losses = f.value(f.minimiser + torch.cat([spread, -spread]))
        values = {r"\alpha": eta / (1 - beta), "N": (1 + beta) / (1 - beta), r"\sum_i": range(4)}
        values |= {r"\ell": losses, r"\ell^*": f.minimum, r"\operatorname{E}": torch.mean}
        values |= {r"\mathbf{S}": noise, r"\operatorname{tr}": torch.trace}
        values |= {r"\lambda": lam.__getitem__}
        values[r"\sigma"] = (f.O @ noise @ f.O.T).diag().sqrt().__getitem__
        return [float(side) for side in printed("eq-excess").values(values)]

    measured, formula, _ = sides(eta)
    assert formula == pytest.approx(measured, rel=1e-8)
    clouds = stationary_variance(beta, eta, lam, (f.O @ noise @ f.O.T).diag())
    assert float(0.5 * lam @ clouds) == pytest.approx(measured, rel=1e-8)
    measured, _, limit = sides(1e-4 * (1 - beta))
    assert limit == pytest.approx(measured, rel=1e-3)


@pytest.mark.checks("eq-growing", by="numerics")
@pytest.mark.parametrize("batch", [1, 2])
def test_growing_noise_by_listing_every_minibatch(batch):
    """The printed covariance, against that over all minibatches and points of a cloud."""
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(5, 2, generator=generator, dtype=DOUBLE)
    y = torch.randn(5, 1, generator=generator, dtype=DOUBLE)
    f = least_squares(x, y)
    r = y[:, 0] - x @ f.minimiser
    half = torch.randn(2, 2, generator=generator, dtype=DOUBLE)
    found = torch.zeros(2, 2, dtype=DOUBLE)
    points = [s * 2**0.5 * column for column in half.T for s in (1, -1)]
    for z, rows in product(points, product(range(5), repeat=batch)):
        w, rows = f.minimiser + z, list(rows)
        noise = (x[rows] * (x[rows] @ w - y[rows, 0])[:, None]).mean(0) - f.Q @ z
        found += torch.outer(noise, noise) / (4 * 5**batch)
    values = {r"\mathbf{S}": lambda cloud: found, r"\mathbf{M}": half @ half.T, "n": 5, "B": batch}
    values |= {r"\x": lambda i: x[i - 1, :, None], "r": lambda i: r[i - 1], r"\Q": f.Q}
    printed("eq-growing").check(values)


@pytest.fixture(scope="module")
def table():
    """The airfoil data and what the page computes from them."""
    features, targets = airfoil(DOUBLE)
    design = torch.cat([features, torch.ones(len(features), 1)], 1)
    loss = least_squares(design, targets)
    names = {"torch": torch, "stationary_variance": stationary_variance}
    excess = page_function("excess", design=design, targets=targets, loss=loss, **names)
    return design, targets, loss, excess


@pytest.mark.checks("tab-excess", by="numerics")
@pytest.mark.parametrize(("eta", "beta"), [(0.02, 0.5), (0.01, 0.9), (0.005, 0.9)])
def test_predicted_excess_is_that_of_long_runs(table, eta, beta):
    """The page's linear system, against simulated runs with rows drawn with replacement."""
    design, targets, loss, excess = table
    runs, generator = 400, torch.Generator().manual_seed(7)
    v, w = torch.zeros(runs, 6, dtype=DOUBLE), loss.minimiser.expand(runs, -1)
    total = torch.zeros(runs, dtype=DOUBLE)
    for t in range(1200):
        rows = torch.randint(len(design), (runs, 10), generator=generator)
        x, y = design[rows], targets[rows]
        v = beta * v + (x * (x @ w[..., None] - y)).mean(1)
        w = w - eta * v
        if t >= 400:
            total += (loss.value(w) - loss.minimum) / 800
    constant, growing = excess(eta, beta, 10)
    error = float(total.std()) / runs**0.5
    assert abs(float(total.mean()) - growing) < 5 * error
    assert constant < growing < 1.05 * constant


@pytest.mark.checks("tab-excess", by="numerics")
def test_predicted_excess_is_where_the_second_moments_settle(table):
    """The page's linear system, against iterating the moments row by row; ten times and more."""
    design, targets, loss, excess = table
    residual = (targets - design @ loss.minimiser[:, None]).squeeze(1)
    eye = torch.eye(6, dtype=DOUBLE)

    def settled(eta, beta, batch, steps):
        matrix = torch.cat(
            [
                torch.cat([beta * eye, loss.Q], 1),
                torch.cat([-eta * beta * eye, eye - eta * loss.Q], 1),
            ]
        )
        entry = torch.cat([eye, -eta * eye])
        moments = torch.zeros(12, 12, dtype=DOUBLE)
        for _ in range(steps):
            cloud = moments[6:, 6:]
            inner = ((design @ cloud) * design).sum(1) + residual**2
            noise = (design * inner[:, None]).T @ design / len(design) - loss.Q @ cloud @ loss.Q
            moments = matrix @ moments @ matrix.T + entry @ noise @ entry.T / batch
        return 0.5 * float((loss.Q * moments[6:, 6:]).sum())

    assert excess(0.01, 0.9, 10)[1] == pytest.approx(settled(0.01, 0.9, 10, 1200), rel=1e-6)
    assert excess(0.005, 0.9, 1)[1] == pytest.approx(settled(0.005, 0.9, 1, 2000), rel=1e-6)
    equal_eta = excess(0.005, 0.9, 1), excess(0.005, 0.0, 1)
    assert equal_eta[0][0] / equal_eta[1][0] == pytest.approx(10, rel=0.01)
    assert equal_eta[0][1] / equal_eta[1][1] > 11


@pytest.mark.checks("tab-excess", by="numerics")
def test_shuffled_passes_end_below_independent_draws(table):
    """Mean final loss of 1000 shuffled runs of two passes, against the page's prediction."""
    design, targets, loss, excess = table
    generator = torch.Generator().manual_seed(0)
    for eta, beta in ((0.02, 0.5), (0.01, 0.9)):
        w = v = torch.zeros(1000, 6, dtype=DOUBLE)
        for _ in range(2):
            order = torch.rand(1000, len(design), generator=generator).argsort(1)
            for rows in order.split(10, dim=1):
                x, y = design[rows], targets[rows]
                v = beta * v + (x * (x @ w[..., None] - y)).mean(1)
                w = w - eta * v
        final = loss.value(w) - loss.minimum
        error = float(final.std()) / 1000**0.5
        assert float(final.mean()) + 3 * error < excess(eta, beta, 10)[0]
        assert float(final.mean()) > 0.6 * excess(eta, beta, 10)[0]


@pytest.mark.checks("eq-one-over-t", by="numerics")
def test_decay_like_one_over_t_forgets_beta():
    """The printed limit, against the exact covariance recursion with decaying rates."""
    beta = np.array([0.0, 0.5, 0.9])[:, None]
    a, lam, variance, steps = np.array([0.4, 0.9, 1.0, 2.0]), 2.0, 3.0, 10_000
    a = a / lam
    vv, vx, xx = np.zeros((3, 4)), np.zeros((3, 4)), np.zeros((3, 4))
    seen = {}
    for t in range(1, steps + 1):
        eta = (1 - beta) * a / t
        mixed = beta * vx + lam * xx
        vv = beta**2 * vv + 2 * beta * lam * vx + lam**2 * xx + variance
        vx, xx = mixed - eta * vv, xx - 2 * eta * mixed + eta**2 * vv
        if t in (steps // 10, steps):
            seen[t] = xx
    values = {"a": a[1:], r"\lambda": lam, r"\sigma": variance**0.5, "t": steps}
    values |= {r"\operatorname{Var}": lambda x: x, "x_t": seen[steps][:, 1:]}
    printed("eq-one-over-t").check(values, rel=0.01)
    assert (seen[steps][:, 1:].argmin(1) == 1).all()  # a = 1/lam is the best
    slow = 10 * seen[steps][:, 0] / seen[steps // 10][:, 0]
    assert (slow > 1.4).all()  # slower than 1/t


def test_a_mean_in_disguise():
    """Exercise: with rates 1/(lam t) the point is the mean of the noises."""
    noise = torch.randn(50, generator=torch.Generator().manual_seed(0), dtype=DOUBLE)
    x, lam = 7.0, 0.3
    for t, xi in enumerate(noise.tolist(), 1):
        x -= (lam * x + xi) / (lam * t)
    assert x == pytest.approx(-float(noise.mean()) / lam, rel=1e-10)


@pytest.mark.checks("thm-mean", "eq-mean", by="numerics")
@pytest.mark.parametrize(("eta", "beta"), [(0.05, 0.0), (0.05, 0.9), (0.4, 0.5)])
def test_mean_of_the_points_is_the_mean_of_the_noise(eta, beta):
    """The printed identity, on a run of momentum with noise that depends on the point."""
    generator = torch.Generator().manual_seed(0)
    root = torch.randn(3, 3, generator=generator, dtype=DOUBLE)
    f = Quadratic(root @ root.T / 3 + torch.eye(3), torch.ones(3, dtype=DOUBLE))
    steps, noises = 37, []

    def gradient(x):
        noises.append(torch.randn(3, generator=generator, dtype=DOUBLE) * x.abs() + 0.2)
        return f.gradient(x) + noises[-1]

    trace = descend(momentum_step(gradient, eta, beta), torch.ones(3, dtype=DOUBLE) * 2, steps)
    values = {r"\x": lambda t: trace.x[t][:, None], r"\v": lambda t: trace.v[t][:, None]}
    values |= {r"\x^*": f.minimiser[:, None], r"\Q": f.Q, "T": steps, r"\beta": beta}
    values |= {r"\boldsymbol{\xi}": lambda t: noises[t - 1][:, None], r"\alpha": eta / (1 - beta)}
    printed("eq-mean").check(values)


@pytest.mark.checks("thm-mean", by="numerics")
@pytest.mark.parametrize(("eta", "beta"), [(0.5, 0.0), (0.5, 0.9), (2.0, 0.5)])
def test_variance_of_the_mean_forgets_eta_and_beta(eta, beta):
    """Exact variance of the mean of 500 points from measured responses, against sigma^2/lambda^2."""
    lam, steps = 0.8, 500
    _, x = responses(beta, eta, lam, steps)
    weights = x[:, :-1].mean(1)
    assert steps * float(weights.square().sum()) == pytest.approx(1 / lam**2, rel=0.02)


@pytest.mark.checks("tab-batch", by="numerics")
def test_steps_needed_by_powers_of_the_matrix():
    """The page's recursion of moments, against closed powers and summed squared responses."""
    steps_needed = page_function("steps_needed", torch=torch)
    lam = 0.5 ** torch.arange(10, dtype=DOUBLE)
    rates = torch.logspace(-3.5, 0.6, 80, dtype=DOUBLE)
    for beta, batch in ((0.0, 1024), (0.5, 4096), (0.8, torch.inf), (0.95, 16384)):
        eta = rates[rates < 2 + 2 * beta][:, None, None]
        matrix = power(torch.arange(500), beta, eta, lam[:, None])
        response = matrix[..., 1, 0] - eta * matrix[..., 1, 1]
        spread = response.square().cumsum(-1) * (lam / batch)[:, None]
        after = torch.arange(1, 500)
        excess = 0.5 * lam[:, None] * (matrix[..., 1:, 1, 1].square() + spread[..., after - 1])
        below = (excess.sum(1) < 0.001).any(0)
        assert int(after[below][0]) == steps_needed(beta, batch)


@pytest.mark.checks("tab-batch", by="numerics")
def test_momentum_pays_above_the_critical_batch_size_only():
    """What the text reads off the table, on the page's function."""
    steps_needed = page_function("steps_needed", torch=torch)
    betas = (0.0, 0.5, 0.8, 0.9, 0.95)
    noisy, fourfold, clean = ([steps_needed(b, n) for b in betas] for n in (64, 256, torch.inf))
    assert max(noisy) < 1.05 * min(noisy)
    assert all(3.5 < many / few < 4.1 for many, few in zip(noisy, fourfold, strict=True))
    assert clean[0] > 4 * min(clean)
    assert clean[-1] > 0.8 * clean[0]
    assert steps_needed(0.0, 16384) < 1.4 * clean[0]


def test_a_larger_effective_rate_is_not_more_speed():
    """Nineteen times the alpha of gradient descent: half the speed along 1, nineteen times along 0.001."""
    speeds = {}
    for lam in (1.0, 0.001):
        slow, quick = (
            math.log(abs(np.linalg.eigvals(one_step(beta, eta, lam)[0])).max())
            for eta, beta in ((0.1, 0.0), (0.19, 0.9))
        )
        speeds[lam] = quick / slow
    assert speeds[1.0] == pytest.approx(0.5, rel=1e-12)
    assert round(speeds[0.001]) == 19


@pytest.mark.parametrize(
    ("nesterov", "beta", "rule"),
    [
        (
            False,
            1.0,
            r"beta must lie in \(-1, 1\) and eta \* lam in \(0, 2 \+ 2 \* beta\), got beta=1",
        ),
        (
            True,
            -0.5,
            r"beta must lie in \[0, 1\) and eta \* lam in \(0, \(2 \+ 2 \* beta\) / \(1 \+ 2 \* beta\)\)",
        ),
    ],
)
def test_the_rule_that_is_told_is_that_of_the_method(nesterov, beta, rule):
    with pytest.raises(ValueError, match=rule):
        stationary_covariance(beta, 0.1, 1.0, nesterov=nesterov)


def test_without_noise_there_is_no_cloud():
    assert not stationary_covariance(0.9, 0.1, 1.0, variance=0.0).any()
    with pytest.raises(ValueError, match="variance at least 0"):
        stationary_covariance(0.9, 0.1, 1.0, variance=-1.0)
