"""What others have made and this site ships: their names, licences and the texts of these.

Every package of ``package-lock.json`` counts as shipped unless it is there for a tool (for npm, a
development dependency), so that nothing new goes out without its notice.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING

from node import DOCS, install
from sphinx.errors import ExtensionError

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXTS = DOCS / "licences"  # of what is inside a package that does not bring them
COMMANDS = {"commander"}  # for the command lines of packages, which no page has
# Packages of Python whose scripts or styles are part of the pages: licence and address.
PYTHON = {
    "furo": ("MIT", "https://github.com/pradyunsg/furo"),
    "myst-nb": ("BSD-3-Clause", "https://github.com/executablebooks/myst-nb"),
    "Pygments": ("BSD-2-Clause", "https://pygments.org"),
    "Sphinx": ("BSD-2-Clause", "https://www.sphinx-doc.org"),
    "sphinx-basic-ng": ("MIT", "https://github.com/pradyunsg/sphinx-basic-ng"),
    "sphinx-copybutton": ("MIT", "https://github.com/executablebooks/sphinx-copybutton"),
    "sphinx-design": ("MIT", "https://github.com/executablebooks/sphinx-design"),
    "sphinx-exercise": ("MIT", "https://github.com/executablebooks/sphinx-exercise"),
    "sphinx-gallery": ("BSD-3-Clause", "https://github.com/sphinx-gallery/sphinx-gallery"),
    "sphinx-proof": ("MIT", "https://github.com/executablebooks/sphinx-proof"),
}
# What stands inside them: licence, address, whose it is.
FONTS = (
    "(c) 2009-2010 Design Science, Inc. (www.mathjax.org)\n"
    "Copyright (c) 2014-2018 Khan Academy (www.khanacademy.org),\n"
    "each font with its name as Reserved Font Name"
)
INSIDE = {
    "Emscripten": ("MIT", "https://emscripten.org", "2010-2014 Emscripten authors"),
    "clipboard.js": ("MIT", "https://clipboardjs.com", "Zeno Rocha"),
    "Feather icons": ("MIT", "https://feathericons.com", "2013-2023 Cole Bemis"),
    "gumshoe": ("MIT", "https://github.com/cferdinandi/gumshoe", "2019 Chris Ferdinandi"),
    "KaTeX fonts": ("OFL-1.1", "https://github.com/KaTeX/katex-fonts", FONTS),
    "Tabler icons": ("MIT", "https://tabler.io/icons", "2020-2024 Paweł Kuna"),
}
# Packages of npm that say less of themselves: address, and whose they are.
UNSAID = {
    "@micropython/micropython-webassembly-pyscript": (
        "https://micropython.org",
        "2013-2025 Damien P. George",
    ),
}
LICENCE = re.compile(r"[\w.-]*(licen[cs]e|copying|notice)[\w.-]*", re.I)


@dataclass(frozen=True)
class Notice:
    """A work of others: its version, address and licence, and the text of that."""

    name: str
    version: str
    licence: str
    home: str
    text: str


def notices() -> list[Notice]:
    """Return all that is shipped, sorted by name."""
    found = [*from_npm(), *from_python(), *inside()]
    for one in found:
        if not (one.licence and one.home and one.text.strip()):
            raise ExtensionError(f"{one.name} goes into the pages without address or licence")
    return sorted(found, key=lambda one: one.name.lower())


def from_npm() -> Iterator[Notice]:
    """Yield the packages that the bundler may put into the pages."""
    modules = install()
    lock = json.loads((DOCS / "package-lock.json").read_text("utf-8"))
    for path, entry in lock["packages"].items():
        name = path.rpartition("node_modules/")[2]
        if name and not entry.get("dev") and name not in COMMANDS:
            folder = modules.parent / path
            said = json.loads((folder / "package.json").read_text("utf-8"))
            named = [found for found in folder.iterdir() if LICENCE.fullmatch(found.name)]
            inside = [file for found in named for file in (found, *found.rglob("*"))]
            licences = sorted(file for file in inside if file.is_file())
            text = "\n\n".join(file.read_text("utf-8").strip() for file in licences)
            licence, home = said.get("license", ""), said.get("homepage", "")
            if name in UNSAID:
                home, holders = UNSAID[name]
                text = filled(licence, holders)
            yield Notice(name, said["version"], licence, home, text)


def from_python() -> Iterator[Notice]:
    """Yield the packages of Python."""
    for name, (licence, home) in PYTHON.items():
        found = distribution(name)
        files = [file for file in found.files or () if LICENCE.fullmatch(file.name)]
        text = "\n\n".join(Path(str(file.locate())).read_text("utf-8").strip() for file in files)
        yield Notice(name, found.version, licence, home, text)


def inside() -> Iterator[Notice]:
    """Yield what the packages have taken in."""
    for name, (licence, home, holders) in INSIDE.items():
        yield Notice(name, "", licence, home, filled(licence, holders))


def filled(licence: str, holders: str) -> str:
    """Return the text of a licence with the names of the holders."""
    text = (TEXTS / f"{licence}.txt").read_text("utf-8")
    whole = text if "{holders}" in text else f"Copyright {{holders}}\n\n{text}"
    return whole.replace("{holders}", holders)


def table() -> str:
    """Return the rows of a Markdown table."""
    return "\n".join(f"| [{one.name}]({one.home}) | {one.licence} |" for one in notices())


def texts() -> str:
    """Return all licences in one text."""
    parts = (f"{one.name} {one.version}\n{one.home}\n\n{one.text.strip()}\n" for one in notices())
    return f"\n{'-' * 80}\n\n".join(parts)
