"""One script for all pages, ``_static/site.js``, bundled from the small files of ``docs/web/site``."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from kept import kept
from node import make

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

BUNDLE = "site.js"


def add(app: Sphinx) -> None:
    """Write the script into the site."""
    if app.builder.format == "html":
        static = Path(app.outdir) / "_static"
        static.mkdir(parents=True, exist_ok=True)
        shutil.copy(made() / BUNDLE, static)
        app.add_js_file(BUNDLE, defer="defer")


def made() -> Path:
    """Return the folder with the script."""
    return kept("scripts", bundle)


def bundle(out: Path) -> None:
    """Bundle the script into a folder."""
    make("site", out)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Bundle before the first page is written."""
    app.connect("builder-inited", add)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
