"""A figure laid out again for a telephone: panels and legends below each other, text that can be read.

The page shows this layout where it is at most a telephone wide, and then fetches no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.legend import Legend
from matplotlib.text import Text
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 4.0  # inches: drawn 328 pixels wide, a point is 1.14 pixels
LEAST = 13.0  # points: so that even an index, seven tenths as large, has 10 pixels
HEIGHT = {1: 3.0, 2: 2.9, 3: 2.5, 4: 2.3}  # inches of a panel, by the number of panels
AXIS = 46 / 72  # inches below a panel for its ticks and their label
SPACING = 1.2  # letters between the columns of a legend


def narrow(figure: Figure) -> None:
    """Lay out anew, in place."""
    panels = [ax for ax in figure.axes if ax.get_subplotspec() and ax.get_label() != "<colorbar>"]
    if len(panels) > 1:
        stack(figure, panels)
    for text in figure.findobj(Text):
        text.set_fontsize(max(LEAST, text.get_fontsize()))
    height = HEIGHT[len(panels)] * len(panels)
    figure.set_size_inches(WIDTH, height)
    legends = [legend for ax in panels if (legend := ax.get_legend())] + figure.legends
    figure.set_size_inches(WIDTH, height + sum(move(legend) for legend in legends))


def stack(figure: Figure, panels: list[Axes]) -> None:
    """Put panels below each other; what one said for others, each says for itself."""
    grid = figure.add_gridspec(len(panels), 1)
    shared_x = next(filter(None, (ax.get_xlabel() for ax in panels)), "")
    last_y = ""
    for i, ax in enumerate(panels):
        ax.set_subplotspec(grid[i])
        ax.tick_params(labelleft=True, labelbottom=True)
        last_y = ax.get_ylabel() or last_y
        ax.set(xlabel=ax.get_xlabel() or shared_x, ylabel=last_y)


def move(legend: Legend) -> float:
    """Move a legend out of its panel, where it covers nothing, and return its height in inches.

    That of a panel comes below it, that of a figure stays above; in as many columns as have room.
    """
    owner: Any = legend.axes or legend.figure
    figure: Any = legend.figure
    place: dict[str, Any] = {"loc": "outside upper center"}
    if legend.axes:
        below: Any = blended_transform_factory(figure.transFigure, owner.transAxes)
        below += ScaledTranslation(0, -AXIS, figure.dpi_scale_trans)
        place = {"loc": "upper center", "bbox_to_anchor": (0.5, 0), "bbox_transform": below}
    handles, texts = legend.legend_handles, [text.get_text() for text in legend.get_texts()]
    legend.remove()

    def draw(columns: int) -> tuple[Legend, Any]:
        look = {"fontsize": LEAST, "columnspacing": SPACING, "borderpad": 0}
        made = owner.legend(handles, texts, ncols=columns, **look, **place)
        figure.draw_without_rendering()
        return made, made.get_window_extent()

    single, box = draw(1)
    single.remove()
    gap = SPACING * LEAST * figure.dpi / 72
    fitting = max(1, int((figure.bbox.width + gap) / (box.width + gap)))
    rows = -(-len(texts) // fitting)
    _, box = draw(-(-len(texts) // rows))
    return float(box.height / figure.dpi)
