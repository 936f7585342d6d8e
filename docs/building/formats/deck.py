"""Slides for a part of a book: questions, pictures, statements, code, and what the summary says of it."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import package

from .book import Box, Cell, Figure, Formula, Heading, Items, Link, Para, Text
from .paper import Writer, headed, quoted
from .sheet import alone
from .typeset import typeset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from .book import AnyBlock, Inline, Page, Part
    from .volume import Volume

SUMMARY = "summary"
SCRIPT = re.compile(r"\s*(Script: ?|脚本：)$")
LONGEST = 24  # lines of code on a slide
ON_A_SLIDE = 2  # points of the summary
TITLES = {
    "summary": {"en": "Summary", "zh": "小结"},
    "play": {"en": "To play with:", "zh": "动手玩："},
}


def parts(volume: Volume) -> list[tuple[str, Part]]:
    """Return the parts before the summary, each with the name of its deck."""
    before = itertools.takewhile(lambda part: not summed(part), volume.book.parts)
    return [(part.name, part) for part in before if part.name]


def summed(part: Part) -> bool:
    """Whether a part has the summary of the book."""
    return any(page.name == SUMMARY for page in part.pages)


def write(site: Path, volume: Volume, number: str, part: Part) -> Path:
    """Write the slides for a part, and return where."""
    language = volume.book.language
    deck = Deck(volume)
    head = headed("deck", volume, part=part.title)
    slides = [slide for page in part.pages for slide in deck.chapter(page)]
    out = site / package.FOLDER / f"momentum-deck-{number}-{language}.pdf"
    typeset("\n\n".join([head, *slides, *deck.end(part)]), out)
    return out


class Deck:
    """Writes the slides for the pages of a volume."""

    def __init__(self, volume: Volume) -> None:
        self.volume = volume
        self.language = volume.book.language
        self.writer = Writer(alone(volume))

    def chapter(self, page: Page) -> Iterator[str]:
        """Yield the slides for a chapter: its question, then all that can be shown, in its order."""
        self.writer.page = page.name
        asked = [
            part
            for block in page.blocks
            if isinstance(block, Para) and block.role == "question"
            for part in block.parts
        ]
        yield f"#asked({self.line(page.title)}, {self.line(asked)}{self.source(page)})"
        title = page.title
        around = zip((None, *page.blocks), page.blocks, (*page.blocks[1:], None), strict=False)
        for before, block, after in around:
            match block:
                case Heading(parts=title):
                    pass
                case Figure(image=image, alt=alt, number=number, caption=caption):
                    told = f"{quoted(str(image))}, {quoted(alt)}, ([{number}], {self.line(seen(caption))})"
                    play = "play" if block.explorable else ""
                    yield f"#shown({told}{self.source(page, block, play)})"
                case Box(kind="theorem", body=body):
                    yield self.show(self.numbered(block), body, page, block)
                case Box(kind="exercise", body=body):
                    shown = (
                        (before, *body) if isinstance(before, Cell) and debugged(block) else body
                    )
                    yield self.show(self.numbered(block), shown, page, block)
                case Formula(number=number) if number:
                    said = sentence(before, block, after)
                    yield self.show(self.line(title), said, page, block)
                case Cell(source=source) if source.count("\n") < LONGEST and not debugged(after):
                    yield self.show(self.line(title), (block,), page, block)

    def show(self, title: str, body: Iterable[AnyBlock], page: Page, block: AnyBlock) -> str:
        """Return a slide with blocks."""
        return f"#slide({title}, {self.writer.body(body)}{self.source(page, block)})"

    def numbered(self, box: Box) -> str:
        """Return the number and the title of what has both."""
        return f"[#box({quoted(box.number)}) #h(0.4em) {self.line(box.title)[1:]}"

    def end(self, part: Part) -> Iterator[str]:
        """Yield what the summary says of a part."""
        names = {page.name for page in part.pages}
        points = [one for one in self.points() if names & set(leads(one))]
        title = TITLES["summary"][self.language]
        for first in range(0, len(points), ON_A_SLIDE):
            body = ", ".join(self.writer.body(one) for one in points[first : first + ON_A_SLIDE])
            yield f"#slide([{title}], list({body}, spacing: 1.2em))"

    def points(self) -> Iterator[tuple[AnyBlock, ...]]:
        """Yield the points of the summary."""
        for page in self.volume.book.pages:
            for block in page.blocks:
                if page.name == SUMMARY and isinstance(block, Items):
                    yield from block.items

    def line(self, inlines: Iterable[Inline]) -> str:
        """Return inlines as content."""
        return self.writer.line(inlines)

    def source(self, page: Page, block: AnyBlock | None = None, said: str = "") -> str:
        """Return the argument that says where on the web a slide comes from."""
        if not self.volume.url:
            return ""
        name = block.ids[0] if block and block.ids else ""
        address = self.volume.outside(Link((), page=page.name, anchor=name))
        words = f"{TITLES[said][self.language]} {address}" if said else address
        return f", source: web({quoted(address)}, {quoted(words)})"


def sentence(before: AnyBlock | None, formula: Formula, after: AnyBlock | None) -> list[AnyBlock]:
    """Return a formula with the paragraph that leads to it, and with the rest of its sentence."""
    said: list[AnyBlock] = [before, formula] if isinstance(before, Para) else [formula]
    goes_on = not formula.math.tex.rstrip("} ").endswith((".", "。"))
    return [*said, after] if goes_on and isinstance(after, Para) else said


def seen(caption: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return a caption without its last words, which name the script."""
    match caption:
        case (*words, Text(text), Link(kind="doc")) if SCRIPT.search(text):
            return (*words, Text(SCRIPT.sub("", text)))
    return caption


def debugged(block: AnyBlock | None) -> bool:
    """Whether a block asks what is wrong with the code before it."""
    return isinstance(block, Box) and block.task == "debug"


def leads(blocks: tuple[AnyBlock, ...]) -> Iterator[str]:
    """Yield the pages to which the links of blocks lead."""
    for block in blocks:
        for part in getattr(block, "parts", ()):
            if isinstance(part, Link) and part.kind == "ref":
                yield part.page
