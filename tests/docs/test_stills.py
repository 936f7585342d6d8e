"""Still figures: made small once, shown in two suits and two layouts, and saved as files."""

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import stills
from docutils import nodes
from docutils.utils import new_document
from sphinx.errors import ExtensionError
from stills import FOOTER, Stills, dark, darken, offer, png, size, slim, still, visit_still

FIGURE = "a/images/sphx_glr_plot_weights_001.svg"
ROOM = 'width="120" height="81"'


def shown(uri: str, *classes: str) -> tuple[nodes.paragraph, nodes.image]:
    """Return a paragraph with a foreign picture and one from this address, after the transform."""
    image = nodes.image(uri=uri, alt="A < B", classes=list(classes))
    paragraph = nodes.paragraph("", "", nodes.image(uri="logo.svg", alt=""), image)
    document = new_document("page")
    document += paragraph
    Stills(document).apply()
    return paragraph, image


def test_a_figure_brings_its_layout_for_telephones() -> None:
    """With the same text; a picture that the gallery has not drawn stays as it is."""
    paragraph, image = shown(FIGURE)
    foreign, wrapped = paragraph.children
    assert isinstance(foreign, nodes.image) and isinstance(wrapped, still)
    first, second = wrapped.children
    assert first is image and image["uri"] == FIGURE
    assert second.attributes["uri"] == "a/images/sphx_glr_plot_weights_001_narrow.svg"
    assert second.attributes["alt"] == "A < B"


@pytest.mark.parametrize(
    ("uri", "classes", "shows"),
    [
        (FIGURE, ["sd-card-img-top"], "a/images/thumb/sphx_glr_plot_weights_thumb.svg"),
        (FIGURE.split("/")[-1], ["sd-card-img-top"], "thumb/sphx_glr_plot_weights_thumb.svg"),
        ("thumb/sphx_glr_plot_a_thumb.svg", [], "thumb/sphx_glr_plot_a_thumb.svg"),
    ],
)
def test_a_card_shows_a_thumbnail(uri: str, classes: list[str], shows: str) -> None:
    """The small file, which has one layout for all screens."""
    paragraph, image = shown(uri, *classes)
    assert paragraph[1].children == [image]
    assert image["uri"] == shows


def test_the_png_lies_beside_the_figure() -> None:
    """Under a name of its own."""
    assert png("a/plot_001.svg") == "a/plot_001_light.png"


SMALL = """import sys
from pathlib import Path
for name in sys.argv[1:]:
    if "bad" in name:
        sys.exit(f"cannot read {Path(name).name}")
    Path(name).write_text('<svg id="dark">')
"""


@pytest.fixture
def drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let a script of Python make figures small, and return the folder of a gallery."""
    (tmp_path / "_ext").mkdir()
    (tmp_path / "_ext" / "stills.mjs").write_text(SMALL)
    monkeypatch.setattr(stills, "DOCS", tmp_path)
    monkeypatch.setattr(stills, "NODE", Path(sys.executable))
    monkeypatch.setattr(stills, "install", lambda: None)
    (tmp_path / "gallery" / "a").mkdir(parents=True)
    return tmp_path / "gallery" / "a"


def test_figures_are_made_small_once(drawn: Path, tmp_path: Path) -> None:
    """Those that are small already and other pictures stay as they are."""
    small = '<svg id="dark"><path d="M1 1"/>'
    for name, text in (("sphx_glr_a.svg", "<svg>"), ("sphx_glr_b.svg", small), ("c.svg", "<svg>")):
        (drawn / name).write_text(text)
    slim(SimpleNamespace(srcdir=tmp_path))
    assert [path.read_text() for path in sorted(drawn.iterdir())] == [
        "<svg>", '<svg id="dark">', small,
    ]  # fmt: skip


def test_where_all_are_small_node_is_not_asked(
    drawn: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that such a build needs no packages."""
    monkeypatch.delattr(stills, "install")
    (drawn / "sphx_glr_a.svg").write_text('<svg id="dark">')
    slim(SimpleNamespace(srcdir=tmp_path))


def test_a_figure_that_cannot_be_made_small_fails_the_build(drawn: Path, tmp_path: Path) -> None:
    """With what the script says of it."""
    (drawn / "sphx_glr_bad.svg").write_text("<svg>")
    with pytest.raises(ExtensionError, match=r"made small:\ncannot read sphx_glr_bad\.svg"):
        slim(SimpleNamespace(srcdir=tmp_path))


def figures(folder: Path) -> None:
    """Write a figure in both layouts, with sizes that end in fractions."""
    for name, width in ((FIGURE, 120.4), (FIGURE.replace(".svg", "_narrow.svg"), 60)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f'<svg id="dark" width="{width}" height="80.6">', "utf-8")


def test_the_size_of_a_figure_is_read_once(tmp_path: Path) -> None:
    """In whole pixels; a figure on many pages is opened for the first."""
    figures(tmp_path)
    assert size(tmp_path / FIGURE) == ROOM
    (tmp_path / FIGURE).unlink()
    assert size(tmp_path / FIGURE) == ROOM


def test_a_figure_without_a_size_fails_the_build(tmp_path: Path) -> None:
    """A page could not keep room for it."""
    (tmp_path / "a.svg").write_text("<svg>")
    with pytest.raises(ExtensionError, match=r"a\.svg does not say how large it is"):
        size(tmp_path / "a.svg")


def written(folder: Path, image: nodes.image, *others: nodes.image) -> str:
    """Return what a page shows for a figure."""
    figures(folder)
    images = {FIGURE: "plot1.svg"}
    builder = SimpleNamespace(app=SimpleNamespace(srcdir=folder), images=images, imgpath="../_i")
    translator = SimpleNamespace(builder=builder, body=[])
    with pytest.raises(nodes.SkipNode):
        visit_still(translator, still("", image, *others))
    return "".join(translator.body)


def test_a_page_shows_a_figure_in_two_suits_and_layouts(tmp_path: Path) -> None:
    """Under the name that the builder gave its file, each with its room, and loaded when it is near."""
    image = nodes.image(uri=FIGURE, alt='A < "B"', classes=["one", "two"])
    other = nodes.image(uri=FIGURE.replace(".svg", "_narrow.svg"), alt="")
    light = (
        '<picture class="still only-light"><source media="screen and (width < 43em)"'
        ' srcset="../_i/sphx_glr_plot_weights_001_narrow.svg" width="60" height="81">'
        '<img class="one two" src="../_i/plot1.svg" alt="A &lt; &quot;B&quot;"'
        f' {ROOM} loading="lazy"></picture>'
    )
    night = light.replace("only-light", "only-dark").replace('.svg"', '.svg#dark"')
    assert written(tmp_path, image, other) == light + night


def test_a_thumbnail_has_one_layout(tmp_path: Path) -> None:
    """And no names of classes where it has none; nor a text, which the card says."""
    done = written(tmp_path, nodes.image(uri=FIGURE))
    assert "<source" not in done
    assert done.count(f'<img src="../_i/plot1.svg" alt="" {ROOM}') == 1
    assert done.count(f'<img src="../_i/plot1.svg#dark" alt="" {ROOM}') == 1


PAGE = (
    '<picture class="still only-light"><source srcset="x.svg"><img src="_i/plot_001.svg"></picture>'
    '<picture class="still only-dark"><img class="a" src="_i/plot_001.svg#dark"></picture>'
    f'<div class="{FOOTER} docutils"><p>Python</p></div></section>'
)


def offered(edition: str, body: str, doctree: nodes.document | None) -> str:
    """Return the body of a page with what it offers for saving."""
    context: dict[str, Any] = {"body": body}
    offer(SimpleNamespace(tags={edition}), "a", "page.html", context, doctree)
    return str(context["body"])


@pytest.mark.parametrize(
    ("edition", "light", "night"),
    [
        ("en", "Picture, light (SVG)", "Picture, dark (SVG)"),
        ("zh", "图片，浅色（SVG）", "图片，深色（SVG）"),
        (
            "both",
            "Picture, light (SVG) ｜ 图片，浅色（SVG）",
            "Picture, dark (SVG) ｜ 图片，深色（SVG）",
        ),
    ],
)
def test_a_script_offers_its_figures(edition: str, light: str, night: str) -> None:
    """In the light and in the dark, in the words of the edition, below the other downloads."""
    links = (
        f'<p class="pictures"><a href="_i/plot_001.svg" download>{light}</a>'
        f' · <a href="_i/plot_001_dark.svg" download>{night}</a></p>'
    )
    done = offered(edition, PAGE, new_document("a"))
    assert done == PAGE.replace("</div></section>", links + "\n</div></section>")


@pytest.mark.parametrize(
    ("body", "doctree"), [(PAGE, None), (PAGE.replace(FOOTER, "footer"), new_document("a"))]
)
def test_other_pages_offer_no_pictures(body: str, doctree: nodes.document | None) -> None:
    """Neither a page that only shows one, nor one that Sphinx makes by itself."""
    assert offered("en", body, doctree) == body


SVG = '<svg id="dark"><style>:target{fill:#eee}</style><g/><style>a{}</style></svg>'


def test_a_dark_figure_has_one_ground() -> None:
    """It is dark whatever names it; the ground lies below all that is drawn."""
    done = dark(SVG)
    assert done.startswith('<svg id="dark"><style>:root{fill:#eee}</style><path fill="#131416"')
    assert done.endswith('"/><g/><style>a{}</style></svg>')


@pytest.mark.parametrize(
    ("fault", "kind", "made"),
    [(None, "html", True), (ValueError(), "html", False), (None, "latex", False)],
)
def test_figures_are_also_written_dark(
    tmp_path: Path, fault: Exception | None, kind: str, made: bool
) -> None:
    """Beside each that a script draws, but not for telephones; only in a site that is whole."""
    folder = tmp_path / "_images"
    folder.mkdir()
    for name in ("sphx_glr_a_001.svg", "sphx_glr_a_001_narrow.svg", "logo_001.svg"):
        (folder / name).write_text(SVG)
    darken(SimpleNamespace(outdir=tmp_path, builder=SimpleNamespace(format=kind)), fault)
    assert len([*folder.iterdir()]) == 3 + made
    if made:
        assert (folder / "sphx_glr_a_001_dark.svg").read_text("utf-8") == dark(SVG)
