"""Directions without a length: the theorems with symbols and runs, and what Adam does at its ends."""

import math
import random

import numpy as np
import pytest
import scipy.optimize
import sympy as sp
import torch
from decide import Reals
from printed import printed

from momentum.directions import memory_step, newton_schulz, polar
from momentum.quadratic import RAVINE
from momentum.training import descend, momentum_step

DIRECTIONS = {
    "sign": torch.sign,
    "length": lambda u: u / u.norm().clamp(min=1e-300),
    "polar": polar,
}
NAMES = {name: sp.Symbol(name) for name in ("v", "g", "x")}


def normal(*shape, seed=0):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(*shape, dtype=torch.float64, generator=generator)


def bowl(x, scale=1.0):
    """The gradient of a matrix problem that is not separable."""
    return scale * (normal(4, 4, seed=1) @ normal(4, 4, seed=1).T @ x + x.sin())


# -- The rule --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["identity", *DIRECTIONS])
@pytest.mark.checks("eq-direction", by="numerics")
def test_the_step_is_the_printed_one(name):
    phi = DIRECTIONS.get(name)
    x, v = normal(4, 3, seed=2), normal(4, 3, seed=3)
    for nu in (0.0, 0.3, 0.9, 1.0):
        moved, w = memory_step(bowl, 0.125, 0.9, nu, phi)(x, v)
        printed("eq-direction").check(
            {
                r"\v_t": w, r"\v_{t-1}": v, r"\g_t": bowl(x), r"\x_t": moved, r"\x_{t-1}": x,
                r"\beta": 0.9, r"\eta": 0.125, r"\nu": nu, r"\Phi": phi or (lambda u: u),
            }
        )  # fmt: skip
        assert moved is not x and w is not v


def test_the_identity_is_heavy_ball_nesterov_and_gradient_descent():
    x0 = torch.tensor([-5.0, -2.0], dtype=torch.float64)
    for nu, nesterov in ((1.0, False), (0.9, True)):
        ours = descend(memory_step(RAVINE.gradient, 0.4, 0.9, nu), x0, 50)
        form_a = momentum_step(RAVINE.gradient, 0.04, 0.9, nesterov=nesterov)
        assert torch.allclose(ours.x, descend(form_a, x0, 50).x, atol=1e-12)
    plain = descend(memory_step(RAVINE.gradient, 0.1, 0.9, 0.0), x0, 50)
    assert torch.allclose(plain.x, descend(momentum_step(RAVINE.gradient, 0.1), x0, 50).x)


def test_a_direction_of_another_shape_is_refused():
    step = memory_step(lambda x: x, 0.1, 0.9, direction=lambda u: u.sum())
    with pytest.raises(ValueError, match=r"what direction returns must have shape \(2,\)"):
        step(torch.ones(2), torch.zeros(2))


# -- A direction without a length ------------------------------------------------------------------


def path(phi, gradient, beta, nu, steps=40):
    x0 = normal(4, 3, seed=5)
    return descend(memory_step(gradient, 0.05, beta, nu, phi), x0, steps).x


@pytest.mark.parametrize("name", DIRECTIONS)
@pytest.mark.parametrize(("beta", "nu"), [(0.9, 1.0), (0.9, 0.9), (0.5, 0.2)])
@pytest.mark.checks("thm-direction", by="numerics")
def test_the_scale_of_all_gradients_changes_no_point(name, beta, nu):
    ours = path(DIRECTIONS[name], bowl, beta, nu)
    for scale in (2.0**-30, 1024.0):
        other = path(DIRECTIONS[name], lambda x, scale=scale: bowl(x, scale), beta, nu)
        assert torch.allclose(ours, other, atol=1e-9)
    one = 7 if nu < 1 else 3  # what is multiplied once only is another path
    once = iter([1.0] * one + [1024.0] + [1.0] * 40)
    other = path(DIRECTIONS[name], lambda x: bowl(x, next(once)), beta, nu)
    assert not torch.allclose(ours, other, atol=1e-9)


@pytest.mark.parametrize("name", DIRECTIONS)
@pytest.mark.checks("thm-direction", by="numerics")
def test_forms_a_and_c_walk_alike(name):
    phi = DIRECTIONS[name]
    for nesterov, nu in ((False, 1.0), (True, 0.9)):
        x, v, points = normal(4, 3, seed=5), torch.zeros(4, 3, dtype=torch.float64), []
        for _ in range(41):
            points.append(x)
            g = bowl(x)
            v = 0.9 * v + g
            x = x - 0.05 * phi(g + 0.9 * v if nesterov else v)
        assert torch.allclose(torch.stack(points), path(phi, bowl, 0.9, nu), atol=1e-9)


@pytest.mark.parametrize("name", DIRECTIONS)
@pytest.mark.checks("thm-direction", by="numerics")
def test_agreeing_gradients_give_one_step_and_vanishing_ones_do_not_stop_it(name):
    phi, g, chance = DIRECTIONS[name], normal(4, 3, seed=6), random.Random(0)
    x, v = torch.zeros(2, 4, 3, dtype=torch.float64)
    for _ in range(60):
        beta, nu, scale = chance.uniform(0, 0.99), chance.uniform(0, 1), chance.uniform(0.01, 100)
        moved, v = memory_step(lambda x, s=scale: s * g, 0.5, beta, nu, phi)(x, v)
        assert torch.allclose(x - moved, 0.5 * phi(g), atol=1e-9)
        x = moved
    step = memory_step(torch.zeros_like, 0.5, 0.9, 0.7, phi)
    last = v
    for _ in range(100):
        moved, v = step(x, v)
        assert torch.allclose(x - moved, 0.5 * phi(last), atol=1e-9)
        x = moved


@pytest.mark.checks("thm-direction", by="algebra")
def test_the_argument_of_phi_is_the_same_vector_in_both_forms():
    """One step with symbols: v of form C is (1 - beta) times that of form A, before and after."""
    beta, a, g = sp.symbols("beta a g")
    form_a = beta * a + g
    printed_v = printed("eq-direction").values(
        {r"\beta": beta, r"\g_t": g, r"\v_{t-1}": (1 - beta) * a, r"\v_t": 0}, 0
    )[1]
    assert sp.expand(printed_v - (1 - beta) * form_a) == 0
    for nu, argument in ((1, form_a), (beta, g + beta * form_a)):
        inner = (1 - nu) * g + nu * printed_v
        assert sp.expand(inner - (1 - beta) * argument) == 0


def test_signs_never_stop_and_newton_schulz_does():
    """The smallest numbers of float32, times .99, are rounded back to what they were."""
    g = torch.ones(2, 2)
    for phi, moves in ((torch.sign, True), (newton_schulz, False)):
        step = memory_step(torch.zeros_like, 1.0, 0.99, 1.0, phi)
        x, v = torch.zeros(2, 2), g.clone()
        for _ in range(20_000):
            _, v = step(x, v)
        assert bool((step(x, v)[0].abs() > 0.9).all()) == moves


@pytest.mark.checks("eq-march", by="numerics")
def test_the_velocity_is_as_small_as_epsilon_in_the_printed_step():
    for beta, norm, epsilon in ((0.95, 1.0, 1e-7), (0.9, 5.0, 1e-7), (0.99, 0.3, 1e-8)):
        k, left = 0, norm
        while left >= epsilon:
            k, left = k + 1, beta * left
        names = {r"\v_T": np.array([norm]), r"\varepsilon": epsilon, r"\beta": beta}
        printed("eq-march").check(names | {"k": k})
        with pytest.raises(AssertionError, match="not true"):
            printed("eq-march").check(names | {"k": k - 1})


# -- Three rulers ----------------------------------------------------------------------------------

LENGTHS = {
    "length": (lambda d: d.norm(), lambda g, sigma: g.norm()),
    "sign": (lambda d: d.abs().max(), lambda g, sigma: g.abs().sum()),
    "polar": (lambda d: torch.linalg.svdvals(d)[0], lambda g, sigma: sigma.sum()),
}


@pytest.mark.parametrize("name", LENGTHS)
@pytest.mark.checks("thm-steepest", by="numerics")
def test_nothing_of_this_length_is_steeper(name):
    """Against random steps, and against what a search from many starts finds."""
    length, largest = LENGTHS[name]
    for seed, shape in enumerate([(3, 3), (2, 5), (4, 1)]):
        g = normal(*shape, seed=seed)
        if seed == 0:
            g[2] = g[0]  # of rank 2
        best = DIRECTIONS[name](g)
        value = float((g * best).sum())
        assert float(length(best)) == pytest.approx(1)
        assert value == pytest.approx(float(largest(g, torch.linalg.svdvals(g))))
        for d in normal(500, *shape, seed=10 + seed):
            assert float((g * d / length(d)).sum()) <= value + 1e-12

        def loss(d, g=g):
            d = torch.tensor(d).reshape(g.shape)
            return -float((g * d).sum() / length(d))

        found = scipy.optimize.minimize(loss, best.flatten() + 0.3, method="Nelder-Mead", tol=1e-12)
        assert -found.fun <= value + 1e-9


def test_the_largest_value_of_a_sum_of_signs_is_one_coordinate():
    """The fourth ruler, of the exercise."""
    g = normal(6, seed=8)
    for d in normal(500, 6, seed=9):
        assert float(g @ d / d.abs().sum()) <= float(g.abs().max())


# -- Lion and Adam ---------------------------------------------------------------------------------


@pytest.mark.checks("eq-lion", "eq-lion-map", by="decided")
def test_lion_is_the_sign_of_quasi_hyperbolic_momentum():
    """Both printed arguments of the sign, and both velocities, with the printed map: no values."""
    v, g, b1 = sp.symbols("v g beta1")
    b2 = sp.symbols("beta2", nonzero=True)
    symbols = {r"\beta_1": b1, r"\beta_2": b2, r"\v_{t-1}": v, r"\g_t": g}
    mapped = {
        name: printed("eq-lion-map").values(symbols | {r"\beta": 0, r"\nu": 0}, number)[1]
        for number, name in enumerate((r"\beta", r"\nu"))
    }
    x, eta, unit = sp.symbols("x eta s")
    taken = []
    marks = dict.fromkeys((r"\operatorname{sign}", r"\Phi"), lambda u: taken.append(u) or unit)
    points = {r"\x_t": 0, r"\x_{t-1}": x, r"\eta": eta, r"\v_t": 0}
    moved = printed("eq-lion").values(symbols | marks | points, 0)[1]
    stored = printed("eq-lion").values(symbols | points, 1)[1]
    ours = mapped | {r"\v_{t-1}": v, r"\g_t": g, r"\v_t": 0}
    w = printed("eq-direction").values(ours, 0)[1]
    ends = printed("eq-direction").values(ours | marks | points | {r"\v_t": w}, 1)[1]
    assert sp.expand(moved - (x - eta * unit)) == sp.expand(ends - moved) == 0
    lion, quasi = taken
    assert sp.simplify(lion - quasi) == 0
    assert sp.simplify(stored - w) == 0


@pytest.mark.checks("eq-adam-ends", by="algebra")
def test_adam_with_a_large_epsilon_is_form_c():
    names = dict(
        zip(
            (r"\eta", "E", r"\hat{a}_t", r"\hat{b}_t"),
            sp.symbols("eta E a b", positive=True),
            strict=True,
        )
    )
    left, right = printed("eq-adam-ends").values(names, 0)
    assert sp.simplify(left - right) == 0
    assert sp.limit(right, names["E"], sp.oo) == names[r"\eta"] * names[r"\hat{a}_t"]


@pytest.mark.checks("eq-adam-ends", by="library")
def test_torch_adam_at_both_ends():
    x0, slope = normal(5, seed=1), lambda x: x + x.sin()
    ends = []
    for options in ({"lr": 0.1 * 1e9, "eps": 1e9}, {"lr": 0.1, "betas": (0.0, 0.0), "eps": 0.0}):
        x = x0.clone().requires_grad_()
        optimizer = torch.optim.Adam([x], **options)
        for _ in range(20):
            x.grad = slope(x.detach())
            optimizer.step()
        ends.append(x.detach())
    x, a, b = x0.clone(), torch.zeros_like(x0), torch.zeros_like(x0)
    for t in range(1, 21):
        a, b = 0.9 * a + 0.1 * slope(x), 0.999 * b + 0.001 * slope(x) ** 2
        averages = {r"\hat{a}_t": a / (1 - 0.9**t), r"\hat{b}_t": b / (1 - 0.999**t)}
        moves = printed("eq-adam-ends").values({r"\eta": 0.1, "E": 1e9} | averages)
        assert torch.allclose(moves[0], moves[1])
        x = x - moves[1]
    assert torch.allclose(ends[0], x, atol=1e-14)
    assert not torch.allclose(
        0.1 * averages[r"\hat{a}_t"], moves[1], rtol=1e-12, atol=0
    )  # E is finite
    signs = descend(memory_step(slope, 0.1, 0.0, 0.0, torch.sign), x0, 20).x[-1]
    assert torch.allclose(ends[1], signs, atol=1e-12)


@pytest.mark.checks("eq-adam-coast", by="library")
@pytest.mark.parametrize("betas", [(0.9, 0.999), (0.9, 0.95), (0.99, 0.95)])
def test_adam_coasts_as_printed(betas):
    """A gradient of 3 up to step T, then none; epsilon is 0."""
    x = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    optimizer, points = torch.optim.Adam([x], lr=0.5, betas=betas, eps=0.0), [0.0]
    last = 20
    for t in range(1, last + 41):
        x.grad = torch.full_like(x, 3.0 if t <= last else 0.0)
        optimizer.step()
        points.append(x.item())
    for k in (1, 7, 40):
        names = {r"\beta_1": betas[0], r"\beta_2": betas[1], "T": last, "k": k}
        names |= {"x_T": points[last], "x_{T-1}": points[last - 1]}
        names |= {"x_{T+k}": points[last + k], "x_{T+k-1}": points[last + k - 1]}
        printed("eq-adam-coast").check(names, rel=1e-8)
    grows = abs(points[-1] - points[-2]) > abs(points[-2] - points[-3])
    assert grows == (betas[0] > math.sqrt(betas[1]))


# -- Curvature, swings, decay ----------------------------------------------------------------------


@pytest.mark.parametrize("phi", [torch.sign, lambda u: u / u.abs().clamp(min=1e-300)])
@pytest.mark.checks("thm-axes", by="numerics")
def test_each_axis_has_a_path_that_curvature_does_not_change(phi):
    x0, curvature = normal(6, seed=2), 10.0 ** torch.arange(-3.0, 3.0).double()
    for beta, nu in ((0.9, 1.0), (0.99, 0.9), (0.5, 0.5)):
        many = descend(memory_step(lambda x: curvature * x, 0.01, beta, nu, phi), x0, 300).x
        one = descend(memory_step(lambda x: x, 0.01, beta, nu, phi), x0, 300).x
        assert torch.allclose(many, one, atol=1e-9)
    turn = torch.linalg.qr(normal(6, 6, seed=3))[0]
    turned = memory_step(lambda x: turn.T @ (curvature * (turn @ x)), 0.01, 0.9, 1.0, phi)
    plain = memory_step(lambda x: turn.T @ (turn @ x), 0.01, 0.9, 1.0, phi)
    assert not torch.allclose(descend(turned, x0, 300).x, descend(plain, x0, 300).x, atol=1e-2)


@pytest.mark.checks("tab-swing", by="numerics")
def test_long_memories_swing_far_and_looking_ahead_tames_them():
    """Starts that are not the page's: without memory at most eta, then as the table says."""

    def swings(beta, nu):
        step = memory_step(lambda x: 7 * x, 0.5, beta, nu, torch.sign)
        x = 9 + 0.5 * (torch.arange(80, dtype=torch.float64) + 0.21) / 80
        v, farthest = torch.zeros_like(x), torch.zeros_like(x)
        for t in range(5000):
            x, v = step(x, v)
            if t > 4000:
                farthest = torch.maximum(farthest, x.abs())
        return farthest / 0.5

    assert float(swings(0.0, 1.0).max()) <= 1
    found = {pair: swings(*pair) for pair in [(b, nu) for b in (0.5, 0.9, 0.99) for nu in (1.0, b)]}
    means = {pair: float(far.mean()) for pair, far in found.items()}
    assert means[0.5, 1.0] < means[0.9, 1.0] < means[0.99, 1.0]
    assert means[0.5, 0.5] < means[0.9, 0.9] < means[0.99, 0.99] < 1.6
    for beta in (0.5, 0.9, 0.99):
        assert means[beta, beta] < means[beta, 1.0]
        assert float(found[beta, beta].max()) < float(found[beta, 1.0].max())
    assert means[0.9, 1.0] == pytest.approx(2, abs=0.15)
    assert means[0.9, 0.9] == pytest.approx(1.1, abs=0.1)


@pytest.mark.checks("eq-box", by="decided")
def test_decay_holds_the_weights_in_a_box():
    """z3: of all steps of length at most eta, with eta times delta at most 1, none leaves it."""
    reals = Reals()
    old, eta, delta = reals.positive("old eta delta")
    names = {r"\eta_t": eta, r"\delta": delta, r"\x_{t-1}": old}
    after = (1 - eta * delta) * old + eta  # the largest length there is
    given = reals.link(eta * delta, r"\le", 1)
    reals.proves(reals.claim("eq-box", names | {r"\x_t": after}), given)


def test_without_a_word_the_step_is_heavy_ball_and_the_floor_is_the_libraries():
    x, v = torch.tensor([1.0, -2.0]), torch.tensor([0.5, 0.25])
    plain, named = (memory_step(lambda x: 2 * x, 0.1, 0.9, *nu) for nu in ((), (1.0,)))
    assert all(map(torch.equal, plain(x, v), named(x, v)))
    small = 0.25 * torch.eye(2)
    assert torch.equal(newton_schulz(small), newton_schulz(small, eps=1e-7))


def test_each_matrix_of_a_batch_has_its_own_largest_singular_value():
    one = torch.tensor([[3.0, 1.0], [0.0, 2.0]], dtype=torch.float64)
    found = polar(torch.stack([one, 1e-20 * one]))
    assert torch.allclose(found[0], found[1]) and torch.allclose(found[0], polar(one))
