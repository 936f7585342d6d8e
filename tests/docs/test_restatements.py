"""Sentences that restate a statement, read from the sources of pages and of explorables."""

from pathlib import Path

import pytest
from checked.restatements import WIDGETS, Restatement, read_restatements

Found = list[tuple[str, str, int, str, str]]


def read(docs: Path, files: dict[str, str]) -> Found:
    """Write the sources of a book, and return what its restatements say."""
    for name, text in files.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(text, "utf-8")
    return [(one.label, one.page, one.line, one.en, one.zh) for one in read_restatements(docs)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("One. Two.{restates}`a` Three.", [("a", "Two.", "")]),
        ("一。二。{restates}`a`三。", [("a", "", "二。")]),
        ("- One {restates}`a`", [("a", "One", "")]),
        ("One.{restates}`a, b`", [("a", "One.", ""), ("b", "One.", "")]),
        ("One.{restates}`a` ｜ 一。{restates}`a`", [("a", "One.", "一。")]),
        ("| 1 | One. ｜ 一。{restates}`a` | Two.{restates}`b` |", [("a", "", "一。"), ("b", "Two.", "")]),
        ("For |x| | 1 it is so.{restates}`a`", [("a", "For |x| | 1 it is so.", "")]),
        ("About {glue:text}`n` of {cite:p}`b`.{restates}`a`", [("a", "About … of ….", "")]),
        ("Nothing is marked.", []),
    ],
)  # fmt: skip
def test_marked_sentences_of_a_page(
    tmp_path: Path, line: str, said: list[tuple[str, str, str]]
) -> None:
    """Each alone and once for every label, in its language; a bar, and a cell of a table, ends it."""
    found = read(tmp_path, {"page.md": f"# Page ｜ 页\n\n{line}\n"})
    assert found == [(label, "page", 3, en, zh) for label, en, zh in said]


def test_sides_belong_together_in_their_order(tmp_path: Path) -> None:
    """They stand where the English does; a side that is missing is empty."""
    one, two = "One.{restates}`a`\n", "Two.{restates}`a`\n"
    first, second = "一。{restates}`a`\n", "二。{restates}`a`\n"
    assert read(tmp_path, {"page.md": one + first + two + second}) == [
        ("a", "page", 1, "One.", "一。"),
        ("a", "page", 3, "Two.", "二。"),
    ]
    assert read(tmp_path, {"page.md": first + one + second}) == [
        ("a", "page", 2, "One.", "一。"),
        ("a", "page", 2, "", "二。"),
    ]
    assert read(tmp_path, {"page.md": one + two + first}) == [
        ("a", "page", 1, "One.", "一。"),
        ("a", "page", 2, "Two.", ""),
    ]
    assert read(tmp_path, {"page.md": first}) == [("a", "page", 1, "", "一。")]


def test_an_explorable_restates_too(tmp_path: Path) -> None:
    """The comment speaks of the next text in two languages; values that change are left out."""
    code = 'import "x";\n// restates a, b\ntell("x");\ntell(`Up to ${n}. ｜ 至多 ${n}。`);\n'
    files = {
        f"{WIDGETS}/sum.ts": f"\n{code}",
        f"{WIDGETS}/dumb.ts": "// restates c\n",
        "explore/sum.md": "Sum.{restates}`a`\n",
    }
    assert read(tmp_path, files) == [
        ("a", "explore/sum", 1, "Sum.", ""),
        ("c", "explore/dumb", 1, "", ""),
        ("a", "explore/sum", 3, "Up to ….", "至多 …。"),
        ("b", "explore/sum", 3, "Up to ….", "至多 …。"),
    ]


def test_a_restatement_is_a_value() -> None:
    """Two that say the same are one."""
    said = ("a", "page", 1, "One.", "一。")
    assert {Restatement(*said)} == {Restatement(*said)}
