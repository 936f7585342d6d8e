"""Formulas and stressed words keep the punctuation beside them."""

import pytest
from docutils import nodes
from docutils.utils import new_document
from unbroken import Unbroken

LONG = "x" * 40


@pytest.mark.parametrize(
    ("before", "tex", "after", "kept"),
    [
        ("see (", LONG, "), and", f"({LONG}),"),
        ("由", LONG, "。于是", f"{LONG}。"),
        ("因子（", LONG, "）很小", f"（{LONG}）"),
        ("for all ", "x", " and ", "x"),
        ("for all ", LONG, " and ", None),
        ("", LONG, "", None),
    ],
)
def test_formula_stays_whole(before: str, tex: str, after: str, kept: str | None) -> None:
    """A short formula, or one that touches punctuation, is kept together; the text is the same."""
    paragraph = nodes.paragraph("", before, nodes.math("", tex), nodes.Text(after))
    document = new_document("page")
    document += paragraph
    Unbroken(document).run()
    spans = [span.astext() for span in document.findall(nodes.inline)]
    assert spans == ([kept] if kept else [])
    assert paragraph.astext() == before + tex + after


@pytest.mark.parametrize(
    ("before", "word", "after", "kept"),
    [
        ("只是", "向量", "，不是矩阵", "向量，"),
        ("（", "正定", "）的", "（正定）"),
        ("这是", "定义", "之一", None),
        ("this ", "word", ", too", None),
        ("整句", "强调的话太长就让它自己换行好了", "，对吧", None),
    ],
)
def test_stressed_chinese_keeps_its_punctuation(
    before: str, word: str, after: str, kept: str | None
) -> None:
    """A comma does not begin a line behind a short stressed word."""
    document = new_document("page")
    document += nodes.paragraph(
        "", "", nodes.Text(before), nodes.emphasis("", word), nodes.Text(after)
    )
    Unbroken(document).run()
    assert [span.astext() for span in document.findall(nodes.inline)] == ([kept] if kept else [])
    assert document.astext() == before + word + after
