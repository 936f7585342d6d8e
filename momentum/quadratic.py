r"""Convex quadratics and their eigenbasis. ｜ 凸二次函数及其特征基。"""

from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor

from momentum import _checks, _tensors

__all__ = ["BOWL", "RAVINE", "Quadratic", "least_squares"]


@dataclass(frozen=True, eq=False)
class Quadratic:
    r"""A convex quadratic :math:`h(x) = \tfrac12 x^\top Q x + x^\top c + b`. ｜ 凸二次函数。

    Parameters
    ----------
    Q : Tensor, shape (n, n)
        Symmetric and positive definite; floating point.
    c : Tensor, shape (n,) or (), optional
        Linear term; a single number stands for n equal ones.
    b : float, optional
        Constant term.

    Raises
    ------
    TypeError
        If ``Q`` or ``c`` is not a floating-point tensor.
    ValueError
        If ``Q`` is not square, not finite, not symmetric or not positive definite, or if ``c``
        does not fit it.

    Notes
    -----
    Source: Zhang et al. (2023), section 12.6, with the sign of :math:`Q^{-1}c` put right.

    Examples
    --------
    >>> h = Quadratic(torch.diag(torch.tensor([2.0, 4.0])), c=torch.tensor([2.0, -4.0]), b=3.0)
    >>> h.minimiser, h.minimum
    (tensor([-1.,  1.]), tensor(0.))
    >>> h.gradient(torch.tensor([0.0, 0.0]))
    tensor([ 2., -4.])
    """

    Q: Tensor
    c: Tensor = torch.tensor(0.0)  # noqa: RUF009  (never changed in place)
    b: float = 0.0

    def __post_init__(self) -> None:
        Q = _tensors.finite("Q", self.Q)
        if Q.dtype.itemsize < 4:
            raise TypeError(f"Q must hold numbers of 32 or 64 bits, got {Q.dtype}")
        if Q.ndim != 2 or Q.shape[0] != Q.shape[1] or len(Q) == 0:
            raise ValueError(f"Q must be a square matrix, got shape {tuple(Q.shape)}")
        asymmetry = float((Q - Q.T).abs().max())
        if asymmetry > 8 * torch.finfo(Q.dtype).eps * float(Q.abs().max()):
            raise ValueError(f"Q must be symmetric, got Q and its transpose {asymmetry:g} apart")
        smallest = float(torch.linalg.eigvalsh(Q)[0])
        if smallest <= 0:
            raise ValueError(f"Q must be positive definite, got smallest eigenvalue {smallest:g}")
        _checks.number("b", self.b)
        c = _tensors.computed(_tensors.finite("c", self.c).to(Q.dtype), c=self.c)
        c = c.expand(len(Q)) if c.ndim == 0 else _tensors.shaped("c", c, Q.shape[:1])
        object.__setattr__(self, "c", c)

    def value(self, x: Tensor) -> Tensor:
        """Value at each point of ``x``, shape (..., n) to (...). ｜ 各点的函数值。"""
        self._check("x", x)
        return 0.5 * (x @ self.Q * x).sum(-1) + x @ self.c + self.b

    def gradient(self, x: Tensor) -> Tensor:
        r"""Gradient :math:`Qx + c = Q(x - x^*)`, shape (..., n). ｜ 各点的梯度。"""
        self._check("x", x)
        return x @ self.Q + self.c

    @cached_property
    def minimiser(self) -> Tensor:
        r"""The point :math:`x^* = -Q^{-1}c`, shape (n,). ｜ 极小点。"""
        minimiser: Tensor = torch.linalg.solve(self.Q, -self.c)
        return minimiser

    @cached_property
    def minimum(self) -> Tensor:
        r"""The value :math:`b - \tfrac12 c^\top Q^{-1} c` at the minimiser, shape (). ｜ 极小值。"""
        return self.b + 0.5 * self.c @ self.minimiser

    @property
    def eigenvalues(self) -> Tensor:
        """Spectrum of ``Q``, smallest first, shape (n,). ｜ 从小到大的特征值。"""
        return self._eigensystem[0]

    @property
    def O(self) -> Tensor:  # noqa: E743  (the chapter's letter)
        r"""Orthogonal matrix of :math:`Q = O^\top \Lambda O`, shape (n, n). ｜ 正交矩阵。

        Its rows are eigenvectors; each is fixed only up to its sign.
        """
        return self._eigensystem[1]

    @property
    def condition_number(self) -> float:
        r""":math:`\kappa = \lambda_{\max}/\lambda_{\min}`, at least 1. ｜ 条件数。"""
        return float(self.eigenvalues[-1] / self.eigenvalues[0])

    def to_eigenbasis(self, x: Tensor) -> Tensor:
        r"""Coordinates :math:`z = O(x - x^*)`, shape (..., n). ｜ 变换到特征基。"""
        self._check("x", x)
        return (x - self.minimiser) @ self.O.T

    def from_eigenbasis(self, z: Tensor) -> Tensor:
        r"""The point :math:`x = x^* + O^\top z`, shape (..., n). ｜ 从特征基变换回来。"""
        self._check("z", z)
        return z @ self.O + self.minimiser

    def _check(self, name: str, x: Tensor) -> None:
        """Raise unless these are points of the right length and type."""
        _tensors.points(name, x, len(self.Q), self.Q.dtype)

    @cached_property
    def _eigensystem(self) -> tuple[Tensor, Tensor]:
        eigenvalues, columns = torch.linalg.eigh(self.Q)
        return eigenvalues, columns.T


def least_squares(design: Tensor, targets: Tensor) -> Quadratic:
    r"""Write half the mean squared error of a linear model as a quadratic. ｜ 把线性回归的损失写成二次函数。

    Parameters
    ----------
    design : Tensor, shape (n, d)
        One example in a row, of full column rank; a column of ones gives the model a bias.
    targets : Tensor, shape (n, 1)

    Returns
    -------
    Quadratic
        :math:`\ell(w) = \frac{1}{2n}\|Xw - y\|^2`, so :math:`Q = X^\top X/n`,
        :math:`c = -X^\top y/n` and :math:`b = y^\top y/2n`.

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit or the columns of ``design`` are linearly dependent.

    Notes
    -----
    Source: Zhang et al. (2023), section 3.1.

    Examples
    --------
    >>> x = torch.tensor([[1.0], [2.0]])
    >>> least_squares(x, 3 * x).minimiser
    tensor([3.])
    """
    n = len(_tensors.table("design", design))
    y = _tensors.shaped("targets", _tensors.finite("targets", targets), (n, 1)).to(design.dtype)
    half_square = float(0.5 * y.square().mean())
    try:
        return Quadratic(design.T @ design / n, -(design.T @ y).squeeze(1) / n, half_square)
    except (TypeError, ValueError) as error:
        raise type(error)(f"design and targets must make a quadratic: {error}") from None


RAVINE = Quadratic(torch.diag(torch.tensor([0.2, 4.0], dtype=torch.float64)))
r"""The chapter's ravine :math:`0.1x_1^2 + 2x_2^2`, condition number 20. ｜ 本章的峡谷。"""

BOWL = Quadratic(torch.diag(torch.tensor([2.0, 4.0], dtype=torch.float64)))
r"""The milder bowl :math:`x_1^2 + 2x_2^2`, condition number 2. ｜ 较圆的碗。"""
