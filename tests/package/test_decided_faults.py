"""Faults of the bug zoo, weight decay, energy and the cycle, decided for all values."""

import pytest
import sympy as sp
import z3
from decide import Reals, approximately, reals
from printed import printed

BETA, ETA, LAM, X, Y = reals("beta eta lambda x y")
NAMES = {r"\beta": BETA, r"\eta": ETA, r"\lambda": LAM}
INSIDE = ((BETA, ">", 0), (BETA, "<", 1))


@pytest.mark.checks("thm-faults", "eq-fault-matrices", by="decided")
@pytest.mark.parametrize("which", [0, 1, 2])
def test_three_faults_converge_exactly_where_the_theorem_says(which):
    """For 0 < β < 1 and ηλ > 0: never; below 1-β; with β < 1/2 below 2+2β."""
    numbers = Reals()
    (u,) = numbers.positive("u")
    values = {r"\beta": BETA, r"\eta": u, r"\lambda": 1}
    (matrix,) = printed("eq-fault-matrices").values(values, which)
    converges = numbers.link(numbers.radius(matrix.trace(), matrix.det()), "<", 1)
    said = [
        z3.BoolVal(False),
        numbers.link(u, "<", 1 - BETA),
        numbers.all((BETA, "<", sp.Rational(1, 2)), (u, "<", 2 + 2 * BETA)),
    ]
    numbers.proves(converges == said[which], numbers.all(*INSIDE))


SAME = [("eq-decay-same-pace", False), ("eq-decay-same-pace-nesterov", True)]


def decay(numbers, sigma, nesterov):
    """The claims that coupled decay, run by the printed step, and the print have the pace σ."""
    a, x, v = sp.symbols("a x v")
    values = {r"\beta": BETA, "s_t": sp.S.One, "k_t": sp.S.One}
    values |= {r"\g_t": a * x, r"\v_{t-1}": v}
    values |= {r"\x_{t-1}": x, r"\v_t": None, r"\x_t": None}
    after = printed("eq-common").values(values, 0)[1]
    label, number = ("eq-common-nesterov", 0) if nesterov else ("eq-common", 1)
    moved = printed(label).values(values | {r"\v_t": after}, number)[1]
    matrix = sp.Matrix([after, moved]).jacobian([v, x])
    trace, product = sp.expand(matrix.trace()), sp.expand(matrix.det())
    (strength,) = numbers.positive("a")
    trace, product = trace.subs(a, strength), product.subs(a, strength)
    (other,) = reals("other")
    root = numbers.all((trace, "=", sigma + other), (product, "=", sigma * other))
    root = z3.And(root, numbers.link(abs(other), r"\le", sigma))
    names = {r"\beta": BETA, r"\sigma": sigma, "s": strength, r"\delta_{\mathrm c}": 1}
    return root, names, numbers.link(other, "=", trace - sigma)


@pytest.mark.checks("thm-decay-kinds", "eq-decay-same-pace", by="decided")
@pytest.mark.checks("eq-decay-same-pace-nesterov", by="decided")
def test_the_pace_of_coupled_decay_is_the_printed_one():
    """For 0 < β, σ < 1 and a positive decay: σ is a root, and no other is larger, as printed."""
    for label, nesterov in SAME:
        numbers = Reals()
        (sigma,) = numbers.positive("sigma")
        root, names, other = decay(numbers, sigma, nesterov)
        given = numbers.all(*INSIDE, (sigma, "<", 1))
        numbers.proves(root == numbers.claim(label, names), given, other)
        first, second = two_steps(names["s"], nesterov)
        alike = numbers.all((first, "=", sigma), (second, "=", sigma**2))
        numbers.proves(z3.Not(alike), numbers.all(*INSIDE))  # nor is it ever the same path


def two_steps(strength, nesterov):
    """Two printed steps of coupled decay without a loss, from rest at 1."""
    x, v, path = sp.S.One, sp.S.Zero, []
    for _ in range(2):
        values = {r"\beta": BETA, "s_t": sp.S.One, "k_t": sp.S.One, r"\v_{t-1}": v}
        values |= {r"\g_t": strength * x, r"\x_{t-1}": x, r"\v_t": None, r"\x_t": None}
        v = printed("eq-common").values(values, 0)[1]
        label, number = ("eq-common-nesterov", 0) if nesterov else ("eq-common", 1)
        x = printed(label).values(values | {r"\v_t": v}, number)[1]
        path.append(x)
    return path


@pytest.mark.checks("thm-decay-kinds", "eq-decay-destination", by="decided")
def test_both_kinds_of_decay_rest_at_the_same_points_exactly_with_the_printed_strengths():
    """Points and slopes at which the printed step stands still, for both kinds."""
    numbers = Reals()
    s, k, eta, coupled, free = numbers.positive("s k eta c d")
    x, g, v = reals("x g v")
    rests = {}
    for kind, force, shrink in (("c", g + coupled * x, 0), ("d", g, eta * free * x)):
        values = {r"\beta": BETA, "s_t": s, "k_t": k, r"\v_{t-1}": v, r"\v_t": v}
        values |= {r"\g_t": force, r"\x_{t-1}": x, r"\x_t": x + shrink}
        rests[kind] = numbers.claim("eq-common", values)
    given = numbers.all(*INSIDE)
    values = {r"\beta": BETA, "s": s, r"\eta": eta}
    values |= {r"\delta_{\mathrm c}": coupled, r"\delta_{\mathrm d}": free}
    equal = numbers.claim("eq-decay-destination", values)
    numbers.proves(numbers.link(g, "=", -coupled * x), rests["c"], given)
    at = numbers.link(g, "=", -coupled * x)
    numbers.proves(at, equal, rests["d"], given)
    numbers.proves(equal, rests["d"], at, numbers.link(x, r"\ne", 0), given)


@pytest.mark.checks("thm-decay", by="decided")
@pytest.mark.checks("eq-decay", "eq-decay-pace", by="decided")
def test_where_the_two_printed_decays_rest_and_how_fast_the_coupled_one_shrinks():
    """The rests of the theorem; without a loss the factor of the free one, the series of the other."""
    numbers = Reals()
    eta, delta, c = numbers.positive("eta delta c")
    v, x, g = reals("v x g")
    values = {r"\beta": 1 - c, r"\eta": eta, r"\delta": delta, r"\g_t": g}
    values |= {r"\v_t": v, r"\v_{t-1}": v, r"\x_t": x, r"\x_{t-1}": x}
    given = numbers.link(c, r"\le", 1)
    numbers.proves(
        numbers.link(g + delta * x, "=", 0), numbers.claim("eq-decay", values, 0, 1), given
    )
    numbers.proves(
        numbers.link(g + c * delta * x, "=", 0), numbers.claim("eq-decay", values, 2, 3), given
    )
    still = values | {r"\g_t": 0, r"\v_{t-1}": 0, r"\v_t": 0}
    assert printed("eq-decay").values(still, 2) == [0, 0]
    assert sp.expand(printed("eq-decay").values(still, 3)[1] - (1 - eta * delta) * x) == 0
    w, h = sp.symbols("w h", positive=True)
    step = values | {r"\g_t": 0, r"\v_{t-1}": w, r"\delta": h / eta}
    after = printed("eq-decay").values(step, 0)[1]
    moved = printed("eq-decay").values(step | {r"\v_t": after}, 1)[1]
    matrix = sp.Matrix([after, moved]).jacobian([w, x])
    larger = (matrix.trace() + sp.sqrt(sp.expand(matrix.trace() ** 2 - 4 * matrix.det()))) / 2
    said = printed("eq-decay-pace").values(step | {r"\sigma": 0})[1]
    error = sp.simplify(sp.series(larger - said, h, 0, 2).removeO())
    assert error == 0
    assert approximately(1 - larger, 1 - said, h, 0)


@pytest.mark.checks("thm-energy", "eq-energy", by="decided")
def test_the_energy_of_a_step_falls_by_a_share_of_its_square():
    """From the bound on f alone, for all lengths p, q of two velocities and their product c.

    That the sum of all squares is then finite, and the gradient vanishes, is the rest of the proof.
    """
    numbers = Reals()
    eta, smooth = numbers.positive("eta L")
    before, after, p, q, c = reals("f0 f1 p q c")

    def energy(f, length):
        values = {"f": lambda _: f, r"\x_t": 0, r"\v_t": length, r"\eta": eta, r"\beta": BETA}
        return printed("eq-energy").values(values | {"E_t": sp.Integer(0)})[1]

    slope = BETA * eta * c - eta * q**2  # of ∇f and the move -ηv', where v' = βv + ∇f
    bound = numbers.link(after, r"\le", before + slope + smooth / 2 * (eta * q) ** 2)
    lengths = numbers.all((p, r"\ge", 0), (q, r"\ge", 0), (p**2 + q**2 - 2 * c, r"\ge", 0))
    small = numbers.all((BETA, r"\ge", 0), (BETA, "<", 1), (eta * smooth, "<", 2 * (1 - BETA)))
    share = (1 - BETA) / eta - smooth / 2
    fallen = (energy(after, q), r"\le", energy(before, p) - share * (eta * q) ** 2)
    numbers.proves(numbers.all(fallen, (share, ">", 0)), bound, lengths, small)


def slope_at(numbers, x):
    """The printed slope at a point."""
    value = numbers.new()
    return value, numbers.claim("eq-lessard", {"f'": lambda _: value, "x": x})


@pytest.mark.checks("eq-lessard", by="decided")
def test_the_slope_rises_between_1_and_25_and_vanishes_at_0():
    """For any two points."""
    numbers = Reals()
    (a, first), (b, second) = (slope_at(numbers, at) for at in (X, Y))
    rise = numbers.all((b - a, r"\ge", Y - X), (b - a, r"\le", 25 * (Y - X)))
    numbers.proves(rise, first, second, numbers.link(X, "<", Y))
    numbers.proves(numbers.link(a, "=", 0), first, numbers.link(X, "=", 0))


@pytest.mark.checks("thm-cycle", "eq-cycle", "eq-outer", by="decided")
def test_the_cycle_goes_round_and_attracts():
    """The printed step takes the printed points round; a deviation stays on their pieces, and dies."""
    blank = {f"p_{k}": sp.Integer(0) for k in range(3)}
    p = [printed("eq-cycle").values(blank, k)[1] for k in range(3)]

    def step(now, before, c):
        values = {"x_t": now, "x_{t-1}": before, "c_t": c, "x_{t+1}": sp.Integer(0)}
        return printed("eq-outer").values(values)[1]

    def true(now, before):
        numbers = Reals()
        slope, said = slope_at(numbers, now)
        (found,) = reals("found")
        moved = now + sp.Rational(4, 9) * (now - before) - slope / 9
        return numbers, said, numbers.link(found, "=", moved), found

    for k in range(3):
        numbers, said, moved, found = true(p[k], p[k - 1])
        numbers.proves(numbers.link(found, "=", p[(k + 1) % 3]), said, moved)
        c = 24 if k == 2 else 0
        assert step(p[k], p[k - 1], c) == p[(k + 1) % 3]
    # deviations: what is printed, without c; the closed form for every t, and its largest size
    t, e0, e1 = sp.symbols("t e0 e1")
    e = sp.Lambda(t, sp.Rational(-2, 3) ** t * ((1 - t) * e0 - sp.Rational(3, 2) * t * e1))
    assert (e(0), e(1)) == (e0, e1)
    assert sp.simplify((e(t + 1) - step(e(t), e(t - 1), 0)) / sp.Rational(-2, 3) ** t) == 0
    size = sp.Lambda(t, (t - 1) + sp.Rational(3, 2) * t)
    numbers = Reals()
    (later,) = numbers.positive("later")
    falls = numbers.link(sp.Rational(2, 3) * size(later + 1), r"\le", size(later))
    numbers.proves(falls, numbers.link(later, r"\ge", 3))
    worst = max(sp.Rational(2, 3) ** k * size(k) for k in (2, 3))
    assert sp.Rational(71, 1225) * max(worst, 1) < min(p[2] - 2, 1 - p[0], 1 - p[1])
    now = before = sp.Rational(33, 10)
    for k in range(11):
        slope = 25 * now if now < 1 else now + 24 if now < 2 else 25 * now - 24
        now, before = now + sp.Rational(4, 9) * (now - before) - slope / 9, now
        assert k < 9 or abs(now - p[k - 8]) < sp.Rational(71, 1225)
