"""Blocks of a volume as XHTML, for e-books: what it is made of, and where its links lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from exercises import KINDS
from lxml import etree
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from . import book
from .core import mathml, width
from .markup import MATHML, XHTML, element, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .book import AnyBlock, Inline
    from .volume import Volume

CODES = {"en": "en", "zh": "zh-CN"}
OTHER = {"en": "zh", "zh": "en"}
SAYS = {
    "solution": {"en": "Solution", "zh": "解答"},
    "explorable": {"en": "Play with this figure on the web", "zh": "到网页上动手玩这幅图"},
    "lab": {"en": "Write and run this on the web", "zh": "到网页上写代码并运行"},
}
LISTS = {f"{{{XHTML}}}{tag}" for tag in ("ul", "ol", "dl")}  # in which only entries may stand
LEXERS = {"default": "python"}
LONG, LONGER = 30, 44  # signs in a row of a formula for which a telephone has little room
BEFORE, AFTER = re.compile(r"[(\[“‘（《「]+$"), re.compile(r"^[)\].,;:!?”’…）》」。，；：！？、]+")


class Xhtml:
    """Writes the blocks of one volume; `files` names the file that holds each place."""

    def __init__(self, volume: Volume, files: dict[tuple[str, str], str]) -> None:
        self.volume = volume
        self.language = volume.book.language
        self.files = files
        blocks = (
            (page.name, block) for page in volume.book.pages for block in every_box(page.blocks)
        )
        self.exercises = {
            block.number: (page, block.ids[0])
            for page, block in blocks
            if block.kind == "exercise" and block.ids
        }
        self.page = ""

    # -- Places ------------------------------------------------------------------------------------

    def href(self, place: tuple[str, str]) -> str:
        """Return the address of a place in the volume."""
        return self.files[place] + (f"#{place[1]}" if place[1] else "")

    def link(self, link: book.Link) -> list[Any]:
        """Return a link, or its words where it would lead nowhere."""
        place = self.volume.inside(link)
        if address := self.href(place) if place else self.volume.outside(link):
            return [element("a", *self.inlines(link.parts), href=address)]
        return self.inlines(link.parts)

    def on_web(self, kind: str, ids: tuple[str, ...]) -> Iterator[Any]:
        """Yield a link to what only the web has, if its address is known."""
        target = book.Link((), page=self.page, anchor=next(iter(ids), ""))
        if address := self.volume.url and self.volume.outside(target):
            words = element("a", SAYS[kind][self.language], href=address)
            yield element("p", words, class_="on-web")

    # -- Inlines -----------------------------------------------------------------------------------

    def inlines(self, parts: Iterable[Inline]) -> list[Any]:
        """Return texts and elements; signs that touch a formula stay with it."""
        return kept(list(self.parts(parts)))

    def parts(self, parts: Iterable[Inline]) -> Iterator[Any]:
        """Yield texts and elements."""
        for part in parts:
            match part:
                case book.Text(text):
                    first, *rest = text.split("\u200b")
                    yield first
                    for one in rest:
                        yield from (element("wbr"), one)
                case book.Code(text):
                    yield element("code", text)
                case book.Math():
                    yield from mathml(part)
                case book.Strong(inner):
                    yield element("strong", *self.inlines(inner))
                case book.Emph((book.Language(code, inner),)):
                    yield element("em", *self.inlines(inner), **spoken(code))
                case book.Emph(inner):
                    yield element("em", *self.inlines(inner))
                case book.Language(code, inner):
                    yield element("span", *self.inlines(inner), **spoken(code))
                case book.Link():
                    yield from self.link(part)

    # -- Blocks ------------------------------------------------------------------------------------

    def blocks(self, blocks: Iterable[AnyBlock]) -> Iterator[Any]:
        """Yield the elements of blocks, each with the names by which links know it."""
        for block in blocks:
            made = self.block(block)
            if block.ids and made.tag in LISTS:
                made = element("div", made)
            yield named(made, block.ids)

    def block(self, block: AnyBlock) -> Any:
        """Return the element of a block."""
        match block:
            case book.Heading(level=level, parts=parts):
                return element(f"h{level}", *self.inlines(parts))
            case book.Para(parts=parts, role=role):
                return element("p", *self.inlines(parts), class_=role)
            case book.Cell(source=source, output=output):
                shown = [self.code(source, "python")] if source.strip() else []
                printed = [self.output(output)] if output.strip() else []
                return element("div", *shown, *printed, class_="cell")
            case book.Listing(source=source, language=language):
                return element("div", self.code(source, language), class_="cell")
            case book.Formula(math=math, number=number):
                return self.formula(math, number)
            case book.Figure():
                return self.figure(block)
            case book.Table():
                return self.table(block)
            case book.Items(items=items, numbered=numbered):
                entries = [element("li", *self.blocks(one)) for one in items]
                return element("ol" if numbered else "ul", *entries)
            case book.Box():
                return self.box(block)
            case book.Terms(entries=entries):
                return element("dl", *(self.term(one) for one in entries), epub_type="glossary")
            case book.Reference(label=label, body=body):
                inside = list(self.blocks(body))
                inside[0].text = f"[{label}] {inside[0].text or ''}"
                return element("div", *inside, class_="reference")
            case _:
                raise TypeError(f"no element is known for {type(block).__name__}")

    def code(self, source: str, language: str) -> Any:
        """Return code with its parts marked."""
        lexer = get_lexer_by_name(LEXERS.get(language, language))
        marked = highlight(source, lexer, HtmlFormatter(nowrap=True)).rstrip("\n")
        code = etree.fromstring(f'<code xmlns="{XHTML}">{marked}</code>')
        return element("pre", code)

    def output(self, text: str) -> Any:
        """Return what code has printed."""
        return element("pre", element("samp", text.rstrip("\n")), class_="output")

    def formula(self, math: book.Math, number: str) -> Any:
        """Return a displayed formula with its number."""
        pieces = mathml(math, shown=True)
        signs = max(width(piece) for piece in pieces)
        size = "longer" if signs > LONGER else "long" if signs > LONG else ""
        shown = [element("span", number, class_="number")] if number else []
        inside = element("div", *((piece, " ") for piece in pieces), class_="wide")
        return element("div", inside, *shown, class_=f"formula {size}".strip())

    def figure(self, figure: book.Figure) -> Any:
        """Return a picture with its caption."""
        image = element("img", src=f"images/{figure.image.name}")
        image.set("alt", figure.alt)
        words = element("p", element("b", figure.number), " ", *self.inlines(figure.caption))
        more = self.on_web("explorable", figure.ids) if figure.explorable else ()
        return element("figure", image, element("figcaption", words, *more))

    def table(self, table: book.Table) -> Any:
        """Return a table with its caption."""
        rows = []
        for place, row in enumerate(table.rows):
            tag, scope = ("th", "col") if place < table.head else ("td", "")
            classes = ["centred" if centred else "" for centred in table.centred]
            rows.append(
                element(
                    "tr",
                    *(
                        element(tag, *self.inlines(cell), class_=kind, scope=scope)
                        for cell, kind in zip(row, classes, strict=True)
                    ),
                )
            )
        head = [element("thead", *rows[: table.head])] if table.head else []
        said = [element("b", table.number), " ", *self.inlines(table.caption)]
        caption = [element("caption", *said)] if table.number else []
        body = element("tbody", *rows[table.head :])
        return element("div", element("table", *caption, *head, body), class_="wide")

    def box(self, box: book.Box) -> Any:
        """Return what stands apart; an exercise and its solution lead to each other."""
        if box.kind == "quote":
            return element("blockquote", *self.blocks(box.body))
        number: Any = element("b", box.number) if box.number else ""
        before, after = "", []
        if box.kind == "solution" and box.number in self.exercises:
            number = element("a", number, href=self.href(self.exercises[box.number]))
        if box.kind == "exercise":
            after = [*self.on_web("lab", box.ids)] if box.lab else []
            if place := self.volume.solutions.get(box.number):
                words = element("a", SAYS["solution"][self.language], href=self.href(place))
                after.append(element("p", words, class_="to-solution"))
        kind = KINDS[box.task].split(" ｜ ")[self.language == "zh"] if box.task else ""
        task = element("span", f" · {kind}", class_="task") if kind else ""
        title = element(
            "p", number, " " if box.number else "", *self.inlines(box.title), task, class_="title"
        )
        return element(
            "section", before, title, *self.blocks(box.body), *after, class_=f"box {box.kind}"
        )

    def term(self, term: book.Term) -> list[Any]:
        """Return an entry of the glossary, named in both languages."""
        other = spoken(CODES[OTHER[self.language]])
        first, *rest = (list(self.inlines(name)) for name in term.names)
        names = [named(element("dt", *first), term.ids)]
        names += [element("dt", *name, **other) for name in rest]
        return [*names, element("dd", *self.blocks(term.body))]


def kept(parts: list[Any]) -> list[Any]:
    """Return texts and elements, each formula in one with the signs that touch it."""
    made: list[Any] = []
    for place, part in enumerate(parts):
        if isinstance(part, str) or part.tag != f"{{{MATHML}}}math":
            made.append(part)
            continue
        before = after = ""
        if made and isinstance(made[-1], str):
            before = "".join(BEFORE.findall(made[-1]))
            made[-1] = made[-1].removesuffix(before)
        if place + 1 < len(parts) and isinstance(parts[place + 1], str):
            after = "".join(AFTER.findall(parts[place + 1]))
            parts[place + 1] = parts[place + 1].removeprefix(after)
        touched = before or after
        made.append(element("span", before, part, after, class_="kept") if touched else part)
    return made


def named(made: Any, ids: Iterable[str]) -> Any:
    """Give an element its names: the first is its own, others stand before all that is in it."""
    first, *rest = [name for name in ids if name] or [""]
    if first:
        made.set("id", first)
    for name in reversed(rest):
        span = element("span", id=name)
        span.tail, made.text = made.text, None
        made.insert(0, span)
    return made


def every_box(blocks: Iterable[AnyBlock]) -> Iterator[book.Box]:
    """Yield the boxes among blocks, and those inside of them."""
    for block in blocks:
        if isinstance(block, book.Box):
            yield block
            yield from every_box(block.body)
