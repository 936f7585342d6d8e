"""The page ``labs`` lists all labs and exercises, page by page; a script shows there what is done.

Like all pages with a place for facts it is read anew in every build (``facts.outdated``).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from checked.statements import TITLE, pages
from exercises import KINDS, Exercise
from exercises import read_page as exercises_of

from .reading import Lab, read_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

PAGE = "labs"
PLACE = "%labs%"
BADGE = "{bdg-secondary-line}`%s`"
LAB = "lab ｜ 实验"
STATE = '<span class="task-state" data-task="{}" data-kind="{}"></span>'


def write(app: Sphinx, page: str, source: list[str]) -> None:
    """Put the list into the source of its page."""
    if page == PAGE:
        source[:] = [text.replace(PLACE, "\n".join(lines(Path(app.srcdir)))) for text in source]


def lines(docs: Path) -> Iterator[str]:
    """Yield the list in Markdown."""
    for page in pages(docs):
        text = (docs / f"{page}.md").read_text("utf-8")
        labs, found = read_page(docs, page), exercises_of(text)
        if labs or found:
            title = TITLE.search(text)
            yield f"## {title[1] if title else page}\n"
            yield from (free(one) for one in labs.values() if not one.exercise)
            for one in found:
                lab = next((lab for lab in labs.values() if lab.exercise == one.label), None)
                yield entry(one, lab)
            yield ""


def free(lab: Lab) -> str:
    """Return the line of a lab that stands in no exercise."""
    return f"- {{ref}}`{lab.title} <lab-{lab.name}>` {BADGE % LAB} {STATE.format(lab.name, 'lab')}"


def entry(one: Exercise, lab: Lab | None) -> str:
    """Return the line of an exercise: what a script can judge, and what the reader ticks."""
    task = (lab.name, "lab") if lab else (one.label, "drill" if one.kind == "drill" else "self")
    badge = BADGE % (LAB if lab else KINDS.get(one.kind, ""))
    return f"- {{numref}}`{one.label}` [{one.title}](#{one.label}) {badge} {STATE.format(*task)}"
