"""Nesterov's momentum: its forms, its friction, its border and its best constants."""

import math

import pytest
import sympy as sp
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from printed import printed
from scipy.optimize import minimize

from momentum import dynamics, nesterov
from momentum.averages import gain, mean_lag
from momentum.dynamics import Regime
from momentum.optim import SGD
from momentum.quadratic import RAVINE
from momentum.training import descend, momentum_step

BETA = st.floats(0.01, 0.99)
ETA = st.floats(0.001, 0.5)
START = torch.tensor([-5.0, -2.0, 0.5], dtype=torch.float64)


def bend(x):
    """Gradient of sum(i * log cosh x_i + 0.1 x_i**2): convex, not quadratic."""
    return torch.arange(1, 1 + len(x)) * torch.tanh(x) + 0.2 * x


def by_library(gradient, start, rates, betas, optimizer=torch.optim.SGD):
    """Parameters and velocities after every step of an optimiser with Nesterov switched on."""
    p = start.clone().requires_grad_()
    solver = optimizer([p], lr=0.1, momentum=0.5, nesterov=True)
    points, velocities = [start], [torch.zeros_like(start)]
    for t, (eta, beta) in enumerate(zip(rates, betas, strict=True)):
        solver.param_groups[0].update(lr=eta, momentum=beta)
        p.grad = gradient(p.detach()) if callable(gradient) else gradient[t]
        solver.step()
        points.append(p.detach().clone())
        velocities.append(solver.state[p]["momentum_buffer"].clone())
    return torch.stack(points), torch.stack(velocities)


def look_ahead(gradient, x, v, eta, beta):
    """One step of Nesterov's momentum as its definition says, with a gradient ahead."""
    v = beta * v + gradient(x - eta * beta * v)
    return x - eta * v, v


def radius(beta, h):
    """Spectral radius by linear algebra, of the matrix that torch's optimiser itself applies."""
    beta, h = torch.broadcast_tensors(*(torch.as_tensor(n, dtype=torch.float64) for n in (beta, h)))
    images = []
    for v, y in ((1.0, 0.0), (0.0, 1.0)):
        g = h * y  # the eigenvalue is h, the learning rate 1
        v = beta * v + g
        images.append(torch.stack([v, y - (g + beta * v)], -1))
    return torch.linalg.eigvals(torch.stack(images, -1)).abs().amax(-1)


# -- The forms -------------------------------------------------------------------------------------


@pytest.mark.checks(
    "eq-look-ahead",
    "eq-sutskever",
    "eq-nesterov-xy",
    "eq-nesterov-stored",
    "eq-look-ahead-point",
    by="library",
)
def test_torch_goes_by_every_printed_form():
    """All printed lines against torch.optim.SGD: its points y, its velocities, and the points x.

    These are one gradient step after y, or one jump before it, whichever a form does not say itself.
    """
    eta, beta = 0.1, 0.8
    y, v = by_library(bend, START, [eta] * 8, [beta] * 8)
    after = [START, *(point - eta * bend(point) for point in y[:-1])]
    before = y + eta * beta * v
    values = {r"\eta": eta, r"\beta": beta, r"\nabla": lambda slope: slope, "f": bend}
    values |= {r"\mathbf{y}": y.__getitem__, r"\v": v.__getitem__, r"\x": after.__getitem__}
    values |= {r"\boldsymbol{\theta}": after.__getitem__, r"\mathbf{d}": (-eta * v).__getitem__}
    for t in range(1, 9):
        for label in ("eq-look-ahead", "eq-sutskever", "eq-nesterov-stored", "eq-look-ahead-point"):
            printed(label).check(values | {"t": t})
        printed("eq-nesterov-xy").check(values | {"t": t, r"\x": before.__getitem__})


@pytest.mark.checks("thm-nesterov-forms", by="algebra")
def test_four_forms_are_one_path_by_sympy():
    """Three steps of all four forms agree as polynomials for a nonlinear gradient."""
    eta, beta, start, a, c = sp.symbols("eta beta start a c")

    def g(y):
        return a * y + c * y**2

    x, v = start, sp.Integer(0)
    theta, d = start, sp.Integer(0)
    x_xy, y_xy = start, start
    v_st, y_st = sp.Integer(0), start
    for _ in range(3):
        ahead = x - eta * beta * v
        v = sp.expand(beta * v + g(ahead))
        x = sp.expand(x - eta * v)
        d = sp.expand(beta * d - eta * g(theta + beta * d))
        theta = sp.expand(theta + d)
        before, x_xy = x_xy, sp.expand(y_xy - eta * g(y_xy))
        slope, y_xy = g(y_st), sp.expand(x_xy + beta * (x_xy - before))
        v_st = sp.expand(beta * v_st + slope)
        y_st = sp.expand(y_st - eta * (slope + beta * v_st))
        assert x == theta == x_xy
        assert sp.expand(d + eta * v) == 0
        assert v == v_st
        assert y_xy == y_st == sp.expand(x - eta * beta * v) == sp.expand(theta + beta * d)


@pytest.mark.checks("thm-nesterov-forms", by="library")
@settings(max_examples=25)
@given(eta=ETA, beta=BETA)
def test_torch_stores_the_look_ahead_points(eta, beta):
    """torch.optim.SGD against a loop that takes its gradients ahead, on a function not quadratic."""
    points, velocities = by_library(bend, START, [eta] * 12, [beta] * 12)
    walk = descend(lambda x, v: look_ahead(bend, x, v, eta, beta), START, 12)
    close = {"rtol": 1e-9, "atol": 1e-12}
    assert torch.allclose(points, walk.x - eta * beta * walk.v, **close)
    assert torch.allclose(points + eta * beta * velocities, walk.x, **close)
    gradients = torch.stack([bend(y) for y in points[:-1]])
    assert torch.allclose(walk.x[1:], points[:-1] - eta * gradients, **close)  # one gradient step


@settings(max_examples=25)
@given(eta=ETA, beta=BETA)
def test_the_packages_two_implementations_follow_torch(eta, beta):
    points, velocities = by_library(bend, START, [eta] * 12, [beta] * 12)
    ours, _ = by_library(bend, START, [eta] * 12, [beta] * 12, SGD)
    trace = descend(momentum_step(bend, eta, beta, nesterov=True), START, 12)
    assert torch.equal(ours, points)
    assert torch.allclose(trace.x, points, rtol=1e-9, atol=1e-12)
    assert torch.allclose(trace.v, velocities, rtol=1e-9, atol=1e-12)


@pytest.mark.checks("eq-first-step", by="library")
@pytest.mark.parametrize(("eta", "beta"), [(0.1, 0.9), (0.5, 0.3)])
def test_first_step_from_rest(eta, beta):
    """The printed move against the first one of torch.optim.SGD."""
    points, _ = by_library(bend, START, [eta], [beta])
    values = {r"\eta": eta, r"\beta": beta, r"\g_1": bend(START)}
    printed("eq-first-step").check(values | {r"\mathbf{y}": points.__getitem__})


@pytest.mark.checks("eq-nesterov-weights", by="library")
@pytest.mark.parametrize("beta", [0.3, 0.9])
def test_two_instalments_at_once(beta):
    """The printed direction against moves of torch.optim.SGD, and the sums of its weights.

    The weights are its moves after a single gradient of 1; those of the gradients that hide behind
    the dots are put in from there.
    """
    steps = 400
    pulse = [torch.tensor([float(t == 0)], dtype=torch.float64) for t in range(steps)]
    points, _ = by_library(pulse, torch.zeros(1).double(), [1.0] * steps, [beta] * steps)
    weights = -points.diff(dim=0).squeeze()
    age = torch.arange(steps, dtype=torch.float64)
    g = START.cos().repeat(3)[:, None]  # gradients at 1, 2, … that have nothing to do with a path
    points, velocities = by_library(g, torch.zeros(1).double(), [1.0] * 9, [beta] * 9)
    for t in range(3, 10):
        rest = sum(weights[k] * g[t - 1 - k] for k in range(3, t))
        values = {r"\beta": beta, "t": t, r"\cdots": rest}
        values |= {r"\g": lambda i: g[i - 1], r"\v": velocities.__getitem__}
        printed("eq-nesterov-weights").check(values)
        direction, _ = printed("eq-nesterov-weights").values(values)
        assert torch.allclose(direction, points[t - 1] - points[t], rtol=1e-12)
    assert float(weights.sum()) == pytest.approx(gain(beta))
    lag = float((age * weights).sum() / weights.sum())
    assert lag == pytest.approx(beta**2 / (1 - beta))
    assert lag == pytest.approx(mean_lag(beta) - beta)
    flips = float(((-1) ** age * weights).sum())
    assert flips == pytest.approx((1 + 2 * beta) / (1 + beta))


@pytest.mark.checks("eq-rate-jump", by="library")
@pytest.mark.parametrize("new", [0.01, 0.2])
def test_a_change_of_rate_makes_the_point_jump(new):
    """The printed x' is where torch.optim.SGD comes from after a change of rate, and x is not.

    It is found from torch's next step, one gradient step after y and one move back; and look-ahead
    from there stays with torch.
    """
    old, beta, t = 0.1, 0.9, 7
    points, velocities = by_library(bend, START, [old] * t + [new] * t, [beta] * 2 * t)
    y = points[t]
    walk = descend(lambda x, v: look_ahead(bend, x, v, old, beta), START, t)
    x, v = walk.x[-1], walk.v[-1]

    def apart(start):
        after = [(start, v)]
        for _ in range(t):
            after.append(look_ahead(bend, *after[-1], new, beta))
        seen = torch.stack([x - new * beta * v for x, v in after[1:]])
        return float((seen - points[t + 1 :]).abs().max())

    origin = y - new * bend(y) + new * velocities[t + 1]
    values = {r"\eta": old, r"\eta'": new, r"\beta": beta, r"\mathbf{y}_t": y, r"\v_t": v}
    printed("eq-rate-jump").check(values | {r"\x_t": x, r"\x'_t": origin})
    assert apart(origin) < 1e-12
    assert apart(x) > 0.01


def test_across_a_change_of_rate_the_displacement_departs_further():
    gradient, beta, old, new = RAVINE.gradient, 0.9, 0.1, 0.01
    rates = [old] * 10 + [new] * 10
    y, _ = by_library(gradient, START[:2], rates, [beta] * 20)
    x = theta = START[:2]
    v = d = torch.zeros_like(x)
    apart = []
    for t, eta in enumerate(rates, 1):
        x, v = look_ahead(gradient, x, v, eta, beta)
        d = beta * d - eta * gradient(theta + beta * d)
        theta = theta + d
        apart.append(torch.stack([x - eta * beta * v, theta + beta * d]) - y[t])
    distance = torch.stack(apart).norm(dim=-1)  # of the look-ahead form, of Sutskever's
    assert float(distance[:10].max()) < 1e-14
    assert bool((distance[12:, 1] > 2 * distance[12:, 0]).all())
    assert bool((distance[10:] > 0.1).all())


def test_a_changing_coefficient_must_be_known_one_step_ahead():
    """The stored form follows the look-ahead points with the next coefficient; torch has the present one."""
    eta, betas = 0.1, [0.5, 0.7, 0.9, 0.6, 0.8, 0.3]
    x, v, ahead = START, torch.zeros_like(START), []
    for beta in betas:
        ahead.append(x - eta * beta * v)
        x, v = look_ahead(bend, x, v, eta, beta)
    y, w = START, torch.zeros_like(START)
    for i, (beta, following) in enumerate(zip(betas, [*betas[1:], 0.0], strict=True)):
        assert torch.allclose(y, ahead[i], rtol=1e-12)
        g = bend(y)
        w = beta * w + g
        y = y - eta * (g + following * w)
    points, _ = by_library(bend, START, [eta] * 6, betas)
    assert float((points[5] - ahead[5]).abs().max()) > 0.01


# -- One parabola ----------------------------------------------------------------------------------


@pytest.mark.checks(
    "thm-nesterov-friction",
    "eq-friction",
    "eq-nesterov-matrix",
    "eq-nesterov-polynomial",
    by="decided",
)
def test_looking_ahead_is_friction_by_sympy():
    """Steps of both forms on a parabola, against the printed ones, and their matrices."""
    beta, eta, lam, s, v, x, y = sp.symbols("beta eta lambda s v x y")
    u = eta * lam
    v_next = beta * v + lam * (x - eta * beta * v)
    x_next = x - eta * v_next
    walking = sp.Matrix([v_next, x_next]).jacobian([v, x])
    v_new = beta * v + lam * y
    y_new = y - eta * (lam * y + beta * v_new)
    stored = sp.Matrix([v_new, y_new]).jacobian([v, y])
    symbols = {r"\beta": beta, r"\eta": eta, r"\lambda": lam, "u": u, r"\sigma": s}
    moves = {"t": 1, "v": [v, v_next].__getitem__, "x": [x, x_next].__getitem__}
    printed("eq-friction").check(symbols | moves)
    # the momentum method of eq-matrix with another coefficient
    b = beta * (1 - u)
    assert sp.expand(walking - sp.Matrix([[b, lam], [-eta * b, 1 - u]])) == sp.zeros(2)
    step = {"v_t": v, "y_t": y, "v_{t+1}": v_new, "y_{t+1}": y_new, r"\mathbf{N}": stored}
    printed("eq-nesterov-matrix").check(symbols | step, 0)
    made = sp.Lambda((beta, eta, lam), stored)
    printed("eq-nesterov-matrix").check(symbols | {r"\mathbf{N}": lambda *given: made(*given)}, 1)
    change = sp.Matrix([[1, 0], [-eta * beta, 1]])  # (v, x) to (v, y)
    assert sp.simplify(change * walking * change.inv() - stored) == sp.zeros(2)
    polynomial, zero = printed("eq-nesterov-polynomial").values(symbols)
    assert sp.expand(stored.charpoly(s).as_expr() - polynomial) == zero == 0
    factored = (1 - u) * ((1 - beta) ** 2 - (1 + beta) ** 2 * u)
    assert sp.expand(sp.discriminant(polynomial, s) - factored) == 0


@given(eta=ETA, beta=BETA, lam=st.floats(0.1, 5))
def test_matrix_makes_one_step(eta, beta, lam):
    step = momentum_step(lambda y: lam * y, eta, beta, nesterov=True)
    y, v = step(torch.tensor([0.7]).double(), torch.tensor([-1.3]).double())
    column = nesterov.iteration_matrix(beta, eta, lam) @ torch.tensor([-1.3, 0.7]).double()
    assert torch.allclose(column, torch.cat([v, y]), rtol=1e-5)


@pytest.mark.checks("eq-nesterov-radius", by="numerics")
def test_radius_as_printed_and_by_linear_algebra():
    """The package against eigenvalues of 100,000 matrices, and the printed cases against 300."""
    generator = torch.Generator().manual_seed(0)
    beta, u = torch.rand(2, 100_000, generator=generator, dtype=torch.float64)
    u = 3 * u
    truth = radius(beta, u)  # double roots are known to half the digits
    assert float((nesterov.spectral_radius(beta, u) - truth).abs().max()) < 1e-7
    for b, h, largest in torch.stack([beta, u, truth], 1)[:300].tolist():
        values = {r"\beta": b, "u": h, r"\rho": largest}
        printed("eq-nesterov-radius").check(values, rel=1e-6)


@pytest.mark.checks("thm-nesterov-stability", "eq-nesterov-stability", by="numerics")
def test_stability_is_exactly_a_radius_below_one():
    """The package against eigenvalues of 200,000 matrices, the printed condition against 2,000."""
    generator = torch.Generator().manual_seed(1)
    beta, u = torch.rand(2, 200_000, generator=generator, dtype=torch.float64)
    u = 4 * u - 1
    inside = radius(beta, u) < 1
    assert torch.equal(nesterov.is_stable(beta, u), inside)
    (condition,) = printed("eq-nesterov-stability").relations
    for b, h, stable in zip(*(n[:2000].tolist() for n in (beta, u, inside)), strict=True):
        assert condition.holds({r"\beta": b, r"\eta": 1.0, r"\lambda": h}) == stable
    printed("eq-nesterov-stability").check({r"\beta": 0.5, r"\eta": 3.0, r"\lambda": 0.49})
    wide = 4 * beta - 2  # coefficients that nobody uses: the package is right there too
    assert torch.equal(nesterov.is_stable(wide, u), radius(wide, u) < 1)


@pytest.mark.checks("thm-nesterov-stability", by="library")
@pytest.mark.parametrize("beta", [0.1, 0.5, 0.9])
def test_torch_changes_its_mind_at_the_border(beta):
    """torch.optim.SGD run just inside and just outside the printed limit: it shrinks, it grows."""
    limit = 2 * (1 + beta) / (1 + 2 * beta)
    assert limit < 2 < 2 + 2 * beta
    for share, converges in ((0.99, True), (1.01, False)):
        h = share * limit
        points, _ = by_library(
            lambda y, h=h: h * y, torch.ones(1).double(), [1.0] * 3000, [beta] * 3000
        )
        assert (float(points[-1].abs()) < 1e-6) == converges


def test_switching_nesterov_on_can_make_a_good_run_diverge():
    start = START[:2]

    def end(beta, ahead):
        step = momentum_step(RAVINE.gradient, 0.45, beta, nesterov=ahead)
        return float(RAVINE.value(descend(step, start, 100).x[-1]))

    assert end(0.0, False) < 1e-2
    assert end(0.9, False) < 1
    assert end(0.9, True) > 1e10


@given(beta=st.floats(0.05, 0.95), h=st.floats(0.01, 2.2))
def test_regimes_describe_the_eigenvalues(beta, h):
    """By linear algebra, which cannot tell within rounding of a double root or of the border."""
    roots = torch.linalg.eigvals(nesterov.iteration_matrix(beta, h, 1.0))
    largest = float(roots.abs().max())
    assume(float((roots[0] - roots[1]).abs()) > 1e-6)
    assume(abs(largest - 1) > 1e-8)
    if largest > 1:
        expected = Regime.DIVERGENT
    elif bool((roots.imag != 0).any()):
        expected = Regime.UNDERDAMPED
    else:
        expected = Regime.OVERDAMPED if bool((roots.real > 0).all()) else Regime.ALTERNATING
    assert nesterov.regime(beta, h) is expected
    if expected is Regime.ALTERNATING:  # not both negative, as with the momentum method
        low, high = sorted(roots.real.tolist())
        assert low < 0 < high < -low


@pytest.mark.parametrize(
    ("beta", "h", "name"),
    [
        (0.5, 1 / 9, Regime.CRITICALLY_DAMPED),
        (0.5, 1.0, Regime.CRITICALLY_DAMPED),
        (0.5, 1.5, Regime.MARGINAL),
        (0.0, 0.5, Regime.OVERDAMPED),
        (0.0, 1.5, Regime.ALTERNATING),
    ],
)
def test_regimes_on_the_borders(beta, h, name):
    assert nesterov.regime(beta, h) is name


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9, 0.999])
def test_with_u_one_two_steps_reach_the_minimum(beta):
    trace = descend(momentum_step(lambda y: 4 * y, 0.25, beta, nesterov=True), START, 3)
    assert float(trace.x[2].abs().max()) < 1e-14
    assert float(nesterov.spectral_radius(beta, 1.0)) == 0


def test_even_beta_one_converges_by_friction_alone():
    h = torch.linspace(0.01, 1.5, 150, dtype=torch.float64)
    assert torch.equal(radius(1.0, h) < 1, h < 4 / 3)
    assert torch.equal(nesterov.is_stable(1.0, h), h < 4 / 3)
    assert not bool(dynamics.is_stable(1.0, h).any())


@pytest.mark.checks("eq-equal-pair", by="numerics")
def test_where_switching_nesterov_on_helps():
    """The printed range of u, against which of two radii found by linear algebra is smaller."""
    generator = torch.Generator().manual_seed(2)
    beta, u = 0.001 + 0.998 * torch.rand(2, 2000, generator=generator, dtype=torch.float64)
    u = 4 * u
    heavy = torch.linalg.eigvals(dynamics.iteration_matrix(beta, 1.0, u)).abs().amax(-1)
    ours = radius(beta, u)
    clear = (ours - heavy).abs() > 1e-7
    assert bool(clear.float().mean() > 0.99)
    (helps,) = printed("eq-equal-pair").relations
    for b, h, better in zip(*(n[clear].tolist() for n in (beta, u, ours < heavy)), strict=True):
        assert helps.holds({r"\beta": b, "u": h}) == better
    printed("eq-equal-pair").check({r"\beta": 0.5, "u": 1.0})


# -- The best constants ----------------------------------------------------------------------------


@pytest.mark.checks("thm-nesterov-best", "eq-nesterov-best", by="numerics")
@pytest.mark.parametrize(("mu", "L"), [(0.2, 4.0), (1.0, 2.0), (1.0, 25.0), (0.5, 500.0)])
def test_best_constants_are_where_a_search_ends(mu, L):
    """Nelder and Mead's search over pairs, with radii by linear algebra over the whole spectrum."""
    spectrum = torch.linspace(mu, L, 101, dtype=torch.float64)

    def worst(pair):
        eta, beta = (float(n) for n in pair)
        if eta <= 0 or not 0 <= beta < 1:
            return 10.0
        return float(radius(beta, eta * spectrum).max())

    starts = [(1 / L, 0.5), (1.5 / L, 0.1), (0.5 / L, 0.9)]
    options = {"xatol": 1e-10, "fatol": 1e-12, "maxiter": 600}
    found = min(
        (minimize(worst, s, method="Nelder-Mead", options=options) for s in starts),
        key=lambda result: result.fun,
    )
    kappa = L / mu
    values = {r"\mu": mu, "L": L, r"\kappa": kappa}
    values |= {r"\eta": found.x[0], r"\beta": found.x[1], r"\rho": found.fun}
    printed("eq-nesterov-best").check(values, rel=1e-3)
    eta, beta, rate = (printed("eq-nesterov-best").values(values, k)[1] for k in range(3))
    assert tuple(nesterov.best(mu, L)) == pytest.approx((eta, beta, rate))
    assert worst((eta, beta)) == pytest.approx(rate, abs=1e-7)
    assert found.fun > rate - 1e-7


@pytest.mark.checks("thm-nesterov-best", by="algebra")
def test_steps_of_the_optimality_proof_by_sympy():
    """Every identity of the proof that the constants are best, expanded by SymPy."""
    s, r, beta, u, sigma = sp.symbols("s r beta u sigma", positive=True)
    p = sigma**2 - (1 - u) * ((1 + beta) * sigma - beta)
    kappa = (s**2 - 1) / 3
    pair = (s - 2) / (s + 2)
    flat, steep = 4 / (3 * kappa + 1), 4 * kappa / (3 * kappa + 1)
    assert sp.simplify(flat - ((1 - pair) / (1 + pair)) ** 2) == 0
    assert sp.simplify(pair * (1 - flat) - (1 - 2 / s) ** 2) == 0
    assert sp.simplify(p.subs({sigma: -(1 - 2 / s), u: steep, beta: pair})) == 0
    # the bounds of a and b, at beta* and in general
    best = r / (2 - r)
    a, b = r**2 / (r - beta * (1 - r)), r**2 / (r + beta * (1 + r))
    limit = (3 + 2 * r - r**2) / (3 * (1 - r) ** 2)
    assert sp.simplify(a.subs(beta, best) - r * (2 - r)) == 0
    assert sp.simplify(b.subs(beta, best) - r * (2 - r) / 3) == 0
    assert sp.simplify((1 + r * (2 - r) / 3) / (1 - r * (2 - r)) - limit) == 0
    denominator = (r - beta) * (r + beta + r * beta)
    right = (1 + r) / (1 - r) * (1 + 2 * r * beta**2 / denominator)
    assert sp.simplify((1 + b) / (1 - a) - right) == 0
    assert sp.simplify(right.subs(beta, best) - limit) == 0
    assert sp.expand(denominator - (r**2 + r**2 * beta - (1 + r) * beta**2)) == 0
    assert sp.simplify(3 * limit + 1 - 4 / (1 - r) ** 2) == 0


@pytest.mark.checks("tab-nesterov-best", by="numerics")
@pytest.mark.parametrize("kappa", [1.5, 20.0, 1000.0])
def test_every_row_of_the_table(kappa):
    """The printed rates against the largest radius over the spectrum, by linear algebra."""
    mu, L, root = 1.0, kappa, math.sqrt(kappa)
    s = math.sqrt(3 * kappa + 1)
    spectrum = torch.linspace(mu, L, 1001, dtype=torch.float64)
    rows = {
        "gd": (2 / (L + mu), 0.0, (kappa - 1) / (kappa + 1)),
        "usual": (1 / L, (root - 1) / (root + 1), 1 - 1 / root),
        "best": (4 / (3 * L + mu), (s - 2) / (s + 2), 1 - 2 / s),
        "hb": (4 / (math.sqrt(L) + 1) ** 2, ((root - 1) / (root + 1)) ** 2, 1 - 2 / (root + 1)),
    }
    for name, (eta, beta, rate) in rows.items():
        if name == "hb":
            matrix = dynamics.iteration_matrix(beta, eta, spectrum)
            found = torch.linalg.eigvals(matrix).abs().amax(-1)
        else:
            found = radius(beta, eta * spectrum)
        assert float(found.max()) == pytest.approx(rate, abs=1e-6)
        if name != "gd":
            assert rate == pytest.approx(1 - math.sqrt(eta * mu))  # critical damping at the end


def test_steps_for_one_digit_are_as_two_to_root_three_to_one():
    usual, best, heavy = (
        -1 / math.log(rate)
        for rate in (
            1 - 1e-4,
            nesterov.best(1.0, 1e8).rate,
            dynamics.best_momentum(1.0, 1e8).rate,
        )
    )
    assert (usual / heavy, best / heavy) == pytest.approx((2, math.sqrt(3)), rel=1e-3)


def test_in_the_short_run_the_order_is_the_reverse():
    mu, L = RAVINE.eigenvalues.tolist()
    root = math.sqrt(L / mu)
    best, heavy = nesterov.best(mu, L), dynamics.best_momentum(mu, L)

    def heights(eta, beta, ahead):
        step = momentum_step(RAVINE.gradient, eta, beta, nesterov=ahead)
        return RAVINE.value(descend(step, START[:2], 20).x)

    usual = heights(1 / L, (root - 1) / (root + 1), True)
    green, orange = heights(best.eta, best.beta, True), heights(heavy.eta, heavy.beta, False)
    assert orange[2] > orange[0] > green[2] > usual[2]
    assert orange[20] < green[20] < usual[20]


# -- Beyond quadratics -----------------------------------------------------------------------------


@pytest.mark.parametrize("kappa", [10.0, 300.0])
def test_guarantee_on_strongly_convex_functions(kappa):
    """f(x_t) - f* <= (1 - 1/sqrt(kappa))**t (f(x_0) - f* + mu/2 |x_0|**2), on a bend, not a parabola."""
    mu, L, root = 1.0, kappa, math.sqrt(kappa)

    def f(x):
        return 0.5 * mu * x**2 + (L - mu) * (
            x.abs() - math.log(2) + torch.log1p((-2 * x.abs()).exp())
        )

    def g(x):
        return mu * x + (L - mu) * torch.tanh(x)

    start = torch.tensor([[0.1], [1.0], [5.0], [40.0]], dtype=torch.float64)
    eta, beta = 1 / L, (root - 1) / (root + 1)
    walk = descend(lambda x, v: look_ahead(g, x, v, eta, beta), start, 60)
    t = torch.arange(61)[:, None, None]
    bound = (1 - 1 / root) ** t * (f(start) + 0.5 * mu * start**2)
    assert bool((f(walk.x) <= bound * (1 + 1e-12) + 1e-12).all())


@pytest.mark.parametrize("power", [2, 4])
def test_guarantee_on_merely_convex_functions(power):
    """f(x_t) - f* <= 2 L |x_0 - x*|**2 / (t + 1)**2 with beta_t = (t - 1)/(t + 2)."""
    scale = torch.logspace(0, -4, 30, dtype=torch.float64)  # curvatures down to nearly nothing
    x = y = torch.ones(30, dtype=torch.float64)
    L = float(scale.max()) * (power - 1)  # inside the unit cube, where the path stays

    def f(x):
        return float((scale * x.abs() ** power).sum() / power)

    for t in range(1, 400):
        before, x = x, y - scale * y.abs() ** (power - 2) * y / L
        y = x + (t - 1) / (t + 2) * (x - before)
        assert float(y.abs().max()) <= 1
        assert f(x) <= 2 * L * 30 / (t + 1) ** 2


def test_bad_arguments_are_named():
    with pytest.raises(ValueError, match=r"mu must lie in \(0, inf\), got 0"):
        nesterov.best(0, 1)
    with pytest.raises(ValueError, match=r"L must lie in \[mu, inf\), got L = 1"):
        nesterov.best(2, 1)
    with pytest.raises(ValueError, match=r"beta must lie in \[0, 1\), got 1.0"):
        nesterov.regime(1.0, 0.5)
    with pytest.raises(ValueError, match=r"h must lie in \(0, inf\), got 0.0"):
        nesterov.regime(0.5, 0.0)
