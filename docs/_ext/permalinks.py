"""Theorems and exercises have a link to themselves, as Sphinx gives one to headings.

Solutions have none: their title is a button, in which no link may be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from editions import edition_of
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

BOXES = {"proof", "exercise"}
HINT = {
    "en": "Link to this place",
    "zh": "链接到此处",
    "both": "Link to this place ｜ 链接到此处",
}


class Permalinks(SphinxPostTransform):
    """Appends a link to the title of every box that has an anchor."""

    default_priority = 40  # after the ledger's ticks (30)
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Find the boxes."""
        hint, sign = HINT[edition_of(self.app)], self.config.html_permalinks_icon
        for box in self.document.findall(nodes.Element):
            title = box[0] if box.children else None
            if box["ids"] and BOXES & set(box["classes"]) and isinstance(title, nodes.title):
                link = f'<a class="headerlink" href="#{box["ids"][0]}" title="{hint}">{sign}</a>'
                title += nodes.raw("", link, format="html")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the transform."""
    app.add_post_transform(Permalinks)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
