"""Runs a study, and stores what it finds beside it: ``python docs/studies/store.py digits``.

A study is a run of minutes, too long for every build: a script with a function ``study`` that returns
its runs. ``nox -s studies`` makes all of them anew, and ``tests/studies`` holds that none is older than
the code that it ran.
"""

from __future__ import annotations

import ast
import hashlib
import importlib
import json
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
PACKAGE = FOLDER.parents[1] / "momentum"


def save(name: str, runs: list[dict[str, Any]]) -> None:
    """Store the runs of the study of this name, a line for each."""
    about = {"command": f"python docs/studies/store.py {name}", "sources": digest(name)}
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in about.items()]
    lines.append('"runs": [\n' + ",\n".join(map(json.dumps, runs)) + "\n]")
    (FOLDER / f"{name}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


def load(name: str) -> dict[str, Any]:
    """Return what the study of this name has found."""
    return dict(json.loads((FOLDER / f"{name}.json").read_text("utf-8")))


def digest(name: str) -> str:
    """Return a short name for the code that a study runs: itself, and the modules that it reaches."""
    reached, waiting = set(), [FOLDER / f"{name}.py"]
    while waiting:
        if (path := waiting.pop()) not in reached:
            reached.add(path)
            waiting += modules(path)
    lines = [line for path in sorted(reached) for line in path.read_text("utf-8").splitlines()]
    code = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return hashlib.sha256("\n".join(code).encode()).hexdigest()[:16]


def modules(path: Path) -> list[Path]:
    """Return the modules of the package that a file imports, but those that only refuse input."""
    names = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            top, _, rest = node.module.partition(".")
            if top == "momentum":
                names += [rest] if rest else [alias.name for alias in node.names]
    return [PACKAGE / f"{name}.py" for name in names if name[0] != "_"]


if __name__ == "__main__":
    for asked in sys.argv[1:]:
        save(asked, importlib.import_module(asked).study())
