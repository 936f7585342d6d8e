"""What Furo and Sphinx write around the text, named for those who listen, in the reader's language.

Works on the finished HTML of a page: no other place knows all of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx.locale import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

SAID_IN_ENGLISH = (
    "Toggle site navigation sidebar",
    "Toggle table of contents sidebar",
    "Toggle Light / Dark / Auto color theme",
    "Toggle navigation of ",
)
# An icon stands beside its name, or in a button that has one.
ICON = re.compile(r"<svg(?=[^>]*><use )")
SYMBOL_NAME = re.compile(r"(<symbol [^>]*>)\s*<title>[^<]*</title>")
# Without a name, a link to a place is called by the sign it shows.
PERMALINK = re.compile(r'(<a class="headerlink" href="[^"]*" title=("[^"]*"))>')
TOP = re.compile(r'<a href="#" class="back-to-top.*?</a>', re.S)
DRAWERS = {"sidebar-drawer": "Site navigation", "toc-drawer": "On this page"}


def named(body: str) -> str:
    """Return the body of a page with its furniture named."""
    for words in SAID_IN_ENGLISH:
        body = body.replace(words, _(words))
    for drawer, words in DRAWERS.items():
        body = re.sub(rf'(<aside class="{drawer}[^>]*)>', rf'\1 aria-label="{_(words)}">', body)
    body = SYMBOL_NAME.sub(r"\1", ICON.sub('<svg aria-hidden="true"', body))
    body = body.replace(
        'class="caption" role="heading"', 'class="caption" role="heading" aria-level="2"'
    )
    body = TOP.sub(lambda link: f'<nav aria-label="{_("Back to top")}">{link[0]}</nav>', body)
    return PERMALINK.sub(r"\1 aria-label=\2>", body)


def add_filter(app: Sphinx) -> None:
    """Let the template of all pages name what it gets."""
    if templates := getattr(app.builder, "templates", None):
        templates.environment.filters["named"] = named


def setup(app: Sphinx) -> ExtensionMetadata:
    """Give the template its filter."""
    app.connect("builder-inited", add_filter)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
