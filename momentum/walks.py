r"""One walk, on which points are averaged: from SGD with an average to Schedule-Free. ｜ 一条对点求平均的路。

Three points go together: :math:`z` takes the steps, :math:`x` averages it, and :math:`y`, between the
two, asks for the gradient. Where :math:`y` stands decides which method it is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from momentum import _checks, _tensors

__all__ = ["Walk", "averaged_walk", "edge", "variance_of_average"]


@dataclass(frozen=True, eq=False)
class Walk:
    """The three paths of an averaged walk. ｜ 三条同行的路。

    Attributes
    ----------
    z : Tensor, shape (T + 1, ...)
        The points that take the steps; row 0 of each is the start.
    x : Tensor, shape (T + 1, ...)
        Their averages.
    y : Tensor, shape (T + 1, ...)
        Where the gradient is taken.
    """

    z: Tensor
    x: Tensor
    y: Tensor


def averaged_walk(
    gradient: Callable[[Tensor], Tensor], gamma: float, b: float, c: Sequence[float], x0: Tensor
) -> Walk:
    r"""Walk with a point that steps, one that averages and one that looks. ｜ 走步、求平均、看梯度。

    :math:`z \leftarrow z - \gamma g(y)`, :math:`x \leftarrow (1-c_t) x + c_t z`,
    :math:`y \leftarrow (1-b) z + b x`.

    Parameters
    ----------
    gradient : callable
        Gradient at a point, any shape to the same shape.
    gamma : float
        Learning rate of :math:`z`, positive.
    b : float
        Where the gradient is taken, in [0, 1]: 0 is at :math:`z`, 1 at :math:`x`.
    c : list of float
        Weight of the newest point in the average, in (0, 1], one for each of T steps: constant for
        heavy ball and for Nesterov's method, :math:`1/t` for Schedule-Free.
    x0 : Tensor
        Start of all three; finite.

    Returns
    -------
    Walk
        Time is the first axis; the paths end before the first point that is not finite.

    Raises
    ------
    TypeError, ValueError
        If a number is outside its interval, or ``gradient`` returns another shape.

    Notes
    -----
    Source: Defazio et al. (2024), equations (1) to (3).

    Examples
    --------
    >>> walk = averaged_walk(lambda x: 2 * x, gamma=0.25, b=1.0, c=[0.5, 0.5], x0=torch.tensor([8.0]))
    >>> walk.x.T
    tensor([[8.0000, 6.0000, 3.5000]])
    """
    _checks.function("gradient", gradient)
    z = x = y = _tensors.finite("x0", x0)
    gamma, b = _checks.positive("gamma", gamma), _checks.number("b", b, 0, 1, closed="both")
    rows = [(z, x, y)]
    for t, share in enumerate(_tensors.numbers("c", c)):
        _checks.number(f"c[{t}]", share, 0, 1, closed="right")
        z = z - gamma * _tensors.slope(y, gradient(y))
        x = torch.lerp(x, z, share)
        y = torch.lerp(z, x, b)
        if not all(bool(torch.isfinite(one).all()) for one in (z, x, y)):
            break
        rows.append((z, x, y))
    return Walk(*(torch.stack(path) for path in zip(*rows, strict=True)))


def edge(b: float, c: float) -> float:
    r"""Up to which :math:`\gamma\lambda` the walk is stable on a quadratic. ｜ 稳定性的边界。

    Parameters
    ----------
    b : float
        Where the gradient is taken, in [0, 1].
    c : float
        Constant weight of the newest point, in [0, 1]; 0 is the limit of weights that fall.

    Returns
    -------
    float
        :math:`2/\bigl(1-b+bc/(2-c)\bigr)`; infinite for ``b = 1`` and ``c = 0``.

    Raises
    ------
    TypeError, ValueError
        If a number is outside its interval.

    Notes
    -----
    Source: the theorem of the book on the edge of the walk.

    Examples
    --------
    >>> round(edge(0.9, 0.0), 12)
    20.0
    """
    b = _checks.number("b", b, 0, 1, closed="both")
    c = _checks.number("c", c, 0, 1, closed="both")
    below = 1 - b + b * c / (2 - c)
    return 2 / below if below else float("inf")


def variance_of_average(
    b: float, c: float, gamma: float, lam: float, variance: float = 1.0
) -> float:
    r"""Variance of :math:`x` after very many steps with noisy gradients. ｜ 平均点的平稳方差。

    Parameters
    ----------
    b, c : float
        Where the gradient is taken, in [0, 1], and the constant weight, in (0, 1].
    gamma, lam : float
        Learning rate of :math:`z` and eigenvalue; positive, below the `edge`.
    variance : float
        Variance :math:`\sigma^2` of the gradient of one step, at least 0.

    Returns
    -------
    float
        In squared units of the point.

    Raises
    ------
    TypeError, ValueError
        If a number is outside its interval, the walk is not stable, or the result is not finite.

    Notes
    -----
    Source: the theorem of the book on noise along the walk.

    Examples
    --------
    >>> [round(variance_of_average(b, c=0.1, gamma=0.5, lam=1.0), 3) for b in (0.0, 0.9, 1.0)]
    [0.046, 0.175, 0.253]
    """
    limit = edge(b, _checks.number("c", c, 0, 1, closed="right"))
    gamma, lam = _checks.positive("gamma", gamma), _checks.positive("lam", lam)
    variance = _checks.number("variance", variance, 0, closed="left")
    u = _checks.number("gamma * lam", gamma * lam, 0, limit)
    kept = (1 - c) * (1 - (1 - b) * u)  # the product of both eigenvalues
    found = c * gamma * variance * (1 + kept) / (lam * (1 - kept) * (2 * (1 + kept) - c * u))
    return float(
        _tensors.computed(
            torch.tensor(found, dtype=torch.float64), gamma=gamma, lam=lam, variance=variance
        )
    )
