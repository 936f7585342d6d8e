"""Validators of numbers, names and functions, whose errors name argument, rule and value."""

import math
from collections.abc import Callable, Iterable
from fractions import Fraction
from numbers import Integral, Rational, Real
from typing import Any

from torch import Tensor


def shown(value: object) -> str:
    """Return a value as an error shows it: short, on one line."""
    if isinstance(value, Tensor) and value.numel() > 4:
        return f"a tensor of shape {tuple(value.shape)} and {value.dtype}"
    try:
        text = " ".join(repr(value).split())
    except Exception:  # an integer of more digits than Python prints, or a fault of another's class
        text = f"{type(value).__name__} that cannot be printed"
    return text if len(text) <= 60 else f"{text[:59]}…"


def instance(name: str, value: Any, *kinds: type) -> Any:
    """Return a value that is of one of these types."""
    if not isinstance(value, kinds):
        wanted = " or ".join(kind.__name__ for kind in kinds)
        raise TypeError(f"{name} must be a {wanted}, got {shown(value)}")
    return value


def one_of(name: str, value: Any, known: Iterable[str]) -> str:
    """Return a name that is known."""
    if not isinstance(value, str) or value not in known:
        raise ValueError(f"{name} must be one of {list(known)}, got {shown(value)}")
    return value


def function(name: str, value: Any) -> Callable[..., Any]:
    """Return a value that can be called."""
    if not callable(value):
        raise TypeError(f"{name} must be callable, got {shown(value)}")
    found: Callable[..., Any] = value
    return found


def returned(name: str, value: Any, kind: type) -> Any:
    """Return what a function that was given has returned, if it is of this type."""
    if not isinstance(value, kind):
        raise TypeError(f"{name} must return a {kind.__name__}, got {shown(value)}")
    return value


def flag(name: str, value: Any) -> bool:
    """Return a bool; an integer stands for one, as in torch."""
    if not isinstance(value, Integral):
        raise TypeError(f"{name} must be a bool, got {shown(value)}")
    return bool(value)


def number(
    name: str,
    value: Any,
    low: float = -math.inf,
    high: float = math.inf,
    *,
    closed: str = "neither",
) -> float:
    """Return a real number between two others; `closed` names the ends that count, NaN is outside."""
    if isinstance(value, bool) or not isinstance(value, Real):
        raise TypeError(f"{name} must be one number, got {shown(value)}")
    try:
        found = float(value)
    except OverflowError:
        found = math.inf
    above = low <= found if closed in ("left", "both") else low < found
    below = found <= high if closed in ("right", "both") else found < high
    if not (above and below):
        left = "[" if closed in ("left", "both") else "("
        right = "]" if closed in ("right", "both") else ")"
        rule = f"lie in {left}{low}, {high}{right}" if low > -math.inf else "be finite"
        raise ValueError(f"{name} must {rule}, got {shown(value)}")
    return found


def rational(name: str, value: Any) -> Fraction:
    """Return an integer or a fraction as a fraction, exactly."""
    if isinstance(value, bool) or not isinstance(value, Rational):
        raise TypeError(f"{name} must be an int or a Fraction, got {shown(value)}")
    return Fraction(int(value.numerator), int(value.denominator))


def positive(name: str, value: Any) -> float:
    """Return a number that is finite and greater than zero."""
    return number(name, value, 0)


def coefficient(name: str, value: Any) -> float:
    """Return a momentum coefficient: a number in [0, 1)."""
    return number(name, value, 0, 1, closed="left")


def spectrum(mu: Any, L: Any) -> tuple[float, float]:
    """Return the ends of a spectrum, 0 < mu <= L, between which float64 can calculate."""
    low, high = positive("mu", mu), positive("L", L)
    if not low <= high:
        raise ValueError(f"L must lie in [mu, inf), got L = {high} and mu = {low}")
    if not (low >= 1e-300 and high <= 1e300 and high / low <= 1e30):
        raise ValueError(
            "mu and L must lie between 1e-300 and 1e300, and L / mu be at most 1e30, "
            f"got mu = {low} and L = {high}"
        )
    return low, high


def count(name: str, value: Any, *, least: int = 0, most: int = 10**9) -> int:
    """Return an integer from `least` to `most`; a bool is not an integer here."""
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise TypeError(f"{name} must be an int, got {shown(value)}")
    found = int(value)
    if not least <= found <= most:
        rule = f"at least {least}" if found < least else f"at most {most}"
        raise ValueError(f"{name} must be {rule}, got {shown(value)}")
    return found
