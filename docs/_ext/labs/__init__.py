"""Labs: a reader edits code of the page, runs it there, and has it checked.

``code`` cuts pieces out of cells and of the package, ``reading`` makes labs of the text of a page,
``directives`` puts them into pages, ``overview`` lists them, ``scripts`` bundles what runs them. That
lies in ``docs/web/labs``, what checks the labs in ``docs/labs``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import directives, overview, scripts

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the extension."""
    directives.connect(app)
    app.connect("source-read", overview.write)
    scripts.connect(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
