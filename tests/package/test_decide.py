"""What decides claims about real numbers: it proves, it finds counterexamples, it says what it cannot."""

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
