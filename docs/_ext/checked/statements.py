"""The statements of the book that want a test: labelled equations, theorems, tables of numbers.

Read from the sources of the pages, before Sphinx parses them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EQUATION = re.compile(r"^\$\$\n(?P<text>(?:(?!\$\$).)*?)\n\$\$ \((?P<label>[\w-]+)\)$", re.M | re.S)
PROOF = re.compile(
    r"^(?P<fence>:{3,})\{prf:(?!proof)\w+\} (?P<text>[^\n]+)\n:label: (?P<label>[\w-]+)\n"
    r"(?P<body>.*?)^(?P=fence)$",
    re.M | re.S,
)
TABLE = re.compile(r"^:{3,}\{table\} (?P<text>.+)\n:name: (?P<label>tab-[\w-]+)$", re.M)
REFERENCES = {EQUATION: "eq", PROOF: "prf:ref", TABLE: "numref"}
TITLE = re.compile(r"^# (.+)$", re.M)
ENTRY = re.compile(r"^(?:.+<)?([\w-]+)>?$", re.M)
TOCTREE = re.compile(r"^```\{toctree\}\n(.*?)^```$", re.M | re.S)


@dataclass(frozen=True)
class Statement:
    """A statement with the role that refers to it, and where it stands; of a theorem, all it says."""

    label: str
    role: str
    text: str
    page: str
    line: int
    body: str = ""


def read_page(path: Path) -> list[Statement]:
    """Return the statements of a page in their order."""
    source = path.read_text("utf-8")
    found = [
        (at, Statement(match["label"], role, match["text"], path.stem, line, body))
        for pattern, role in REFERENCES.items()
        for match in pattern.finditer(source)
        for at in [match.start("label")]
        for line in [source.count("\n", 0, at) + 1]
        for body in [match.groupdict().get("body", "")]
    ]
    return [statement for _, statement in sorted(found, key=lambda pair: pair[0])]


def read_book(docs: Path) -> dict[str, tuple[str, list[Statement]]]:
    """Return title and statements of every page that has some, in the order of the toctrees."""
    book = {}
    for page in pages(docs):
        if statements := read_page(path := docs / f"{page}.md"):
            title = TITLE.search(path.read_text("utf-8"))
            book[page] = (title[1] if title else page, statements)
    return book


def pages(docs: Path) -> Iterator[str]:
    """Yield the names of the pages that the front page lists."""
    for toctree in TOCTREE.findall((docs / "index.md").read_text("utf-8")):
        for page in ENTRY.findall(toctree):
            if (docs / f"{page}.md").is_file():
                yield page
