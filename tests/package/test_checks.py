"""What errors say, and where the bounds are: to the last letter and the last number."""

import pytest
import torch

from momentum import _checks


class Unprintable:
    def __repr__(self):
        raise RuntimeError("no")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("x" * 58, repr("x" * 58)),  # sixty letters with its quotes
        ("x" * 59, "'" + "x" * 58 + "…"),
        (torch.zeros(4), "tensor([0., 0., 0., 0.])"),
        (torch.zeros(5), "a tensor of shape (5,) and torch.float32"),
        ("a\n  b", "'a\\n b'"),
        (Unprintable(), "Unprintable that cannot be printed"),
        pytest.param(10**5000, "int that cannot be printed", id="long"),
    ],
)
def test_a_value_is_shown_on_one_short_line(value, said):
    assert _checks.shown(value) == said


@pytest.mark.parametrize("value", [0, 10**9])
def test_counts_go_up_to_a_milliard(value):
    assert _checks.count("n", value) == value


@pytest.mark.parametrize(
    ("value", "least", "rule"),
    [
        (10**9 + 1, 0, "n must be at most 1000000000, got 1000000001"),
        (-1, 0, "n must be at least 0, got -1"),
        (1, 2, "n must be at least 2, got 1"),
    ],
)
def test_a_count_beyond_its_bounds_is_told_the_nearer_one(value, least, rule):
    with pytest.raises(ValueError, match=f"^{rule}$"):
        _checks.count("n", value, least=least)


@pytest.mark.parametrize(
    "ends", [(1e-300, 1e-270), (1e270, 1e300), (1e-15, 1e15), (1e-300, 1e-300), (2.0, 2.0)]
)
def test_spectra_that_float64_can_hold(ends):
    assert _checks.spectrum(*ends) == ends


@pytest.mark.parametrize("ends", [(9.9e-301, 1e-280), (1e280, 1.1e300), (1e-15, 1.1e15)])
def test_spectra_beyond_are_refused(ends):
    with pytest.raises(ValueError, match="mu and L must lie between 1e-300 and 1e300"):
        _checks.spectrum(*ends)


def test_a_number_without_bounds_must_be_finite():
    with pytest.raises(ValueError, match="x must be finite, got inf"):
        _checks.number("x", float("inf"))
    with pytest.raises(ValueError, match=r"x must lie in \(0, inf\), got 0"):
        _checks.number("x", 0.0, 0)
