"""Quadratics in any number of dimensions, and single coordinates, decided for all values.

Matrices are SymPy's of a size that is a symbol; two expressions are the same if they are the same
sums of products, where Q is symmetric and meets its inverse as nothing, and a number is its transpose.
"""

import itertools
from collections import Counter

import pytest
import sympy as sp
from printed import printed

N = sp.Symbol("n", integer=True, positive=True)
Q = sp.MatrixSymbol("Q", N, N)
X, C, ONE = sp.MatrixSymbol("x", N, 1), sp.MatrixSymbol("c", N, 1), sp.MatrixSymbol("b", 1, 1)
NAMES = {r"\Q": Q, r"\x": X, r"\c": C, "b": ONE}
SYMMETRIC = ("Q", "Q^-1", "b")


def products(expr):
    """The products in an expression with their coefficients."""
    if isinstance(expr, sp.MatAdd):
        return sum_of(*(products(part) for part in expr.args))
    if isinstance(expr, sp.MatMul):
        coefficient, parts = expr.as_coeff_matrices()
        pairs = itertools.product(*(products(part).items() for part in parts))
        terms = (({reduced(sum((w for w, _ in one), ())): sp.prod([n for _, n in one])})
                 for one in pairs)  # fmt: skip
        return Counter({w: coefficient * n for w, n in sum_of(*terms).items()})
    if isinstance(expr, sp.Transpose):
        return sum_of(*({turned(word): n} for word, n in products(expr.arg).items()))
    if isinstance(expr, sp.Inverse):
        assert expr.arg in (Q, Q.T)
        return Counter({("Q^-1",): sp.S.One})
    assert isinstance(expr, sp.MatrixSymbol), expr
    return Counter({(expr.name,): sp.S.One})


def sum_of(*terms):
    total = Counter()
    for one in terms:
        for word, number in one.items():
            total[word] += number
    return total


def turned(word):
    """The transpose of a product."""
    return tuple(
        letter if letter in SYMMETRIC else letter[:-1] if letter.endswith("'") else f"{letter}'"
        for letter in reversed(word)
    )


def reduced(word):
    """A product without Q beside its inverse; of a number and its transpose, always the same one."""
    for k in range(len(word) - 1):
        if set(word[k : k + 2]) == {"Q", "Q^-1"}:
            return reduced(word[:k] + word[k + 2 :])
    number = word and word[0].endswith("'") and word[-1] in ("x", "c", "d")
    return min(word, turned(word)) if number else word


def same(*values):
    found = [
        {word: n for word, n in products(value.doit()).items() if sp.simplify(n) != 0}
        for value in values
    ]
    return all(found[0] == other for other in found[1:])


def value(at):
    """The printed quadratic at a point."""
    return printed("eq-quadratic").values(NAMES | {r"\x": at, "h": lambda _: ONE})[1]


@pytest.mark.checks("thm-completed-square", "eq-completed-square", "eq-minimum", by="decided")
@pytest.mark.checks("eq-minimum-again", by="decided")
def test_the_square_is_completed_in_any_dimension():
    """The printed minimiser, minimum, square and gradient, for every symmetric Q with an inverse."""
    lowest = printed("eq-minimum").values(NAMES | {r"\x^*": X}, 0)[1]
    names = NAMES | {r"\x^*": lowest, "h": value, r"\nabla": lambda _: Q * X + C}
    assert same(*printed("eq-minimum").values(names, 1))
    assert same(*printed("eq-completed-square").values(names, 0))
    gradient = names | {"h": lambda at: at}
    assert same(*printed("eq-completed-square").values(gradient, 1))
    assert same(*printed("eq-minimum-again").values(names))
    d, s = sp.MatrixSymbol("d", N, 1), sp.Symbol("s")  # the gradient is what a small move feels
    moved = products((value(X + s * d) - value(X)).doit())
    first = Counter({w: sp.diff(n, s).subs(s, 0) for w, n in moved.items()})
    slope = products((d.T * (Q * X + C)).doit())
    assert {w: n for w, n in sum_of(first, {w: -n for w, n in slope.items()}).items() if n} == {}


@pytest.mark.checks("eq-ravine-factors", "eq-ravine", by="decided")
def test_the_factors_are_those_of_the_printed_ravine():
    """One step against the gradient of the printed function, exactly."""
    one, two, eta = sp.symbols("x_1 x_2 eta")
    names = {"x_1": one, "x_2": two, "f": lambda _: one, r"\x": one, r"\eta": eta}
    f = printed("eq-ravine").values(names)[1]
    for number, x in enumerate((one, two)):
        _, after = printed("eq-ravine-factors").values(names, number)
        assert sp.expand(after - (x - eta * sp.diff(f, x))) == 0


@pytest.mark.checks("eq-gd-scalar", "eq-effective-rate", by="decided")
def test_one_coordinate_of_gradient_descent_and_a_steady_gradient():
    """The power takes every step; the velocity that stays, and what is left of another one."""
    eta, r, x0, beta, g, v = sp.symbols("eta r x_0 beta g v", nonzero=True)
    lam = (1 - r) / eta  # r is the factor of a step
    t = sp.Symbol("t", integer=True, positive=True)
    names = {r"\eta": eta, r"\lambda": lam, "x_0": x0, "x_t": None, "x_{t-1}": x0}
    (_, step), (_, power) = (printed("eq-gd-scalar").values(names | {"t": t}, n) for n in (0, 1))
    assert sp.expand(step - (x0 - eta * lam * x0)) == 0
    assert sp.expand(power.subs(t, 0) - x0) == 0
    assert sp.simplify(power.subs(t, t + 1) - power * step / x0) == 0
    (shown,) = printed("eq-effective-rate").values({r"\eta": eta, r"\beta": beta, r"\g": g})
    stays = shown / eta
    assert sp.simplify(beta * stays + g - stays) == 0
    assert sp.expand((beta * v + g) - (beta * stays + g) - beta * (v - stays)) == 0
