"""Where the line of a formula may end, in MathML and in TeX at the same places: MathML Core never breaks one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPTS = {"msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}
RUNNING, SHOWN, LONGEST = 12, 18, 26  # signs that have room in a line of a telephone
SHORT = 6
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


def pieces(tree: Any, tex: str, shown: bool) -> list[tuple[list[Any], str]]:
    """Return the pieces of a formula, each with its TeX: one if it is short or cannot be parted."""
    signs = [one for child in inside(tree) for one in unwrapped(child)]
    if total(signs) > (SHOWN if shown else RUNNING):
        for sums in (False, True):  # at relations, and if that is not enough before + and −, too
            found, texts = parted(signs, sums), parted_tex(tex, sums)
            enough = sums or max(map(total, found)) <= LONGEST
            if len(found) == len(texts) > 1 and enough:
                return joined(list(zip(found, texts, strict=True)))
    return [(signs, tex)]


def joined(pieces: list[tuple[list[Any], str]]) -> list[tuple[list[Any], str]]:
    """Join a short left side with what follows: a line that ends with it alone looks torn off."""
    made = pieces[:1]
    for signs, tex in pieces[1:]:
        before, said = made[-1]
        if total(before) <= SHORT and etree.QName(before[-1]).localname != "mspace":
            made[-1] = ([*before, *signs], said + tex)
        else:
            made.append((signs, tex))
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
        unsigned = TEX_RELATION(before) or before in {"_", "^"}
        splits = TEX_RELATION(token) or (sums and SUM(token) and not unsigned)
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


def length(gap: str) -> float:
    """Return a length in ems."""
    return float(gap.removesuffix("em"))
