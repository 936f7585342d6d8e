"""What a script of the gallery leaves behind, and the furniture that is put around it."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes
from docutils.utils import new_document
from editions import Editions
from gallery_svg import Furniture, raster, reset, scraper, setup
from PIL import Image
from sphinx import addnodes
from sphinx.errors import ExtensionError
from stills import slim

ALT = '# sphinx_gallery_alt = "Line ｜ 直线"\n'


@pytest.fixture
def plt() -> Iterator[Any]:
    """Draw as a script of the gallery does, and leave no figure behind."""
    reset({}, "plot_a.py")
    from matplotlib import pyplot

    yield pyplot
    pyplot.close("all")


def scrape(folder: Path, content: str) -> str:
    """Return what a block shows whose figures are saved in a folder."""
    (folder / "a").mkdir(exist_ok=True)
    variables = {"image_path_iterator": iter([f"{folder}/a/plot_001.png"]), "src_file": "plot_a.py"}
    block = SimpleNamespace(content=f"x = 1\n{content}", lineno=7)
    return scraper(block, variables, {"src_dir": str(folder)})


def test_a_block_leaves_its_figure(tmp_path: Path, plt: Any) -> None:
    """In two layouts without a ground or a date, and as PNG; on the page with its text, and closed."""
    plt.subplots(figsize=(3, 1))
    said = scrape(tmp_path, ALT)
    assert said.split("\n") == [
        "",
        ".. image:: /a/plot_001.svg",
        "   :alt: Line ｜ 直线",
        "   :class: sphx-glr-single-img",
        "",
        "",
    ]
    assert not plt.get_fignums()
    wide, narrow = (tmp_path / "a" / f"plot_001{name}.svg" for name in ("", "_narrow"))
    assert (tmp_path / "a" / "plot_001_light.png").is_file()
    for file, width in ((wide, 3), (narrow, 4)):
        svg = file.read_text("utf-8")
        assert f'width="{72 * width}pt"' in svg
        assert "<dc:date>" not in svg
        assert "#ffffff" not in svg


@pytest.mark.parametrize(("content", "figures"), [("", 1), (ALT.replace(" ｜", ""), 1), (ALT, 2)])
def test_a_figure_without_its_text_fails_the_build(
    tmp_path: Path, plt: Any, content: str, figures: int
) -> None:
    """None, one in a single language, or one for two figures; the fault says where."""
    for _ in range(figures):
        plt.figure()
    with pytest.raises(ExtensionError, match=r"^plot_a\.py:7: .* says # sphinx_gallery_alt = "):
        scrape(tmp_path, content)


def test_a_block_that_draws_nothing_shows_nothing(tmp_path: Path, plt: Any) -> None:
    """And needs no text."""
    assert scrape(tmp_path, "") == ""
    assert not [*(tmp_path / "a").iterdir()]


def test_a_png_is_sharp_and_on_white(tmp_path: Path, plt: Any) -> None:
    """With 192 dots in an inch, and as many colours as go into a byte."""
    figure = plt.figure(figsize=(1, 0.5), facecolor="black")
    shades = [[(x / 40, y / 40, x * y / 1600) for x in range(40)] for y in range(40)]
    figure.add_axes((0.1, 0, 0.9, 1)).imshow(shades, aspect="auto")
    figure.axes[0].set_axis_off()
    raster(figure, str(tmp_path / "a.png"))
    image = Image.open(tmp_path / "a.png")
    assert image.size == (192, 96)
    assert image.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
    assert len(image.getcolors()) == 256


def test_a_png_has_no_bytes_to_spare(tmp_path: Path, plt: Any) -> None:
    """What knows how to make it smaller does not."""
    figure = plt.figure(figsize=(1, 0.5))
    figure.add_axes((0.1, 0, 0.9, 1)).plot([0, 1, 0])
    raster(figure, str(tmp_path / "a.png"))
    Image.open(tmp_path / "a.png").save(tmp_path / "b.png", optimize=True)
    first, second = ((tmp_path / name).stat().st_size for name in ("a.png", "b.png"))
    assert first <= second


def test_a_script_begins_with_matplotlib_as_it_comes() -> None:
    """Whatever the one before has set; two of them give what they draw the same names."""
    import matplotlib

    matplotlib.rcParams["lines.linewidth"] = 7
    reset({}, "plot_a.py")
    assert matplotlib.rcParams["lines.linewidth"] == 1.5
    assert matplotlib.rcParams["svg.hashsalt"] == "momentum"
    assert matplotlib.get_backend().lower() == "agg"


def furnished(*blocks: nodes.Node) -> nodes.document:
    """Return a page of these blocks as readers find it."""
    page = new_document("page")
    page += blocks
    Furniture(page).apply()
    return page


def download(kind: str, name: str) -> nodes.container:
    """Return the link to a file as sphinx-gallery writes it."""
    link = addnodes.download_reference("", "", nodes.literal("", "Download"), reftarget=name)
    return nodes.container("", nodes.paragraph("", "", link), classes=["docutils", kind])


def test_downloads_are_offered_in_both_languages() -> None:
    """The script and the notebook; not both once more as an archive, nor a note on it."""
    page = furnished(
        nodes.container("", classes=["sphx-glr-download-link-note"]),
        download("sphx-glr-download-python", "plot_a.py"),
        download("sphx-glr-download-zip", "plot_a.zip"),
        download("sphx-glr-download-jupyter", "plot_a.ipynb"),
        download("other", "data.csv"),
    )
    links = list(page.findall(addnodes.download_reference))
    assert [link.astext() for link in links] == [
        "Download the Python script plot_a.py ｜ 下载 Python 脚本 plot_a.py",
        "Download the Jupyter notebook plot_a.ipynb ｜ 下载 Jupyter 笔记本 plot_a.ipynb",
        "Download",
    ]
    assert [link[0]["classes"] for link in links] == [["xref", "download"]] * 2 + [[]]
    assert len(page) == 3


def test_cards_have_no_tooltip_and_no_empty_list_of_tags() -> None:
    """Other markup, and what looks like it in a text, stay."""
    card = '<div class="sphx-glr-thumbcontainer" tooltip="The raw `words`">'
    tags = "<div id='sg-tag-list' class='sphx-glr-tag-list'></div>"
    text = 'a tooltip="b"'
    page = furnished(
        nodes.raw("", f"{card}{tags}<b>1</b>", format="html"), nodes.paragraph("", text)
    )
    assert page[0].astext() == '<div class="sphx-glr-thumbcontainer"><b>1</b>'
    assert page[1].astext() == text


def test_furniture_is_bilingual_before_editions_part() -> None:
    """Each of them then takes its side."""
    assert Furniture.default_priority < Editions.default_priority


@pytest.mark.parametrize("draws", [True, False])
def test_only_the_build_that_draws_makes_figures_small(draws: bool) -> None:
    """When it has drawn."""
    called: list[Any] = []
    app = SimpleNamespace(
        add_transform=called.append,
        connect=lambda event, handler, priority: called.append((event, handler)),
        tags=SimpleNamespace(has=lambda tag: draws and tag == "gallery"),
    )
    setup(app)
    assert called == [Furniture, ("builder-inited", slim)][: 1 + draws]
