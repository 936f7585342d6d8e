"""The cells that a page does not show: their code has a page of its own, linked from the end.

They measure what prose and tables print, and would part its sentences. A reader who asks where a
number comes from finds all of them there, in their order, below the headings that they stand under.
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checked.statements import TITLE, pages
from editions import spoken
from editions.language import side
from exercises import CELL
from plain import formula

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

FOLDER = "cells"
TAG = ":tags: [remove-cell]\n"
HEADING = re.compile(r"^#{2,3} ([^\n]+)$|" + CELL.pattern, re.M | re.S)
MATH = re.compile(r"\$([^$]+)\$")
NAMES = {"en": "{}: the code behind its numbers", "zh": "{}：数字背后的代码"}
END = {
    "en": 'Numbers in this text that no code above prints come from <a href="{}">cells that it does not show</a>.',
    "zh": '文中的数字，凡上面代码没有打印的，都出自<a href="{}">正文未显示的单元格</a>。',
}
ABOUT = {
    "en": '<a href="{}">The page</a> runs these cells between those it shows, and prints what they <code>glue</code>.',
    "zh": '<a href="{}">正文</a>把这些单元格与显示出来的代码按顺序一起运行，并印出其中 <code>glue</code> 的值。',
}
WHAT = "{}: cells that the page runs and does not show ｜ {}：正文运行而未显示的单元格"


def hidden(source: str) -> list[tuple[str, list[str]]]:
    """Return the headings that stand above hidden cells, and the code of those cells."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for match in HEADING.finditer(source):
        if match[1]:
            found.append((match[1], []))
        elif TAG in match[0]:
            found[-1][1].append(match["code"])
    return [(heading, cells) for heading, cells in found if cells]


def told(app: Sphinx, texts: dict[str, str], target: str, kind: str) -> str:
    """Return a paragraph of some class for each language of the edition."""
    return "\n".join(
        f'<p class="{kind}"{lang}>{texts[one].format(target)}</p>'
        for one, lang in spoken(app).items()
    )


def readable(app: Sphinx, heading: str) -> str:
    """Return a heading with its formulas as text."""
    macros = app.config.katex_macros
    return html.escape(MATH.sub(lambda found: formula(found[1], macros), heading))


def link(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """End a page that has hidden cells with the way to them."""
    if doctree is not None and page in app.env.found_docs:
        path = Path(app.env.doc2path(page))
        if path.suffix == ".md" and hidden(path.read_text("utf-8")):
            target = app.builder.get_relative_uri(page, f"{FOLDER}/{page}")
            context["body"] += told(app, END, target, "cells")


def code(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield a page of code for every page that has hidden cells."""
    for page in pages(Path(app.srcdir)):
        source = Path(app.env.doc2path(page)).read_text("utf-8")
        if (found := hidden(source)) and (title := TITLE.search(source)):
            sides = {one: NAMES[one].format(side(title[1], one)) for one in spoken(app)}
            name, body = f"{FOLDER}/{page}", []
            for heading, cells in found:
                names = dict.fromkeys(readable(app, side(heading, one)) for one in spoken(app))
                body += [f"<h2>{' ｜ '.join(names)}</h2>"] if heading else []
                for cell in cells:
                    body.append(app.builder.highlighter.highlight_block(cell.strip(), "python"))  # type: ignore[attr-defined]
            about = told(app, ABOUT, app.builder.get_relative_uri(name, page), "about")
            shown = " ｜ ".join(sides.values())
            text = "\n".join([f"<h1>{html.escape(shown)}</h1>", about, *body])
            described = WHAT.format(*(side(title[1], one) for one in NAMES))
            yield name, {"title": shown, "body": text, "about": described}, "page.html"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the links and the pages."""
    app.connect("html-page-context", link)
    app.connect("html-collect-pages", code)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
