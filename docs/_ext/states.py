"""The role ``state``: a link that opens an explorable in a state, which is checked as that of a directive.

``{state}`at the border <playground?eta=0.5&beta=0>` `` leads to the page of the explorable. With ``full`` among the
values it fills the window there, as for a lecture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from explorable import query
from sphinx.util.docutils import ReferenceRole

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

FULL = "full"  # docs/web/ui/panel.ts knows it


class State(ReferenceRole):
    """A link to an explorable in a state."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the link, or what is wrong with its state."""
        name, _, values = self.target.partition("?")
        pairs = [pair for pair in values.split("&") if pair]
        try:
            if not (self.has_explicit_title and pairs):
                raise ValueError("a state has words and values: {state}`words <name?eta=0.5>`")
            query(name, " ".join(pair for pair in pairs if pair != FULL))
        except ValueError as error:
            message = self.inliner.reporter.error(str(error), line=self.lineno)
            return [nodes.problematic(self.rawtext, self.rawtext)], [message]
        page = self.env.app.builder.get_relative_uri(self.env.docname, f"explore/{name}")
        link = nodes.reference("", self.title, refuri=f"{page}#{self.target}", internal=True)
        return [link], []


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the role."""
    app.add_role("state", State())
    return {"parallel_read_safe": True, "parallel_write_safe": True}
