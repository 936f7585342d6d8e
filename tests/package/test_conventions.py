"""Every notation of momentum is the same recursion; what the converter says, holds."""

import math
import re
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import sympy as sp
import torch
from hypothesis import given
from hypothesis import strategies as st
from printed import Formula, printed

from momentum.averages import mean_lag
from momentum.conventions import Settings, convert, convert_state, step, walk
from momentum.dynamics import best_momentum, spectral_radius
from momentum.libraries import LIBRARIES

PAGE = (Path(__file__).parents[2] / "docs" / "conventions.md").read_text(encoding="utf-8")
PAGE_OF_LETTERS = (Path(__file__).parents[2] / "docs" / "notation.md").read_text(encoding="utf-8")
BETA, D = sp.symbols("beta d", positive=True)
ETAS = sp.symbols("eta1:6", positive=True)
GRADIENTS = sp.symbols("g1:6")


def rows(formula):
    """Where velocity and point of each form stand in a display, by the letter before them."""
    letters = {rf"\mathrm{{{form}}}": form for form in "ABC"}
    return {formula.values(letters, k)[0]: (k + 1, k + 2) for k in (0, 3, 6)}


def as_printed(form, x, v, g, eta, beta, nesterov=False):
    """One step of a form, computed from the page."""
    formula = printed("eq-forms-nesterov" if nesterov else "eq-forms")
    velocity, point = rows(formula)[form]
    values = {r"\beta": beta, r"\eta_t": eta, r"\g_t": g, r"\v_{t-1}": v, r"\x_{t-1}": x}
    _, v = formula.values(values | {r"\v_t": None}, velocity)
    _, x = formula.values(values | {r"\v_t": v, r"\x_t": None}, point)
    return x, v


def trail(form, etas, gradients, beta=BETA, nesterov=False, factor=lambda t: 1):
    """Points and velocities of a printed form; `factor(t)` multiplies the velocity before step t."""
    (x, v), points = (0, 0), [(0, 0)]
    for t, (eta, g) in enumerate(zip(etas, gradients, strict=True)):
        x, v = as_printed(form, x, v * factor(t), g, eta, beta, nesterov)
        points.append((x, v))
    return points


def same(a, b):
    return all(sp.simplify(p - q) == 0 for p, q in zip(a, b, strict=True))


def table_of_units():
    """The rows of the table on the page: form to (s, k)."""
    lines = PAGE.split(":name: tab-units")[1].split(":::")[0].splitlines()
    rows = [
        [cell.strip(" $") for cell in line.strip("|").split("|")] for line in lines if "$" in line
    ]
    symbols = {"beta": BETA, "d": D, "eta": ETAS[0]}

    def read(text):
        text = re.sub(r"\)\\,", ")*", text).replace(r"\eta_t", "eta").replace(r"\beta", "beta")
        return sp.sympify(text, locals=symbols)

    return {form.replace("$", ""): (read(s), read(k)) for form, s, k in rows[1:]}


@pytest.mark.checks("eq-common", "eq-common-nesterov", "tab-units", by="decided")
@pytest.mark.checks("eq-forms", "eq-forms-nesterov", by="decided")
@pytest.mark.parametrize("form", ["A", "B", "C"])
def test_the_common_form_with_the_printed_units_is_each_form(form):
    """SymPy makes a step of A, B and C, and finds the printed common form with the printed s, k."""
    s, k = table_of_units()[form]
    x, v, g = sp.symbols("x v g")
    before = {r"\beta": BETA, r"\x_{t-1}": x, r"\v_{t-1}": v, r"\g_t": g, "s_t": s, "k_t": k}
    y, w = as_printed(form, x, v, g, ETAS[0], BETA)
    printed("eq-common").check(before | {r"\x_t": y, r"\v_t": w})
    y, w = as_printed(form, x, v, g, ETAS[0], BETA, nesterov=True)
    printed("eq-common").check(before | {r"\v_t": w}, 0)
    printed("eq-common-nesterov").check(before | {r"\x_t": y, r"\v_t": w})


@pytest.mark.checks("tab-units", by="numerics")
def test_the_package_has_the_printed_units():
    """The two numbers of the package, with which it walks, against the printed ones."""
    values = {BETA: 0.8, D: 0.3, ETAS[0]: 0.25}
    for name, (s, k) in table_of_units().items():
        library = {"A": "torch", "B": "keras", "C": "optax.ema"}[name[0]]
        settings = Settings(library, 0.25, 0.8, dampening=0.3 if "d" in name else 0.0)
        assert settings.entry == pytest.approx(float(s.subs(values)))
        assert settings.unit == pytest.approx(float(k.subs(values)))
    assert set(table_of_units()) == {"A", "A, d", "B", "C"}


@pytest.mark.checks("eq-move", "thm-one-method", by="algebra")
@pytest.mark.parametrize("nesterov", [False, True])
def test_only_the_ratio_of_units_matters(nesterov):
    """SymPy runs the common form with units k and c k: same path; with other ratios: another."""
    s, k, c = sp.symbols("s1:5"), sp.symbols("k1:5", positive=True), sp.Symbol("c", nonzero=True)

    def path(units):
        x, v, points, moves = sp.Integer(0), sp.Integer(0), [], [sp.Integer(0)]
        for s_t, k_t, g in zip(s, units, GRADIENTS, strict=False):
            values = {r"\beta": BETA, "s_t": s_t, "k_t": k_t, r"\g_t": g, r"\x_{t-1}": x}
            _, v = printed("eq-common").values(values | {r"\v_{t-1}": v, r"\v_t": None}, 0)
            values |= {r"\v_t": v, r"\x_t": None}
            if nesterov:
                _, x = printed("eq-common-nesterov").values(values)
            else:
                _, x = printed("eq-common").values(values, 1)
            points.append(x)
            moves.append(-k_t * v)
        return points, moves

    points, moves = path(k)
    scaled_points, scaled_moves = path([c * unit for unit in k])
    assert same(points, scaled_points)
    assert same(moves, scaled_moves)
    assert not same(points, path([k[0]] * 4)[0])
    at = {"k": lambda t: k[t - 1], "s": lambda t: s[t - 1], r"\g": lambda t: GRADIENTS[t - 1]}
    for t in range(2, 5):
        printed("eq-move").check(at | {r"\beta": BETA, r"\mathbf{m}": moves.__getitem__, "t": t})
        last = points[t - 1] - points[t - 2]
        ahead = BETA * moves[t] - s[t - 1] * GRADIENTS[t - 1]
        assert same([last], [ahead if nesterov else moves[t]])


@pytest.mark.checks("eq-map", "thm-one-method", by="algebra")
@pytest.mark.parametrize("nesterov", [False, True])
def test_at_a_constant_rate_all_forms_are_one(nesterov):
    """SymPy solves for the rates with one first step and runs A, B, C: same points, printed map."""
    free = sp.Symbol("free", positive=True)
    eta, start = ETAS[0], trail("A", ETAS[:1], GRADIENTS[:1], nesterov=nesterov)[1][0]
    rates = {"A": eta}
    for form in "BC":  # the rate that makes the first step the same
        first = trail(form, [free], GRADIENTS[:1], nesterov=nesterov)[1][0]
        (rates[form],) = sp.solve(first - start, free)
    values = {rf"\eta_{{\mathrm {form}}}": rate for form, rate in rates.items()}
    paths = {
        form: trail(form, [rates[form]] * 3, GRADIENTS[:3], nesterov=nesterov) for form in rates
    }
    for a, b, c in zip(*paths.values(), strict=True):
        assert same([a[0], a[0]], [b[0], c[0]])
        velocities = {
            r"\v_{\mathrm A,t}": a[1],
            r"\v_{\mathrm B,t}": b[1],
            r"\v_{\mathrm C,t}": c[1],
        }
        printed("eq-map").check({r"\beta": BETA} | values | velocities)


@pytest.mark.checks("eq-form-p", "eq-inertia", by="algebra")
def test_two_point_forms():
    """Points that SymPy finds by B satisfy the printed P; those of A and C the scaled inertia."""

    def values(form, etas):
        points = [x for x, _ in trail(form, etas, GRADIENTS[:5])]
        return {
            r"\beta": BETA,
            r"\eta": lambda t: ETAS[t - 1],
            r"\g": lambda t: GRADIENTS[t - 1],
            r"\x": lambda t: points[max(t, 0)],  # x_{-1} = x_0
        }

    averaged = [eta / (1 - BETA) for eta in ETAS]
    for t in range(1, 6):
        printed("eq-form-p").check(values("B", ETAS) | {"t": t})
        if t > 1:
            printed("eq-inertia").check(values("A", ETAS) | {"t": t})
            printed("eq-inertia").check(values("C", averaged) | {"t": t})


@pytest.mark.checks("thm-correction", by="algebra")
@pytest.mark.parametrize("nesterov", [False, True])
def test_momentum_correction(nesterov):
    """SymPy runs A and B with five different rates and rescaled velocities."""

    def up(t):
        return ETAS[t] / ETAS[t - 1] if t else 1

    def points(*arguments, **options):
        return [x for x, _ in trail(*arguments, ETAS, GRADIENTS, nesterov=nesterov, **options)]

    assert same(points("A", factor=lambda t: 1 / up(t)), points("B"))
    assert same(points("B", factor=up), points("A"))
    assert not same(points("A"), points("B"))
    twice = points("A", factor=up)  # B's correction in A is one too many
    assert not same(twice, points("A"))
    assert not same(twice, points("B"))


@pytest.mark.checks("eq-forms-nesterov", "eq-stored", by="numerics")
def test_the_stored_point_is_the_point_ahead():
    """Sutskever's loop, with its gradient taken ahead, against the printed forms and the map."""
    beta = 0.8

    def check(form, rates, scale=1.0):
        theta, v, y, w = 1.0, 0.0, 1.0, 0.0
        for eta in rates:
            v = beta * v - eta * math.sin(theta + beta * v)
            theta += v
            y, w = as_printed(form, y, w, math.sin(y), scale * eta, beta, nesterov=True)
            values = {r"\beta": beta, r"\x_t": y, r"\v_t": w, r"\v_{\mathrm B,t}": v}
            values |= {"k_t": -1 if form == "B" else scale * eta, r"\boldsymbol{\theta}_t": theta}
            printed("eq-stored").check(values)

    check("B", [0.3, 0.3, 0.1, 0.2, 0.05, 0.4])
    check("A", [0.3] * 8)
    check("C", [0.3] * 8, scale=5.0)  # 1/(1 - beta)


@pytest.mark.checks("eq-stored", by="numerics")
@pytest.mark.parametrize("library", ["torch", "keras"])
def test_converting_to_sutskever_moves_the_point(library):
    """Six steps in a library, the state converted, six of Sutskever's against twelve and back."""
    ahead = Settings(library, 0.3, 0.8, nesterov=True)
    behind = convert(ahead, "sutskever")
    alone = [(torch.ones(2, dtype=torch.float64), None)]
    for _ in range(12):
        alone.append(step(*alone[-1], torch.sin, ahead))
    x, v = convert_state(*alone[6], ahead, behind)
    values = {r"\beta": 0.8, r"\boldsymbol{\theta}_t": x, r"\v_{\mathrm B,t}": v}
    values |= {"k_t": ahead.unit, r"\x_t": alone[6][0], r"\v_t": alone[6][1]}
    printed("eq-stored").check(values)
    assert not torch.equal(x, alone[6][0])
    for expected in alone[7:]:
        x, v = step(x, v, torch.sin, behind)
        for got, wanted in zip(convert_state(x, v, behind, ahead), expected, strict=True):
            assert torch.allclose(got, wanted, rtol=1e-12)


@pytest.mark.checks("eq-coast", by="numerics")
@pytest.mark.parametrize(("beta", "old", "new"), [(0.9, 0.1, 0.01), (0.5, 0.3, 0.2), (0.9, 1, 2)])
def test_how_much_further_form_b_goes(beta, old, new):
    """The printed forms A and B, 250 steps on each side of a change of the rate."""
    g, rates = 1.7, [old] * 250 + [new] * 250
    ends = [trail(form, rates, [g] * 500, beta=beta)[-1][0] for form in "AB"]
    values = {r"\beta": beta, r"\eta": old, r"\eta'": new, r"\g": g}
    (further,) = printed("eq-coast").values(values)
    assert ends[0] - ends[1] == pytest.approx(further, rel=1e-9)


def test_on_a_ramp_form_b_is_form_a_with_a_late_schedule():
    beta, rates = 0.9, [0.001 * t for t in range(1, 300)]
    a, b = (trail(form, rates, [1.0] * 299, beta=beta) for form in "AB")
    moves_a, moves_b = ([q[0] - p[0] for p, q in pairwise(path)] for path in (a, b))
    assert moves_b[280] == pytest.approx(moves_a[280 - round(mean_lag(beta))], rel=1e-9)


@pytest.mark.checks("eq-dampening", by="algebra")
def test_the_unrolled_damped_velocity():
    """SymPy unrolls the recursion that is seeded with g_1; with d = beta the weights add up to 1."""
    v = GRADIENTS[0]
    for t, g in enumerate(GRADIENTS[1:], 2):
        v = BETA * v + (1 - D) * g
        values = {r"\beta": BETA, "d": D, "t": t, r"\g": lambda i: GRADIENTS[i - 1]}
        printed("eq-dampening").check(values | {r"\v_t": v})
        ones = dict.fromkeys(GRADIENTS, 1)
        assert same([v.subs(ones).subs(D, BETA)], [1])


@pytest.mark.parametrize("damp", [0.0, 0.4, 0.9])
def test_a_damped_walk_is_torchs(damp):
    """`walk` against the real torch.optim.SGD, whose first gradient enters undamped."""
    rates = [0.3, 0.3, 0.1, 0.2, 0.05, 0.4]
    ours = walk(Settings("torch", 1.0, 0.8, dampening=damp), torch.sin, torch.ones(1), rates)
    x = torch.ones(1, requires_grad=True)
    sgd = torch.optim.SGD([x], lr=1.0, momentum=0.8, dampening=damp)
    for rate, point in zip(rates, ours[1:], strict=True):
        sgd.param_groups[0]["lr"] = rate
        x.grad = torch.sin(x.detach())
        sgd.step()
        assert torch.allclose(x.detach(), point, rtol=1e-5)


def shrinking(settings, steps):
    """A weight without a loss, from rest."""
    x0 = torch.ones(1, dtype=torch.float64)
    return walk(settings, torch.zeros_like, x0, [settings.lr] * steps)[:, 0]


C, D_FREE = r"\delta_{\mathrm c}", r"\delta_{\mathrm d}"


def decay_of_the_pace(nesterov, **values):
    """The printed coupled decay, and the smallest sigma for which it is true."""
    formula = printed("eq-decay-same-pace" + "-nesterov" * nesterov)
    values = {"\\" + name: value for name, value in values.items()} | {"s": 1, C: 1}
    return formula.values(values, 0)[1], formula.values(values, 1)[1]


@pytest.mark.checks("eq-decay-destination", "thm-decay-kinds", by="numerics")
@pytest.mark.parametrize("nesterov", [False, True])
@pytest.mark.parametrize("beta", [0.3, 0.9])
def test_the_destination_of_the_other_kind_of_decay(beta, nesterov):
    """Runs of both kinds on cosh: one limit with the printed pair, another with any other."""
    coupled = Settings("torch", 0.1, beta, nesterov=nesterov, weight_decay=0.5)
    known = {r"\beta": beta, "s": 0.1, r"\eta": 0.1, C: 0.5, D_FREE: 1.0}
    left, right = printed("eq-decay-destination").values(known)
    decay = left / right  # both sides are proportional to their decay

    def end(settings):
        x0 = torch.zeros(1, dtype=torch.float64)
        return float(walk(settings, lambda x: torch.sinh(x - 1), x0, [0.1] * 3000)[-1])

    def free(decay):
        return replace(coupled, library="keras", weight_decay=decay, decoupled=True)

    assert end(free(decay)) == pytest.approx(end(coupled), rel=1e-9)
    assert end(free(1.1 * decay)) != pytest.approx(end(coupled), rel=1e-3)
    assert convert(coupled, "keras", keep="destination").weight_decay == pytest.approx(decay)
    assert convert(free(decay), "torch", keep="destination").weight_decay == pytest.approx(0.5)


@pytest.mark.checks("thm-decay-kinds", by="numerics")
@pytest.mark.parametrize("nesterov", [False, True])
@pytest.mark.parametrize("beta", [0.3, 0.9])
@pytest.mark.parametrize("above", [0.001, 0.2, 0.9])
def test_the_pace_of_the_other_kind_of_decay(beta, nesterov, above):
    """Runs of both kinds without a loss, at the edge of the condition and far above it."""
    slowest = decay_of_the_pace(nesterov, beta=beta, sigma=0.5)[1]
    sigma = slowest + (1 - slowest) * above
    decay = decay_of_the_pace(nesterov, beta=beta, sigma=sigma)[0] / 0.1
    coupled = Settings("torch", 0.1, beta, nesterov=nesterov, weight_decay=decay)
    trail = shrinking(coupled, 4000)
    at = int((trail.abs() > 1e-250).sum()) - 1
    assert float(trail[at] / trail[at - 1]) == pytest.approx(sigma, rel=1e-3)
    free = replace(coupled, library="keras", decoupled=True, weight_decay=(1 - sigma) / 0.1)
    assert float(shrinking(free, 1)[1]) == pytest.approx(sigma)
    assert coupled.shrinkage == pytest.approx(1 - sigma, rel=1e-6)
    assert free.shrinkage == pytest.approx(1 - sigma)
    assert convert(coupled, "keras", keep="pace").weight_decay == pytest.approx(free.weight_decay)
    assert convert(free, "torch", keep="pace").weight_decay == pytest.approx(decay)


@pytest.mark.checks("eq-decay-same-pace", "eq-decay-same-pace-nesterov", by="algebra")
def test_the_printed_pace_is_a_root_and_the_condition_makes_it_the_larger_one():
    """SymPy runs the printed common form without a loss: three points give both roots."""
    sigma = sp.Symbol("sigma", positive=True)
    for nesterov in (False, True):
        a, slowest = decay_of_the_pace(nesterov, beta=BETA, sigma=sigma)
        x, v, trail = sp.Integer(1), sp.Integer(0), []
        for _ in range(3):
            values = {r"\beta": BETA, "s_t": 1, "k_t": 1, r"\g_t": a * x, r"\v_{t-1}": v}
            values |= {r"\x_{t-1}": x}
            _, v = printed("eq-common").values(values | {r"\v_t": None}, 0)
            label, number = ("eq-common-nesterov", 0) if nesterov else ("eq-common", 1)
            _, x = printed(label).values(values | {r"\v_t": v, r"\x_t": None}, number)
            trail.append(x)
        total, product = sp.symbols("total product")
        first, second = (
            late - total * now + product * before
            for before, now, late in ((1, *trail[:2]), tuple(trail))
        )
        found = sp.solve([first, second], [total, product], dict=True)[0]
        assert sp.simplify(sigma**2 - found[total] * sigma + found[product]) == 0
        other = sp.simplify(found[total] - sigma)
        assert sp.simplify(other.subs(sigma, slowest) - slowest) == 0  # a double root at the edge


def test_the_other_kind_of_decay_never_walks_the_same_path():
    for nesterov in (False, True):
        coupled = Settings("torch", 0.1, 0.9, nesterov=nesterov, weight_decay=0.02)
        for keep in ("destination", "pace"):
            paths = [shrinking(one, 20) for one in (coupled, convert(coupled, "keras", keep=keep))]
            assert not torch.allclose(*paths, atol=1e-3)


@pytest.mark.parametrize("library", ["optax", "optax.ema", "keras", "mxnet"])
def test_decay_of_one_kind_keeps_its_path_through_a_rate_of_zero(library):
    """The decay is converted also where the rate is 0: the kind decides, not the rate."""
    kinds = LIBRARIES[library]
    for decoupled in [
        kind for kind, there in ((False, kinds.coupled), (True, kinds.decoupled)) if there
    ]:
        settings = Settings(library, 0.5, 0.9, weight_decay=0.3, decoupled=decoupled)
        for to in ("optax", "optax.ema"):
            there, still = convert(settings, to), convert(replace(settings, lr=0.0), to)
            assert there.weight_decay == pytest.approx(still.weight_decay)
            assert there.decoupled == decoupled
            assert convert(there, library).weight_decay == pytest.approx(0.3)
    assert convert(replace(settings, weight_decay=0.0), "keras").weight_decay == 0


@pytest.mark.parametrize(
    ("message", "settings", "to", "options"),
    [
        ("weight_decay must be 0 in tf1, which has none, got 0.1", {}, "tf1", {}),
        ("weight_decay must be 0 in polyak", {}, "polyak", {}),
        ("weight_decay must be 0 in mxnet with nesterov", {"nesterov": True}, "mxnet", {}),
        ("keep must be one of \\['destination', 'pace'\\], got None", {}, "keras", {}),
        ("keep must be one of", {}, "keras", {"keep": "both"}),
        ("must be at most 0.026334 at", {}, "keras", {"keep": "pace"}),
        ("must be at most 0.0277008", {"nesterov": True}, "keras", {"keep": "pace"}),
        ("lr must be > 0 for the decay", {"lr": 0.0}, "keras", {"keep": "pace"}),
        (
            "must be at most 0.0513167, the fastest pace of coupled decay at momentum 0.9",
            {"library": "keras", "decoupled": True, "weight_decay": 0.52},
            "torch",
            {"keep": "pace"},
        ),
        (
            "must be at most 0.25, the fastest pace of coupled decay at momentum 0.6, got 0.3",
            {
                "library": "keras",
                "decoupled": True,
                "weight_decay": 3.0,
                "momentum": 0.6,
                "nesterov": True,
            },
            "torch",
            {"keep": "pace"},
        ),
    ],
)
def test_decay_that_has_no_equivalent_is_refused(message, settings, to, options):
    given = {"library": "torch", "lr": 0.1, "momentum": 0.9, "weight_decay": 0.1} | settings
    with pytest.raises(ValueError, match=message):
        convert(Settings(**given), to, **options)


@pytest.mark.checks("tab-decay", by="numerics")
def test_the_table_of_decay_is_what_the_package_has():
    """The marks of the table against LIBRARIES, and what `Settings` takes against both."""
    rows = re.findall(r"^\| `([\w.]+)` \| ([✓–]) \| ([✓–]) \|", PAGE, re.MULTILINE)
    assert {name for name, *_ in rows} == set(LIBRARIES)
    for name, *marks in rows:
        known = LIBRARIES[name]
        assert [mark == "✓" for mark in marks] == [known.coupled, known.decoupled]
        for decoupled, there in ((False, known.coupled), (True, known.decoupled)):
            make = partial(Settings, name, 0.1, 0.9, weight_decay=0.1, decoupled=decoupled)
            if there:
                assert make().decoupled == decoupled
            else:
                with pytest.raises(ValueError, match=r"(weight_decay|decoupled) must be"):
                    make()


@pytest.mark.checks("eq-debias", by="algebra")
def test_a_bias_correction_is_a_schedule():
    """SymPy runs C with its velocity divided by 1 - beta^t, and finds the rate of A at each step."""
    averages = trail("C", ETAS, GRADIENTS[:5])
    sums = trail("A", ETAS, GRADIENTS[:5])
    for t in range(1, 6):
        step_of_c = ETAS[t - 1] * averages[t][1] / (1 - BETA**t)
        values = {r"\eta_{\mathrm A,t}": sp.simplify(step_of_c / sums[t][1])}
        values |= {r"\eta_{\mathrm C,t}": ETAS[t - 1], r"\beta": BETA, "t": t}
        printed("eq-debias").check(values)


@pytest.mark.checks("eq-adam", by="library")
def test_adam_is_written_out():
    """The three printed lines against the state and the steps of the real torch.optim.Adam."""
    x = torch.tensor([2.0], dtype=torch.float64, requires_grad=True)
    eta, beta_1, beta_2, eps = 0.3, 0.8, 0.95, 1e-3
    adam = torch.optim.Adam([x], lr=eta, betas=(beta_1, beta_2), eps=eps)
    seen = [(0.0, 0.0, 2.0)]
    for t in range(1, 9):
        x.grad = torch.tensor([math.sin(3.0 * t)], dtype=torch.float64)
        adam.step()
        state = adam.state[x]
        seen.append((float(state["exp_avg"]), float(state["exp_avg_sq"]), float(x.detach())))
        values = {r"\beta_1": beta_1, r"\beta_2": beta_2, r"\eta": eta, r"\varepsilon": eps}
        values |= {"t": t, "g_t": math.sin(3.0 * t)}
        for name, before, after in zip("abx", seen[t - 1], seen[t], strict=True):
            values |= {f"{name}_{{t-1}}": before, f"{name}_t": after}
        printed("eq-adam").check(values)


@pytest.mark.checks("eq-adam-start", by="library")
def test_what_adam_would_do_without_its_correction():
    """State of the real torch.optim.Adam under the gradient 1, uncorrected, against the formula."""
    x = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    adam = torch.optim.Adam([x], lr=0.5, betas=(0.9, 0.999), eps=0.0)
    before, ratios = 0.0, []
    for t in range(1, 60):
        x.grad = torch.ones(1, dtype=torch.float64)
        adam.step()
        state = adam.state[x]
        ratios.append(float(state["exp_avg"] / state["exp_avg_sq"].sqrt()))
        values = {r"\beta_1": 0.9, r"\beta_2": 0.999, "t": t}
        assert printed("eq-adam-start").values(values) == [pytest.approx(ratios[-1], rel=1e-9)]
        assert before - float(x.detach()) == pytest.approx(0.5, rel=1e-9)
        before = float(x.detach())
    assert ratios[0] == pytest.approx(3.16, abs=5e-3)
    assert 6.5 < max(ratios) < 6.6


@pytest.mark.checks("eq-seed", by="library")
def test_the_first_gradient_counts_ten_times():
    """torch.optim.SGD with dampening=momentum against the printed form C, on given gradients."""
    beta, eta, g = 0.9, 0.1, [math.cos(t) + 2 for t in range(600)]
    x = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    sgd = torch.optim.SGD([x], lr=eta, momentum=beta, dampening=beta)
    for value in g:
        x.grad = torch.tensor([value], dtype=torch.float64)
        sgd.step()
    averaged = trail("C", [eta] * 600, g, beta=beta)[-1][0]
    values = {r"\eta": eta, r"\beta": beta, r"\g_1": g[0], r"\infty": 600}
    apart = float(x.detach()) - averaged
    assert printed("eq-seed").values(values) == [pytest.approx(apart, rel=1e-9)] * 2


def test_the_listing_for_torch_follows_form_b():
    """The loop printed in the solution, run on the real torch.optim.SGD."""
    listing = re.search(r"```python\n(# new: .*?)```", PAGE, re.DOTALL).group(1)
    rates = [0.1, 0.1, 0.01, 0.05, 0.2]
    x = torch.ones(1, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([x], lr=0.1, momentum=0.9)
    y, v = 1.0, 0.0
    for new in rates:
        exec(listing, {"optimizer": optimizer, "new": new})
        x.grad = torch.sin(x.detach())
        optimizer.step()
        y, v = as_printed("B", y, v, math.sin(y), new, 0.9)
        assert float(x.detach()) == pytest.approx(y, rel=1e-12)


def loss_path(eta, beta, average, steps=3000):
    """The copied comparison, written as it was published."""
    curvature, x, v, losses = np.array([0.1, 10.0]), np.array([-4.0, 1.5]), np.zeros(2), []
    for _ in range(steps + 1):
        losses.append(0.5 * float(curvature @ x**2))
        v = beta * v + (1 - beta if average else 1) * curvature * x
        x = x - eta * v
    return np.array(losses)


def first(losses):
    return int(np.argmax(losses < 1e-3))


def test_the_copied_comparison_and_what_it_compared():
    """The published 185, 159 and 0.487363, and the runs that should have been compared."""
    assert first(loss_path(0.18, 0.0, False)) == 185
    assert first(loss_path(0.18, 0.9, True)) == 159 == first(loss_path(0.018, 0.9, False))
    slow = loss_path(0.18, 0.99, True)
    assert slow[300] == pytest.approx(0.487363, abs=5e-7)
    assert slow[3000] < 1e-12
    best = best_momentum(0.1, 10.0)
    assert first(loss_path(best.eta, best.beta, False)) < first(loss_path(0.18, 0.9, False)) < 80
    plain = [first(loss_path(eta, 0.0, False, 400)) for eta in np.linspace(0.1, 0.197, 50)]
    assert 160 < min(plain) < 185  # its best learning rate helps gradient descent little
    eigenvalues = torch.tensor([0.1, 10.0], dtype=torch.float64)
    assert float(spectral_radius(0.99, 0.0018 * eigenvalues).max()) == pytest.approx(0.99**0.5)
    for eta, stable in ((3.79, True), (3.81, False)):
        assert bool((spectral_radius(0.9, 0.1 * eta * eigenvalues) < 1).all()) == stable


@given(
    lr=st.floats(1e-4, 10),
    momentum=st.floats(0, 0.99),
    source=st.sampled_from(sorted(LIBRARIES)),
    to=st.sampled_from(sorted(LIBRARIES)),
)
def test_conversion_has_an_inverse_and_keeps_what_moves_the_point(lr, momentum, source, to):
    settings = Settings(source, lr, momentum)
    there = convert(settings, to)
    assert there.library == to
    assert there.entry == pytest.approx(settings.entry)
    back = convert(there, source)
    assert back.lr == pytest.approx(lr)
    x, v = torch.ones(2, dtype=torch.float64), torch.tensor([1.0, -2.0], dtype=torch.float64)
    moved = convert_state(*convert_state(x, v, settings, there), there, back)
    assert torch.equal(moved[0], x)
    assert torch.allclose(moved[1], v)


def test_convert_state_at_two_rates_is_the_momentum_correction():
    old, new = Settings("torch", 0.1, 0.9), Settings("torch", 0.01, 0.9)
    x, v = torch.zeros(1, dtype=torch.float64), torch.ones(1, dtype=torch.float64)
    assert float(convert_state(x, v, old, new)[1]) == pytest.approx(10)
    keras_old, keras_new = replace(old, library="keras"), replace(new, library="keras")
    assert float(convert_state(x, v, keras_old, keras_new)[1]) == 1  # B keeps its move by itself
    through_a = convert_state(*convert_state(x, v, keras_old, old), new, keras_new)
    assert float(through_a[1]) == pytest.approx(0.1)  # and so B is made to follow A


def test_a_step_changes_no_argument():
    x, v = torch.ones(2), torch.ones(2)
    for name, known in LIBRARIES.items():
        step(x, v, torch.sin, Settings(name, 0.1, 0.9, nesterov=known.nesterov))
    assert torch.equal(x, torch.ones(2))
    assert torch.equal(v, torch.ones(2))


@pytest.mark.checks("eq-forms", by="numerics")
@pytest.mark.parametrize(("form", "library"), [("A", "torch"), ("B", "keras"), ("C", "optax.ema")])
def test_walk_is_the_printed_form(form, library):
    """The common recursion of the package, six steps with changing rates, against the print."""
    rates = [0.3, 0.3, 0.1, 0.2, 0.05, 0.4]
    ours = walk(Settings(library, 1.0, 0.8), torch.sin, torch.ones(1, dtype=torch.float64), rates)
    x, v = 1.0, 0.0
    for rate, point in zip(rates, ours[1:], strict=True):
        x, v = as_printed(form, x, v, math.sin(x), rate, 0.8)
        assert float(point) == pytest.approx(x, rel=1e-12)


@pytest.mark.parametrize(
    ("message", "arguments", "options"),
    [
        ("library must be one of .*, got 'theano'", ("theano", 0.1, 0.9), {}),
        ("lr must lie in", ("torch", -0.1, 0.9), {}),
        ("momentum must lie in", ("torch", 0.1, 1.0), {}),
        ("dampening must lie in", ("torch", 0.1, 0.9), {"dampening": 1.0}),
        ("dampening must be 0 in keras, got 0.5", ("keras", 0.1, 0.9), {"dampening": 0.5}),
        ("nesterov must be False in optax.ema", ("optax.ema", 0.1, 0.9), {"nesterov": True}),
        ("nesterov must be False in polyak", ("polyak", 0.1, 0.9), {"nesterov": True}),
        ("weight_decay must lie in", ("torch", 0.1, 0.9), {"weight_decay": -0.1}),
        ("weight_decay must be 0 in sutskever", ("sutskever", 0.1, 0.9), {"weight_decay": 0.1}),
        ("decoupled must be True in keras", ("keras", 0.1, 0.9), {"weight_decay": 0.1}),
    ],
)
def test_settings_that_a_library_does_not_have(message, arguments, options):
    with pytest.raises(ValueError, match=message):
        Settings(*arguments, **options)


def test_conversions_that_do_not_exist():
    damped = Settings("torch", 0.1, 0.9, dampening=0.5)
    with pytest.raises(ValueError, match="keras cannot spare the first gradient"):
        convert(damped, "keras")
    assert convert(damped, "torch") == damped
    assert convert(damped, "keras", started=True).lr == pytest.approx(0.05)
    assert convert(replace(damped, momentum=0.0), "keras").lr == 0.1  # no momentum, no dampening
    with pytest.raises(ValueError, match="nesterov must be False in polyak"):
        convert(Settings("keras", 0.1, 0.9, nesterov=True), "polyak")
    with pytest.raises(ValueError, match=r"to must be one of .*, got"):
        convert(damped, "theano", started=True)
    here, x = Settings("torch", 0.1, 0.9), torch.ones(1)
    for other, name in (
        (replace(here, momentum=0.8), "momentum"),
        (replace(here, nesterov=True), "nesterov"),
    ):
        with pytest.raises(ValueError, match=f"{name} must be the same on both sides"):
            convert_state(x, x, here, other)


def textbooks():
    """The rows of the table of books: letters of learning rate and coefficient, step, form."""
    notation = PAGE_OF_LETTERS.split(":name: tab-textbooks")[1].split("\n:::")[0].splitlines()
    rows = [[cell.strip(" $") for cell in line.split(" | ")] for line in notation if "$" in line]
    return [(eta, beta, step, form.strip(" |")) for _, eta, beta, step, form in rows]


def as_in_a_book(row, etas, beta, gradient, x=2.0):
    """Walk from rest by what a row prints; the point of every step and the last velocity."""
    eta_letter, beta_letter, step, _ = row
    plain = step.replace(r"\Delta\boldsymbol\theta", r"\v").replace(r"\boldsymbol\theta", r"\x")
    formula, v, points = Formula(plain), 0.0, [x]
    for eta in etas:
        env = {eta_letter: eta, beta_letter: beta, r"\g": gradient(x), r"\x": x}
        v = formula.values(env | {r"\v": v}, 0)[1]
        x = formula.values(env | {r"\v": v}, 1)[1]
        points.append(x)
    return np.array(points), v


@pytest.mark.checks("tab-textbooks", by="numerics")
def test_four_books_have_one_method_in_two_forms():
    """With their letters at a constant rate all walk as momentum does; else each form by itself."""
    rows, steps = textbooks(), 25
    assert [form for *_, form in rows] == ["A", "A", "B", "B"]
    assert [row[:2] for row in rows[2:]] == [(r"\epsilon", r"\alpha"), (r"\alpha", r"\rho")]
    constant, falling = [0.3] * steps, [0.3] * 10 + [0.03] * (steps - 10)
    for etas, apart in ((constant, False), (falling, True)):
        walked = [as_in_a_book(row, etas, 0.8, math.sin) for row in rows]
        for (points, v), (*_, form) in zip(walked, rows, strict=True):
            settings = Settings({"A": "torch", "B": "keras"}[form], 0.3, 0.8)
            x = walk(settings, torch.sin, torch.tensor([2.0], dtype=torch.float64), etas)
            assert points == pytest.approx(x[:, 0].numpy(), rel=1e-12)
            if not apart:
                assert v == pytest.approx({"A": 1, "B": -0.3}[form] * walked[0][1], rel=1e-9)
        assert np.allclose(walked[0][0], walked[2][0], rtol=1e-9) != apart


def test_rates_may_stand_in_a_tensor_of_one_axis():
    """As a schedule of torch gives them; a table of rates is none."""
    run = partial(walk, Settings("keras", 1.0, 0.8), torch.sin, torch.ones(1))
    rates = torch.tensor([0.5, 0.25, 0.125])
    assert torch.equal(run(rates), run(rates.tolist()))
    with pytest.raises(TypeError, match="rates must be a list of numbers, got tensor"):
        run(rates[None])


# -- By hand: numbers that have a few binary digits, so that each result is exact -------------------

TWO, ONE = torch.tensor([2.0]), torch.tensor([1.0])


@pytest.mark.parametrize(
    ("settings", "v", "x1", "v1"),
    [
        (Settings("torch", 0.5, 0.5), ONE, 0.75, 2.5),
        (Settings("torch", 0.5, 0.5, weight_decay=0.25), ONE, 0.5, 3.0),
        (Settings("optax", 0.5, 0.5, weight_decay=0.25, decoupled=True), ONE, 0.5, 2.5),
        (Settings("torch", 0.5, 0.5, nesterov=True), ONE, 0.375, 2.5),
        (Settings("sutskever", 0.5, 0.5, nesterov=True), ONE, 1.25, -0.75),
        (Settings("torch", 0.5, 0.5, dampening=0.75), None, 1.0, 2.0),  # the first enters whole
        (Settings("torch", 0.5, 0.5, dampening=0.75), ONE, 1.5, 1.0),
        (Settings("torch", 0.5, 0.0, dampening=0.75), None, 1.0, 2.0),
        (Settings("torch", 0.5, 0.0, dampening=0.75), ONE, 1.0, 2.0),
    ],
)
def test_a_step_by_hand(settings, v, x1, v1):
    """From x = 2, where the gradient is x."""
    x, velocity = step(TWO, v, lambda x: x, settings)
    assert (x.item(), velocity.item()) == (x1, v1)


@pytest.mark.parametrize(
    ("settings", "shrinkage"),
    [
        (Settings("keras", 0.5, 0.9, weight_decay=0.25, decoupled=True), 0.125),
        (Settings("torch", 1.0, 0.25, weight_decay=0.25), 0.5),  # on the border to swinging
        (Settings("torch", 1.0, 0.25, weight_decay=0.26), math.nan),
        (Settings("torch", 1.0, 0.0, weight_decay=0.5), 0.5),
        (Settings("torch", 1.0, 0.0, weight_decay=1.0), 1.0),
        (Settings("torch", 1.0, 0.0, weight_decay=1.5), math.nan),
        (Settings("torch", 0.5, 0.25, weight_decay=0.0), 0.0),
    ],
)
def test_the_pace_of_decay_by_hand(settings, shrinkage):
    assert settings.shrinkage == shrinkage or math.isnan(settings.shrinkage) == math.isnan(
        shrinkage
    )


@pytest.mark.parametrize("nesterov", [False, True])
def test_the_pace_of_coupled_decay_is_a_root(nesterov):
    settings = Settings("torch", 0.5, 0.5, nesterov=nesterov, weight_decay=0.1)
    a, beta, z = 0.05, 0.5, 1 - settings.shrinkage
    trace, keep = (1.5 - 1.5 * a, 1 - a) if nesterov else (1.5 - a, 1.0)
    assert abs(z * z - trace * z + beta * keep) < 1e-15 and z > trace / 2


@pytest.mark.parametrize(
    ("settings", "to", "keep", "lr", "decay"),
    [
        (("torch", 0.5, 0.75, 0.25, False), "keras", "destination", 0.5, 1.0),
        (("optax.ema", 0.5, 0.75, 0.25, False), "keras", "destination", 0.125, 1.0),
        (("optax.ema", 0.5, 0.75, 0.25, True), "torch", "destination", 0.125, 0.25),
        (("keras", 0.5, 0.75, 0.25, True), "torch", "destination", 0.5, 0.0625),
        (("optax.ema", 0.5, 0.75, 0.25, True), "keras", None, 0.125, 1.0),
        (("keras", 0.5, 0.75, 0.25, True), "optax.ema", None, 2.0, 0.0625),
        (("torch", 0.5, 0.75, 0.25, False), "optax", None, 0.5, 0.25),
        (("torch", 0.5, 0.25, 0.5, False), "keras", "pace", 0.5, 1.0),  # on the border, 1/2
        (("keras", 0.5, 0.25, 1.0, True), "torch", "pace", 0.5, 0.5),  # and back, the fastest
        (("keras", 0.5, 0.25, 0.5, True), "torch", "pace", 0.5, 1 / 3),
    ],
)
def test_decay_is_converted_by_hand(settings, to, keep, lr, decay):
    library, rate, beta, weight_decay, decoupled = settings
    given = Settings(library, rate, beta, weight_decay=weight_decay, decoupled=decoupled)
    found = convert(given, to, keep=keep)
    assert (found.lr, found.weight_decay) == (lr, pytest.approx(decay, rel=1e-14))


@pytest.mark.parametrize("library", ["keras", "torch"])
@pytest.mark.parametrize("nesterov", [False, True])
def test_the_pace_is_kept_both_ways(library, nesterov):
    given = Settings(
        library, 0.5, 0.5, nesterov=nesterov, weight_decay=0.1, decoupled=library == "keras"
    )
    there = convert(given, {"keras": "torch", "torch": "keras"}[library], keep="pace")
    assert there.shrinkage == pytest.approx(given.shrinkage, rel=1e-13)
    assert convert(there, library, keep="pace").weight_decay == pytest.approx(0.1, rel=1e-12)


def test_what_conversions_and_walks_say_of_what_is_wrong():
    coupled = Settings("torch", 0.5, 0.5, weight_decay=0.1)
    decoupled = Settings("keras", 0.5, 0.5, weight_decay=0.1, decoupled=True)
    for source, to, kinds in (
        (coupled, "keras", ("decoupled", "coupled")),
        (decoupled, "torch", ("coupled", "decoupled")),
    ):
        rule = f"{to} has {kinds[0]} weight decay only, and nothing walks the path of the {kinds[1]} one"
        with pytest.raises(ValueError, match=f"got None: {rule}$"):
            convert(source, to)
    with pytest.raises(ValueError, match=r"^rates\[1\] must lie in \[0, inf\), got -0.5$"):
        walk(Settings("torch", 0.5, 0.5), lambda x: x, ONE, [0.5, -0.5])
    with pytest.raises(ValueError, match=r"^target must have lr > 0"):
        convert_state(ONE, ONE, Settings("torch", 0.5, 0.5), Settings("torch", 0.0, 0.5))
    assert convert_state(ONE, ONE, Settings("torch", 0.5, 0.5), Settings("torch", 1.0, 0.5)) == (
        ONE,
        ONE / 2,
    )
    assert Settings("keras", 0.5, 0.0, nesterov=True).nesterov  # without momentum, too
    for refused in ({"momentum": 0.0}, {"momentum": 0.5, "dampening": 0.5}):
        with pytest.raises(
            ValueError, match=r"^nesterov in torch needs momentum > 0 and dampening 0"
        ):
            Settings("torch", 0.5, nesterov=True, **refused)
