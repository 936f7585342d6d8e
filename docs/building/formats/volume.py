"""An edition as one volume, as PDF and EPUB have it: without what needs a screen, its solutions at the end."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import place

from .book import Book, Box, Heading, Page, Part
from .read import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .book import AnyBlock, Link

# Pages that list what only the site has, or that repeat the exercises.
NEED_A_SCREEN = {"api", "explorables", "gallery/index", "labs", "labs-in-class", "ledger"}
NEED_A_SCREEN |= {"exercise-sheet", "teaching"}
COLON = re.compile("[:：] ?")
LAST = "look-up"  # the part before which the solutions stand
SOLUTIONS = {"en": "Solutions", "zh": "练习解答"}


@dataclass(frozen=True)
class Volume:
    """A book, with the places that links may lead to, and where the solution of each exercise is."""

    book: Book
    places: frozenset[tuple[str, str]]  # page and name
    solutions: dict[str, tuple[str, str]]  # by the number of the exercise: `Exercise 3`
    url: str  # of the edition on the web; empty if the site does not know its address

    @property
    def title(self) -> str:
        """The title of the book, without what comes after its colon."""
        return COLON.split(self.book.title)[0]

    @property
    def subtitle(self) -> str:
        """What comes after the colon of the title."""
        return "".join(COLON.split(self.book.title)[1:])

    def inside(self, link: Link) -> tuple[str, str] | None:
        """Return the place in the volume that a link leads to, if it is one."""
        place = (link.page, link.anchor)
        return place if place in self.places else None

    def outside(self, link: Link) -> str:
        """Return the address of what is not in the volume, or nothing if none is known."""
        if link.kind == "file":
            return urljoin(f"{self.url}/", link.url) if self.url else ""
        if link.url or not self.url or not link.page:
            return link.url
        return f"{self.url}/{link.page}.html" + (f"#{link.anchor}" if link.anchor else "")


def volume(site: Path, language: str) -> Volume:
    """Read an edition of a site as one volume."""
    book = Reader(site, language).book(NEED_A_SCREEN)
    parts = [
        dataclasses.replace(part, pages=tuple(map(without_solutions, part.pages)))
        for part in book.parts
    ]
    solved = tuple(one for page in book.pages for one in only_solutions(page))
    if solved:
        names = [*(part.name for part in parts), LAST]
        parts.insert(names.index(LAST), Part(SOLUTIONS[language], solved))
    whole = dataclasses.replace(book, parts=tuple(parts))
    boxes = [(page.name, block) for page in whole.pages for block in every(page.blocks)]
    places = frozenset((page, name) for page, block in boxes for name in block.ids)
    solutions = {
        block.number: (page, block.ids[0])
        for page, block in boxes
        if isinstance(block, Box) and block.kind == "solution"
    }
    url = place.site_url()
    return Volume(whole, places, solutions, f"{url}/{language}" if url else "")


def is_solution(block: AnyBlock) -> bool:
    """Whether a block is the solution of an exercise."""
    return isinstance(block, Box) and block.kind == "solution"


def without_solutions(page: Page) -> Page:
    """Return a page without its solutions, which stand among its blocks and nowhere deeper."""
    return dataclasses.replace(
        page, blocks=tuple(one for one in page.blocks if not is_solution(one))
    )


def only_solutions(page: Page) -> Iterator[Page]:
    """Yield the page of the solutions of a page, if it has any; links know them by the page's name."""
    if found := tuple(one for one in page.blocks if is_solution(one)):
        heading = Heading(level=1, parts=page.title, ids=("solutions",))
        yield Page(page.name, page.title, (heading, *found))


def every(blocks: tuple[AnyBlock, ...]) -> Iterator[AnyBlock]:
    """Yield blocks and all that are inside of them."""
    for block in blocks:
        yield block
        for inner in (
            getattr(block, "body", ()),
            getattr(block, "entries", ()),
            *getattr(block, "items", ()),
        ):
            yield from every(inner)
