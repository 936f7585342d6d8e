"""Blocks: a Chinese block directly after the English block of the same kind is its partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from .bars import CLASSES, warn
from .language import HAN, is_opaque, language, prose

if TYPE_CHECKING:
    from collections.abc import Iterator

ITEMS = (nodes.list_item, nodes.definition_list_item, nodes.term)
PAIRABLE = (
    nodes.TextElement,
    nodes.bullet_list,
    nodes.enumerated_list,
    nodes.definition_list,
    nodes.block_quote,
    *ITEMS,
)
ADMONITIONS = tuple(
    kind
    for kind in vars(nodes).values()
    if isinstance(kind, type) and issubclass(kind, nodes.Admonition)
    if kind not in (nodes.Admonition, nodes.system_message)
)
STRICT = (nodes.title, nodes.term, nodes.caption, nodes.rubric)
BETWEEN = (
    nodes.comment,
    nodes.target,
    addnodes.index,
    nodes.substitution_definition,
    nodes.system_message,  # docutils says once in a process that it does not know a role in Chinese
)
OUTPUTS = ("cell_code_output",)
# Sphinx and its extensions write these in the language of the interface.
FURNITURE = ("field_name", "system_message", "exercise_title", "solution_title", "desc_signature")


class Pairing:
    """One walk over a document: pairs blocks, drops the other language, reports what is alone."""

    def __init__(self, document: nodes.document, edition: str, split: set[nodes.Element]) -> None:
        self.document, self.edition, self.split = document, edition, split
        self.summaries: dict[str, nodes.Element | None] = {}

    def run(self) -> None:
        """Pair the whole document."""
        self.walk(self.document)
        for first in self.summaries.values():
            if first is not None:
                warn("untranslated", first, first.astext())

    def walk(self, parent: nodes.Element) -> None:
        """Pair the children of one element, and go down where the languages are mixed."""
        waiting: nodes.Element | None = None
        for node in list(parent.children):
            if not isinstance(node, nodes.Element) or isinstance(node, BETWEEN):
                continue
            found = self.languages(node)
            partner = waiting is not None and type(waiting) is type(node)
            if found == {"zh"} or ("zh" in found and "en" not in found and partner):
                if waiting is not None and partner:
                    self.pair(waiting, node)
                else:
                    self.alone(waiting)
                    warn("orphan", node, node.astext())
                waiting = None
                continue
            self.alone(waiting)
            waiting = node if found and found <= {"en", "few"} else None
            if waiting is None:
                self.enter(node)
        self.alone(waiting)

    def enter(self, node: nodes.Element) -> None:
        """Go down into a shared or mixed element."""
        if is_opaque(node) or "shared" in node["classes"] or node.get("nb_element") in OUTPUTS:
            return
        if docstring(node) and not isinstance(node, (addnodes.desc, addnodes.desc_content)):
            self.foreign(node)
            return
        if isinstance(node, nodes.image):
            self.alt(node)
        if node not in self.split:
            self.walk(node)

    def languages(self, node: nodes.Element) -> set[str]:
        """Return the languages of the texts below a block; empty if it is shared or entered."""
        for mark in ("zh", "en", "shared"):
            if mark in node["classes"]:
                return {mark} - {"shared"}
        if docstring(node) or not isinstance(node, (*PAIRABLE, *ADMONITIONS)):
            return set()
        found = (language("".join(prose(leaf, self.split))) for leaf in self.leaves(node))
        return {mark for mark in found if mark}

    def leaves(self, node: nodes.Element) -> Iterator[nodes.Element]:
        """Yield the text blocks below a node; what is split or no prose has no language in them."""
        if node.tagname in FURNITURE:
            return
        if isinstance(node, nodes.TextElement):
            yield node
            return
        for child in node.children:
            if isinstance(child, nodes.Element):
                yield from self.leaves(child)

    def pair(self, english: nodes.Element, chinese: nodes.Element) -> None:
        """Keep the side of the edition, which takes the other's anchors; or keep both."""
        # A glossary is a dictionary: its terms keep both languages in every edition.
        if self.edition == "both" or isinstance(english, nodes.term):
            english["classes"] += CLASSES["en"]
            chinese["classes"] += CLASSES["zh"]
            if not isinstance(english, ITEMS):
                chinese.parent.remove(chinese)
                wrapper = nodes.container(classes=["pair"])
                english.parent.replace(english, wrapper)
                wrapper += [english, chinese]
            return
        keep, drop = (english, chinese) if self.edition == "en" else (chinese, english)
        drop.parent.remove(drop)
        for name in ("ids", "names"):
            keep[name] += drop[name]
        for anchor in drop["ids"]:
            self.document.ids[anchor] = keep
        if self.edition == "zh":
            share_reference_ids(english, chinese)

    def alone(self, node: nodes.Element | None) -> None:
        """Report an English block without partner, unless it is a mere name."""
        for leaf in self.leaves(node) if node is not None else ():
            found = language("".join(prose(leaf, self.split)))
            if found == "en" or (found and (isinstance(leaf, STRICT) or in_head(leaf))):
                warn("untranslated", leaf, leaf.astext())
                return

    def alt(self, image: nodes.Element) -> None:
        """Report an alternative text in one language only; a split one has Chinese, or had."""
        if image.get("alt") and image not in self.split and language(image["alt"]):
            warn("untranslated", image, image["alt"])

    def foreign(self, node: nodes.Element) -> None:
        """Mark the English part of a docstring; its first paragraph must have been barred."""
        source = docstring(node)
        if node in self.split:
            self.summaries[source] = None
            return
        self.summaries.setdefault(source, node)
        if self.edition == "zh":
            mark_english(node)


def mark_english(node: nodes.Element) -> None:
    """Give ``lang="en"`` to the largest parts that hold no word Sphinx put into Chinese."""
    if not HAN.search(node.astext()):
        node["classes"].append("language-en")
        return
    for child in node.children:
        if isinstance(child, nodes.Element):
            mark_english(child)


def share_reference_ids(english: nodes.Element, chinese: nodes.Element) -> None:
    """Give footnote marks and citations the ids of their English partners."""
    for theirs, ours in zip(marks(english), marks(chinese), strict=False):
        ours["ids"] = theirs["ids"]


def marks(block: nodes.Element) -> list[nodes.Element]:
    """Return the footnote marks and citations in a block, which other texts link back to."""
    kinds = (nodes.footnote_reference, addnodes.pending_xref)
    return [node for node in block.findall(nodes.Element) if isinstance(node, kinds) if node["ids"]]


def docstring(node: nodes.Element) -> str:
    """Return the docstring a block comes from, or nothing; in one, all but the summary is English.

    The fields that Sphinx rebuilds do not say where they come from, but the texts in them do.
    """
    texts = node.findall() if isinstance(node.parent, addnodes.desc_content) else (node,)
    sources = (str(text.source) for text in texts)
    return next((source for source in sources if ":docstring of " in source), "")


def in_head(node: nodes.Element) -> bool:
    """Whether a paragraph stands in the head of a table."""
    return isinstance(node.parent, nodes.entry) and isinstance(
        node.parent.parent.parent, nodes.thead
    )
