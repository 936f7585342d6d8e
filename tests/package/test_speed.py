"""What the best momentum gains and costs, and how to choose its parameters, by second routes."""

import itertools
import math

import numpy as np
import pytest
import sympy as sp
import torch
from printed import printed
from scipy import optimize

from momentum.chebyshev import semi_iteration
from momentum.data import airfoil
from momentum.dynamics import best_gradient_descent, best_momentum, iteration_matrix, power
from momentum.quadratic import Quadratic, least_squares
from momentum.training import descend, momentum_step

KAPPAS = (2.0, 25.0, 1000.0)
s, h, sigma, kappa = sp.symbols("s h sigma kappa", positive=True)  # s is the root of beta


def grid(mu: float, L: float, points: int = 401) -> torch.Tensor:
    return torch.linspace(mu, L, points, dtype=torch.float64)


def run(eta: float, beta: float, lam: torch.Tensor, steps: int) -> torch.Tensor:
    """Residual polynomials 0 to `steps` at every eigenvalue, by the loop."""
    step = momentum_step(lambda x: lam * x, eta, beta)
    return descend(step, torch.ones_like(lam), steps).x


def slowest(eta: float, beta: float, lam: torch.Tensor) -> float:
    """Rate over a spectrum, by numerical linear algebra."""
    return float(torch.linalg.eigvals(iteration_matrix(beta, eta, lam)).abs().max())


def cautious(k: float) -> float:
    return ((k - math.sqrt(2 * k - 1)) / (k - 1)) ** 2


# --- what a square root is worth ----------------------------------------------------------------


@pytest.mark.checks("eq-digit", by="numerics")
@pytest.mark.parametrize("k", [30.0, 1000.0])
def test_steps_per_digit_grow_like_kappa_and_its_root(k):
    """The printed steps and their estimates against rates from the eigenvalues of R."""
    for number, best in enumerate((best_gradient_descent(1.0, k), best_momentum(1.0, k))):
        rate = slowest(best.eta, best.beta, grid(1.0, k, 3))
        exact, estimate = printed("eq-digit").values({r"\kappa": k}, number)
        assert rate**exact == pytest.approx(0.1, rel=1e-6)
        assert estimate == pytest.approx(exact, rel=1 / k)


@pytest.mark.parametrize(
    ("n", "gradient", "heavy", "chebyshev"), [(7, 443, 75, 58), (13, 28295, 673, 465)]
)
def test_steps_on_a_spectrum_of_halves(n, gradient, heavy, chebyshev):
    """The counts in the explorable of the spectrum and its still picture, by the loop."""
    lam = 2.0 ** -torch.arange(n, dtype=torch.float64)
    mu, horizon = float(lam[-1]), 4 * heavy
    gd, hb = best_gradient_descent(mu, 1.0), best_momentum(mu, 1.0)
    paths = (
        run(gd.eta, gd.beta, lam, gradient + 100),
        run(hb.eta, hb.beta, lam, horizon),
        semi_iteration(lambda x: lam * x, mu, 1.0, torch.ones_like(lam), horizon),
    )
    last = [int((path.abs().amax(1) >= 1e-6).nonzero().max()) for path in paths]
    assert [t + 1 for t in last] == [gradient, heavy, chebyshev]


def test_series_of_the_logarithm():
    """What the text says about the estimates, by SymPy."""
    series = sp.series(sp.log((1 + h) / (1 - h)), h, 0, 7).removeO()
    assert sp.expand(series - 2 * (h + h**3 / 3 + h**5 / 5)) == 0


@pytest.mark.checks("tab-digit", by="numerics")
@pytest.mark.parametrize("k", [10.0, 100.0, 1000.0, 10_000.0])
def test_table_of_digits(k):
    """Rates from the eigenvalues of R over the spectrum, the largest error from the loop."""
    lam = grid(1.0, k, 2001)
    gd, hb = best_gradient_descent(1.0, k), best_momentum(1.0, k)
    for best in (gd, hb):
        rate = slowest(best.eta, best.beta, lam)
        assert math.log(rate) == pytest.approx(math.log(best.rate), rel=2e-5)
    closed = power(torch.arange(1, 1000), hb.beta, hb.eta, k)[:, 1, 1].abs().max()
    loop = run(hb.eta, hb.beta, lam, 999)[1:].abs().max()
    assert float(closed) == pytest.approx(float(loop), rel=1e-9)


@pytest.mark.checks("eq-kappa-of-beta", by="algebra")
def test_the_plateau_holds_one_condition_number():
    """Ratio of the two double roots of the characteristic polynomial, found by SymPy."""
    polynomial = sigma**2 - (1 + s**2 - h) * sigma + s**2
    low, high = sorted(
        sp.solve(sp.discriminant(polynomial, sigma), h), key=lambda r: r.subs(s, 0.5)
    )
    printed("eq-kappa-of-beta").check({r"\beta": s**2, r"\kappa": sp.cancel(high / low)})
    assert best_momentum(1.0, 1442.0).beta == pytest.approx(0.9, abs=1e-5)


# --- the price of the optimum -------------------------------------------------------------------


@pytest.mark.checks("thm-finite-horizon", "eq-finite-horizon", by="algebra")
def test_finite_horizon_is_two_chebyshev_polynomials():
    """Five symbolic momentum steps from rest against the printed combination of SymPy's U_t."""
    beta, eta, lam = sp.Rational(4, 9), sp.Rational(1, 3), sp.symbols("lambda", positive=True)
    R = sp.Matrix([[beta, lam], [-eta * beta, 1 - eta * lam]])
    x, v = [sp.Integer(5)], sp.Integer(0)
    for _ in range(5):
        v = sp.expand(beta * v + lam * x[-1])
        x.append(sp.expand(x[-1] - eta * v))
    values = {r"\beta": beta, r"\eta": eta, r"\lambda": lam, "x": x.__getitem__}
    values["c"] = R.trace() / (2 * sp.sqrt(R.det()))  # the cosine of the angle of its eigenvalues
    values["U"] = lambda n: lambda at: sp.chebyshevu(n, at) if n >= 0 else sp.Integer(0)
    for t in range(6):
        printed("eq-finite-horizon").check(values | {"t": t})


@pytest.mark.checks("thm-transient", "eq-transient", by="numerics")
@pytest.mark.parametrize("k", KAPPAS)
@pytest.mark.parametrize("scale", [1.0, 0.03])
def test_worst_case_of_the_best_pair(k, scale):
    """The loop over 401 eigenvalues: its largest error, and where it stands."""
    best = best_momentum(scale, scale * k)
    path = run(best.eta, best.beta, grid(scale, scale * k), 60)
    assert torch.allclose(path[:, -1].abs(), path.abs().amax(1), rtol=1e-9)
    rate = slowest(best.eta, best.beta, torch.tensor((1 + k) / 2 * scale, dtype=torch.float64))
    values = {r"\max_{\mu\le\lambda\le L}": torch.max, "x": path.__getitem__, "q": rate}
    for t in range(61):
        printed("eq-transient").check(values | {"t": t})


@pytest.mark.checks("eq-peak", by="numerics")
def test_peak_is_the_root_of_kappa_over_e():
    """Height and place of the peak in a loop of the two-term recursion."""
    k = 1e4
    best = best_momentum(1.0, k)
    before, x, sizes = 1.0, 1 - best.eta * k, [1.0]
    for _ in range(int(2 * math.sqrt(k))):
        sizes.append(abs(x))
        before, x = x, (1 + best.beta - best.eta * k) * x - best.beta * before
    peak = max(sizes)
    values = {r"\max_t": np.max, "q": best.rate, r"\kappa": k, r"\mathrm{e}": math.e}
    exact, estimate = printed("eq-peak").values(values | {"t": np.arange(1000)}, 0)
    assert exact == pytest.approx(peak, rel=1e-9)
    assert estimate == pytest.approx(peak, rel=3 / math.sqrt(k))
    printed("eq-peak").check(values | {"t": sizes.index(peak)}, 1, abs_=2)


def test_ten_steps_deserve_another_pair():
    """The page's grid search against Nelder and Mead."""
    lam = grid(1.0, 25.0, 201)

    def worst(pair):
        return float(run(*pair, lam, 10)[-1].abs().max())

    found = optimize.minimize(worst, (0.1, 0.5), method="Nelder-Mead")
    best = best_momentum(1.0, 25.0)
    assert worst((0.1, 0.51)) == pytest.approx(found.fun, rel=0.03)
    assert worst((best.eta, best.beta)) > 5 * found.fun
    assert found.x[0] < best.eta and found.x[1] > best.beta


@pytest.mark.parametrize("t", range(1, 7))
def test_power_of_a_defective_matrix(t):
    """Exercise: R^t by SymPy at the double root."""
    R = sp.Matrix([[s**2, (1 + s) ** 2], [-(s**2), 1 - (1 + s) ** 2]])
    assert sp.expand((R**t)[1, 1] - (-s) ** t * (1 + t * (1 + s))) == 0
    assert len(R.eigenvects()) == 1 and len(R.eigenvects()[0][2]) == 1


# --- choosing -----------------------------------------------------------------------------------


@pytest.mark.checks("eq-edge", by="numerics")
@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9])
def test_the_edge_measures_the_largest_eigenvalue(beta):
    """Two thousand learning rates at once, on a rotated quadratic: the largest that stays calm."""
    root = torch.randn(4, 4, generator=torch.Generator().manual_seed(2), dtype=torch.float64)
    f = Quadratic(root @ root.T + torch.eye(4).double())
    eta = torch.logspace(-3, 1, 2000, dtype=torch.float64)[:, None]
    x, v = torch.ones(2000, 4).double(), torch.zeros(2000, 4).double()
    for _ in range(800):
        v = beta * v + f.gradient(x)
        x = (x - eta * v).clamp(-1e9, 1e9)
    calm = float(eta[x.norm(dim=1) < 2].max())
    values = {r"\beta": beta, r"\eta_\max": calm, "L": float(f.eigenvalues[-1])}
    printed("eq-edge").check(values, rel=0.01)


@pytest.mark.checks("eq-margin", by="algebra")
def test_the_best_pair_stands_at_the_edge():
    """SymPy: the double roots of the characteristic polynomial, and its root at -1."""
    polynomial = sigma**2 - (1 + s**2 - h) * sigma + s**2
    low, high = sorted(
        sp.solve(sp.discriminant(polynomial, sigma), h), key=lambda r: r.subs(s, 0.5)
    )
    (edge,) = sp.solve(polynomial.subs(sigma, -1), h)
    values = {r"\eta": high, r"\eta_\max": edge, r"\beta": s**2, r"\kappa": high / low}
    printed("eq-margin").check(values)


def test_one_per_mille_beyond_the_best_pair():
    best = best_momentum(1.0, 1000.0)
    assert slowest(best.eta, best.beta, torch.tensor(1000 * 1.0009)) < 1
    assert slowest(best.eta, best.beta, torch.tensor(1000 * 1.0011)) > 1


@pytest.mark.checks("eq-cautious", by="numerics")
@pytest.mark.parametrize("k", [2.0, 25.0, 1000.0])
def test_half_the_edge_has_its_own_best_beta(k):
    """Bounded minimisation of the worst rate over the spectrum, by eigenvalues of R."""
    lam = grid(1.0, k, 51)

    def half(beta):  # of the learning rate that gives L the eigenvalue -1
        def determinant(eta):
            return float(torch.linalg.det(iteration_matrix(beta, eta, k) + torch.eye(2)))

        return optimize.brentq(determinant, 0.0, 5 / k) / 2

    found = optimize.minimize_scalar(
        lambda b: slowest(half(b), b, lam), bounds=(0, 0.9999), options={"xatol": 1e-9}
    )
    values = {r"\beta": found.x, r"\eta": half(found.x), r"\rho": found.fun, r"\kappa": k, "L": k}
    printed("eq-cautious").check(values, 0, 1, rel=1e-5)
    left, closed, estimate = printed("eq-cautious").values(values, 2)
    assert closed == pytest.approx(left, abs=1e-5)
    assert estimate == pytest.approx(closed, abs=1 / k)
    assert found.x == pytest.approx(cautious(k), abs=1e-5)


def test_half_the_edge_costs_the_root_of_two():
    """SymPy: the root meets the rim at mu, and its expansion in 1/sqrt(kappa)."""
    root = (kappa - sp.sqrt(2 * kappa - 1)) / (kappa - 1)
    assert sp.simplify(kappa * (1 - root) ** 2 - (1 + root**2)) == 0
    small = root.subs(kappa, 1 / h**2)
    assert sp.limit((1 - small) / h, h, 0) == sp.sqrt(2)
    assert sp.limit((1 - (1 - h) / (1 + h)) / h, h, 0) == 2  # the best rate: twice over root two


def test_half_the_edge_forgives_and_does_not_grow():
    beta = cautious(1000.0)
    eta = (1 + beta) / 1000
    assert slowest(eta, beta, grid(1.0, 1990.0)) < 1
    t = torch.arange(400.0, dtype=torch.float64)
    steep = run(eta, beta, torch.tensor([1000.0]).double(), 399)[:, 0].abs()
    assert (steep <= beta ** (t / 2) * (1 + 1e-9)).all()


@pytest.mark.checks("eq-read", by="numerics")
@pytest.mark.parametrize(("beta", "eta"), [(0.3, 0.7), (0.8, 0.1)])
def test_eigenvalue_from_a_rate_or_a_period(beta, eta):
    """The printed readings against the eigenvalues of R, real in region 1 and a pair in region 2."""
    rim = (1 - math.sqrt(beta)) ** 2
    for number, h in ((0, 0.4 * rim), (0, 0.9 * rim), (1, 1.2 * rim), (1, 1 + beta)):
        sigma = max(np.linalg.eigvals(iteration_matrix(beta, eta, h / eta).numpy()), key=np.imag)
        if number == 0:
            sigma = max(np.linalg.eigvals(iteration_matrix(beta, eta, h / eta).numpy()))
        values = {r"\beta": beta, r"\eta": eta, r"\lambda": h / eta, r"\rho": sigma}
        values["P"] = 2 * math.pi / np.angle(sigma) if number else None
        printed("eq-read").check(values, number)


@pytest.mark.checks("tab-reading", by="numerics")
@pytest.mark.parametrize("beta", [0.3, 0.8])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_what_one_sees_in_each_region(beta, share):
    """Signs, shrinking and period of simulated coordinates, one in each region."""
    root = math.sqrt(beta)
    ends = [0.0, (1 - root) ** 2, (1 + root) ** 2, 2 + 2 * beta, 6.0]
    inside = [low + share * (high - low) for low, high in itertools.pairwise(ends)]

    def seen(u, steps):
        return run(1.0, beta, torch.tensor([u]).double(), steps)[:, 0]

    creeping, flipping = (seen(inside[n], 200) for n in (0, 2))
    rho = float(creeping[-1] / creeping[-2])
    assert rho > root and (creeping[1:] > 0).all()
    values = {r"\beta": beta, r"\eta": 1.0, r"\rho": rho}
    printed("eq-read").check(values | {r"\lambda": inside[0]}, 0, rel=1e-6)
    assert (flipping[2:] * flipping[1:-1] < 0).all()
    assert (flipping[-1] / flipping[-2]).abs() > root
    assert seen(inside[3], 200).abs().max() > 1e3

    swinging = seen(inside[1], 1000)
    scaled = swinging / root ** torch.arange(1001.0, dtype=torch.float64)
    flips = torch.nonzero(scaled[1:] * scaled[:-1] < 0)[:, 0]
    period = 2 * float(flips[-1] - flips[0]) / (len(flips) - 1)
    printed("eq-read").check(values | {r"\lambda": inside[1], "P": period}, 1, rel=0.02)
    assert scaled[500:].abs().max() == pytest.approx(float(scaled[10:500].abs().max()), rel=0.02)


def quadratic_airfoil() -> tuple[torch.Tensor, torch.Tensor, Quadratic]:
    x, y = airfoil(torch.float64)
    i, j = torch.triu_indices(5, 5)
    design = torch.cat([torch.ones(len(x), 1), x, x[:, i] * x[:, j]], dim=1)
    return design, y, least_squares(design, y)


@pytest.mark.checks("tab-choice", by="library")
def test_the_trial_with_torch():
    """torch.optim.SGD on the data counts the steps that closed powers of R predict."""
    design, y, f = quadratic_airfoil()
    mu, L = float(f.eigenvalues[0]), float(f.eigenvalues[-1])
    beta, best = cautious(L / mu), best_momentum(mu, L)
    start = torch.zeros(21, dtype=torch.float64)
    energy = f.eigenvalues * f.to_eigenbasis(start) ** 2

    def by_torch(eta, beta, steps):
        w = torch.nn.Parameter(start.clone())
        optimizer = torch.optim.SGD([w], lr=eta, momentum=beta)
        losses = []
        for _ in range(steps + 1):
            optimizer.zero_grad()
            loss = 0.5 * (design @ w - y[:, 0]).square().mean()
            loss.backward()
            losses.append(loss.item())
            optimizer.step()
        excess = torch.tensor(losses, dtype=torch.float64) - f.minimum
        return excess / excess[0]

    needed, peaks = {}, {}
    for name, eta, b in (
        ("first", 1.9 / L, 0.9),
        ("cautious", (1 + beta) / L, beta),
        ("best", best.eta, best.beta),
        ("nearer", 0.95 * 3.8 / L, 0.9),
    ):
        excess = by_torch(eta, b, 400)
        closed = power(torch.arange(401)[:, None], b, eta, f.eigenvalues)[..., 1, 1]
        closed = (closed**2 @ energy) / energy.sum()
        assert torch.allclose(excess, closed, rtol=1e-3, atol=1e-9)
        needed[name] = int((excess >= 1e-6).nonzero().max()) + 1
        peaks[name] = float(excess.max())
    assert peaks["best"] > 10
    assert peaks["first"] <= 1 and peaks["cautious"] <= 1
    assert needed["nearer"] < needed["cautious"] < needed["best"] < needed["first"] < 400
    assert slowest(best.eta / 0.97, best.beta, f.eigenvalues) > 1  # L three per cent too small


def test_restarts_help_a_beta_that_is_too_large():
    f = quadratic_airfoil()[2]
    plain = momentum_step(f.gradient, 1.99 / float(f.eigenvalues[-1]), 0.99)

    def restarted(w, v):
        new = plain(w, v)
        return plain(w, torch.zeros_like(v)) if f.value(new[0]) > f.value(w) else new

    def needed(step):
        excess = f.value(descend(step, torch.zeros(21).double(), 3000).x) - f.minimum
        return int((excess >= 1e-6 * excess[0]).nonzero().max()) + 1

    assert needed(restarted) < needed(plain)
