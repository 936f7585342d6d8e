"""One style sheet, which holds those of all packages and names no file that is not there."""

import re

import fonts
import pytest
from books import EDITIONS, Book
from fontTools.ttLib import TTFont
from katex import render
from node import install
from sphinx.errors import ExtensionError
from styles import BUNDLE, FURO, SLOW, calm, known


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_page_links_one_sheet(book: Book, edition: str) -> None:
    """Whatever packages add, a page asks for one sheet, under a name that changes with it."""
    (sheet,) = book.page(edition, "chapter").select("link[rel=stylesheet]")
    assert re.fullmatch(rf"_static/{BUNDLE}\?v=\w+", str(sheet["href"]))


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_sheet_holds_all_duties(book: Book, edition: str) -> None:
    """Furo, KaTeX, highlighted code and our own are in; what pairs languages only in both."""
    css = (book.path(edition) / "_static" / BUNDLE).read_text("utf-8")
    for part in (
        ".sidebar-drawer",
        ".katex",
        ".highlight .k",
        ".sd-tab-set",
        ".editions",
        ".stage",
        "text-wrap:pretty",
        "text-spacing-trim:trim-start",
    ):
        assert part in css, part
    assert (".pair" in css) == (edition == "both")
    assert "@import" not in css


def test_fonts(book: Book) -> None:
    """The site carries the woff2 fonts that the sheet names, and no others."""
    static = book.path("en") / "_static"
    css = (static / BUNDLE).read_text("utf-8")
    fonts = set(re.findall(r"url\(\"?([^)\"]+\.woff2?|[^)\"]+\.ttf)\"?\)", css))
    assert fonts == {f"./fonts/{path.name}" for path in (static / "fonts").iterdir()}
    assert all(font.endswith(".woff2") for font in fonts)


@pytest.mark.parametrize("name", ["Main-Regular", "Math-Italic", "Main-Bold"])
def test_fonts_are_small_and_hold_what_formulas_show(name: str) -> None:
    """A cut font is smaller, and draws every character that it keeps as wide as before."""
    old = install() / "katex" / "dist" / "fonts" / f"KaTeX_{name}.woff2"
    new = fonts.folder() / f"Cut_{name}.woff2"
    assert new.stat().st_size < 0.75 * old.stat().st_size
    with TTFont(old) as whole, TTFont(new) as kept:
        wanted = {code for code in whole.getBestCmap() if chr(code) in fonts.GLYPHS}
        assert wanted == set(kept.getBestCmap())
        assert "KaTeX_" not in "".join(str(kept["name"].getName(n, 3, 1)) for n in (1, 4, 6))
        for code in wanted:
            widths = [font["hmtx"][font.getBestCmap()[code]][0] for font in (whole, kept)]
            assert widths[0] == widths[1], chr(code)


@pytest.mark.parametrize(("tex", "gone"), [(r"\mathbf{Q}\beta \le 1", ""), (r"\circledS", "Ⓢ")])
def test_a_formula_that_wants_another_character_is_noticed(tex: str, gone: str) -> None:
    """What the fonts have lost must not be used."""
    assert fonts.missing(render(tex, display=False, macros={})["html"]) == set(gone)


def test_a_sheet_that_the_bundle_does_not_know_is_reported(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A package that starts to add a sheet is noticed; the pages above were built without."""
    from types import SimpleNamespace

    import styles

    said: list[str] = []
    monkeypatch.setattr(styles.logger, "warning", lambda text, *args, **_: said.append(text % args))
    sheets = [SimpleNamespace(filename=f"_static/{name}") for name in ("new.css", BUNDLE, *known())]
    styles.link(None, "page", "page.html", {"css_files": sheets}, None)  # type: ignore[arg-type]
    assert said == ["new.css is not in docs/styles/book.css"]
    assert [sheet.filename for sheet in sheets] == [f"_static/{BUNDLE}"]


def test_a_class_of_the_root_styles_nothing_else(book: Book) -> None:
    """Furo has rules that depend on every class, and so make each change of one dear: they are gone."""
    assert SLOW in FURO.read_text("utf-8")
    assert SLOW not in (book.path("en") / "_static" / BUNDLE).read_text("utf-8")
    with pytest.raises(ExtensionError, match=r"dl\[class\]"):
        calm("dl:not(.simple) dd {}")
