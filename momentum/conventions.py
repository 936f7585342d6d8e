r"""One momentum method in the notations of several libraries. ｜ 各家写法中的同一个动量法。

All of them are one recursion, :math:`v \leftarrow \beta v + (s/k)\,g` and
:math:`x \leftarrow x - k v`. They differ in two numbers only: in the step :math:`s` that a new
gradient causes at once, and in the unit :math:`k` in which the velocity is stored.
Weight decay, where a library has it, joins the gradient (coupled) or bypasses the velocity.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace

import torch
from torch import Tensor

from momentum import _checks, _tensors
from momentum.libraries import LIBRARIES, Form

__all__ = ["Settings", "convert", "convert_state", "step", "walk"]

KEEPS = ("destination", "pace")


@dataclass(frozen=True)
class Settings:
    r"""What one hands to a library. ｜ 交给某个库的参数。

    Attributes
    ----------
    library : str
        A name in `momentum.libraries.LIBRARIES`.
    lr : float
        Learning rate as this library counts it, in [0, inf): a cosine ends at 0.
    momentum : float
        Momentum coefficient, in [0, 1).
    dampening : float
        In [0, 1); only torch has it.
    nesterov : bool
        Whether to look ahead.
    weight_decay : float
        In [0, inf), as this library counts it.
    decoupled : bool
        Whether the weight decay bypasses the velocity: always in keras, never in torch and mxnet.

    Raises
    ------
    ValueError
        If a number is out of its range, or the library does not know the option.
    """

    library: str
    lr: float
    momentum: float
    dampening: float = 0.0
    nesterov: bool = False
    weight_decay: float = 0.0
    decoupled: bool = False

    def __post_init__(self) -> None:
        _checks.one_of("library", self.library, LIBRARIES)
        _checks.flag("nesterov", self.nesterov)
        _checks.number("lr", self.lr, 0, closed="left")
        _checks.coefficient("momentum", self.momentum)
        _checks.coefficient("dampening", self.dampening)
        known = LIBRARIES[self.library]
        if self.dampening and not known.dampening:
            raise ValueError(f"dampening must be 0 in {self.library}, got {self.dampening}")
        if self.nesterov and not known.nesterov:
            raise ValueError(f"nesterov must be False in {self.library}, which cannot look ahead")
        if self.nesterov and self.library == "torch" and (self.dampening or not self.momentum):
            raise ValueError(
                "nesterov in torch needs momentum > 0 and dampening 0, "
                f"got momentum={self.momentum} and dampening={self.dampening}"
            )
        _checks.number("weight_decay", self.weight_decay, 0, closed="left")
        _checks.flag("decoupled", self.decoupled)
        if not self.weight_decay:
            return
        if not (known.coupled or known.decoupled):
            raise ValueError(
                f"weight_decay must be 0 in {self.library}, which has none, got {self.weight_decay}"
            )
        if not (known.decoupled if self.decoupled else known.coupled):
            raise ValueError(
                f"decoupled must be {known.decoupled} in {self.library}, got {bool(self.decoupled)}"
            )
        if self.library == "mxnet" and self.nesterov and self.momentum:
            raise ValueError(
                "weight_decay must be 0 in mxnet with nesterov, whose velocity takes it from the "
                f"next point, as no other library does, got {self.weight_decay}"
            )

    def __repr__(self) -> str:
        """What differs from the defaults. ｜ 与默认值不同的部分。"""
        given = [(f, getattr(self, f.name)) for f in fields(self)[1:]]
        shown = [f"{f.name}={value!r}" for f, value in given if value != f.default]
        return f"Settings({', '.join([repr(self.library), *shown])})"

    @property
    def unit(self) -> float:
        r"""How far, against its sign, one unit of stored velocity moves: :math:`k`. ｜ 速度的单位。"""
        return -1.0 if LIBRARIES[self.library].form is Form.B else self.lr

    @property
    def share(self) -> float:
        r"""By what a new gradient enters the stored velocity: :math:`s/k`. ｜ 新梯度进入速度时的系数。"""
        match LIBRARIES[self.library].form:
            case Form.A:
                return 1 - self.dampening if self.momentum else 1.0
            case Form.B:
                return -self.lr
            case Form.C:
                return 1 - self.momentum

    @property
    def entry(self) -> float:
        r"""How far a new gradient of length one moves at once: :math:`s`. ｜ 新梯度在本步之内引起的步长。"""
        return self.unit * self.share

    @property
    def shrinkage(self) -> float:
        """By what share weight decay alone shrinks a weight in a step. ｜ 只有衰减时每步缩小的比例。

        Coupled decay gathers speed first: this is its pace in the long run. NaN if the weight
        swings, so that it has none.
        """
        beta, a = self.momentum, self.weight_decay
        if self.decoupled:
            return self.lr * a
        a *= self.entry
        keep = 1 - a if self.nesterov else 1.0
        trace = 1 + beta - (1 + beta if self.nesterov else 1) * a
        square = trace * trace - 4 * beta * keep
        if square < 0 or trace < 0:
            return math.nan
        # 1 minus the larger root of z^2 - trace z + beta keep, without cancellation.
        return 2 * a / (2 - trace + math.sqrt(square))


def step(
    x: Tensor, v: Tensor | None, gradient: Callable[[Tensor], Tensor], settings: Settings
) -> tuple[Tensor, Tensor]:
    """Take one step as the library would. ｜ 照某个库的写法走一步。

    Parameters
    ----------
    x : Tensor, shape (n,)
        What the library stores as the parameter.
    v : Tensor, shape (n,), or None
        What it stores as the velocity; None before the first step.
    gradient : callable
        Gradient at a point, shape (n,) to (n,).
    settings : Settings
        May differ from step to step: this is how a schedule is written.

    Returns
    -------
    tuple of Tensor
        The next ``(x, v)``; neither argument is changed.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type, or ``v`` or a gradient of another shape than ``x``.

    Notes
    -----
    Source: the update rules of the libraries; torch lets the first gradient in undamped.

    Examples
    --------
    >>> keras = Settings("keras", lr=0.25, momentum=0.5)
    >>> step(torch.tensor([1.0]), torch.tensor([-1.0]), lambda x: 2 * x, keras)
    (tensor([0.]), tensor([-1.]))
    """
    _tensors.floating("x", x)
    _checks.function("gradient", gradient)
    _checks.instance("settings", settings, Settings)
    beta, k, share = settings.momentum, settings.unit, settings.share
    ahead = LIBRARIES[settings.library].ahead
    if v is None:
        v, share = torch.zeros_like(x), share / (1 - settings.dampening if beta else 1.0)
    _tensors.shaped("v", _tensors.floating("v", v), x.shape, "x")
    g = _tensors.slope(x, gradient(x - beta * k * v if settings.nesterov and not ahead else x))
    if settings.weight_decay and not settings.decoupled:
        g = g + settings.weight_decay * x
    v = beta * v + share * g
    move = beta * k * v + k * share * g if settings.nesterov and ahead else k * v
    if settings.weight_decay and settings.decoupled:
        move = move + settings.lr * settings.weight_decay * x
    return x - move, v


def walk(
    settings: Settings, gradient: Callable[[Tensor], Tensor], x0: Tensor, rates: Sequence[float]
) -> Tensor:
    """Walk from rest with one learning rate for each step. ｜ 从静止出发，每步一个学习率。

    Parameters
    ----------
    settings : Settings
        Its ``lr`` gives way to the rates.
    gradient : callable
        Gradient at a point, shape (n,) to (n,).
    x0 : Tensor, shape (n,)
        Start.
    rates : list of float
        Learning rates, in [0, inf); T of them.

    Returns
    -------
    Tensor, shape (T + 1, n)
        The stored points; row 0 is the start.

    Raises
    ------
    TypeError, ValueError
        If ``x0`` is not finite, a rate is negative, or as for `step`.

    Notes
    -----
    Source: `step`, over and over.

    Examples
    --------
    >>> walk(Settings("torch", 1.0, 0.5), lambda x: torch.ones(1), torch.zeros(1), [0.5, 0.5]).T
    tensor([[ 0.0000, -0.5000, -1.2500]])
    """
    _checks.instance("settings", settings, Settings)
    points, v = [_tensors.finite("x0", x0)], None
    for i, rate in enumerate(_tensors.numbers("rates", rates)):
        _checks.number(f"rates[{i}]", rate, 0, closed="left")
        x, v = step(points[-1], v, gradient, replace(settings, lr=rate))
        points.append(x)
    return torch.stack(points)


def convert(
    settings: Settings, to: str, *, started: bool = False, keep: str | None = None
) -> Settings:
    r"""Settings of another library that walk the same path. ｜ 换一个库，轨迹不变。

    Parameters
    ----------
    settings : Settings
        At a learning rate that stays constant from here on.
    to : str
        A name in `momentum.libraries.LIBRARIES`.
    started : bool
        Whether at least one step has been taken; then carry the state over by `convert_state`.
    keep : str, optional
        Needed where ``to`` has only the other kind of weight decay, so that no settings walk the
        same path: ``"destination"`` keeps the point where the loss and the decay balance,
        ``"pace"`` the share by which a weight without a loss shrinks in a step.

    Returns
    -------
    Settings
        With the same :math:`\beta` and :math:`s`, and dampening 0.

    Raises
    ------
    ValueError
        If ``to`` has no such option, or for dampening from rest: torch lets the first gradient in
        undamped, and no constant learning rate without dampening does that. With weight decay
        also if ``keep`` is missing, or no coupled decay has this pace.

    Notes
    -----
    Source: equal :math:`\beta` and :math:`s` give equal paths; weight decay after Loshchilov and
    Hutter (2019), section 2, and the theorem of the book on where it leads.

    Examples
    --------
    >>> convert(Settings("optax.ema", lr=1.0, momentum=0.75), "keras")
    Settings('keras', lr=0.25, momentum=0.75)
    >>> coupled = Settings("torch", lr=0.25, momentum=0.75, weight_decay=0.125)
    >>> convert(coupled, "keras", keep="destination")
    Settings('keras', lr=0.25, momentum=0.75, weight_decay=0.5, decoupled=True)
    """
    beta = _checks.instance("settings", settings, Settings).momentum
    _checks.one_of("to", to, LIBRARIES)
    if keep is not None:
        _checks.one_of("keep", keep, KEEPS)
    if settings.library == to:
        return settings
    if settings.dampening and beta and not started:
        raise ValueError(
            f"dampening must be 0 from rest, got {settings.dampening}: "
            f"{to} cannot spare the first gradient"
        )
    unscaled = Settings(to, 1.0, beta, nesterov=settings.nesterov)
    plain = replace(unscaled, lr=settings.entry / unscaled.entry)
    if not settings.weight_decay:
        return plain
    known = LIBRARIES[to]
    decoupled = settings.decoupled if known.coupled and known.decoupled else known.decoupled
    decay = _decay(settings, plain, decoupled=decoupled, keep=keep)
    return replace(plain, weight_decay=decay, decoupled=decoupled)


def _decay(source: Settings, target: Settings, *, decoupled: bool, keep: str | None) -> float:
    """The weight decay of the target. ｜ 目标设置中的权重衰减。"""
    beta, decay = source.momentum, source.weight_decay
    # How far a gradient of one moves at once at the learning rate 1, which scales decoupled decay.
    here, there = (replace(one, lr=1.0).entry for one in (source, target))
    if decoupled == source.decoupled:
        return decay * there / here if decoupled else decay
    kinds = ("coupled", "decoupled") if source.decoupled else ("decoupled", "coupled")
    if keep is None:
        raise ValueError(
            f"keep must be one of {list(KEEPS)}, got None: {target.library} has {kinds[0]} weight "
            f"decay only, and nothing walks the path of the {kinds[1]} one"
        )
    if keep == "destination":
        return decay * there / (1 - beta) if decoupled else decay * (1 - beta) / here
    if not target.lr:
        raise ValueError(f"lr must be > 0 for the decay to have a pace, got {source.lr}")
    pace, nesterov = source.shrinkage, source.nesterov
    if decoupled:
        if math.isnan(pace):
            root = (1 - beta) / (1 + beta) if nesterov else 1 - math.sqrt(beta)
            raise ValueError(
                f"weight_decay must be at most {root * root / source.entry:.6g} at this lr and "
                f"momentum, where a weight without a loss begins to swing, got {decay}"
            )
        return pace / target.lr
    left, slowest = 1 - pace, 2 * beta / (1 + beta) if nesterov else math.sqrt(beta)
    if left < slowest:
        raise ValueError(
            f"lr * weight_decay must be at most {1 - slowest:.6g}, the fastest pace of coupled "
            f"decay at momentum {beta}, got {pace:.6g}"
        )
    drag = (1 + beta) * left - beta if nesterov else left
    return pace * (left - beta) / drag / target.entry


def convert_state(
    x: Tensor, v: Tensor, source: Settings, target: Settings
) -> tuple[Tensor, Tensor]:
    r"""Carry a run over: the state with which the target keeps the motion. ｜ 转换中途的状态。

    The last move survives, :math:`k v` stays what it is. At two learning rates of one library in
    form A or C this is the momentum correction.

    Parameters
    ----------
    x, v : Tensor, shape (n,)
        Stored parameter and velocity of the source.
    source, target : Settings
        With the same momentum and the same ``nesterov``.

    Returns
    -------
    tuple of Tensor
        Parameter and velocity of the target. The parameter changes only if one of them stores the
        point ahead and the other does not. Decoupled weight decay leaves no trace in the velocity.

    Raises
    ------
    ValueError
        If momentum or ``nesterov`` differ: that is another method, not another notation.

    Notes
    -----
    Source: the momentum correction of Goyal et al. (2017), section 3, and its reverse.

    Examples
    --------
    >>> old, new = Settings("torch", lr=0.5, momentum=0.9), Settings("torch", lr=0.25, momentum=0.9)
    >>> convert_state(torch.ones(1), torch.ones(1), old, new)
    (tensor([1.]), tensor([2.]))
    """
    _tensors.shaped("v", _tensors.floating("v", v), _tensors.floating("x", x).shape, "x")
    _checks.instance("source", source, Settings)
    _checks.instance("target", target, Settings)
    for name in ("momentum", "nesterov"):
        a, b = getattr(source, name), getattr(target, name)
        if a != b:
            raise ValueError(f"{name} must be the same on both sides, got {a} and {b}")
    if target.unit == 0:
        raise ValueError(
            f"target must have lr > 0: {target.library} counts velocities in it, got 0"
        )
    if source.nesterov:
        back, forth = LIBRARIES[source.library].ahead, LIBRARIES[target.library].ahead
        x = x + (back - forth) * source.momentum * source.unit * v
    return x, v * (source.unit / target.unit)
