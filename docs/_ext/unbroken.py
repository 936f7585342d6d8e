"""Keeps an inline formula, or a stressed Chinese word, on one line with the punctuation beside it.

A browser may break a line behind every formula, and would begin the next one with a full stop; and
behind every relation, where it would part even a short formula. Stressed Chinese is a box of its
own in the style sheet, and boxes are parted from punctuation alike. Both go into a span, which the
style sheet keeps together.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

SHORT = 32  # characters of TeX
WORD = re.compile(r"[\u4e00-\u9fff]{1,12}")
OPENING, CLOSING = re.compile(r"[(\[“（「]+$"), re.compile(r"^[.,;:!?)\]”。，、；：！？）」]+")


class Unbroken(SphinxPostTransform):
    """Puts a formula or a stressed word and the punctuation beside it into one span."""

    default_priority = 900
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Wrap what touches punctuation, and every formula that is short."""
        for node in list(self.document.findall(is_box)):
            around = node.parent
            place = around.index(node)
            before, after = (text(around, place + offset) for offset in (-1, 1))
            opening, closing = OPENING.search(before), CLOSING.match(after)
            short = isinstance(node, nodes.math) and len(node.astext()) <= SHORT
            if not (opening or closing or short):
                continue
            span = nodes.inline("", "", classes=["unbroken"])
            around[place] = span
            span += node
            if closing:
                around[place + 1] = nodes.Text(after[closing.end() :])
                span += nodes.Text(closing[0])
            if opening:
                around[place - 1] = nodes.Text(before[: opening.start()])
                span.insert(0, nodes.Text(opening[0]))


def is_box(node: nodes.Node) -> bool:
    """Whether a node is an inline formula or a stressed Chinese word."""
    stressed = isinstance(node, nodes.emphasis) and WORD.fullmatch(node.astext())
    return isinstance(node, nodes.math) or bool(stressed)


def text(around: nodes.Element, place: int) -> str:
    """Return the text at a place among the children of an element, if there is one."""
    beside = around[place] if 0 <= place < len(around) else ""
    return str(beside) if isinstance(beside, nodes.Text) else ""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the transform."""
    app.add_post_transform(Unbroken)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
