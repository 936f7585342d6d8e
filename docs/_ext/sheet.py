"""The sheet: every exercise of the book by page and by kind.

The page ``exercise-sheet`` says where, with the line ``%exercises%``, and is read anew in every build, like all
pages with a place for facts (``facts.outdated``). An exercise says its kind as
its class; one that does not is a warning. ``answers`` puts the solutions in.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from checked.statements import TITLE, pages
from editions import edition_of
from exercises import KINDS, SHEET, Exercise, read_page
from labs.reading import LAB
from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

PLACE = "%exercises%"
ANSWER = '<div data-solution="LABEL"></div>'  # where that of an exercise belongs
LABEL = re.compile(r"^\$\$ \([\w-]+\)$", re.M)

logger = logging.getLogger(__name__)


def write(app: Sphinx, page: str, source: list[str]) -> None:
    """Put the exercises into the source of the sheet."""
    if page != SHEET:
        return
    docs, book = Path(app.srcdir), {}
    for name in pages(docs):
        text = (docs / f"{name}.md").read_text("utf-8")
        if found := read_page(text):
            title = TITLE.search(text)
            book[name] = (title[1] if title else name, found)
        for one in found:
            if one.kind not in KINDS:
                known = f"one of {', '.join(KINDS)}"
                logger.warning(
                    "the class of %r must be %s", one.label, known, location=(name, one.line)
                )
    source[0] = source[0].replace(
        PLACE,
        "\n".join([*by_kind(book, "、" if edition_of(app) == "zh" else ", "), *by_page(book)]),
    )


def by_kind(book: dict[str, tuple[str, list[Exercise]]], comma: str) -> Iterator[str]:
    """Yield a line for every kind, with links to its exercises."""
    for kind, name in KINDS.items():
        of_kind = [one for _, found in book.values() for one in found if one.kind == kind]
        if of_kind:
            links = comma.join(f"{{numref}}`{{number}} <{one.label}>`" for one in of_kind)
            yield f"- {{bdg-secondary-line}}`{name}` {links}"
    yield ""


def by_page(book: dict[str, tuple[str, list[Exercise]]]) -> Iterator[str]:
    """Yield the exercises page by page; equations have their numbers where they are at home."""
    for title, found in book.values():
        yield f"## {title}\n"
        for one in found:
            yield f"(sheet-{one.label})=\n::::::{{container}} task"
            kind = f"{{bdg-secondary-line}}`{KINDS.get(one.kind, '')}`"
            yield f"{{numref}}`{one.label}` **{one.title}** {kind}\n"
            if one.code:
                yield f"```python\n{one.code}```\n"
            yield f"{LABEL.sub('$$', LAB.sub('', one.body))}\n\n{ANSWER.replace('LABEL', one.label)}\n\n::::::\n"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the sheet."""
    app.connect("source-read", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
