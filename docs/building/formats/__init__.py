"""Formats to take along, written from the built pages: notebooks, PDF, EPUB, slides and sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from processes import Task

LANGUAGES = ("en", "zh")


def tasks(site: Path, docs: Path) -> list[Task]:
    """Return what writes the formats into a site whose editions are complete; none waits for another."""
    from processes import Task

    from . import (  # which need the extensions of the book
        epub,
        figures_zip,
        notebooks,
        printed,
        typeset,
    )

    typeset.fonts()  # once, before the tasks are at it beside each other
    return [
        *(Task(f"slides and sheets, {one}", printed.kit, (site, one)) for one in LANGUAGES),
        *(Task(f"PDF, {one}", printed.book, (site, one)) for one in LANGUAGES),
        *(Task(f"EPUB, {one}", epub.write, (site, one)) for one in LANGUAGES),
        *(Task(f"notebooks, {one}", notebooks.write, (site, docs, one)) for one in LANGUAGES),
        Task("figures", figures_zip.write, (site, docs)),
    ]
