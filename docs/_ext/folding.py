"""Solutions with ``:class: dropdown`` fold without JavaScript, as ``<details>``.

On a page that has some, the reader can choose to have all of them on paper; the style sheet sees to
it, so that the screen stays as it is.

The classes are named in lower case because their names become the names of tags in the doctree.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx_exercise.nodes import solution_node  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator


TITLE = re.compile(
    r'<div class="exercise\b[^>]*>\s*<p class="admonition-title"><span class="caption-number">([^<]*?)\s*</span>|'
    r'<summary class="admonition-title"(?=>(.*?)</summary>)',
    re.S,
)


class details(nodes.General, nodes.Element):
    """A folded block; the first child is its summary."""


class summary(nodes.General, nodes.TextElement):
    """The line of a folded block that is always there."""


class Fold(SphinxPostTransform):
    """Turns the solutions into details, after sphinx-exercise has written their titles (21)."""

    default_priority = 30
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Replace every solution that asks for it."""
        for solution in list(self.document.findall(solution_node)):
            if "dropdown" not in solution["classes"]:
                continue
            title, *body = solution.children
            folded = details("", classes=["admonition", *solution["classes"]], ids=solution["ids"])
            folded += summary("", "", *title.children, classes=["admonition-title"])
            folded += body
            solution.parent.replace(solution, folded)


def visit_details(self: HTML5Translator, node: details) -> None:
    """Open the block."""
    self.body.append(self.starttag(node, "details"))


def depart_details(self: HTML5Translator, node: details) -> None:
    """Close the block."""
    self.body.append("</details>\n")


def visit_summary(self: HTML5Translator, node: summary) -> None:
    """Open the line."""
    self.body.append(self.starttag(node, "summary", ""))


def depart_summary(self: HTML5Translator, node: summary) -> None:
    """Close the line."""
    self.body.append("</summary>\n")


def tell(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Tell the template whether the page has solutions, and a listener of which exercise each is."""
    folded = doctree.findall(details) if doctree is not None else ()
    context["solutions"] = any("solution" in block["classes"] for block in folded)
    if context["solutions"]:
        context["body"] = numbered(context["body"])


def numbered(body: str) -> str:
    """Name every solution by its exercise, which stands before it."""
    last = ""

    def name(found: re.Match[str]) -> str:
        nonlocal last
        if (title := found[2]) is None:
            last = found[1]
            return found[0]
        return f'{found[0]} aria-label="{re.sub("<[^>]*>", "", title).strip()} · {last}"'

    return TITLE.sub(name, body)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the nodes and the transform."""
    app.add_node(details, html=(visit_details, depart_details))
    app.add_node(summary, html=(visit_summary, depart_summary))
    app.add_post_transform(Fold)
    app.connect("html-page-context", tell)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
