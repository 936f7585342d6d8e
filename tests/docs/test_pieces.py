"""What of a page waits to be laid out: small pieces, none on the first screens."""

import pytest
from docutils import nodes
from docutils.utils import new_document
from folding import details
from pieces import FIRST, LARGEST, Pieces, divide, weight
from sphinx import addnodes

LONG = int(LARGEST / 40)  # formulas: more than half of a piece


def paragraph(formulas: int = 1) -> nodes.paragraph:
    """Return a paragraph of many formulas."""
    return nodes.paragraph("", "", *(nodes.math("", "x_t = y_t + z_t") for _ in range(formulas)))


def page(*blocks: nodes.Node) -> nodes.document:
    """Return a page whose first screens are full, with these blocks below them, divided."""
    document = new_document("page")
    document += nodes.section("", nodes.title("", "Title"), paragraph(FIRST // 20), *blocks)
    Pieces(document).run()
    return document


def pieces(document: nodes.document) -> list[nodes.Element]:
    """Return what waits."""
    return [node for node in document.findall(nodes.Element) if "piece" in node.get("classes", ())]


def test_the_first_screens_do_not_wait() -> None:
    """A block that begins there does not wait, and none of its parts: a short page has no piece."""
    assert not pieces(page())
    document = new_document("page")
    document += nodes.section("", *(paragraph() for _ in range(9)))
    Pieces(document).run()
    assert not pieces(document)


def test_what_is_small_waits_whole() -> None:
    """A box of two languages, a list, code: each is one piece."""
    blocks = [
        nodes.container("", paragraph(), paragraph()),
        nodes.bullet_list("", nodes.list_item("", paragraph())),
        nodes.literal_block("", "x = 1"),
    ]
    assert pieces(page(*blocks)) == blocks


@pytest.mark.parametrize("box", [nodes.container, nodes.admonition, nodes.bullet_list])
def test_what_is_large_waits_in_parts(box: type[nodes.Element]) -> None:
    """Of a long proof each paragraph is a piece, never one within another."""
    parts = [paragraph(LONG) for _ in range(4)]
    assert pieces(page(box("", *parts))) == parts


@pytest.mark.parametrize("name", ["math-wrapper", "table-wrapper", "cell"])
def test_what_scrolls_inside_itself_stays_whole(name: str) -> None:
    """A wide formula or table is one piece, however large."""
    whole = nodes.container("", *(paragraph(LONG) for _ in range(4)), classes=[name])
    assert pieces(page(whole)) == [whole]


def test_headings_figures_and_explorables_never_wait() -> None:
    """Whoever asks where a section begins, or what is near the screen, lays out no piece."""
    signature = addnodes.desc_signature("", "step()")
    body = addnodes.desc_content("", paragraph())
    blocks = [
        nodes.section("", nodes.title("", "Title")),
        nodes.figure("", nodes.caption("", "Caption")),
        addnodes.desc("", signature, body),
    ]
    assert pieces(page(*blocks)) == [body]


def test_what_is_folded_weighs_nothing() -> None:
    """A browser lays it out when it is unfolded."""
    assert weight(details("", paragraph(LONG))) == 0
    folded = nodes.container("", *(details("", paragraph(LONG)) for _ in range(9)))
    assert pieces(page(folded)) == [folded]


def code(weighs: int) -> nodes.literal_block:
    """Return code that weighs this much."""
    return nodes.literal_block("", "x = " * weighs)


@pytest.mark.parametrize(
    ("node", "weighs"),
    [
        (nodes.Text("many words"), 0),
        (paragraph(0), 1),
        (nodes.paragraph("", "", nodes.strong("", "one"), nodes.emphasis("", "two")), 3),
        (nodes.math("", "x" * 10), 25),
        (nodes.math_block("", "x" * 20), 38),
        (code(30), 30),
        (addnodes.desc_signature("", "step(x) "), 2),
        (nodes.container("", paragraph(0), code(2), details("", paragraph(0))), 4),
    ],
)
def test_how_many_elements_are_laid_out(node: nodes.Node, weighs: float) -> None:
    """One for each node; more than one for a formula, and for code as many as it is long."""
    assert weight(node) == pytest.approx(weighs)


@pytest.mark.parametrize(("before", "waits"), [(599, False), (600, True)])
def test_a_page_waits_from_below_its_first_screens(before: int, waits: bool) -> None:
    """Those hold six hundred elements at most."""
    document = new_document("page")
    last = paragraph(0)
    document += [code(before), last]
    Pieces(document).run()
    assert pieces(document) == [last] * waits


@pytest.mark.parametrize(("size", "whole"), [(250, True), (251, False)])
def test_a_piece_is_not_large(size: int, whole: bool) -> None:
    """It has 250 elements at most, if it can be divided."""
    parts = [code(100), code(size - 101)]
    box = nodes.container("", *parts)
    assert pieces(page(box)) == ([box] if whole else parts)


def test_what_cannot_be_divided_waits_whole() -> None:
    """Long code, and a list of fields."""
    blocks = [code(500), nodes.field_list("", *(paragraph(LONG) for _ in range(9)))]
    assert pieces(page(*blocks)) == blocks


def test_what_is_divided_is_counted_by_its_parts() -> None:
    """What a block leaves behind is where the next one begins."""
    section = nodes.section("", code(200), nodes.container("", code(100), code(100)))
    assert divide(nodes.container("", section, code(7)), 100) == 507
    assert not pieces(section)
