"""KaTeX's fonts, cut down: what is kept, what is lost, and how they are called."""

from collections.abc import Iterator
from pathlib import Path

import fonts
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables.ttProgram import Program

NAMES = ("copyright", "familyName", "styleName", "uniqueFontIdentifier", "fullName")
NAMES += ("version", "psName", "trademark")


def draw(path: Path, signs: str) -> None:
    """Write a font with a box for each sign, with hints, and with KaTeX in all its names."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for corner in ((0, 500), (500, 500), (500, 0)):
        pen.lineTo(corner)
    pen.closePath()
    font, order = FontBuilder(1000), [".notdef", *(f"sign{ord(one)}" for one in signs)]
    font.setupGlyphOrder(order)
    font.setupCharacterMap({ord(one): f"sign{ord(one)}" for one in signs})
    font.setupGlyf(dict.fromkeys(order, pen.glyph()))
    font.setupHorizontalMetrics(dict.fromkeys(order, (500, 0)))
    font.setupHorizontalHeader()
    font.setupNameTable({name: f"KaTeX_Main {name}" for name in NAMES})
    font.setupOS2()
    font.setupPost()
    font.font["prep"] = newTable("prep")
    font.font["prep"].program = Program()
    font.font["prep"].program.fromBytecode(b"\xb0\x00")
    font.font.flavor = "woff2"
    path.parent.mkdir(parents=True, exist_ok=True)
    font.save(path)


def test_a_font_keeps_what_formulas_show(tmp_path: Path) -> None:
    """Letters and signs of a keyboard, no control characters, and no mirror image of a sign."""
    draw(tmp_path / "KaTeX_Main.woff2", "\x1f ~\x7fAβ∈∋Ⓢ")
    assert fonts.cut(tmp_path / "KaTeX_Main.woff2", tmp_path) == set("\x1f\x7f∋Ⓢ")
    with TTFont(tmp_path / "Cut_Main.woff2") as font:
        assert {chr(code) for code in font.getBestCmap()} == set(" ~Aβ∈")
        assert font["glyf"][".notdef"].numberOfContours == 1, "what is missing shows as a box"
        assert "prep" not in font, "hints are bytes for nothing"


def test_a_cut_font_has_another_name(tmp_path: Path) -> None:
    """Wherever it is called by one; who holds the copyright, and the version, stay as they are."""
    draw(tmp_path / "KaTeX_Main.woff2", "A")
    fonts.cut(tmp_path / "KaTeX_Main.woff2", tmp_path)
    with TTFont(tmp_path / "Cut_Main.woff2") as font:
        names = {str(record).split()[1]: str(record).split()[0] for record in font["name"].names}
    ours = {"familyName", "uniqueFontIdentifier", "fullName", "psName"}
    assert {name for name, begins in names.items() if begins == "Cut_Main"} == ours
    assert {name for name, begins in names.items() if begins == "KaTeX_Main"} >= {
        "copyright",
        "styleName",
        "version",
    }


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Make the fonts out of two little ones, and return what was asked for."""
    asked = []

    def keep(name: str, make: object) -> Path:
        asked.append(name)
        (out := tmp_path / "out").mkdir(exist_ok=True)
        fonts.make(out)
        return out

    for name, signs in {"Main": "Aⓢ", "Math": "AⓈⒶ"}.items():
        draw(tmp_path / "katex" / "dist" / "fonts" / f"KaTeX_{name}.woff2", signs)
    monkeypatch.setattr(fonts, "install", lambda: tmp_path)
    monkeypatch.setattr(fonts, "kept", keep)
    fonts.folder.cache_clear()
    fonts.lost.cache_clear()
    yield asked
    fonts.folder.cache_clear()
    fonts.lost.cache_clear()


def test_all_fonts_are_cut(kept: list[str]) -> None:
    """And what they lost is written beside them, in one order; that is looked for once."""
    assert sorted(path.name for path in fonts.folder().iterdir()) == [
        "Cut_Main.woff2",
        "Cut_Math.woff2",
        "cut.txt",
    ]
    assert (fonts.folder() / "cut.txt").read_text("utf-8") == "ⒶⓈⓢ"
    assert fonts.lost() is fonts.lost() and kept == ["fonts"]


@pytest.mark.parametrize(
    ("html", "gone"),
    [
        ("<i>xⓈ</i><math><mi>ⓢ</mi></math><i>ⒶB</i>", "ⓈⒶ"),
        ('<i title="Ⓢ">x</i>', ""),
        ("<math><mi>\nⓢ</mi></math><i>x</i>", ""),
    ],
)
@pytest.mark.usefixtures("kept")
def test_signs_that_are_drawn_without_a_glyph_are_missing(html: str, gone: str) -> None:
    """Not those in attributes, nor in MathML, which is for the ear."""
    assert fonts.missing(html) == set(gone)
