"""Functions that are no quadratics: the cycle, saddles, the equation of motion, small networks."""

import math
from collections import deque
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
import sympy as sp
import torch
from printed import printed
from scipy.integrate import solve_ivp
from torch import nn
from torch.nn.functional import cross_entropy

from momentum.data import digits
from momentum.dynamics import best_momentum, spectral_radius
from momentum.landscapes import BEALE, LESSARD, ROSENBROCK, SADDLE, TWIN_WELLS, WELLS, Landscape
from momentum.networks import METHODS, contest, fit_networks, tune
from momentum.training import descend, momentum_step

CYCLE = [Fraction(792, 1225), Fraction(-2208, 1225), Fraction(2592, 1225)]
LANDSCAPES = {
    "lessard": LESSARD, "rosenbrock": ROSENBROCK, "beale": BEALE, "saddle": SADDLE, "wells": WELLS,
    "twin wells": TWIN_WELLS,
}  # fmt: skip


def slope(x):
    """Return the slope of the printed function, exactly."""
    return 25 * x if x < 1 else x + 24 if x < 2 else 25 * x - 24


def two_point(gradient, eta, beta, before, now, steps):
    """Polyak's form in plain numbers, the independent route to `descend`."""
    path = [now]
    for _ in range(steps):
        before, now = now, now - eta * gradient(now) + beta * (now - before)
        path.append(now)
    return path


# -- Landscapes ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LANDSCAPES)
def test_gradients_are_those_that_autograd_finds(name):
    f = LANDSCAPES[name]
    x = torch.empty(200, f.n, dtype=torch.float64)
    x = x.uniform_(-3, 3, generator=torch.Generator().manual_seed(0)).requires_grad_()
    (expected,) = torch.autograd.grad(f.value(x).sum(), x)
    assert f.value(x).shape == (200,)
    assert torch.allclose(f.gradient(x.detach()), expected, rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize(("f", "point"), [(ROSENBROCK, (1.0, 1.0)), (BEALE, (3.0, 0.5))])
def test_minimisers_are_where_the_books_put_them(f, point):
    x = torch.tensor(point, dtype=torch.float64)
    assert float(f.value(x)) == pytest.approx(0, abs=1e-12)
    assert bool((torch.linalg.eigvalsh(torch.autograd.functional.hessian(f.value, x)) > 0).all())


def test_the_twin_wells_lie_on_both_sides_of_the_saddle():
    """SymPy finds where the slope of the printed formula vanishes, and what the curvature is there."""
    x1, x2 = sp.symbols("x1 x2", real=True)
    f = (x1**2 - x2**2) / 2 + x2**4 / 4
    found = {}
    for point in sp.solve([f.diff(x1), f.diff(x2)], [x1, x2]):
        at = dict(zip((x1, x2), point, strict=True))
        value = TWIN_WELLS.value(torch.tensor([float(p) for p in point], dtype=torch.float64))
        assert float(value) == float(f.subs(at))
        found[point] = f.subs(at), *(f.diff(x, 2).subs(at) for x in (x1, x2))
    well = sp.Rational(-1, 4), 1, 2
    assert found == {(0, -1): well, (0, 0): (0, 1, -1), (0, 1): well}


def test_nesterov_arrives_in_the_bent_valley_and_cannot_stay():
    """SymPy's Hessian at the minimum, 501 + sqrt(250601), against the borders; then the runs."""
    x1, x2 = sp.symbols("x1 x2")
    f = (1 - x1) ** 2 + 100 * (x2 - x1**2) ** 2
    largest = max(sp.hessian(f, (x1, x2)).subs({x1: 1, x2: 1}).eigenvals())
    assert sp.simplify(largest - 501 - sp.sqrt(250601)) == 0
    assert sp.Rational(15, 10_000) * largest > sp.Rational(3, 2) > sp.Rational(19, 14)
    assert sp.Rational(135, 100_000) * largest < sp.Rational(19, 14)
    start = torch.tensor([-1.2, 1.0], dtype=torch.float64)
    for eta, nesterov, rests in (
        (0.0015, True, False),
        (0.00135, True, True),
        (0.0015, False, True),
    ):
        step = momentum_step(ROSENBROCK.gradient, eta, 0.9, nesterov=nesterov)
        height = ROSENBROCK.value(descend(step, start, 5000).x)
        assert float(height[300:500].min()) < 1e-3
        assert (float(height[-1000:].max()) < 1e-3) == rests


def test_a_landscape_has_at_least_one_variable():
    with pytest.raises(ValueError, match="n must be at least 1, got 0"):
        Landscape(0, torch.sum, torch.sum)


# -- The cycle -------------------------------------------------------------------------------------


@pytest.mark.checks("eq-lessard", by="numerics")
def test_the_slope_has_curvatures_between_1_and_25():
    """Autograd of the values gives the printed slopes; difference quotients fill [1, 25]."""
    grid = [Fraction(k, 16) for k in range(-64, 65)]
    x = torch.tensor([float(p) for p in grid], dtype=torch.float64)[:, None].requires_grad_()
    (found,) = torch.autograd.grad(LESSARD.value(x).sum(), x)
    assert found.squeeze().tolist() == [float(slope(p)) for p in grid]
    for p, known in zip(grid, found.squeeze().tolist(), strict=True):
        printed("eq-lessard").check({"f'": lambda _, known=known: known, "x": float(p)})
    quotients = {(slope(b) - slope(a)) / (b - a) for a, b in pairwise(grid)}
    assert quotients == {1, 25}
    values = LESSARD.value(x.detach()).tolist()  # without a jump, from 0: the sums of the slopes
    means = [float(slope(a) + slope(b)) / 2 / 16 for a, b in pairwise(grid)]
    assert values[64] == 0 and [b - a for a, b in pairwise(values)] == pytest.approx(
        means, abs=0.05
    )
    mean = [(slope(b) - slope(a)) / (b - a) for a in grid for b in grid if a < b]
    assert min(mean) == 1
    assert max(mean) == 25


@pytest.mark.checks("eq-outer", by="algebra")
def test_the_step_on_the_outer_pieces():
    """SymPy carries out v = beta v + 25 x - c, x = x - eta v and eliminates the velocity."""
    x, before, c = sp.symbols("x b c")
    eta, beta = sp.Rational(1, 9), sp.Rational(4, 9)
    v = (before - x) / eta
    after = x - eta * (beta * v + 25 * x - c)
    printed("eq-outer").check({"x_{t+1}": after, "x_t": x, "x_{t-1}": before, "c_t": c})


@pytest.mark.checks("thm-cycle", "eq-cycle", by="algebra")
def test_the_cycle_is_exact_and_attracting():
    """Exact fractions go round the cycle; the deviation bound of the proof is maximised; x10, x11."""
    eta, beta = Fraction(1, 9), Fraction(4, 9)
    assert best_momentum(1, 25)[:2] == pytest.approx((float(eta), float(beta)), rel=1e-15)
    blank = {f"p_{k}": sp.Integer(0) for k in range(3)}
    shown = [printed("eq-cycle").values(blank, k)[1] for k in range(3)]
    cycle = [Fraction(int(p.p), int(p.q)) for p in shown]
    path = two_point(slope, eta, beta, cycle[2], cycle[0], 30)
    assert path == (cycle * 11)[:31]
    assert cycle == CYCLE
    # two free deviations of size 1 on the pieces of the cycle: the worst of both signs
    worst, a, b = [], (1, 0), (0, 1)
    for _ in range(40):
        a, b = b, tuple(-Fraction(4, 3) * q - Fraction(4, 9) * p for p, q in zip(a, b, strict=True))
        worst.append(sum(map(abs, b)))
    assert max(worst) == Fraction(52, 27) == worst[1]
    assert worst[-1] < Fraction(1, 10_000)
    room = Fraction(71, 1225)
    assert max(worst) * room < min(CYCLE[2] - 2, 1 - CYCLE[0], 1 - CYCLE[1])
    path = two_point(slope, eta, beta, Fraction(33, 10), Fraction(33, 10), 11)
    assert abs(path[10] - CYCLE[1]) < room
    assert abs(path[11] - CYCLE[2]) < room


@pytest.mark.checks("thm-cycle", "eq-cycle", by="library")
def test_torch_cycles():
    """torch.optim.SGD with autograd, from 3.3, ends on the printed fractions with period three."""
    x = nn.Parameter(torch.tensor([3.3], dtype=torch.float64))
    optimizer = torch.optim.SGD([x], lr=1 / 9, momentum=4 / 9)
    path = []
    for _ in range(153):
        optimizer.zero_grad()
        LESSARD.value(x).backward()
        optimizer.step()
        path.append(x.item())
    assert path[-6:] == pytest.approx([float(CYCLE[k % 3]) for k in range(1, 7)], rel=1e-12)
    printed("eq-cycle").check({"p_0": path[-1], "p_1": path[-3], "p_2": path[-2]}, rel=1e-12)


def test_what_other_choices_do_on_the_same_function():
    starts = torch.linspace(-6, 6, 1201, dtype=torch.float64)[:, None]

    def ends(eta, beta, steps):
        return descend(momentum_step(LESSARD.gradient, eta, beta), starts, steps).x[-1].abs()

    assert float(ends(1 / 13, 0.0, 300).max()) < 6 * (12 / 13) ** 300
    assert float(ends(1 / 25, 4 / 9, 300).max()) < 1e-9
    nesterov = nn.Parameter(starts.clone())
    optimizer = torch.optim.SGD([nesterov], lr=1 / 25, momentum=2 / 3, nesterov=True)
    for _ in range(300):
        nesterov.grad = LESSARD.gradient(nesterov.detach())
        optimizer.step()
    assert float(nesterov.detach().abs().max()) < 1e-9
    best = ends(1 / 9, 4 / 9, 400)
    to_cycle = torch.tensor([abs(float(p)) for p in CYCLE], dtype=torch.float64)
    cycling = ((best - to_cycle).abs() < 1e-9).any(1)
    assert bool((cycling | (best < 1e-9).squeeze()).all())  # one of the two, no third fate
    assert 0.10 < float(cycling.double().mean()) < 0.13


def share_that_never_arrives(eta, beta, steps=400):
    """Of the 1201 starts of the explorable, those that are not at the minimum in the end."""
    starts = torch.linspace(-6, 6, 1201, dtype=torch.float64)[:, None]
    trace = descend(momentum_step(LESSARD.gradient, eta, beta), starts, steps)
    assert trace.diverged_at is None
    return float((trace.x[-1].abs() > 1e-3).double().mean())


def test_steps_that_free_all_starts():
    """What the page of the explorable says of smaller steps, and that the theorem does not say it."""
    assert share_that_never_arrives(1 / 9, 4 / 9) > 0.1
    for eta in (0.02, 2 / 45, 0.06, 0.08, 0.1, 0.105):
        assert share_that_never_arrives(eta, 4 / 9) == 0, eta
    assert share_that_never_arrives(0.103, 0.9, steps=1500) == 0
    assert share_that_never_arrives(0.088, 0.9, steps=1500) > 0.2


def periods(eta, beta, steps):
    """Into what the 1201 starts run: 1 is the minimum, 0 nothing that repeats within 40 steps."""
    step = momentum_step(LESSARD.gradient, eta, beta)
    last = torch.linspace(-6, 6, 1201, dtype=torch.float64)[:, None]
    v = torch.zeros_like(last)
    kept = deque(maxlen=41)  # all points of these runs would take a gigabyte
    for _ in range(steps):
        last, v = step(last, v)
        kept.append(last.squeeze(-1))
    x = torch.stack(list(kept))
    again = (x[:-1] - x[-1]).abs().flip(0) < 1e-9
    period = torch.where(again.any(0), again.double().argmax(0) + 1, 0)
    return set(period.tolist())


def test_other_cycles_of_the_page():
    """Four points at 0.1, seven at 0.11; at 0.15 three fates; gradient descent has a cycle of two."""
    assert 4 in periods(0.1, 0.9, 6000)
    assert 7 in periods(0.11, 0.9, 6000)
    assert periods(0.15, 0.9, 12000) == {1, 3, 5}
    assert periods(0.081, 0.0, 6000) == {2}  # 0 itself is not among the starts, up to rounding


# -- What remains true -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("f", "point", "eta", "beta"),
    [
        (ROSENBROCK, (1.0, 1.0), 1.5e-3, 0.9),
        (BEALE, (3.0, 0.5), 0.02, 0.8),
        (WELLS, (0.9456492739235914,), 0.05, 0.3),
        (LESSARD, (0.0,), 1 / 9, 4 / 9),
    ],
)
@pytest.mark.checks("thm-local", by="numerics")
def test_near_a_minimum_the_rate_is_that_of_the_hessian(f, point, eta, beta):
    """The decay of a nonquadratic run from nearby, against the radius at autograd's Hessian."""
    best = torch.tensor(point, dtype=torch.float64)
    hessian = torch.autograd.functional.hessian(f.value, best)
    radius = float(spectral_radius(beta, eta * torch.linalg.eigvalsh(hessian)).max())
    assert radius < 1
    steps = min(6000, round(math.log(1e-9) / math.log(radius)))
    x = descend(momentum_step(f.gradient, eta, beta), best + 1e-3, steps).x
    far = (x - best).norm(dim=1)
    half = steps // 2
    windows = [far[k : k + steps // 8].max() for k in (half - steps // 8, steps - steps // 8)]
    rate = float(windows[1] / windows[0]) ** (1 / half)
    assert rate == pytest.approx(radius, abs=0.15 * (1 - radius))


@pytest.mark.checks("thm-energy", "eq-energy", by="algebra")
def test_the_loss_of_energy_is_exact_where_the_curvature_is_largest():
    """SymPy: on L x^2/2 the proof's inequality misses equality by one square only."""
    x, d, beta, L = sp.symbols("x d beta L", real=True)
    eta = sp.symbols("eta", positive=True)

    def f(y):
        return L * y**2 / 2

    def energy(y, w):
        values = {"f": f, r"\x_t": y, r"\v_t": w, r"\eta": eta, r"\beta": beta, "E_t": y}
        return printed("eq-energy").values(values)[1]

    v = -d / eta  # x - eta v came from x - d
    after_v = beta * v + sp.diff(f(x), x)
    after_x = x - eta * after_v
    change = energy(after_x, after_v) - energy(x, v)
    step = after_x - x
    loss = ((1 - beta) / eta - L / 2) * step**2 + beta / (2 * eta) * (step - d) ** 2
    assert sp.simplify(change + loss) == 0


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9, 0.99])
@pytest.mark.checks("thm-energy", by="numerics")
def test_energy_never_grows_for_small_steps_without_convexity(beta):
    """Runs on a sum of waves with Hessian norm at most 5, at 0.999 of the bound of the theorem."""
    waves = torch.tensor([[1.0, 0.0], [0.0, 2.0]], dtype=torch.float64)

    def f(x):
        return torch.cos(x @ waves).sum(-1) + 0.25 * torch.sin(x[..., 0] * 2 + x[..., 1] / 2)

    def gradient(x):
        slant = 0.25 * torch.cos(x[..., :1] * 2 + x[..., 1:] / 2)
        return -torch.sin(x @ waves) @ waves.T + slant * torch.tensor([2.0, 0.5]).double()

    L = 4 + 0.25 * (2**2 + 0.5**2)
    start = torch.linspace(-3, 3, 40, dtype=torch.float64)
    start = torch.stack([start, start.flip(0) ** 2 / 3], 1)
    assert torch.allclose(gradient(start), torch.func.grad(lambda x: f(x).sum())(start), rtol=1e-12)
    eta = 0.999 * 2 * (1 - beta) / L
    trace = descend(momentum_step(gradient, eta, beta), start, 3000)
    energy = f(trace.x) + eta * beta / 2 * trace.v.square().sum(-1)
    assert float(energy.diff(dim=0).max()) < 1e-12
    assert float(gradient(trace.x[-1]).abs().max()) < 1e-3


def test_small_steps_never_cross_a_hill_that_is_higher_than_the_start():
    starts = torch.linspace(-2, 2, 801, dtype=torch.float64)[:, None]
    hill = torch.tensor([0.10103125788101081], dtype=torch.float64)
    inside = WELLS.value(starts) < WELLS.value(hill)
    for eta in (0.015, 0.1):  # within the bound for curvatures up to 11, and the page's
        ends = descend(momentum_step(WELLS.gradient, eta, 0.9), starts, 2000).x[-1]
        crossed = (ends > hill).squeeze() != (starts > hill).squeeze()
        assert not bool((crossed & inside).any())
    assert bool(crossed.any())  # but from higher up, with the page's step, both ways
    assert set(starts[crossed].sign().squeeze().tolist()) == {-1.0, 1.0}


# -- Saddles ---------------------------------------------------------------------------------------


@pytest.mark.checks("thm-escape", "eq-escape", by="algebra")
def test_the_growth_factor_lies_between_two_gradient_descents():
    """SymPy: characteristic polynomial from the update itself, its values at both bounds, its limit."""
    s, u, beta, eta = sp.symbols("sigma u beta eta", positive=True)
    # rows: new v and new x from (v, x), for the gradient -(u / eta) x
    v_row = sp.Matrix([[beta, -u / eta]])
    matrix = v_row.col_join(sp.Matrix([[0, 1]]) - eta * v_row)
    polynomial, zero = printed("eq-escape").values({r"\sigma": s, r"\beta": beta, "u": u}, 0)
    assert sp.expand((s * sp.eye(2) - matrix).det() - polynomial) == zero == 0
    assert sp.simplify(polynomial.subs(s, 1 + u) + beta * u) == 0
    k = u / (1 - beta)
    assert sp.simplify(polynomial.subs(s, 1 + k) - k * (k - u)) == 0
    limit = 1 + u / 2 + sp.sqrt(u + u**2 / 4)
    assert sp.simplify(polynomial.subs({beta: 1, s: limit})) == 0
    # negative beyond 1: the root moves right
    assert sp.expand(sp.diff(polynomial, beta) - (1 - s)) == 0


@pytest.mark.parametrize(("eta", "beta"), [(0.01, 0.9), (0.1, 0.5), (0.5, 0.99)])
@pytest.mark.checks("thm-escape", "eq-escape", by="numerics")
def test_runs_leave_a_saddle_at_the_larger_root(eta, beta):
    """Growth per step of runs on the saddle against the printed equation and its bounds."""
    start = torch.tensor([0.0, 1e-12], dtype=torch.float64)
    x = descend(momentum_step(SADDLE.gradient, eta, beta), start, 400).x[:, 1]
    values = {"u": eta, r"\beta": beta, r"\sigma": float(x[400] / x[399])}
    printed("eq-escape").check(values, abs_=1e-8)
    # the bounds are sharp: the lower one without momentum, the upper one for gentle slopes
    for u, b, side in ((eta, 1e-9, 0), (1e-7, beta, 2)):
        sigma = np.roots([1, -(1 + b + u), b]).max()
        bounds = printed("eq-escape").values({"u": u, r"\beta": b, r"\sigma": sigma}, 1)
        assert bounds[side] - 1 == pytest.approx(sigma - 1, rel=2e-3)


def test_momentum_needs_the_square_root_of_the_steps_to_leave():
    u, beta = 1e-4, 1 - 1e-2
    sigma = float(spectral_radius(beta, -u))
    assert 1 / math.log1p(u) == pytest.approx(10_000, rel=1e-3)
    assert 1 / math.log(sigma) == pytest.approx(2 / (math.sqrt(5) - 1) * 100, rel=0.01)
    assert 1 / math.log(float(spectral_radius(1.0, -u))) == pytest.approx(100, rel=1e-3)


@pytest.mark.checks("thm-symmetry", by="library")
def test_momentum_keeps_a_rotation_and_a_mirror():
    """torch.optim.SGD from fixed points of a cyclic shift and of a mirror; a nudge breaks both."""

    def shifted(x):
        return (torch.cos(x) * torch.sin(2 * x.roll(1, -1))).sum() + x.square().sum() / 9

    for f, start, nudge in (
        (shifted, [0.7, 0.7, 0.7], [0.0, 1e-6, 0.0]),
        (SADDLE.value, [1.0, 0.0], [0.0, 1e-6]),
    ):
        moved = {}
        for push in (0.0, 1.0):
            x = torch.tensor(start, dtype=torch.float64) + push * torch.tensor(nudge)
            x = nn.Parameter(x.double())
            optimizer = torch.optim.SGD([x], lr=0.05, momentum=0.9)
            for _ in range(300):
                optimizer.zero_grad()
                f(x).backward()
                optimizer.step()
            end = x.detach()
            image = end.roll(1, -1) if len(start) == 3 else end * torch.tensor([1.0, -1.0])
            moved[push] = float((end - image).abs().max())
        assert moved[0.0] < 1e-14
        assert moved[1.0] > 1e-3


# -- The equation of motion ------------------------------------------------------------------------


@pytest.mark.checks("eq-physics", by="decided")
def test_mass_and_drag_in_the_words_of_momentum():
    """SymPy solves the difference equation of the ball and reads off the two coefficients."""
    after, x, before, g, m, c, h = sp.symbols("a x b g m c h", positive=True)
    ball = m * (after - 2 * x + before) / h**2 + c * (x - before) / h + g
    (solved,) = sp.solve(ball, after)
    eta, beta = -sp.diff(solved, g), -sp.diff(solved, before)
    assert sp.simplify(solved - (x - eta * g + beta * (x - before))) == 0
    printed("eq-physics").check({r"\eta": eta, r"\beta": beta, "m": m, "c": c, "h": h})


@pytest.mark.checks("thm-ode", "eq-symmetric", by="algebra")
def test_both_choices_are_consistent_with_the_ball():
    """SymPy: Taylor series of a solution put into both recursions, and their first steps."""
    h, g, x, w, a, j = sp.symbols("h gamma x w a j")
    exact = {k: x + k * w * h + (k * h) ** 2 * a / 2 + (k * h) ** 3 * j / 6 for k in (-1, 1)}
    force = -a - g * w  # the gradient along the solution

    def defect(eta, beta):
        step = x - eta * force + beta * (x - exact[-1])
        return sp.series(sp.simplify((exact[1] - step) / h**2), h, 0, 2).removeO()

    first = sp.expand(defect(h**2, 1 - g * h))
    assert sp.simplify(first.coeff(h, 0)) == 0
    assert sp.simplify(first.coeff(h, 1) + g * a / 2) == 0
    symbols = {"h": h, r"\gamma": g, r"\x_0": force, "f": lambda y: y, r"\nabla": lambda y: y}
    symbols |= dict.fromkeys((r"\beta", r"\eta", r"\v_0"), sp.Integer(0))
    beta, eta, v0 = (printed("eq-symmetric").values(symbols, k)[1] for k in range(3))
    printed("eq-symmetric").check(symbols | {r"\beta": beta, r"\eta": eta, r"\v_0": v0})
    assert sp.simplify(defect(eta, beta)) == 0
    # from rest the ball moves by -h^2/2 times the gradient; so does the printed v0
    assert sp.simplify(-eta * (beta * v0 + force) + h**2 * force / 2) == 0


@pytest.mark.checks("thm-ode", "eq-ode", "thm-flow", "eq-flow", "tab-ode", by="numerics")
def test_measured_orders_of_both_limits():
    """Polyak's two-point form in plain numbers against scipy's Radau solution, at six steps."""
    gamma, x0, time = 0.5, 0.3, 12.0

    def slope(x):
        return x**3 - x + 0.1

    options = {"method": "Radau", "rtol": 1e-10, "atol": 1e-12, "dense_output": True}
    ball = solve_ivp(
        lambda s, z: [z[1], -gamma * z[1] - slope(z[0])], (0, time), [x0, 0], **options
    )
    flow = solve_ivp(lambda s, z: -slope(z), (0, time), [x0], **options)

    for s in (0.5, 3.0, 9.0):  # the solution against the printed equation
        x, w = ball.sol(s)
        turn = (ball.sol(s + 1e-4)[1] - ball.sol(s - 1e-4)[1]) / 2e-4
        values = {r"\ddot{\mathbf X}": turn, r"\dot{\mathbf X}": w, r"\mathbf{X}": x}
        values |= {r"\gamma": gamma, "f": lambda y: y, r"\nabla": slope}
        printed("eq-ode").check(values, 0, abs_=1e-5)
    begin = {r"\mathbf{X}": lambda s: ball.sol(s)[0], r"\x_0": x0}
    printed("eq-ode").check(begin | {r"\dot{\mathbf X}": lambda s: ball.sol(s)[1]}, 1, 2)

    def flow_error(eta, beta=0.5):
        """Largest printed distance, and the ratio to the printed order."""
        steps = math.floor(time * (1 - beta) / eta)
        path = two_point(slope, eta, beta, x0, x0, steps)
        values = {r"\eta": eta, r"\beta": beta, r"\x": path.__getitem__, "O": lambda e: e}
        values |= {r"\mathbf{Y}": lambda s: flow.sol(s)[0]}
        values[r"\max_{t\eta/(1-\beta)\le T}"] = lambda distance: distance
        pairs = [printed("eq-flow").values(values | {"t": t}) for t in range(steps + 1)]
        return max(distance for distance, _ in pairs) / pairs[0][1]

    assert flow_error(0.02) == pytest.approx(flow_error(0.01), rel=0.06)
    assert 0.01 < flow_error(0.01) < 10

    def error(eta, beta, v0, tick, exact):
        x = np.array(two_point(slope, eta, beta, x0 + eta * v0, x0, round(time / tick)))
        return abs(x - exact.sol(tick * np.arange(len(x)))[0]).max()

    orders = []
    for h in (0.05, 0.025):
        a, b = 1 + gamma * h / 2, 1 - gamma * h / 2
        orders.append(
            [
                error(h**2, 1 - gamma * h, 0, h, ball),
                error(h**2 / a, b / a, -a / 2 * slope(x0), h, ball),
                error(h**2 / a, b / a, 0, h, ball),
                error(h / 2, 0.5, 0, h, flow),
            ]
        )
    measured = np.log2(np.array(orders[0]) / np.array(orders[1]))
    assert measured == pytest.approx([1, 2, 1, 1], abs=0.06)


# -- Networks --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def parts():
    images, labels = digits(torch.Generator().manual_seed(33))  # the study has 0 to 19
    cuts = (512, 256, 1029)
    return list(zip(images.split(cuts), labels.split(cuts), strict=True))


@pytest.mark.parametrize("method", METHODS)
def test_each_network_in_the_batch_is_trained_as_if_alone(parts, method):
    train, _, test = parts
    build = METHODS[method](0.4, 0.5)
    networks, steps = 3, 12
    curves = fit_networks(
        build, train, test, networks=networks, batch_size=512, steps=steps,
        generator=torch.Generator().manual_seed(7),
    )  # fmt: skip
    generator = torch.Generator().manual_seed(7)
    w1 = (2 * torch.rand(networks, 64, 32, generator=generator) - 1) / 8
    w2 = (2 * torch.rand(networks, 32, 10, generator=generator) - 1) / math.sqrt(32)
    for k in range(networks):
        with torch.random.fork_rng():
            model = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
        with torch.no_grad():
            for parameter, value in zip(
                model.parameters(),
                (w1[k].T, torch.zeros(32), w2[k].T, torch.zeros(10)),
                strict=True,
            ):
                parameter.copy_(value)
        optimizer = build(model.parameters())
        for _ in range(steps):
            optimizer.zero_grad()
            cross_entropy(model(train[0]), train[1]).backward()
            optimizer.step()
        with torch.no_grad():
            loss = cross_entropy(model(train[0]), train[1])
            held_out = cross_entropy(model(test[0]), test[1])
            hits = (model(test[0]).argmax(1) == test[1]).float().mean()
        assert float(curves.loss[k, -1]) == pytest.approx(float(loss), rel=1e-3)
        assert float(curves.held_out_loss[k, -1]) == pytest.approx(float(held_out), rel=1e-3)
        assert float(curves.accuracy[k, -1]) == pytest.approx(float(hits), abs=3e-3)


def test_minibatches_pass_over_every_row_once():
    seen = []

    class Watched(torch.optim.SGD):
        def step(self, closure=None):
            seen.append(self.param_groups[0]["params"][0].grad.clone())

    # one-hot rows: the rows of the weight gradient that are not zero tell which rows were used
    rows = torch.eye(12), torch.arange(12) % 3
    fit_networks(
        lambda p: Watched(p, lr=1.0), rows, rows, networks=4, batch_size=3, steps=8,
        generator=torch.Generator().manual_seed(0), hidden=50,
    )  # fmt: skip
    used = torch.stack(seen).abs().sum(-1) > 0
    assert bool((used.sum(-1) == 3).all())
    assert bool((used[:4].sum(0) == 1).all())
    assert bool((used[4:].sum(0) == 1).all())
    assert not torch.equal(used[:4, 0], used[:4, 1])


def test_fit_networks_records_as_often_as_asked_and_names_bad_counts(parts):
    train, _, test = parts
    build = METHODS["gd"](0.5, 0.5)
    common = {"generator": torch.Generator().manual_seed(0), "networks": 2}
    curves = fit_networks(build, train, test, batch_size=64, steps=10, records=5, **common)
    assert curves.t.tolist() == [2, 4, 6, 8, 10]
    assert curves.loss.shape == curves.held_out_loss.shape == curves.accuracy.shape == (2, 5)
    with pytest.raises(ValueError, match="batch_size must divide the number of rows 512, got 100"):
        fit_networks(build, train, test, batch_size=100, steps=1, **common)
    with pytest.raises(ValueError, match="steps must be at least 1, got 0"):
        fit_networks(build, train, test, batch_size=64, steps=0, **common)


def test_tuning_spreads_its_trials_and_takes_the_lowest_number():
    tried = []
    tune(lambda u, w: tried.append((u, w)) or 0.0, 8)
    u, w = (np.sort(values) for values in zip(*tried, strict=True))
    assert np.allclose(u, (np.arange(8) + 0.5) / 8)
    assert np.diff([0, *w, 1]).max() < 0.3
    assert tune(lambda u, w: math.nan if u < 0.5 else u, 8)[0] == 0.5625
    with pytest.raises(ValueError, match="trials must be at least 1, got 0"):
        tune(lambda u, w: 0.0, 0)


def test_ranges_are_those_that_the_page_states():
    weight = [nn.Parameter(torch.zeros(1))]
    for name in ("momentum", "nesterov"):
        for (u, w), rate, leak in (((0, 0), 0.1, 0.4), ((1, 1), 10, 0.02)):
            group = METHODS[name](u, w)(weight).param_groups[0]
            assert 1 - group["momentum"] == pytest.approx(leak)
            assert group["lr"] / (1 - group["momentum"]) == pytest.approx(rate)
            assert group["nesterov"] == (name == "nesterov")
    rates = {
        name: [METHODS[name](u, 0.3)(weight).defaults["lr"] for u in (0, 1)] for name in METHODS
    }
    assert rates["gd"] == pytest.approx([0.1, 10])
    assert rates["adam"] == pytest.approx([0.001, 0.1])


def test_the_final_training_sees_no_draw_of_the_tuning(monkeypatch):
    """The generators of all trainings by their seeds: whoever was chosen is trained with another."""
    tuned, final = set(), set()

    def recorded(*data, generator, networks, **options):
        (tuned if networks == 3 else final).add(generator.initial_seed())
        return fit_networks(*data, generator=generator, networks=networks, **options)

    monkeypatch.setattr("momentum.networks.fit_networks", recorded)
    rows = torch.tensor([[0.0, 1.0], [1.0, 0.0]]), torch.tensor([0, 1])
    for seed in range(4):
        contest(rows, rows, rows, batch_size=1, steps=2, trials=2, networks=2, seed=seed)
    assert len(tuned) == len(final) == 4  # a contest is the same for each method
    assert not tuned & final


@pytest.mark.checks("tab-digits", by="numerics")
def test_without_noise_momentum_is_the_sooner_at_nine_in_ten(parts):
    """A shuffle of the digits that the page does not use: steps until the mean accuracy passes 90 %."""
    results = contest(*parts, batch_size=512, steps=80, networks=6, records=40, seed=33)
    first = {
        name: int(curves.t[curves.accuracy.mean(0) > 0.9][0]) for name, curves in results.items()
    }
    assert first["momentum"] < 0.7 * first["gd"]
    assert all(0.9 < float(curves.accuracy[:, -1].mean()) < 0.99 for curves in results.values())
