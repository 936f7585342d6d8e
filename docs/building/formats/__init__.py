"""Formats to take along, written from the built pages: notebooks, PDF, EPUB, slides."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from processes import Task

LANGUAGES = ("en", "zh")


def tasks(site: Path, docs: Path) -> list[Task]:
    """Return what writes the formats into a site whose editions are complete; none waits for another."""
    from processes import Task

    from . import notebooks

    return [Task(f"notebooks, {one}", notebooks.write, (site, docs, one)) for one in LANGUAGES]
