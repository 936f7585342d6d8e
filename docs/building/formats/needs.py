"""What the code of a page needs when it runs elsewhere: extras of the package, and files of the sources."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

EXTRAS = {"sklearn": "digits", "matplotlib": "plot", "scipy": "gallery"}


def read_by(codes: Iterable[str], docs: Path) -> list[str]:
    """Return the files of the sources that code names, below their folder."""
    named = {
        node.value
        for code in codes
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "/" in node.value
    }
    return sorted(name for name in named if (docs / name).is_file())


def needed(codes: Iterable[str], root: Path) -> set[str]:
    """Return the extras of the package that code needs: for what it imports, itself or by the package."""
    imported = {module for code in codes for module in brought(ast.parse(code), root)}
    return {EXTRAS[name] for name in imported if name in EXTRAS}


def brought(tree: ast.AST, root: Path) -> Iterator[str]:
    """Yield the packages that code imports, and those that what it takes of ours imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name.split(".")[0] for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]
            file = root.joinpath(*node.module.split(".")).with_suffix(".py")
            if file.is_file():
                module, names = ast.parse(file.read_text("utf-8")), {one.name for one in node.names}
                for part in module.body:
                    if getattr(part, "name", "") in names or isinstance(part, ast.Import):
                        yield from brought(part, root)
