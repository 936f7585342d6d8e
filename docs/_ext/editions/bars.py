"""Short texts: split ``English ｜ 中文`` and keep the side of the edition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging

from .language import BAR, HAN, WORD, is_opaque

if TYPE_CHECKING:
    from collections.abc import Iterator

ATTRIBUTES = ("alt", "caption", "rawcaption", "content", "title")
MARKUP = re.compile(r'(?<=[>"])[^<>"]*\s｜\s[^<>"]*(?=[<"])')
CLASSES = {"en": ["en", "language-en"], "zh": ["zh", "language-zh-CN"]}

logger = logging.getLogger(__name__)


def warn(kind: str, node: nodes.Node, text: str) -> None:
    """Report a fault of the source, with file and line; ``-W`` makes it an error."""
    what = {
        "untranslated": "no Chinese follows this English",
        "orphan": "no English stands before this Chinese",
        "bar": "a bar needs one English and one Chinese side",
    }[kind]
    shown = " ".join(text.split())
    shown = shown if len(shown) <= 60 else f"{shown[:59]}…"
    logger.warning("%s: %r", what, shown, location=place(node), type="editions", subtype=kind)


def place(node: nodes.Node) -> nodes.Node:
    """Return the nearest node that knows its line.

    The title of a box says a line behind the box; that of the first paragraph in it is right.
    """
    boxed = isinstance(node, nodes.title) and not isinstance(node.parent, nodes.section)
    around = next(node.parent.findall(nodes.paragraph), node) if boxed else node
    while around is not None:
        for found in around.findall():
            if found.source and found.line:
                return found
        around = around.parent
    return node


def split_text(text: str, edition: str, node: nodes.Node) -> str:
    """Return the side of a barred plain text; in ``both`` the text stays whole."""
    if "｜" not in text:
        return text
    check(text, node)
    sides = [side.strip() for side in text.split("｜", 1)]
    return {"en": sides[0], "zh": sides[1]}.get(edition, text)


def check(text: str, node: nodes.Node) -> None:
    """Report a bar too many or without its spaces, swapped sides, a side in no Chinese."""
    left, *rest = BAR.split(text.strip())
    right = "".join(rest)
    good = len(rest) == 1 and "｜" not in left + right
    english = len(HAN.findall(left)) <= len(WORD.findall(left))
    chinese = HAN.search(right) or not WORD.search(right)
    if not (good and (left == right or (english and chinese))):
        warn("bar", node, text)


def barred(document: nodes.Element) -> Iterator[nodes.Element]:
    """Yield every element whose own text holds a bar, code and mathematics left out."""
    for child in list(document.children):
        if not isinstance(child, nodes.Element) or is_opaque(child):
            continue
        texts = [node for node in child.children if isinstance(node, nodes.Text)]
        if any("｜" in text for text in texts):
            yield child
        yield from barred(child)


def split(node: nodes.Element, edition: str) -> None:
    """Keep one side of a barred element; in ``both`` keep both, each marked with its language."""
    check(visible(node), node)
    join_texts(node)
    for place, child in enumerate(node.children):
        if isinstance(child, nodes.Text) and (bar := re.search(r"\s*｜\s*", child)):
            left = [*node.children[:place], nodes.Text(child[: bar.start()])]
            right = [nodes.Text(child[bar.end() :]), *node.children[place + 1 :]]
            break
    else:
        return
    if edition == "both":
        between = nodes.inline("", " ｜ ", classes=["bar"])
        left = [nodes.inline("", "", *left, classes=CLASSES["en"]), between]
        right = [nodes.inline("", "", *right, classes=CLASSES["zh"])]
    node[:] = {"en": left, "zh": right}.get(edition, left + right)


def visible(node: nodes.Node) -> str:
    """Return the text of a node with mathematics and code replaced by a sign that is no word."""
    if isinstance(node, nodes.Text):
        return node.astext()
    return "".join("0" if is_opaque(child) else visible(child) for child in node.children)


def join_texts(node: nodes.Element) -> None:
    """Join neighbouring texts: MyST makes a text of its own of every line break."""
    joined: list[nodes.Node] = []
    for child in node.children:
        if isinstance(child, nodes.Text) and joined and isinstance(joined[-1], nodes.Text):
            joined[-1] = nodes.Text(joined[-1] + child)
        else:
            joined.append(child)
    node[:] = joined


def split_attributes(node: nodes.Element, edition: str) -> None:
    """Split the barred attributes of a node, the entries of a toctree or index, and raw HTML."""
    for name in ATTRIBUTES:
        if isinstance(value := node.get(name), str):
            node[name] = split_text(value, edition, node)
    if isinstance(node, addnodes.toctree):
        node["entries"] = [
            (title and split_text(title, edition, node), page) for title, page in node["entries"]
        ]
    elif isinstance(node, addnodes.index):
        node["entries"] = [
            (kind, split_text(text, edition, node), *rest) for kind, text, *rest in node["entries"]
        ]
    elif isinstance(node, nodes.raw):
        html = MARKUP.sub(lambda found: split_text(found[0], edition, node), node.astext())
        node[:] = [nodes.Text(html)]
