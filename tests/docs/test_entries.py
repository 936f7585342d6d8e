"""Places on a written page: where they begin, what they are called, what stands in them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from entries import Entry, read_page

Read = Callable[..., list[Entry]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a page with this main text."""

    def of(text: str, *, both: bool = False, main: str = 'role="main"') -> list[Entry]:
        page = tmp_path / "page.html"
        page.write_text(f'<meta charset="utf-8"><article {main}>{text}</article>', "utf-8")
        return read_page(page, both=both)

    return of


BOXES = """
<section id="top"><h1>Sums<a class="headerlink" href="#top">#</a></h1>
<p>Begin.</p>
<section id="part"><h2>Parts<span class="bar"> ｜ </span>部分</h2>
<div class="proof" id="thm"><p class="admonition-title">Theorem 1</p><p>True.</p></div>
<div class="exercise" id="ex"><p class="admonition-title">Exercise 1</p><p>Why?</p></div>
<details class="solution" id="sol"><summary class="admonition-title">Solution</summary>
<p>So.</p></details>
<div class="note"><p class="admonition-title">Note</p><p>Aside.</p></div>
<div id="figure"><!-- drawn --><h3>Figure</h3></div>
</section></section>
"""


def test_sections_and_boxes_are_places(read: Read) -> None:
    """With an id and a title; a solution is called after its exercise, and what follows goes on."""
    assert read(BOXES) == [
        Entry("", "page", "Sums", ["Begin."]),
        Entry("part", "section", "Parts ｜ 部分", ["Note", "Aside.", "Figure"]),
        Entry("thm", "theorem", "Theorem 1", ["True."]),
        Entry("ex", "exercise", "Exercise 1", ["Why?"]),
        Entry("sol", "solution", "Solution · Exercise 1", ["So."]),
    ]


LISTS = """
<section id="top"><h1>Words</h1>
<dl class="simple glossary"><dt id="term-a">gain</dt><dt id="term-b">增益</dt><dd><p>A sum.</p></dd>
<dt id="term-c">ravine</dt><dd><p>A form.</p></dd></dl>
<dl class="py function"><dt id="book.gain">gain(<em>beta</em>)</dt><dd><p>Return it.</p>
<dl class="field-list"><dt>beta</dt><dd>A number.</dd></dl></dd></dl>
<dl class="glossary"><dt>bare</dt><dd><p>Without a name.</p></dd></dl></section>
"""


def test_terms_and_functions_are_places(read: Read) -> None:
    """A term has all its names, a function its full one; other lists are texts of their place."""
    assert read(LISTS) == [
        Entry("", "page", "Words", ["Without a name."]),
        Entry("term-a", "term", "gain ｜ 增益", ["A sum."]),
        Entry("term-c", "term", "ravine", ["A form."]),
        Entry(
            "book.gain", "api", "book.gain", ["Return it.", "beta", "A number."], [], ["gain(beta)"]
        ),
    ]


@pytest.mark.parametrize(("lang", "chinese"), [("en", False), ("zh-CN", True)])
def test_blocks_end_where_a_reader_sees_it(read: Read, lang: str, chinese: bool) -> None:
    """Paragraphs apart, the cells of a row side by side, in either language; no empty blocks."""
    text = "\n<div><p>a</p>b <em>c</em></div><table><tr><td>d</td><td><p>e</p></td></tr></table>"
    (page,) = read(text, both=True, main=f'role="main" lang="{lang}"')
    said, other = (page.chinese, page.text) if chinese else (page.text, page.chinese)
    assert said == ["a", "b c", "d  e  "]
    assert not "".join(other).strip()


@pytest.mark.parametrize(
    "unseen",
    [
        "<!-- unseen -->",
        "<script>unseen</script>",
        '<i aria-hidden="true">unseen</i>',
        "<i inert>unseen</i>",
        '<i class="headerlink">unseen</i>',
    ],
)
def test_what_no_reader_sees_is_not_read(read: Read, unseen: str) -> None:
    """The words around it are."""
    assert read(f"<p>before{unseen} after</p>") == [Entry("", "page", "", ["before after"])]


def test_formulas_and_code(read: Read) -> None:
    """A formula is a part of its sentence, code stands apart."""
    (page,) = read("<p>If <math><mi>β</mi></math>:</p><pre>\nx = 1\n</pre>")
    assert page == Entry("", "page", "", ["If β:"], [], ["x = 1"])


def test_a_page_without_a_main_text_is_a_fault(read: Read) -> None:
    """It is named."""
    with pytest.raises(ValueError, match=r"page\.html must have an article"):
        read("", main="")
