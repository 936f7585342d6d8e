"""Plain text of paragraphs with formulas, for places that know no markup: ``η/(1 − β)``.

KaTeX gives a formula as MathML; its letters are taken from there, and small ones where there are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from docutils import nodes
from katex import render

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MATH = re.compile(r"<math.*</math>", re.S)
MARKS = {"msub": "_", "munder": "_", "msup": "^", "mover": "^", "msubsup": "_^", "munderover": "_^"}
SMALL = {
    "_": str.maketrans("0123456789+−=()aehijklmnoprstuvxβ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦ"),
    "^": str.maketrans("0123456789+−=()bcdkmnptuvβT", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵇᶜᵈᵏᵐⁿᵖᵗᵘᵛᵝᵀ"),
}
ACCENTS = {"ˉ": "\u0304", "¯": "\u0304", "^": "\u0302", "˙": "\u0307", "¨": "\u0308", "~": "\u0303"}
RELATION = set("=<>≤≥≈→∈≪≫∼≠")
UNSEEN = re.compile("[\u2061-\u2064\u200b]")
LOOSE = re.compile(r"[\s+−±,/]")


def text_of(node: nodes.Node, macros: dict[str, str]) -> str:
    """Return the text of a node, its formulas written with the letters of Unicode."""
    if isinstance(node, nodes.math):
        return formula(node.astext(), macros)
    if isinstance(node, (nodes.footnote_reference, nodes.image, nodes.raw)):
        return ""
    if isinstance(node, nodes.Text):
        return node.astext()
    return "".join(text_of(child, macros) for child in node.children)


def formula(tex: str, macros: dict[str, str]) -> str:
    """Return a formula as a line of text."""
    found = MATH.search(render(tex, display=False, macros=macros).get("html", ""))
    flat = flatten(ElementTree.fromstring(found[0])) if found else tex
    return " ".join(UNSEEN.sub("", flat).split())


def flatten(node: Element) -> str:
    """Return the text of an element of MathML."""
    kind = node.tag.rpartition("}")[2]
    seen = (child for child in node if not UNSEEN.fullmatch(child.text or " "))
    parts = [flatten(child) for child in seen if not child.tag.endswith("annotation")]
    if kind in MARKS:
        return scripts(kind, *parts)
    if kind == "mfrac":
        return "½" if parts == ["1", "2"] else "/".join(map(closed, parts))
    if kind == "msqrt":
        return f"√{closed(''.join(parts))}"
    if kind == "mspace":
        return " "
    text = "".join([node.text or "", *parts])
    if kind == "mo":
        text = f" {text} " if text in RELATION else {",": ", ", "∗": "*"}.get(text, text)
    return text


def scripts(kind: str, base: str, *rest: str) -> str:
    """Return a letter with what stands below and above it."""
    for mark, script in zip(MARKS[kind], rest, strict=True):
        small = SMALL[mark]
        if kind == "mover" and script in ACCENTS:
            base += ACCENTS[script]
        elif all(ord(letter) in small for letter in script):
            base += script.translate(small)
        else:
            base += script if script in "*′⊤" else f"{mark}{closed(script)}"
    return base


def closed(text: str) -> str:
    """Put brackets around a text of several parts."""
    return f"({text})" if LOOSE.search(text) else text
