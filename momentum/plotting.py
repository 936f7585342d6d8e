"""The house style, and the few kinds of picture of the chapter. ｜ 统一的绘图风格与几种图。

Text in figures is symbols and numbers only, so that one picture serves every language. The
background is transparent and the ink dark; the site turns the colours on a dark page, and puts the
panels below each other on a telephone.
"""

from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import torch
from matplotlib.axes import Axes
from matplotlib.contour import QuadContourSet
from matplotlib.figure import Figure
from matplotlib.rcsetup import cycler
from torch import Tensor

from momentum import _checks, _tensors
from momentum.landscapes import Landscape
from momentum.quadratic import Quadratic
from momentum.training import History, Trace

__all__ = [
    "COLOURS",
    "MARKERS",
    "bands",
    "contours",
    "decays",
    "figure",
    "losses",
    "mark",
    "path",
    "radius_map",
]

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00")
"""Okabe and Ito's colours, safe for colour-blind readers. ｜ 对色盲读者友好的配色。"""

MARKERS = ("o", "s", "^", "D", "v", "P")
"""One for each colour, for readers who see none. ｜ 与各色一一对应的标记，供不辨颜色的读者。"""

STYLE: dict[str, Any] = {
    "axes.axisbelow": True,
    "axes.edgecolor": "#555555",
    "axes.grid": True,
    "axes.labelcolor": "#222222",
    "axes.prop_cycle": cycler(color=COLOURS),
    "axes.spines.right": False,
    "axes.spines.top": False,
    "figure.constrained_layout.use": True,
    "font.size": 13,
    "grid.color": "#999999",
    "grid.alpha": 0.25,
    "legend.frameon": False,
    "lines.linewidth": 1.8,
    "mathtext.fontset": "cm",
    "savefig.transparent": True,
    "svg.fonttype": "path",
    "text.color": "#222222",
    "xtick.color": "#444444",
    "ytick.color": "#444444",
}


def figure(
    width: float = 6.0, height: float = 3.6, columns: int = 1, **options: Any
) -> tuple[Figure, Any]:
    """Open a figure in the house style. ｜ 按统一风格新建一幅图。

    Parameters
    ----------
    width, height : float
        Size in inches.
    columns : int
        Number of axes side by side; if there are several, each has a letter, by which a text
        can name it wherever it stands.
    **options
        Passed to `matplotlib.pyplot.subplots`.

    Returns
    -------
    tuple of Figure and Axes
        An array of Axes if there are several columns.

    Raises
    ------
    TypeError, ValueError
        If a size is not positive or ``columns`` is not an integer of at least 1.

    Examples
    --------
    >>> fig, axes = figure(columns=2)
    >>> len(axes)
    2
    """
    width = _checks.number("width", width, 0, 1000)
    height = _checks.number("height", height, 0, 1000)
    columns = _checks.count("columns", columns, least=1)
    plt.style.use(STYLE)
    fig, axes = plt.subplots(1, columns, figsize=(width, height), **options)
    if columns > 1:
        for letter, ax in zip("abcdefgh", axes, strict=False):
            ax.set_title(rf"$\mathbf{{{letter}}}$", loc="left")
    return fig, axes


def contours(
    ax: Axes,
    f: Quadratic | Landscape,
    x1: tuple[float, float],
    x2: tuple[float, float],
    levels: Sequence[float] | None = None,
) -> QuadContourSet:
    """Draw level lines of a function of two variables. ｜ 画二元函数的等高线。

    Parameters
    ----------
    ax : Axes
    f : Quadratic or Landscape
        Of two variables.
    x1, x2 : pair of float
        First and last value on each axis.
    levels : sequence of float, optional
        Heights above the lowest point drawn, or above the minimum of a quadratic; by default
        spaced by square roots, so that a round bowl gives equidistant rings.

    Returns
    -------
    QuadContourSet

    Raises
    ------
    ValueError
        If ``f`` does not have two variables.

    Examples
    --------
    >>> from momentum.quadratic import RAVINE
    >>> fig, ax = figure()
    >>> len(contours(ax, RAVINE, (-5, 5), (-3, 3)).levels)
    10
    """
    _checks.instance("ax", ax, Axes)
    _checks.instance("f", f, Quadratic, Landscape)
    n = len(f.Q) if isinstance(f, Quadratic) else f.n
    if n != 2:
        raise ValueError(f"f must have two variables, got {n}")
    for name, ends in (("x1", x1), ("x2", x2)):
        _tensors.pair(name, ends)
    if levels is not None:
        _tensors.numbers("levels", levels, increasing=True)
    grid_1, grid_2 = torch.meshgrid(
        torch.linspace(*x1, 201, dtype=torch.float64),
        torch.linspace(*x2, 201, dtype=torch.float64),
        indexing="xy",
    )
    if isinstance(f, Quadratic):
        height = f.value(torch.stack([grid_1, grid_2], -1).to(f.Q.dtype)) - f.minimum
    else:
        height = f.value(torch.stack([grid_1, grid_2], -1))
        height = height - height.min()
    if levels is None:
        levels = (torch.linspace(0.1, 1, 10) ** 2 * height.max()).tolist()
    lines = ax.contour(
        grid_1, grid_2, height, levels=levels, colors="#7a8ca0", linewidths=0.8, alpha=0.7
    )
    ax.set(xlabel="$x_1$", ylabel="$x_2$")
    ax.grid(visible=False)
    return lines


def path(ax: Axes, trace: Trace, **options: Any) -> None:
    """Draw the path of an optimiser in the plane, its start as a ring. ｜ 画优化轨迹，起点为圆环。

    Parameters
    ----------
    ax : Axes
    trace : Trace
        Of two variables.
    **options
        Passed to `matplotlib.axes.Axes.plot`.

    Raises
    ------
    ValueError
        If the trace does not have two variables.

    Examples
    --------
    >>> from momentum.training import descend, momentum_step
    >>> fig, ax = figure()
    >>> path(ax, descend(momentum_step(lambda x: x, eta=0.5), torch.tensor([4.0, 2.0]), 5))
    """
    _checks.instance("ax", ax, Axes)
    _checks.instance("trace", trace, Trace)
    _tensors.shaped("trace.x", trace.x, (len(trace.x), 2))
    (line,) = ax.plot(*trace.x.T, "o-", markersize=4, linewidth=1.4, **options)
    if line.get_color() in COLOURS:
        line.set_marker(MARKERS[COLOURS.index(line.get_color())])
    ax.plot(*trace.x[0], "o", markersize=9, fillstyle="none", color=line.get_color())


def mark(ax: Axes) -> None:
    """Give curves a shape that goes with their colour, before the legend. ｜ 给各色曲线配上不同的标记，先于图例。

    Full lines in one of `COLOURS` are marked: at every point if these are few, else here and there.

    Parameters
    ----------
    ax : Axes

    Raises
    ------
    TypeError
        If ``ax`` is something else.

    Examples
    --------
    >>> fig, ax = figure()
    >>> lines = ax.plot(torch.arange(3), torch.eye(3)[:, :2])
    >>> mark(ax)
    >>> [line.get_marker() for line in lines]
    ['o', 's']
    """
    for line in _checks.instance("ax", ax, Axes).lines:
        colour, points = line.get_color(), len(line.get_xydata())
        if colour not in COLOURS or line.get_linestyle() != "-" or points < 3:
            continue
        place, apart = COLOURS.index(colour), 1 if points <= 25 else points // 10
        line.set(marker=MARKERS[place], markersize=4.5)
        if ax.get_xscale() == "log":  # along the curve
            line.set_markevery((0.02 * place, 0.12))
        else:
            line.set_markevery((place * apart // 6, apart))


def losses(ax: Axes, history: History, **options: Any) -> None:
    """Draw the loss over all rows against the number of minibatches. ｜ 画损失随小批量步数的变化。

    Parameters
    ----------
    ax : Axes
    history : History
    **options
        Passed to `matplotlib.axes.Axes.plot`.

    Raises
    ------
    TypeError
        If ``ax`` or ``history`` is something else.

    Examples
    --------
    >>> from momentum.training import History
    >>> fig, ax = figure()
    >>> losses(ax, History(torch.arange(2), torch.tensor([1.0, 0.5]), torch.ones(1, 1),
    ...                    torch.ones(1)))
    """
    _checks.instance("ax", ax, Axes)
    _checks.instance("history", history, History)
    ax.plot(history.t, history.loss, **options)
    ax.set(xlabel="$t$", ylabel=r"$\ell$")


def bands(ax: Axes, t: Tensor, runs: Tensor, **options: Any) -> None:
    """Draw the mean of many runs, and the band that holds four out of five. ｜ 画均值，以及含五分之四运行的色带。

    Parameters
    ----------
    ax : Axes
    t : Tensor, shape (K,)
    runs : Tensor, shape (N, K)
        One run in a row; floating point.
    **options
        Passed to `matplotlib.axes.Axes.plot` for the mean.

    Raises
    ------
    TypeError, ValueError
        If ``runs`` is not a floating-point tensor with one column for each ``t``.

    Examples
    --------
    >>> fig, ax = figure()
    >>> bands(ax, torch.arange(3), torch.tensor([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0]]))
    """
    _checks.instance("ax", ax, Axes)
    if _tensors.tensor("t", t).ndim != 1:
        raise ValueError(f"t must have shape (K,), got {tuple(t.shape)}")
    if _tensors.floating("runs", runs).ndim != 2 or len(runs) == 0:
        raise ValueError(f"runs must have shape (N, {len(t)}) with N > 0, got {tuple(runs.shape)}")
    _tensors.shaped("runs", runs, (len(runs), len(t)), "t")
    runs = runs.detach().to(torch.promote_types(runs.dtype, torch.float32))
    low, high = torch.quantile(runs, torch.tensor([0.1, 0.9], dtype=runs.dtype), dim=0)
    (line,) = ax.plot(t.tolist(), runs.mean(0), **options)
    ax.fill_between(t.tolist(), low, high, color=line.get_color(), alpha=0.2, linewidth=0)


def decays(ax: Axes, values: Tensor, labels: Sequence[str]) -> None:
    """Draw how each coordinate shrinks, on a logarithmic scale. ｜ 在对数坐标上画各坐标的衰减。

    Parameters
    ----------
    ax : Axes
    values : Tensor, shape (T + 1, n)
        Coordinates; their absolute values are drawn.
    labels : sequence of str
        One for each coordinate.

    Raises
    ------
    ValueError
        If there is not one label for each coordinate.

    Examples
    --------
    >>> fig, ax = figure()
    >>> decays(ax, torch.tensor([[1.0, 1.0], [0.5, -0.1]]), ["$x_1$", "$x_2$"])
    """
    _checks.instance("ax", ax, Axes)
    for i, label in enumerate(_checks.instance("labels", labels, list, tuple)):
        _checks.instance(f"labels[{i}]", label, str)
    if _tensors.floating("values", values).ndim != 2:
        raise ValueError(f"values must have shape (T + 1, n), got {tuple(values.shape)}")
    _tensors.shaped("values", values, (len(values), len(labels)), "labels")
    shades = mpl.colormaps["viridis"](torch.linspace(0, 0.88, len(labels)).numpy())
    for column, label, shade in zip(values.T, labels, shades, strict=True):
        ax.semilogy(column.abs().tolist(), color=shade, label=label, linewidth=1.4)
    ax.set(xlabel="$t$", ylabel="$|x_i|$")


def radius_map(ax: Axes, beta: Tensor, h: Tensor, radius: Tensor) -> QuadContourSet:
    r"""Draw the spectral radius over :math:`(\eta\lambda, \beta)`, up to 1. ｜ 画谱半径的分布图。

    Parameters
    ----------
    ax : Axes
    beta : Tensor, shape (m,)
    h : Tensor, shape (n,)
    radius : Tensor, shape (m, n)

    Returns
    -------
    QuadContourSet
        Where the radius exceeds 1, the map stays blank.

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Examples
    --------
    >>> from momentum.dynamics import spectral_radius
    >>> beta, h = torch.linspace(0, 1, 5), torch.linspace(0, 4, 9)
    >>> fig, ax = figure()
    >>> len(radius_map(ax, beta, h, spectral_radius(beta[:, None], h)).levels)
    11
    """
    _checks.instance("ax", ax, Axes)
    for name, axis in (("beta", beta), ("h", h)):
        if _tensors.finite(name, axis).ndim != 1 or len(axis) < 2:
            raise ValueError(f"{name} must have shape (n,) with n > 1, got {tuple(axis.shape)}")
    _tensors.shaped(
        "radius", _tensors.floating("radius", radius), (len(beta), len(h)), "beta and h"
    )
    levels = torch.linspace(0, 1, 11).tolist()
    filled = ax.contourf(
        *(one.tolist() for one in (h, beta, radius)), levels=levels, cmap="viridis"
    )
    ax.set(xlabel=r"$\eta\lambda$", ylabel=r"$\beta$")
    ax.grid(visible=False)
    return filled
