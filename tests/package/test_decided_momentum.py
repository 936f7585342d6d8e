"""Theorems on the momentum method along one eigenvector, decided for all values."""

import pytest
import sympy as sp
import z3
from decide import Reals, approximately, reals
from printed import printed

BETA, ETA, LAM, SIGMA = reals("beta eta lambda sigma")
NAMES = {r"\beta": BETA, r"\eta": ETA, r"\lambda": LAM}


def shape(beta=BETA, h=ETA * LAM):
    """Trace and determinant of the printed matrix, where h is the product of η and λ."""
    values = {r"\beta": beta, r"\eta": 1, r"\lambda": h, r"\R": lambda *_: None}
    matrix = printed("eq-matrix").values(values | OUTER, 1)[1]
    return matrix.trace(), matrix.det()


def radius(numbers, beta=BETA, h=ETA * LAM):
    """The radius of the printed matrix."""
    return numbers.radius(*shape(beta, h))


OUTER = dict.fromkeys(("v_t", "x_t", "v_{t+1}", "x_{t+1}"), sp.Integer(0))
BELOW_ONE = ((BETA, r"\ge", 0), (BETA, "<", 1))


@pytest.mark.checks("eq-matrix", by="decided")
def test_the_matrix_makes_the_step_of_momentum():
    """Momentum as printed, with the gradient λx, for all numbers."""
    v, x, w, y = sp.symbols("v x w y")
    values = NAMES | {"v_t": v, "x_t": x, "v_{t+1}": w, "x_{t+1}": y}
    left, right = printed("eq-matrix").values(values | {r"\R": lambda *_: sp.Symbol("R")})
    matrix = printed("eq-matrix").values(values | {r"\R": lambda *_: None}, 1)[1]
    assert right == sp.Symbol("R") * sp.Matrix([v, x])
    now = {r"\v_t": w, r"\v_{t-1}": v, r"\g_t": LAM * x, r"\x_t": y, r"\x_{t-1}": x}
    rows = [printed("eq-momentum").values(NAMES | now, row) for row in (0, 1)]
    step = sp.solve([a - b for a, b in rows], [w, y])
    assert sp.expand(left.subs(step) - matrix * sp.Matrix([v, x])) == sp.zeros(2, 1)


@pytest.mark.checks("thm-stability", "eq-stability", by="decided")
def test_both_roots_lie_inside_exactly_where_it_is_printed():
    """For all real numbers: the printed matrix has a radius below 1 where the print says so."""
    numbers = Reals()
    inside = numbers.link(radius(numbers), "<", 1)
    numbers.proves(inside == numbers.claim("eq-stability", NAMES))


@pytest.mark.checks("eq-radius", by="decided")
def test_the_printed_radius_is_the_larger_modulus():
    """For 0 ≤ β < 1 and all ηλ."""
    numbers = Reals()
    printed_radius = numbers.claim("eq-radius", NAMES | {r"\rho": radius(numbers)})
    numbers.proves(printed_radius, numbers.all(*BELOW_ONE))


def test_critical_damping_is_the_fastest_for_its_curvature():
    """Exercise: for 0 < s² < 4 the best β is (1-s)², with the radius |1-s|, and no other is."""
    numbers = Reals()
    (s,) = numbers.positive("s")
    given = numbers.all((s, "<", 2), *BELOW_ONE)
    at = radius(numbers, (1 - s) ** 2, s**2)
    numbers.proves(numbers.link(at, "=", abs(1 - s)), given)
    best = numbers.link(BETA, "=", (1 - s) ** 2)
    slower = numbers.link(radius(numbers, h=s**2), ">", abs(1 - s))
    numbers.proves(z3.Or(best, slower), given)


def spectrum(numbers):
    """Names for a spectrum from m² to l², and a λ in it."""
    m, k = numbers.positive("m k")
    names = {r"\mu": m**2, "L": k**2 * m**2, r"\kappa": k**2}
    given = numbers.all((k, ">", 1), (LAM, r"\ge", m**2), (LAM, r"\le", (k * m) ** 2))
    return names, given


@pytest.mark.checks("eq-best", by="decided")
def test_the_best_pair_has_its_rate_on_the_whole_spectrum():
    """For all μ < L and every λ between."""
    numbers = Reals()
    names, given = spectrum(numbers)
    eta, beta, rho = (printed("eq-best").values(names | UNKNOWN, n)[1] for n in range(3))
    numbers.proves(numbers.link(radius(numbers, beta, eta * LAM), "=", rho), given)


UNKNOWN = {r"\eta": sp.Symbol("x"), r"\beta": sp.Symbol("y"), r"\rho": sp.Symbol("z")}


@pytest.mark.checks("eq-best", by="decided")
def test_no_pair_is_better_than_the_best():
    """No β has a radius below |1-√(ηλ)|, and no η makes this small at both ends of the spectrum."""
    numbers = Reals()
    (s,) = numbers.positive("s")
    smaller = numbers.within(*shape(h=s**2), abs(1 - s), strictly=True)
    numbers.proves(z3.Not(smaller), numbers.link(s, r"\ne", 1))
    numbers.proves(numbers.link(radius(numbers, h=-(s**2)), ">", 1))
    numbers.proves(numbers.link(radius(numbers, h=0), r"\ge", 1))
    numbers = Reals()
    names, given = spectrum(numbers)
    (e,) = numbers.positive("e")
    rho = printed("eq-best").values(names | UNKNOWN, 2)[1]
    least = [abs(1 - e * sp.sqrt(names[end])) for end in (r"\mu", "L")]
    numbers.proves(numbers.link(sp.Max(*least), r"\ge", rho), given)


@pytest.mark.checks("eq-kappa-of-beta", by="decided")
def test_the_plateau_holds_exactly_the_printed_ratio():
    """Of all curvatures with the radius √β, none has a larger ratio; those at the ends have it."""
    numbers = Reals()
    s, low, high = numbers.positive("s low high")
    (kappa,) = reals("kappa")
    below = numbers.link(s, "<", 1)
    given = z3.And(below, numbers.claim("eq-kappa-of-beta", {r"\kappa": kappa, r"\beta": s**2}))
    on = [numbers.link(radius(numbers, s**2, h), "=", s) for h in (low, high)]
    numbers.proves(numbers.link(high, r"\le", kappa * low), given, *on)
    ends = numbers.all((low, "=", (1 - s) ** 2), (high, "=", kappa * low))
    numbers.proves(z3.And(on), given, ends)


@pytest.mark.checks("eq-edge", by="decided")
def test_the_edge_gives_the_largest_eigenvalue_away():
    """With the printed L, exactly the η below η_max are stable."""
    numbers = Reals()
    edge, eta = numbers.positive("edge eta")
    (steep,) = reals("L")
    given = numbers.claim("eq-edge", NAMES | {r"\eta_\max": edge, "L": steep})
    stable = numbers.link(radius(numbers, h=eta * steep), "<", 1)
    numbers.proves(stable == numbers.link(eta, "<", edge), given, numbers.all(*BELOW_ONE))


@pytest.mark.checks("eq-margin", by="decided")
def test_the_share_of_the_edge_at_the_best_pair():
    """The printed best pair beside the printed edge."""
    numbers = Reals()
    names, given = spectrum(numbers)
    values = names | {r"\eta": ETA, r"\beta": BETA, r"\eta_\max": reals_edge}
    pair = numbers.claim("eq-best", values, 0, 1)
    edge = numbers.claim("eq-edge", values)
    numbers.proves(numbers.claim("eq-margin", values), given, pair, edge)


(reals_edge,) = reals("edge")


@pytest.mark.checks("eq-cautious", by="decided")
def test_the_cautious_beta_is_the_best_at_half_the_edge():
    """For all κ > 1: no β has a smaller worst radius, and the printed one has √β everywhere."""
    numbers = Reals()
    names, given = spectrum(numbers)
    (s,) = numbers.positive("s")
    values = names | {r"\beta": s**2, r"\eta": ETA, r"\rho": SIGMA}
    given = z3.And(given, numbers.claim("eq-cautious", values, 0, 1), numbers.link(s, "<", 1))
    best = numbers.claim("eq-cautious", values, 2)
    numbers.proves(numbers.link(radius(numbers, s**2, ETA * LAM), "=", SIGMA), given, best)
    flat = radius(numbers, s**2, ETA * names[r"\mu"])
    least = printed("eq-cautious").values(values, 2)[1]
    numbers.proves(z3.Or(best, numbers.link(flat, ">", least)), given)
    kappa = sp.Symbol("kappa", positive=True)
    _, closed, about = printed("eq-cautious").values(values | {r"\kappa": kappa}, 2)
    assert approximately(1 - closed, 1 - about, kappa, sp.oo)


@pytest.mark.checks("eq-read", by="decided")
def test_the_eigenvalue_read_from_a_rate_or_a_period():
    """Where the coordinate creeps ρ gives ηλ, and where it swings the period does."""
    numbers = Reals()
    s, h = numbers.positive("s h")
    rho = radius(numbers, s**2, h)
    creeps = numbers.all((s, "<", 1), (h, r"\le", (1 - s) ** 2))
    values = {r"\beta": s**2, r"\eta": h, r"\lambda": sp.Integer(1), r"\rho": rho}
    numbers.proves(numbers.claim("eq-read", values, 0), creeps)
    theta, period = sp.symbols("theta P", positive=True)
    values = NAMES | {r"\beta": s**2, "P": period, r"\cos": sp.cos, r"\pi": sp.pi}
    shown = printed("eq-read").values(values, 1)[1].subs(period, 2 * sp.pi / theta)
    root = s * (sp.cos(theta) + sp.I * sp.sin(theta))
    polynomial = sp.expand(root**2 - (1 + s**2 - shown) * root + s**2)
    assert sp.simplify(polynomial) == 0


@pytest.mark.checks("thm-escape", "eq-escape", by="decided")
def test_momentum_leaves_a_saddle_between_two_gradient_descents():
    """The radius is the printed root within its bounds; the other root shrinks; it grows with β."""
    numbers = Reals()
    (u,) = numbers.positive("u")
    more, other = reals("more other")
    given = numbers.all((BETA, ">", 0), (BETA, "<", 1))
    sigma = radius(numbers, h=-u)
    numbers.proves(numbers.claim("eq-escape", NAMES | {"u": u, r"\sigma": sigma}), given)
    second = numbers.all((sigma * other, "=", BETA))
    numbers.proves(numbers.all((other, ">", 0), (other, "<", 1)), given, second)
    numbers = Reals()
    u, less, grown = numbers.positive("u less grown")
    for beta, root in ((BETA, less), (more, grown)):
        values = {r"\beta": beta, "u": u, r"\sigma": root}
        given = z3.And(given, numbers.claim("eq-escape", values, 0), numbers.link(root, ">", 1))
    numbers.proves(numbers.link(less, "<", grown), given, numbers.link(more, ">", BETA))
    limit = 1 + u / 2 + sp.sqrt(u + u**2 / 4)
    numbers.proves(numbers.link(grown, "=", limit), given, numbers.link(more, "=", 1))
