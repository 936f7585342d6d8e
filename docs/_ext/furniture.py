"""What Furo and Sphinx write around the text, named for those who listen, in the reader's language.

Works on the finished HTML of a page: no other place knows all of it.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from formulas import readable
from lxml.html import fragment_fromstring
from sphinx.locale import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

SAID_IN_ENGLISH = (
    "Toggle site navigation sidebar",
    "Toggle table of contents sidebar",
    "Toggle Light / Dark / Auto color theme",
)
UNFOLD = re.compile(r'(?<=aria-label=")Toggle navigation of ([^"]*)')
# An icon stands beside its name, or in a button that has one.
ICON = re.compile(r"<svg(?=[^>]*><use )")
SYMBOL_NAME = re.compile(r"(<symbol [^>]*>)\s*<title>[^<]*</title>")
# Without a name, a link to a place is called by the sign it shows.
PERMALINK = re.compile(r'(<a class="headerlink" href="[^"]*" title=("[^"]*"))>')
# Nor is the link to a heading a part of its name.
HEADING = re.compile(
    r'<(h[1-6])>((?:(?!</\1>).)*?)(<a class="headerlink" href="#([^"]*)".*?</a>)</\1>', re.S
)
TOP = re.compile(r'<a href="#" class="back-to-top.*?</a>', re.S)
DRAWERS = {"sidebar-drawer": "Site navigation", "toc-drawer": "On this page"}
DRAWER = re.compile(
    r'<aside class="(sidebar-drawer|toc-drawer)([^>]*)>(.*?)</aside>(?=\s*(?:<div class="main">|</div>\s*</div>))',
    re.S,
)
BEHIND = re.compile(r'(<a class="next-page".*?</a>)(\s*)(<a class="prev-page".*?</a>)', re.S)
# Firefox fetches the next page before anyone asks for it, which the policy forbids.
AHEAD = re.compile(r'<link rel="next"[^>]*>')
# A formula in the name of a heading or a link is said as it is read.
NAME = re.compile(r"<(h[1-6]|a)\b[^>]*>(?:(?!</\1>).)*?</\1>", re.S)
FORMULA = re.compile(
    r'(<span class="[^"]*\bmath notranslate\b[^"]*")>((?:(?!</math>).)*?(<math.*?</math>))', re.S
)
CARD = '<div class="sphx-glr-thumbnail-title">'


def named(body: str) -> str:
    """Return the body of a page with its furniture named."""
    for words in SAID_IN_ENGLISH:
        body = body.replace(words, _(words))
    body = UNFOLD.sub(lambda found: unfold(found[1]), body)
    body = DRAWER.sub(landmark, body)
    body = SYMBOL_NAME.sub(r"\1", ICON.sub('<svg aria-hidden="true"', body))
    body = body.replace('class="caption" role="heading"', 'class="caption"')
    body = body.replace(CARD, CARD.replace(">", ' aria-hidden="true">'))  # the link over it says it
    body = BEHIND.sub(r"\3\2\1", body)
    body = NAME.sub(lambda name: FORMULA.sub(spoken, name[0]), body)
    body = HEADING.sub(r'<\1 aria-labelledby="title-\4"><span id="title-\4">\2</span>\3</\1>', body)
    body = TOP.sub(lambda link: f'<nav aria-label="{_("Back to top")}">{link[0]}</nav>', body)
    return PERMALINK.sub(r"\1 aria-label=\2>", body)


def unfold(part: str) -> str:
    """Name the box that unfolds a part of the navigation, in each language of that part."""
    words, sides = _("Toggle navigation of PART").split(" ｜ "), part.split(" ｜ ")
    return " ｜ ".join(one.replace("PART", sides[i % len(sides)]) for i, one in enumerate(words))


def landmark(drawer: re.Match[str]) -> str:
    """Return a drawer as a navigation with a name."""
    name, more, inside = drawer.groups()
    return f'<nav class="{name}{more} aria-label="{_(DRAWERS[name])}">{inside}</nav>'


def spoken(formula: re.Match[str]) -> str:
    """Give a formula a name: in that of what it stands in, browsers leave out what MathML says."""
    said = html.escape(readable(fragment_fromstring(formula[3])))
    return f'{formula[1]} role="math" aria-label="{said}">{formula[2]}'


def unfetched(links: str) -> str:
    """Return the links in the head of a page without the one that Firefox would follow."""
    return AHEAD.sub("", links)


def add_filter(app: Sphinx) -> None:
    """Let the template of all pages name what it gets."""
    if templates := getattr(app.builder, "templates", None):
        templates.environment.filters |= {"named": named, "unfetched": unfetched}


def setup(app: Sphinx) -> ExtensionMetadata:
    """Give the template its filter."""
    app.connect("builder-inited", add_filter)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
