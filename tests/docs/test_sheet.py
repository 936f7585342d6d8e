"""The sheet of exercises: all of them, each with a kind, and with its answer folded."""

import pytest
from answers import solution
from books import DOCS
from exercises import KINDS, read_page, without_examples
from sheet import by_kind, by_page

SOURCES = {path.stem: without_examples(path.read_text("utf-8")) for path in DOCS.glob("*.md")}
BOOK = {name: ("Page ｜ 页", read_page(text)) for name, text in SOURCES.items() if read_page(text)}
ALL = [one for _, found in BOOK.values() for one in found]


def test_every_exercise_is_read() -> None:
    """As many as the sources begin, each under a label of its own, and each of a known kind."""
    assert len(ALL) == sum(text.count("{exercise}") for text in SOURCES.values()) > 40
    assert len({one.label for one in ALL}) == len(ALL)
    assert {one.kind for one in ALL} == set(KINDS)


def test_sheet_lists_each_once_by_kind_and_by_page() -> None:
    """With its statement, whose equations are numbered where they are at home."""
    kinds, pages = "\n".join(by_kind(BOOK, "、")), "\n".join(by_page(BOOK))
    for one in ALL:
        assert kinds.count(f"<{one.label}>`") == 1
        assert pages.count(f"(sheet-{one.label})=") == 1
    assert "`、{" in kinds and ", " not in kinds
    assert "$$ (eq-" not in pages
    assert "{solution}" not in pages


def test_no_cell_stands_between_an_exercise_and_its_solution() -> None:
    """What is computed for the answer is folded with it; cells that show nothing are free."""
    for name, text in SOURCES.items():
        for one in read_page(text):
            after = text.split(f":label: {one.label}\n", 1)[1].split("\n:::\n", 1)[1]
            between = after.split("{solution", 1)[0]
            assert between.count("{code-cell}") == between.count("remove-cell"), (name, one.label)


def test_a_bug_can_be_looked_for() -> None:
    """Who is to find the bug is shown the code that has it, each another."""
    codes = [one.code for one in ALL if one.kind == "debug"]
    assert len({*codes}) == len(codes) > 5
    assert all("def " in code or "optim" in code for code in codes)
    pages = "\n".join(by_page(BOOK))
    assert all(code in pages for code in codes)
    assert not [one for one in ALL if one.code and one.kind != "debug"]


HTML = """
<div class="exercise think admonition" id="ex-one"><p>Why?</p></div>
<details class="admonition solution dropdown" id="solution-1"><summary>Solution</summary>
<p id="proof">By <a class="reference internal" href="#equation-eq-a">(1)</a>, see <a href="b.html">b</a>.</p>
<div class="math" id="equation-eq-b">
<span class="eqno">(2)<a class="headerlink" href="#equation-eq-b" title="Link">#</a></span>x</div>
<details class="code"><summary>Show code</summary><pre id="codecell1">1</pre></details>
<svg><path id="mark"></path><use href="#mark"></use></svg>
</details>
<details class="admonition solution dropdown" id="solution-2">another</details>
"""


def test_a_solution_is_copied_for_another_page() -> None:
    """Whole, with what is folded in it; it has no names, its links and numbers lead back."""
    copied = solution("a.html", "ex-one", HTML)
    assert copied.startswith("<details") and copied.endswith("</svg>\n</details>")
    assert "another" not in copied and "headerlink" not in copied
    assert 'href="a.html#equation-eq-a"' in copied and 'href="b.html"' in copied
    assert [piece.split('"')[1] for piece in copied.split(" id=")[1:]] == ["mark"]
    assert '<use href="#mark">' in copied
    assert '<a class="reference internal" href="a.html#equation-eq-b">(2)</a></span>' in copied


def test_an_exercise_without_a_solution_is_a_fault() -> None:
    """What is not there cannot be copied."""
    with pytest.raises(ValueError, match="not found"):
        solution("a.html", "ex-two", HTML)
