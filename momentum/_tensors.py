"""Validators of tensors, and of lists that may be tensors, whose errors name argument, rule and value."""

import itertools
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from momentum._checks import count, instance, number, shown

# What torch calculates with; it stores and converts floats of 8 bits, and no more.
FLOATS = {torch.float16, torch.bfloat16, torch.float32, torch.float64}


def pair(name: str, value: Any) -> tuple[float, float]:
    """Return the ends of an interval: two different numbers."""
    if not isinstance(value, tuple | list) or len(value) != 2:
        raise TypeError(f"{name} must be a pair of numbers, got {shown(value)}")
    low, high = (number(f"{name}[{i}]", end) for i, end in enumerate(value))
    if low == high:
        raise ValueError(f"{name} must have two different ends, got {shown(value)}")
    return low, high


def numbers(name: str, value: Any, *, increasing: bool = False) -> list[float]:
    """Return finite numbers in a list, a tuple or a tensor of one axis; maybe each above the last."""
    if isinstance(value, Tensor) and tensor(name, value).ndim == 1 and value.dtype != torch.bool:
        value = value.tolist()
    if not isinstance(value, tuple | list):
        raise TypeError(f"{name} must be a list of numbers, got {shown(value)}")
    found = [number(f"{name}[{i}]", one) for i, one in enumerate(value)]
    if increasing and any(b <= a for a, b in itertools.pairwise(found)):
        raise ValueError(f"{name} must increase, got {shown(value)}")
    return found


def tensor(name: str, value: Any) -> Tensor:
    """Return a dense tensor that has values."""
    found: Tensor = instance(name, value, Tensor)
    if found.layout != torch.strided or found.is_meta or found.is_nested:
        raise TypeError(f"{name} must be a dense tensor with values, got {shown(value)}")
    return found


def floating(name: str, value: Any) -> Tensor:
    """Return a tensor of real floating-point numbers."""
    found = tensor(name, value)
    if found.dtype not in FLOATS:
        raise TypeError(
            f"{name} must hold floating-point numbers of 16 bits or more, got {found.dtype}"
        )
    return found


def finite(name: str, value: Any) -> Tensor:
    """Return a floating-point tensor without infinities and NaNs."""
    found = floating(name, value)
    if not bool(torch.isfinite(found).all()):
        raise ValueError(f"{name} must be finite, got {shown(value)} that is not")
    return found


def table(name: str, value: Any) -> Tensor:
    """Return a finite matrix that is not empty."""
    found = finite(name, value)
    if found.ndim != 2 or 0 in found.shape:
        raise ValueError(f"{name} must have rows and columns, got shape {tuple(found.shape)}")
    return found


def shaped(name: str, value: Any, shape: Sequence[int], like: str = "") -> Tensor:
    """Return a tensor of exactly this shape, which may be that of another argument."""
    found = tensor(name, value)
    if tuple(found.shape) != tuple(shape):
        rule = f"shape {tuple(shape)}" + (f", to fit {like}" if like else "")
        raise ValueError(f"{name} must have {rule}, got {tuple(found.shape)}")
    return found


def alike(a: Any, b: Any) -> bool:
    """Return whether `b` can plainly be added to `a` in place: in the inner loop, so at little cost."""
    try:
        return (
            isinstance(a, Tensor)
            and isinstance(b, Tensor)
            and a.dtype is b.dtype
            and a.dtype in FLOATS
            and a.layout is b.layout is torch.strided
            and a.shape == b.shape
            and a.device == b.device
            and not (a.requires_grad or a.is_inference())
            and a.is_contiguous()
            and b.is_contiguous()
            and abs(a.data_ptr() - b.data_ptr()) >= a.nbytes
        )
    except RuntimeError:  # a nested tensor has no shape
        return False


def factors(dtype: torch.dtype, **values: Any) -> list[float]:
    """Return finite numbers by which a tensor of this type can be multiplied."""
    largest = torch.finfo(dtype).max
    return [number(name, value, -largest, largest, closed="both") for name, value in values.items()]


def addable(name: str, value: Any, other: str, total: Any) -> None:
    """Raise unless a tensor can be added to another in place: of its shape, its kind, its device."""
    for label, one in ((other, total), (name, value)):
        if not isinstance(one, Tensor) or one.is_nested:
            tensor(label, one)
    if value.shape != total.shape:
        got = f"{tuple(value.shape)} and {tuple(total.shape)}"
        raise ValueError(f"{name} and {other} must have the same shape, got {got}")
    if total.dtype not in FLOATS and not total.is_complex():
        raise TypeError(f"{other} must hold floating-point numbers, got {total.dtype}")
    eighth = value.is_floating_point() and value.dtype not in FLOATS
    if eighth or not torch.can_cast(value.dtype, total.dtype):
        got = f"{value.dtype} and {total.dtype}"
        raise TypeError(f"{name} must hold numbers of the kind of {other}, got {got}")
    if value.device != total.device:
        raise ValueError(f"{name} must lie on {total.device} like {other}, got {value.device}")
    if total.layout != torch.strided and value.layout != total.layout:
        raise TypeError(f"{name} must be {total.layout} like {other}, got {value.layout}")
    changeable(other, total)
    if overlap(total, value):
        raise ValueError(f"{name} must not share memory with {other}, which changes")


def changeable(name: str, value: Tensor) -> None:
    """Raise unless the numbers of a tensor can be changed in place, each by itself."""
    locked = value.is_leaf and value.requires_grad and torch.is_grad_enabled()
    if locked or (value.is_inference() and not torch.is_inference_mode_enabled()):
        raise ValueError(f"{name} must be open to changes (torch.no_grad), got {shown(value)}")
    if value.layout == torch.strided and any(
        n > 1 and step == 0 for n, step in zip(value.shape, value.stride(), strict=True)
    ):
        raise ValueError(f"{name} must have a place for each number, got strides {value.stride()}")


def overlap(a: Tensor, b: Tensor) -> bool:
    """Return whether two tensors begin at the same place or, if they are compact, share any."""
    if a.layout != torch.strided or b.layout != torch.strided or not a.numel() or not b.numel():
        return False
    apart = b.data_ptr() - a.data_ptr()
    compact = a.is_contiguous() and b.is_contiguous()
    return apart == 0 or (compact and -b.nbytes < apart < a.nbytes)


def points(name: str, value: Any, n: int, dtype: torch.dtype | None = None) -> Tensor:
    """Return points of `n` coordinates, the last axis of a floating-point tensor."""
    found = floating(name, value)
    if found.shape[-1:] != (n,):
        raise ValueError(f"{name} must have shape (..., {n}), got {tuple(found.shape)}")
    if dtype not in (None, found.dtype):
        raise TypeError(f"{name} must hold numbers of {dtype}, got {found.dtype}")
    return found


def rows(features: Any, targets: Any) -> int:
    """Return how many rows two tensors have: the same number, and at least one."""
    if tensor("features", features).ndim < 1 or len(features) == 0:
        raise ValueError(f"features must have rows, got shape {tuple(features.shape)}")
    if tensor("targets", targets).shape[:1] != features.shape[:1]:
        rule = f"targets must have {len(features)} rows like features"
        raise ValueError(f"{rule}, got shape {tuple(targets.shape)}")
    return len(features)


def slope(x: Tensor, g: Any) -> Tensor:
    """Return the gradient at a point, which has the point's shape: nothing is broadcast."""
    if not isinstance(g, Tensor) or g.is_nested or g.shape != x.shape or g.is_complex():
        plain = isinstance(g, Tensor) and not g.is_nested and not g.is_complex()
        got = tuple(g.shape) if plain else shown(g)
        raise ValueError(f"gradient must return a tensor of shape {tuple(x.shape)}, got {got}")
    return g


def reals(**values: Any) -> list[Tensor]:
    """Broadcast finite real numbers and tensors to float64 tensors of one shape."""
    found = []
    for name, value in values.items():
        if isinstance(value, Tensor):
            if tensor(name, value).is_complex() or value.dtype == torch.bool:
                raise TypeError(f"{name} must hold real numbers, got {shown(value)}")
            found.append(finite(name, value.double()))
        else:
            found.append(torch.tensor(number(name, value), dtype=torch.float64))
    try:
        return list(torch.broadcast_tensors(*found))
    except RuntimeError:
        shapes = ", ".join(str(tuple(one.shape)) for one in found)
        raise ValueError(f"{' and '.join(values)} must broadcast, got shapes {shapes}") from None


def counts(name: str, value: Any) -> Tensor:
    """Return an integer, or a tensor of whole numbers, of at least 0 as a tensor of float64."""
    if not isinstance(value, Tensor):
        value = torch.tensor(count(name, value, most=2**53))
    (found,) = reals(**{name: value})
    if bool((found != found.round()).any()):
        raise ValueError(f"{name} must hold whole numbers, got {shown(value)}")
    if bool((found < 0).any()):
        raise ValueError(f"{name} must be at least 0, got {int(found.min())}")
    return found


def computed(result: Tensor, **values: Any) -> Tensor:
    """Return a result that is finite: what these values lead to can be written in its type."""
    if not bool(torch.isfinite(result).all()):
        given = ", ".join(f"{name}={shown(value)}" for name, value in values.items())
        rule = f"{' and '.join(values)} must lead to numbers that {result.dtype} can hold"
        raise ValueError(f"{rule}, got {given}")
    return result
