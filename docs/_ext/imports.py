"""The lines that an example of the API needs stand once, under the title of its module."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

LONGEST = 88


def lines(module: str, names: Iterable[str]) -> list[str]:
    """Return the import of all public names, in lines that fit the page."""
    listed = ", ".join(names)
    if len(line := f"from {module} import {listed}") <= LONGEST:
        return ["import torch", line]
    inner = textwrap.wrap(f"{listed},", LONGEST - 4)
    return ["import torch", f"from {module} import (", *(f"    {one}" for one in inner), ")"]


def add(app: Sphinx, what: str, name: str, of: Any, options: Any, docstring: list[str]) -> None:
    """Write the lines below what a module says of itself."""
    if what == "module":
        code = (f"   {line}" for line in lines(name, of.__all__))
        docstring += ["", ".. code-block:: python", "", *code, ""]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the lines."""
    app.setup_extension("sphinx.ext.autodoc")  # defines the event
    app.connect("autodoc-process-docstring", add)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
