"""The built site as data: every page is read once, and what the checks ask of it is kept."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import html

SITE = Path(os.environ.get("SITE", "build/html")).resolve()
EDITIONS = ("en", "zh", "both")
# These pages are made for one language each, or have one anchor for every first letter.
MADE = {"genindex.html", "search.html", "py-modindex.html"}
BLOCKS = ("p", "li", "td", "th", "dt", "h1", "h2", "h3", "h4", "figcaption", "summary")
LOADING = ("script/@src", "img/@src", "iframe/@src", "source/@src", "object/@data", "@srcset")
NAMELESS = """//a[contains(@class, "headerlink")][not(@aria-label)]
  | //svg[use][not(@aria-hidden)][not(ancestor::symbol)]
  | //aside[contains(@class, "drawer")] | //nav[not(@aria-label)] | //symbol/title"""
PIECES = ".//*[contains(concat(' ', @class, ' '), ' piece ')][not(ancestor::details)]"
# Tags, classes and languages. Not in the language of the page by design: code, formulas,
# docstrings, the bibliography.
FORMULAS = {"pre", "code", "math", "script", ".katex", ".editions"}
FOREIGN = FORMULAS | {"style", "footer", ".sig", ".citation", "[en]"}


@dataclass(frozen=True)
class Page:
    """What the checks want to know of a page."""

    edition: str
    name: str
    lang: str
    title: str
    formula_in_heading: bool
    ids: tuple[str, ...]
    explorables: tuple[str, ...]
    links: tuple[str, ...]  # of every kind: to other pages, and to what the page loads
    loads: tuple[str, ...]
    numbers: tuple[str, ...]  # of equations
    images: tuple[tuple[str, str | None, str], ...]  # address, alternative text, classes
    descriptions: tuple[str, ...]
    bold_in_bold: bool
    nameless: tuple[str, ...]  # what is called by a sign or an icon, or not at all
    unformatted: str  # the main text without code and formulas
    own: tuple[str, ...]  # the pieces of text that should be in the language of the page
    blocks: tuple[str, ...]  # the blocks, likewise
    waiting: tuple[int, ...]  # elements of each piece that is laid out later (docs/_ext/pieces.py)
    at_once: int  # elements of the text that are laid out when the page opens

    @property
    def path(self) -> Path:
        """Return the file."""
        return SITE / self.edition / self.name

    def __str__(self) -> str:
        """Name the page as its faults are named."""
        return f"{self.edition}/{self.name}"


def marks(element: html.HtmlElement) -> set[str]:
    """Return the tag, the classes and the language of an element, as ``skip`` names them."""
    classes = {f".{name}" for name in element.get("class", "").split()}
    return {str(element.tag), *classes, f"[{element.get('lang', '').split('-')[0]}]"}


def texts(element: html.HtmlElement, skip: Container[str]) -> Iterator[str]:
    """Yield the pieces of text below an element, without those of what is to skip."""
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str) and not any(mark in skip for mark in marks(child)):
            yield from texts(child, skip)
        if child.tail:
            yield child.tail


def blocks(element: html.HtmlElement, skip: Container[str]) -> Iterator[str]:
    """Yield the text of every paragraph, item, cell, heading and caption, one within another too."""
    for child in element:
        if isinstance(child.tag, str) and not any(mark in skip for mark in marks(child)):
            if child.tag in BLOCKS:
                yield " ".join(texts(child, skip))
            yield from blocks(child, skip)


def laid_out(element: html.HtmlElement) -> int:
    """Count what is in an element, but not what is folded."""
    folded = element.xpath(".//details[not(ancestor::details)]")
    return int(element.xpath("count(.//*)") - sum(one.xpath("count(.//*)") for one in folded))


def read(path: Path) -> Page:
    """Read a page."""
    tree = html.parse(str(path), html.HTMLParser(encoding="utf-8")).getroot()
    article = tree.find(".//article")
    main = article if article is not None else tree
    edition, name = path.relative_to(SITE).as_posix().split("/", 1)
    foreign = FOREIGN | {"en": {".shared", "[zh]"}, "zh": {".shared", "noscript"}}.get(
        edition, set()
    )
    heading = tree.find(".//h1")
    loads = [url for kind in LOADING for url in tree.xpath(f"//{kind}")]
    loads += tree.xpath("//link[contains(@rel, 'stylesheet') or contains(@rel, 'icon')]/@href")
    # A number that leads elsewhere is that of a copy.
    eqnos = [eqno for eqno in tree.find_class("eqno") if not eqno.find_class("internal")]
    waiting = [laid_out(piece) for piece in main.xpath(PIECES)]
    return Page(
        edition=edition,
        name=name,
        lang=tree.get("lang", ""),
        title="".join(tree.xpath("//head/title/text()")),
        formula_in_heading=heading is not None and bool(heading.find_class("katex")),
        ids=tuple(map(str, tree.xpath("//@id"))),
        explorables=tuple(map(str, tree.xpath("//@data-explorable"))),
        links=tuple(map(str, tree.xpath("//a/@href | //link/@href | //@src"))),
        loads=tuple(map(str, loads)),
        numbers=tuple(eqno.text_content().strip().rstrip("#✓") for eqno in eqnos),
        images=tuple(
            (image.get("src", ""), image.get("alt"), image.get("class", ""))
            for image in tree.iter("img")
        ),
        descriptions=tuple(map(str, tree.xpath("//head/meta[@name='description']/@content"))),
        nameless=tuple(f"{one.tag} {one.get('class')}" for one in tree.xpath(NAMELESS)),
        bold_in_bold=bool(tree.xpath("//strong//strong")),
        unformatted="".join(texts(main, FORMULAS)),
        own=tuple(texts(main, foreign)),
        blocks=tuple(blocks(main, foreign)),
        waiting=tuple(waiting),
        at_once=laid_out(main) - sum(waiting),
    )


@cache
def book() -> dict[Path, Page]:
    """Read every page of every edition; the site must have been built."""
    paths = [path for edition in EDITIONS for path in sorted((SITE / edition).rglob("*.html"))]
    with ProcessPoolExecutor() as readers:
        return dict(zip(paths, readers.map(read, paths, chunksize=8), strict=True))


def words(text: str) -> list[str]:
    """Return the Latin words of a text."""
    return re.findall(r"[A-Za-z]{2,}", text)


def characters(text: str) -> list[str]:
    """Return the Chinese characters of a text."""
    return re.findall(r"[\u3400-\u9fff]", text)
