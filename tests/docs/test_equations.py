"""Numbers of equations: each says its page where that is another, and in Chinese is called 式."""

from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.utils import new_document
from equations import Titles, call
from sphinx.transforms.post_transforms import ReferencesResolver


@pytest.mark.parametrize(
    ("before", "written"),
    [
        ("由 ", "由式\u00a0"),
        ("见式 ", "见式\u00a0"),
        ("递推式 ", "递推式\u00a0"),
        ("完毕。", "完毕。式\u00a0"),
        ("完毕。 ", "完毕。式\u00a0"),
        ("不带 Nesterov 的 ", "不带 Nesterov 的式\u00a0"),
        ("按 Nesterov ", "按 Nesterov 式\u00a0"),
        ("", "式\u00a0"),
    ],
)
def test_an_equation_is_called_by_its_name(before: str, written: str) -> None:
    """A bare number gets 式, once, with a space that does not break; no gap stands before it."""
    reference = nodes.reference("", "(3)", refid="equation-a")
    paragraph = nodes.paragraph("", "", *([nodes.Text(before)] if before else []), reference)
    call(reference)
    assert paragraph.astext() == f"{written}(3)"


def test_an_equation_behind_a_formula() -> None:
    """Between a formula and 式 the space stays."""
    reference = nodes.reference("", "(3)", refid="equation-a")
    paragraph = nodes.paragraph("", "", nodes.math("", "x"), nodes.Text(" "), reference)
    call(reference)
    assert paragraph.astext() == "x 式\u00a0(3)"


def test_equal_texts_are_not_taken_for_each_other() -> None:
    """Of two texts that are the same, the one before the reference gets 式."""
    reference = nodes.reference("", "(3)", refid="equation-a")
    formula, same = nodes.math("", "x"), [nodes.Text(" 与 "), nodes.Text(" 与 ")]
    paragraph = nodes.paragraph("", "", formula, same[0], formula.copy(), same[1], reference)
    call(reference)
    assert paragraph.astext().endswith(" 与式\u00a0(3)") and paragraph[1] == " 与 "


# -- References of a page, resolved


def resolved(edition: str, *paragraphs: nodes.paragraph) -> list[nodes.reference]:
    """Return the references of a page on which eq-here stands; eq-there stands on another."""
    document = new_document("page")
    document += paragraphs
    titles = {"here": nodes.title("", "Here ｜ 此处"), "there": nodes.title("", "There ｜ 彼处")}
    if edition != "both":  # the choice of the edition has left one side
        titles["there"] = nodes.title("", "There" if edition == "en" else "彼处")
    objects = {"eq-here": ("here", 1), "eq-there": ("there", 2)}
    document.settings.env = SimpleNamespace(
        _app=SimpleNamespace(tags={edition}),
        docname="here",
        domaindata={"math": {"objects": objects}},
        titles=titles,
    )
    Titles(document).run()
    return list(document.findall(nodes.reference))


def there() -> nodes.reference:
    """Return a reference to the equation on another page."""
    return nodes.reference("", "(2)", refuri="there.html#equation-eq-there")


def here() -> nodes.reference:
    """Return a reference to the equation on the same page."""
    return nodes.reference("", "(1)", refid="equation-eq-here")


@pytest.mark.filterwarnings("ignore::sphinx.deprecation.RemovedInSphinx11Warning")
@pytest.mark.parametrize(
    ("edition", "side", "before", "title", "called"),
    [
        ("en", None, "see ", "There", "(2)"),
        ("zh", None, "看", "彼处", "式\u00a0(2)"),
        ("zh", None, "", "彼处", "(2)"),  # a cell with nothing but numbers
        ("both", "en", "see ", "There", "(2)"),
        ("both", "en", "see 式 or ", "There", "(2)"),
        ("both", "zh", "看", "彼处", "式\u00a0(2)"),
        ("both", None, "", "There", "(2)"),
    ],
)
def test_an_equation_elsewhere_says_where(
    edition: str, side: str | None, before: str, title: str, called: str
) -> None:
    """In the language of the text around; what is no equation is left alone, and what follows is not."""
    other = nodes.reference("", "book", refuri="https://book.example.org")
    classes = [side] if side else []
    paragraph = nodes.paragraph("", before, there(), classes=classes)
    _, link = resolved(edition, nodes.paragraph("", "", other), paragraph)
    assert "reftitle" not in other
    assert link["reftitle"] == title
    assert paragraph.astext() == before + called


@pytest.mark.filterwarnings("ignore::sphinx.deprecation.RemovedInSphinx11Warning")
def test_an_equation_of_the_same_page_says_no_page() -> None:
    """But it is called 式 as well."""
    paragraph = nodes.paragraph("", "由", here())
    (link,) = resolved("zh", paragraph)
    assert "reftitle" not in link
    assert paragraph.astext() == "由式\u00a0(1)"


def test_titles_are_given_to_references_that_are_resolved() -> None:
    """Before that they lead nowhere."""
    assert ReferencesResolver.default_priority < Titles.default_priority
