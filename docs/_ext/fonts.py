"""KaTeX's fonts with the characters that our formulas use: half the bytes of a first visit.

A formula with a character that was cut away is a warning, which says where to add it. The licence
(OFL) reserves the names of the fonts for the whole ones, so ours have others.
"""

from __future__ import annotations

import functools
import logging
import re
from pathlib import Path

from fontTools import subset
from kept import kept
from node import install

logging.getLogger("fontTools").setLevel(logging.WARNING)  # it tells all that it cuts away
ASCII = "".join(map(chr, range(0x20, 0x7F)))
GREEK = "ΔΛΣΦΩαβγδεζηθκλμνξπρστφχψωϵ"
SIGNS = "\xa0¨±×ˉ˙…′ℓ←→↦∂∇∈∏∑∫−∓∗√∝∞∣∥∼≈≠≤≥≪≫≻⪯⪰⊗⊤⋅⋆⋯⌊⌋⎧⎨⎩⟨⟩\ue020"
GLYPHS = ASCII + GREEK + SIGNS
WHOLE, OURS = "KaTeX_", "Cut_"  # how names of fonts and of their files begin
NAMES = (1, 3, 4, 6)  # family, identifier, full name, PostScript name
SPOKEN = re.compile(r"<math.*?</math>", re.S)
TEXT = re.compile(r">([^<]+)<")


@functools.cache
def folder() -> Path:
    """Return the folder with the cut fonts."""
    return kept("fonts", make)


def make(out: Path) -> None:
    """Cut all fonts, and write beside them which characters they lost."""
    source = install() / "katex" / "dist" / "fonts"
    lost = (cut(font, out) for font in sorted(source.glob("*.woff2")))
    (out / "cut.txt").write_text("".join(sorted(set().union(*lost))), "utf-8")


def cut(font: Path, out: Path) -> set[str]:
    """Write a font with the glyphs of ``GLYPHS``, and return the characters that it lost."""
    options = subset.Options(flavor="woff2", hinting=False, notdef_outline=True)
    options.layout_features, options.bidi_closure = ["*"], False
    with subset.load_font(str(font), options) as face:
        known = {chr(code) for code in face.getBestCmap()}
        cutter = subset.Subsetter(options)
        cutter.populate(text=GLYPHS)
        cutter.subset(face)
        for record in face["name"].names:
            if record.nameID in NAMES:
                record.string = str(record).replace(WHOLE, OURS)
        subset.save_font(face, str(out / font.name.replace(WHOLE, OURS)), options)
    return known - set(GLYPHS)


@functools.cache
def lost() -> frozenset[str]:
    """Return the characters that KaTeX has and the site has not."""
    return frozenset((folder() / "cut.txt").read_text("utf-8"))


def missing(html: str) -> frozenset[str]:
    """Return the characters of a formula that would be shown in another font."""
    return lost().intersection("".join(TEXT.findall(SPOKEN.sub("", html))))
