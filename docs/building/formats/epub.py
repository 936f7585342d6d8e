"""An edition as an e-book: EPUB 3, a file for every page, and one for the solutions of each page.

Two builds of the same site have the same bytes: no date is today's, and no name is drawn by chance.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lxml.html
import pictures

from . import front, opf
from .book import Figure
from .front import Section
from .markup import MATHML, document, element
from .opf import Item
from .volume import SOLUTIONS, every, volume
from .xhtml import Xhtml

if TYPE_CHECKING:
    from .book import Page
    from .volume import Volume

STYLE = "book.css"
COVER = "docs/root/cover.py"
# Of a gallery's picture: its colours for dark pages. Here it brings its own ground along instead,
# since readers at night darken the page, and not the picture.
DARK = re.compile(r' id="dark"><style>:target.*?</style>', re.S)
GROUND = '><path fill="#fff" d="M-999-999h9999v9999h-9999z"/>'
FIRST = (1980, 1, 1, 0, 0, 0)  # date of a ZIP


def write(site: Path, language: str) -> Path:
    """Write an edition of a site as an e-book, and return where."""
    target = site / language / f"momentum-{language}.epub"
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files(volume(site, language), description(site / language)).items():
            entry = zipfile.ZipInfo(name, FIRST)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            # The first one is as it is, so that the file can be known by it.
            plain = name == "mimetype"
            entry.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return target


def files(book: Volume, description: str) -> dict[str, bytes]:
    """Return what is in the e-book, by names and in order."""
    about = opf.About(book.book.title, book.book.language, description, book.url)
    pages = texts(book, about)
    pictures_of = [
        block.image
        for page in book.book.pages
        for block in every(page.blocks)
        if isinstance(block, Figure)
    ]
    images = {f"images/{path.name}": path for path in sorted(set(pictures_of))}
    items = [
        Item(STYLE, "text/css"),
        Item("images/cover.png", "image/png", "cover-image"),
        *(Item(name, "application/xhtml+xml", properties(name, pages[name])) for name in pages),
        *(Item(name, "image/svg+xml") for name in images),
    ]
    return {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": document(opf.container()),
        "EPUB/package.opf": document(opf.package(about, items, list(pages))),
        f"EPUB/{STYLE}": Path(__file__).with_name(STYLE).read_bytes(),
        **{f"EPUB/{name}": document(pages[name], "<!DOCTYPE html>") for name in pages},
        "EPUB/images/cover.png": pictures.drawn(COVER).read_bytes(),
        **{f"EPUB/{name}": picture(images[name]) for name in images},
    }


def texts(book: Volume, about: opf.About) -> dict[str, Any]:
    """Return the pages of the e-book in the order in which they are read."""
    places: dict[tuple[str, str], str] = {}
    sections, chapters = [], {}
    for number, part in enumerate(book.book.parts, 1):
        solved = part.title == SOLUTIONS[about.language]
        names = {chapter(page, solved): page for page in part.pages}
        titles = [(name, page.title) for name, page in names.items()]
        sections.append(Section(f"part-{number}.xhtml", part.title, titles))
        chapters |= names
        for name, page in names.items():
            places |= {(page.name, one): name for block in every(page.blocks) for one in block.ids}
    writer = Xhtml(book, places)
    made = {
        "cover.xhtml": front.cover(about),
        "title.xhtml": front.title(about),
        "nav.xhtml": front.contents(about, sections, writer.inlines),
    }
    for section in sections:
        made[section.file] = front.part(about, section, writer.inlines)
        made |= {name: body(about, writer, chapters[name]) for name, _ in section.chapters}
    return made


def chapter(page: Page, solved: bool) -> str:
    """Return the name of the file of a page."""
    return f"{'solutions-' if solved else ''}{page.name.replace('/', '-')}.xhtml"


def body(about: opf.About, writer: Xhtml, page: Page) -> Any:
    """Return a chapter."""
    writer.page = page.name
    section = element(
        "section", *writer.blocks(page.blocks), epub_type="chapter", role="doc-chapter"
    )
    title = "".join(element("p", *writer.inlines(page.title)).itertext())
    return front.page(about, title, section, kind="bodymatter")


def properties(name: str, root: Any) -> str:
    """Return what readers must know of a file before they open it."""
    found = ["nav"] if name == "nav.xhtml" else []
    if next(root.iter(f"{{{MATHML}}}math"), None) is not None:
        found.append("mathml")
    return " ".join(found)


def picture(path: Path) -> bytes:
    """Return a picture as it is in light, on a white ground."""
    return DARK.sub(GROUND, path.read_text("utf-8")).encode()


def description(edition: Path) -> str:
    """Return what the front page of an edition says of the book."""
    root = lxml.html.parse(str(edition / "index.html")).getroot()
    return str(root.xpath("string(//head/meta[@name='description']/@content)"))
