"""Which language a text is in, found by counting script: Han characters against Latin words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

BAR = re.compile(r"\s+｜\s+")
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
WORD = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}")
FEW = 3  # English of fewer words needs no partner: a name in a cell, a library in a list

OPAQUE = (
    nodes.literal_block,
    nodes.doctest_block,
    nodes.math,
    nodes.math_block,
    nodes.raw,
    nodes.comment,
    nodes.substitution_definition,
    nodes.system_message,
    nodes.label,
    nodes.footnote_reference,
    nodes.citation_reference,
    addnodes.desc_signature,
)


def is_opaque(node: nodes.Node) -> bool:
    """Whether the text below a node is no prose: code, mathematics, a signature, a number."""
    if isinstance(node, nodes.literal):
        return not isinstance(node.parent, addnodes.download_reference)
    if isinstance(node, addnodes.pending_xref):
        return not node.get("refexplicit") and node.get("reftype") != "term"
    return isinstance(node, OPAQUE)


def prose(node: nodes.Node, settled: Container[nodes.Node] = ()) -> Iterator[str]:
    """Yield the pieces of text below a node that count for its language."""
    if isinstance(node, nodes.Text):
        yield node.astext()
    elif node not in settled and not is_opaque(node):
        for child in node.children:
            yield from prose(child, settled)


def side(text: str, language: str) -> str:
    """Return what stands on the side of a language; a text without a bar is the same for both."""
    return BAR.split(text, 1)[-1 if language == "zh" else 0]


def language(text: str) -> str | None:
    """Return ``zh``, ``en``, ``few`` (English of fewer than three words) or None (no words)."""
    han, words = len(HAN.findall(text)), len(WORD.findall(text))
    if han > words:
        return "zh"
    if words >= FEW:
        return "en"
    return "few" if words else None
