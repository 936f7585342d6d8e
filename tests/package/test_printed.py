"""The reader of printed formulas: every construct of the book, and the faults it must not swallow."""

import math

import numpy as np
import pytest
import sympy as sp
import torch
from printed import Formula, equations, printed

NUMBERS = {r"\beta": 0.9, r"\eta": 0.5, "t": 3, "x": 2.0, "x_{t-1}": 7.0, "c": 0.25}


@pytest.mark.parametrize(
    ("tex", "value"),
    [
        (r"2 + 2\beta", 3.8),
        (r"-x^2 + 1", -3.0),
        (r"\frac{1}{1-\beta}", 10.0),
        (r"\tfrac12 x \cdot x / 4", 0.5),
        (r"\left(1-\sqrt\beta\right)^2", (1 - math.sqrt(0.9)) ** 2),
        (r"|1 - x|\,|{-3}|", 3.0),
        (r"\beta^{t-1} x_{t-1}", 0.81 * 7),
        (r"\sum_{\tau=0}^{t} \beta^\tau + 1", 1 + 0.9 + 0.81 + 0.729 + 1),
        (r"\frac{\ln 2}{\ln(1/\beta)}", math.log(2) / math.log(1 / 0.9)),
        (r"\max(x, 3)", 3.0),
        (r"\cos^2(c) + \sin^2(c)", 1.0),
        (r"x \pm c", 2.25),
        (r"\begin{cases} x & x < 1, \\[4pt] -x & x \notin [0, 1] \end{cases}", -2.0),
        (r"\lfloor x/3 \rfloor", 0),
    ],
)
def test_values(tex, value):
    (result,) = Formula(tex).values(NUMBERS | {r"\pm": 1})
    assert float(result) == pytest.approx(value, rel=1e-12)


def test_functions_and_sequences_take_their_arguments():
    values = {"f": lambda x: x + 1, "x": [5.0, 6.0, 7.0].__getitem__, "t": 2, "a": 3.0}
    assert Formula(r"f(a)^2 \, a").values(values) == [48.0]
    assert Formula(r"x_t - x_{t-1}, x_0").values(values) == [1.0]
    assert Formula(r"f(x_{t-2}) = 6").relations[0].holds(values)
    assert Formula(r"\prod_{i \ne t} x_i").values(values | {r"\prod_i\ne t": [0, 1]}) == [30.0]


def test_vectors_are_columns_and_powers_of_matrices_matrix_powers():
    x, Q = torch.tensor([[1.0], [2.0]]), torch.tensor([[2.0, 1.0], [1.0, 3.0]])
    values = {r"\x": x, r"\Q": Q}
    assert float(Formula(r"\x\T\Q\x").values(values)[0]) == 18.0
    assert torch.allclose(Formula(r"\Q^{-1}\Q^2").values(values)[0], Q)
    (found,) = Formula(r"\begin{bmatrix} 1 & 2 \\ -3 & 1 - 4 \end{bmatrix}").values({})
    assert np.array_equal(found, [[1, 2], [-3, -3]])


def test_symbols_stay_exact():
    a, b = sp.symbols("a b")
    Formula(r"(a + b)^2 = a^2 + 2ab + b^2").check({"a": a, "b": b})
    Formula(r"\frac a2 = \tfrac12 a").check({"a": a})
    with pytest.raises(AssertionError, match="is not true"):
        Formula(r"(a + b)^2 = a^2 + b^2").check({"a": a, "b": b})


@pytest.mark.parametrize(
    ("tex", "true"),
    [
        (r"0 < x \le 2", True),
        (r"0 < x < 2", False),
        (r"x = 2 = 1 + 1", True),
        (r"x = 2 = 1 + 2", False),
        (r"x \in [0, 2], x \ge 3", False),
        (r"x \approx 2.0001", False),
    ],
)
def test_relations(tex, true):
    formula = Formula(tex)
    if true:
        formula.check(NUMBERS)
    else:
        with pytest.raises(AssertionError, match=r"relation \d of"):
            formula.check(NUMBERS)


@pytest.mark.parametrize(
    "tex", [r"\frac{1}{", r"(1 + 2", r"1 +", r"x \\ \approx 2", r"\begin{cases} x & x < 1"]
)
def test_what_cannot_be_read_raises(tex):
    with pytest.raises(ValueError, match="expected"):
        Formula(tex)


def test_a_symbol_without_value_is_named():
    with pytest.raises(KeyError, match=r"no value for \\\\gamma_t"):
        Formula(r"\gamma_t + 1").values({})


def test_every_equation_of_the_book_can_be_read():
    assert len(equations()) > 20
    for label in equations():
        assert printed(label).relations, label
