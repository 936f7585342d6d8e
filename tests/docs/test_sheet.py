"""The sheet of exercises: all of them, each with a kind, and with its answer folded."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sheet
from answers import insert, solution, tell
from books import DOCS
from exercises import KINDS, read_page, without_examples
from sheet import ANSWER, by_kind, by_page, write
from sphinx.errors import ExtensionError

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


def written(folder: Path, label: str = "ex-one") -> SimpleNamespace:
    """Write a page and a sheet that asks for a solution of it, as a build leaves them."""
    (folder / "a.html").write_text(HTML, "utf-8")
    task = f'<a class="reference internal" href="a.html#{label}">Exercise</a>'
    (folder / "exercise-sheet.html").write_text(task + ANSWER.replace("LABEL", label), "utf-8")
    env = SimpleNamespace(found_docs={"a", "exercise-sheet"})
    return SimpleNamespace(outdir=folder, builder=SimpleNamespace(format="html"), env=env)


def test_solutions_stand_on_the_written_sheet(tmp_path: Path) -> None:
    """Each below its task; one that is missing is named with its page."""
    insert(written(tmp_path), None)
    sheet = (tmp_path / "exercise-sheet.html").read_text("utf-8")
    assert sheet.endswith(solution("a.html", "ex-one", HTML)) and "data-solution" not in sheet
    app = written(tmp_path, "ex-two")
    with pytest.raises(ExtensionError, match=r"^a\.html: no solution follows 'ex-two'"):
        insert(app, None)


@pytest.mark.parametrize("what", ["a fault", "another format", "no sheet"])
def test_a_sheet_that_is_none_stays_as_it_is(what: str, tmp_path: Path) -> None:
    """After a build that failed, in an e-book, and in a book without exercises."""
    app = written(tmp_path, "ex-two")
    if what == "another format":
        app.builder.format = "latex"
    if what == "no sheet":
        app.env.found_docs.remove("exercise-sheet")
    insert(app, ValueError() if what == "a fault" else None)
    assert "data-solution" in (tmp_path / "exercise-sheet.html").read_text("utf-8")


@pytest.mark.parametrize(("page", "solutions"), [("exercise-sheet", True), ("a", None)])
def test_the_template_of_the_sheet_knows_of_solutions(page: str, solutions: bool | None) -> None:
    """So that it loads what unfolds them."""
    context: dict[str, Any] = {}
    tell(SimpleNamespace(), page, "page.html", context, None)
    assert context.get("solutions") == solutions


# -- The source of the sheet, of a book of a few lines

TASK = ":::{{exercise}} {1}\n:label: ex-{0}\n:class: {2}\n\nAsk {1}.\n:::\n"
CELL = "```{code-cell} ipython3\nx = y\n```\n\n"


def app_of(docs: Path, edition: str = "en", **pages: str) -> SimpleNamespace:
    """Write a book of some pages, and return an application that reads it."""
    entries = "\n".join(pages)
    front = f"# Book ｜ 书\n\n```{{toctree}}\n{entries}\n```\n"
    for name, text in {"index": front, **pages}.items():
        (docs / f"{name}.md").write_text(text, "utf-8")
    return SimpleNamespace(srcdir=str(docs), tags={edition})


def filled(app: SimpleNamespace) -> str:
    """Return the source of the sheet after its place was filled."""
    source = ["Before %exercises% after"]
    write(app, "exercise-sheet", source)
    (text,) = source
    return text


@pytest.mark.parametrize(("edition", "comma"), [("en", ", "), ("zh", "、"), ("both", ", ")])
def test_exercises_stand_where_the_sheet_says(tmp_path: Path, edition: str, comma: str) -> None:
    """Those of one kind are parted as the edition parts words; a page without a title has its name."""
    first = (
        "# One ｜ 一\n\n" + TASK.format("a", "A", "think") + "\n" + TASK.format("b", "B", "think")
    )
    bug = CELL + TASK.format("c", "C", "debug")
    text = filled(app_of(tmp_path, edition, one=first, idle="# Idle\n", two=bug))
    kinds, one, two = text.split("\n## ")
    assert (
        f"`think ｜ 思考` {{numref}}`{{number}} <ex-a>`{comma}{{numref}}`{{number}} <ex-b>`"
        in kinds
    )
    assert kinds.count("{bdg") == 2 and kinds.startswith("Before ") and two.endswith(" after")
    assert one.startswith("One ｜ 一\n") and two.startswith("two\n")
    assert [("Ask A." in part, "Ask C." in part) for part in (one, two)] == [
        (True, False), (False, True),
    ]  # fmt: skip
    assert "```python\nx = y\n```" in two and "```python" not in one


def test_equations_and_labs_of_a_task_stay_at_home(tmp_path: Path) -> None:
    """An equation is shown without its label, a lab is not."""
    lab = ":::{exercise} A\n:label: ex-a\n:class: think\n\n$$\nx\n$$ (eq-x)\n\n::::{lab} a\nTry.\n::::\n:::\n"
    text = filled(app_of(tmp_path, one=lab))
    assert "\n$$\nx\n$$\n" in text and "Try." not in text


def test_another_page_stays_as_it_is(tmp_path: Path) -> None:
    """Whatever it says."""
    source = ["%exercises%"]
    write(app_of(tmp_path, one=TASK.format("a", "A", "think")), "one", source)
    assert source == ["%exercises%"]


def test_an_exercise_without_a_kind_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its place; the others are not."""
    said: list[tuple[str, Any]] = []
    monkeypatch.setattr(
        sheet.logger, "warning", lambda text, *args, location: said.append((text % args, location))
    )
    text = "# One\n\n" + TASK.format("a", "A", "think") + "\n" + TASK.format("b", "B", "guess")
    assert "**B**" in filled(app_of(tmp_path, one=text))
    ((fault, place),) = said
    assert fault.startswith("the class of 'ex-b' must be one of derive, ") and place == ("one", 10)
