"""The exercises of a page, read from its text: of which kind each is, and what it asks."""

from __future__ import annotations

import re
from dataclasses import dataclass

SHEET = "exercise-sheet"  # the page that has all of them
KINDS = {
    "derive": "derive ｜ 推导",
    "compute": "compute ｜ 计算",
    "drill": "drill ｜ 速算",
    "program": "program ｜ 编程",
    "debug": "find the bug ｜ 找错",
    "think": "think ｜ 思考",
}
EXERCISE = re.compile(
    r"^(?P<fence>:{3,})\{exercise\} (?P<title>[^\n]+)\n(?P<options>(?::[\w-]+:[^\n]*\n)+)\n"
    r"(?P<body>.*?)\n(?P=fence)$",
    re.M | re.S,
)
CELL = re.compile(r"^```\{code-cell\}[^\n]*\n(?::[^\n]*\n)*(?P<code>.*?)^```$", re.M | re.S)
EXAMPLE = re.compile(r"^(`{4,})[^\n]*\n.*?^\1$", re.M | re.S)
OPTION = re.compile(r"^:(label|class): (\S+)$", re.M)


@dataclass(frozen=True)
class Exercise:
    """An exercise as its page states it."""

    label: str
    kind: str
    title: str
    body: str
    code: str  # that has the bug
    line: int


def without_examples(source: str) -> str:
    """Return a source without the blocks that show how a page is written, line for line."""
    return EXAMPLE.sub(lambda one: "\n" * one[0].count("\n"), source)


def read_page(source: str) -> list[Exercise]:
    """Return the exercises of a page in their order."""
    source = without_examples(source)
    return [
        Exercise(options["label"], kind, one["title"], one["body"], code, line)
        for one in EXERCISE.finditer(source)
        for options in [dict(OPTION.findall(one["options"]))]
        for kind in [options.get("class", "")]
        for cells in [CELL.findall(source[: one.start()])]
        for code in [cells[-1] if kind == "debug" and cells else ""]
        for line in [source.count("\n", 0, one.start()) + 1]
    ]
