"""What outputs and pages depend on, as digests: a build keeps what stands under the same digest.

``library``: what the output of a cell or script depends on, besides its own code.
``tools``: what every page depends on, besides its own source.
"""

from __future__ import annotations

import functools
import hashlib
import os
import re
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MADE = re.compile(r"__pycache__|node_modules.*")
PAGES = re.compile(r"docs/(gallery/.*|.*\.md)")  # each on its own
# Where the site will stand and where its sources are: pages say it.
PLACES = re.compile(r"SITE_URL|READTHEDOCS|GITHUB_|REPOSITORY|REPO_URL|NOTEBOOKS_REF")


def library(root: Path) -> str:
    """Return the digest of what cells use and start, of Python and of everything installed."""
    used = files(root, ["momentum", "gallery/machines", "docs/studies"])
    return digest([sys.version, *installed(), *used])


@functools.cache
def installed() -> list[str]:
    """Return the packages of this Python and their versions."""
    return sorted({f"{one.name} {one.version}" for one in metadata.distributions()})


def tools(root: Path) -> str:
    """Return the digest of the library, of addresses, and of all in docs that is no page."""
    places = sorted(f"{key}={value}" for key, value in os.environ.items() if PLACES.match(key))
    found = [line for line in files(root, ["docs"]) if not PAGES.fullmatch(line.rsplit(" ", 1)[0])]
    return digest([library(root), *places, *found])


def files(root: Path, names: Iterable[str]) -> Iterator[str]:
    """Yield a line for every file below the names: where it is, and the digest of what it holds."""
    for name in names:
        top = root / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and not any(map(MADE.fullmatch, path.parts)):
                held = hashlib.sha256(path.read_bytes()).hexdigest()
                yield f"{path.relative_to(root).as_posix()} {held}"


def digest(lines: Iterable[str]) -> str:
    """Return a short name for these lines."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
