r"""Leaky averages of a sequence of gradients, and how long they last. ｜ 梯度序列的泄漏平均，以及它能记住多久。

The momentum method replaces a gradient :math:`g_t` by the leaky sum
:math:`v_t = \beta v_{t-1} + g_t`, that is by :math:`\sum_\tau \beta^\tau g_{t-\tau}`.
"""

import math
from fractions import Fraction

import torch
from torch import Tensor

from momentum import _checks, _tensors

__all__ = [
    "frequency_response",
    "gain",
    "half_life",
    "leaky_step_",
    "leaky_sum",
    "mean_lag",
    "sample_size",
    "stall",
    "weights",
]


def leaky_step_(v: Tensor, g: Tensor, beta: float, weight: float = 1.0) -> Tensor:
    r"""Make one leaky step in place: :math:`v \leftarrow \beta v + g`. ｜ 就地走一步泄漏累加。

    Parameters
    ----------
    v : Tensor
        State, changed in place.
    g : Tensor, shape of ``v``
        The new gradient.
    beta : float
        How much of the state is kept; finite.
    weight : float
        Factor of the new gradient; ``1 - beta`` gives the exponential moving average. Finite.

    Returns
    -------
    Tensor
        ``v`` itself.

    Raises
    ------
    TypeError, ValueError
        If an argument breaks the rules above. ``v`` is as it was then.

    Notes
    -----
    Source: Polyak (1964), in the form used by Goh (2017).

    Examples
    --------
    >>> v = torch.tensor([1.0, 2.0])
    >>> leaky_step_(v, torch.tensor([1.0, -1.0]), beta=0.5)
    tensor([1.5000, 0.0000])
    """
    if not _tensors.alike(v, g):
        _tensors.addable("g", g, "v", v)
    if not (type(beta) is type(weight) is float and -1e4 < beta < 1e4 and -1e4 < weight < 1e4):
        beta, weight = _tensors.factors(v.dtype, beta=beta, weight=weight)
    return v.mul_(beta).add_(g, alpha=weight)


def leaky_sum(g: Tensor, beta: float) -> Tensor:
    r"""Sum gradients leakily from rest: :math:`v_t = \beta v_{t-1} + g_t`. ｜ 从静止开始的泄漏累加。

    Parameters
    ----------
    g : Tensor, shape (T, ...)
        Gradients, oldest first; floating point.
    beta : float
        Momentum coefficient, in [0, 1). Zero returns a copy of ``g``.

    Returns
    -------
    Tensor, shape (T, ...)
        Row ``t`` depends on ``g[:t + 1]`` alone.

    Raises
    ------
    TypeError
        If ``g`` is not a floating-point tensor.
    ValueError
        If ``beta`` is outside [0, 1) or ``g`` has no time axis.

    Notes
    -----
    Source: Polyak (1964), in the form used by Goh (2017).

    Examples
    --------
    >>> leaky_sum(torch.ones(4), beta=0.5)
    tensor([1.0000, 1.5000, 1.7500, 1.8750])
    """
    beta = _checks.coefficient("beta", beta)
    if _tensors.floating("g", g).ndim == 0:
        raise ValueError("g must have a time axis, got a tensor of shape ()")
    rows = []
    v = torch.zeros_like(g[0]) if len(g) else g
    for g_t in g:
        v = leaky_step_(v.clone(), g_t, beta)
        rows.append(v)
    return torch.stack(rows) if rows else g.clone()


def weights(beta: float, steps: int) -> Tensor:
    r"""Weights :math:`\beta^\tau` of the gradients of age 0, 1, …. ｜ 各个时滞的梯度所占的权重。

    Parameters
    ----------
    beta : float
        Momentum coefficient, in [0, 1).
    steps : int
        How many ages, at least 0.

    Returns
    -------
    Tensor, shape (steps,)
        float64; the first weight is 1, for ``beta = 0`` too.

    Raises
    ------
    TypeError, ValueError
        If ``beta`` is outside [0, 1) or ``steps`` is not an integer of at least 0.

    Notes
    -----
    Source: Zhang et al. (2023), section 12.6.

    Examples
    --------
    >>> weights(0.5, steps=4)
    tensor([1.0000, 0.5000, 0.2500, 0.1250], dtype=torch.float64)
    """
    beta = _checks.coefficient("beta", beta)
    _checks.count("steps", steps)
    return beta ** torch.arange(steps, dtype=torch.float64)


def gain(beta: float, steps: float = math.inf) -> float:
    r"""Sum of the first ``steps`` weights, :math:`(1-\beta^t)/(1-\beta)`. ｜ 前若干个权重之和，即增益。

    A gradient that has been constant for ``steps`` steps is multiplied by this number; in the
    limit by :math:`1/(1-\beta)`.

    Parameters
    ----------
    beta : float
        Momentum coefficient, in [0, 1).
    steps : float, optional
        Number of steps :math:`t \ge 0`; the default is the limit.

    Returns
    -------
    float
        The gain, without unit.

    Raises
    ------
    TypeError, ValueError
        If ``beta`` is not a number in [0, 1) or ``steps`` is negative.

    Notes
    -----
    Source: the geometric series.

    Examples
    --------
    >>> gain(0.5, steps=3)
    1.75
    >>> round(gain(0.9), 12)
    10.0
    """
    beta = _checks.coefficient("beta", beta)
    steps = _checks.number("steps", steps, 0, math.inf, closed="both")
    return float(1 - beta**steps) / (1 - beta)


def frequency_response(beta: float, omega: Tensor) -> Tensor:
    r"""Factor :math:`1/(1-\beta e^{-i\omega})` of the wave :math:`e^{i\omega t}`. ｜ 各频率的波所乘的因子。

    A leaky sum turns a wave into the same wave, multiplied by the modulus of this number and late
    by minus its angle. At 0 the modulus is the `gain`; at :math:`\pi`, where the wave flips its
    sign at every step, it is :math:`1/(1+\beta)`.

    Parameters
    ----------
    beta : float
        Momentum coefficient, in [0, 1).
    omega : Tensor
        Frequencies, in radians per step; floating point and finite.

    Returns
    -------
    Tensor, shape of ``omega``
        Complex. It holds after the start, once :math:`\beta^t` has died out.

    Raises
    ------
    TypeError
        If ``beta`` is not a number or ``omega`` is not a floating-point tensor.
    ValueError
        If ``beta`` is outside [0, 1) or ``omega`` is not finite.

    Notes
    -----
    Source: the geometric series :math:`\sum_\tau \beta^\tau e^{-i\omega\tau}`.

    Examples
    --------
    >>> frequency_response(0.5, torch.tensor([0.0, torch.pi])).abs()
    tensor([2.0000, 0.6667])
    """
    beta = _checks.coefficient("beta", beta)
    angle = -_tensors.finite("omega", omega).double()  # float32 would round 1 - 1e-9 to 1
    response = 1 / (1 - torch.polar(torch.full_like(angle, beta), angle))
    return response.to(torch.complex128 if omega.dtype == torch.float64 else torch.complex64)


def mean_lag(beta: float) -> float:
    r"""Mean age :math:`\beta/(1-\beta)` of the gradients in the sum. ｜ 累加和中梯度的平均时滞。

    Parameters
    ----------
    beta : float
        Momentum coefficient, in [0, 1).

    Returns
    -------
    float
        Mean age, in steps.

    Raises
    ------
    TypeError, ValueError
        If ``beta`` is not a number in [0, 1).

    Notes
    -----
    Source: the mean of the geometric distribution with weights :math:`(1-\beta)\beta^\tau`.

    Examples
    --------
    >>> mean_lag(0.75)
    3.0
    """
    beta = _checks.coefficient("beta", beta)
    return beta / (1 - beta)


def half_life(beta: float) -> float:
    r"""Steps after which a weight has halved, :math:`\ln 2/\ln(1/\beta)`. ｜ 权重减半所需的步数。

    Parameters
    ----------
    beta : float
        Momentum coefficient, in [0, 1). Zero forgets at once: the half-life is 0.

    Returns
    -------
    float
        Half-life, in steps.

    Raises
    ------
    TypeError, ValueError
        If ``beta`` is not a number in [0, 1).

    Notes
    -----
    Source: the solution of :math:`\beta^\tau = 1/2`.

    Examples
    --------
    >>> half_life(0.5)
    1.0
    """
    beta = _checks.coefficient("beta", beta)
    return math.log(2) / -math.log(beta) if beta > 0 else 0.0


def sample_size(beta: float) -> float:
    r"""Effective sample size by variance, :math:`(1+\beta)/(1-\beta)`. ｜ 按方差计算的有效样本数。

    The normalised leaky average of independent gradients with equal variance is as noisy as a
    plain mean of this many of them. It is not the gain :math:`1/(1-\beta)`.

    Parameters
    ----------
    beta : float
        Momentum coefficient, in [0, 1).

    Returns
    -------
    float
        Number of gradients.

    Raises
    ------
    TypeError, ValueError
        If ``beta`` is not a number in [0, 1).

    Notes
    -----
    Source: Kish (1965): :math:`(\sum_\tau w_\tau)^2 / \sum_\tau w_\tau^2` with
    :math:`w_\tau = \beta^\tau`.

    Examples
    --------
    >>> sample_size(0.5)
    3.0
    """
    beta = _checks.coefficient("beta", beta)
    return (1 + beta) / (1 - beta)


def stall(beta: float, dtype: torch.dtype, g: float = 1.0) -> float:
    r"""Where a leaky average of a constant gradient stops, if it is stored in few digits. ｜ 位数不够时，平均停在哪里。

    Started from rest, :math:`v \leftarrow v + (1-\beta)(g - v)`, rounded to ``dtype``, no longer
    changes as soon as :math:`(1-\beta)\,|g - v|` is at most half the distance of :math:`v` from the
    next number above.

    Parameters
    ----------
    beta : float
        Momentum coefficient, in [0, 1).
    dtype : torch.dtype
        What the average is stored in: float16, bfloat16 or float32.
    g : float
        The gradient, positive, within the normal numbers of ``dtype``.

    Returns
    -------
    float
        The smallest number of ``dtype`` with this property, in the unit of ``g``: 0 if the average
        never leaves rest. Rounding inside of a library may end one number away from it.

    Raises
    ------
    TypeError, ValueError
        If an argument breaks the rules above.

    Notes
    -----
    Source: Zamirai et al. (2020), who met it in weights.

    Examples
    --------
    >>> [stall(beta, torch.bfloat16) for beta in (0.75, 0.9, 0.999)]
    [0.9921875, 0.98046875, 0.25]
    """
    beta = _checks.coefficient("beta", beta)
    _checks.instance("dtype", dtype, torch.dtype)
    if dtype not in (torch.float16, torch.bfloat16, torch.float32):
        raise ValueError(f"dtype must be float16, bfloat16 or float32, got {_checks.shown(dtype)}")
    kind = torch.finfo(dtype)
    g = _checks.number("g", g, kind.smallest_normal, kind.max, closed="both")
    rest, goal = 1 - Fraction(beta), Fraction(g)  # exact: which way a tie falls is the answer
    normal = Fraction(kind.smallest_normal)
    low, top, gap = Fraction(0), 2 * normal, Fraction(kind.eps) * normal  # numbers this far apart
    while (stop := max(low, math.ceil((goal - gap / 2 / rest) / gap) * gap)) >= top:
        low, top, gap = top, 2 * top, 2 * gap
    return float(stop)
