"""What printed sums say for every number of terms, by induction with symbols, and in a limit."""

import pytest
import sympy as sp
from decide import approximately, reals
from printed import printed

BETA, C = sp.symbols("beta c", positive=True)
T = sp.Symbol("t", positive=True, integer=True)


def equal(*values):
    return all(sp.simplify(values[0] - other) == 0 for other in values[1:])


@pytest.mark.checks("eq-four-numbers", by="decided")
def test_the_four_numbers_for_every_beta():
    """The series summed for 0 < β < 1, and the power of β at the half-life."""
    tau = sp.Symbol("tau", integer=True, nonnegative=True)
    total, lags, squares = (
        sp.simplify(sp.summation(one, (tau, 0, sp.oo)).args[0][0])
        for one in (BETA**tau, tau * BETA**tau, BETA ** (2 * tau))
    )
    shown = [printed("eq-four-numbers").values({r"\beta": BETA}, k)[0] for k in range(4)]
    half = shown.pop(2)
    assert all(map(equal, shown, (total, lags / total, total**2 / squares)))
    assert equal(sp.exp(half * sp.log(BETA)), sp.Rational(1, 2))


@pytest.mark.checks("eq-frequency", by="decided")
def test_the_gain_of_a_wave_is_the_modulus_of_the_sum_of_its_weights():
    """One over |1 - β exp(-iω)|, for all real β and ω."""
    beta, omega = reals("beta omega")
    values = {r"\beta": beta, r"\omega": omega, r"\sin": sp.sin, "G": lambda _: sp.S.Zero}
    gain = printed("eq-frequency").values(values)[1]
    sides = [1 - beta * sp.exp(sign * sp.I * omega) for sign in (1, -1)]
    size = sp.expand(sp.expand_complex(sp.expand(sides[0] * sides[1])))
    assert sp.simplify(gain**-2 - size) == 0


@pytest.mark.checks("eq-coasting", "eq-spread", by="decided")
def test_how_far_a_velocity_coasts_and_how_far_copies_drift():
    """The printed sums grow by the printed step, for every number of steps."""
    v, e, eta = sp.symbols("v e eta")
    values = {r"\beta": BETA, r"\eta": eta, r"\v_t": v, r"\x_t": 0, r"\x_{t+k}": sp.S.Zero}
    far = sp.Lambda(T, printed("eq-coasting").values(values | {"k": T})[1])
    assert far(0) == 0
    assert equal(far(T + 1) - far(T), -eta * BETA ** (T + 1) * v)
    values = {r"\beta": BETA, r"\eta": eta, r"\mathbf{e}_k": e}
    blank = {r"\mathbf{s}_H": sp.S.Zero, r"\mathbf{s}'_H": sp.S.Zero}
    for number, start in ((0, e / (1 - BETA)), (1, sp.S.Zero)):
        apart = sp.Lambda(T, printed("eq-spread").values(values | blank | {"H": T}, number)[1])
        excess = e / (1 - BETA) + BETA**T * (start - e / (1 - BETA))  # v = βv + e, t times
        assert sp.simplify(apart(0)) == 0
        assert equal(apart(T) - apart(T - 1), eta * excess)


def taken_apart(expr):
    """The summand as a function, the bounds of the only sum in an expression, and what else it has."""
    (total,) = sp.sympify(expr).atoms(sp.Sum)
    (index, low, high), *_ = total.limits
    factor = sp.diff(expr.subs(total, C), C)
    rest = sp.simplify(expr - factor * total)
    return sp.Lambda(index, factor * total.function), low, high, rest


@pytest.mark.checks("thm-unrolled", "eq-unrolled", "eq-leaky", by="decided")
def test_the_unrolled_velocity_takes_every_printed_step():
    """Its youngest term is the new gradient; the others are β times those of the step before."""
    g = sp.Function("g")
    values = {r"\beta": BETA, r"\g": g, r"\v_t": sp.S.Zero}
    now, before = (taken_apart(printed("eq-unrolled").values(values | {"t": t})[1])
                   for t in (T, T - 1))  # fmt: skip
    assert now[1:] == (0, T - 1, 0) and before[1:] == (0, T - 2, 0)
    age, first, v = sp.Symbol("age"), now[0](0), sp.Symbol("v")
    assert equal(now[0](age + 1), BETA * before[0](age))
    step = {r"\beta": BETA, r"\g_t": g(T), r"\v_{t-1}": v, r"\v_t": None}
    assert equal(printed("eq-leaky").values(step, 0)[1], BETA * v + first)
    once = printed("eq-unrolled").values(values | {"t": sp.S.One})[1]
    start = printed("eq-leaky").values({r"\v_0": sp.S.Zero}, 1)[1]
    assert equal(once, BETA * start + g(1))


@pytest.mark.checks("eq-dampening", "eq-first-gradient", by="decided")
def test_the_damped_velocity_takes_every_step():
    """Seeded with the first gradient; then β times what was, and 1 - d times the new gradient."""
    g, d = sp.Function("g"), sp.Symbol("d")
    for label in ("eq-dampening", "eq-first-gradient"):
        values = {r"\beta": BETA, r"\g": g, "d": d, r"\v_t": sp.S.Zero}
        now, before = (taken_apart(printed(label).values(values | {"t": t})[1])
                       for t in (T, T - 1))  # fmt: skip
        assert now[1:3] == (2, T) and before[1:3] == (2, T - 1)
        i = sp.Symbol("i")
        assert equal(now[0](i), BETA * before[0](i)) and equal(now[3], BETA * before[3])
        assert equal(now[0](T), (1 - d) * g(T))
        assert equal(printed(label).values(values | {"t": sp.S.One})[1], g(1))


@pytest.mark.checks("thm-flat", "eq-flat", by="decided")
def test_on_flat_ground_the_printed_sum_makes_every_step():
    """What it grows by is -η times the leaky sum of the noise; and the three limits, with β = exp(-a)."""
    xi, eta, when = sp.Function("xi"), sp.Symbol("eta"), sp.Symbol("s")
    values = {r"\alpha": eta / (1 - BETA), r"\beta": BETA, r"\xi": xi, "x": lambda _: sp.S.Zero}
    now, before = (taken_apart(printed("eq-flat").values(values | {"T": t})[1])
                   for t in (T, T - 1))  # fmt: skip
    assert now[1:] == (1, T, 0) and before[1:] == (1, T - 1, 0)
    grown = now[0](when) - before[0](when)
    assert equal(grown, -eta * BETA ** (T - when) * xi(when))
    assert equal(now[0](T), -eta * xi(T))
    a, tau = sp.symbols("a tau", positive=True)
    beta, alpha = sp.exp(-a), eta / (1 - sp.exp(-a))
    size = (1 + beta) / (1 - beta)
    squares = sp.Lambda(T, eta**2 * (1 - beta ** (2 * T)) / (1 - beta**2))  # Var v, by its step
    assert squares(0) == 0
    assert equal(squares(T + 1), beta**2 * squares(T) + eta**2)
    assert equal(sp.limit(squares(tau), tau, sp.oo), alpha**2 / size)
    spread = sp.Lambda(T, T - 2 * beta * (1 - beta**T) / (1 - beta)
                       + beta**2 * (1 - beta ** (2 * T)) / (1 - beta**2))  # fmt: skip
    assert sp.simplify(spread(0)) == 0
    assert equal(spread(T) - spread(T - 1), (1 - beta**T) ** 2)
    assert sp.limit(spread(tau) / tau, tau, sp.oo) == 1


@pytest.mark.checks("thm-mean", "eq-mean", by="decided")
def test_the_sum_of_the_points_grows_by_the_point():
    """Along an eigenvector: T times both printed sides grow by the same in a step of momentum."""
    eta, lam, rest, x, v, x0 = sp.symbols("eta lambda rest x v x0", nonzero=True)
    xi, path = sp.Function("xi"), sp.Function("x")
    w = BETA * v + lam * (x - rest) + xi(T + 1)
    values = {r"\beta": BETA, r"\alpha": eta / (1 - BETA), r"\Q": lam, r"\x^*": rest}
    values |= {r"\boldsymbol{\xi}": xi, r"\x_0": x0}

    def sides(steps, point, velocity):
        known = {"T": steps, r"\x_T": point, r"\v_T": velocity, r"\x": path}
        return [steps * side for side in printed("eq-mean").values(values | known)]

    before, after = sides(T, x, v), sides(T + 1, x - eta * w, w)
    left, right = ([taken_apart(one) for one in pair] for pair in zip(before, after, strict=True))
    assert [one[1:3] for one in left] == [(0, T - 1), (0, T)]
    assert [one[1:3] for one in right] == [(1, T), (1, T + 1)]
    grown_left = x / path(T) * left[1][0](T) + left[1][3] - left[0][3]
    grown_right = right[1][0](T + 1) + right[1][3] - right[0][3]
    assert equal(grown_left, grown_right, x - rest)
    w = lam * (x0 - rest) + xi(1)  # the first step, from rest
    assert equal(*(side.subs(path(0), x0) for side in sides(sp.S.One, x0 - eta * w, w)))


@pytest.mark.checks("eq-digit", by="decided")
def test_steps_for_a_digit_and_what_they_grow_like():
    """The power of the rate that is a tenth; the ratio to what is printed tends to 1."""
    kappa = sp.Symbol("kappa", positive=True)
    rates = ((kappa - 1) / (kappa + 1), (sp.sqrt(kappa) - 1) / (sp.sqrt(kappa) + 1))
    for number, rate in enumerate(rates):
        steps, about = printed("eq-digit").values({r"\kappa": kappa}, number)
        digit = sp.expand_log(steps * sp.log(1 / rate), force=True)
        assert equal(digit, sp.log(10))
        assert approximately(steps, about, kappa, sp.oo)


@pytest.mark.checks("eq-seed", "eq-adam-start", by="decided")
def test_what_a_seed_adds_and_how_far_adam_would_overstep():
    """The infinite sum for 0 < β < 1; the printed averages of Adam under a constant gradient."""
    beta = 1 - sp.Rational(1, 1) / (1 + C)  # any number between 0 and 1
    eta, g = sp.symbols("eta g", positive=True)
    total, closed = printed("eq-seed").values(
        {r"\beta": beta, r"\eta": eta, r"\g_1": g, r"\infty": sp.oo}
    )
    assert sp.simplify(total.doit() - closed) == 0
    one, two = sp.symbols("beta_1 beta_2", positive=True)
    names = {r"\beta_1": one, r"\beta_2": two, "g_t": g, "t": T, r"\eta": eta}
    names |= {r"\varepsilon": sp.S.Zero, "x_t": sp.S.Zero, "x_{t-1}": sp.S.Zero}
    averages = {}
    for number, (letter, coefficient, size) in enumerate((("a", one, g), ("b", two, g**2))):
        full = sp.Lambda(T, (1 - coefficient**T) * size)
        now = names | {f"{letter}_t": full(T), f"{letter}_{{t-1}}": full(T - 1)}
        assert full(0) == 0 and equal(*printed("eq-adam").values(now, number))
        averages[f"{letter}_t"] = full(T)
    corrected = printed("eq-adam").values(names | averages, 2)[1]
    (excess,) = printed("eq-adam-start").values(names)
    raw = -eta * averages["a_t"] / sp.sqrt(averages["b_t"])
    assert sp.simplify((raw / corrected / excess) ** 2) == 1
