"""An outer velocity over local steps, and a memory counted in samples: the prints, decided and walked."""

from functools import partial

import numpy as np
import pytest
import sympy as sp
import torch
from decide import Reals, reals
from printed import printed

from momentum.data import airfoil
from momentum.directions import polar
from momentum.dynamics import best_momentum
from momentum.nesterov import is_stable
from momentum.optim import SGD
from momentum.quadratic import Quadratic, least_squares
from momentum.training import descend, momentum_step

START = torch.tensor([1.0, -2.0, 0.5], dtype=torch.float64)


def generator(seed=0):
    return torch.Generator().manual_seed(seed)


def random(*shape, seed=0):
    return torch.randn(*shape, generator=generator(seed), dtype=torch.float64)


def rounds(forces, x0, period, outside, eta, number):
    """Torch outside, gradient descent inside: points, outer gradients, ends of the processes, velocities."""
    x = x0.clone()
    optimizer = outside([x])
    xs, deltas, ends, vs = [x.clone()], [], [], []
    for _ in range(number):
        points = []
        for force in forces:
            y = x.clone()
            for _ in range(period):
                y = y - eta * force(y)
            points.append(y)
        x.grad = x - torch.stack(points).mean(0)
        deltas.append(x.grad.clone())
        ends.append(points)
        optimizer.step()
        xs.append(x.clone())
        vs.append(optimizer.state[x]["momentum_buffer"].clone())
    return torch.stack(xs), torch.stack(deltas), ends, torch.stack(vs)


def outer(nesterov=False, gamma=0.7, beta=0.9):
    return partial(torch.optim.SGD, lr=gamma, momentum=beta, nesterov=nesterov)


def wavy(seed):
    c = random(3, seed=seed)
    return lambda x: torch.tanh(2 * x - c) + 0.1 * x


def alike(number=3, seed=5):
    """Quadratics with one Hessian and minima of their own, and their mean."""
    a = random(3, 3, seed=seed)
    Q = a @ a.T / 3 + 0.05 * torch.eye(3)
    fs = [Quadratic(Q, random(3, seed=seed + k)) for k in range(1, number + 1)]
    return fs, Quadratic(Q, sum(f.c for f in fs) / number)


# What the outer velocity sees


@pytest.mark.checks("eq-outer-round", by="library")
@pytest.mark.parametrize("period", [1, 3])
def test_a_round_is_a_step_of_torchs_sgd_along_the_way_of_the_mean(period):
    """torch.optim.SGD outside, gradient descent inside, three unlike losses, against the print."""
    forces = [wavy(k) for k in range(3)]
    xs, deltas, ends, vs = rounds(forces, START, period, outer(), 0.1, 6)
    for t in range(2, 7):
        values = {"K": 3, r"\beta": 0.9, r"\gamma": 0.7, r"\boldsymbol{\Delta}_t": deltas[t - 1]}
        values |= {r"\x_{t-1}": xs[t - 1], r"\x_t": xs[t], r"\x": lambda k, t=t: ends[t - 1][k - 1]}
        values |= {r"\v_{t-1}": vs[t - 2], r"\v_t": vs[t - 1]}
        printed("eq-outer-round").check(values)


@pytest.mark.checks("thm-outer", by="library")
@pytest.mark.parametrize("nesterov", [False, True])
def test_one_inner_step_is_momentum_with_the_product_of_the_rates(nesterov):
    """Unlike losses that are not quadratic: path and velocity of torch.optim.SGD in one process."""
    forces = [wavy(k) for k in range(3)]
    xs, _, _, vs = rounds(forces, START, 1, outer(nesterov), 0.2, 30)
    x = START.clone()
    alone = torch.optim.SGD([x], lr=0.2 * 0.7, momentum=0.9, nesterov=nesterov)
    for t in range(30):
        x.grad = sum(force(x) for force in forces) / 3
        alone.step()
        assert torch.allclose(xs[t + 1], x, atol=1e-13)
        assert torch.allclose(vs[t] / 0.2, alone.state[x]["momentum_buffer"], atol=1e-12)
    late, *_ = rounds(forces, START, 2, outer(nesterov), 0.2, 30)
    assert (late[-1] - x).abs().max() > 1e-3 or (late[5] - xs[5]).abs().max() > 0.1


@pytest.mark.checks("thm-outer", "eq-outer-sees", by="numerics")
@pytest.mark.parametrize(("period", "nesterov"), [(1, False), (2, True), (7, True), (8, False)])
def test_with_one_hessian_it_is_momentum_on_another_quadratic(period, nesterov):
    """Any rate inside, stable or not: the printed gradient, and the path on the quadratic it belongs to."""
    fs, mean = alike()
    forces, best, eta = [f.gradient for f in fs], mean.minimiser, 0.3
    xs, deltas, _, _ = rounds(forces, START, period, outer(nesterov), eta, 12)
    for x, delta in zip(xs, deltas, strict=False):
        values = {r"\mathbf{I}": torch.eye(3, dtype=torch.float64), r"\Q": mean.Q, "H": period}
        values |= {r"\eta": eta, r"\boldsymbol{\Delta}_t": delta[:, None]}
        values |= {r"\x_{t-1}": x[:, None], r"\x^*": best[:, None]}
        printed("eq-outer-sees").check(values)
    lam, vectors = torch.linalg.eigh(mean.Q)
    other = vectors @ torch.diag(1 - (1 - eta * lam) ** period) @ vectors.T
    step = momentum_step(lambda x: other @ (x - best), 0.7, 0.9, nesterov=nesterov)
    assert torch.allclose(descend(step, START, 12).x, xs, atol=1e-12)
    single, *_ = rounds([mean.gradient], START, period, outer(nesterov), eta, 12)
    assert torch.allclose(single, xs, atol=1e-12)  # one process with all rows


@pytest.mark.checks("thm-outer", "eq-outer-kappa", by="decided")
def test_the_condition_number_lies_between_for_every_period():
    """By induction over H: the geometric sums of b <= a lie in [1, H] and keep their order."""
    mu, L, eta, p, q = reals("mu L eta p q")
    H, c = sp.Symbol("H", positive=True, integer=True), sp.Symbol("c", real=True)
    a, b, real = 1 - eta * mu, 1 - eta * L, Reals()
    eigenvalues = real.all((0, "<", mu), (mu, r"\le", L), (0, "<", eta), (eta * L, r"\le", 1))

    def sums(low, high, number):
        """What is known of the sums of H powers of b and of a."""
        return real.all((1, r"\le", low), (low, r"\le", high), (high, r"\le", number))

    h = sp.Symbol("h", real=True)
    real.proves(sums(sp.Integer(1), sp.Integer(1), sp.Integer(1)), eigenvalues)
    real.proves(sums(1 + b * p, 1 + a * q, h + 1), eigenvalues, sums(p, q, h))
    # 1 - c^H is (1 - c) times the sum of H powers of c, for H = 1 and then from H to H + 1
    s = sp.Symbol("s", real=True)
    assert sp.expand((1 - c * (1 - (1 - c) * s)) - (1 - c) * (1 + c * s)) == 0
    shown = printed("eq-outer-kappa").values(
        {r"\kappa": L / mu, r"\eta": eta, r"\mu": mu, "L": L, "H": H, r"\kappa_H": sp.S.Zero}
    )
    powers = {b**H: 1 - (1 - b) * p, a**H: 1 - (1 - a) * q, H: h}
    low, _, value, high = (sp.sympify(one).subs(powers) for one in shown)
    assert not value.has(sp.Pow(b, H)) and value.free_symbols <= {mu, L, eta, p, q}
    between = real.all((low, r"\le", value), (value, r"\le", high))
    real.proves(between, eigenvalues, sums(p, q, h))


@pytest.mark.checks("eq-outer-kappa", by="numerics")
@pytest.mark.parametrize(("kappa", "product"), [(1, 1), (100, 0.5), (100, 1), (7, 0.01)])
@pytest.mark.parametrize("period", [1, 2, 8, 65])
def test_the_printed_condition_number_is_that_of_many_steps(kappa, product, period):
    """What H steps of gradient descent leave, for many eigenvalues inside the interval, in fractions."""
    eta = sp.Rational(str(product)) / kappa
    seen = []
    for lam in sp.Matrix([1 + sp.Rational(kappa - 1, 8) * n for n in range(9)]):
        left = sp.Integer(1)
        for _ in range(period):
            left -= eta * lam * left
        seen.append(1 - left)
    values = {r"\kappa": sp.Integer(kappa), r"\eta": eta, r"\mu": sp.Integer(1), "H": period}
    printed("eq-outer-kappa").check(
        values | {"L": sp.Integer(kappa), r"\kappa_H": max(seen) / min(seen)}
    )


def test_an_outer_velocity_saves_rounds_and_costs_gradients():
    """Page: the numbers of the table, and about the root of H at most while kappa_H is large."""
    for eta, period, kappa in ((0.5, 8, 25.3), (1.0, 8, 12.9), (0.5, 64, 3.6)):
        low, high = (1 - (1 - eta * lam) ** period for lam in (0.01, 1.0))
        assert high / low == pytest.approx(kappa, abs=0.06)
        saved = np.log(best_momentum(low, high).rate) / np.log(best_momentum(0.01, 1.0).rate)
        assert 1 < saved < 1.1 * period**0.5
        assert period / saved > 0.9 * period**0.5


def test_it_rests_where_averaging_rests():
    """Page: with unlike Hessians, both stop where the outer gradient is zero, beside the minimum."""
    features, targets = airfoil(torch.float64)
    design = torch.cat([features, torch.ones(len(features), 1)], 1)
    halves = features[:, 0].argsort(stable=True).chunk(2)
    forces = [least_squares(design[rows], targets[rows]).gradient for rows in halves]
    loss = least_squares(design, targets)
    start = torch.zeros(6, dtype=torch.float64)
    for period, off in ((1, 0.0), (8, 7e-4)):
        ends = []
        for outside in (outer(gamma=1.0, beta=0.0), outer(True)):
            x = start.clone()
            optimizer = outside([x])
            for _ in range(1500):
                points = []
                for force in forces:
                    y = x.clone()
                    for _ in range(period):
                        y = y - 0.1 * force(y)
                    points.append(y)
                x.grad = x - sum(points) / 2
                optimizer.step()
            assert x.grad.norm() < 1e-9
            ends.append(x.clone())
        assert torch.allclose(*ends, atol=1e-8)
        assert float(loss.value(ends[0]) - loss.minimum) == pytest.approx(off, abs=5e-5)


# How far it goes


GAMMA, BETA = sp.symbols("gamma beta", positive=True)
T, J = sp.symbols("T j", positive=True, integer=True)


@pytest.mark.checks("thm-outer-gain", "eq-outer-gain", by="decided")
@pytest.mark.parametrize("nesterov", [False, True])
def test_the_printed_moves_are_those_of_every_round(nesterov):
    """By induction over the rounds, with symbols: velocity, moves, what is left to coast, and the total."""
    names = {r"\gamma": GAMMA, r"\beta": BETA, r"\boldsymbol{\Delta}": sp.S.One}
    blank = {
        r"\x_{t-1}": sp.S.Zero,
        r"\x_t": sp.S.Zero,
        r"\x_T": sp.S.Zero,
        r"\x_\infty": sp.S.Zero,
    }
    moves, coasts = (
        sp.Lambda(T, printed("eq-outer-gain").values(names | blank | {"t": T, "T": T}, number)[1])
        for number in ((2, 3) if nesterov else (0, 1))
    )

    def velocity(t):  # of which the printed moves are the steps
        step = moves(t) / GAMMA
        return (step - 1) / BETA if nesterov else step

    assert sp.simplify(velocity(1) - 1) == 0
    assert sp.simplify(velocity(T + 1) - (BETA * velocity(T) + 1)) == 0
    # after round T the steps are gamma beta^j v, or gamma beta^(j+1) v: a geometric series
    first = GAMMA * BETA * velocity(T) * (BETA if nesterov else 1)
    assert sp.simplify(coasts(T) * (1 - BETA) - first) == 0
    assert sp.simplify(coasts(0)) == 0
    # one more round adds one full weight in all: its move, and what it adds to the coasting
    more = moves(T + 1) + coasts(T + 1) - coasts(T)
    assert sp.simplify(more - GAMMA / (1 - BETA)) == 0


@pytest.mark.checks("thm-outer-gain", "eq-outer-gain", by="library")
@pytest.mark.parametrize("make", [SGD, torch.optim.SGD])
@pytest.mark.parametrize(("gamma", "beta"), [(0.7, 0.9), (1.0, 0.5), (0.8, 0.75)])
@pytest.mark.parametrize("nesterov", [False, True])
def test_both_sgds_go_as_far_as_printed(make, gamma, beta, nesterov):
    """Thirty equal rounds and many of rest: moves, the way coasted, and the total."""
    x = torch.zeros(1, dtype=torch.float64)
    optimizer = make([x], lr=gamma, momentum=beta, nesterov=nesterov)
    path = [0.0]
    for t in range(600):
        x.grad = torch.full_like(x, 1.0 if t < 30 else 0.0)
        optimizer.step()
        path.append(x.item())
    values = {r"\gamma": gamma, r"\beta": beta, r"\boldsymbol{\Delta}": 1.0, "T": 30}
    values |= {r"\x_T": path[30], r"\x_\infty": path[-1]}
    for t in range(1, 31):
        values |= {"t": t, r"\x_{t-1}": path[t - 1], r"\x_t": path[t]}
        printed("eq-outer-gain").check(values, *((2, 3) if nesterov else (0, 1)))
    assert -path[-1] == pytest.approx(gamma * 30 / (1 - beta))


def test_the_numbers_of_diloco():
    """Page: 1.33 in the first round, 7 later, 56.7 to coast; the same with AdamW inside."""
    w = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    inside = torch.optim.AdamW([w], lr=0.01, weight_decay=0.0)
    x = w.detach().clone()
    outside = torch.optim.SGD([x], lr=0.7, momentum=0.9, nesterov=True)
    ratios, path = [], []
    for _ in range(150):
        for _ in range(10):  # a long slope
            inside.zero_grad()
            (w * torch.tensor([1.0, 3.0])).sum().backward()
            inside.step()
        x.grad = x - w.detach()
        before, way = x.clone(), x.grad.norm()
        outside.step()
        w.data.copy_(x)
        ratios.append(float((x - before).norm() / way))
    assert ratios[0] == pytest.approx(1.33, abs=1e-6)
    assert ratios[-1] == pytest.approx(7.0, rel=1e-5)
    before = x.clone()
    for _ in range(300):
        x.grad = torch.zeros_like(x)
        outside.step()
        path.append(x.clone())
    assert float((path[-1] - before).norm() / way) == pytest.approx(56.7, rel=1e-5)


def test_a_slow_fall_of_the_inner_rate_leaves_little_to_coast_on():
    """Page: outer gradients that fall to nothing over 200 rounds, against 56.7 after a sudden stop."""
    x = torch.zeros(1, dtype=torch.float64)
    optimizer = torch.optim.SGD([x], lr=0.7, momentum=0.9, nesterov=True)
    path = []
    for t in range(600):
        x.grad = torch.full_like(x, min(max((300 - t) / 200, 0.0), 1.0))
        optimizer.step()
        path.append(x.item())
    assert 0 < path[299] - path[-1] < 56.7 / 15


# Exercises


def test_outer_rates_that_converge_for_every_period():
    """Exercise: the largest stable rate over all eigenvalues seen, for eta L up to 1 and up to 2."""
    lam = torch.linspace(1e-3, 1.0, 1000, dtype=torch.float64)
    for beta in (0.0, 0.5, 0.9):
        edge = (2 + 2 * beta) / (1 + 2 * beta)
        for top, bound in ((1.0, edge), (1.999, edge / 2)):
            for period in (1, 2, 3, 8, 31):
                seen = 1 - (1 - top * lam) ** period
                seen = seen[seen > 1e-6]  # the others hardly move
                assert bool(is_stable(beta, 0.999 * bound * seen).all())
        assert not bool(is_stable(beta, torch.tensor(1.001 * edge)))  # eta lambda = 1, any period
    assert not bool(is_stable(0.9, 0.7 * torch.tensor(1.99)))  # DiLoCo's pair with eta L near 2


def test_polar_factors_of_two_shards():
    """Exercise: right if and only if the pieces are orthogonal; else the printed singular values."""
    upper, lower = random(3, 8), random(2, 8, seed=1)
    lower_apart = lower - lower @ torch.linalg.pinv(upper) @ upper
    for below, right in ((lower, False), (lower_apart, True)):
        stacked = torch.cat([polar(upper), polar(below)])
        whole = polar(torch.cat([upper, below]))
        assert torch.allclose(stacked, whole, atol=1e-12) == right
        c = torch.linalg.svdvals(polar(upper) @ polar(below).T)
        expected = torch.cat([1 + c, torch.ones(1), 1 - c]).sqrt()
        assert torch.allclose(
            torch.linalg.svdvals(stacked), expected.sort(descending=True)[0], atol=1e-12
        )


# A memory in samples


@pytest.mark.checks("eq-tokens", by="decided")
def test_the_shares_of_a_batch_are_those_of_its_parts():
    """For every number of parts and every age, with symbols; and the rate from two long slopes."""
    k, tau = sp.symbols("k tau", positive=True, integer=True)
    eta, beta = sp.Symbol("eta", positive=True), sp.Symbol("beta", positive=True)
    names = {r"\beta": beta, r"\beta'": beta**k, r"\eta": eta, "k": k, r"\tau": tau}
    names[r"\eta'"] = k * eta / (1 - beta) * (1 - beta**k)
    left, right = printed("eq-tokens").values(names, 0)
    assert sp.simplify(left - right) == 0
    left, right = printed("eq-tokens").values(names, 1)
    (total,) = right.atoms(sp.Sum)
    (index, low, high), *_ = total.limits
    assert (low, high) == (0, k - 1)
    term = sp.Lambda(index, total.function)
    closed = sp.Lambda(k, term(0) * (1 - beta**k) / (1 - beta))  # the terms are geometric
    assert sp.simplify(term(index + 1) - beta * term(index)) == 0
    assert sp.simplify(left - closed(k)) == 0
    left, right = printed("eq-tokens").values(names, 2)
    assert sp.simplify(left - right) == 0


@pytest.mark.checks("eq-tokens", by="library")
@pytest.mark.parametrize(("k", "beta"), [(2, 0.9), (5, 0.8), (8, 0.99)])
def test_torchs_buffer_shares_its_memory_as_printed(k, beta):
    """Impulses through torch.optim.SGD with small and large batches; beta' from the half-life in samples."""
    half_life = k * np.log(0.5) / (k * np.log(beta))  # in small batches
    other = 0.5 ** (k / half_life)

    def shares(coefficient, steps, per_step):
        """What each of the parts weighs in the velocity, in parts of a velocity of ones."""
        parts = torch.eye(steps * per_step, dtype=torch.float64)
        v = torch.zeros(steps * per_step, dtype=torch.float64)
        optimizer = torch.optim.SGD([v.clone()], lr=1.0, momentum=coefficient)
        (x,) = optimizer.param_groups[0]["params"]
        for t in range(steps):
            x.grad = parts[t * per_step : (t + 1) * per_step].mean(0)
            optimizer.step()
        return (1 - coefficient) * optimizer.state[x]["momentum_buffer"]

    blocks = 6
    small = shares(beta, blocks * k, 1).view(blocks, k).sum(1)
    large = shares(other, blocks, k).view(blocks, k)
    assert torch.allclose(small, large.sum(1), rtol=1e-12)
    assert torch.allclose(large, large[:, :1].expand_as(large))  # equal within a batch
    values = {r"\beta": beta, r"\beta'": other, "k": k}
    for age in range(blocks):
        printed("eq-tokens").check(values | {r"\tau": age, r"\eta": 1, r"\eta'": 1}, 0, 1)
        assert float(small[-1 - age]) == pytest.approx((1 - other) * other**age)

    def far(eta, coefficient, steps):
        x = torch.zeros(1, dtype=torch.float64)
        optimizer = torch.optim.SGD([x], lr=eta, momentum=coefficient)
        path = []
        for _ in range(steps):
            x.grad = torch.ones_like(x)
            optimizer.step()
            path.append(x.item())
        return path[-1] - path[-2]

    eta = 0.01 * k * (1 - other) / (1 - beta)
    assert far(eta, other, 3000) == pytest.approx(k * far(0.01, beta, 3000))  # per k batches
    printed("eq-tokens").check(values | {r"\tau": 0, r"\eta": 0.01, r"\eta'": eta}, 2)
