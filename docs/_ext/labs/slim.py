"""Python for the browser without what only readers of its source need: comments and docstrings."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)


def slim(source: str) -> str:
    """Return a source that does the same, shorter."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(tree) + "\n"


def copy(source: Path, target: Path) -> None:
    """Write all modules of a folder into another one, slim."""
    for path in sorted(source.rglob("*.py")):
        file = target / path.relative_to(source)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(slim(path.read_text("utf-8")), "utf-8", newline="\n")
