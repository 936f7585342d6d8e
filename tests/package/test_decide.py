"""What decides claims about real numbers: it proves, it finds counterexamples, it owns up."""

import decide
import pytest
import sympy as sp
from decide import Reals, reals

X, Y = reals("x y")


@pytest.mark.parametrize("strictly", [True, False])
def test_roots_within_a_radius(strictly):
    """Jury's conditions say the same as the roots themselves, for all real quadratics and r > 0."""
    numbers = Reals()
    (r,) = numbers.positive("r")
    bound = numbers.link(numbers.radius(X, Y), "<" if strictly else r"\le", r)
    numbers.proves(bound == numbers.within(X, Y, r, strictly=strictly))


@pytest.mark.parametrize(
    ("left", "sign", "right"),
    [
        (X**2, r"\ge", 0),
        (abs(X * Y), "=", abs(X) * abs(Y)),
        (sp.Max(X, Y) + sp.Min(X, Y), "=", X + Y),
        (sp.sqrt(X**2 + 1), ">", X),
        (1 / (X**2 + 1), r"\in", (0, 1)),
        (sp.Matrix([X, 0]), r"\ne", sp.Matrix([X + 1, 1])),
    ],
)
def test_what_is_true_is_proved(left, sign, right):
    numbers = Reals()
    numbers.proves(numbers.link(left, sign, right))


@pytest.mark.parametrize(
    ("left", "sign", "right"),
    [
        (X**2, ">", 0),
        (sp.sqrt(X), r"\ge", 0),  # not below 0
        (X / Y, r"\le", abs(X / Y)),  # not where Y is 0
        (1 / (X**2 + 1), r"\in", (0, sp.Rational(1, 2))),
    ],
)
def test_what_is_not_true_everywhere_has_a_counterexample(left, sign, right):
    numbers = Reals()
    with pytest.raises(AssertionError, match=r"^sat: "):
        numbers.proves(numbers.link(left, sign, right))


def test_what_assumes_a_contradiction_proves_nothing():
    numbers = Reals()
    with pytest.raises(AssertionError, match="no such numbers"):
        numbers.proves(numbers.link(X, "=", 1), numbers.all((X, "<", 0), (X, ">", 0)))


def test_what_is_not_decided_is_a_failure(monkeypatch):
    monkeypatch.setattr(decide, "EFFORT", 1000)
    numbers = Reals()
    names = list(reals("a b c d e f"))
    power = sum(name**6 for name in names) - sum(names) ** 3
    with pytest.raises(AssertionError, match=r"unknown|none was found"):
        numbers.proves(numbers.link(power, ">", -(sum(names) ** 5) - 1000))


def test_what_is_no_polynomial_is_refused():
    with pytest.raises(ValueError, match="no polynomial"):
        Reals().link(sp.sin(X), r"\le", 1)
