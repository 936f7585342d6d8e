"""What the studies found, stored beside them with the command that found it.

A study is a run of minutes, too long for every build. ``nox -s studies`` makes all of them anew, and
``tests/studies`` holds that none is older than the code that it ran.
"""

from __future__ import annotations

import ast
import hashlib
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
PACKAGE = FOLDER.parents[1] / "momentum"


def save(name: str, **found: Any) -> None:
    """Store what the study of this name has found."""
    about = {"command": f"python docs/studies/{name}.py", "sources": digest(name)}
    lines = [f"{json.dumps(key)}: {told(value)}" for key, value in (about | found).items()]
    (FOLDER / f"{name}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


def told(value: Any) -> str:
    """Return JSON with a line for each run."""
    if not (isinstance(value, list) and value and isinstance(value[0], dict)):
        return json.dumps(value)
    return "[\n" + ",\n".join(map(json.dumps, value)) + "\n]"


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
    texts = [path.read_bytes() for path in sorted(reached)]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()[:16]


def modules(path: Path) -> list[Path]:
    """Return the modules of the package that a file imports, but those that only refuse input."""
    names = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            top, _, rest = node.module.partition(".")
            if top == "momentum":
                names += [rest] if rest else [alias.name for alias in node.names]
    return [PACKAGE / f"{name}.py" for name in names if name != "_checks"]
