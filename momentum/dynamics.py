r"""What momentum does along one eigenvector of a quadratic. ｜ 动量法沿一个特征向量的运动。

Everything but :math:`R` itself depends on the learning rate and the eigenvalue only through their
product :math:`h = \eta\lambda`, a number without unit. Numbers and tensors are taken alike,
broadcast against each other and computed in float64, so whole grids come out in one call.
"""

import math
from enum import StrEnum
from typing import NamedTuple, TypeAlias

import torch
from torch import Tensor

from momentum import _checks, _tensors

__all__ = [
    "Best",
    "Regime",
    "best_gradient_descent",
    "best_momentum",
    "eigenvalues",
    "is_stable",
    "iteration_matrix",
    "power",
    "regime",
    "spectral_radius",
]

Real: TypeAlias = float | Tensor


class Regime(StrEnum):
    """How one coordinate approaches its minimum, or does not. ｜ 一个坐标趋近极小点的方式。"""

    OVERDAMPED = "overdamped"
    CRITICALLY_DAMPED = "critically damped"
    UNDERDAMPED = "underdamped"
    ALTERNATING = "alternating"
    MARGINAL = "marginal"
    DIVERGENT = "divergent"


class Best(NamedTuple):
    """Best constant parameters on a spectrum and the rate they reach. ｜ 最优参数及其收敛率。"""

    eta: float
    """Learning rate. ｜ 学习率。"""
    beta: float
    """Momentum coefficient. ｜ 动量系数。"""
    rate: float
    """Asymptotic factor per step. ｜ 渐近收敛率。"""


def _matrix(a: Tensor, b: Tensor, c: Tensor, d: Tensor) -> Tensor:
    """Stack numbers of one shape to matrices with the rows (a, b) and (c, d)."""
    return torch.stack([torch.stack([a, b], -1), torch.stack([c, d], -1)], dim=-2)


def _discriminant(beta: Tensor, h: Tensor) -> Tensor:
    """Discriminant of the characteristic polynomial, without cancellation where beta >= 0."""
    root = beta.clamp(min=0).sqrt()
    factored = (h - (1 - root) ** 2) * (h - (1 + root) ** 2)
    return torch.where(beta >= 0, factored, (1 + beta - h) ** 2 - 4 * beta)


def iteration_matrix(beta: Real, eta: Real, lam: Real) -> Tensor:
    r"""Matrix :math:`R(\beta, \eta, \lambda)` of one momentum step. ｜ 动量法一步的迭代矩阵。

    It maps the column :math:`(v_t, x_t)` to :math:`(v_{t+1}, x_{t+1})`.

    Parameters
    ----------
    beta, eta, lam : float or Tensor
        Momentum coefficient, learning rate and eigenvalue; broadcast.

    Returns
    -------
    Tensor, shape (..., 2, 2)
        :math:`\begin{bmatrix}\beta & \lambda\\ -\eta\beta & 1-\eta\lambda\end{bmatrix}`.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a finite real number or tensor, they do not broadcast, or the result
        would be larger than float64 can hold.

    Notes
    -----
    Source: Zhang et al. (2023), section 12.6. The determinant is ``beta``, the trace
    ``1 + beta - eta * lam``.

    Examples
    --------
    >>> iteration_matrix(beta=0.5, eta=0.25, lam=4.0)
    tensor([[ 0.5000,  4.0000],
            [-0.1250,  0.0000]], dtype=torch.float64)
    """
    b, e, lam_ = _tensors.reals(beta=beta, eta=eta, lam=lam)
    matrix = _matrix(b, lam_, -e * b, 1 - e * lam_)
    return _tensors.computed(matrix, beta=beta, eta=eta, lam=lam)


def eigenvalues(beta: Real, h: Real) -> Tensor:
    r"""Both eigenvalues of :math:`R`, the larger real part first. ｜ 迭代矩阵的两个特征值。

    Parameters
    ----------
    beta, h : float or Tensor
        Momentum coefficient and :math:`h = \eta\lambda`; broadcast.

    Returns
    -------
    Tensor, shape (..., 2)
        complex128; the roots of :math:`\sigma^2 - (1+\beta-h)\sigma + \beta`.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a finite real number or tensor, they do not broadcast, or the result
        would be larger than float64 can hold.

    Notes
    -----
    Source: Goh (2017), with the modulus put right: a complex pair has modulus
    :math:`\sqrt\beta`.

    Examples
    --------
    >>> eigenvalues(beta=0.25, h=1.25).tolist()
    [0.5j, -0.5j]
    """
    b, u = _tensors.reals(beta=beta, h=h)
    root = torch.complex(_discriminant(b, u), torch.zeros_like(u)).sqrt()
    trace = 1 + b - u
    both = torch.stack([(trace + root) / 2, (trace - root) / 2], -1)
    return _tensors.computed(both, beta=beta, h=h)


def spectral_radius(beta: Real, h: Real) -> Tensor:
    r"""Modulus of the larger eigenvalue of :math:`R`: the rate per step. ｜ 谱半径：每步的收敛率。

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
    Source: Goh (2017); :math:`\sqrt\beta` between :math:`(1\mp\sqrt\beta)^2`, where the
    eigenvalues are a complex pair.

    Examples
    --------
    >>> spectral_radius(beta=torch.tensor([0.0, 0.5]), h=2.4)
    tensor([1.4000, 0.7071], dtype=torch.float64)
    """
    b, u = _tensors.reals(beta=beta, h=h)
    disc = _discriminant(b, u)
    real = ((1 + b - u).abs() + disc.clamp(min=0).sqrt()) / 2
    radius = torch.where(disc < 0, b.clamp(min=0).sqrt(), real)
    return _tensors.computed(radius, beta=beta, h=h)


def is_stable(beta: Real, h: Real) -> Tensor:
    r"""Whether every start converges: :math:`0 < h < 2 + 2\beta`, :math:`|\beta| < 1`. ｜ 是否稳定。

    Parameters
    ----------
    beta, h : float or Tensor
        Momentum coefficient and :math:`h = \eta\lambda`; broadcast.

    Returns
    -------
    Tensor of bool, shape (...)
        True exactly where the spectral radius is below 1.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a finite real number or tensor, they do not broadcast, or the result
        would be larger than float64 can hold.

    Notes
    -----
    Source: the criterion of Jury (1962) for polynomials of degree two.

    Examples
    --------
    >>> is_stable(beta=0.5, h=torch.tensor([2.9, 3.0]))
    tensor([ True, False])
    """
    b, u = _tensors.reals(beta=beta, h=h)
    return (b.abs() < 1) & (u > 0) & (u < 2 + 2 * b)


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
        Overdamped below :math:`(1-\sqrt\beta)^2`, critically damped there, underdamped (it
        swings) up to :math:`(1+\sqrt\beta)^2`, alternating (it changes sign at every step) up to
        :math:`2+2\beta`, marginal there and divergent beyond. Borders are met within 1e-9.

    Raises
    ------
    TypeError, ValueError
        If ``beta`` is not a number in [0, 1) or ``h`` is not positive and finite.

    Notes
    -----
    Source: after the map of Goh (2017); the names are those of the damped oscillator.

    Examples
    --------
    >>> str(regime(beta=0.25, h=0.25))
    'critically damped'
    """
    beta = _checks.coefficient("beta", beta)
    h = _checks.positive("h", h)
    low, high, border = (1 - math.sqrt(beta)) ** 2, (1 + math.sqrt(beta)) ** 2, 2 + 2 * beta
    if math.isclose(h, border, rel_tol=1e-9):
        return Regime.MARGINAL
    if math.isclose(h, low, rel_tol=1e-9):
        return Regime.CRITICALLY_DAMPED
    if h > border:
        return Regime.DIVERGENT
    if h < low:
        return Regime.OVERDAMPED
    return Regime.UNDERDAMPED if h < high else Regime.ALTERNATING


def best_gradient_descent(mu: float, L: float) -> Best:
    r"""Best constant learning rate of plain gradient descent on [mu, L]. ｜ 梯度下降的最优学习率。

    Parameters
    ----------
    mu, L : float
        Smallest and largest eigenvalue, 0 < mu <= L.

    Returns
    -------
    Best
        :math:`\eta = 2/(\mu+L)`, :math:`\beta = 0`, rate :math:`(\kappa-1)/(\kappa+1)`.

    Raises
    ------
    TypeError, ValueError
        If not 0 < mu <= L, or if they are so far apart or from 1 that float64 cannot calculate.

    Notes
    -----
    Source: Polyak (1964).

    Examples
    --------
    >>> best_gradient_descent(1.0, 3.0)
    Best(eta=0.5, beta=0.0, rate=0.5)
    """
    mu, L = _checks.spectrum(mu, L)
    return Best(eta=2 / (mu + L), beta=0.0, rate=(L - mu) / (L + mu))


def best_momentum(mu: float, L: float) -> Best:
    r"""Best constant pair of the momentum method on [mu, L]. ｜ 动量法的最优学习率与动量系数。

    Parameters
    ----------
    mu, L : float
        Smallest and largest eigenvalue, 0 < mu <= L.

    Returns
    -------
    Best
        :math:`\eta = (2/(\sqrt L+\sqrt\mu))^2`, :math:`\beta` the square of the rate
        :math:`(\sqrt\kappa-1)/(\sqrt\kappa+1)`.

    Raises
    ------
    TypeError, ValueError
        If not 0 < mu <= L, or if they are so far apart or from 1 that float64 cannot calculate.

    Notes
    -----
    Source: Polyak (1964). The rate is asymptotic; the first steps may grow.

    Examples
    --------
    >>> best_momentum(1.0, 9.0)
    Best(eta=0.25, beta=0.25, rate=0.5)
    """
    mu, L = _checks.spectrum(mu, L)
    low, high = math.sqrt(mu), math.sqrt(L)
    rate = (high - low) / (high + low)
    return Best(eta=(2 / (high + low)) ** 2, beta=rate**2, rate=rate)


def power(t: int | Tensor, beta: Real, eta: Real, lam: Real) -> Tensor:
    r"""Exact power :math:`R^t` in closed form: ``t`` momentum steps at once. ｜ 迭代矩阵的精确幂。

    Parameters
    ----------
    t : int or Tensor of int
        Number of steps, at least 0; broadcast with the rest.
    beta, eta, lam : float or Tensor
        Momentum coefficient (at least 0), learning rate and eigenvalue; broadcast.

    Returns
    -------
    Tensor, shape (..., 2, 2)
        ``power(t, ...)[..., 1, 1]`` is :math:`x_t/x_0` from rest.

    Raises
    ------
    TypeError, ValueError
        If some ``t`` or ``beta`` is negative, some ``t`` no whole number, or as for
        `iteration_matrix`.

    Notes
    -----
    By Cayley and Hamilton, :math:`R^t = S_t R - \beta S_{t-1} I` with
    :math:`S_t = (\sigma_1^t - \sigma_2^t)/(\sigma_1 - \sigma_2)`, a Chebyshev polynomial of the
    second kind in disguise. The quotient is evaluated without cancellation, at a double root
    too. Source: Mason and Handscomb (2003), section 1.2.

    Examples
    --------
    >>> power(20, beta=0.5, eta=0.6, lam=4.0)[1, 1] * -2
    tensor(0.0026, dtype=torch.float64)
    """
    steps, b, e, lam_ = _tensors.reals(t=_tensors.counts("t", t), beta=beta, eta=eta, lam=lam)
    if bool((b < 0).any()):
        raise ValueError(f"beta must be at least 0, got {float(b.min())}")
    h = e * lam_
    s, s_next = _root_quotient(steps, b, h), _root_quotient(steps + 1, b, h)
    matrix = _matrix(s_next - (1 - h) * s, lam_ * s, -e * b * s, s_next - b * s)
    return _tensors.computed(matrix, t=t, beta=beta, eta=eta, lam=lam)


def _root_quotient(t: Tensor, beta: Tensor, h: Tensor) -> Tensor:
    """Return (s1**t - s2**t) / (s1 - s2) for the eigenvalues s1, s2 of R, for t >= 0."""
    trace, disc = 1 + beta - h, _discriminant(beta, h)
    root = disc.abs().sqrt()
    sign = torch.where((trace < 0) & (t % 2 == 0), -1.0, 1.0)  # of trace ** (t - 1)
    # a complex pair: sqrt(beta) * exp(+-i angle), its sign folded into the first quadrant
    angle = torch.atan2(root, trace.abs())
    swinging = beta.sqrt() ** (t - 1) * torch.sin(t * angle) / torch.sin(angle)
    # two real roots, big and big * (1 - gap): a geometric sum, accurate for any gap
    big = (trace.abs() + root) / 2
    gap = (root / big).clamp(max=1)
    terms = torch.where(gap == 0, t, -torch.expm1(t * torch.log1p(-gap)) / gap)
    monotone = big ** (t - 1) * terms
    quotient = sign * torch.where(disc < 0, swinging, monotone)
    quotient = torch.where(big == 0, (t == 1).double(), quotient)  # beta = 0 and h = 1: R**2 = 0
    return torch.where(t == 0, 0.0, quotient)
