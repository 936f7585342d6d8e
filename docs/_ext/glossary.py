"""An entry of the glossary has one anchor, made of its first, English term: ``term-leaky-average``.

Sphinx numbers the terms that have no Latin letters (docutils drops the others from anchors), so a
new entry would move the anchors of all that follow.

In the Chinese edition it is a dictionary for those who know the Chinese word: that stands first, and
the entries are in the order of their pinyin.
"""

from __future__ import annotations

import functools
import json
import subprocess
from typing import TYPE_CHECKING, Any

from docutils import nodes
from editions import edition_of
from node import NODE
from sphinx import addnodes
from sphinx.domains.std import Glossary
from sphinx.transforms import SphinxTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class OneAnchor(Glossary):
    """A glossary whose entries have one anchor each, whatever the number of their terms."""

    def run(self) -> list[nodes.Node]:
        """Lead all terms of an entry, the index and the references to the anchor of the first."""
        found = super().run()
        domain = self.env.domains.standard_domain
        for entry in (item for node in found for item in node.findall(nodes.definition_list_item)):
            first, *others = (term for term in entry.children if isinstance(term, nodes.term))
            (anchor,) = first["ids"]
            for term in others:
                term["ids"].clear()
                for index in term.findall(addnodes.index):
                    index["entries"] = [
                        (a, b, anchor, *rest) for a, b, _, *rest in index["entries"]
                    ]
                text, where = term.astext(), (self.env.docname, anchor)
                domain.objects["term", text] = domain._terms[text.lower()] = where
        return found


ORDER = """
const words = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(words.sort(new Intl.Collator("zh-u-co-pinyin").compare)));
"""


@functools.cache
def by_pinyin(words: frozenset[str]) -> list[str]:
    """Return words in the order of Chinese dictionaries, as the ICU of node knows it."""
    text = json.dumps(sorted(words))
    done = subprocess.run(
        [NODE, "-e", ORDER], input=text, capture_output=True, encoding="utf-8", check=True
    )
    ordered: list[str] = json.loads(done.stdout)
    return sorted(ordered, key=lambda word: not word[0].isascii())  # letters come first


def headword(entry: nodes.Node) -> str:
    """Return the first term of an entry."""
    return next(entry.findall(nodes.term)).astext()


class ChineseFirst(SphinxTransform):
    """Puts the entries and their terms in Chinese order, after the languages were paired (8)."""

    default_priority = 9

    def apply(self, **_: Any) -> None:
        """Swap the two terms of an entry, hand on its anchor, and sort."""
        if edition_of(self.app) != "zh":
            return
        for glossary in self.document.findall(addnodes.glossary):
            for entries in glossary.findall(nodes.definition_list):
                for entry in list(entries.findall(nodes.definition_list_item)):
                    english, chinese = (one for one in entry if isinstance(one, nodes.term))
                    entry.remove(chinese)
                    entry.insert(0, chinese)
                    for name in ("ids", "names"):
                        chinese[name], english[name] = english[name], []
                order = by_pinyin(frozenset(map(headword, entries)))
                entries[:] = sorted(entries, key=lambda entry: order.index(headword(entry)))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Put the directive in the place of Sphinx's."""
    app.add_transform(ChineseFirst)
    app.add_directive_to_domain("std", "glossary", OneAnchor)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
