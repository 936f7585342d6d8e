"""Where a term of the glossary is first used on a page of the Chinese edition, the English word follows.

A reader who arrives there by a search has not seen the page that introduced it, and meets the English in
every library: 条件数（condition number）. Words that all know are left alone unless the page refers to the
glossary with ``{term}``; what an author has put into brackets stays as it is.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from editions import edition_of
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

PAGES = ("glossary", "api", "ledger", "exercise-sheet")  # lists, or both words are there anyhow
GLOSSARY = re.compile(r"^:::\{glossary\}\n(.*?)^:::$", re.M | re.S)
ENTRY = re.compile(r"^(?P<english>\S.*)\n(?P<chinese>\S.*)\n  \S", re.M)
# Everybody who reads this knows them, or they have a meaning of every day, too.
COMMON = {
    *("写法", "动量法", "学习率", "小批量", "梯度下降", "步长", "谱", "速度", "阻尼", "增益", "云"),
    *("曲率", "平台", "峡谷", "梯度累积"),
}
CODE = (nodes.literal, nodes.math, addnodes.pending_xref)
ELSEWHERE = (nodes.caption, nodes.title, nodes.table, addnodes.desc)


@functools.cache
def terms(glossary: Path) -> dict[str, str]:
    """Return the Chinese terms of a glossary with their English, longer ones first."""
    text = "\n".join(GLOSSARY.findall(glossary.read_text("utf-8")))
    found = {one["chinese"]: one["english"] for one in ENTRY.finditer(text)}
    found = {word: said for word, said in found.items() if said.split("’")[0] not in word}
    return {word: found[word] for word in sorted(found, key=len, reverse=True)}


class Added(nodes.Text):
    """An English word in its brackets, until what follows has closed up."""


class BothWords(SphinxTransform):
    """Works on the Chinese that the choice of the edition (8) has left."""

    default_priority = 12

    def apply(self, **_: Any) -> None:
        """Go through the texts of the page once; each term is introduced once."""
        glossary = Path(self.app.srcdir, "glossary.md")
        if edition_of(self.app) != "zh" or self.env.docname in PAGES or not glossary.is_file():
            return
        self.env.note_dependency(str(glossary))
        left = dict(terms(glossary))
        found = re.compile("|".join(map(re.escape, left)) or "(?!)")
        for paragraph in list(self.document.findall(nodes.paragraph)):
            if "question" not in paragraph["classes"] and not within(paragraph, ELSEWHERE):
                for text in list(texts(paragraph)):
                    introduce(text, found, left)
                for added in list(paragraph.findall(Added)):
                    close_up(added)


def texts(paragraph: nodes.paragraph) -> Iterator[nodes.Text]:
    """Yield the texts of a paragraph that are prose, outside of brackets."""
    depth = 0
    for text in paragraph.findall(nodes.Text):
        around = within(text, CODE)
        if depth == 0 and (around is None or around.get("reftype") == "term"):
            yield text
        depth += text.count("（") - text.count("）")


def introduce(text: nodes.Text, found: re.Pattern[str], left: dict[str, str]) -> None:
    """Write the English behind the first term in a text that the page has not used before."""
    referred = within(text, CODE) is not None
    said = text.astext()
    for match in found.finditer(said):
        word, after = match[0], said[match.end() :]
        if word not in left or (word in COMMON and not referred) or "（" in said[: match.start()]:
            continue
        place, behind = end_of(text, after)
        english = left.pop(word)
        if behind.startswith("（"):
            return
        added = Added(f"（{english}）")
        if after:
            rest = nodes.Text(after)
            put(text, [nodes.Text(said[: match.end()]), added, rest])
            introduce(rest, found, left)
        else:
            put(place, [place, added])
        return


def end_of(text: nodes.Text, after: str) -> tuple[nodes.Node, str]:
    """Return the node that ends with a term, emphasis and reference included, and what follows it."""
    place: nodes.Node = text
    if after:
        return place, after
    while isinstance(place.parent, nodes.inline | nodes.emphasis | addnodes.pending_xref):
        place = place.parent
    follows = place.next_node(siblings=True, descend=False)
    return place, "" if follows is None else follows.astext()


def close_up(added: Added) -> None:
    """Take away the space that stood between the word and a formula; the bracket has its own."""
    follows = added.next_node(siblings=True)
    if isinstance(follows, nodes.Text) and follows.startswith(" "):
        put(follows, [nodes.Text(follows.astext()[1:])])
    put(added, [nodes.Text(added.astext())])


def put(node: nodes.Node, new: list[nodes.Node]) -> None:
    """Put others into the place of a node; to ``replace`` and ``index`` equal texts are one."""
    siblings = node.parent.children
    (place,) = (i for i, sibling in enumerate(siblings) if sibling is node)
    node.parent[place : place + 1] = new


def within(node: nodes.Node, kinds: tuple[type[nodes.Element], ...]) -> nodes.Element | None:
    """Return the nearest thing of these kinds that a node stands in."""
    while node := node.parent:
        if isinstance(node, kinds):
            return node
    return None


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the transform."""
    app.add_transform(BothWords)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
