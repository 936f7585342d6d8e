"""Formulas as MathML Core, which is what browsers and readers of e-books know.

KaTeX's MathML says `mathvariant="bold"`, which Core ignores: a vector would look like a scalar. Letters of Unicode
that are bold in themselves take its place. Columns are aligned by style, for the same reason.
"""

from __future__ import annotations

import unicodedata
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any

from lxml import etree

from .markup import MATHML, element
from .parting import RELATION, SCRIPTS, SUM, inside, length, pieces

if TYPE_CHECKING:
    from .book import Math

STYLES = {
    "bold": "MATHEMATICAL BOLD", "italic": "MATHEMATICAL ITALIC", "script": "MATHEMATICAL SCRIPT",
    "bold-italic": "MATHEMATICAL BOLD ITALIC", "double-struck": "MATHEMATICAL DOUBLE-STRUCK",
    "fraktur": "MATHEMATICAL FRAKTUR", "sans-serif": "MATHEMATICAL SANS-SERIF",
    "monospace": "MATHEMATICAL MONOSPACE",
}  # fmt: skip
# Letters that Unicode had before it had alphabets of them.
EARLIER = {"MATHEMATICAL SCRIPT": "SCRIPT", "MATHEMATICAL DOUBLE-STRUCK": "DOUBLE-STRUCK"}
EARLIER |= {"MATHEMATICAL FRAKTUR": "BLACK-LETTER"}
WORDS = (" LETTER", "LATIN ", "GREEK ")
LAYOUT = {"columnalign", "columnspacing", "rowspacing"}  # of tables, ignored by Core


def styled(letter: str, style: str) -> str:
    """Return a letter or digit in a style; signs have none and stay."""
    if not letter.isalnum():
        return letter
    name = unicodedata.name(letter)
    for word in WORDS:
        name = name.replace(word, "")
    for words in filter(None, (STYLES[style], EARLIER.get(STYLES[style]))):
        try:
            return unicodedata.lookup(f"{words} {name}")
        except KeyError:
            continue
    raise ValueError(f"no {style} {letter!r} in Unicode: the formula would lose its meaning")


def mathml(math: Math, shown: bool = False) -> list[Any]:
    """Return a formula as elements, one for each piece after which a line may end.

    Core never breaks a line inside of a formula. A formula on a line of its own is `shown`.
    """
    found = pieces(math.tree, math.tex.strip(), shown)
    if len(found) == 1:
        ((signs, tex),) = found
        return [piece_of(signs, tex, display="block" if shown else "")]
    return [piece_of(signs, tex, displaystyle="true" if shown else "") for signs, tex in found]


def piece_of(signs: list[Any], tex: str, **attributes: str) -> Any:
    """Return a formula, or a piece of one, with its TeX as alternative text."""
    made = element("math", *map(converted, signs), namespace=MATHML, alttext=tex, **attributes)
    if made[0].tag.endswith("}mo") and (RELATION(made[0].text) or SUM(made[0].text)):
        made[0].set("form", "infix")  # it stands first here, but belongs between two sides
    return made


def converted(tree: Any) -> Any:
    """Return a copy of an element that says the same in MathML Core."""
    name, text = etree.QName(tree).localname, tree.text
    kept = {key: value for key, value in tree.attrib.items() if key not in LAYOUT}
    style = kept.pop("mathvariant", "normal")
    if style != "normal":
        text = "".join(styled(letter, style) for letter in text or "")
    elif name == "mi" and text == "∣":  # which fonts without mathematics have wide, if at all
        text = "|"
    elif name == "mi" and len(text or "") == 1 and "mathvariant" in tree.attrib:
        kept["mathvariant"] = "normal"  # all else is upright by itself
    parts = list(map(converted, inside(tree)))
    most = SCRIPTS.get(name, len(parts))
    made = element(name, text or "", *parts[:most], namespace=MATHML, **kept)
    if name == "mtable":
        align(made, tree)
    # KaTeX puts the sign that applies a function into its script, as one part too many.
    return made if len(parts) <= most else element("mrow", made, *parts[most:], namespace=MATHML)


def align(made: Any, tree: Any) -> None:
    """Align the columns of a table as it says, by the style of its cells."""
    sides = tree.get("columnalign", "center").split()
    gaps = [length(gap) for gap in tree.get("columnspacing", "1em").split()]
    for row in made:
        columns = list(islice(cycle(sides), len(row)))
        between = [0.0, *islice(cycle(gaps), len(row) - 1), 0.0]
        for place, (cell, side) in enumerate(zip(row, columns, strict=True)):
            left, right = between[place] / 2, between[place + 1] / 2
            padding = f"padding-left: {left:g}em; padding-right: {right:g}em"
            cell.set("style", f"text-align: {side}; {padding}")
