"""When clouds exist, and how large they are, decided for all values."""

import pytest
import sympy as sp
import z3
from decide import Reals, approximately, reals
from printed import printed

BETA, U, CHI = reals("beta u chi")
ETA, LAM, VAR = sp.symbols("eta lambda V", positive=True)
NAMES = {r"\beta": BETA, r"\eta": ETA, r"\lambda": LAM, r"\sigma": sp.sqrt(VAR), "u": U}
SIZES = {"v": "v", "x": "x"}
BELOW_ONE = ((BETA, r"\ge", 0), (BETA, "<", 1))


def matrix(nesterov):
    """The printed matrix of a step of (v, x), and how the noise enters."""
    name, label = (r"\mathbf{N}", "eq-nesterov-matrix") if nesterov else (r"\R", "eq-matrix")
    step = printed(label).values(NAMES | {name: lambda *_: None}, 1)[1]
    return step, sp.Matrix([1, -ETA * (1 + BETA) if nesterov else -ETA])


def cloud(nesterov):
    """The printed covariance of (v, x); for Nesterov, two of its entries stand in the proof."""
    zero = {r"\operatorname{Var}": lambda what: V if what == "v" else X}
    zero |= {r"\operatorname{Cov}": lambda *_: C}
    V, C, X = sp.symbols("Vv Cvx Vx")
    values = NAMES | SIZES | zero | {"u": ETA * LAM}
    if nesterov:
        below = (1 - BETA + BETA * ETA * LAM) * (2 * (1 + BETA) - (1 + 2 * BETA) * ETA * LAM)
        vv = 2 * VAR / below
        vx, xx = -ETA / 2 * (1 + 2 * BETA) * vv, printed("eq-cloud-nesterov").values(values)[1]
    else:
        vv, vx, xx = (printed("eq-cloud").values(values, n)[1] for n in range(3))
        vx, xx = vx.subs(V, vv), xx.subs(V, vv)
    return sp.Matrix([[vv, vx], [vx, xx]])


def stays_where_the_step_is_stable(nesterov, *given):
    """Prove: the cloud solves the printed recursion, noise reaches all, positive means stable."""
    sigma, (step, entry) = cloud(nesterov), matrix(nesterov)
    names = {rf"\boldsymbol{{\Sigma}}_{t}": sigma for t in ("t", "{t-1}")}
    printed("eq-covariance").check(NAMES | names | {r"\R": step, r"\mathbf{e}": entry})
    numbers = Reals()
    reached = entry.row_join(step * entry).det()  # else an eigenvector would never meet the noise
    numbers.proves(numbers.link(reached, r"\ne", 0), numbers.link(ETA, ">", 0))
    at = {ETA: U, LAM: 1, VAR: 1}  # in other units of x and v it is the same
    sigma, step = sigma.subs(at), step.subs(at)
    radius = numbers.radius(sp.expand(step.trace()), sp.expand(step.det()))
    positive = numbers.all((sigma[0, 0], ">", 0), (sp.cancel(sigma.det()), ">", 0))
    numbers.proves(positive == numbers.link(radius, "<", 1), numbers.all((U, ">", 0), *given))


@pytest.mark.checks("thm-cloud", "eq-cloud", "eq-covariance", by="decided")
def test_the_cloud_of_momentum_stays_and_exists_where_the_step_is_stable():
    """For all η > 0 and real β and λ (below 0 both sides are false)."""
    stays_where_the_step_is_stable(False)


@pytest.mark.checks("thm-cloud-nesterov", "eq-cloud-nesterov", by="decided")
def test_the_cloud_of_nesterov_stays_and_exists_where_the_step_is_stable():
    """For all η > 0, λ > 0 and 0 ≤ β < 1."""
    stays_where_the_step_is_stable(True, *BELOW_ONE)


@pytest.mark.checks("eq-stationary", "eq-matched", by="decided")
def test_the_variance_written_out_and_in_other_letters():
    """The same as in the printed cloud, and for small η what is printed as about the same."""
    xx = cloud(nesterov=False)[1, 1]
    values = NAMES | SIZES | {r"\operatorname{Var}": lambda _: xx}
    values |= {r"\alpha": ETA / (1 - BETA), "N": (1 + BETA) / (1 - BETA)}
    printed("eq-matched").check(values)
    left, closed, about = printed("eq-stationary").values(values)
    assert sp.simplify(left - closed) == 0
    assert approximately(closed, about, ETA, 0)


def second_moments(nesterov):
    """The map of E v², E vx and E x² under a step with noisy curvature, where λ is 1."""
    names = sp.symbols("vv vx xx")
    moments = sp.Matrix(2, 2, [names[0], names[1], names[1], names[2]])
    step, entry = (one.subs({ETA: U, LAM: 1}) for one in matrix(nesterov))
    after = step * moments * step.T + CHI * names[2] * entry * entry.T
    return sp.Matrix([after[0, 0], after[0, 1], after[1, 1]]).jacobian(names)


def jury(a, b, c):
    """The conditions that all roots of σ³ - aσ² + bσ - c lie inside the unit circle."""
    ends = ((1 - a + b - c, ">", 0), (1 + a + b + c, ">", 0))
    size = ((c, "<", 1), (c, ">", -1))
    return *ends, *size, (b - a * c, "<", 1 - c**2), (b - a * c, ">", c**2 - 1)


def test_jurys_conditions_for_three_roots():
    """A real cubic has a real root r and two more; all real numbers."""
    numbers = Reals()
    r, trace, product = reals("r T D")
    inside = numbers.all((r, "<", 1), (r, ">", -1))
    others = numbers.within(trace, product, 1, strictly=True)
    conditions = jury(r + trace, product + r * trace, r * product)
    numbers.proves(z3.And(inside, others) == numbers.all(*conditions))


def conditions(nesterov):
    """What it asks that the map of the second moments has a radius below 1."""
    _, a, b, c = second_moments(nesterov).charpoly(sp.Symbol("s")).all_coeffs()
    return jury(*map(sp.factor, (-a, b, -c)))


@pytest.mark.checks("thm-mean-square", "eq-mean-square-edge", by="decided")
def test_second_moments_contract_exactly_below_the_printed_edge():
    """For all u > 0, χ ≥ 0 and 0 ≤ β < 1."""
    numbers = Reals()
    values = {r"\alpha": U / (1 - BETA), r"\lambda": 1, r"\chi": CHI}
    edge = numbers.claim("eq-mean-square-edge", values | {"N": (1 + BETA) / (1 - BETA)})
    given = numbers.all((U, ">", 0), (CHI, r"\ge", 0), *BELOW_ONE)
    numbers.proves(numbers.all(*conditions(nesterov=False)) == edge, given)


@pytest.mark.checks("thm-mean-square", "eq-growing-cloud", by="decided")
def test_the_printed_growing_cloud_is_the_one_that_stays():
    """The fixed point of the second moments with the noise added."""
    entry = matrix(nesterov=False)[1].subs({ETA: U, LAM: 1})
    noise = sp.Matrix([entry[0] ** 2, entry[0] * entry[1], entry[1] ** 2])
    fixed = (sp.eye(3) - second_moments(nesterov=False)).LUsolve(noise)[2]
    values = {r"\alpha": U / (1 - BETA), "N": (1 + BETA) / (1 - BETA), r"\chi": CHI}
    values |= {r"\sigma": 1, r"\lambda": 1, "x": "x", r"\operatorname{Var}": lambda _: fixed}
    printed("eq-growing-cloud").check(values)


@pytest.mark.checks("eq-nesterov-echo", by="algebra")
def test_the_printed_echo_is_where_an_eigenvalue_of_nesterovs_second_moments_passes_one():
    """Their polynomial is positive at 1 exactly there; that no other root leaves before is theory.

    (Perron and Frobenius: the radius of a map that keeps covariances is one of its eigenvalues.)
    """
    numbers = Reals()
    values = {r"\beta": BETA, "u": U, r"\chi": CHI}
    echo, one = printed("eq-nesterov-echo").values(values)
    at_one, *_ = conditions(nesterov=True)[0]
    share = sp.cancel(at_one / (one - echo))  # positive, so both have one sign
    given = numbers.all((U, ">", 0), (U * (1 + 2 * BETA), "<", 2 + 2 * BETA), *BELOW_ONE)
    numbers.proves(numbers.link(share, ">", 0), given)
    assert printed("eq-nesterov-echo").relations[0].signs == ["<"]
