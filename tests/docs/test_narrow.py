"""Figures laid out for telephones: panels and legends below each other, nothing small, nothing covered."""

from collections.abc import Iterator
from itertools import pairwise

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure
from narrow import LEAST, WIDTH, narrow


@pytest.fixture(autouse=True)
def plain() -> Iterator[None]:
    """Draw with what Matplotlib brings."""
    with mpl.rc_context():
        mpl.rcdefaults()
        yield


def figure(panels: int = 1, **shared: bool) -> Figure:
    """Return a wide figure with panels beside each other."""
    made = Figure(figsize=(9, 3), layout="constrained")
    made.subplots(1, panels, **shared)
    return made


def labelled(labels: list[str], panels: int = 1) -> Figure:
    """Return a figure whose first panel has a curve, and an entry in its legend, for each label."""
    made = figure(panels)
    for label in labels:
        made.axes[0].plot([0, 1], label=label)
    made.axes[0].legend()
    return made


def test_an_index_can_be_read() -> None:
    """On a page that gives the figure 328 pixels, an index, seven tenths of a letter, has ten."""
    point = 328 / (72 * WIDTH)
    assert point == pytest.approx(1.14, abs=0.002)
    assert 0.7 * LEAST * point >= 10 > 0.7 * (LEAST - 1) * point


@pytest.mark.parametrize(("panels", "height"), [(1, 3.0), (2, 5.8), (3, 7.5), (4, 9.2)])
def test_each_panel_has_its_height(panels: int, height: float) -> None:
    """A little less of it the more there are; all have the same width and stand in their order."""
    made = figure(panels)
    narrow(made)
    assert tuple(made.get_size_inches()) == pytest.approx((4.0, height))
    made.draw_without_rendering()
    places = [ax.get_position() for ax in made.axes]
    assert len({round(place.x0, 6) for place in places}) == 1
    for upper, lower in pairwise(places):
        assert upper.y0 > lower.y1


def test_only_panels_are_stacked() -> None:
    """A bar of colours and a small picture in a panel are no panels."""
    made = figure()
    panel = made.axes[0]
    made.colorbar(panel.imshow([[0, 1]]), ax=panel)
    panel.inset_axes((0.5, 0.5, 0.4, 0.4))
    made.add_axes((0.1, 0.1, 0.2, 0.2))
    narrow(made)
    assert tuple(made.get_size_inches()) == (4.0, 3.0)


def test_small_text_grows_and_large_text_stays() -> None:
    """Thirteen points are the least."""
    made = figure()
    small, large = made.text(0, 0, "small", size=5), made.text(0, 0, "large", size=20)
    narrow(made)
    assert (small.get_fontsize(), large.get_fontsize()) == (13, 20)
    assert made.axes[0].xaxis.label.get_fontsize() == 13


def test_each_panel_says_for_itself_what_one_said_for_others() -> None:
    """The first label below, where it has none; beside it, that of the panel before; all numbers."""
    made = figure(4, sharey=True)
    made.axes[1].set(xlabel="$t$")
    made.axes[0].set(ylabel="$x$")
    made.axes[2].set(xlabel="$s$", ylabel="$y$")
    for ax in made.axes:
        ax.tick_params(labelbottom=False)
    narrow(made)
    assert [ax.get_xlabel() for ax in made.axes] == ["$t$", "$t$", "$s$", "$t$"]
    assert [ax.get_ylabel() for ax in made.axes] == ["$x$", "$x$", "$y$", "$y$"]
    for ax in made.axes:
        assert ax.xaxis.get_tick_params()["labelbottom"] and ax.yaxis.get_tick_params()["labelleft"]


def test_a_panel_alone_keeps_what_it_shows() -> None:
    """Nobody has said anything for it: numbers that it hides stay hidden."""
    made = figure()
    made.axes[0].tick_params(labelleft=False, labelbottom=False)
    narrow(made)
    assert not made.axes[0].yaxis.get_tick_params()["labelleft"]
    assert not made.axes[0].xaxis.get_tick_params()["labelbottom"]


def test_the_legend_of_a_panel_stands_below_it() -> None:
    """In the middle of the figure, under ticks and label; the figure grows by its height."""
    made = labelled(["$a$", "$b$"], panels=2)
    made.axes[0].set(xlabel="$t$")
    narrow(made)
    made.draw_without_rendering()
    panel, below = made.axes
    legend = panel.get_legend()
    box = legend.get_window_extent()
    assert [text.get_text() for text in legend.get_texts()] == ["$a$", "$b$"]
    assert (box.x0 + box.x1) / 2 == pytest.approx(made.bbox.width / 2, abs=0.5)
    bottom = panel.get_window_extent().y0 - box.y1
    assert bottom * 72 / made.dpi == pytest.approx(46 + 13 / 2, abs=0.1)  # half a letter is its own
    assert panel.xaxis.label.get_window_extent().y0 > box.y1 and box.y0 > below.bbox.y1
    assert made.get_size_inches()[1] == pytest.approx(5.8 + box.height / made.dpi)


def test_the_legend_of_a_figure_stays_above_it() -> None:
    """Above all panels; with that of a panel the figure grows by both."""
    made = labelled(["$a$"])
    made.legend(handles=made.axes[0].lines, labels=["all"])
    narrow(made)
    made.draw_without_rendering()
    (above,) = made.legends
    heights = [one.get_window_extent().height for one in (above, made.axes[0].get_legend())]
    assert above.get_window_extent().y0 > made.axes[0].get_window_extent().y1
    assert made.get_size_inches()[1] == pytest.approx(3.0 + sum(heights) / made.dpi)


@pytest.mark.parametrize(
    ("count", "label", "columns"),
    [
        (1, "m", 1),
        (4, "mi", 4),
        (4, "mm", 2),  # with what parts them, four are a little too wide
        (2, "m" * 7, 2),
        (2, "m" * 8, 1),  # two would touch
        (3, "m" * 3, 3),
        (4, "m" * 3, 2),  # three have room, but two rows are needed
        (5, "m" * 3, 3),
        (2, "m" * 18, 1),
    ],
)
def test_a_legend_has_as_many_columns_as_have_room(count: int, label: str, columns: int) -> None:
    """And no more than its rows need; it is never wider than its figure."""
    made = labelled([label] * count)
    narrow(made)
    made.draw_without_rendering()
    legend = made.axes[0].get_legend()
    places = {round(text.get_window_extent().x0) for text in legend.get_texts()}
    assert len(places) == columns
    assert legend.get_window_extent().width <= made.bbox.width
    assert {text.get_fontsize() for text in legend.get_texts()} == {13}


@pytest.mark.filterwarnings("ignore:constrained_layout not applied")
def test_a_legend_without_room_has_one_column() -> None:
    """Though it is wider than its figure: there it can be seen that it says too much."""
    made = labelled(["m" * 40] * 2)
    narrow(made)
    first, second = made.axes[0].get_legend().get_texts()
    assert first.get_window_extent().x0 == second.get_window_extent().x0
