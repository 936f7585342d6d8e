"""The answers on the sheet of exercises: below each task its solution, folded, as its page shows it.

Taken from the written pages, for there stand numbers, pictures and outputs as a reader sees them. In
the copy nothing has a name of its own, and what leads to a place on that page still leads there; so does
the number of an equation.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exercises import SHEET
from sheet import ANSWER
from sphinx.errors import ExtensionError

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

PLACE = re.compile(re.escape(ANSWER).replace("LABEL", r"([\w-]+)"))
TASK = re.compile(r'<a class="reference internal" href="([\w-]+\.html)#([\w-]+)">')
FOLD = re.compile(r"<details\b|</details>")
# Parts of a picture keep their names: they are used inside it.
NAME = re.compile(
    r"(<(?:[adp]|d[dlt]|li|div|pre|span|table|aside|figure|h\d|section|details)\b[^<>]*?)"
    r' id="[^"]*"'
)
LINK = re.compile(r'(<a\b[^<>]*? href=")#')
NUMBER = re.compile(r'(id="(equation-[\w-]+)"[^<>]*>\s*<span class="eqno">)(\(\d+\))')
ANCHOR = re.compile(r'<a class="headerlink".*?</a>', re.S)


def solution(page: str, label: str, html: str) -> str:
    """Return the solution that follows an exercise on its page, ready for another page."""
    start = html.index('<details class="admonition solution', html.index(f' id="{label}"'))
    depth = 0
    for fold in FOLD.finditer(html, start):
        depth += 1 if fold[0] != "</details>" else -1
        if not depth:
            break
    copied = ANCHOR.sub("", html[start : fold.end()])
    copied = NUMBER.sub(r'\1<a class="reference internal" href="#\2">\3</a>', copied)
    copied = NAME.sub(r"\1", copied)
    return LINK.sub(rf"\g<1>{page}#", copied)


def insert(app: Sphinx, exception: Exception | None) -> None:
    """Put the solutions into the written sheet."""
    file = Path(app.outdir) / f"{SHEET}.html"
    if exception or app.builder.format != "html" or SHEET not in app.env.found_docs:
        return
    sheet = file.read_text("utf-8")
    pages = {label: page for page, label in TASK.findall(sheet)}
    texts = {page: (file.parent / page).read_text("utf-8") for page in set(pages.values())}

    def answer(place: re.Match[str]) -> str:
        page, label = pages[place[1]], place[1]
        try:
            return solution(page, label, texts[page])
        except ValueError as error:
            raise ExtensionError(f"{page}: no solution follows {label!r}") from error

    file.write_text(PLACE.sub(answer, sheet), "utf-8")


def tell(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Tell the template that the sheet has solutions, too."""
    if page == SHEET:
        context["solutions"] = True


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the answers, after the search has read the pages: it leads to where a solution stands."""
    app.connect("html-page-context", tell, priority=900)
    app.connect("build-finished", insert, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
