"""Numbers of equations: those on other pages say which page, and in Chinese each is called 式.

The page stands on paper, and under the pointer. In Chinese a bare “(25)” reads as a remark, so 式 stands
before it with a space that does not break, whether the source has written it or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from editions import edition_of
from editions.language import HAN, side
from editions.references import side_of
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

ANCHOR = "#equation-"
CALLED = "式\u00a0"
JOINED = "，。；：！？、（“”）》"  # no space stands after these


class Titles(SphinxPostTransform):
    """Gives references to equations elsewhere the title of their page."""

    default_priority = 30  # after the references are resolved (10)
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Name the page, in the language of the text around; and the equation, in Chinese."""
        known = self.env.domaindata["math"]["objects"]
        edition = edition_of(self.app)
        for reference in list(self.document.findall(nodes.reference)):
            where = reference.get("refuri", "") or f"#{reference.get('refid', '')}"
            label = where.partition(ANCHOR)[2]
            if label not in known:
                continue
            chinese = "zh" in (edition, side_of(reference))
            if (page := known[label][0]) != self.env.docname:
                reference["reftitle"] = side(
                    self.env.titles[page].astext(),
                    "zh" if chinese and edition == "both" else "en",
                )
            if chinese and HAN.search(reference.parent.astext()):
                call(reference)


def call(reference: nodes.reference) -> None:
    """Write 式 before the number of an equation."""
    parent = reference.parent
    place = parent.index(reference)
    before = parent[place - 1] if place else None
    if not isinstance(before, nodes.Text):
        parent.insert(place, nodes.Text(CALLED))
        return
    text = before.astext().rstrip()
    if not text.endswith("式"):
        joined = text and (HAN.match(text[-1]) or text[-1] in JOINED)
        text += "式" if joined else f"{before.astext()[len(text) :]}式"
    parent[place - 1] = nodes.Text(
        f"{text}{CALLED[1:]}"
    )  # not replace(): equal texts are one to it


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the titles."""
    app.add_post_transform(Titles)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
