"""Formulas as MathML Core, which is what browsers and readers of e-books know.

KaTeX's MathML says `mathvariant="bold"`, which Core ignores: a vector would look like a scalar. Letters of Unicode
that are bold in themselves take its place. Columns are aligned by style, for the same reason.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any

from lxml import etree

from .markup import MATHML, element

if TYPE_CHECKING:
    from collections.abc import Iterator

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
SCRIPTS = {"msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}
RUNNING, SHOWN, LONGEST = 12, 18, 26  # signs that have room in a line of a telephone
SUM = re.compile(r"[+−-]").fullmatch
RELATION = re.compile(r"[=<>≤≥≠≈∼≻≺⪰⪯∈→⟹⟺⟶↦≔∝←]").fullmatch
OPENING, CLOSING = set("([{⟨⌈⌊"), set(")]}⟩⌉⌋")
TOKEN = re.compile(r"\\(?:[A-Za-z]+|.)|.", re.S)
TEX_RELATION = re.compile(
    r"[=<>]|\\(lt|gt|leq?|geq?|neq?|approx|sim|succ|prec|succeq|preceq|in|to|implies|iff|mapsto|propto"
    r"|gets|leftarrow|rightarrow|longrightarrow|Longrightarrow|Longleftrightarrow)"
).fullmatch
TEX_OPENING = {"{", "(", "[", "\\{", "\\langle", "\\lceil", "\\lfloor", "\\left", "\\begin"}
TEX_CLOSING = {"}", ")", "]", "\\}", "\\rangle", "\\rceil", "\\rfloor", "\\right", "\\end"}
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
    signs = [one for child in inside(math.tree) for one in unwrapped(child)]
    tex, room = math.tex.strip(), SHOWN if shown else RUNNING
    if total(signs) > room:
        for sums in (False, True):  # at relations, and if that is not enough before + and −, too
            pieces, texts = parted(signs, sums), parted_tex(tex, sums)
            enough = sums or max(map(total, pieces)) <= LONGEST
            if len(pieces) == len(texts) > 1 and enough:
                return [
                    piece_of(piece, text, displaystyle="true" if shown else "")
                    for piece, text in zip(pieces, texts, strict=True)
                ]
    return [piece_of(signs, tex, display="block" if shown else "")]


def piece_of(signs: list[Any], tex: str, **attributes: str) -> Any:
    """Return a formula, or a piece of one, with its TeX as alternative text."""
    made = element("math", *map(converted, signs), namespace=MATHML, alttext=tex, **attributes)
    if made[0].tag.endswith("}mo") and (RELATION(made[0].text) or SUM(made[0].text)):
        made[0].set("form", "infix")  # it stands first here, but belongs between two sides
    return made


def unwrapped(tree: Any) -> Iterator[Any]:
    """Yield what stands side by side in a formula."""
    if etree.QName(tree).localname == "mrow":
        for child in inside(tree):
            yield from unwrapped(child)
    else:
        yield tree


def parted(signs: list[Any], sums: bool) -> list[list[Any]]:
    """Part what stands side by side before relations and after wide spaces, outside of brackets."""
    pieces: list[list[Any]] = [[]]
    depth, before = 0, ""
    for sign in signs:
        name, text = etree.QName(sign).localname, sign.text or ""
        bracket = sign[0].text if name in SCRIPTS else text  # as in (a + b)^2
        depth += (bracket in OPENING) - (bracket in CLOSING)
        splits = RELATION(text) or (sums and SUM(text) and not RELATION(before))
        if name == "mo" and depth == 0 and splits and pieces[-1]:
            pieces.append([])
        pieces[-1].append(sign)
        before = text
        if depth == 0 and name == "mspace" and length(sign.get("width", "0em")) >= 1:
            pieces.append([])
    return [piece for piece in pieces if piece]


def parted_tex(tex: str, sums: bool) -> list[str]:
    """Part TeX at the same places."""
    pieces, depth, before = [""], 0, ""
    for token in TOKEN.findall(tex):
        depth += (token in TEX_OPENING) - (token in TEX_CLOSING)
        splits = TEX_RELATION(token) or (sums and SUM(token) and not TEX_RELATION(before))
        if depth == 0 and splits and pieces[-1].strip():
            pieces.append("")
        pieces[-1] += token
        before = before if token.isspace() else token
        if depth == 0 and token in {"\\quad", "\\qquad"}:
            pieces.append("")
    return [piece for piece in pieces if piece.strip()]


def total(signs: list[Any]) -> int:
    """Count the signs of what stands side by side."""
    return sum(map(width, signs))


def width(tree: Any) -> int:
    """Count the signs of a formula that stand side by side."""
    name = etree.QName(tree).localname
    counts = [width(child) for child in inside(tree)]
    if not counts:
        return len((tree.text or "").strip())
    stacked = name in {"mtable", "mfrac", "munder", "mover", "munderover"}
    return max(counts) if stacked else sum(counts)


def inside(tree: Any) -> Iterator[Any]:
    """Yield what is shown of an element: without its TeX, and without what only wraps both."""
    for child in tree:
        name = etree.QName(child).localname
        if name == "semantics":
            yield from inside(child)
        elif name != "annotation":
            yield child


def converted(tree: Any) -> Any:
    """Return a copy of an element that says the same in MathML Core."""
    name, text = etree.QName(tree).localname, tree.text
    kept = {key: value for key, value in tree.attrib.items() if key not in LAYOUT}
    style = kept.pop("mathvariant", "normal")
    if style != "normal":
        text = "".join(styled(letter, style) for letter in text or "")
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


def length(gap: str) -> float:
    """Return a length in ems."""
    return float(gap.removesuffix("em"))
