"""One style sheet, which holds those of all packages and names no file that is not there."""

import re
import sys
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import fonts
import pytest
import styles
from books import EDITIONS, Book
from fontTools.ttLib import TTFont
from katex import render
from node import install
from sphinx.errors import ExtensionError
from styles import BUNDLE, FURO, SLOW, add, bundle, calm, imports, link


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


def test_a_class_of_the_root_styles_nothing_else(book: Book) -> None:
    """Furo has rules that depend on every class, and so make each change of one dear: they are gone."""
    assert SLOW in FURO.read_text("utf-8")
    assert SLOW not in (book.path("en") / "_static" / BUNDLE).read_text("utf-8")
    with pytest.raises(ExtensionError, match=r"dl\[class\]"):
        calm("dl:not(.simple) dd {}")


# -- Without a book


def test_a_change_of_a_class_is_cheap() -> None:
    """The rules of Furo that depend on every class of a list now speak of every list."""
    assert calm("dl[class]:not(.simple) dd {} a[class] {}") == "dl:not(.simple) dd {} a[class] {}"
    assert SLOW not in calm(FURO.read_text("utf-8"))


def test_what_the_list_of_sheets_names() -> None:
    """Those of the packages and ours, in the order in which they are bundled."""
    found = imports()
    assert found[:2] == ["momentum-generated/pygments.css", "momentum-generated/furo.css"]
    assert found.index("myst_nb/static/mystnb.css") < found.index("./type.css")


def test_a_page_is_left_one_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that a package begins to add is reported; the known may have a hash, some are not wanted."""
    said: list[str] = []
    monkeypatch.setattr(styles.logger, "warning", lambda text, *args, **_: said.append(text % args))
    names = ["new.css", BUNDLE, "furo.css", "mystnb.8ecb98da.css", "sg_gallery-binder.css"]
    sheets = [SimpleNamespace(filename=f"_static/{name}") for name in names]
    context: dict[str, Any] = {"css_files": sheets}
    link(SimpleNamespace(), "page", "page.html", context, None)
    assert said == ["new.css is not in docs/styles/book.css"]
    assert context["css_files"] is sheets
    assert [sheet.filename for sheet in sheets] == [f"_static/{BUNDLE}"]


def added(folder: Path, monkeypatch: pytest.MonkeyPatch, edition: str, kind: str) -> list[Any]:
    """Let an edition add its sheet, and return what it has asked for: a bundle, and a link to it."""
    asked: list[Any] = []

    def kept(name: str, make: partial[None], *texts: str) -> Path:
        asked.append((name, make.args[0], sorted(make.args[1]), {*texts}))
        (folder / "kept" / "fonts").mkdir(parents=True)
        (folder / "kept" / BUNDLE).write_text("a{}")
        return folder / "kept"

    monkeypatch.setattr(styles, "kept", kept)
    furo = SimpleNamespace(get_pygments_stylesheet=lambda: ".k{}")
    monkeypatch.setattr(styles, "furo", furo)
    (folder / "out" / "_static" / "fonts").mkdir(parents=True)
    builder = SimpleNamespace(format=kind)
    add(
        SimpleNamespace(
            builder=builder, tags={edition}, outdir=folder / "out", add_css_file=asked.append
        )
    )
    return asked


@pytest.mark.parametrize(
    ("edition", "sheet"), [("en", "book.css"), ("zh", "book.css"), ("both", "both.css")]
)
def test_an_edition_adds_its_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edition: str, sheet: str
) -> None:
    """It lies beside what is there; it is made anew when a package changes what it brings."""
    (name, source, made_here, texts), linked = added(tmp_path, monkeypatch, edition, "html")
    assert (name, source, linked) == (f"styles-{sheet}", sheet, "book.css")
    assert made_here == ["furo.css", "pygments.css"]
    assert (tmp_path / "out" / "_static" / BUNDLE).read_text() == "a{}"
    packages = FURO.parents[5]
    brought = ("sphinx_design/static/sphinx-design.min.css", "myst_nb/static/mystnb.css")
    assert texts > {".k{}", *((packages / name).read_text("utf-8") for name in brought)}


def test_what_is_no_site_has_no_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A book on paper has a look of its own."""
    assert not added(tmp_path, monkeypatch, "en", "latex")


ESBUILD = r"""import os, sys
from pathlib import Path
made, packages = map(Path, os.environ["NODE_PATH"].split(os.pathsep))
assert (packages / "furo").is_dir()
sheets = {path.name: path for path in (made / "momentum-generated").iterdir()}
if "bad.css" in sheets:
    sys.exit("bad.css: what is this?")
assert [path.name for path in sheets.pop("fonts").iterdir()] == ["Cut_Main.woff2"]
(out,) = [one for one in sys.argv if one.startswith("--outfile=")]
told = "".join(f"{name}: {path.read_text()}\n" for name, path in sorted(sheets.items()))
Path(out.split("=")[1]).write_text(f"{Path(sys.argv[1]).parts[-3:]}\n{told}")
"""
KATEX = (
    'src:url(fonts/KaTeX_Main.woff2) format("woff2"),'
    'url(fonts/KaTeX_Main.woff) format("woff"),url(fonts/KaTeX_Main.ttf) format("truetype")'
)


@pytest.fixture
def bundler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let a script of Python bundle sheets, with a KaTeX of one font; return an empty folder."""
    for path, text in (("esbuild/bin/esbuild", ESBUILD), ("katex/dist/katex.min.css", KATEX)):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text(text, "utf-8")
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "Cut_Main.woff2").touch()
    monkeypatch.setattr(styles, "NODE", Path(sys.executable))
    monkeypatch.setattr(styles, "install", lambda: tmp_path)
    monkeypatch.setattr(fonts, "folder", lambda: tmp_path / "fonts")
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def test_the_bundler_finds_all_sheets(bundler: Path) -> None:
    """What was made for it, and the packages; KaTeX names our fonts, and each once."""
    bundle("both.css", {"furo.css": "a{}", "pygments.css": "b{}"}, bundler)
    assert (bundler / BUNDLE).read_text("utf-8").splitlines() == [
        "('docs', 'styles', 'both.css')",
        "furo.css: a{}",
        'katex.css: src:url(fonts/Cut_Main.woff2) format("woff2")',
        "pygments.css: b{}",
    ]


def test_sheets_that_do_not_bundle_fail_the_build(bundler: Path) -> None:
    """With what the bundler says of them."""
    with pytest.raises(ExtensionError, match=r"do not bundle:\nbad\.css: what is this\?"):
        bundle("book.css", {"bad.css": ""}, bundler)
