"""Loops that run an optimiser and keep what happened. ｜ 运行优化器并记录过程的循环。"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

import torch
from torch import Tensor, nn
from torch.optim import Optimizer

from momentum import _checks, _tensors
from momentum.averages import leaky_step_
from momentum.data import minibatches
from momentum.optim import init_momentum_states, sgd_momentum

__all__ = [
    "History",
    "Trace",
    "descend",
    "fit",
    "fit_from_scratch",
    "half_mse",
    "momentum_step",
]

Step: TypeAlias = Callable[[Tensor, Tensor], tuple[Tensor, Tensor]]


@dataclass(frozen=True, eq=False)
class Trace:
    """The path of an optimiser from its start. ｜ 优化器从起点走出的轨迹。

    Attributes
    ----------
    x : Tensor, shape (T + 1, n)
        Points; row 0 is the start.
    v : Tensor, shape (T + 1, n)
        Velocities; row 0 is zero.
    diverged_at : int or None
        The step that left the finite numbers (it is not part of the path), or None.
    """

    x: Tensor
    v: Tensor
    diverged_at: int | None = None


@dataclass(frozen=True, eq=False)
class History:
    """Loss over all rows while a linear model was trained. ｜ 训练过程中全体样本上的损失。

    Attributes
    ----------
    t : Tensor of int, shape (K,)
        When the loss was taken, in minibatches; the first is 0.
    loss : Tensor, shape (K,)
        Half the mean squared error over all rows, without unit.
    weight : Tensor, shape (d, 1)
        Final weights.
    bias : Tensor, shape (1,)
        Final bias.
    """

    t: Tensor
    loss: Tensor
    weight: Tensor
    bias: Tensor


def momentum_step(
    gradient: Callable[[Tensor], Tensor], eta: float, beta: float = 0.0, *, nesterov: bool = False
) -> Step:
    r"""Build the step :math:`v \leftarrow \beta v + g(x)`, :math:`x \leftarrow x - \eta v`. ｜ 动量步。

    Parameters
    ----------
    gradient : callable
        Gradient at a point, shape (n,) to (n,).
    eta : float
        Learning rate, positive.
    beta : float
        Momentum coefficient, in [0, 1); zero is plain gradient descent.
    nesterov : bool
        Whether to walk along :math:`g + \beta v` instead of :math:`v`. The points are then
        Nesterov's look-ahead points, as in torch; :math:`x + \eta\beta v` lies behind them.

    Returns
    -------
    callable
        Maps ``(x, v)`` to the next ``(x, v)`` and changes neither.

    Raises
    ------
    ValueError
        If ``eta`` is not positive or ``beta`` is outside [0, 1).

    Notes
    -----
    Source: Polyak (1964), in the form used by Goh (2017).

    Examples
    --------
    >>> step = momentum_step(lambda x: 2 * x, eta=0.25, beta=0.5)
    >>> step(torch.tensor([1.0]), torch.tensor([4.0]))
    (tensor([0.]), tensor([4.]))
    """
    _checks.function("gradient", gradient)
    eta = _checks.positive("eta", eta)
    beta = _checks.coefficient("beta", beta)
    _checks.flag("nesterov", nesterov)

    def step(x: Tensor, v: Tensor) -> tuple[Tensor, Tensor]:
        g = _tensors.slope(x, gradient(x))
        v = leaky_step_(v.clone(), g, beta)
        return x - eta * (g + beta * v if nesterov else v), v

    return step


def descend(step: Step, x0: Tensor, steps: int) -> Trace:
    """Take ``steps`` steps from ``x0``, at rest, and keep the path. ｜ 从静止出发走若干步，记下轨迹。

    Parameters
    ----------
    step : callable
        Maps ``(x, v)`` to the next ``(x, v)``.
    x0 : Tensor, shape (n,) or (runs, n)
        Start; finite.
    steps : int
        How many steps, at least 0.

    Returns
    -------
    Trace
        The path; it ends before the first point that is not finite. Time is the first axis.

    Raises
    ------
    TypeError, ValueError
        If ``x0`` is not a finite floating-point tensor or ``steps`` is not an integer >= 0.

    Notes
    -----
    Source: the traces of Zhang et al. (2023), section 12.6.

    Examples
    --------
    >>> descend(momentum_step(lambda x: x, eta=0.5), torch.tensor([8.0]), steps=3).x.squeeze()
    tensor([8., 4., 2., 1.])
    """
    _checks.function("step", step)
    _checks.count("steps", steps)
    x, v = _tensors.finite("x0", x0).clone(), torch.zeros_like(x0)
    path = [(x, v)]
    diverged_at = None
    for t in range(1, steps + 1):
        x, v = _moved(x, step(x, v))
        # A finite sum has finite terms; only an infinite one, which may overflow, is looked into.
        if not (math.isfinite(x.sum().item()) or bool(torch.isfinite(x).all())):
            diverged_at = t
            break
        path.append((x, v))
    points, velocities = zip(*path, strict=True)
    return Trace(torch.stack(points), torch.stack(velocities), diverged_at)


def _moved(x: Tensor, state: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
    """Return the point and the velocity that a step has returned, if they fit the point before."""
    if not isinstance(state, tuple | list) or len(state) != 2:
        raise TypeError(f"step must return a pair of tensors, got {_checks.shown(state)}")
    for part in state:
        if _checks.returned("step", part, Tensor).shape != x.shape:
            got = tuple(part.shape)
            raise ValueError(f"step must return tensors of shape {tuple(x.shape)}, got {got}")
    return state


def half_mse(prediction: Tensor, target: Tensor) -> Tensor:
    """Half the mean squared error; its gradient carries no factor 2. ｜ 均方误差的一半，梯度中没有因子 2。

    Parameters
    ----------
    prediction, target : Tensor, shape (n, 1)

    Returns
    -------
    Tensor, shape ()
        Square of the target's unit.

    Raises
    ------
    ValueError
        If the shapes differ (broadcasting here is always a mistake).

    Notes
    -----
    Source: Zhang et al. (2023), section 3.1.

    Examples
    --------
    >>> half_mse(torch.tensor([[3.0]]), torch.tensor([[1.0]]))
    tensor(2.)
    """
    _tensors.floating("target", target)
    _tensors.shaped(
        "prediction", _tensors.floating("prediction", prediction), target.shape, "target"
    )
    return 0.5 * (prediction - target).square().mean()


def fit_from_scratch(
    features: Tensor,
    targets: Tensor,
    hyperparams: dict[str, float],
    *,
    epochs: int = 2,
    batch_size: int = 10,
    generator: torch.Generator,
) -> History:
    """Train linear regression with the chapter's own momentum step. ｜ 用自己写的动量法训练线性回归。

    The weights start at zero, so the order of the minibatches is all that chance decides.

    Parameters
    ----------
    features : Tensor, shape (n, d)
    targets : Tensor, shape (n, 1)
    hyperparams : dict
        ``lr`` and ``momentum``, as `momentum.optim.sgd_momentum` takes them.
    epochs, batch_size : int
        Passes over the data and rows in a minibatch, at least 1.
    generator : torch.Generator
        Decides the order of the minibatches.

    Returns
    -------
    History

    Raises
    ------
    TypeError, ValueError
        If an argument breaks the rules above.

    Notes
    -----
    Source: Zhang et al. (2023), section 12.6.

    Examples
    --------
    >>> x = torch.tensor([[0.0], [1.0]])
    >>> history = fit_from_scratch(
    ...     x, 2 * x, {"lr": 0.5, "momentum": 0.5}, epochs=60,
    ...     generator=torch.Generator().manual_seed(0))
    >>> history.weight.round(decimals=2)
    tensor([[2.]])
    """
    _check_data(features, targets, epochs, batch_size, generator)
    weight = torch.zeros(features.shape[1], 1, dtype=features.dtype, requires_grad=True)
    bias = torch.zeros(1, dtype=features.dtype, requires_grad=True)
    states = init_momentum_states(features.shape[1], dtype=features.dtype)

    def update(x: Tensor, y: Tensor) -> None:
        half_mse(x @ weight + bias, y).backward()
        sgd_momentum((weight, bias), states, hyperparams)

    return _train(update, (weight, bias), features, targets, epochs, batch_size, generator)


def fit(
    features: Tensor,
    targets: Tensor,
    optimizer: Callable[[Iterable[nn.Parameter]], Optimizer],
    *,
    epochs: int = 2,
    batch_size: int = 10,
    generator: torch.Generator,
) -> History:
    """Train the same linear regression with any ``torch`` optimiser. ｜ 用 torch 优化器训练线性回归。

    On the same generator it sees the same minibatches as `fit_from_scratch`, and minimises the
    same half of the mean squared error.

    Parameters
    ----------
    features : Tensor, shape (n, d)
    targets : Tensor, shape (n, 1)
    optimizer : callable
        Takes the parameters and returns an optimiser over them.
    epochs, batch_size : int
        Passes over the data and rows in a minibatch, at least 1.
    generator : torch.Generator
        Decides the order of the minibatches.

    Returns
    -------
    History

    Raises
    ------
    TypeError, ValueError
        If an argument breaks the rules above.

    Notes
    -----
    Source: Zhang et al. (2023), section 12.6.

    Examples
    --------
    >>> x = torch.tensor([[0.0], [1.0]])
    >>> history = fit(
    ...     x, 2 * x, lambda parameters: torch.optim.SGD(parameters, lr=0.5, momentum=0.5),
    ...     epochs=60, generator=torch.Generator().manual_seed(0))
    >>> history.weight.round(decimals=2)
    tensor([[2.]])
    """
    _check_data(features, targets, epochs, batch_size, generator)
    _checks.function("optimizer", optimizer)
    # skip_init: the default initialisation would draw from the global generator
    model = nn.utils.skip_init(nn.Linear, features.shape[1], 1, dtype=features.dtype)
    nn.init.zeros_(model.weight)
    nn.init.zeros_(model.bias)
    solver = _checks.returned("optimizer", optimizer(model.parameters()), Optimizer)

    def update(x: Tensor, y: Tensor) -> None:
        solver.zero_grad()
        half_mse(model(x), y).backward()
        solver.step()

    parameters = (model.weight.T, model.bias)
    return _train(update, parameters, features, targets, epochs, batch_size, generator)


def _check_data(
    features: Tensor, targets: Tensor, epochs: int, batch_size: int, generator: torch.Generator
) -> None:
    """Raise unless a linear model can be trained on these."""
    _checks.count("epochs", epochs, least=1)
    _checks.count("batch_size", batch_size, least=1)
    _tensors.table("features", features)
    _tensors.shaped("targets", _tensors.finite("targets", targets), (len(features), 1))
    if targets.dtype != features.dtype:
        rule = f"targets must hold numbers of {features.dtype} like features"
        raise TypeError(f"{rule}, got {targets.dtype}")
    _checks.instance("generator", generator, torch.Generator)


def _train(
    update: Callable[[Tensor, Tensor], None],
    parameters: tuple[Tensor, Tensor],
    features: Tensor,
    targets: Tensor,
    epochs: int,
    batch_size: int,
    generator: torch.Generator,
    record_every: int = 10,
) -> History:
    """Run `update` on every minibatch and record the loss over all rows now and then."""
    weight, bias, features, targets = (one.detach() for one in (*parameters, features, targets))
    total = epochs * math.ceil(len(features) / batch_size)
    record = [(0, half_mse(features @ weight + bias, targets))]
    batches = chain.from_iterable(
        minibatches(features, targets, batch_size, generator) for _ in range(epochs)
    )
    for t, (x, y) in enumerate(batches, 1):
        update(x, y)
        if t % record_every == 0 or t == total:
            record.append((t, half_mse(features @ weight + bias, targets)))
    times, losses = zip(*record, strict=True)
    return History(torch.tensor(times), torch.stack(losses), weight.clone(), bias.clone())
