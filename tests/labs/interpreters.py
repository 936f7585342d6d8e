"""One lab, three interpreters: CPython with real torch, CPython with the small one, MicroPython."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from node import NODE, WEB, install

Message = dict[str, Any]
HERE = Path(__file__).parent
COMMANDS = {
    "torch": [sys.executable, str(HERE / "cpython.py"), "real"],
    "small": [sys.executable, str(HERE / "cpython.py"), "small"],
    "micropython": [str(NODE), str(WEB / "labs" / "test" / "micropython.mjs")],
}


def job(code: str, checks: str = "def checks(lab): pass", cells: tuple[str, ...] = ()) -> Message:
    """Return a job made by hand."""
    return {
        "lab": "hand",
        "checks": "made",
        "files": {"made.py": checks},
        "cells": cells,
        "code": code,
    }


def run(which: str, jobs: list[Message], patience: float = 300, *more: str) -> list[list[Message]]:
    """Return the messages of each job; MicroPython takes its Python files from another folder if told so."""
    install()
    done = subprocess.run(
        [*COMMANDS[which], *more],
        input="".join(json.dumps(one, ensure_ascii=False) + "\n" for one in jobs),
        capture_output=True,
        encoding="utf-8",
        timeout=patience,
        env=os.environ | {"PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert not done.returncode, done.stderr
    found: list[list[Message]] = [[]]
    for line in done.stdout.split("\n")[:-1]:
        found[-1].append(json.loads(line))
        if found[-1][-1]["kind"] == "done":
            found.append([])
    assert len(found) == len(jobs) + 1 and not found[-1], done.stderr
    return found[:-1]


def kinds(messages: list[Message], kind: str) -> list[Message]:
    """Return the messages of a kind."""
    return [one for one in messages if one["kind"] == kind]


def near(one: Any, other: Any, tolerance: float = 1e-12) -> bool:
    """Compare numbers in lists; of a list of numbers the largest says how near zero counts as zero."""
    if isinstance(one, list):
        if not isinstance(other, list) or len(one) != len(other):
            return False
        scale = max([abs(x) for x in one if isinstance(x, (int, float))], default=0.0)
        return all(
            near(x, y, tolerance)
            or (scale and None not in (x, y) and abs(x - y) <= tolerance * scale)
            for x, y in zip(one, other, strict=True)
        )
    if one is None or other is None:
        return one is other
    return bool(one == other or abs(one - other) <= tolerance * max(abs(one), abs(other)))
