"""The scripts of labs and drills, bundled from ``docs/web/labs``, with the Python that they run."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drills import result
from exercises import SHEET
from kept import kept
from node import make

from .directives import lab
from .overview import PAGE

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

FOLDER = "labs"  # below _static


def made() -> Path:
    """Return the folder with the scripts."""
    return kept(FOLDER, bundle)


def bundle(out: Path) -> None:
    """Bundle the scripts into a folder."""
    make("labs", out)


def prepare(app: Sphinx) -> None:
    """Bundle into the site."""
    if app.builder.format == "html":
        shutil.copytree(made(), Path(app.outdir) / "_static" / FOLDER, dirs_exist_ok=True)


def add_files(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Load on a page what it needs, and nothing else."""
    if doctree is None:
        return
    needed = {
        "labs.js": next(doctree.findall(lab), None) is not None,
        "answers.js": next(doctree.findall(result), None) is not None or page == SHEET,
        "progress.js": page == PAGE,
    }
    for name, here in needed.items():
        if here:
            app.add_js_file(f"{FOLDER}/{name}", loading_method="defer")


def connect(app: Sphinx) -> None:
    """Connect the scripts."""
    app.connect("builder-inited", prepare)
    app.connect("html-page-context", add_files)
