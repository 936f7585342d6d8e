r"""Sentences that restate a statement: ``{restates}`thm-stability``` behind them in the source of a page.

In the texts of an explorable the comment ``// restates thm-stability`` stands above the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MARK = re.compile(r"\{restates\}`([\w, -]+)`")
COMMENT = re.compile(r"// restates ([\w, -]+)\n")
TEXT = re.compile(r"""(["`])((?:(?!\1|\n).)* ｜ (?:(?!\1|\n).)*)\1""")
SENTENCE = re.compile(
    r"[^。！？]*?(?:[。！？]|[.!?](?=[)”]*(?:\s|\{restates|$))|$)[”）)]*(?:\{restates\}`[^`]*`)*"
)
OPENING = re.compile(r"^\s*(?::{3,}\{\w+\} |[-*] |\d+[.)] |\*\*\w\*\*[:：] ?)?")
ABSENT = re.compile(r"\{(?:glue:text|cite:\w+)\}`[^`]*`|\$\{[^}]*\}")
CELLS = re.compile(r"(?:^|\s)\|(?:\s|$)")
HAN = re.compile(r"[\u3400-\u9fff]")
WIDGETS = "web/explorables/widgets"


@dataclass(frozen=True)
class Restatement:
    """A sentence that says again what a statement says, in both languages, and where it stands."""

    label: str
    page: str
    line: int
    en: str
    zh: str


def read_restatements(docs: Path) -> list[Restatement]:
    """Return all restatements of the book; one that only one language marks lacks the other."""
    pages = sorted([*docs.glob("*.md"), *(docs / "explore").glob("*.md")])
    found = [one for path in pages for one in pairs(read_page(path, docs))]
    for path in sorted((docs / WIDGETS).glob("*.ts")):
        found += pairs(read_widget(path))
    return found


def read_page(path: Path, docs: Path) -> Iterator[Restatement]:
    """Yield the marked sentences of a page, each in the language that it has."""
    page = path.relative_to(docs).as_posix().removesuffix(".md")
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if MARK.search(line):
            for text in CELLS.split(line) if line.startswith("|") else [line]:
                for side in text.split(" ｜ "):
                    yield from sentences(side, page, number)


def read_widget(path: Path) -> Iterator[Restatement]:
    """Yield the first barred text behind every comment."""
    source = path.read_text("utf-8")
    for comment in COMMENT.finditer(source):
        line = source.count("\n", 0, comment.start()) + 1
        text = TEXT.search(source, comment.end())
        for side in text[2].split(" ｜ ") if text else ("",):
            yield from restated(comment[1], side, f"explore/{path.stem}", line)


def sentences(side: str, page: str, line: int) -> Iterator[Restatement]:
    """Yield the sentences of a text that carry marks."""
    for sentence in SENTENCE.findall(side):
        for labels in MARK.findall(sentence):
            yield from restated(labels, MARK.sub("", OPENING.sub("", sentence)), page, line)


def restated(labels: str, words: str, page: str, line: int) -> Iterator[Restatement]:
    """Yield a text in the language that it has, for every label; without what only its page knows."""
    text = ABSENT.sub("…", words).strip()
    for label in re.split(r",\s*", labels):
        yield Restatement(label, page, line, *(("", text) if HAN.search(text) else (text, "")))


def pairs(found: Iterator[Restatement]) -> Iterator[Restatement]:
    """Yield English and Chinese sentences on one label together, in their order."""
    sides: dict[str, tuple[list[Restatement], list[Restatement]]] = {}
    for one in found:
        sides.setdefault(one.label, ([], []))[1 if one.zh else 0].append(one)
    for label, (english, chinese) in sides.items():
        for k in range(max(len(english), len(chinese))):
            first = (english or chinese)[min(k, len(english or chinese) - 1)]
            en = english[k].en if k < len(english) else ""
            zh = chinese[k].zh if k < len(chinese) else ""
            yield Restatement(label, first.page, first.line, en, zh)
