"""Numbers of equations that stand on other pages say which page: on paper, and under the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from editions import edition_of
from editions.language import side
from editions.references import side_of
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

ANCHOR = "#equation-"


class Titles(SphinxPostTransform):
    """Gives references to equations elsewhere the title of their page."""

    default_priority = 30  # after the references are resolved (10)
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Name the page, in the language of the text around."""
        known = self.env.domaindata["math"]["objects"]
        for reference in self.document.findall(nodes.reference):
            label = reference.get("refuri", "").partition(ANCHOR)[2]
            if label in known and (page := known[label][0]) != self.env.docname:
                chinese = edition_of(self.app) == "both" and side_of(reference) == "zh"
                title = self.env.titles[page].astext()
                reference["reftitle"] = side(title, "zh" if chinese else "en")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the titles."""
    app.add_post_transform(Titles)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
