r"""The momentum method from scratch, and to stand in for torch's. ｜ 从零实现的动量法，可替换 torch 的版本。

Both keep one velocity per parameter, the leaky sum of its gradients (:mod:`momentum.averages`),
and step against it: :math:`v \leftarrow \beta v + g`, then :math:`x \leftarrow x - \eta v`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor
from torch.optim.optimizer import Optimizer, ParamsT

from momentum import _checks, _tensors
from momentum.averages import leaky_step_

__all__ = ["SGD", "init_momentum_states", "sgd_momentum"]

_OPTIONS = ("lr", "momentum", "dampening", "weight_decay", "nesterov", "maximize")
# What torch's groups hold beside these: how its loops are made, which changes no number of a step.
_LOOPS: dict[str, bool | None] = {"foreach": None, "differentiable": False, "fused": None}


def init_momentum_states(
    feature_dim: int, *, dtype: torch.dtype | None = None
) -> tuple[Tensor, Tensor]:
    """Put the velocities of a linear model to rest. ｜ 让线性模型的各个速度从静止开始。

    Parameters
    ----------
    feature_dim : int
        Number of features, at least 1.
    dtype : torch.dtype, optional
        That of the parameters; the default is torch's default.

    Returns
    -------
    tuple of Tensor, shapes (feature_dim, 1) and (1,)
        Zero velocities of the weights and of the bias.

    Raises
    ------
    TypeError, ValueError
        If ``feature_dim`` is not an integer of at least 1.

    Notes
    -----
    Source: Zhang et al. (2023), section 12.6.

    Examples
    --------
    >>> init_momentum_states(2)
    (tensor([[0.],
            [0.]]), tensor([0.]))
    """
    _checks.count("feature_dim", feature_dim, least=1)
    if dtype is not None:
        _checks.instance("dtype", dtype, torch.dtype)
    return torch.zeros(feature_dim, 1, dtype=dtype), torch.zeros(1, dtype=dtype)


def sgd_momentum(
    params: Sequence[Tensor], states: Sequence[Tensor], hyperparams: Mapping[str, float]
) -> None:
    r"""Make one step of the momentum method in place. ｜ 就地走一步动量法。

    For every parameter :math:`v \leftarrow \beta v + g`, then :math:`x \leftarrow x - \eta v`.

    Parameters
    ----------
    params : sequence of Tensor
        Parameters, changed in place. One without a gradient stays as it is.
    states : sequence of Tensor, shapes of ``params``
        Velocities, changed in place.
    hyperparams : dict
        ``'lr'``, the learning rate in [0, inf), and ``'momentum'``, the coefficient in [0, 1).

    Raises
    ------
    TypeError, ValueError
        If an entry of ``hyperparams`` is missing, not a number or outside its interval, or if
        ``states`` does not fit ``params`` or shares memory with them. Nothing is changed then.

    Notes
    -----
    The gradients are set to zero afterwards, so that the next backward pass starts afresh.

    Source: Zhang et al. (2023), section 12.6.

    Examples
    --------
    >>> x, v = torch.ones(1, requires_grad=True), torch.zeros(1)
    >>> for _ in range(2):
    ...     (2 * x).sum().backward()
    ...     sgd_momentum([x], [v], {"lr": 0.1, "momentum": 0.5})
    >>> x.detach(), v
    (tensor([0.5000]), tensor([3.]))
    """
    eta, beta = _checked(params, states, hyperparams)
    with torch.no_grad():
        for p, v in zip(params, states, strict=True):
            if p.grad is not None:
                leaky_step_(v, p.grad, beta)
                p.sub_(v, alpha=eta)
                p.grad.zero_()


class SGD(Optimizer):
    r"""Stochastic gradient descent with momentum, as torch does it. ｜ 带动量的随机梯度下降。

    With gradient :math:`g`, weight decay :math:`w`, dampening :math:`d` and velocity :math:`v`:

    .. math::

        g \leftarrow \pm g + w x, \qquad
        v \leftarrow \beta v + (1 - d)\, g, \qquad
        x \leftarrow x - \eta v.

    The first gradient of a parameter becomes its velocity undamped. Nesterov's variant walks
    along :math:`g + \beta v` instead of :math:`v`; the minus sign belongs to ``maximize``.

    Parameters
    ----------
    params : iterable of Tensor or of dict
        Parameters, or groups of them with options of their own.
    lr : float or Tensor of one element
        Learning rate :math:`\eta`, in [0, inf).
    momentum : float or Tensor of one element
        Momentum coefficient :math:`\beta`, in [0, 1). Zero keeps no velocity.
    dampening : float or Tensor of one element
        How much of the new gradient is withheld, in [0, 1].
    weight_decay : float or Tensor of one element
        Multiple of the parameter added to its gradient, in [0, inf).
    nesterov : bool or int
        Whether to use Nesterov's variant; needs ``momentum > 0`` and ``dampening = 0``.
    maximize : bool or int
        Whether to climb instead of to descend.
    foreach, fused, differentiable : bool, optional
        Only None and False: this step takes one parameter after the other, and autograd does not
        follow it. `torch.optim.SGD` has the faster loops and the differentiable one.

    Raises
    ------
    TypeError, ValueError
        If an option, of a group too, is of the wrong type, not finite or outside its interval, or
        asks for a loop that only torch has.

    Notes
    -----
    What `torch.optim.SGD` takes beyond these intervals (a coefficient of 1 and more, a negative
    dampening, NaN, infinities) or as a flag (a text, a list, None) is refused; use torch's for that.

    Parameters and velocities are bit for bit those of ``torch.optim.SGD(foreach=False)``, and
    ``state_dict`` has the same keys and can be exchanged with it in both directions. ``p.grad``
    is only read; where it is None, the parameter and its velocity rest. Options are checked when a
    group is added; what a scheduler or a loaded state writes later is taken as it is.

    Source: Sutskever et al. (2013), with the learning rate outside the velocity.

    Examples
    --------
    >>> x = torch.ones(1, requires_grad=True)
    >>> optimizer = SGD([x], lr=0.1, momentum=0.5)
    >>> for _ in range(2):
    ...     optimizer.zero_grad()
    ...     (2 * x).sum().backward()
    ...     optimizer.step()
    >>> x.detach(), optimizer.state[x]["momentum_buffer"]
    (tensor([0.5000]), tensor([3.]))
    """

    def __init__(
        self,
        params: ParamsT,
        lr: float | Tensor = 1e-3,
        momentum: float = 0,
        dampening: float = 0,
        weight_decay: float | Tensor = 0,
        nesterov: bool = False,
        *,
        maximize: bool = False,
        foreach: bool | None = None,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        values = (lr, momentum, dampening, weight_decay, nesterov, maximize)
        loops = dict(zip(_LOOPS, (foreach, differentiable, fused), strict=True))
        defaults: dict[str, Any] = dict(zip(_OPTIONS, values, strict=True)) | loops
        _check_options(defaults)
        super().__init__(_parts(params), defaults)

    def __setstate__(self, state: dict[str, Any]) -> None:
        for group in state["param_groups"]:
            _check_loop("differentiable", group.get("differentiable"))
        super().__setstate__(state)
        for group in self.param_groups:  # saved before torch had these options
            for name, value in ({"nesterov": False, "maximize": False} | _LOOPS).items():
                group.setdefault(name, value)

    def add_param_group(self, param_group: dict[str, Any]) -> None:
        """Add parameters with options of their own. ｜ 添加一组参数，可自带选项。

        Parameters
        ----------
        param_group : dict
            ``'params'`` and any of the options of the class.

        Raises
        ------
        TypeError, ValueError
            If an option is of the wrong type or outside its interval. Nothing is added then.
        """
        if "params" not in _checks.instance("param_group", param_group, dict):
            raise ValueError(f"param_group must have 'params', got {_checks.shown(param_group)}")
        _check_options(self.defaults | param_group)
        super().add_param_group(param_group)

    @torch.no_grad()
    def step(  # type: ignore[override]  # torch writes two overloads
        self, closure: Callable[[], float] | None = None
    ) -> float | None:
        """Move every parameter that has a gradient. ｜ 更新每个带有梯度的参数。

        Parameters
        ----------
        closure : callable, optional
            Computes the gradients anew and returns the loss.

        Returns
        -------
        float or None
            What ``closure`` returned.

        Raises
        ------
        RuntimeError, TypeError, ValueError
            If dense numbers would have to be added to a sparse gradient or velocity, or if a
            velocity has the wrong shape or type. Nothing has moved then.
        """
        loss = None
        if closure is not None:
            _checks.function("closure", closure)
            with torch.enable_grad():
                loss = closure()
        for p, g, v, options in list(self._moves()):
            moved = _step_(p, g, v, *options)
            if moved is not v:
                self.state[p]["momentum_buffer"] = moved
        return loss

    def _moves(self) -> Iterator[tuple[Tensor, Tensor, Tensor | None, tuple[Any, ...]]]:
        """Give parameters, gradients, velocities and options; raise before anything moves."""
        for group in self.param_groups:
            options = tuple(_plain(group[name]) for name in _OPTIONS)
            for p in group["params"]:
                if (g := p.grad) is not None:
                    held = self.state.get(p) if group["momentum"] != 0 else None
                    v = held.get("momentum_buffer") if held else None
                    _check_addable(g, v, group)
                    yield p, g, v, options


def _step_(
    p: Tensor,
    g: Tensor,
    v: Tensor | None,
    lr: float,
    momentum: float,
    dampening: float,
    weight_decay: float,
    nesterov: bool,
    maximize: bool,
) -> Tensor | None:
    """Change `p` and `v` in place and only read `g`; return `v`, made here from the first `g`."""
    if maximize:
        g = -g
    if weight_decay != 0:
        g = g.add(p, alpha=weight_decay)
    if momentum != 0:
        if v is None:
            v = g.clone()
        else:
            v.mul_(momentum).add_(g, alpha=1 - dampening)  # leaky_step_, whose checks are done
        g = g.add(v, alpha=momentum) if nesterov else v
    p.add_(g, alpha=-lr)
    return v


def _plain(value: Any) -> Any:
    """Return the number in a tensor of one element, and anything else as it is."""
    return value.item() if isinstance(value, Tensor) and value.numel() == 1 else value


def _checked(
    params: Sequence[Tensor], states: Sequence[Tensor], hyperparams: Mapping[str, float]
) -> tuple[float, float]:
    """Return learning rate and coefficient; raise unless the arguments of a step fit."""
    _checks.instance("hyperparams", hyperparams, Mapping)
    for name in ("lr", "momentum"):
        if name not in hyperparams:
            raise ValueError(f"hyperparams must have {name!r}, got {_checks.shown(hyperparams)}")
    eta = _checks.number("lr", _plain(hyperparams["lr"]), 0, closed="left")
    beta = _checks.coefficient("momentum", _plain(hyperparams["momentum"]))
    _checks.instance("params", params, Sequence)
    _checks.instance("states", states, Sequence)
    if len(params) != len(states):
        raise ValueError(f"states must be {len(params)}, one for each of params, got {len(states)}")
    places: dict[int, str] = {}
    for i, (p, v) in enumerate(zip(params, states, strict=True)):
        like = f"params[{i}]"
        _tensors.shaped(f"states[{i}]", v, _tensors.tensor(like, p).shape, like)
        if v.dtype != p.dtype:
            raise TypeError(f"states[{i}] must be of {p.dtype} like {like}, got {v.dtype}")
        with torch.no_grad():
            _tensors.changeable(like, p)
            if p.grad is not None:
                _tensors.addable(f"{like}.grad", p.grad, f"states[{i}]", v)
        for name, one in ((like, p), (f"states[{i}]", v), (f"{like}.grad", p.grad)):
            if one is None or one.layout != torch.strided or not one.numel():
                continue
            if (other := places.setdefault(one.data_ptr(), name)) != name:
                raise ValueError(f"{name} must not share memory with {other}, which changes")
    return eta, beta


def _parts(params: ParamsT) -> list[Any]:
    """Return the parameters or groups of an optimiser; raise unless there are some."""
    wanted = "params must be an iterable of tensors or of groups"
    try:
        parts = None if isinstance(params, Tensor) else list(params)
    except TypeError:
        parts = None
    if parts is None:
        raise TypeError(f"{wanted}, got {_checks.shown(params)}")
    if not parts:
        raise ValueError(f"{wanted}, and not empty, got {_checks.shown(params)}")
    return parts


def _check_options(options: Mapping[str, Any]) -> None:
    """Raise if an option of a group is of the wrong type or outside its interval."""
    _checks.number("lr", _plain(options["lr"]), 0, closed="left")
    momentum = _checks.coefficient("momentum", _plain(options["momentum"]))
    dampening = _checks.number("dampening", _plain(options["dampening"]), 0, 1, closed="both")
    _checks.number("weight_decay", _plain(options["weight_decay"]), 0, closed="left")
    for name in ("nesterov", "maximize"):
        _checks.flag(name, options[name])
    for name in _LOOPS:
        _check_loop(name, options[name])
    if options["nesterov"] and (momentum == 0 or dampening != 0):
        raise ValueError(
            "nesterov must come with momentum > 0 and dampening = 0, "
            f"got momentum = {momentum} and dampening = {dampening}"
        )


def _check_loop(name: str, value: Any) -> None:
    """Raise if one of torch's loops is asked for."""
    if value is not None and _checks.flag(name, value):
        raise ValueError(
            f"{name} must be None or False, got {_checks.shown(value)}: this step takes one "
            "parameter after the other, out of autograd's sight; torch.optim.SGD has the other ways"
        )


def _check_addable(g: Tensor, v: Tensor | None, options: Mapping[str, Any]) -> None:
    """Raise if the step would have to add dense numbers to sparse ones, which torch cannot."""
    sparse = g.is_sparse
    if sparse and options["weight_decay"] != 0:
        w = options["weight_decay"]
        raise RuntimeError(f"weight_decay must be 0 for a sparse gradient, got {w!r}")
    if v is not None:
        if v.dtype is not g.dtype and not torch.can_cast(g.dtype, v.dtype):
            raise TypeError(f"momentum_buffer must hold numbers like {g.dtype}, got {v.dtype}")
        if v.shape != g.shape:
            shapes = f"{tuple(g.shape)}, got {tuple(v.shape)}"
            raise ValueError(f"momentum_buffer must have shape {shapes}")
        if v.is_sparse and not sparse:
            raise RuntimeError("gradient must be sparse like its momentum_buffer, got a dense one")
        if sparse and not v.is_sparse and options["nesterov"]:
            raise RuntimeError("gradient must be dense like its momentum_buffer, got a sparse one")
