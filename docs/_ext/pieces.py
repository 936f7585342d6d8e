"""Marks what of a page can wait until there is time to lay it out.

``docs/styles/opening.css`` and ``docs/web/site/opening.js`` let these pieces wait. All of them lie below
the first screens, and none is much larger than can be laid out between two frames of a slow telephone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from folding import details
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

FIRST = 600  # elements: more than the first screens show
LARGEST = 250  # elements: a piece that has more is divided, if it can be
FORMULA, SIGN = 12, 1.3  # elements of a formula, and of each sign of its TeX
TOKEN = 4  # signs of code that make an element

CODE = (nodes.literal_block, addnodes.desc_signature)
BOXES = (nodes.section, nodes.Admonition, nodes.container, nodes.block_quote)
LISTS = (nodes.bullet_list, nodes.enumerated_list, nodes.list_item)
TERMS = (nodes.definition_list, nodes.definition_list_item, nodes.definition)
DIVISIBLE = (*BOXES, *LISTS, *TERMS, addnodes.desc, addnodes.desc_content)
WHOLE = {"cell", "math-wrapper", "table-wrapper"}  # never divided
# These hold what others want to measure, or have no element of their own.
NEVER = (nodes.section, nodes.Admonition, nodes.definition_list_item, addnodes.desc)
BLOCKS = (nodes.paragraph, nodes.literal_block, nodes.field_list, *DIVISIBLE)


class Pieces(SphinxPostTransform):
    """Adds the class ``piece``."""

    default_priority = 950  # when Furo has wrapped formulas and tables (500)
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Divide the page."""
        divide(self.document, 0)


def divide(block: nodes.Element, before: float) -> float:
    """Mark the pieces in a block; return how many elements the page has up to its end."""
    for child in block.children:
        early, alone = before < FIRST, isinstance(child, NEVER)
        if divisible(child) and (early or alone or weight(child) > LARGEST):
            before = divide(child, before)  # type: ignore[arg-type]
            continue
        if isinstance(child, BLOCKS) and not (early or alone):
            child["classes"].append("piece")
        before += weight(child)
    return before


def divisible(node: nodes.Node) -> bool:
    """Return whether parts of a node can be pieces."""
    return isinstance(node, DIVISIBLE) and not WHOLE & set(node["classes"])


def weight(node: nodes.Node) -> float:
    """Estimate how many elements are laid out for a node: nothing that is folded."""
    if isinstance(node, (nodes.math, nodes.math_block)):
        return FORMULA + SIGN * len(node.astext())
    if isinstance(node, CODE):
        return len(node.astext()) / TOKEN
    if isinstance(node, details) or not isinstance(node, nodes.Element):
        return 0
    return 1 + sum(weight(child) for child in node.children)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the transform."""
    app.add_post_transform(Pieces)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
