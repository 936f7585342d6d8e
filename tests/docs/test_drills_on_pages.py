"""The result of a drill, from the role in a source to the page: on single nodes, and in a book."""

import math
from types import SimpleNamespace

import pytest
from books import EDITIONS, Book, build, prepare
from docutils import nodes
from docutils.core import publish_from_doctree
from docutils.utils import Reporter, new_document
from docutils.writers.html5_polyglot import HTMLTranslator, Writer
from drills import depart, read, result, role, visit


class Translator(HTMLTranslator):
    """A translator that knows of results, as that of Sphinx does."""

    visit_result, depart_result = visit, depart


@pytest.mark.parametrize(
    ("text", "number", "tolerance"),
    [
        ("= 0.25", 0.25, 0),
        ("= 300", 300, 0),
        ("≈ 300", 300, 0.5),
        ("≈ 11.5", 11.5, 0.05),
        ("≈ -0.514", -0.514, 0.0005),
    ],
)
def test_what_a_result_says(text: str, number: float, tolerance: float) -> None:
    """What is exact has no tolerance; what is rounded, half a unit of its last digit."""
    value, room = read(text)
    assert value == number and math.isclose(room, tolerance)


@pytest.mark.parametrize("text", ["0.25", "=0.25", "= a", "≈ .5", "= 1 m"])
def test_what_is_no_number(text: str) -> None:
    """The message shows how it should be."""
    with pytest.raises(ValueError, match=r"like '= 0\.25'"):
        read(text)


def said(text: str) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Return what becomes of a role on line 7, and its messages."""
    inliner = SimpleNamespace(reporter=Reporter("page.md", report_level=5, halt_level=5))
    return role("result", f"{{result}}`{text}`", text, 7, inliner)


def test_a_result_stands_in_the_page() -> None:
    """With a minus sign, and no break inside; a machine reads its number and its tolerance."""
    (node,), messages = said("≈ -0.51")
    assert isinstance(node, result) and not messages
    writer, document = Writer(), new_document("")
    writer.translator_class = Translator
    document += nodes.paragraph("", "", node, nodes.Text(" is it."))
    html = publish_from_doctree(document, writer=writer).decode()
    data = 'class="result" data-tolerance="0.005" data-value="-0.51"'
    assert f"<p><span {data}>≈\u00a0−0.51</span> is it.</p>" in html


def test_what_is_no_result_is_a_fault() -> None:
    """The page keeps what its author wrote, and the message says where and how it should be."""
    (node,), (message,) = said("0.51")
    assert isinstance(node, nodes.problematic) and node.astext() == "{result}`0.51`"
    assert message["line"] == 7 and "must be like '= 0.25' or '≈ 0.514'" in message.astext()


# -- In a book


@pytest.mark.parametrize("edition", EDITIONS)
def test_it_stands_in_every_edition(book: Book, edition: str) -> None:
    """With its sign, a minus sign for a hyphen, and no break inside, in each language of the edition."""
    found = book.page(edition, "pages/drill").select(".solution .result")
    assert [(one.text, one["data-value"], one["data-tolerance"]) for one in found] == [
        ("≈\u00a0−0.51", "-0.51", "0.005")
    ] * (2 if edition == "both" else 1)


def test_a_wrong_result_is_a_fault(tmp_path) -> None:
    """The build says where."""
    prepare(tmp_path, {"wrong": "English, {result}`0.5`.\n\n中文，{result}`0.5`。\n"})
    (tmp_path / "docs" / "references.bib").touch()
    (tmp_path / "docs" / "index.md").write_text(
        "# A ｜ 甲\n\n```{toctree}\npages/wrong\n```\n", "utf-8"
    )
    done = build(tmp_path, "en")
    assert done.returncode != 0 and "the result of a drill must be like" in done.stderr
