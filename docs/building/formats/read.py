"""The one reader of built pages: what all formats are written from.

A page of an edition is read as a reader sees it: in its language, with its numbers, references and printed
outputs resolved. What only a screen needs is left out; what is not known here is an error, so that
nothing is lost in silence.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import lxml.html

from .book import (
    AnyBlock,
    Book,
    Box,
    Cell,
    Code,
    Emph,
    Figure,
    Formula,
    Heading,
    Inline,
    Items,
    Language,
    Link,
    Listing,
    Math,
    Page,
    Para,
    Part,
    Reference,
    Strong,
    Table,
    Term,
    Terms,
    Text,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

MATHML = "{http://www.w3.org/1998/Math/MathML}math"
# What only a screen needs.
LEFT_OUT = {
    "by-hand", "headerlink", "tick", "editions", "print-choice", "lab", "outline", "unseen",
    "only-dark", "on-screen", "progress", "task-state", "toctree-wrapper", "fn-bracket", "takeaway",
    "sd-summary-state-marker", "katex-html", "copybtn",
}  # fmt: skip
NO_TEXT = {"script", "template", "button", "source", "input", "hr"}
ROLES = {"question", "orientation", "needs", "cells"}
BOXES = {"exercise": "exercise", "solution": "solution", "theorem": "theorem", "proof": "proof"}
BOXES |= {"note": "note", "warning": "warning", "tip": "tip", "sd-dropdown": "dropdown"}
KINDS = {"std-numref": "numref", "std-ref": "ref", "std-term": "term", "doc": "doc"}
SPACE = re.compile(r"[ \t\r\n]+")


class UnknownMarkup(ValueError):
    """A page holds something that this reader does not know."""


def classes(element: HtmlElement) -> set[str]:
    """Return the classes of an element."""
    return set((element.get("class") or "").split())


def visible(element: HtmlElement) -> bool:
    """Whether more than a screen needs an element."""
    return (
        isinstance(element.tag, str)
        and element.tag not in NO_TEXT
        and not classes(element) & LEFT_OUT
    )


class Reader:
    """Reads the pages of one edition of a site."""

    def __init__(self, site: Path, language: str) -> None:
        self.folder = site / language
        self.language = language
        self.page = ""

    # -- Pages -------------------------------------------------------------------------------------

    def read(self, name: str) -> Page:
        """Read a page by its name."""
        self.page = name
        root = lxml.html.parse(str(self.folder / f"{name}.html")).getroot()
        article = root.find(".//article[@role='main']")
        if article is None:
            raise UnknownMarkup(f"{name}.html has no article")
        blocks = tuple(self.blocks(article, ("",), 0))
        title = next(block.parts for block in blocks if isinstance(block, Heading))
        return Page(name, title, blocks)

    def contents(self) -> list[tuple[str, list[str]]]:
        """Return the parts of the table of contents, each with the names of its pages."""
        root = lxml.html.parse(str(self.folder / "index.html")).getroot()
        (tree,) = root.find_class("sidebar-tree")
        found: list[tuple[str, list[str]]] = []
        for child in tree:
            if child.tag == "p":
                found.append((SPACE.sub(" ", child.text_content()).strip(), []))
            elif child.tag == "ul":
                links = child.xpath("./li/a[contains(@class, 'internal')]/@href")
                found[-1][1].extend(link.removesuffix(".html") for link in links)
        return found

    def book(self, without: Iterable[str]) -> Book:
        """Read an edition by its table of contents, without some pages."""
        left_out = set(without)
        english = Reader(self.folder.parent, "en").contents()
        parts = [
            Part(title, tuple(self.read(one) for one in names if one not in left_out), slug(name))
            for (title, names), (name, _) in zip(self.contents(), english, strict=True)
        ]
        return Book(self.language, self.title(), tuple(part for part in parts if part.pages))

    def title(self) -> str:
        """Return the title of the edition."""
        root = lxml.html.parse(str(self.folder / "index.html")).getroot()
        return plain(tuple(self.inlines(root.find(".//h1"))))

    # -- Blocks ------------------------------------------------------------------------------------

    def blocks(self, element: HtmlElement, ids: tuple[str, ...], level: int) -> Iterator[AnyBlock]:
        """Yield the blocks inside of an element; the first one also has the names that came before it."""
        waiting = ids
        if element.text and element.text.strip():
            raise self.unknown(element, "text outside of a paragraph")
        for child in element:
            if not visible(child):
                continue
            if child.tag == "span" and not child.text_content().strip():
                waiting += named(child)
                continue
            for block in self.block(child, waiting, level):
                waiting = ()
                yield block

    def block(self, element: HtmlElement, ids: tuple[str, ...], level: int) -> Iterator[AnyBlock]:
        """Yield what an element is: one block, or for a wrapper those inside of it."""
        kinds, ids = classes(element), ids + named(element)
        match element.tag:
            case "section":
                yield from self.blocks(element, ids, level + 1)
            case "h1" | "h2" | "h3" | "h4" | "h5":
                yield Heading(level=level, parts=self.line(element), ids=ids)
            case "p":
                role = next(iter(kinds & ROLES), "")
                yield Para(parts=self.line(element), role=role, ids=ids)
            case "ul" | "ol":
                yield self.items(element, ids, level)
            case "figure":
                yield self.figure(element, ids)
            case "table":
                yield self.table(element, ids)
            case "dl":
                yield self.terms(element, ids, level)
            case "label" if "sd-tab-label" in kinds:  # a tab: one after the other
                yield Para(parts=(Strong(self.line(element)),), ids=ids)
            case "blockquote":
                yield Box(kind="quote", body=tuple(self.blocks(element, (), level)), ids=ids)
            case "details":
                yield self.box(element, ids, level)
            case "aside" if "footnote" in kinds:
                yield self.reference(element, ids, level)
            case "div" | "picture" | "aside":
                yield from self.division(element, kinds, ids, level)
            case _:
                raise self.unknown(element, "no block")

    def division(
        self, element: HtmlElement, kinds: set[str], ids: tuple[str, ...], level: int
    ) -> Iterator[AnyBlock]:
        """Yield what a div is, by its classes."""
        if kinds & {"math"}:
            yield self.formula(element, ids)
        elif "cell" in kinds:
            yield self.cell(element, ids)
        elif highlight := next((one for one in kinds if one.startswith("highlight-")), ""):
            language = highlight.removeprefix("highlight-")
            yield Listing(source=code(element), language=language, ids=ids)
        elif "citation" in kinds:
            yield self.reference(element, ids, level)
        elif kinds & BOXES.keys():
            yield self.box(element, ids, level)
        else:
            yield from self.blocks(element, ids, level)

    def formula(self, element: HtmlElement, ids: tuple[str, ...]) -> Formula:
        """Read a displayed formula."""
        number = "".join(one.text or "" for one in element.find_class("eqno"))
        return Formula(math=self.math(element), number=number, ids=ids)

    def cell(self, element: HtmlElement, ids: tuple[str, ...]) -> Cell:
        """Read code and what it printed, which is text."""
        sources = element.find_class("cell_input")
        outputs = [one for out in element.find_class("cell_output") for one in out]
        if not all("output" in classes(one) and one.find(".//pre") is not None for one in outputs):
            raise self.unknown(element, "an output that is no text")
        source = code(sources[0]) if sources else ""
        return Cell(source=source, output="".join(code(one) for one in outputs), ids=ids)

    def figure(self, element: HtmlElement, ids: tuple[str, ...]) -> Figure:
        """Read a figure; of an explorable, its still picture."""
        image = element.xpath(".//picture[contains(@class, 'only-light')]//img | ./img")[0]
        number, caption = self.captioned(element.find("figcaption"))
        stage = element.find(".//div[@data-explorable]")
        return Figure(
            image=(self.folder / self.page).parent / unquote(image.get("src")),
            alt=image.get("alt"),
            number=number,
            caption=caption,
            explorable="" if stage is None else stage.get("data-explorable"),
            ids=ids,
        )

    def captioned(self, caption: HtmlElement | None) -> tuple[str, tuple[Inline, ...]]:
        """Return the number and the words of a caption."""
        if caption is None:
            return "", ()
        number = "".join(one.text_content() for one in caption.find_class("caption-number"))
        words = [part for one in caption.find_class("caption-text") for part in self.inlines(one)]
        return number.strip(), trimmed(words)

    def table(self, element: HtmlElement, ids: tuple[str, ...]) -> Table:
        """Read a table, whose cells hold a paragraph at most."""
        number, caption = self.captioned(element.find("caption"))
        rows = element.xpath("./thead/tr | ./tbody/tr")
        return Table(
            rows=tuple(tuple(self.entry(one) for one in row) for row in rows),
            head=len(element.xpath("./thead/tr")),
            centred=tuple("text-center" in classes(one) for one in rows[-1]),
            number=number,
            caption=caption,
            ids=ids,
        )

    def entry(self, element: HtmlElement) -> tuple[Inline, ...]:
        """Read a cell of a table."""
        if any(child.tag != "p" for child in element) or len(element) > 1:
            raise self.unknown(element, "more than a paragraph in a table")
        return self.line(element[0]) if len(element) else ()

    def items(self, element: HtmlElement, ids: tuple[str, ...], level: int) -> Items:
        """Read a list."""
        items = tuple(tuple(self.blocks(one, named(one), level)) for one in element if visible(one))
        return Items(items=items, numbered=element.tag == "ol", ids=ids)

    def terms(self, element: HtmlElement, ids: tuple[str, ...], level: int) -> Terms:
        """Read a glossary: the names of a term come before its meaning."""
        found: list[Term] = []
        names: list[tuple[Inline, ...]] = []
        own: list[str] = []
        for child in element:
            if child.tag == "dt":
                names.append(self.line(child))
                own += named(child)
            else:
                body = tuple(self.blocks(child, (), level))
                found.append(Term(names=tuple(names), body=body, ids=tuple(own)))
                names, own = [], []
        return Terms(entries=tuple(found), ids=ids)

    def reference(self, element: HtmlElement, ids: tuple[str, ...], level: int) -> Reference:
        """Read a work that is cited."""
        label, *body = element
        text = plain(tuple(self.inlines(label)))
        rest = tuple(block for one in body for block in self.block(one, (), level))
        return Reference(label=text, body=rest, ids=ids)

    def box(self, element: HtmlElement, ids: tuple[str, ...], level: int) -> Box:
        """Read what stands apart, with its title."""
        kinds = classes(element)
        kind = next(kind for name, kind in BOXES.items() if name in kinds)
        head, *rest = [one for one in element if visible(one)]
        number = "".join(one.text_content() for one in head.find_class("caption-number")).strip()
        if kind == "solution":  # what it solves is told to those who hear the page
            number = (head.get("aria-label") or "").rpartition(" · ")[2]
        title = [part for part in self.inlines(head, without={"caption-number"})]
        labs = element.xpath(".//div[@data-lab]/@data-lab")
        body: list[AnyBlock] = []
        for one in rest:
            body += self.block(one, (), level)
        return Box(
            kind=kind,
            body=tuple(body),
            number=number,
            title=trimmed(title),
            task=next(
                iter(kinds & {"derive", "compute", "drill", "program", "debug", "think"}), ""
            ),
            lab=labs[0] if labs else "",
            ids=ids,
        )

    # -- Inlines -----------------------------------------------------------------------------------

    def line(self, element: HtmlElement) -> tuple[Inline, ...]:
        """Return the inlines of an element that is a line or a paragraph."""
        return trimmed(list(self.inlines(element)))

    def inlines(self, element: HtmlElement, without: Iterable[str] = ()) -> Iterator[Inline]:
        """Yield the inlines inside of an element."""
        yield from text(element.text)
        for child in element:
            if visible(child) and not classes(child) & set(without):
                yield from self.inline(child)
            yield from text(child.tail)

    def inline(self, element: HtmlElement) -> Iterator[Inline]:
        """Yield what an element is: one inline, or those inside of it."""
        match element.tag:
            case "wbr":
                yield Text("\u200b")
                yield from self.inlines(
                    element
                )  # what follows: the parser does not know that it is empty
            case "br":
                yield Text(" ")
            case "code":
                yield Code(SPACE.sub(" ", element.text_content()))
            case "strong" | "b":
                yield Strong(tuple(self.inlines(element)))
            case "em" | "cite" | "i":
                yield Emph(tuple(self.inlines(element)))
            case "a":
                yield self.link(element)
            case "span" if "katex" in classes(element):
                if element.find(f".//{MATHML}") is not None or element.find(".//math") is not None:
                    yield self.math(element)
            case "span" if element.get("lang"):
                yield Language(element.get("lang"), tuple(self.inlines(element)))
            case "span" | "label" | "p":
                yield from self.inlines(element)
            case _:
                raise self.unknown(element, "no inline")

    def link(self, element: HtmlElement) -> Link:
        """Read a link: to an address elsewhere, to a file, or to a place in the book."""
        parts, href = tuple(self.inlines(element)), element.get("href", "")
        kinds = {
            one for child in element.iter() if isinstance(child.tag, str) for one in classes(child)
        }
        kind = next((kind for name, kind in KINDS.items() if name in kinds), "")
        if "bibtex-citation" in classes(element.getparent()):
            kind = "cite"
        if not urlsplit(href).scheme and ("download" in kinds or "_downloads" in href):
            return Link(parts, url=href, kind="file")
        if urlsplit(href).scheme or "external" in kinds:
            return Link(parts, url=href)
        path, _, anchor = href.partition("#")
        page = self.page if not path else str(PurePosixPath(self.page).parent / path)
        if anchor.startswith("equation-"):
            kind = "eq"
        return Link(parts, page=page.removesuffix(".html"), anchor=unquote(anchor), kind=kind)

    def math(self, element: HtmlElement) -> Math:
        """Read a formula."""
        tree = next(one for one in element.iter(MATHML, "math"))
        (tex,) = tree.xpath(".//*[local-name() = 'annotation']/text()")
        return Math(tex.strip(), tree)

    def unknown(self, element: HtmlElement, why: str) -> UnknownMarkup:
        """Return the error for what cannot be read."""
        shown = lxml.html.tostring(element, encoding="unicode")[:200]
        return UnknownMarkup(f"{self.language}/{self.page}: {why}: {shown}")


def slug(title: str) -> str:
    """Return a title as the name of a file."""
    return re.sub(r"\W+", "-", title.lower()).strip("-")


def named(element: HtmlElement) -> tuple[str, ...]:
    """Return the name of an element, if it has one."""
    return (element.get("id"),) if element.get("id") else ()


def text(words: str | None) -> Iterator[Text]:
    """Yield words with single spaces between them."""
    if words:
        yield Text(SPACE.sub(" ", words))


def trimmed(parts: list[Inline]) -> tuple[Inline, ...]:
    """Return inlines without space at their ends, neighbouring texts joined."""
    joined: list[Inline] = []
    for part in parts:
        if isinstance(part, Text) and joined and isinstance(joined[-1], Text):
            joined[-1] = Text(SPACE.sub(" ", joined[-1].text + part.text))
        else:
            joined.append(part)
    if joined and isinstance(joined[0], Text):
        joined[0] = Text(joined[0].text.lstrip())
    if joined and isinstance(joined[-1], Text):
        joined[-1] = Text(joined[-1].text.rstrip())
    return tuple(part for part in joined if part != Text(""))


def code(element: HtmlElement) -> str:
    """Return the text of a block of code or of an output."""
    return "".join(pre.text_content() for pre in element.iter("pre"))
