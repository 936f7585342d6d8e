r"""Test functions on which no theory of quadratics is a promise. ｜ 二次函数的理论不再作保的测试函数。"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from momentum import _checks, _tensors

__all__ = ["BEALE", "LESSARD", "ROSENBROCK", "SADDLE", "TWIN_WELLS", "WELLS", "Landscape"]


@dataclass(frozen=True, eq=False)
class Landscape:
    r"""A smooth function of ``n`` variables with its gradient. ｜ 光滑函数及其梯度。

    Parameters
    ----------
    n : int
        Number of variables, at least 1.
    value : callable
        Maps points of shape (..., n) to values of shape (...).
    gradient : callable
        Maps points of shape (..., n) to gradients of the same shape.

    Raises
    ------
    TypeError, ValueError
        If ``n`` is not an integer of at least 1 or the others cannot be called; theirs is
        the same if they are given anything but floating-point tensors of shape (..., n).

    Notes
    -----
    Source: the functions below name theirs.

    Examples
    --------
    >>> ROSENBROCK.value(torch.tensor([[-1.2, 1.0], [1.0, 1.0]]))
    tensor([24.2000,  0.0000])
    >>> ROSENBROCK.gradient(torch.tensor([1.0, 1.0]))
    tensor([0., 0.])
    """

    n: int
    value: Callable[[Tensor], Tensor]
    gradient: Callable[[Tensor], Tensor]

    def __post_init__(self) -> None:
        _checks.count("n", self.n, least=1)
        for name in ("value", "gradient"):
            called = _checks.function(name, getattr(self, name))
            object.__setattr__(self, name, _on_points(called, self.n))


def _on_points(function: Callable[[Tensor], Tensor], n: int) -> Callable[[Tensor], Tensor]:
    """Return a function that only takes points of `n` coordinates."""

    def checked(x: Tensor) -> Tensor:
        return function(_tensors.points("x", x, n))

    return checked


def _lessard_value(x: Tensor) -> Tensor:
    outer = torch.where(x < 1, 12.5 * x**2, 12.5 * x**2 - 24 * x + 36)
    return torch.where((x < 1) | (x >= 2), outer, 0.5 * x**2 + 24 * x - 12).squeeze(-1)


def _lessard_gradient(x: Tensor) -> Tensor:
    steep = 25 * x
    return torch.where(x < 1, steep, torch.where(x < 2, x + 24, steep - 24))


def _rosenbrock_value(x: Tensor) -> Tensor:
    x1, x2 = x.unbind(-1)
    return (1 - x1) ** 2 + 100 * (x2 - x1**2) ** 2


def _rosenbrock_gradient(x: Tensor) -> Tensor:
    x1, x2 = x.unbind(-1)
    off = x2 - x1**2
    return torch.stack([2 * (x1 - 1) - 400 * x1 * off, 200 * off], -1)


def _beale_residuals(x: Tensor) -> list[Tensor]:
    x1, x2 = x.unbind(-1)
    return [c - x1 * (1 - x2**k) for k, c in enumerate((1.5, 2.25, 2.625), 1)]


def _beale_value(x: Tensor) -> Tensor:
    return torch.stack(_beale_residuals(x)).square().sum(0)


def _beale_gradient(x: Tensor) -> Tensor:
    x1, x2 = x.unbind(-1)
    gradient = torch.zeros_like(x)
    for k, r in enumerate(_beale_residuals(x), 1):
        gradient = gradient + 2 * torch.stack([-r * (1 - x2**k), r * x1 * k * x2 ** (k - 1)], -1)
    return gradient


LESSARD = Landscape(1, _lessard_value, _lessard_gradient)
r"""Slopes :math:`25x`, :math:`x+24` on [1, 2), :math:`25x-24`: convex, curvature 1 or 25. ｜ 分段二次的凸函数。

Source: Lessard, Recht and Packard (2016), section 4.6.
"""

ROSENBROCK = Landscape(2, _rosenbrock_value, _rosenbrock_gradient)
r"""The bent valley :math:`(1-x_1)^2 + 100(x_2-x_1^2)^2`. ｜ 弯曲的峡谷。

Source: Rosenbrock (1960).
"""

BEALE = Landscape(2, _beale_value, _beale_gradient)
r"""Flat floor and steep corners, :math:`\sum_{k=1}^3 (c_k - x_1(1-x_2^k))^2`. ｜ 平底陡角的曲面。

With :math:`c = (1.5, 2.25, 2.625)` the minimiser is (3, 0.5). Source: Moré, Garbow and Hillstrom
(1981), problem 5.
"""

SADDLE = Landscape(
    2,
    lambda x: (x[..., 0] ** 2 - x[..., 1] ** 2) / 2,
    lambda x: torch.stack([x[..., 0], -x[..., 1]], -1),
)
r"""The saddle :math:`\tfrac12(x_1^2 - x_2^2)`, eigenvalues 1 and -1. ｜ 鞍面。"""

TWIN_WELLS = Landscape(
    2,
    lambda x: (x[..., 0] ** 2 - x[..., 1] ** 2) / 2 + x[..., 1] ** 4 / 4,
    lambda x: torch.stack([x[..., 0], x[..., 1] ** 3 - x[..., 1]], -1),
)
r"""The same saddle with a floor, :math:`\tfrac12(x_1^2 - x_2^2) + \tfrac14x_2^4`. ｜ 两阱之间的鞍点。

It lies between two wells of depth :math:`\tfrac14`, at (0, -1) and (0, 1). Source: Nesterov (2018),
example 1.2.2.
"""

WELLS = Landscape(
    1,
    lambda x: (x**4 / 4 - x**2 / 2 + x / 10).squeeze(-1),
    lambda x: x**3 - x + 0.1,
)
r"""Two wells, :math:`\tfrac14x^4 - \tfrac12x^2 + \tfrac1{10}x`, the left one deeper. ｜ 双阱，左深右浅。"""
