"""Pictures show what they were given, in symbols and numbers only."""

import re
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
import torch
from matplotlib.layout_engine import ConstrainedLayoutEngine

from momentum import plotting
from momentum.dynamics import spectral_radius
from momentum.landscapes import ROSENBROCK, WELLS, Landscape
from momentum.quadratic import RAVINE, Quadratic
from momentum.training import History, descend, momentum_step

SCRIPTS = sorted((Path(__file__).parents[2] / "gallery").rglob("plot_*.py"))


@pytest.fixture
def ax():
    _, axes = plotting.figure()
    yield axes
    plt.close("all")


@pytest.fixture
def trace():
    return descend(
        momentum_step(RAVINE.gradient, 0.4), torch.tensor([-5.0, -2.0]).double(), steps=5
    )


def test_path_draws_every_point_and_rings_the_start(ax, trace):
    plotting.path(ax, trace)
    line, ring = ax.lines
    assert line.get_xydata().tolist() == trace.x.tolist()
    assert ring.get_xydata().tolist() == trace.x[:1].tolist()
    assert ring.get_fillstyle() == "none"


def test_contours_lie_on_their_levels(ax):
    drawn = plotting.contours(ax, RAVINE, (-5, 5), (-3, 3))
    for level, lines in zip(drawn.levels, drawn.get_paths(), strict=True):
        heights = RAVINE.value(torch.from_numpy(lines.vertices))
        if len(heights):
            # linear interpolation on a grid of 201 points
            assert (heights - level).abs().max() < 0.02 * drawn.levels[-1]


def test_contours_of_a_landscape_lie_on_the_levels_asked_for(ax):
    drawn = plotting.contours(ax, ROSENBROCK, (-1.5, 1.5), (-0.5, 1.5), levels=(5.0, 50.0))
    assert drawn.levels.tolist() == [5.0, 50.0]
    for level, lines in zip(drawn.levels, drawn.get_paths(), strict=True):
        heights = ROSENBROCK.value(torch.from_numpy(lines.vertices))
        assert (heights - level).abs().max() < 0.05 * level
    with pytest.raises(ValueError, match=r"f must have two variables, got 1"):
        plotting.contours(ax, WELLS, (0, 1), (0, 1))


def test_losses_and_bands_show_the_data(ax):
    t, loss = torch.arange(3), torch.tensor([3.0, 2.0, 1.0])
    plotting.losses(ax, History(t, loss, torch.ones(1, 1), torch.ones(1)))
    assert ax.lines[0].get_ydata().tolist() == loss.tolist()
    runs = torch.stack([loss + k for k in range(11)])
    plotting.bands(ax, t, runs)
    assert ax.lines[1].get_ydata().tolist() == (loss + 5).tolist()
    edge = ax.collections[0].get_paths()[0].vertices
    at_zero = edge[edge[:, 0] == 0][:, 1]
    assert (at_zero.min(), at_zero.max()) == pytest.approx((4.0, 12.0))


def test_decays_draw_absolute_values_one_line_each(ax):
    values = torch.tensor([[1.0, 1.0], [0.5, -0.25]])
    plotting.decays(ax, values, ["$x_1$", "$x_2$"])
    assert [line.get_ydata().tolist() for line in ax.lines] == [[1.0, 0.5], [1.0, 0.25]]
    assert ax.get_yscale() == "log"


def test_radius_map_leaves_the_unstable_part_blank(ax):
    beta, h = torch.linspace(0, 0.9, 10), torch.linspace(0.1, 4, 40)
    drawn = plotting.radius_map(ax, beta, h, spectral_radius(beta[:, None], h))
    assert drawn.levels[-1] == 1
    assert drawn.extend == "neither"


def test_labels_hold_symbols_only(ax, trace):
    plotting.path(ax, trace)
    plotting.contours(ax, RAVINE, (-5, 5), (-3, 3))
    for text in (ax.get_xlabel(), ax.get_ylabel()):
        assert text.startswith("$")
        assert text.endswith("$")


def test_bad_arguments_are_named(ax, trace):
    with pytest.raises(ValueError, match=r"width must lie in \(0, 1000\), got 0"):
        plotting.figure(width=0)
    with pytest.raises(ValueError, match=r"height must lie in \(0, 1000\), got 0"):
        plotting.figure(height=0)
    with pytest.raises(ValueError, match="columns must be at least 1, got 0"):
        plotting.figure(columns=0)
    with pytest.raises(ValueError, match=r"runs must have shape \(2, 3\), to fit t, got \(2, 2\)"):
        plotting.bands(ax, torch.arange(3), torch.ones(2, 2))
    with pytest.raises(
        ValueError, match=r"values must have shape \(2, 1\), to fit labels, got \(2, 2\)"
    ):
        plotting.decays(ax, torch.ones(2, 2), ["$x_1$"])
    with pytest.raises(TypeError, match=r"^labels\[1\] must be "):
        plotting.decays(ax, torch.ones(2, 2), ["$x_1$", 2])
    with pytest.raises(
        ValueError, match=r"radius must have shape \(2, 3\), to fit beta and h, got \(3, 2\)"
    ):
        plotting.radius_map(ax, torch.ones(2), torch.ones(3), torch.ones(3, 2))


def test_curves_of_different_colours_have_different_shapes(ax):
    lines = [ax.plot(torch.arange(60), torch.full((60,), k))[0] for k in range(3)]
    (dashed,) = ax.plot(torch.arange(60), "--", color=plotting.COLOURS[0])
    (dots,) = ax.plot(torch.arange(60), ".")
    plotting.mark(ax)
    assert [line.get_marker() for line in lines] == ["o", "s", "^"]
    assert len({line.get_markevery() for line in lines}) == 3  # none hides behind another
    assert (dashed.get_marker(), dots.get_marker()) == ("None", ".")
    assert len(plotting.MARKERS) == len(set(plotting.MARKERS)) == len(plotting.COLOURS)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_no_figure_tells_curves_apart_by_colour_alone(script):
    """What a legend tells apart has shapes; and no caption names a colour that the dark page turns."""
    source = script.read_text("utf-8")
    if ".legend(" in source:
        shapes = ("plotting.mark(", "plotting.MARKERS", "DASHES", "plotting.decays(")
        assert any(one in source for one in shapes)
    caption = source.split('"""')[1]
    assert not re.search(r"\b(black|white)\b|黑|白色", caption)


ROUND = Quadratic(torch.eye(2, dtype=torch.float64), b=3.0)
RAISED = Landscape(2, lambda x: x.square().sum(-1) / 2 + 3, lambda x: x)


@pytest.mark.parametrize("f", [ROUND, RAISED], ids=["quadratic", "landscape"])
def test_rings_of_a_round_bowl_stand_at_equal_distances_from_its_lowest_point(ax, f):
    """Heights over the minimum, up to that of the corners, 4; the squares of tenths of it."""
    drawn = plotting.contours(ax, f, (-2, 2), (-2, 2))
    assert drawn.levels.tolist() == pytest.approx([4 * (k / 10) ** 2 for k in range(1, 11)])
    radii = [torch.from_numpy(ring.vertices).norm(dim=-1).mean() for ring in drawn.get_paths()[:7]]
    apart = torch.stack(radii).diff()
    assert torch.allclose(apart, apart[:1].expand_as(apart), rtol=1e-2)


@pytest.mark.parametrize(
    ("points", "scale", "places"),
    [
        (3, "linear", [(0, 1), (0, 1), (0, 1)]),
        (25, "linear", [(0, 1), (0, 1), (0, 1)]),
        (26, "linear", [(0, 2), (0, 2), (0, 2)]),
        (60, "linear", [(0, 6), (1, 6), (2, 6)]),
        (200, "linear", [(0, 20), (3, 20), (6, 20)]),
        (200, "log", [(0.0, 0.12), (0.02, 0.12), (0.04, 0.12)]),
    ],
)
def test_where_the_shapes_stand(ax, points, scale, places):
    """At each of a few points; of many, at a tenth of them, each curve a little further on."""
    lines = [ax.plot(torch.arange(1, points + 1), torch.ones(points))[0] for _ in places]
    ax.set_xscale(scale)
    plotting.mark(ax)
    assert [line.get_markevery() for line in lines] == places
    assert {line.get_markersize() for line in lines} == {4.5}


def test_a_line_of_two_points_gets_no_shape(ax):
    (line,) = ax.plot([0, 1], [0, 1])
    plotting.mark(ax)
    assert line.get_marker() == "None"


@pytest.mark.parametrize(
    ("colour", "marker"),
    [*zip(plotting.COLOURS, plotting.MARKERS, strict=True), ("#123456", "o")],
)
def test_a_path_has_the_shape_of_its_colour(ax, trace, colour, marker):
    plotting.path(ax, trace, color=colour)
    line, ring = ax.lines
    assert (line.get_marker(), line.get_color(), ring.get_color()) == (marker, colour, colour)
    assert (line.get_markersize(), line.get_linewidth(), ring.get_markersize()) == (4, 1.4, 9)


def test_the_house_style(ax):
    """A grid below the curves, no frame at the top and the right, no letter cut off, no ground of its own."""
    assert ax.get_axisbelow() and all(line.get_visible() for line in ax.get_xgridlines())
    seen = {side for side, spine in ax.spines.items() if spine.get_visible()}
    assert seen == {"left", "bottom"}
    assert isinstance(ax.figure.get_layout_engine(), ConstrainedLayoutEngine)
    assert plt.rcParams["savefig.transparent"] is True
    (line,) = ax.plot([0, 1], label="$x$")
    assert not ax.legend().get_frame_on()
    sizes = line.get_linewidth(), ax.xaxis.label.get_fontsize(), plt.rcParams["grid.alpha"]
    assert sizes == (1.8, 13, 0.25)


def test_levels_increase(ax):
    with pytest.raises(ValueError, match=r"^levels must increase, got "):
        plotting.contours(ax, RAVINE, (-5, 5), (-3, 3), levels=(2.0, 1.0))


def test_maps_have_no_grid_over_them(ax):
    plotting.contours(ax, RAVINE, (-5, 5), (-3, 3))
    assert not any(line.get_visible() for line in ax.get_xgridlines())
    _, other = plotting.figure()
    beta, h = torch.linspace(0, 0.9, 4), torch.linspace(0.1, 4, 5)
    plotting.radius_map(other, beta, h, spectral_radius(beta[:, None], h))
    assert not any(line.get_visible() for line in other.get_xgridlines())


def test_a_curve_behind_one_without_a_shape_has_its_own(ax):
    (dashed,) = ax.plot(torch.arange(9), "--")
    (full,) = ax.plot(torch.arange(9))
    plotting.mark(ax)
    assert (dashed.get_marker(), full.get_marker()) == ("None", "s")


@pytest.mark.parametrize("runs", [torch.ones(3), torch.ones(0, 3), torch.ones(1, 1, 3)])
def test_runs_are_rows(ax, runs):
    with pytest.raises(ValueError, match=r"^runs must have shape \(N, 3\) with N > 0, got "):
        plotting.bands(ax, torch.arange(3), runs)


@pytest.mark.parametrize("axis", [torch.ones(1), torch.ones(2, 2)])
def test_axes_of_a_map_have_two_places_or_more(ax, axis):
    with pytest.raises(ValueError, match=r"^beta must have shape \(n,\) with n > 1, got "):
        plotting.radius_map(ax, axis, torch.ones(3), torch.ones(2, 3))


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_axes_side_by_side_have_letters(columns):
    """Of figures of the size that all pages are laid out for."""
    fig, _ = plotting.figure(columns=columns)
    assert fig.get_size_inches().tolist() == [6.0, 3.6]
    titles = [axes.get_title(loc="left") for axes in fig.axes]
    letters = [rf"$\mathbf{{{letter}}}$" for letter in "abc"]
    assert titles == (letters[:columns] if columns > 1 else [""])
    plt.close(fig)


def test_what_lies_behind_the_curves_is_fine(ax, trace):
    """Level lines are thinner than a path, a band has no edge."""
    lines = plotting.contours(ax, RAVINE, (-5, 5), (-3, 3))
    assert {*lines.get_linewidths()} == {0.8}
    plotting.bands(ax, torch.arange(3), torch.ones(2, 3))
    assert ax.collections[-1].get_linewidth() == [0]


def test_coordinates_darken_from_the_last_to_the_first(ax):
    """From a yellow that can be seen on white to the blue where the colours begin."""
    plotting.decays(ax, torch.ones(2, 3), ["$x_1$", "$x_2$", "$x_3$"])
    shades = mpl.colormaps["viridis"]([0, 0.44, 0.88])
    assert [line.get_color() for line in ax.lines] == [pytest.approx(shade) for shade in shades]
    assert {line.get_linewidth() for line in ax.lines} == {1.4}


def test_levels_of_the_spectral_radius_are_tenths(ax):
    beta, h = torch.linspace(0, 0.9, 4), torch.linspace(0.1, 4, 5)
    drawn = plotting.radius_map(ax, beta, h, spectral_radius(beta[:, None], h))
    assert drawn.levels == pytest.approx([k / 10 for k in range(11)])


@pytest.mark.parametrize("name", ["x1", "x2"])
def test_the_ends_of_a_picture_increase(ax, name):
    ends = {"x1": (-5, 5), "x2": (-3, 3)} | {name: (1, 1)}
    with pytest.raises(ValueError, match=rf"^{name} must "):
        plotting.contours(ax, RAVINE, **ends)
