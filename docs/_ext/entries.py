"""What can be found on a written page: its sections, theorems, exercises, solutions, terms, code.

Read from the HTML, for there stand the numbers, the anchors and the words that a reader sees.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import lxml.html
from formulas import readable

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.html import HtmlElement

BLOCKS = {"p", "div", "section", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "caption"}
BLOCKS |= {"figure", "figcaption", "blockquote", "details", "summary", "aside"}
CELLS = {"td", "th"}
SILENT = {"script", "style", "noscript", "nav", "svg", "button", "template"}
# Furniture, and on the ledger what it repeats of other pages, and the code.
UNSEEN = {"headerlink", "tick", "bar", "eqno", "editions", "toctree-wrapper"}
UNSEEN |= {"sphx-glr-thumbnails", "sphx-glr-footer", "sphx-glr-signature"}
UNSEEN |= {"check", "sd-summary-content", "before"}
BOXES = {"proof": "theorem", "exercise": "exercise", "solution": "solution"}
LISTS = {"glossary": "term", "py": "api"}


@dataclass
class Entry:
    """A place to arrive at, and the texts from there to the next one, block by block.

    Only the edition with both languages has texts in ``chinese``; the others have one language.
    """

    anchor: str
    kind: str
    title: str
    text: list[str] = field(default_factory=list)
    chinese: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)


def read_page(path: Path, *, both: bool) -> list[Entry]:
    """Return the entries of a page; the first is the page itself and has no anchor."""
    main = lxml.html.document_fromstring(path.read_bytes()).find(".//article[@role='main']")
    if main is None:
        raise ValueError(f"{path} must have an article with the role main")
    reader = Reader(both=both)
    untitled = Entry("", "page", "")
    reader.walk(main, untitled, chinese=None)
    first, *others = reader.entries or [untitled]
    first.anchor = ""
    return [first, *others]


class Reader:
    """One walk over the main text of a page."""

    def __init__(self, *, both: bool, unseen: set[str] = UNSEEN) -> None:
        self.both = both
        self.unseen = unseen
        self.entries: list[Entry] = []
        self.fresh = {True, False}  # whether Chinese or not: where the next text begins a block

    def walk(self, element: HtmlElement, entry: Entry, *, chinese: bool | None) -> None:
        """Read an element into an entry, or into those that begin in it."""
        classes = classes_of(element)
        if is_silent(element) or self.unseen & classes:
            return
        if element.tag == "math":
            self.add(entry, readable(element), chinese=chinese)
        elif element.tag == "pre":
            entry.code.append(element.text_content().strip())
        elif element.tag == "dl" and (kind := named(LISTS, classes)):
            self.definitions(element, entry, kind)
        else:
            if chinese is None and self.both and (lang := element.get("lang")):
                chinese = lang.startswith("zh")  # and so is a foreign word in it
            title = title_of(element)
            if title is not None:
                entry = self.begin(element, title)
            self.children(element, entry, title, chinese=chinese)

    def children(
        self, element: HtmlElement, entry: Entry, title: HtmlElement | None, *, chinese: bool | None
    ) -> None:
        """Read the texts and the elements in an element, all but its title."""
        around = element.getparent()
        block = element.tag in BLOCKS and (around is None or around.tag not in CELLS)
        if block:
            self.fresh = {True, False}
        self.add(entry, element.text, chinese=chinese)
        for child in element:
            if child is not title:
                self.walk(child, entry, chinese=chinese)
            self.add(entry, child.tail, chinese=chinese)
        if block:
            self.fresh = {True, False}
        if element.tag in CELLS:
            self.add(entry, "  ", chinese=False)
            self.add(entry, "  ", chinese=True)

    def begin(self, element: HtmlElement, title: HtmlElement) -> Entry:
        """Begin the entry of a section or a box."""
        kind = named(BOXES, classes_of(element)) or ("section" if self.entries else "page")
        text = plain(title)
        if kind == "solution" and self.entries:  # of the exercise before it
            text = f"{text} · {self.entries[-1].title}"
        self.entries.append(Entry(element.get("id", ""), kind, text))
        return self.entries[-1]

    def definitions(self, element: HtmlElement, entry: Entry, kind: str) -> None:
        """Read a list of terms, or a function or class: names, then what there is to say."""
        names: list[HtmlElement] = []
        for child in element:
            if child.tag == "dt":
                names.append(child)
                continue
            if names and (anchor := names[0].get("id")):
                written = " ｜ ".join(plain(name) for name in names)
                is_code = kind == "api"  # its id is its full name
                entry = Entry(anchor, kind, anchor if is_code else written)
                entry.code += [written] * is_code
                self.entries.append(entry)
            self.walk(child, entry, chinese=None)
            names = []

    def add(self, entry: Entry, text: str | None, *, chinese: bool | None) -> None:
        """Add a piece of text to the last block, or begin a new one with it."""
        fresh = bool(chinese) in self.fresh
        if not text or (fresh and not text.strip()):
            return
        blocks = entry.chinese if chinese else entry.text
        if fresh or not blocks:
            blocks.append("")
        blocks[-1] += text
        self.fresh.discard(bool(chinese))


def title_of(element: HtmlElement) -> HtmlElement | None:
    """Return the title of an element that is a place to arrive at."""
    if not element.get("id"):
        return None
    for child in element:
        heading = element.tag == "section" and child.tag in ("h1", "h2", "h3", "h4", "h5", "h6")
        if heading or "admonition-title" in classes_of(child):
            return child
    return None


def plain(element: HtmlElement) -> str:
    """Return the text of a title, in both languages if it has both."""
    entry = Entry("", "", "")
    reader = Reader(both=False, unseen=UNSEEN - {"bar"})
    reader.children(element, entry, None, chinese=False)
    return " ".join("".join(entry.text).split())


def is_silent(element: HtmlElement) -> bool:
    """Whether there is nothing to read: no element, or one that is hidden from readers."""
    if not isinstance(element.tag, str) or element.tag in SILENT:
        return True
    return element.get("aria-hidden") == "true" or "inert" in element.attrib


def classes_of(element: HtmlElement) -> set[str]:
    """Return the classes of an element."""
    return set((element.get("class") or "").split())  # a comment returns None whatever the default


def named(kinds: dict[str, str], classes: set[str]) -> str | None:
    """Return the kind that one of the classes stands for."""
    return next((kinds[name] for name in kinds if name in classes), None)
