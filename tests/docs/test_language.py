"""Which language a text is in, and what of it counts."""

import pytest
from docutils import nodes
from editions.language import is_opaque, language, prose, side
from sphinx import addnodes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("1 + x", None),
        ("Adam", "few"),
        ("Adam SGD", "few"),
        ("Adam and SGD", "en"),
        ("动量法", "zh"),
        ("法 method", "few"),  # as many characters as words
        ("the momentum method (动量法)", "en"),
        ("用 PyTorch 的优化器 SGD", "zh"),
    ],
)
def test_language(text: str, expected: str | None) -> None:
    """Han characters are counted against words of two or more letters."""
    assert language(text) == expected


@pytest.mark.parametrize(
    ("text", "en", "zh"),
    [
        ("velocity ｜ 速度", "velocity", "速度"),
        ("two\n｜ 二", "two", "二"),
        ("Adam", "Adam", "Adam"),
        ("a｜b", "a｜b", "a｜b"),
        ("one ｜ 一 ｜ 二", "one", "一 ｜ 二"),  # a fault, of which nothing is lost
    ],
)
def test_a_text_has_two_sides_or_one_for_all(text: str, en: str, zh: str) -> None:
    """A bar stands between spaces."""
    assert (side(text, "en"), side(text, "zh")) == (en, zh)


def xref(text: str, **attributes: object) -> addnodes.pending_xref:
    """Return a reference with this text."""
    return addnodes.pending_xref("", nodes.inline("", text), **attributes)


WORDS = "words"


@pytest.mark.parametrize(
    ("node", "said"),
    [
        (nodes.paragraph("", WORDS), WORDS),
        (nodes.emphasis("", WORDS), WORDS),
        (nodes.literal("", WORDS), ""),
        (addnodes.download_reference("", "", nodes.literal("", WORDS)), WORDS),
        (nodes.paragraph("", "", nodes.literal("", WORDS)), ""),
        (xref(WORDS, refexplicit=True, reftype="ref"), WORDS),
        (xref(WORDS, refexplicit=False, reftype="ref"), ""),
        (xref(WORDS, refexplicit=False, reftype="term"), WORDS),
        (xref(WORDS, refexplicit=True, reftype="term"), WORDS),
        (nodes.math("", WORDS), ""),
        (nodes.literal_block("", WORDS), ""),
        (addnodes.desc_signature("", WORDS), ""),
        (nodes.comment("", WORDS), ""),
    ],
    ids=str,
)
def test_only_prose_is_in_a_language(node: nodes.Element, said: str) -> None:
    """Not code, mathematics, names; of references those whose words the author has chosen."""
    assert "".join(prose(node)) == said
    assert is_opaque(node) == (not said and not isinstance(node, nodes.paragraph))


def test_what_is_settled_does_not_count() -> None:
    """At whatever depth it stands; the order is that of the text."""
    settled = nodes.emphasis("", "settled")
    inner = nodes.strong("", "b ", settled)
    inner.append(nodes.Text("c"))
    paragraph = nodes.paragraph("", "a ", inner, nodes.Text(" d"))
    assert [*prose(paragraph, {settled})] == ["a ", "b ", "c", " d"]
    assert [*prose(settled, {settled})] == []
