"""The navigation: one tree for all pages of a folder, in which each page marks where it is.

Sphinx copies the whole tree, and Furo parses it, for every page: a third of the time of writing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from editions import edition_of
from editions.marks import mark
from furniture import named
from furo.navigation import get_navigation_tree  # type: ignore[import-untyped]
from lxml import html
from titles import between_words

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class Tree:
    """The tree as the pages of one folder see it: their links are the same."""

    def __init__(self, app: Sphinx, folder: str) -> None:
        """Let Sphinx and Furo write the tree for a page of this folder that is not in it."""
        self.builder, self.seen_from = app.builder, f"{folder}/-".lstrip("/")
        toctree = self.builder._get_local_toctree  # type: ignore[attr-defined]
        options = {"collapse": False, "titles_only": True, "maxdepth": -1, "includehidden": True}
        tree = get_navigation_tree(toctree(self.seen_from, **options))
        self.root = html.fragment_fromstring(
            between_words(mark(named(tree), edition_of(app))), create_parent="div"
        )
        self.links = {link.get("href"): link for link in self.root.iter("a")}

    def at(self, page: str) -> str:
        """Return the HTML of the tree, open down to this page."""
        marks: list[tuple[Any, str, str | None]] = []

        def put(element: Any, name: str, value: str) -> None:
            marks.append((element, name, element.get(name)))
            element.set(name, value)

        link = self.links.get(self.builder.get_relative_uri(self.seen_from, page))
        if link is not None:
            put(link, "href", "#")
            put(link, "class", f"current {link.get('class')}")
            put(link.getparent(), "class", f"{link.getparent().get('class')} current-page")
            for around in link.iterancestors("li", "ul"):
                put(around, "class", f"{around.get('class') or ''} current".strip())
                if around.tag == "li":
                    for box in around.findall("input"):
                        put(box, "checked", "")
        written: str = html.tostring(self.root, encoding="unicode").strip()
        for element, name, before in reversed(marks):
            element.set(name, before) if before is not None else element.attrib.pop(name)
        return written.removeprefix("<div>").removesuffix("</div>")


def write(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Hand the tree to the template, and none to Furo."""
    trees, folder = app.builder.__dict__.setdefault("navigation", {}), page.rpartition("/")[0]
    if folder not in trees:
        trees[folder] = Tree(app, folder)
    context["navigation"] = trees[folder].at(page)
    context["toctree"] = lambda **_: ""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Come before Furo (500)."""
    app.connect("html-page-context", write, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
