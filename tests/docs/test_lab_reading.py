"""Labs as reading makes them: in the order of the book, each with one name, from the text of their page alone."""

import re
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from labs.reading import LabError, around, imported, modules, read, read_page, solved
from test_labs import EASY, LAB, OTHER, docs

WRITTEN = LAB.replace(
    ":with: half\n:start: wrong\n:solution: diff", ":title: By itself\n:solution: f"
)
BLOCKS = "\n```python\ndef f():\n    ...\n```\n\n```python\ndef f():\n    pass\n```\n\n:::{predict}"
ALONE = (
    WRITTEN.replace("\n:::{predict}", BLOCKS) + "\n```{code-cell}\ndef f():\n    return 1\n```\n"
)
TASK = """\
:::{exercise} Why ｜ 为什么
:label: ex-why
:class: think

Here.
:::
"""
SOLVED = "\n:::{solution} ex-why\n%s:::\n"
BOOK = "```{toctree}\nsome\nmore\n```\n"


def book(root: Path, **pages: str) -> Path:
    """Write the page with a lab and others, with the front page that lists two."""
    folder = docs(root)
    for name, text in {"index": BOOK, **pages}.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    return folder


@pytest.fixture(autouse=True)
def checks_of_all(tmp_path: Path) -> None:
    """Let a module check labs of any name."""
    folder = docs(tmp_path) / "labs"
    (folder / "all.py").write_text("def checks(lab):\n    pass\n", "utf-8")


def test_the_labs_of_a_book(tmp_path: Path) -> None:
    """In the order of its pages, those that the front page lists; each says where it stands."""
    more = ALONE.replace("mend", "zoo") + ALONE.replace("mend", "any")
    found = read(book(tmp_path, more=more.replace(":checks: easy", ":checks: all"), unlisted=ALONE))
    assert [(name, lab.name, lab.page) for name, lab in found.items()] == [
        ("mend", "mend", "some"), ("zoo", "zoo", "more"), ("any", "any", "more"),
    ]  # fmt: skip


def test_two_labs_of_one_name_are_a_fault(tmp_path: Path) -> None:
    """On two pages, both of which are named."""
    folder = book(tmp_path, more=ALONE)
    with pytest.raises(LabError, match="two labs have the name 'mend': on some and more"):
        read(folder)


def test_a_lab_may_stand_by_itself(tmp_path: Path) -> None:
    """With its title, the first block as its start, and a definition of the page as its solution."""
    (lab,) = read_page(book(tmp_path, more=ALONE), "more").values()
    assert (lab.title, lab.exercise, lab.cells) == ("By itself", "", ())
    assert lab.start == "def f():\n    ...\n"
    assert lab.solution == "def f():\n    return 1\n"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (":title: By itself\n", "", "it stands in no exercise, so it needs a title"),
        ("```python", "```text", "it has no start: the option, or a block of Python"),
        (":checks: easy\n", "", "it has no checks: there is no docs/labs/NAME.py"),
        ("return 1", "return (", "was never closed"),
        ("lab} mend", "lab} to-mend", "docs/labs/easy.py defines neither to_mend nor checks"),
        ("solution: f", "solution: g", "no cell defines g"),
    ],
)
def test_a_lab_that_is_not_whole_is_refused(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    """By its name, with what it wants."""
    with pytest.raises(LabError, match=f"lab '(to-)?mend': .*{re.escape(message)}"):
        read_page(book(tmp_path, more=ALONE.replace(old, new)), "more")


def test_only_the_lab_that_is_asked_for_is_made(tmp_path: Path) -> None:
    """A fault of another on the page is told where that one stands."""
    folder = book(
        tmp_path, more=ALONE + ALONE.replace("lab} mend", "lab} bad").replace(":solution: f\n", "")
    )
    assert list(read_page(folder, "more", "mend")) == ["mend"]
    assert read_page(folder, "more", "none") == {}
    with pytest.raises(LabError, match="lab 'bad'"):
        read_page(folder, "more")


def test_what_a_page_tells_of_a_lab(tmp_path: Path) -> None:
    """What its script needs, without the files, which labs of a page share; nothing changes it."""
    (lab,) = read_page(docs(tmp_path), "some").values()
    assert set(lab.job()) == {"checks", "cells", "start", "solution", "title"}
    assert lab.job()["start"] == lab.start and "import other" not in repr(lab)
    with pytest.raises(FrozenInstanceError):
        lab.name = "other"  # type: ignore[misc]


def test_a_place_in_an_exercise() -> None:
    """Has its label and title; before, between and behind exercises is none."""
    source = f"Before.\n\n{TASK}\nBetween.\n\n{TASK.replace('why', 'how')}\nBehind.\n"
    places = [at.start() for at in re.finditer("Before|Here|Between|Behind", source)]
    assert [around(source, place)[0] for place in places] == ["", "ex-why", "", "ex-how", ""]
    assert around(source, places[1]) == ("ex-why", "Why ｜ 为什么")


@pytest.mark.parametrize(
    ("wanted", "text", "solution"),
    [
        ("diff", "```diff\n-1\n+2\n```\n\n```diff\n-1\n+3\n```\n", "2"),
        ("a", "```python\nb = 1\n```\n\n```python\na = 2\n```\n", "a = 2\n"),
        ("a", "```diff\n-1\n+2\n```\n", "a = 0"),
    ],
)
def test_the_solution_of_the_page(tmp_path: Path, wanted: str, text: str, solution: str) -> None:
    """The first diff; the block that defines a name; or, where none does, a definition of the page."""
    (tmp_path / "page.md").write_text("```{code-cell}\na = 0\n```\n", "utf-8")
    source = TASK + SOLVED % text
    assert solved(tmp_path, "page", source, "ex-why", wanted, "1") == solution


def test_a_solution_without_a_diff_is_missed(tmp_path: Path) -> None:
    """By the label of its exercise, when the lab asks for one."""
    with pytest.raises(LookupError, match="the solution of 'ex-why' has no diff"):
        solved(tmp_path, "page", TASK + SOLVED % "2\n", "ex-why", "diff", "1")


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("import other", ["other.py"]),
        ("import json, other", ["other.py"]),
        ("from other import value", ["other.py"]),
        ("def f():\n    from chain import a", ["chain.py", "other.py"]),
        ("from . import other", []),
        ("import math", []),
    ],
)
def test_what_checks_a_lab_brings_its_modules(tmp_path: Path, text: str, files: list[str]) -> None:
    """Those of the folder, wherever they are imported, and what they import."""
    folder = docs(tmp_path)
    (folder / "labs" / "chain.py").write_text("from other import value as a\n", "utf-8")
    assert list(imported(folder, text)) == files


def test_a_module_checks_by_the_name_of_its_lab(tmp_path: Path) -> None:
    """Or all labs that ask for it."""
    folder = docs(tmp_path)
    assert modules(folder, "easy", "mend") == {"easy.py": EASY, "other.py": OTHER}
    assert list(modules(folder, "all", "any-lab")) == ["all.py"]
