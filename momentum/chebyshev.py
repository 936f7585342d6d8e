r"""The fastest method on quadratics with spectrum in :math:`[\mu, L]`. ｜ 谱在给定区间内时最快的方法。

It is momentum whose parameters change with time, towards `momentum.dynamics.best_momentum`.
"""

from collections.abc import Callable

import torch
from torch import Tensor

from momentum import _checks, _tensors
from momentum.dynamics import best_momentum

__all__ = ["coefficients", "learning_rates", "semi_iteration", "worst_case"]


def worst_case(t: int | Tensor, mu: float, L: float) -> Tensor:
    r"""Error after ``t`` steps that no first-order method can beat on [mu, L]. ｜ 任何一阶方法都越不过的误差下界。

    Parameters
    ----------
    t : int or Tensor of int
        Number of steps, at least 0.
    mu, L : float
        Smallest and largest eigenvalue, 0 < mu <= L.

    Returns
    -------
    Tensor, shape of ``t``
        float64; :math:`2q^t/(1+q^{2t})` with :math:`q = (\sqrt\kappa-1)/(\sqrt\kappa+1)`, as a
        share of the first distance from the minimiser.

    Raises
    ------
    ValueError
        If not 0 < mu <= L < inf or some ``t`` is negative.

    Notes
    -----
    Source: Golub and Varga (1961). `semi_iteration` attains it for every ``t``.

    Examples
    --------
    >>> worst_case(torch.tensor([0, 1, 2]), mu=1.0, L=9.0)
    tensor([1.0000, 0.8000, 0.4706], dtype=torch.float64)
    """
    shrunk = best_momentum(mu, L).rate ** _tensors.counts("t", t)
    return 2 * shrunk / (1 + shrunk**2)


def coefficients(mu: float, L: float, steps: int) -> tuple[Tensor, Tensor]:
    r"""Learning rates and momentum coefficients of Chebyshev's method. ｜ 切比雪夫方法各步的学习率与动量系数。

    Parameters
    ----------
    mu, L : float
        Smallest and largest eigenvalue, 0 < mu <= L.
    steps : int
        How many steps, at least 0.

    Returns
    -------
    tuple of Tensor, shapes (steps,)
        float64; :math:`\eta_t` and :math:`\beta_t` of
        :math:`x_t = x_{t-1} - \eta_t g_t + \beta_t (x_{t-1} - x_{t-2})`.

    Raises
    ------
    TypeError, ValueError
        If not 0 < mu <= L < inf or ``steps`` is not an integer of at least 0.

    Notes
    -----
    Source: Golub and Varga (1961).

    Examples
    --------
    >>> coefficients(1.0, 3.0, steps=3)[1]
    tensor([0.0000, 0.1429, 0.0769], dtype=torch.float64)
    """
    beta, last = best_momentum(mu, L).beta, _checks.count("steps", steps)
    t = torch.arange(1, last + 1, dtype=torch.float64)
    omega = (1 + beta) * (1 + beta ** (t - 1)) / (1 + beta**t)
    omega[:1] = 1
    return 2 * omega / (mu + L), omega - 1


def learning_rates(mu: float, L: float, steps: int) -> Tensor:
    r"""Rates with which gradient descent is the fastest after exactly ``steps``. ｜ 恰走若干步时最快的学习率。

    Parameters
    ----------
    mu, L : float
        Smallest and largest eigenvalue, 0 < mu <= L.
    steps : int
        How many steps, at least 0.

    Returns
    -------
    Tensor, shape (steps,)
        float64, rising. Each is to be used once. The order does not matter to exact numbers, and
        very much to rounding: many large rates in a row let steep errors explode.

    Raises
    ------
    TypeError, ValueError
        If not 0 < mu <= L < inf or ``steps`` is not an integer of at least 0.

    Notes
    -----
    Source: Young (1953). Their inverses are the zeros of the residual polynomial.

    Examples
    --------
    >>> learning_rates(mu=1.0, L=3.0, steps=2)
    tensor([0.3694, 0.7735], dtype=torch.float64)
    """
    low, high = _checks.spectrum(mu, L)
    k = torch.arange(1, _checks.count("steps", steps) + 1, dtype=torch.float64)
    angle = (2 * k - 1) * torch.pi / (2 * max(len(k), 1))
    return 2 / (high + low + (high - low) * torch.cos(angle))


def semi_iteration(
    gradient: Callable[[Tensor], Tensor], mu: float, L: float, x0: Tensor, steps: int
) -> Tensor:
    r"""Descend with Chebyshev's coefficients and keep the points. ｜ 按切比雪夫系数下降，记下各点。

    Parameters
    ----------
    gradient : callable
        Gradient at a point, of the point's shape.
    mu, L : float
        Bounds of the spectrum, 0 < mu <= L.
    x0 : Tensor, shape (n,) or (runs, n)
        Start; finite.
    steps : int
        How many steps, at least 0.

    Returns
    -------
    Tensor, shape (steps + 1, ...)
        Points; row 0 is the start. Time is the first axis.

    Raises
    ------
    TypeError, ValueError
        If an argument breaks the rules above.

    Notes
    -----
    Source: Golub and Varga (1961).

    Examples
    --------
    >>> semi_iteration(lambda x: 2 * x, 1.0, 3.0, torch.tensor([8.0]), steps=2).squeeze()
    tensor([ 8.0000,  0.0000, -1.1429])
    """
    _checks.function("gradient", gradient)
    points = [_tensors.finite("x0", x0)] * 2  # at rest
    for eta, beta in zip(*coefficients(mu, L, steps), strict=True):
        before, x = points[-2:]
        g = _tensors.slope(x, gradient(x))
        points.append(x - float(eta) * g + float(beta) * (x - before))
    return torch.stack(points[1:])
