"""Small networks in one batch, and a contest of optimisers on them. ｜ 成批训练的小网络与优化器的比赛。"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from numbers import Real
from typing import TypeAlias

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy
from torch.optim import SGD, Adam, Optimizer

from momentum import _checks, _tensors

__all__ = ["METHODS", "Curves", "contest", "fit_networks", "tune"]

Rows: TypeAlias = tuple[Tensor, Tensor]
Build: TypeAlias = Callable[[Iterable[Tensor]], Optimizer]


@dataclass(frozen=True, eq=False)
class Curves:
    """What happened to S networks that were trained side by side. ｜ 并排训练的一批网络的记录。

    Attributes
    ----------
    t : Tensor of int, shape (K,)
        After how many steps the numbers were taken.
    loss : Tensor, shape (S, K)
        Mean cross-entropy over all training rows.
    held_out_loss : Tensor, shape (S, K)
        The same over the held-out rows.
    accuracy : Tensor, shape (S, K)
        Share of the held-out rows that are classified correctly.
    settings : dict
        The options of the optimiser.
    """

    t: Tensor
    loss: Tensor
    held_out_loss: Tensor
    accuracy: Tensor
    settings: dict[str, float]


def _rate(u: float) -> float:
    """Effective learning rate, from 0.1 to 10."""
    return float(0.1 * 100**u)


def _leak(w: float) -> float:
    """One minus the momentum coefficient, from 0.4 to 0.02."""
    return float(0.4 * 0.05**w)


def _momentum(u: float, w: float, nesterov: bool) -> Build:
    lr, beta = _rate(u) * _leak(w), 1 - _leak(w)
    return lambda p: SGD(p, lr=lr, momentum=beta, nesterov=nesterov)


METHODS: dict[str, Callable[[float, float], Build]] = {
    "gd": lambda u, w: lambda p: SGD(p, lr=_rate(u)),
    "momentum": lambda u, w: _momentum(u, w, nesterov=False),
    "nesterov": lambda u, w: _momentum(u, w, nesterov=True),
    "adam": lambda u, w: lambda p: Adam(p, lr=0.001 * 100**u),
}
r"""Optimisers from two numbers of [0, 1]. ｜ 由 [0, 1] 中的两个数给出优化器。

On logarithmic scales, ``u`` sets :math:`\eta/(1-\beta)` from 0.1 to 10 (Adam's learning rate from
0.001 to 0.1) and ``w`` sets :math:`1-\beta` from 0.4 to 0.02.
"""


def _classified(name: str, rows: Rows) -> Rows:
    """Return features and classes that fit each other."""
    if not (isinstance(rows, tuple | list) and len(rows) == 2):
        raise TypeError(f"{name} must be a pair of tensors, got {_checks.shown(rows)}")
    x, y = rows
    _tensors.table(f"{name}[0]", x)
    if _tensors.shaped(f"{name}[1]", y, x.shape[:1]).dtype != torch.int64:
        raise TypeError(f"{name}[1] must hold classes of torch.int64, got {y.dtype}")
    if int(y.min()) < 0:
        raise ValueError(f"{name}[1] must hold classes from 0, got {int(y.min())}")
    return x, y


def fit_networks(
    build: Build,
    train: Rows,
    held_out: Rows,
    *,
    networks: int,
    batch_size: int,
    steps: int,
    generator: torch.Generator,
    hidden: int = 32,
    records: int = 1,
) -> Curves:
    r"""Train networks with one hidden layer, all in one batch of matrices. ｜ 同时训练一批单隐层网络。

    They share the data and the optimiser, and differ in their start and in the order of their
    minibatches: the loss is the sum of their losses, so each sees its own gradient alone.

    Parameters
    ----------
    build : callable
        Takes the parameters and returns an optimiser over them that acts on each number by itself.
    train, held_out : pair of Tensor, shapes (n, d) and (n,)
        Features and classes, numbered from 0.
    networks, hidden, steps, records : int
        How many networks, hidden units, steps, and how often to look; at least 1.
    batch_size : int
        Rows in a minibatch; divides the number of training rows.
    generator : torch.Generator
        Decides the starts and the orders.

    Returns
    -------
    Curves

    Raises
    ------
    TypeError, ValueError
        If a count breaks the rules above.

    Notes
    -----
    Source: the trick of one batch is `torch.baddbmm`; weights start uniform within
    :math:`1/\sqrt{d}`, as those of `torch.nn.Linear`, biases at zero.

    Examples
    --------
    >>> rows = torch.tensor([[0.0, 1.0], [1.0, 0.0]]), torch.tensor([0, 1])
    >>> curves = fit_networks(lambda p: torch.optim.SGD(p, lr=1.0), rows, rows, networks=5,
    ...                       batch_size=1, steps=200,
    ...                       generator=torch.Generator().manual_seed(0))
    >>> curves.accuracy.squeeze().tolist()
    [1.0, 1.0, 1.0, 1.0, 1.0]
    """
    counts = {"networks": networks, "batch_size": batch_size, "steps": steps}
    for name, number in (counts | {"hidden": hidden, "records": records}).items():
        _checks.count(name, number, least=1)
    _checks.function("build", build)
    _checks.instance("generator", generator, torch.Generator)
    (x, y), _ = _classified("train", train), _classified("held_out", held_out)
    n, d = x.shape
    if held_out[0].shape[1] != d:
        raise ValueError(f"held_out must have {d} features, got {held_out[0].shape[1]}")
    if n % batch_size:
        raise ValueError(f"batch_size must divide the number of rows {n}, got {batch_size}")
    classes = int(y.max()) + 1

    def uniform(fan_in: int, fan_out: int) -> Tensor:
        draw = torch.rand(networks, fan_in, fan_out, generator=generator, dtype=x.dtype)
        return ((2 * draw - 1) / math.sqrt(fan_in)).requires_grad_()

    w1, w2 = uniform(d, hidden), uniform(hidden, classes)
    b1, b2 = (torch.zeros(networks, 1, k, dtype=x.dtype) for k in (hidden, classes))
    parameters = [w1, b1.requires_grad_(), w2, b2.requires_grad_()]
    optimizer = _checks.returned("build", build(parameters), Optimizer)

    def predict(rows: Tensor) -> Tensor:
        stack = rows.expand(networks, *rows.shape[-2:])
        return torch.baddbmm(b2, torch.baddbmm(b1, stack, w1).relu(), w2)

    def losses(logits: Tensor, labels: Tensor) -> Tensor:
        labels = labels.expand(networks, -1)
        return cross_entropy(logits.movedim(-1, 1), labels, reduction="none").mean(1)

    @torch.no_grad()
    def look() -> tuple[Tensor, Tensor, Tensor]:
        logits = predict(held_out[0])
        hits = (logits.argmax(-1) == held_out[1]).to(x.dtype).mean(1)
        return losses(predict(x), y), losses(logits, held_out[1]), hits

    times, record = [], []
    every = max(1, steps // records)
    for t in range(steps):
        rows, labels = x, y
        if batch_size < n:
            if t % (n // batch_size) == 0:
                order = torch.rand(networks, n, generator=generator).argsort(1).split(batch_size, 1)
            chosen = order[t % (n // batch_size)]
            rows, labels = x[chosen], y[chosen]
        optimizer.zero_grad()
        losses(predict(rows), labels).sum().backward()
        optimizer.step()
        if (t + 1) % every == 0 or t + 1 == steps:
            times.append(t + 1)
            record.append(look())
    loss, held_out_loss, accuracy = (torch.stack(c, 1) for c in zip(*record, strict=True))
    settings = dict(optimizer.defaults)
    return Curves(torch.tensor(times), loss, held_out_loss, accuracy, settings)


def tune(score: Callable[[float, float], float], trials: int) -> tuple[float, float]:
    """Score points spread evenly over the unit square; return the lowest. ｜ 在单位正方形上均匀试点，取最优。

    Parameters
    ----------
    score : callable
        Takes two numbers between 0 and 1; lower is better, NaN is worst.
    trials : int
        How many points, at least 1.

    Returns
    -------
    tuple of float

    Raises
    ------
    TypeError, ValueError
        If ``trials`` is not an integer of at least 1.

    Notes
    -----
    Source: a Kronecker lattice; point ``k`` is ``((k + 1/2) / trials, k * golden ratio mod 1)``,
    so one number alone is tried at ``trials`` different values.

    Examples
    --------
    >>> tune(lambda u, w: (u - 0.3) ** 2, trials=5)[0]
    0.3
    """
    _checks.function("score", score)
    _checks.count("trials", trials, least=1)
    golden = (1 + math.sqrt(5)) / 2
    points = [((k + 0.5) / trials, k * golden % 1) for k in range(trials)]
    scores = [float(_checks.returned("score", score(*point), Real)) for point in points]
    return min(zip(scores, points, strict=True), key=lambda pair: (pair[0] != pair[0], pair[0]))[1]


def contest(
    train: Rows,
    validation: Rows,
    test: Rows,
    *,
    batch_size: int,
    steps: int,
    trials: int = 8,
    networks: int = 12,
    records: int = 1,
    seed: int = 0,
) -> dict[str, Curves]:
    """Tune each of `METHODS` with the same budget, then train afresh and test. ｜ 同等预算调参，重训后测试。

    Parameters
    ----------
    train, validation, test : pair of Tensor, shapes (n, d) and (n,)
        Features and classes: to learn from, to choose settings by, and to report.
    batch_size, steps, networks, records : int
        As in `fit_networks`, for the final training.
    trials : int
        Settings tried for each method, with three networks each; the one whose worst network has the
        lowest cross-entropy on ``validation`` wins.
    seed : int
        Of all generators; the final training draws from one that tuning has not seen.

    Returns
    -------
    dict of Curves
        The final training with the chosen settings, seen on ``test``.

    Raises
    ------
    TypeError, ValueError
        As `fit_networks` and `tune` do.

    Notes
    -----
    Source: the equal budgets of Choi et al. (2019), at the size of a toy.

    Examples
    --------
    >>> rows = torch.tensor([[0.0, 1.0], [1.0, 0.0]]), torch.tensor([0, 1])
    >>> sorted(contest(rows, rows, rows, batch_size=2, steps=2, trials=1, networks=1))
    ['adam', 'gd', 'momentum', 'nesterov']
    """
    for name, rows in (("train", train), ("validation", validation), ("test", test)):
        _classified(name, rows)
    seed = _checks.count("seed", seed, most=2**62)
    results = {}
    for name, method in METHODS.items():

        def score(u: float, w: float, method: Callable[[float, float], Build] = method) -> float:
            curves = fit_networks(
                method(u, w),
                train,
                validation,
                networks=3,
                batch_size=batch_size,
                steps=steps,
                generator=torch.Generator().manual_seed(2 * seed),
            )
            return float(curves.held_out_loss.max())

        results[name] = fit_networks(
            method(*tune(score, trials)),
            train,
            test,
            networks=networks,
            batch_size=batch_size,
            steps=steps,
            generator=torch.Generator().manual_seed(2 * seed + 1),
            records=records,
        )
    return results
