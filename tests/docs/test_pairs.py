"""Blocks in two languages: who is whose partner, what an edition keeps, and who is told of as alone."""

from collections.abc import Callable

import pytest
from docutils import nodes
from editions.pairs import Pairing
from sphinx import addnodes

Told = list[tuple[str, str]]
Blocks = Callable[[], list[nodes.Element]]
ENGLISH, CHINESE = "three English words", "中文"
FROM_CODE = "momentum/averages.py:docstring of momentum.leaky_sum"


def cut(
    edition: str, *blocks: nodes.Element, split: tuple[nodes.Element, ...] = ()
) -> nodes.document:
    """Return a document of these blocks, cut down to an edition; some had a bar."""
    document = nodes.document(None, None)
    document += blocks
    Pairing(document, edition, {*split}).run()
    return document


def told(caplog: pytest.LogCaptureFixture) -> Told:
    """Return the kinds of the warnings, with the texts they quote."""
    return [(vars(record)["subtype"], record.args[1]) for record in caplog.records if record.args]


def p(text: str, *classes: str, source: str = "page.md") -> nodes.paragraph:
    """Return a paragraph."""
    paragraph = nodes.paragraph("", text, classes=[*classes])
    paragraph.source, paragraph.line = source, 1
    return paragraph


def items(*texts: str) -> nodes.bullet_list:
    """Return a list of paragraphs."""
    return nodes.bullet_list("", *(nodes.list_item("", p(text)) for text in texts))


def quote(*blocks: nodes.Element) -> nodes.block_quote:
    """Return a quotation."""
    return nodes.block_quote("", *blocks)


def table(head: str, cell: str) -> nodes.table:
    """Return a table of one column and two rows."""
    rows = [nodes.row("", nodes.entry("", p(text))) for text in (head, cell)]
    parts = nodes.thead("", rows[0]), nodes.tbody("", rows[1])
    return nodes.table("", nodes.tgroup("", *parts))


class Theorem(nodes.Admonition, nodes.Element):
    """A box of an extension."""


PARTNERS: dict[str, Blocks] = {
    "paragraphs": lambda: [p(ENGLISH), p(CHINESE)],
    "names": lambda: [p("Adam"), p(CHINESE)],
    "lists": lambda: [items(ENGLISH, "Adam"), items(CHINESE, CHINESE)],
    "lists with names": lambda: [items(ENGLISH, "Adam"), items(CHINESE, "Adam")],
    "quotes": lambda: [quote(p(ENGLISH)), quote(p(CHINESE))],
    "notes": lambda: [nodes.note("", p(ENGLISH)), nodes.note("", p(CHINESE))],
    "declared": lambda: [p(CHINESE * 9, "en"), p(ENGLISH * 9, "zh")],
}


@pytest.mark.parametrize("name", PARTNERS)
def test_an_edition_keeps_its_language(caplog: pytest.LogCaptureFixture, name: str) -> None:
    """Of two blocks of one kind; side by side, both stand in one box and say their language."""
    for edition, kept in (("en", 0), ("zh", 1)):
        blocks = PARTNERS[name]()
        assert cut(edition, *blocks).children == [blocks[kept]]
    english, chinese = PARTNERS[name]()
    (pair,) = cut("both", english, chinese).children
    assert (pair["classes"], pair.children) == (["pair"], [english, chinese])
    assert english["classes"][-2:] == ["en", "language-en"]
    assert chinese["classes"][-2:] == ["zh", "language-zh-CN"]
    assert told(caplog) == []


@pytest.mark.parametrize(
    "between",
    [nodes.comment("", ENGLISH), nodes.target(ids=["here"]), addnodes.index(entries=[])],
    ids=lambda node: node.tagname,
)
def test_partners_are_found_across_what_is_no_text(
    caplog: pytest.LogCaptureFixture, between: nodes.Element
) -> None:
    """A comment, an anchor, an entry of the index; it stays."""
    document = cut("zh", p(ENGLISH), between.deepcopy(), p(CHINESE), p(ENGLISH), p(CHINESE))
    assert [type(child) for child in document] == [type(between), nodes.paragraph, nodes.paragraph]
    assert told(caplog) == []


INSIDE: dict[str, Blocks] = {
    "a list": lambda: [items(ENGLISH, CHINESE)],
    "a note": lambda: [nodes.note("", p(ENGLISH), p(CHINESE))],
    "a section": lambda: [nodes.section("", p(ENGLISH), p(CHINESE))],
    "a theorem": lambda: [Theorem("", p(ENGLISH), p(CHINESE))],
    "a list after another": lambda: [p("1"), items(ENGLISH, CHINESE)],
}


@pytest.mark.parametrize("name", INSIDE)
def test_partners_are_found_inside(caplog: pytest.LogCaptureFixture, name: str) -> None:
    """In all that holds both languages."""
    for edition, kept, left in (("en", ENGLISH, CHINESE), ("zh", CHINESE, ENGLISH)):
        text = cut(edition, *INSIDE[name]()).astext()
        assert kept in text and left not in text
    assert told(caplog) == []


def test_items_stay_in_their_list() -> None:
    """Side by side, too, where a box between list and item would be no HTML."""
    (one,) = cut("both", items(ENGLISH, CHINESE)).children
    assert [(type(item), item["classes"][0]) for item in one] == [
        (nodes.list_item, "en"),
        (nodes.list_item, "zh"),
    ]


@pytest.mark.parametrize("edition", ["en", "zh", "both"])
def test_a_glossary_keeps_its_words(edition: str) -> None:
    """It is a dictionary: in each edition a term has both."""
    terms = nodes.term("", "velocity"), nodes.term("", "速度")
    cut(edition, nodes.definition_list("", nodes.definition_list_item("", *terms)))
    assert [term["classes"][0] for term in terms] == ["en", "zh"]
    assert terms[0].parent is terms[1].parent is not None


NOBODY: Told = []
ALONE, ORPHAN = ("untranslated", ENGLISH), ("orphan", CHINESE)
REPORTS: dict[str, tuple[Blocks, Told]] = {
    "English": (lambda: [p(ENGLISH)], [ALONE]),
    "English twice": (lambda: [p(ENGLISH), p("Two more words"), p(CHINESE)], [ALONE]),
    "English before a name": (lambda: [p(ENGLISH), p("Adam"), p(CHINESE)], [ALONE]),
    "Chinese first": (lambda: [p(CHINESE), p(ENGLISH)], [ORPHAN, ALONE]),
    "Chinese twice": (lambda: [p(ENGLISH), p("一"), p(CHINESE), p("1")], [ORPHAN]),
    "two of each": (lambda: [p(ENGLISH), p("一"), p(ENGLISH), p("一")], NOBODY),
    "another kind": (lambda: [p(ENGLISH), quote(p(CHINESE))], [ALONE, ORPHAN]),
    "a number between": (lambda: [p(ENGLISH), p("1"), p(CHINESE)], [ALONE, ORPHAN]),
    "a number before": (lambda: [p("1"), p(CHINESE)], [ORPHAN]),
    "code between": (
        lambda: [p(ENGLISH), nodes.literal_block("", ENGLISH), p(CHINESE)],
        [ALONE, ORPHAN],
    ),
    "a list in both after one in English": (
        lambda: [items(ENGLISH), items("three more words", CHINESE)],
        [ALONE],
    ),
    "a Chinese list with a name": (lambda: [items(CHINESE, "Adam")], [ORPHAN]),
    "a list": (lambda: [items("Adam", ENGLISH, "three more words")], [ALONE]),
    "sections": (
        lambda: [nodes.section("", p(ENGLISH)), nodes.section("", p(CHINESE))],
        [ALONE, ORPHAN],
    ),
    "theorems": (lambda: [Theorem("", p(ENGLISH)), Theorem("", p(CHINESE))], [ALONE, ORPHAN]),
    "a name": (lambda: [p("Adam SGD")], NOBODY),
    "a name as title": (lambda: [nodes.title("", "Adam")], [("untranslated", "Adam")]),
    "a name as caption": (
        lambda: [nodes.figure("", nodes.image(), nodes.caption("", "Adam"))],
        [("untranslated", "Adam")],
    ),
    "a number as title": (lambda: [nodes.title("", "1")], NOBODY),
    "a name in the head of a table": (lambda: [table("Adam", "1")], [("untranslated", "Adam")]),
    "a name in a table": (lambda: [table("1", "Adam")], NOBODY),
    "a sentence in a table": (lambda: [table("1", ENGLISH)], [ALONE]),
    "a name in a list": (lambda: [quote(nodes.rubric("", "1"), items("Adam"))], NOBODY),
    "words of a picture": (lambda: [nodes.image(alt="Adam")], [("untranslated", "Adam")]),
    "no word of a picture": (lambda: [nodes.image(alt="1"), nodes.image()], NOBODY),
    "what is shared": (lambda: [p(ENGLISH, "shared"), p(CHINESE, "shared")], NOBODY),
    "a box that is shared": (lambda: [Theorem("", p(ENGLISH), classes=["shared"])], NOBODY),
    "what a cell prints": (
        lambda: [nodes.container("", p(ENGLISH), nb_element="cell_code_output")],
        NOBODY,
    ),
    "what a cell is": (lambda: [nodes.container("", p(ENGLISH), nb_element="cell_code")], [ALONE]),
    "a signature": (
        lambda: [addnodes.desc_signature("", "", addnodes.desc_name("", ENGLISH))],
        NOBODY,
    ),
    "a field's name": (lambda: [nodes.field("", nodes.field_name("", ENGLISH))], NOBODY),
    "a field's name in a quote": (
        lambda: [quote(nodes.field_list("", nodes.field("", nodes.field_name("", ENGLISH))))],
        NOBODY,
    ),
}


@pytest.mark.parametrize("name", REPORTS)
def test_who_is_alone_is_told(caplog: pytest.LogCaptureFixture, name: str) -> None:
    """English without Chinese, Chinese without English; not names, code, and what is for all."""
    blocks, expected = REPORTS[name]
    cut("en", *blocks())
    assert told(caplog) == expected


def test_what_was_split_is_settled(caplog: pytest.LogCaptureFixture) -> None:
    """It has had both languages, whatever is left of them; its sides stay where they are."""
    item, picture = p(ENGLISH), nodes.image(alt=ENGLISH)
    sides = [nodes.inline("", text, classes=[side]) for text, side in (("A", "en"), ("甲", "zh"))]
    title = nodes.title("", "", *sides)
    cut("both", title, quote(item), picture, split=(title, item, picture))
    assert title.children == sides
    assert told(caplog) == []


@pytest.mark.parametrize(("edition", "kept"), [("en", 0), ("zh", 1)])
def test_anchors_of_both_lead_to_what_is_kept(edition: str, kept: int) -> None:
    """By id and by name; the other edition's links find it."""
    blocks = p(ENGLISH), p(CHINESE)
    for block, name in zip(blocks, "ab", strict=True):
        block["ids"], block["names"] = [name], [name]
    document = cut(edition, *blocks)
    for name in ("ids", "names"):
        assert {*blocks[kept][name]} == {"a", "b"}
    assert document.ids["ab"[1 - kept]] is blocks[kept]


@pytest.mark.parametrize("edition", ["en", "zh"])
def test_footnotes_lead_back_to_the_same_place(edition: str) -> None:
    """A Chinese mark has the id of its English partner; what no text links back to has none."""
    english, chinese = p(ENGLISH), p(CHINESE)
    english += [addnodes.pending_xref(), nodes.footnote_reference(ids=["id1"])]
    english += addnodes.pending_xref(ids=["id2"])
    chinese += [nodes.footnote_reference(ids=["id3"]), nodes.emphasis(ids=["id5"])]
    chinese += addnodes.pending_xref(ids=["id4"])
    (kept,) = cut(edition, english, chinese).children
    marks = [mark for mark in kept.children[1:] if not isinstance(mark, nodes.emphasis)]
    assert [mark["ids"][0] for mark in marks if mark["ids"]] == ["id1", "id2"]
    assert chinese[2]["ids"] == ["id5"]


def test_a_side_may_have_fewer_marks_than_the_other() -> None:
    """Those that it has are partners in order."""
    english = nodes.paragraph("", ENGLISH, nodes.footnote_reference(ids=["id1"]))
    english += nodes.footnote_reference(ids=["id2"])
    chinese = nodes.paragraph("", CHINESE, nodes.footnote_reference(ids=["id3"]))
    cut("zh", english, chinese)
    assert chinese[1]["ids"] == ["id1"]


def described(*blocks: nodes.Element) -> addnodes.desc:
    """Return what autodoc makes of a function with this docstring."""
    head = addnodes.desc_signature("", "", addnodes.desc_name("", ENGLISH))
    return addnodes.desc("", head, addnodes.desc_content("", *blocks))


def test_a_docstring_needs_its_summary_in_both(caplog: pytest.LogCaptureFixture) -> None:
    """That alone: where it has none, the docstring is told of once; with one, never."""
    summaries = p(ENGLISH, source=FROM_CODE), p("Other words here", source=f"{FROM_CODE}.inner")
    more = [p("four more English words", source=FROM_CODE) for _ in "ab"]
    inner = described(summaries[1], p("five more words of it", source=f"{FROM_CODE}.inner"))
    whole = described(summaries[0], more[0], inner, more[1])
    cut("en", whole.deepcopy())
    assert told(caplog) == [ALONE, ("untranslated", "Other words here")]
    caplog.clear()
    cut("en", whole, split=summaries)
    assert told(caplog) == []


@pytest.mark.parametrize(("edition", "marked"), [("zh", ["language-en"]), ("en", [])])
def test_a_docstring_says_that_it_is_english(edition: str, marked: list[str]) -> None:
    """In Chinese: its largest parts without a word that Sphinx has put into Chinese."""
    summary, rest = p(CHINESE, source=FROM_CODE), p(ENGLISH, source=FROM_CODE)
    about = quote(p("beta", source=FROM_CODE))
    fields = nodes.field_list("", nodes.field("", nodes.field_name("", "参数"), about))
    outside = nodes.section("", p(ENGLISH, source=FROM_CODE))
    cut(edition, described(summary, rest, fields), outside, split=(summary,))
    assert [one["classes"] for one in (rest, about, outside[0])] == [marked] * 3
    for one in (summary, fields, fields[0][0], about[0], outside):
        assert one["classes"] == []


def test_a_docstring_reads_its_fields_as_its_own(caplog: pytest.LogCaptureFixture) -> None:
    """Sphinx rebuilds them and does not say whence, but the texts in them do."""
    fields = nodes.bullet_list("", nodes.list_item("", p(ENGLISH, source=FROM_CODE)))
    summary = p(CHINESE, source=FROM_CODE)
    cut("en", described(summary, fields), split=(summary,))
    assert told(caplog) == []
