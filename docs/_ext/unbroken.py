"""Keeps an inline formula on one line with the punctuation beside it, and with the rest of its word.

A browser may break a line behind every formula, and would begin the next one with a full stop; and
behind every relation, where it would part even a short formula. So a formula and the punctuation
that touches it go into one node, whose ends the renderer keeps together; a short one stays whole.
The dot in a foreign name in Chinese does not begin a line.
A percent sign behind a space stays with its number, and a long name or address can break at its
joints, or it would break anywhere, before the full stop behind it, too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from editions.language import is_opaque
from katex import visit_math
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

SHORT = 32  # characters of TeX
OPENING, CLOSING = (
    re.compile(r"[(\[“‘（「『]+$"),
    re.compile(r"^(?:-th\b|[.,;:!?)\]’”%…。，、；：！？）」』％])+"),
)

PERCENT = re.compile(r"(?:^|(?<=\d)) %(?!\w)")

NAME = re.compile(r"([\u3400-\u9fff.]·)(?=[\s\u3400-\u9fffA-Z])")  # 阿斯顿·张

LONG = re.compile(
    r"(?<=<span class=\"pre\">)[^<]{16,}(?=</span>)|(?<=>)(?:https?://|doi:)[^<]{16,}(?=</a>)"
)
JOINT = re.compile(r"[._/=](?=\w)")


class unbroken(nodes.inline):
    """A formula with the punctuation around it; its texts are what it was made of."""


class Unbroken(SphinxPostTransform):
    """Puts a formula and the punctuation beside it into one node."""

    default_priority = 900
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Keep all of them together."""
        for text in list(self.document.findall(nodes.Text)):
            if not is_opaque(text.parent) and PERCENT.search(text):
                text.parent.replace(text, nodes.Text(PERCENT.sub("\u00a0%", text)))
        for text in list(self.document.findall(nodes.Text)):
            if not is_opaque(text.parent) and NAME.search(text):
                parts = enumerate(map(nodes.Text, NAME.split(text)))
                text.parent.replace(
                    text,
                    [
                        nodes.inline("", "", one, classes=["together"]) if i % 2 else one
                        for i, one in parts
                    ],
                )
        self.wrap()

    def wrap(self) -> None:
        """Wrap what touches punctuation, and every formula that is short."""
        for node in list(self.document.findall(nodes.math)):
            around = node.parent
            place = around.index(node)
            outer, behind = after_all(node)
            before, after = text(around, place - 1), text(outer, behind)
            opening, closing = OPENING.search(before), CLOSING.match(after)
            short = len(node.astext()) <= SHORT
            if not (opening or closing or short):
                continue
            span = unbroken("", "", classes=["unbroken"] if short else [])
            around[place] = span
            span += node
            if closing:
                outer[behind] = nodes.Text(after[closing.end() :])
                span += nodes.Text(closing[0])
            if opening:
                around[place - 1] = nodes.Text(before[: opening.start()])
                span.insert(0, nodes.Text(opening[0]))


def after_all(node: nodes.Element) -> tuple[nodes.Element, int]:
    """Return where that stands which follows an element: a title in brackets may end with a formula."""
    around = node.parent
    while around[-1] is node and type(around) is nodes.inline:
        node, around = around, around.parent
    return around, around.index(node) + 1


def text(around: nodes.Element, place: int) -> str:
    """Return the text at a place among the children of an element, if there is one."""
    beside = around[place] if 0 <= place < len(around) else ""
    return str(beside) if isinstance(beside, nodes.Text) else ""


def visit_unbroken(self: HTML5Translator, node: unbroken) -> None:
    """Write the formula; its renderer sets the punctuation."""
    formula = next(node.findall(nodes.math))
    place = node.index(formula)
    formula["classes"] += node["classes"]
    visit_math(self, formula, text(node, place - 1), text(node, place + 1))


def joints(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Let long names and addresses break behind their dots, bars and slashes."""
    if doctree is not None:
        context["body"] = LONG.sub(lambda long: JOINT.sub(r"\g<0><wbr>", long[0]), context["body"])


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the node and the transform."""
    app.add_node(unbroken, html=(visit_unbroken, None))
    app.add_post_transform(Unbroken)
    app.connect("html-page-context", joints)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
