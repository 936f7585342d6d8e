"""References: one side of a barred title inside a text of one language, no dead backlinks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from . import language

if TYPE_CHECKING:
    from sphinx.application import Sphinx


# Sphinx numbers things in the language of the interface, which is English in ``both``.
LABELS = {"Fig.": "图", "Table": "表", "Theorem": "定理", "Exercise": "练习"}
LABEL = re.compile(rf"({'|'.join(map(re.escape, LABELS))}) \d")


class OneSidedReferences(SphinxPostTransform):
    """In ``both``, a reference in an English or Chinese text shows that side of its title."""

    default_priority = 900

    def run(self, **_: Any) -> None:
        """Put all references that stand in a text of one language into that language."""
        for reference in list(self.document.findall(nodes.reference)):
            if side := side_of(reference):
                shorten(reference, side)


def side_of(node: nodes.Node) -> str | None:
    """Return the language of the nearest marked ancestor."""
    while node := node.parent:
        for side in ("en", "zh"):
            if side in node["classes"]:
                return side
    return None


def shorten(reference: nodes.Element, side: str) -> None:
    """Keep one side of every text below a reference, and name its number in Chinese."""
    other = "zh" if side == "en" else "en"
    for node in list(reference.findall(nodes.inline)):
        if "bar" in node["classes"] or other in node["classes"]:
            node.parent.remove(node)
    for text in list(reference.findall(nodes.Text)):
        if language.BAR.search(text):
            text.parent.replace(text, nodes.Text(language.side(text, side)))
        elif side == "zh" and (label := LABEL.match(text)):
            text.parent.replace(text, nodes.Text(LABELS[label[1]] + text[label.end(1) :]))


def prune_backlinks(app: Sphinx, document: nodes.document) -> None:
    """Remove the links of a footnote back to references in dropped paragraphs."""
    present = {anchor for node in document.findall(nodes.Element) for anchor in node["ids"]}
    for note in document.findall(nodes.Element):
        if note.get("backrefs"):
            links = dict.fromkeys(note["backrefs"])  # in order, and each of them once
            note["backrefs"] = [anchor for anchor in links if anchor in present]
