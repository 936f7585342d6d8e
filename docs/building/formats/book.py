"""What a page holds, in whatever format it is written: blocks, and inlines in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


# -- Inlines ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Text:
    """Letters; a zero-width space is a place where a line may end."""

    text: str


@dataclass(frozen=True)
class Code:
    """A piece of code in a sentence."""

    text: str


@dataclass(frozen=True)
class Strong:
    """What is printed bold."""

    parts: tuple[Inline, ...]


@dataclass(frozen=True)
class Emph:
    """What is stressed, a term that is defined, or the title of a work."""

    parts: tuple[Inline, ...]


@dataclass(frozen=True)
class Math:
    """A formula: its TeX without macros, and the MathML of KaTeX (an lxml element)."""

    tex: str
    tree: Any = field(compare=False)


@dataclass(frozen=True)
class Language:
    """Words in the other language."""

    code: str
    parts: tuple[Inline, ...]


@dataclass(frozen=True)
class Link:
    """A link to an address, to a page or to a place on one."""

    parts: tuple[Inline, ...]
    url: str = ""
    page: str = ""
    anchor: str = ""
    kind: str = ""  # numref, eq, ref, term, doc, cite, file


Inline = Text | Code | Strong | Emph | Math | Language | Link


# -- Blocks ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Block:
    """What stands on lines of its own, with the names by which links know it; "" is the page as a whole."""

    ids: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Heading(Block):
    """A heading; that of the page has level 1."""

    level: int
    parts: tuple[Inline, ...]


@dataclass(frozen=True, kw_only=True)
class Para(Block):
    """A paragraph; its role says what it is there for: question, orientation, needs, cells."""

    parts: tuple[Inline, ...]
    role: str = ""


@dataclass(frozen=True, kw_only=True)
class Cell(Block):
    """Code that ran, and what it printed."""

    source: str
    output: str


@dataclass(frozen=True, kw_only=True)
class Listing(Block):
    """Code that did not run here."""

    source: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Formula(Block):
    """A displayed formula, and its number if it has one: `(9)`."""

    math: Math
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class Figure(Block):
    """A picture (SVG) with its caption; `explorable` is the name of the one that it stands for."""

    image: Path
    alt: str
    number: str
    caption: tuple[Inline, ...]
    explorable: str = ""


@dataclass(frozen=True, kw_only=True)
class Table(Block):
    """A table: rows of cells, the first `head` of them its head; of each column whether it is centred."""

    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    head: int
    centred: tuple[bool, ...]
    number: str = ""
    caption: tuple[Inline, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Items(Block):
    """A list, numbered or not."""

    items: tuple[tuple[AnyBlock, ...], ...]
    numbered: bool = False


@dataclass(frozen=True, kw_only=True)
class Box(Block):
    """A statement, its proof, an exercise, its solution, a note: what stands apart.

    The kind is theorem, proof, exercise, solution, note, warning, tip, dropdown or quote. The number is the
    word and the number: `Theorem 3`; of a solution, the exercise's. `lab` is the name of a lab in an exercise,
    `task` what an exercise wants: derive, compute, drill, …
    """

    kind: str
    body: tuple[AnyBlock, ...]
    number: str = ""
    title: tuple[Inline, ...] = ()
    task: str = ""
    lab: str = ""


@dataclass(frozen=True, kw_only=True)
class Terms(Block):
    """Terms, each with its names (the language of the edition first) and what it means."""

    entries: tuple[Term, ...]


@dataclass(frozen=True, kw_only=True)
class Term(Block):
    """An entry of a glossary."""

    names: tuple[tuple[Inline, ...], ...]
    body: tuple[AnyBlock, ...]


@dataclass(frozen=True, kw_only=True)
class Reference(Block):
    """A work that is cited, with its label: `Pol64`."""

    label: str
    body: tuple[AnyBlock, ...]


AnyBlock = (
    Heading
    | Para
    | Cell
    | Listing
    | Formula
    | Figure
    | Table
    | Items
    | Box
    | Terms
    | Term
    | Reference
)


# -- Pages -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Page:
    """A page of an edition."""

    name: str
    title: tuple[Inline, ...]
    blocks: tuple[AnyBlock, ...]


@dataclass(frozen=True)
class Part:
    """Pages under one heading of the table of contents, and the English one as the name of a file."""

    title: str
    pages: tuple[Page, ...]
    name: str = ""


@dataclass(frozen=True)
class Book:
    """An edition: its language (en, zh), its title and its parts."""

    language: str
    title: str
    parts: tuple[Part, ...]

    @property
    def pages(self) -> tuple[Page, ...]:
        """All pages in their order."""
        return tuple(page for part in self.parts for page in part.pages)


def plain(parts: tuple[Inline, ...]) -> str:
    """Return inlines as text, formulas as TeX."""
    said = []
    for part in parts:
        match part:
            case Text(text) | Code(text):
                said.append(text.replace("\u200b", ""))
            case Math(tex):
                said.append(tex)
            case _:
                said.append(plain(part.parts))
    return "".join(said)
