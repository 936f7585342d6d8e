"""An entry of the glossary has one anchor, made of its first, English term: ``term-leaky-average``.

Sphinx numbers the terms that have no Latin letters (docutils drops the others from anchors), so a
new entry would move the anchors of all that follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.domains.std import Glossary

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


def setup(app: Sphinx) -> ExtensionMetadata:
    """Put the directive in the place of Sphinx's."""
    app.add_directive_to_domain("std", "glossary", OneAnchor, override=True)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
