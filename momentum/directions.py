r"""What is done with the velocity before it moves the point. ｜ 速度用来更新点之前还要做什么。

A rule is :math:`x \leftarrow x - \eta\,\Phi\bigl((1-\nu) g + \nu v\bigr)`, where :math:`v` is the leaky
average of the gradients. With :math:`\Phi` the identity it is quasi-hyperbolic momentum, with the
sign Lion, with the polar factor Muon.
"""

from collections.abc import Callable
from typing import TypeAlias

import torch
from torch import Tensor

from momentum import _checks, _tensors
from momentum.averages import leaky_step_

__all__ = ["CONVERGENT", "JORDAN", "memory_step", "newton_schulz", "polar"]

Step: TypeAlias = Callable[[Tensor, Tensor], tuple[Tensor, Tensor]]

JORDAN = (3.4445, -4.775, 2.0315)
"""Coefficients that lift small singular values fast, and do not converge. ｜ 快速抬高小奇异值的系数，不收敛。"""
CONVERGENT = (15 / 8, -10 / 8, 3 / 8)
"""Coefficients whose fixed point 1 attracts with third order. ｜ 以三阶速度收敛到 1 的系数。"""


def memory_step(
    gradient: Callable[[Tensor], Tensor],
    eta: float,
    beta: float,
    nu: float = 1.0,
    direction: Callable[[Tensor], Tensor] | None = None,
) -> Step:
    r"""Build a step along a function of gradient and velocity. ｜ 沿梯度与速度的某个函数走的一步。

    :math:`v \leftarrow \beta v + (1-\beta) g`, then
    :math:`x \leftarrow x - \eta\,\Phi\bigl((1-\nu) g + \nu v\bigr)`.

    Parameters
    ----------
    gradient : callable
        Gradient at a point, any shape to the same shape.
    eta : float
        Learning rate, positive.
    beta : float
        Momentum coefficient, in [0, 1).
    nu : float
        Share of the velocity, in [0, 1]: 1 is heavy ball, ``beta`` Nesterov's method, 0 forgets.
    direction : callable, optional
        :math:`\Phi`, a tensor to one of its shape, such as `torch.sign` or `polar`; the default is
        the identity.

    Returns
    -------
    callable
        Maps ``(x, v)`` to the next ``(x, v)`` and changes neither.

    Raises
    ------
    TypeError, ValueError
        If a number is outside its interval, or a function returns another shape.

    Notes
    -----
    Source: Ma and Yarats (2019) for the identity, Chen et al. (2023) for the sign, Jordan et al.
    (2024) for the polar factor.

    Examples
    --------
    >>> lion = memory_step(lambda x: 2 * x, eta=0.1, beta=0.99, nu=0.9 / 0.99, direction=torch.sign)
    >>> lion(torch.tensor([1.0, -3.0]), torch.zeros(2))
    (tensor([ 0.9000, -2.9000]), tensor([ 0.0200, -0.0600]))
    """
    _checks.function("gradient", gradient)
    eta, beta = _checks.positive("eta", eta), _checks.coefficient("beta", beta)
    nu = _checks.number("nu", nu, 0, 1, closed="both")
    if direction is not None:
        _checks.function("direction", direction)

    def step(x: Tensor, v: Tensor) -> tuple[Tensor, Tensor]:
        g = _tensors.slope(x, gradient(x))
        v = leaky_step_(v.clone(), g, beta, 1 - beta)
        along = torch.lerp(g, v, nu)
        if direction is not None:
            along = _checks.returned("direction", direction(along), Tensor)
            _tensors.shaped("what direction returns", along, x.shape, "x")
        return x - eta * along, v

    return step


def polar(m: Tensor) -> Tensor:
    r"""Set every singular value to 1: of :math:`U\Sigma V^\top` keep :math:`UV^\top`. ｜ 极因子：奇异值全变为 1。

    It is the steepest direction on the unit ball of the spectral norm.

    Parameters
    ----------
    m : Tensor, shape (..., rows, columns)
        Matrices; finite.

    Returns
    -------
    Tensor, shape (..., rows, columns)
        Singular values that are zero, up to the rounding of the largest, stay zero.

    Raises
    ------
    TypeError, ValueError
        If ``m`` does not hold matrices of finite floating-point numbers.

    Notes
    -----
    Numbers of 16 bits are calculated in 32. Source: Autonne (1902); Higham (2008), chapter 8.

    Examples
    --------
    >>> polar(torch.tensor([[0.0, 9.0], [-0.5, 0.0]])) + 0.0
    tensor([[ 0.,  1.],
            [-1.,  0.]])
    """
    wide = _matrices(m)
    wide = wide if wide.dtype == torch.float64 else wide.float()
    u, sigma, vh = torch.linalg.svd(wide, full_matrices=False)
    least = max(m.shape[-2:]) * torch.finfo(wide.dtype).eps * sigma.amax(-1, keepdim=True)
    found: Tensor = (u * (sigma > least).unsqueeze(-2)) @ vh
    return found.to(m.dtype)


def newton_schulz(
    m: Tensor,
    steps: int = 5,
    coefficients: tuple[float, float, float] = JORDAN,
    eps: float = 1e-7,
) -> Tensor:
    r"""Move every singular value towards 1 by products of matrices alone. ｜ 只用矩阵乘法，把奇异值推向 1。

    With :math:`X_0 = M/\|M\|_F`, each step is
    :math:`X \leftarrow aX + (bA + cA^2)X`, :math:`A = XX^\top`; so each singular value moves alone,
    :math:`\sigma \leftarrow a\sigma + b\sigma^3 + c\sigma^5`.

    Parameters
    ----------
    m : Tensor, shape (..., rows, columns)
        Matrices; finite.
    steps : int
        How many steps, at least 0.
    coefficients : sequence of three floats
        :math:`a, b, c`: `JORDAN`, the default of all libraries, or `CONVERGENT`, for example.
    eps : float
        Norms below it are taken for it, from 0 to what the type can hold, so that nothing is divided by
        zero.

    Returns
    -------
    Tensor, shape (..., rows, columns)
        In the arithmetic of ``m``; PyTorch's Muon rounds to 16 bits first.

    Raises
    ------
    TypeError, ValueError
        If ``m`` does not hold matrices, or the numbers lead beyond those of its type.

    Notes
    -----
    Source: Jordan et al. (2024); Bernstein and Newhouse (2024).

    Examples
    --------
    >>> m = torch.tensor([[0.0, 9.0], [-0.5, 0.0]], dtype=torch.float64)
    >>> torch.linalg.svdvals(newton_schulz(m, 12, CONVERGENT)).round(decimals=9)
    tensor([1., 1.], dtype=torch.float64)
    """
    x = _matrices(m)
    _checks.count("steps", steps)
    if len(_tensors.numbers("coefficients", coefficients)) != 3:
        raise ValueError(f"coefficients must be three, got {_checks.shown(coefficients)}")
    a, b, c = _tensors.factors(m.dtype, **dict(zip("abc", coefficients, strict=True)))
    eps = _checks.number("eps", eps, 0, torch.finfo(m.dtype).max, closed="both")
    tall = m.shape[-2] > m.shape[-1]
    x = x.mT if tall else x
    size = x.abs().amax((-2, -1), keepdim=True)
    size = torch.where(size > 0, size, 1)
    x = x / size  # so that the squares in the norm are neither too large nor too small
    least = (torch.full_like(size, eps, dtype=torch.float64) / size).to(x.dtype)
    norm = torch.maximum(torch.linalg.matrix_norm(x, keepdim=True), least)
    x = x / norm.clamp(min=torch.finfo(x.dtype).tiny)
    for _ in range(steps):
        square = x @ x.mT
        x = a * x + (b * square + c * square @ square) @ x
    x = _tensors.computed(x, m=m, coefficients=coefficients)
    return x.mT if tall else x


def _matrices(m: Tensor) -> Tensor:
    """Return finite matrices that are not empty."""
    found: Tensor = _tensors.finite("m", m)
    if found.ndim < 2 or 0 in found.shape:
        raise ValueError(f"m must have shape (..., rows, columns), got {tuple(found.shape)}")
    return found
