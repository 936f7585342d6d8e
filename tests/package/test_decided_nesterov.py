"""Theorems on Nesterov's momentum, decided for all values."""

import pytest
import sympy as sp
import z3
from decide import Reals, reals
from printed import printed

BETA, ETA, LAM, U = reals("beta eta lambda u")
NAMES = {r"\beta": BETA, r"\eta": ETA, r"\lambda": LAM}
BELOW_ONE = ((BETA, r"\ge", 0), (BETA, "<", 1))


def shape(u=ETA * LAM, beta=BETA):
    """Trace and determinant of the printed matrix, where u stands for the product of η and λ."""
    values = {r"\beta": beta, r"\eta": 1, r"\lambda": u, r"\mathbf{N}": lambda *_: None}
    matrix = printed("eq-nesterov-matrix").values(values, 1)[1]
    return sp.expand(matrix.trace()), sp.expand(matrix.det())


@pytest.mark.checks("thm-nesterov-stability", "eq-nesterov-stability", by="decided")
@pytest.mark.checks("eq-nesterov-matrix", by="decided")
def test_nesterov_is_stable_exactly_where_it_is_printed():
    """For 0 ≤ β < 1 and all ηλ: the printed matrix has a radius below 1 where the print says so."""
    numbers = Reals()
    inside = numbers.link(numbers.radius(*shape()), "<", 1)
    stable = numbers.claim("eq-nesterov-stability", NAMES)
    numbers.proves(inside == stable, numbers.all(*BELOW_ONE))


@pytest.mark.checks("eq-nesterov-radius", by="decided")
def test_the_printed_radius_is_the_larger_modulus():
    """For 0 ≤ β < 1 and all u > 0."""
    valley = (((1 - BETA) / (1 + BETA)) ** 2, 1)
    for where in (r"\in", r"\notin"):  # one by one the solver is faster
        numbers = Reals()
        values = {r"\beta": BETA, "u": U, r"\rho": numbers.radius(*shape(U))}
        given = numbers.all((U, ">", 0), (U, where, valley), *BELOW_ONE)
        numbers.proves(numbers.claim("eq-nesterov-radius", values), given)


def best(numbers):
    """A spectrum from m to κm with κ = (w²-1)/3, and its printed best pair and rate."""
    m, w = numbers.positive("m w")
    names = {r"\mu": m, "L": m * (w**2 - 1) / 3, r"\kappa": (w**2 - 1) / 3}
    unknown = dict.fromkeys((r"\eta", r"\beta", r"\rho"), sp.Integer(0))
    pair = [printed("eq-nesterov-best").values(names | unknown, n)[1] for n in range(3)]
    return names, pair, numbers.link(w, r"\ge", 2)


@pytest.mark.checks("thm-nesterov-best", "eq-nesterov-best", by="decided")
def test_the_best_pair_has_its_rate_as_the_largest_of_the_spectrum():
    """For all μ ≤ L: every λ between has at most the printed radius, and μ has it."""
    numbers = Reals()
    names, (eta, beta, rho), given = best(numbers)
    flat = numbers.radius(*shape(eta * names[r"\mu"], beta))
    allowed = numbers.all((eta, ">", 0), (beta, r"\ge", 0), (beta, "<", 1))
    numbers.proves(z3.And(allowed, numbers.link(flat, "=", rho)), given)
    inside = numbers.all((LAM, r"\ge", names[r"\mu"]), (LAM, r"\le", names["L"]), (rho, ">", 0))
    numbers.proves(numbers.within(*shape(eta * LAM, beta), rho), given, inside)


@pytest.mark.checks("thm-nesterov-best", "eq-nesterov-best", by="decided")
def test_no_pair_is_better_than_the_best():
    """No η and β hold the roots at both ends within a radius that is smaller than the printed one."""
    numbers = Reals()
    h, c, r = numbers.positive("h c r")  # the products of η with μ and L
    given = numbers.all((h, r"\le", c), (r, "<", 1), *BELOW_ONE)
    ends = [numbers.within(*shape(u), r) for u in (h, c)]
    kappa = c / h
    numbers.proves(numbers.link((3 * kappa + 1) * (1 - r) ** 2, r"\le", 4), given, *ends)
    names, (*_, rho), given = best(numbers)
    small = numbers.link((3 * names[r"\kappa"] + 1) * (1 - r) ** 2, r"\le", 4)
    numbers.proves(numbers.link(r, r"\ge", rho), given, small)


@pytest.mark.checks("eq-equal-pair", by="decided")
def test_where_switching_nesterov_on_helps():
    """For 0 < β < 1 and u > 0: the radius gets smaller exactly within the printed bounds.

    On the plateau the plain radius is √β; beside it, the larger of two real roots ρ and √β²/ρ.
    """
    numbers = Reals()
    s, u, r = numbers.positive("s u r")
    bounds = numbers.claim("eq-equal-pair", {r"\beta": s**2, "u": u})
    given = numbers.link(s, "<", 1)
    plateau = numbers.all((u, r"\ge", (1 - s) ** 2), (u, r"\le", (1 + s) ** 2))
    on = numbers.within(*shape(u, s**2), s, strictly=True)
    numbers.proves(on == bounds, given, plateau)
    for sign in (1, -1):  # of the roots
        root = numbers.all((1 + s**2 - u, "=", sign * (r + s**2 / r)), (r, ">", s))
        smaller = numbers.within(*shape(u, s**2), r, strictly=True)
        numbers.proves(z3.Not(z3.Or(smaller, bounds)), given, root)


@pytest.mark.checks("eq-eos", by="decided")
def test_up_to_the_printed_curvature_a_rate_is_stable():
    """For 0 ≤ β < 1 and positive η and λ: for both methods λ < λ* says that the radius is below 1."""
    h = ETA * LAM
    for number, (trace, product) in enumerate(((1 + BETA - h, BETA), shape())):
        numbers = Reals()
        (edge,) = reals("edge")
        printed_edge = numbers.claim("eq-eos", NAMES | {r"\lambda^*": edge}, number)
        inside = numbers.link(numbers.radius(trace, product), "<", 1)
        given = numbers.all((ETA, ">", 0), (LAM, ">", 0), *BELOW_ONE)
        numbers.proves(inside == numbers.link(LAM, "<", edge), given, printed_edge)
