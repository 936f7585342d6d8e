"""Polynomials of Chebyshev and of momentum, decided for every number of steps by induction."""

import pytest
import sympy as sp
from decide import Reals, reals
from printed import printed

BETA, C, Q, LAM = (sp.Symbol(name, positive=True) for name in ("beta", "c", "q", "lambda"))
T = sp.Symbol("t", positive=True, integer=True)


def equal(*values):
    return all(sp.simplify(values[0] - other) == 0 for other in values[1:])


def second_kind(now, before):
    """U_t, U_{t-1} and their neighbours by the rule of the polynomials, from two of them."""
    after, earlier = 2 * C * now - before, 2 * C * before - now
    known = {T + 1: after, T: now, T - 1: before, T - 2: earlier}
    return lambda index: lambda _: known[sp.expand(index)]


@pytest.mark.checks("thm-finite-horizon", "eq-finite-horizon", by="decided")
def test_the_printed_polynomial_makes_every_step():
    """It begins as momentum from rest does, and keeps the rule of its points, for every t."""
    now, before, s, eta, lam = sp.symbols("now before s eta lambda", positive=True)
    values = {r"\beta": s**2, r"\eta": eta, r"\lambda": lam, "x_0": 1, "x_t": sp.S.Zero}

    def point(t, kind):
        return printed("eq-finite-horizon").values(values | {"t": t, "U": kind, "c": C}, 0)[1]

    _, cosine = printed("eq-finite-horizon").values(values | {"c": C}, 1)
    first = {-1: 0, 0: 1, 1: 2 * C}
    start = [point(sp.Integer(t), lambda n: lambda _: sp.Integer(first[int(n)]) if n < 1 else 2 * C)
             for t in (0, 1)]  # fmt: skip
    assert start[0] == 1
    assert equal(start[1].subs(C, cosine), 1 - eta * lam)
    kind = second_kind(now, before)
    later, here, earlier = (point(t, kind) / s**T for t in (T + 1, T, T - 1))
    rule = later - (1 + s**2 - eta * lam) * here + s**2 * earlier
    assert sp.simplify(rule.subs(C, cosine)) == 0


@pytest.mark.checks("eq-two-residuals", by="decided")
def test_both_residual_polynomials_keep_the_rule_of_their_method():
    """Chebyshev's is T_t over T_t at zero, momentum's the printed finite horizon, for every t."""
    now, before = sp.symbols("now before")
    kind = second_kind(now, before)
    two = [printed("eq-two-residuals").values({"q": Q, "t": T, "c": C, "U": kind}, k)[0]
           for k in (0, 1)]  # fmt: skip
    first_kind = now - C * before  # T_t = U_t - c U_{t-1}
    at_zero = (Q**T + Q**-T) / 2  # T_t at (q + 1/q)/2
    assert equal(two[0], first_kind / at_zero)
    values = {r"\beta": Q**2, "c": C, "U": kind, "t": T, "x_0": 1, "x_t": sp.S.Zero}
    assert equal(two[1], printed("eq-finite-horizon").values(values, 0)[1])


@pytest.mark.checks("thm-transient", "eq-transient", by="decided")
def test_the_worst_case_of_the_best_pair_for_every_number_of_steps():
    """|U_t| ≤ t + 1 by induction on sines, equal at c = -1; so the bound of the print is attained."""
    numbers = Reals()
    sin_a, cos_a, sin_b, cos_b = reals("sa ca sb cb")
    circles = [numbers.link(s**2 + c**2, "=", 1) for s, c in ((sin_a, cos_a), (sin_b, cos_b))]
    total = abs(sin_a * cos_b + cos_a * sin_b)  # of the sum of both angles
    numbers.proves(numbers.link(total, r"\le", abs(sin_a) + abs(sin_b)), *circles)
    end = sp.Lambda(T, (-1) ** T * (T + 1))  # U_t at -1, by its rule and its first two
    assert end(-1) == 0 and end(0) == 1
    assert equal(sp.expand(-2 * end(T) - end(T - 1) - end(T + 1)), 0)
    values = {r"\beta": Q**2, "c": -1, "t": T, "x_0": 1, "x_t": sp.S.Zero, "q": Q}
    reached = printed("eq-finite-horizon").values(
        values | {"U": lambda n: lambda _: end(sp.expand(n))}, 0
    )[1]
    bound = Q**T * ((T + 1) + Q * T)  # of the two terms, by |U_t| ≤ t + 1
    largest = {r"\max_{\mu\le\lambda\le L}": lambda _: bound, "x_t": 1}
    assert equal(*printed("eq-transient").values(values | largest))
    assert equal(reached, (-1) ** T * bound)


@pytest.mark.checks("thm-semi-iteration", "eq-semi-iteration", by="decided")
def test_the_printed_semi_iteration_goes_between_chebyshevs_polynomials():
    """For every t: from T_{t-1} and T_{t-2}, each over its value at zero, the print makes the next."""
    mu, steep = (1 - Q) ** 2, (1 + Q) ** 2  # up to scale, with this q
    one, two = sp.symbols("one two")  # T_{t-1} and T_{t-2} at c
    cosine = (steep + mu - 2 * LAM) / (steep - mu)
    at_zero = sp.Lambda(T, (Q**T + Q**-T) / 2)
    assert equal(at_zero(1), cosine.subs(LAM, 0))
    assert equal(2 * at_zero(1) * at_zero(T) - at_zero(T - 1), at_zero(T + 1))
    values = {"q": Q, "t": T, r"\omega_{t+1}": sp.S.Zero}
    omega = sp.Lambda(T, printed("eq-semi-iteration").values(values, 1)[1])
    before, earlier = one / at_zero(T - 1), two / at_zero(T - 2)
    values |= {r"\omega_t": omega(T - 1), r"\mu": mu, "L": steep, r"\g_t": LAM * before}
    values |= {r"\x_{t-1}": before, r"\x_{t-2}": earlier, r"\x_t": sp.S.Zero}
    after = printed("eq-semi-iteration").values(values, 0)[1]
    assert equal(after, (2 * cosine * one - two) / at_zero(T))
    first = values | {r"\omega_t": 1, r"\x_{t-1}": 1, r"\x_{t-2}": 1, r"\g_t": LAM}
    assert equal(printed("eq-semi-iteration").values(first, 0)[1], cosine / at_zero(1))


@pytest.mark.checks("eq-frozen", by="decided")
def test_the_frozen_coefficients_are_the_limits_and_the_best_pair():
    """The limit of the printed omegas for q < 1, and both printed equalities."""
    k = sp.Symbol("k", positive=True)
    q = k / (1 + k)  # any number between 0 and 1
    omega = printed("eq-semi-iteration").values({"q": Q, "t": T, r"\omega_{t+1}": 0}, 1)[1]
    limit = omega.subs(Q**T, 0).subs(Q ** (2 * T), 0).subs(Q ** (2 * T + 2), 0)
    root = (1 - q) / (1 + q)  # of μ/L, from q
    values = {"q": q, r"\mu": root**2, "L": 1, r"\omega_t": limit.subs(Q, q)}
    pair = [printed("eq-best").values({r"\mu": root**2, "L": 1, r"\kappa": root**-2} | blank, n)[1]
            for n, blank in ((0, {r"\eta": 0}), (1, {r"\beta": 0}))]  # fmt: skip
    values |= {r"\eta": pair[0], r"\beta": pair[1]}
    for number in (0, 1):
        assert equal(*printed("eq-frozen").values(values, number))
