"""Formulas keep the punctuation beside them, percent signs their numbers; long names can break."""

from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.utils import new_document
from katex import render
from unbroken import Unbroken, joints, unbroken, visit_unbroken

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
        ("the ", TALL, "-th), and", f"{TALL}-th),"),
        ("the ", TALL, "-this", None),
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
    context = {"body": html}
    joints(SimpleNamespace(), "page", "page.html", context, new_document("page"))
    done = context["body"]
    assert (broken in done) if broken else done == html
    assert done.replace("<wbr>", "") == html


def test_a_page_without_a_source_stays_as_it_is() -> None:
    """Its template has no text to break."""
    context: dict[str, str] = {}
    joints(SimpleNamespace(), "search", "search.html", context, None)
    assert not context


# -- Punctuation that stands elsewhere


def spans(*content: nodes.Node) -> list[str]:
    """Return what is kept together of a paragraph, whose text stays the same."""
    said = nodes.paragraph("", "", *(one.deepcopy() for one in content)).astext()
    page = document(*content)
    assert page.astext() == said
    return [span.astext() for span in page.findall(unbroken)]


def test_every_formula_is_looked_at() -> None:
    """A long one does not hide the short one behind it."""
    assert spans(nodes.math("", TALL), nodes.Text(" and "), nodes.math("", "x")) == ["x"]


def test_only_the_neighbour_counts() -> None:
    """A bracket that opens at the end of a paragraph is not that of its first formula."""
    assert not spans(nodes.math("", TALL), nodes.Text(" is ("))


@pytest.mark.parametrize(
    ("around", "kept"),
    [
        (nodes.inline("", "", nodes.Text("of "), nodes.math("", "x")), "x),"),
        (nodes.inline("", "", nodes.math("", "x"), nodes.Text(" small")), "x"),
        (nodes.inline("", "", nodes.Text("a "), nodes.math("", "x"), nodes.Text(" b")), "x"),
        (nodes.emphasis("", "", nodes.Text("of "), nodes.math("", "x")), "x"),
    ],
)
def test_a_title_in_brackets_may_end_with_a_formula(around: nodes.Element, kept: str) -> None:
    """It keeps the bracket behind the title, unless that would become slanted with it."""
    assert spans(nodes.Text("(see "), around, nodes.Text("), then")) == [kept]


@pytest.mark.parametrize(
    ("before", "tex", "after", "classes"),
    [
        ("", "x", "", ["math", "unbroken"]),
        ("(", "x", "),", ["math", "unbroken"]),
        ("", "x", ".", ["math", "unbroken"]),
        ("(", TALL, "", ["math"]),
    ],
)
def test_the_renderer_is_told_of_the_punctuation(
    monkeypatch: pytest.MonkeyPatch, before: str, tex: str, after: str, classes: list[str]
) -> None:
    """With it, and whether the whole is short enough for a line."""
    told: list[tuple[str, ...]] = []
    monkeypatch.setattr(
        "unbroken.visit_math", lambda _, node, *ends: told.append((node.astext(), *ends))
    )
    formula = nodes.math("", tex, classes=["math"])
    page = document(nodes.Text(f"a {before}"), formula, nodes.Text(f"{after} b"))
    (span,) = page.findall(unbroken)
    visit_unbroken(SimpleNamespace(), span)
    assert told == [(tex, before, after)] and formula["classes"] == classes


# -- Names in Chinese


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("阿斯顿·张写", ["顿·"]),
        ("扎卡里·C. 立顿与亚历山大·斯莫拉", ["里·", "大·"]),
        ("a·b", []),
    ],
)
def test_the_dot_in_a_name_begins_no_line(said: str, kept: list[str]) -> None:
    """It keeps to the character before it; a dot between letters is none of a name."""
    page = document(nodes.Text(said), nodes.literal("", "点·乘"))
    together = [one for one in page.findall(nodes.inline) if "together" in one["classes"]]
    assert [one.astext() for one in together] == kept
    assert page.astext() == f"{said}点·乘"
