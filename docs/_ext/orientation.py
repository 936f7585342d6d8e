"""The box under the title of a chapter page: how long it takes to read, what to read and to know before.

The time is counted from the source. What a page builds on stands in its front matter, as
``builds_on: leaky-averages ill-conditioned``, and what a reader should know besides as ``needs: "derivatives
｜ 求导"``; a page with a question that does not say both is a warning. If a section needs what the code of an
earlier one has defined, the box says so.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checked.statements import pages
from docutils import nodes
from editions import spoken
from editions.language import BAR, side
from exercises import CELL
from facts import minutes
from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

FIELD, NEEDS = "builds_on", "needs"
HEADING = "</h1>"
SENTENCES = {
    "en": ("About {} min\u00a0· builds on {}", "About {} min\u00a0· nothing to read before", ", "),
    "zh": ("约 {} 分钟\u00a0· 先读：{}", "约 {} 分钟\u00a0· 可以从这里读起", "、"),
}
BEFORE = {
    "en": "<strong>You should know</strong> {}.",
    "zh": "<strong>预备知识</strong>：{}。",
}
IN_ORDER = {
    "en": " · the code runs in order, from the top",
    "zh": " · 代码要从头依次运行",
}
HIDDEN = re.compile(r"^```\{code-cell\}[^\n]*\n:tags: \[remove-cell\]\n.*?^```$", re.M | re.S)
SECTION = re.compile(r"^## ", re.M)
NEED = re.compile(rf'^{NEEDS}: "(.+)"$', re.M)

logger = logging.getLogger(__name__)


def note(app: Sphinx, doctree: nodes.document) -> None:
    """Check what a page says it builds on, and read it again when those pages change."""
    page, docs = app.env.docname, Path(app.srcdir)
    if not any("question" in node["classes"] for node in doctree.findall(nodes.paragraph)):
        return
    if FIELD not in app.env.metadata[page]:
        logger.warning("the front matter must say %s:, if only with nothing", FIELD, location=page)
    if not all(known(app, page, language) for language in BEFORE):
        logger.warning("the front matter must say %s: in both languages", NEEDS, location=page)
    order = [*pages(docs)]
    for name in needed(app, page):
        if name not in order or order.index(name) >= order.index(page):
            logger.warning("%s must name pages before it, got %r", FIELD, name, location=page)
        app.env.note_dependency(str(docs / f"{name}.md"))


def needed(app: Sphinx, page: str) -> list[str]:
    """Return the names of the pages that a page builds on."""
    return str(app.env.metadata[page].get(FIELD) or "").split()


def known(app: Sphinx, page: str, language: str) -> str:
    """Return what a reader should know, read from the source: the edition has lost the other side."""
    front = Path(app.env.doc2path(page)).read_text("utf-8").partition("\n---\n")[0]
    found = NEED.search(front)
    sides = BAR.split(found[1]) if found else []
    return sides[("en", "zh").index(language)] if len(sides) == 2 else ""


def chained(source: str) -> bool:
    """Tell whether code that a reader sees uses names from the code of an earlier section."""
    before: set[str] = set()
    for section in SECTION.split(HIDDEN.sub("", source)):
        here: set[str] = set()
        for cell in CELL.finditer(section):
            tree = [*ast.walk(ast.parse(cell["code"]))]
            names = [node for node in tree if isinstance(node, ast.Name)]
            used = {name.id for name in names if isinstance(name.ctx, ast.Load)}
            here |= {name.id for name in names if isinstance(name.ctx, ast.Store)}
            here |= {node.name for node in tree if isinstance(node, ast.FunctionDef | ast.ClassDef)}
            aliases = [node for node in tree if isinstance(node, ast.alias)]
            here |= {(one.asname or one.name).partition(".")[0] for one in aliases}
            here |= {node.arg for node in tree if isinstance(node, ast.arg)}
            if used & before - here:
                return True
        before |= here
    return False


def line(app: Sphinx, page: str, language: str) -> str:
    """Return the line in one language."""
    some, none, comma = SENTENCES[language]
    links = []
    for name in needed(app, page):
        title = side(app.env.titles[name].astext(), language)
        links.append(f'<a href="{app.builder.get_relative_uri(page, name)}">{title}</a>')
    source = Path(app.env.doc2path(page)).read_text("utf-8")
    time = max(1, round(minutes(source)))
    order = IN_ORDER[language] if chained(source) else ""
    return (some if links else none).format(time, comma.join(links)) + order


def add(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Write the box under the title, in the languages of the edition."""
    if doctree is None or FIELD not in app.env.metadata.get(page, {}):
        return
    boxes = (
        f'<div class="before"{lang}><p class="orientation">{line(app, page, one)}</p>\n'
        f'<p class="needs">{BEFORE[one].format(known(app, page, one))}</p></div>'
        for one, lang in spoken(app).items()
    )
    context["body"] = context["body"].replace(HEADING, "\n".join([HEADING, *boxes]), 1)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the line."""
    app.connect("doctree-read", note)
    app.connect("html-page-context", add)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
