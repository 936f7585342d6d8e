"""What a page tells search engines and link previews: a description of its own, in its language.

It comes from the front matter, or is the question or the first paragraph of the page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from plain import text_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

# Pages that Sphinx makes have no text of their own.
MADE = {
    "genindex": "All terms and functions of the book in alphabetical order ｜ 全站术语与函数索引",
    "py-modindex": "The modules of the Python package behind the book ｜ 本章软件包的 Python 模块一览",
    "search": "Search the book, in English and in Chinese ｜ 用中文或英文搜索全站",
}
CODE = "{title}: tests that hold what this book states ｜ {title}：为本章内容把关的测试代码"
LENGTH = {"en": 200, "zh": 110}  # about what previews show
END = {"en": re.compile(r"[.?!] "), "zh": re.compile(r"[。？！]")}
POINTERS = re.compile(r" ?(Derivation: |Script: |推导见|脚本：).*")  # at the end of captions
BAR, NAME = " ｜ ", "description"


def describe(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the template the description of its page."""
    edition = context["edition"]
    if doctree is None:
        sides = context.get("about", MADE.get(page, CODE)).format(**context).split(BAR)
        text = {"en": sides[0], "zh": sides[-1]}.get(edition, BAR.join(sides))
    elif found := [meta for meta in doctree.findall(nodes.meta) if meta.get("name") == NAME]:
        text = found[0]["content"]
        context["described"] = True  # by docutils, in the metatags
    else:
        text = BAR.join(own_words(doctree, edition, app.config.katex_macros))
    context["description"] = text


def own_words(doctree: nodes.document, edition: str, macros: dict[str, str]) -> list[str]:
    """Return what a page begins with, in each language of the edition.

    That is its question, or its first paragraph, or what it says below its first figure.
    """
    running = [node for node in doctree.findall(nodes.paragraph) if is_running(node)]
    asked = [node for node in running if "question" in node["classes"]]
    captions = [node for node in doctree.findall(nodes.Element) if isinstance(node, nodes.caption)]
    found = asked or running or captions
    if edition == "both" and running:
        texts = {side: next((n for n in found if side in n["classes"]), None) for side in LENGTH}
        said = {side: text_of(node, macros) for side, node in texts.items() if node is not None}
    else:
        sides = LENGTH if edition == "both" else (edition,)
        whole = [text_of(node, macros) for node in found[:1]]
        said = dict(zip(sides, BAR.join(whole).split(BAR), strict=False))
    return [cut(POINTERS.sub("", " ".join(text.split())), side) for side, text in said.items()]


def is_running(node: nodes.Node) -> bool:
    """Whether a paragraph is running text, and not part of a list, a box or a figure."""
    around = node.parent
    if isinstance(around, nodes.container) and "pair" in around["classes"]:
        around = around.parent
    return isinstance(around, (nodes.section, nodes.document))


def cut(text: str, side: str) -> str:
    """Shorten a text to whole sentences, or to whole words if the first sentence is too long."""
    length = LENGTH[side]
    if len(text) <= length:
        return text
    ends = [found.start() + 1 for found in END[side].finditer(text[:length])]
    if ends and ends[-1] > length / 3:
        return text[: ends[-1]]
    short = text[: length - 1]
    return (short.rpartition(" ")[0] if side == "en" else short).rstrip(" ,;:，、；：") + "…"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the descriptions."""
    app.connect("html-page-context", describe)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
