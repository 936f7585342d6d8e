"""What stands before and between the pages of an e-book: cover, title, contents, a page for each part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from package import VERSION, released

from .markup import element, spoken
from .opf import CODES, CREATOR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .book import Inline
    from .opf import About

CONTENTS = {"en": "Contents", "zh": "目录"}
COVER = {"en": "Cover", "zh": "封面"}
BEGIN = {"en": "Begin reading", "zh": "正文"}
PICTURE = {
    "en": "The two lines of the momentum method; below them a narrow valley, in which gradient descent zigzags "
    "and momentum swings into the centre",
    "zh": "动量法的两行公式；其下是一道狭长的峡谷，梯度下降在其中来回折返，动量法摆动着进入中心",
}
EDITION = {"en": "Version {version}, {date}", "zh": "版本 {version}，{date}"}
WEB = {
    "en": "On the web, where figures can be moved and code runs: ",
    "zh": "网页版的图可以拖动，代码可以运行：",
}
LICENCES = [
    ("https://creativecommons.org/licenses/by-sa/4.0/", "CC BY-SA 4.0"),
    ("https://opensource.org/license/mit", "MIT"),
]
LICENSED = {"en": ("Text and figures: ", "; code: ", "."), "zh": ("文字与图：", "；代码：", "。")}


@dataclass(frozen=True)
class Section:
    """A part of the book as the contents list it: its file, its title, its chapters."""

    file: str
    title: str
    chapters: Sequence[tuple[str, tuple[Inline, ...]]]  # file and title


def page(about: About, title: str, *inside: Any, kind: str = "") -> Any:
    """Return a file of the e-book."""
    head = element("head", element("title", title))
    head.append(element("link", rel="stylesheet", type="text/css", href="book.css"))
    body = element("body", *inside, epub_type=kind)
    return element("html", head, body, **spoken(CODES[about.language]))


def cover(about: About) -> Any:
    """Return the page with the cover."""
    picture = element("img", src="images/cover.png", alt=PICTURE[about.language], role="doc-cover")
    inside = element("section", picture, class_="cover", epub_type="cover")
    return page(about, COVER[about.language], inside, kind="frontmatter")


def title(about: About) -> Any:
    """Return the page with the title, the version and the licence."""
    language = about.language
    before, between, after = LICENSED[language]
    text, code = (element("a", words, href=url) for url, words in LICENCES)
    edition = EDITION[language].format(version=VERSION, date=released())
    lines = [
        element("p", about.description, class_="about"),
        element("p", CREATOR[language]),
        element("p", edition, class_="edition"),
        element("p", before, text, between, code, after),
    ]
    if about.url:
        address = f"{about.url}/index.html"
        lines.append(element("p", WEB[language], element("a", about.url, href=address)))
    inside = [element("h1", about.title), *lines]
    section = element("section", *inside, class_="title-page", epub_type="titlepage")
    return page(about, about.title, section, kind="frontmatter")


def part(about: About, one: Section, inlines: Callable[[Iterable[Inline]], Any]) -> Any:
    """Return the page that opens a part, with its chapters."""
    chapters = listed(one.chapters, inlines, "ul")
    section = element(
        "section", element("h1", one.title), chapters, class_="part", epub_type="part",
        role="doc-part", aria_label=one.title,
    )  # fmt: skip
    return page(about, one.title, section, kind="bodymatter")


def contents(
    about: About, parts: Sequence[Section], inlines: Callable[[Iterable[Inline]], Any]
) -> Any:
    """Return the table of contents, and the list of places that every reader knows."""
    language = about.language
    entries = [
        element("li", element("a", one.title, href=one.file), listed(one.chapters, inlines, "ol"))
        for one in parts
    ]
    toc = element(
        "nav", element("h1", CONTENTS[language]), element("ol", *entries),
        epub_type="toc", role="doc-toc", id="toc",
    )  # fmt: skip
    known = [
        ("cover", "cover.xhtml", COVER[language]),
        ("toc", "nav.xhtml#toc", CONTENTS[language]),
    ]
    known.append(("bodymatter", parts[0].file, BEGIN[language]))
    for kind in ("glossary", "references"):
        known += [
            ({"references": "bibliography"}.get(kind, kind), file, inlines(name))
            for one in parts
            for file, name in one.chapters
            if file == f"{kind}.xhtml"
        ]
    marks = [
        element("li", element("a", name, epub_type=kind, href=file)) for kind, file, name in known
    ]
    landmarks = element("nav", element("ol", *marks), epub_type="landmarks", hidden="hidden")
    return page(about, CONTENTS[language], toc, landmarks, kind="frontmatter")


def listed(
    chapters: Iterable[tuple[str, tuple[Inline, ...]]],
    inlines: Callable[[Iterable[Inline]], Any],
    tag: str,
) -> Any:
    """Return a list of chapters."""
    links = (element("a", inlines(name), href=file) for file, name in chapters)
    return element(tag, *(element("li", link) for link in links))
