r"""What Nesterov's momentum does along one eigenvector of a quadratic. ｜ Nesterov 动量沿特征向量的运动。

The counterpart of :mod:`momentum.dynamics` for the step :math:`v \leftarrow \beta v + \lambda y`,
:math:`y \leftarrow y - \eta(\lambda y + \beta v)`, where :math:`y` is the look-ahead point, the one
that libraries store. Arguments are taken as there, :math:`h = \eta\lambda` among them.
"""

import math

from torch import Tensor

from momentum import _checks
from momentum.dynamics import Best, Real, _matrix, _modulus, _tensors

__all__ = ["best", "is_stable", "iteration_matrix", "spectral_radius"]


def iteration_matrix(beta: Real, eta: Real, lam: Real) -> Tensor:
    r"""Matrix of one step of Nesterov's momentum. ｜ Nesterov 动量一步的迭代矩阵。

    It maps the column :math:`(v_t, y_t)` to :math:`(v_{t+1}, y_{t+1})`.

    Parameters
    ----------
    beta, eta, lam : float or Tensor
        Momentum coefficient, learning rate and eigenvalue; broadcast.

    Returns
    -------
    Tensor, shape (..., 2, 2)
        :math:`\begin{bmatrix}\beta & \lambda\\ -\eta\beta^2 & 1-(1+\beta)\eta\lambda\end{bmatrix}`.

    Notes
    -----
    Source: the step of ``torch.optim.SGD(nesterov=True)`` on a parabola. With
    ``h = eta * lam`` the determinant is ``beta * (1 - h)``, the trace ``(1 + beta) * (1 - h)``.

    Examples
    --------
    >>> iteration_matrix(beta=0.5, eta=0.25, lam=4.0)
    tensor([[ 0.5000,  4.0000],
            [-0.0625, -0.5000]], dtype=torch.float64)
    """
    b, e, lam_ = _tensors(beta, eta, lam)
    return _matrix(b, lam_, -e * b**2, 1 - (1 + b) * e * lam_)


def spectral_radius(beta: Real, h: Real) -> Tensor:
    r"""Modulus of the larger eigenvalue of the matrix: the rate per step. ｜ 谱半径：每步的收敛率。

    Parameters
    ----------
    beta, h : float or Tensor
        Momentum coefficient and :math:`h = \eta\lambda`; broadcast.

    Returns
    -------
    Tensor, shape (...)
        Below 1 the iteration converges, the faster the smaller.

    Notes
    -----
    Source: the roots of :math:`\sigma^2 - (1+\beta)(1-h)\sigma + \beta(1-h)`. For
    :math:`0 \le \beta < 1` they are a complex pair, of modulus :math:`\sqrt{\beta(1-h)}`,
    where :math:`((1-\beta)/(1+\beta))^2 < h < 1`.

    Examples
    --------
    >>> import torch
    >>> spectral_radius(beta=0.5, h=torch.tensor([0.5, 1.0, 1.5]))
    tensor([0.5000, 0.0000, 1.0000], dtype=torch.float64)
    """
    b, u = _tensors(beta, h)
    rest = 1 - u
    # (1 + b)**2 * rest - 4 * b, written so that it does not cancel where h is small
    disc = rest * ((1 - b) ** 2 - u * (1 + b) ** 2)
    return _modulus((1 + b) * rest, b * rest, disc)


def is_stable(beta: Real, h: Real) -> Tensor:
    r"""Whether every start converges: :math:`0 < h < 2(1+\beta)/(1+2\beta)`. ｜ 是否稳定。

    Parameters
    ----------
    beta, h : float or Tensor
        Momentum coefficient and :math:`h = \eta\lambda`; broadcast.

    Returns
    -------
    Tensor of bool, shape (...)
        True exactly where the spectral radius is below 1; for coefficients outside [0, 1) too,
        where :math:`\beta(1-h) < 1` comes as a further condition.

    Notes
    -----
    Source: the criterion of Jury (1962) for polynomials of degree two.

    Examples
    --------
    >>> import torch
    >>> is_stable(beta=0.5, h=torch.tensor([1.4, 1.5]))
    tensor([ True, False])
    """
    b, u = _tensors(beta, h)
    return (u > 0) & ((1 + 2 * b) * u < 2 + 2 * b) & (b * (1 - u) < 1)


def best(mu: float, L: float) -> Best:
    r"""Best constant pair of Nesterov's momentum on [mu, L]. ｜ Nesterov 动量的最优学习率与动量系数。

    Parameters
    ----------
    mu, L : float
        Smallest and largest eigenvalue, 0 < mu <= L.

    Returns
    -------
    Best
        :math:`\eta = 4/(3L+\mu)` and, with :math:`s = \sqrt{3\kappa+1}`,
        :math:`\beta = (s-2)/(s+2)`, rate :math:`1-2/s`.

    Raises
    ------
    ValueError
        If not 0 < mu <= L < inf.

    Notes
    -----
    Source: Lessard, Recht and Packard (2016), proposition 1. For quadratics only; the rate is
    asymptotic.

    Examples
    --------
    >>> best(1.0, 5.0)
    Best(eta=0.25, beta=0.3333333333333333, rate=0.5)
    """
    _checks.positive("mu", mu)
    _checks.in_interval("L", L, mu, math.inf)
    s = math.sqrt(3 * L / mu + 1)
    return Best(eta=4 / (3 * L + mu), beta=(s - 2) / (s + 2), rate=1 - 2 / s)
