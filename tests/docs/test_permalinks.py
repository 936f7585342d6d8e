"""Theorems and exercises have a link to themselves in their title."""

from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.utils import new_document
from permalinks import Permalinks
from ticks import Links

pytestmark = pytest.mark.filterwarnings("ignore::sphinx.deprecation.RemovedInSphinx11Warning")


def linked(*boxes: nodes.Element, edition: str = "en") -> list[str]:
    """Return the links that these boxes are given in an edition."""
    document = new_document("page")
    document += boxes
    app = SimpleNamespace(tags={edition})
    document.settings.env = SimpleNamespace(
        _app=app, config=SimpleNamespace(html_permalinks_icon="#")
    )
    Permalinks(document).run()
    assert all(link["format"] == "html" for link in document.findall(nodes.raw))
    assert all(link.parent[-1] is link for link in document.findall(nodes.raw))
    return [link.astext() for link in document.findall(nodes.raw)]


def box(*children: nodes.Node, kind: str = "proof", ids: tuple[str, ...] = ("a",)) -> nodes.Element:
    """Return a box as sphinx-proof and sphinx-exercise make it."""
    return nodes.admonition("", *children, classes=[kind, "admonition"], ids=[*ids])


def title() -> nodes.title:
    """Return the title of a box."""
    return nodes.title("", "Theorem 1")


@pytest.mark.parametrize("kind", ["proof", "exercise"])
@pytest.mark.parametrize(
    ("edition", "hint"),
    [
        ("en", "Link to this place"),
        ("zh", "链接到此处"),
        ("both", "Link to this place ｜ 链接到此处"),
    ],
)
def test_a_box_with_an_anchor_has_a_link(kind: str, edition: str, hint: str) -> None:
    """At the end of its title, to the first of its anchors, with a hint in the language of the edition."""
    text = nodes.paragraph("", "Be it so.")
    wanted = f'<a class="headerlink" href="#thm-a" title="{hint}">#</a>'
    found = linked(box(title(), text, kind=kind, ids=("thm-a", "id1", "id2")), edition=edition)
    assert found == [wanted]


@pytest.mark.parametrize(
    "other",
    [
        box(),
        box(nodes.paragraph("", "no title")),
        box(nodes.paragraph("", "no title first"), title()),
        box(title(), ids=()),
        box(title(), kind="note"),
        box(title(), kind="solution"),
    ],
    ids=["empty", "no title", "title below", "no anchor", "a note", "a solution"],
)
def test_what_is_no_such_box_has_none(other: nodes.Element) -> None:
    """Nor has a solution, whose title is a button."""
    assert linked(other.deepcopy()) == []


def test_the_link_stands_behind_the_tick() -> None:
    """As that of a heading stands last."""
    assert Links.default_priority < Permalinks.default_priority
