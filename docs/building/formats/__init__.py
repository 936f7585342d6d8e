"""Formats to take along, written from the built pages: notebooks, PDF, EPUB, slides and sheets."""

from __future__ import annotations

from pathlib import Path

from processes import Task

from . import deck, epub, notebook, paper, sheet, typeset
from .volume import volume

LANGUAGES = ("en", "zh")


def tasks(site: Path, docs: Path) -> list[Task]:
    """Return what writes the formats into a site whose editions are complete; none waits for another."""
    typeset.fonts()  # once, before the tasks are at it beside each other
    return [
        *(Task(f"slides and sheets, {one}", kit, (site, one)) for one in LANGUAGES),
        *(Task(f"PDF, {one}", book, (site, one)) for one in LANGUAGES),
        *(Task(f"EPUB, {one}", epub.write, (site, one)) for one in LANGUAGES),
        *(Task(f"notebooks, {one}", notebook.write, (site, docs, one)) for one in LANGUAGES),
    ]


def book(site: Path, language: str) -> None:
    """Write the whole book as a PDF."""
    paper.write(site, volume(site, language))


def kit(site: Path, language: str) -> None:
    """Write what a teacher prints or shows."""
    whole = volume(site, language)
    for name, part in deck.parts(whole):
        deck.write(site, whole, name, part)
    for kind in sheet.KINDS:
        sheet.write(site, whole, kind)
