"""One script for all pages, ``_static/site.js``, bundled from the small files of ``docs/scripts``."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from kept import kept
from node import DOCS, NODE, install
from sphinx.errors import ExtensionError

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
    command = [
        str(NODE),
        str(install() / "esbuild" / "bin" / "esbuild"),
        str(DOCS / "scripts" / "index.js"),
        "--bundle",
        "--minify",
        "--charset=utf8",
        "--target=es2022",
        "--log-level=warning",
        f"--outfile={out / BUNDLE}",
    ]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise ExtensionError(f"the scripts do not bundle:\n{done.stderr}")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Bundle before the first page is written."""
    app.connect("builder-inited", add)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
