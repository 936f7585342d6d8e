"""All ways to write momentum, decided for all values: what holds before a step holds after it.

One step of each printed form is carried out with symbols, from states that correspond, with one
gradient about which nothing is assumed; at rest all states correspond. So the theorems hold for
every number of steps, by induction.
"""

import pytest
import sympy as sp
from printed import printed
from test_conventions import as_printed

BETA, X, V, G = sp.symbols("beta x v g")
ETA, OLD, S, K, K_OLD, C = sp.symbols("eta eta' s k k' c", nonzero=True)
NAMES = {r"\beta": BETA, r"\eta_t": ETA, r"\eta_{t-1}": OLD, r"\g_t": G, r"\x_{t-1}": X}


def same(*values):
    return all(sp.simplify(values[0] - other) == 0 for other in values[1:])


def common(unit, v, nesterov, rate=S):
    """One printed step of the common form: the new point and velocity."""
    values = NAMES | {"s_t": rate, "k_t": unit, r"\v_{t-1}": v, r"\v_t": None, r"\x_t": None}
    w = printed("eq-common").values(values, 0)[1]
    label, number = ("eq-common-nesterov", 0) if nesterov else ("eq-common", 1)
    return printed(label).values(values | {r"\v_t": w}, number)[1], w


@pytest.mark.checks("thm-one-method", "eq-move", "eq-common", "eq-common-nesterov", by="decided")
def test_only_the_ratio_of_the_units_matters():
    """Units k', k and ck', ck with equal kv: the same point, equal kv again, and the printed move."""
    for nesterov in (False, True):
        (x, w), (y, u) = (common(K * by, V / by, nesterov) for by in (1, C))
        assert same(x, y) and same(K * w, C * K * u)
        moves = {r"\mathbf{m}_t": -K * w, r"\mathbf{m}_{t-1}": -K_OLD * V}
        printed("eq-move").check(NAMES | moves | {"k_t": K, "k_{t-1}": K_OLD, "s_t": S})
        ahead = BETA * moves[r"\mathbf{m}_t"] - S * G
        assert same(x - X, ahead if nesterov else moves[r"\mathbf{m}_t"])
        other, _ = common(K * C, V, nesterov)  # another ratio: another point
        assert not same(x, other)


@pytest.mark.checks("eq-map", "eq-forms", "eq-forms-nesterov", by="decided")
def test_at_a_constant_rate_all_forms_are_one():
    """States that correspond as printed go to such states, and to one point."""
    for nesterov in (False, True):
        rates = {"A": ETA, "B": ETA, "C": ETA / (1 - BETA)}
        before = {"A": V, "B": -ETA * V, "C": (1 - BETA) * V}
        after = {
            form: as_printed(form, X, before[form], G, rates[form], BETA, nesterov)
            for form in "ABC"
        }
        assert same(*(point for point, _ in after.values()))
        for velocities in (before, {form: velocity for form, (_, velocity) in after.items()}):
            values = {rf"\eta_{{\mathrm {form}}}": rate for form, rate in rates.items()}
            values |= {rf"\v_{{\mathrm {form},t}}": v for form, v in velocities.items()}
            printed("eq-map").check(values | NAMES)


@pytest.mark.checks("eq-heavy-ball", "eq-form-p", "eq-inertia", by="decided")
def test_two_point_forms():
    """Without its velocity, momentum is what is printed: A, B, and A at a constant rate."""
    for label, form, unit in (("eq-inertia", "A", OLD), ("eq-form-p", "B", -1)):
        before = {r"\x_{t-2}": X + unit * V}
        after, _ = as_printed(form, X, V, G, ETA, BETA)
        printed(label).check(NAMES | before | {r"\x_t": after})
    after, _ = as_printed("A", X, V, G, ETA, BETA)
    values = {r"\x_{t-2}": X + ETA * V, r"\x_t": after, r"\x_{-1}": X, r"\x_0": X}
    printed("eq-heavy-ball").check(NAMES | values | {r"\eta": ETA})


@pytest.mark.checks("thm-correction", by="decided")
@pytest.mark.parametrize("nesterov", [False, True])
def test_momentum_correction(nesterov):
    """A with its velocity times η'/η goes where B does, B with η/η' where A does; uncorrected not."""
    a, b = V, -OLD * V  # the same move at the old rate
    plain_a, plain_b = (
        as_printed(form, X, v, G, ETA, BETA, nesterov) for form, v in (("A", a), ("B", b))
    )
    as_b = as_printed("A", X, a * OLD / ETA, G, ETA, BETA, nesterov)
    as_a = as_printed("B", X, b * ETA / OLD, G, ETA, BETA, nesterov)
    for (x, v), (y, w) in ((as_b, plain_b), (plain_a, as_a)):
        assert same(x, y) and same(-ETA * v, w)
    assert not same(plain_a[0], plain_b[0])


def gradient(point):
    """The gradient at a point, of which only that it depends on the point is known."""
    return sp.Function("G")(sp.expand(point))


AHEAD = X - ETA * BETA * V
HELD = {r"\beta": BETA, r"\eta": ETA, r"\nabla": lambda slope: slope, "f": gradient}
HELD |= {r"\x_{t-1}": X, r"\v_{t-1}": V, r"\mathbf{y}_{t-1}": AHEAD, r"\x_{t-2}": X + ETA * V}
HELD |= {r"\boldsymbol{\theta}_{t-1}": X, r"\mathbf{d}_{t-1}": -ETA * V}
LABELS = ("eq-look-ahead", "eq-sutskever", "eq-nesterov-xy", "eq-nesterov-stored")


@pytest.mark.checks("thm-nesterov-forms", "eq-look-ahead", "eq-sutskever", by="decided")
@pytest.mark.checks("eq-nesterov-xy", "eq-nesterov-stored", "eq-look-ahead-point", by="decided")
def test_four_forms_of_nesterov_are_one_path():
    """From states that correspond, with any gradient: all printed lines hold for one next state."""
    w = sp.expand(BETA * V + gradient(AHEAD))
    x = X - ETA * w
    now = {r"\x_t": x, r"\v_t": w, r"\mathbf{y}_t": x - ETA * BETA * w}
    now |= {r"\boldsymbol{\theta}_t": x, r"\mathbf{d}_t": -ETA * w, r"\v_0": sp.S.Zero}
    for label in (*LABELS, "eq-look-ahead-point"):
        printed(label).check(HELD | now)


@pytest.mark.checks("eq-first-step", "eq-rate-jump", by="decided")
def test_the_first_step_and_a_change_of_rate():
    """The stored form from rest; and the point from which its next step is one at a new rate."""
    start = HELD | {r"\v_{t-1}": sp.S.Zero, r"\mathbf{y}_{t-1}": X, r"\v_t": gradient(X)}
    after = printed("eq-nesterov-stored").values(start | {r"\mathbf{y}_t": None}, 1)[1]
    moved = {r"\mathbf{y}_1": after, r"\mathbf{y}_0": X, r"\g_1": gradient(X)}
    printed("eq-first-step").check(HELD | moved)
    jumped = X + (OLD - ETA) * BETA * V  # whose look-ahead point at the new rate is the stored one
    assert same(jumped - OLD * BETA * V, AHEAD)
    values = HELD | {r"\x_t": X, r"\v_t": V, r"\mathbf{y}_t": AHEAD, r"\eta'": OLD}
    printed("eq-rate-jump").check(values | {r"\x'_t": jumped})


@pytest.mark.checks("eq-stored", by="decided")
def test_the_stored_point_lies_ahead_of_sutskevers():
    """A step of the common form with Nesterov, and Sutskever's from the printed point behind."""
    d = -K * V  # the displacement, in units that do not change
    theta = X + BETA * K * V
    values = {r"\beta": BETA, "k_t": K, r"\v_t": V, r"\v_{\mathrm B,t}": d, r"\x_t": X}
    printed("eq-stored").check(values | {r"\boldsymbol{\theta}_t": theta})
    x, w = common(K, V, nesterov=True)
    held = HELD | {r"\boldsymbol{\theta}_{t-1}": theta, r"\mathbf{d}_{t-1}": d, r"\eta": S}
    held |= {"f": lambda at: G if same(at, X) else None, r"\mathbf{d}_t": None}
    moved = printed("eq-sutskever").values(held, 0)[1]
    now = {r"\v_t": w, r"\v_{\mathrm B,t}": moved, r"\x_t": x}
    printed("eq-stored").check(values | now | {r"\boldsymbol{\theta}_t": theta + moved})


@pytest.mark.checks("eq-debias", "eq-coast", by="decided")
def test_a_bias_correction_is_a_schedule_and_how_far_form_b_coasts():
    """C divided by the sum of its weights; and the sum of what B has more than A after a drop."""
    t = sp.Symbol("t", positive=True)
    values = {r"\beta": BETA, "t": t, r"\eta_{\mathrm C,t}": ETA}
    rate = ETA * (1 - BETA) / (1 - BETA**t)  # v_C is (1 - β) v_A
    printed("eq-debias").check(values | {r"\eta_{\mathrm A,t}": rate})
    more = (
        (OLD - ETA) * G / (1 - BETA)
    )  # of the move of B, which goes on by β: no new gradient has it
    by_b = as_printed("B", X, -OLD * G / (1 - BETA), G, ETA, BETA)[1]
    by_a = as_printed("A", X, G / (1 - BETA), G, ETA, BETA)[0] - X
    assert same(by_b, by_a - BETA * more)
    total = sp.Symbol("total")
    (total,) = sp.solve(total - BETA * more - BETA * total, total)
    (shown,) = printed("eq-coast").values({r"\beta": BETA, r"\eta": OLD, r"\eta'": ETA, r"\g": G})
    assert same(shown, total)
