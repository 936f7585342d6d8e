"""What of a page waits to be laid out: small pieces, none on the first screens."""

import pytest
from docutils import nodes
from docutils.utils import new_document
from folding import details
from pieces import FIRST, LARGEST, Pieces, weight
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
