r"""What Nesterov's momentum does along one eigenvector of a quadratic. ｜ Nesterov 动量沿特征向量的运动。

The step is :math:`v \leftarrow \beta v + \lambda y`, then
:math:`y \leftarrow y - \eta(\lambda y + \beta v)`, where :math:`y` is the look-ahead point, the one
that libraries store. It is the step of :mod:`momentum.dynamics` in other coordinates, with the
coefficient :math:`\beta(1-h)` in place of :math:`\beta`; arguments are taken as there.
"""

import math

from torch import Tensor

from momentum import _checks, _tensors, dynamics
from momentum.dynamics import Best, Real, Regime, _matrix

__all__ = ["best", "is_stable", "iteration_matrix", "regime", "spectral_radius"]


def iteration_matrix(beta: Real, eta: Real, lam: Real) -> Tensor:
    r"""Matrix :math:`N(\beta, \eta, \lambda)` of one step. ｜ Nesterov 动量一步的迭代矩阵。

    It maps the column :math:`(v_t, y_t)` to :math:`(v_{t+1}, y_{t+1})`.

    Parameters
    ----------
    beta, eta, lam : float or Tensor
        Momentum coefficient, learning rate and eigenvalue; broadcast.

    Returns
    -------
    Tensor, shape (..., 2, 2)
        :math:`\begin{bmatrix}\beta & \lambda\\ -\eta\beta^2 & 1-(1+\beta)\eta\lambda\end{bmatrix}`.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a finite real number or tensor, they do not broadcast, or the result
        would be larger than float64 can hold.

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
    b, e, lam_ = _tensors.reals(beta=beta, eta=eta, lam=lam)
    matrix = _matrix(b, lam_, -e * b**2, 1 - (1 + b) * e * lam_)
    return _tensors.computed(matrix, beta=beta, eta=eta, lam=lam)


def spectral_radius(beta: Real, h: Real) -> Tensor:
    r"""Modulus of the larger eigenvalue of :math:`N`: the rate per step. ｜ 谱半径：每步的收敛率。

    Parameters
    ----------
    beta, h : float or Tensor
        Momentum coefficient and :math:`h = \eta\lambda`; broadcast.

    Returns
    -------
    Tensor, shape (...)
        Below 1 the iteration converges, the faster the smaller.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a finite real number or tensor, they do not broadcast, or the result
        would be larger than float64 can hold.

    Notes
    -----
    Source: that of the momentum method, with the coefficient :math:`\beta(1-h)`. For
    :math:`0 \le \beta < 1` it is :math:`\sqrt{\beta(1-h)}` between
    :math:`((1-\beta)/(1+\beta))^2` and 1, where the eigenvalues are a complex pair.

    Examples
    --------
    >>> import torch
    >>> spectral_radius(beta=0.5, h=torch.tensor([0.5, 1.0, 1.5]))
    tensor([0.5000, 0.0000, 1.0000], dtype=torch.float64)
    """
    b, u = _tensors.reals(beta=beta, h=h)
    return dynamics.spectral_radius(_tensors.computed(b * (1 - u), beta=beta, h=h), u)


def is_stable(beta: Real, h: Real) -> Tensor:
    r"""Whether every start converges: :math:`0 < h < 2(1+\beta)/(1+2\beta)`. ｜ 是否稳定。

    Parameters
    ----------
    beta, h : float or Tensor
        Momentum coefficient and :math:`h = \eta\lambda`; broadcast.

    Returns
    -------
    Tensor of bool, shape (...)
        True exactly where the spectral radius is below 1. (The rule above is for
        :math:`0 \le \beta < 1`; the answer is right for other coefficients too.)

    Raises
    ------
    TypeError, ValueError
        If an argument is not a finite real number or tensor, they do not broadcast, or the result
        would be larger than float64 can hold.

    Notes
    -----
    Source: the border of the momentum method, with the coefficient :math:`\beta(1-h)`.

    Examples
    --------
    >>> import torch
    >>> is_stable(beta=0.5, h=torch.tensor([1.4, 1.5]))
    tensor([ True, False])
    """
    b, u = _tensors.reals(beta=beta, h=h)
    return dynamics.is_stable(_tensors.computed(b * (1 - u), beta=beta, h=h), u)


def regime(beta: float, h: float) -> Regime:
    r"""Name what a coordinate does at :math:`(\beta, h)`. ｜ 说出坐标在此参数下的运动方式。

    Parameters
    ----------
    beta : float
        Momentum coefficient, in [0, 1).
    h : float
        :math:`\eta\lambda`, positive.

    Returns
    -------
    Regime
        Overdamped below :math:`((1-\beta)/(1+\beta))^2`, critically damped there, underdamped (it
        swings) up to 1, where both eigenvalues are 0 and the damping is critical once more;
        beyond, alternating (in the long run it changes sign at every step) up to
        :math:`2(1+\beta)/(1+2\beta)`, marginal there and divergent beyond. Borders are met within
        1e-9.

    Raises
    ------
    TypeError, ValueError
        If ``beta`` is not a number in [0, 1) or ``h`` is not positive and finite.

    Notes
    -----
    Source: up to ``h = 1`` the regime of the momentum method, with the coefficient
    :math:`\beta(1-h)`; beyond, that coefficient is negative and the eigenvalues differ in sign.

    Examples
    --------
    >>> from momentum import dynamics
    >>> str(regime(beta=0.5, h=1.25)), str(dynamics.regime(beta=0.5, h=1.25))
    ('alternating', 'underdamped')
    """
    beta = _checks.coefficient("beta", beta)
    h = _checks.positive("h", h)
    border = (2 + 2 * beta) / (1 + 2 * beta)
    if h <= 1:
        return dynamics.regime(beta * (1 - h), h)
    if math.isclose(h, border, rel_tol=1e-9):
        return Regime.MARGINAL
    return Regime.DIVERGENT if h > border else Regime.ALTERNATING


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
    TypeError, ValueError
        If not 0 < mu <= L, or if they are so far apart or from 1 that float64 cannot calculate.

    Notes
    -----
    Source: Lessard, Recht and Packard (2016), proposition 1. For quadratics only; the rate is
    asymptotic.

    Examples
    --------
    >>> best(1.0, 5.0)
    Best(eta=0.25, beta=0.3333333333333333, rate=0.5)
    """
    mu, L = _checks.spectrum(mu, L)
    s = math.sqrt(3 * L / mu + 1)
    return Best(eta=4 / (3 * L + mu), beta=(s - 2) / (s + 2), rate=1 - 2 / s)
