"""The exercises of a book on a few sheets of paper, with or without their solutions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import package

from .book import Box, Heading, Link, Para, Strong, Text
from .paper import Writer, headed
from .read import Reader
from .typeset import typeset
from .volume import is_solution

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .book import AnyBlock
    from .volume import Volume

PAGE = "exercise-sheet"
KINDS = ("exercises", "solutions")
TITLES = {
    "exercises": {"en": "Exercises", "zh": "练习"},
    "solutions": {"en": "Exercises with solutions", "zh": "练习与解答"},
}


def write(site: Path, volume: Volume, kind: str) -> Path:
    """Write the sheet of a language and of a kind, and return where."""
    language = volume.book.language
    writer = Writer(alone(volume))
    writer.page = PAGE
    head = headed("sheet", volume, subtitle=TITLES[kind][language])
    blocks = exercises(Reader(site, language).read(PAGE).blocks)
    lines = [
        task(writer, block) for block in blocks if kind == "solutions" or not is_solution(block)
    ]
    out = site / package.FOLDER / f"momentum-{kind}-{language}.pdf"
    typeset("\n\n".join([head, *lines]), out)
    return out


def there(site: Path, language: str) -> bool:
    """Whether a book has a page with all exercises."""
    return (site / language / f"{PAGE}.html").is_file()


def alone(volume: Volume) -> Volume:
    """Return a volume to write parts of: links lead to the web, or nowhere."""
    return replace(volume, places=frozenset(), solutions={})


def exercises(blocks: tuple[AnyBlock, ...]) -> Iterator[AnyBlock]:
    """Yield what the page has from the first exercise on."""
    begun = False
    for block in blocks:
        begun |= isinstance(block, Heading) and block.level > 1
        if begun:
            yield replace(block, ids=())


def task(writer: Writer, block: AnyBlock) -> str:
    """Return a block; the line with number, title and kind begins an exercise."""
    match block:
        case Heading(parts=parts):
            return f"#heading(level: 2){writer.line(parts)}"
        case Para(parts=(Link(kind="numref") as number, Text(" "), Strong(title), Text(kind))):
            told = writer.line(number.parts), writer.line(title), writer.line((Text(kind.strip()),))
            return f"#task({', '.join(told)})"
        case Box(kind="solution", title=title, body=body):
            return f"#note({writer.line(title)}, {writer.body(body)})"
    return writer.block(block)
