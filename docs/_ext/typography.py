"""Small things of type that the packages write in their own way, in every edition in ours.

A pasted number has a minus sign, and no line ends between a number and its error. The title of an
exercise stands without brackets, like that of a theorem. Authors cited in Chinese are joined in
Chinese.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from editions import edition_of
from editions.references import side_of
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

HYPHEN = re.compile(r"(?<![\w.])-(?=\d)")
JOINED = {re.compile(r",? and "): " 与 ", re.compile(r" et al\."): " 等"}


class Typography(SphinxPostTransform):
    """Works on what pasting (0), references (10) and titles of exercises (21) have written."""

    default_priority = 25

    def run(self, **_: Any) -> None:
        """Find the places by their classes."""
        for node in list(self.document.findall(nodes.Element)):
            classes = node["classes"]
            if "pasted-text" in classes:
                rewrite(node, lambda text: HYPHEN.sub("−", text))
            elif "bibtex-citation" in classes:
                if edition_of(self.app) == "zh" or side_of(node) == "zh":
                    unslant(node)
                    rewrite(node, join)
            elif isinstance(node, nodes.title | nodes.reference):
                unbracket(node)
        unpart(self.document)


def rewrite(node: nodes.Element, change: Any) -> None:
    """Change every text in a node."""
    for text in list(node.findall(nodes.Text)):
        if (new := change(text.astext())) != text:
            text.parent.replace(text, nodes.Text(new))


def unpart(document: nodes.document) -> None:
    """Let no line end at a ±, except in code."""
    for text in list(document.findall(nodes.Text)):
        if " ± " in text and not isinstance(text.parent, nodes.literal | nodes.FixedTextElement):
            text.parent.replace(text, nodes.Text(text.replace(" ± ", "\u00a0±\u00a0")))


def unslant(citation: nodes.Element) -> None:
    """Write the slanted “et al.” as 等, upright: bibtex makes it a node of its own."""
    for slanted in list(citation.findall(nodes.emphasis)):
        if slanted.astext() == "et al.":
            slanted.replace_self(nodes.Text("等"))


def join(authors: str) -> str:
    """Join authors in Chinese."""
    for english, chinese in JOINED.items():
        authors = english.sub(chinese, authors)
    return authors


def unbracket(title: nodes.Element) -> None:
    """Take away the brackets in which sphinx-exercise puts the title of an exercise."""
    texts = [child.astext() for child in title.children]
    if " (" in texts and texts[-1] == ")":
        title[texts.index(" (")] = nodes.Text(" ")
        title.pop()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the transform."""
    app.add_post_transform(Typography)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
