"""Validators whose errors name the argument, the rule and the value."""

import math
from collections.abc import Sequence

import torch
from torch import Tensor


def in_interval(name: str, value: float, low: float, high: float, *, closed: str = "left") -> float:
    """Return `value` if it lies between `low` and `high`; `closed` names the ends that count."""
    above = low <= value if closed in ("left", "both") else low < value
    below = value <= high if closed in ("right", "both") else value < high
    if not (above and below):
        left = "[" if closed in ("left", "both") else "("
        right = "]" if closed in ("right", "both") else ")"
        raise ValueError(f"{name} must lie in {left}{low}, {high}{right}, got {value!r}")
    return value


def coefficient(name: str, value: float) -> float:
    """Return a momentum coefficient: a number in [0, 1)."""
    return in_interval(name, value, 0, 1)


def positive(name: str, value: float) -> float:
    """Return a number that is finite and greater than zero."""
    return in_interval(name, value, 0, math.inf, closed="neither")


def count(name: str, value: int, *, least: int = 0) -> int:
    """Return an integer that is at least `least`; a bool is not an integer here."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{name} must be an int, got {type(value).__name__}")
    if value < least:
        raise ValueError(f"{name} must be at least {least}, got {value}")
    return value


def floating(name: str, value: Tensor) -> Tensor:
    """Return a tensor of real floating-point numbers."""
    if not isinstance(value, Tensor):
        raise TypeError(f"{name} must be a torch.Tensor, got {type(value).__name__}")
    if not torch.is_floating_point(value):
        raise TypeError(f"{name} must hold floating-point numbers, got {value.dtype}")
    return value


def finite(name: str, value: Tensor) -> Tensor:
    """Return a floating-point tensor without infinities and NaNs."""
    if not bool(torch.isfinite(floating(name, value)).all()):
        raise ValueError(f"{name} must be finite, got {value.tolist()}")
    return value


def shaped(name: str, value: Tensor, shape: Sequence[int]) -> Tensor:
    """Return a tensor of exactly this shape."""
    if tuple(value.shape) != tuple(shape):
        raise ValueError(f"{name} must have shape {tuple(shape)}, got {tuple(value.shape)}")
    return value
