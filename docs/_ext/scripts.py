"""One script for all pages, ``_static/site.js``, bundled from the small files of ``docs/scripts``."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from node import DOCS, NODE, install
from sphinx.errors import ExtensionError

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

BUNDLE = "site.js"


def bundle(app: Sphinx) -> None:
    """Write the script into the site."""
    if app.builder.format != "html":
        return
    command = [
        str(NODE),
        str(install() / "esbuild" / "bin" / "esbuild"),
        str(DOCS / "scripts" / "index.js"),
        "--bundle",
        "--minify",
        "--charset=utf8",
        "--target=es2022",
        "--log-level=warning",
        f"--outfile={Path(app.outdir) / '_static' / BUNDLE}",
    ]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise ExtensionError(f"the scripts do not bundle:\n{done.stderr}")
    app.add_js_file(BUNDLE, defer="defer")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Bundle before the first page is written."""
    app.connect("builder-inited", bundle)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
