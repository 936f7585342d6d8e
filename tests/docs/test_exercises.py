"""The exercises of a page, read from its text."""

import pytest
from exercises import Exercise, read_page, without_examples

CELL = "```{{code-cell}} ipython3\n:tags: [remove-output]\n{}\n```\n\n"
TASK = ":::{{exercise}} Find it ｜ 找一找\n:label: ex-find\n{}\nWhat is wrong?\n\n哪里错了？\n:::\n"


def test_an_exercise_is_read_whole() -> None:
    """Its label, kind and title, and what it asks; one that says no kind has none."""
    asks = "What is wrong?\n\n哪里错了？"
    for option, kind in ((":class: think\n", "think"), (":nonumber:\n", ""), ("", "")):
        found = read_page(f"# Page\n\n{TASK.format(option)}")
        assert found == [Exercise("ex-find", kind, "Find it ｜ 找一找", asks, "", 3)]
        assert set(found) == {*found, *read_page(f"# Page\n\n{TASK.format(option)}")}


@pytest.mark.parametrize(
    ("before", "kind", "code"),
    [
        (["a", "b", "c"], "debug", "c\n"),
        (["a"], "debug", "a\n"),
        ([], "debug", ""),
        (["a", "b", "c"], "think", ""),
    ],
)
def test_who_looks_for_a_bug_is_shown_the_code(before: list[str], kind: str, code: str) -> None:
    """That of the last cell before, if there is one; a cell behind the exercise is its answer's."""
    task = TASK.format(f":class: {kind}\n")
    (found,) = read_page("".join(map(CELL.format, before)) + task + CELL.format("z"))
    assert found.code == code


@pytest.mark.parametrize(("before", "line"), [("", 1), ("\n", 2), ("\nWords.\n\n", 4)])
def test_an_exercise_has_its_line(before: str, line: int) -> None:
    """Counted from one, whatever stands before."""
    (found,) = read_page(before + TASK.format(""))
    assert found.line == line


def test_an_example_is_no_exercise() -> None:
    """What shows how a page is written is left out, and lines keep their numbers."""
    example = f"````markdown\n{TASK.format('')}````\n"
    assert without_examples(f"a\n{example}b\n") == "a\n" + "\n" * example.count("\n") + "b\n"
    (found,) = read_page(example + TASK.format(":class: think\n"))
    assert (found.kind, found.line) == ("think", 10)
