"""The tests that hold a statement: read from their source, marked ``pytest.mark.checks``."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# The strongest first, and the word that readers see.
KINDS = {
    "decided": "decided ｜ 判定",
    "algebra": "derived ｜ 推导",
    "numerics": "sampled ｜ 数值取样",
    "library": "library ｜ 真实的库",
}


@dataclass(frozen=True)
class Check:
    """A test, the labels it holds, and its kind of evidence."""

    file: str
    name: str
    line: int
    by: str
    labels: tuple[str, ...]
    first: int  # line of the code, with its marks
    last: int

    @property
    def page(self) -> str:
        """Return the name of the page with the code of its file."""
        return self.file.rpartition("/")[2].removesuffix(".py")

    @property
    def anchor(self) -> str:
        """Return the anchor of the test on that page."""
        return self.name.replace("_", "-")


def kinds(label: str, checks: list[Check]) -> list[str]:
    """Return the kinds of evidence that a statement has, the strongest first."""
    found = {check.by for check in checks if label in check.labels}
    return [kind for kind in KINDS if kind in found]


def read_tests(root: Path) -> list[Check]:
    """Return all marked tests below ``root/tests``; raise ValueError for a mark that is wrong."""
    return [
        check
        for path in sorted((root / "tests").rglob("test_*.py"))
        for check in read_file(path, path.relative_to(root).as_posix())
    ]


def read_file(path: Path, shown: str) -> Iterator[Check]:
    """Yield one check for every mark on a test of a file."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if not isinstance(node, ast.FunctionDef):
            continue
        for mark in node.decorator_list:
            if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.checks":
                labels = [arg.value for arg in mark.args if isinstance(arg, ast.Constant)]
                by = {key.arg: ast.literal_eval(key.value) for key in mark.keywords}.get("by")
                if not labels or len(labels) < len(mark.args) or by not in KINDS:
                    wanted = f"labels as strings, and by as one of {', '.join(KINDS)}"
                    raise ValueError(f"{shown}:{mark.lineno}: checks wants {wanted}")
                first = min(mark.lineno for mark in node.decorator_list)
                last = node.end_lineno or node.lineno
                held = tuple(map(str, labels))
                yield Check(shown, node.name, node.lineno, by, held, first, last)
