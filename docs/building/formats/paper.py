"""An edition as a PDF, written for Typst: what ``paper.typ`` sets is called here, block by block."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import package
import takeaway

from .book import (
    Box,
    Cell,
    Code,
    Emph,
    Figure,
    Formula,
    Heading,
    Items,
    Language,
    Link,
    Listing,
    Math,
    Para,
    Reference,
    Strong,
    Table,
    Term,
    Terms,
    Text,
    plain,
)
from .mathml import typst
from .typeset import typeset
from .volume import every

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .book import AnyBlock, Inline, Page
    from .volume import Volume

TEMPLATES = Path(__file__).parent
AUTHORS = {"en": "The momentum contributors", "zh": "momentum 贡献者"}
ABOUT = {
    "en": "Version {version}, {year}. Text and figures CC BY\\-SA 4.0, code MIT. "
    "Grew out of the momentum section of #emph[Dive into Deep Learning] (d2l.ai), CC BY\\-SA 4.0.",
    "zh": "{version} 版，{year} 年。文字与图 CC BY\\-SA 4.0，代码 MIT。"
    "脱胎于《动手学深度学习》（zh.d2l.ai）的动量法一节，CC BY\\-SA 4.0。",
}
SHORT = 32  # letters of TeX in a formula that is not broken
SMALL = 12  # rows of a table that stays on a page
LONG = 40  # letters of code that may have to be broken
JOINTS = re.compile(r"([/_.:]+)(?=\w)")
FAR = {"numref", "eq", "ref", "doc"}  # links that name a place tell its page, too
MARKUP = re.compile(r"""[\\#$*_`<>@=~\[\]"'/+-]|\.{2}|(?<=\d)\.(?=\s|$)""")
CLOSING = re.compile("[”》」]?(?:一节|一页)?")  # belongs to the words of a link
PUNCTUATION = "，。；：、！？）」”》,.;:!?)"
BETWEEN = re.compile("(?<=[\u4e00-\u9fff])\u200b|\u200b(?=[\u4e00-\u9fff])")
APOSTROPHE = re.compile("(?<=[A-Za-z])’(?=[a-z])")
LANGUAGES = {"ipython3": "python", "default": "python", "console": "sh", "myst-ansi": ""}


def quoted(text: str) -> str:
    """Return text as a string of Typst."""
    escaped = (
        text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    )
    return f'"{escaped}"'


def escaped(text: str) -> str:
    """Return text so that Typst sets it as it is."""
    return MARKUP.sub(lambda one: "\\" + "\\".join(one[0]), text)


def breakable(code: str) -> str:
    """Return code that is longer than a line may be with places where one may end."""
    return JOINTS.sub("\\1\u200b", code) if len(code) > LONG else code


class Writer:
    """Writes the pages of a volume."""

    def __init__(self, volume: Volume) -> None:
        self.volume = volume
        self.page = ""
        self.names = dict(canonical(volume))

    # -- Inlines -----------------------------------------------------------------------------------

    def line(self, parts: Iterable[Inline]) -> str:
        """Return inlines as content.

        No line begins with the punctuation after a formula. What tells the page of a link comes after the
        quotation marks around it.
        """
        said, depth, rest = [], 0, [*parts]
        for index, part in enumerate(rest):
            after = rest[index + 1] if index + 1 < len(rest) else None
            following = after.text if isinstance(after, Text) else ""
            if isinstance(part, Link) and self.is_far(part):
                found = CLOSING.match(following)
                closing = found[0] if found else ""
                said.append(self.far(part, closing, inside=depth > 0))
                if isinstance(after, Text):
                    following = following.removeprefix(closing)
                    if self.volume.book.language == "zh" and not depth:
                        following = following.lstrip(" ")
                    rest[index + 1] = Text(following)
                continue
            said.append(self.inline(part))
            if isinstance(part, Text):
                depth += sum(map(part.text.count, "(（")) - sum(map(part.text.count, ")）"))
            elif isinstance(part, Math) and following[:1] in PUNCTUATION and following:
                said.append("\u2060")
        return f"[{''.join(said)}]"

    def is_far(self, link: Link) -> bool:
        """Whether a link leads to another chapter, whose page is told."""
        return link.kind in FAR and link.page != self.page and bool(self.volume.inside(link))

    def far(self, link: Link, closing: str, *, inside: bool) -> str:
        """Return a link to another chapter, with the quotation mark that closes its words."""
        place = self.volume.inside(link)
        assert place
        more = f", after: [{closing}]" if closing else ""
        more += ", inside: true" if inside else ""
        return f"#far({quoted(self.names[place])}, {self.line(link.parts)}{more});"

    def inline(self, part: Inline) -> str:
        """Return one inline."""
        match part:
            case Text(text):
                return self.text(text)
            case Code(text):
                return f"#raw({quoted(breakable(text))});"
            case Strong(parts):
                return f"#strong{self.line(parts)};"
            case Emph(
                (Link() as link,)
            ):  # a stressed link: the dots of Chinese are none of its words
                return self.link(replace(link, parts=(Emph(link.parts),)))
            case Emph(parts):
                return f"#stress{self.line(parts)};"
            case Language(code, parts):
                return f"#text(lang: {quoted(code[:2])}){self.line(parts)};"
            case Math(tex, tree):
                call = "ib" if len(tex) <= SHORT else "i"
                return f"#{call}({quoted(tex)}, ${typst(tree)}$);"
            case Link():
                return self.link(part)
        raise TypeError(f"an inline of no kind that is known: {part!r}")

    def text(self, text: str) -> str:
        """Return words; among Chinese ones places where a line may end are no news, and ’ belongs to English ones."""
        if self.volume.book.language != "zh":
            return escaped(text)
        return APOSTROPHE.sub("#latin[’];", escaped(BETWEEN.sub("", text)))

    def link(self, link: Link) -> str:
        """Return a link: inside of the volume, to the web, or only its words."""
        words = self.line(link.parts)
        if place := self.volume.inside(link):
            return f"#to({quoted(self.names[place])}){words};"
        address = self.volume.outside(link)
        return f"#web({quoted(address)}){words};" if address else words[1:-1]

    # -- Blocks ------------------------------------------------------------------------------------

    def write(self, page: Page) -> Iterator[str]:
        """Yield the blocks of a page."""
        self.page = page.name
        placement = "bottom"  # on top, the first picture would come before the heading
        told = ""  # what a paragraph announces stays below it
        for block in page.blocks:
            if isinstance(block, Figure):
                yield self.figure(block, "none" if told.endswith((":", "：")) else placement)
                placement = "auto"
            else:
                yield self.block(block)
            told = plain(block.parts) if isinstance(block, Para) else ""

    def body(self, blocks: Iterable[AnyBlock]) -> str:
        """Return blocks as content."""
        return "[\n" + "\n\n".join(self.block(block) for block in blocks) + "\n]"

    def label(self, block: AnyBlock) -> str:
        """Return the name of a block, by which links find it."""
        return self.names[self.page, block.ids[0]] if block.ids else ""

    def here(self, block: AnyBlock) -> str:
        """Return what marks the place of a block that has a name."""
        return f"#anchor({quoted(self.label(block))});" if block.ids else ""

    def block(self, block: AnyBlock) -> str:
        """Return one block, with the mark of its place inside of it."""
        here = self.here(block)
        match block:
            case Heading(level=level, parts=parts):
                label = f"#label({quoted(self.label(block))});" if block.ids else ""
                return f"#heading(level: {level + 1}){self.line(parts)}{label}"
            case Para(parts=parts, role=role):
                body = f"[{here}{self.line(parts)[1:]}"
                if role == "question":
                    return f"#question{body}"
                return f"#small{body}" if role else body[1:-1]
            case Cell(source=source, output=output):
                shown = f"#listing({quoted('python')}, {quoted(source.rstrip())})" if source else ""
                printed = f"#printed({quoted(output.rstrip())})" if output else ""
                return f"{here}{shown}\n{printed}"
            case Listing(source=source, language=language):
                language = LANGUAGES.get(language, language)
                return f"{here}#listing({quoted(language)}, {quoted(source.rstrip())})"
            case Formula(math=math, number=number):
                label = f"#label({quoted(self.label(block))});" if block.ids else ""
                numbered = f", number: {quoted(number)}" if number else ""
                return f"#d({quoted(math.tex)}, $ {typst(math.tree)} ${numbered}){label}"
            case Figure():
                return self.figure(block)
            case Table():
                return self.table(block)
            case Items(items=items, numbered=numbered):
                name = "enum" if numbered else "list"
                return f"{here}#{name}({', '.join(self.body(item) for item in items)})"
            case Terms(entries=entries):
                return here + "\n\n".join(self.block(one) for one in entries)
            case Term(names=names, body=body):
                shown = " #h(0.8em) ".join(self.line(name)[1:-1] for name in names)
                return f"#entry([{here}#strong[{shown}]], {self.body(body)})"
            case Reference(label=label, body=body):
                return f"#work({quoted(label)}, [{here}{self.body(body)[1:]})"
            case Box():
                return self.box(block, here)
        raise TypeError(f"a block of no kind that is known: {block!r}")

    def figure(self, figure: Figure, placement: str = "none") -> str:
        """Return a figure, which may go to another place of its page."""
        told = f"{quoted(str(figure.image))}, {quoted(figure.alt)}{self.caption(figure)}"
        return f"#picture({told}, placement: {placement})"

    def caption(self, block: Figure | Table) -> str:
        """Return the argument with the number and the words of a caption."""
        if not block.number and not block.caption:
            return ""
        return f", caption: [{self.here(block)}#strong({quoted(block.number)}) #h(0.4em) {self.line(block.caption)[1:]}"

    def table(self, table: Table) -> str:
        """Return a table; what stands in narrow columns is centred where the web has it so."""
        cells = [", ".join(self.line(one) for one in row) for row in table.rows]
        head, rest = cells[: table.head], cells[table.head :]
        align = ", ".join("center" if one else "start" for one in table.centred)
        columns = ", ".join("auto" for _ in table.centred)
        here = "" if table.caption else self.here(table)
        linked = any(
            isinstance(part, Link)
            for row in table.rows[: table.head]
            for one in row
            for part in one
        )
        repeat = ", repeat: false" if linked else ""
        repeat += ", breakable: false" if len(table.rows) < SMALL else ""
        return (
            f"{here}#grid-of(({columns},), ({align},), ({', '.join(head)},), ({', '.join(rest)},)"
            f"{self.caption(table)}{repeat})"
        )

    def box(self, box: Box, here: str) -> str:
        """Return what stands apart."""
        title = self.line(box.title) if box.title else "none"
        body = f"[{here}{self.body(box.body)[1:]}"
        number = quoted(box.number) if box.number else "none"
        match box.kind:
            case "theorem":
                return f"#statement({number}, {title}, {body})"
            case "proof":
                return f"#proof({title}, {body})"
            case "exercise":
                solution = self.volume.solutions.get(box.number)
                told = f", solution: {quoted(self.names[solution])}" if solution else ""
                return f"#exercise({number}, {title}, {body}{told})"
            case "solution":
                return f"#solution({number}, {quoted(self.exercise(box.number))}, {body})"
            case "quote":
                return f"#quote(block: true, {body})"
        return f"#note({title}, {body})"

    def exercise(self, number: str) -> str:
        """Return the name of an exercise."""
        return next(
            self.names[page.name, block.ids[0]]
            for page in self.volume.book.pages
            for block in page.blocks
            if isinstance(block, Box) and block.kind == "exercise" and block.number == number
        )


def canonical(volume: Volume) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield each place with the one name that its block has on paper."""
    for page in volume.book.pages:
        for block in every(page.blocks):
            for name in block.ids:
                yield (page.name, name), f"{page.name}:{block.ids[0]}"


def begun(function: str, **arguments: str) -> str:
    """Return the first lines of a source: the call of a function around all that follows."""
    template = TEMPLATES / ("deck.typ" if function == "deck" else "paper.typ")
    told = ", ".join(f"{name}: {value}" for name, value in arguments.items())
    return f"#import {quoted(str(template))}: *\n#show: {function}.with({told})"


def headed(function: str, volume: Volume, **more: str) -> str:
    """Return the first lines of what is made of a volume: its title, whose it is, which version."""
    language = volume.book.language
    words = {"lang": language, "title": volume.title, "authors": AUTHORS[language], **more}
    told = {name: quoted(value) for name, value in words.items()}
    return begun(function, **told, about=f"[{about(volume)}]")


def write(site: Path, volume: Volume) -> Path:
    """Write an edition of a site as a PDF beside its pages, and return where."""
    language, writer = volume.book.language, Writer(volume)
    lines = [headed("book", volume, subtitle=volume.subtitle)]
    for part in volume.book.parts:
        lines.append(f"#part({quoted(part.title)})")
        for page in part.pages:
            lines += writer.write(page)
    out = site / language / takeaway.volume(language, "pdf")
    typeset("\n\n".join(lines), out)
    return out


def about(volume: Volume) -> str:
    """Return what stands below a title: which version this is, how it may be used, where the newest is."""
    told = [ABOUT[volume.book.language].format(version=package.VERSION, year=package.year())]
    told += [f"#web({quoted(volume.url)}, {quoted(volume.url)})"] if volume.url else []
    return " #linebreak() ".join(told)
