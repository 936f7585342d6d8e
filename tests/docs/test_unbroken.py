"""Formulas keep the punctuation beside them, percent signs their numbers; long names can break."""

import pytest
from docutils import nodes
from docutils.utils import new_document
from katex import render
from unbroken import JOINT, LONG, Unbroken, unbroken

TALL = "x" * 40


def document(*content: nodes.Node) -> nodes.document:
    """Return a document with one paragraph, transformed."""
    page = new_document("page")
    page += nodes.paragraph("", "", *content)
    Unbroken(page).run()
    return page


@pytest.mark.parametrize(
    ("before", "tex", "after", "kept"),
    [
        ("see (", TALL, "), and", f"({TALL}),"),
        ("由", TALL, "。于是", f"{TALL}。"),
        ("因子（", TALL, "）很小", f"（{TALL}）"),
        ("the word ‘", TALL, "’ is", f"‘{TALL}’"),
        ("一共", TALL, "…后来", f"{TALL}…"),
        ("for all ", "x", " and ", "x"),
        ("for all ", TALL, " and ", None),
        ("", TALL, "", None),
    ],
)
def test_formula_and_its_punctuation(before: str, tex: str, after: str, kept: str | None) -> None:
    """A short formula, or one that touches punctuation, is one node; the text is the same."""
    page = document(nodes.Text(before), nodes.math("", tex), nodes.Text(after))
    assert [span.astext() for span in page.findall(unbroken)] == ([kept] if kept else [])
    assert page.astext() == before + tex + after


@pytest.mark.parametrize(
    "tex",
    ["x_t", r"\beta = 0.9", r"\eta\lambda < 2 + 2\beta", r"v_t = \beta v_{t-1} + g_t", "x" * 32],
)
def test_a_formula_of_a_few_signs_stays_on_a_line(tex: str) -> None:
    """Also an equation such as a sentence holds: it is as wide as two or three words."""
    (span,) = document(nodes.Text("a "), nodes.math("", tex), nodes.Text(" b")).findall(unbroken)
    assert span["classes"] == ["unbroken"]


def test_a_long_formula_may_break() -> None:
    """What would be wider than the column of a telephone flows with the text."""
    page = document(nodes.Text("a "), nodes.math("", "x" * 33), nodes.Text(" b"))
    assert not list(page.findall(unbroken))


def test_long_formula_breaks_before_its_last_piece() -> None:
    """It flows with the text: only its ends are tied to the punctuation, and TeX stands in it once."""
    html = render("a = b = c", display=False, macros={}, before="（", after="，")["html"]
    first, _, last = html.split("katex-base")[1:]
    assert html.startswith('<span class="together">（<span class="katex">')
    assert first.count("</span></span></span></span>")  # the first end is closed before the middle
    assert last.endswith("，</span>")
    assert html.count('<span class="together">') == 2
    assert html.count("<annotation") == html.count("<math") == 1
    assert "，" not in html.split("，</span>")[0].split('aria-hidden="true"')[0]


def test_percent_sign_stays_with_its_number() -> None:
    """No line begins with it; code and other signs are left alone."""
    code = nodes.literal("", "5 % 2")
    page = document(nodes.Text("10 % of "), code, nodes.inline("", "8.5"), nodes.Text(" % end"))
    assert page.astext() == "10\u00a0% of 5 % 28.5\u00a0% end"


@pytest.mark.parametrize(
    ("html", "broken"),
    [
        ('<span class="pre">momentum.dynamics.rate</span>', "momentum.<wbr>dynamics.<wbr>rate"),
        ('<a href="https://doi.org/10.1214/aoms">https://doi.org/10.1214/aoms</a>', "org/<wbr>10."),
        ('<span class="pre">short.name</span>', None),
    ],
)
def test_long_names_break_at_their_joints(html: str, broken: str | None) -> None:
    """Behind dots and slashes, so that the browser need not break anywhere; not inside a tag."""
    done = LONG.sub(lambda long: JOINT.sub(r"\g<0><wbr>", long[0]), html)
    assert (broken in done) if broken else done == html
    assert done.replace("<wbr>", "") == html
