"""Break every printed equation on purpose, and see whether a test notices.

One mutant for every sign, number and index of every labelled equation:

    python tests/mutants/of_equations.py [label …]

Prints a line for each mutant that no test caught, and ends with 1 if there is one.
"""

import contextlib
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "docs" / "_ext")]  # as pytest has them
import printed  # noqa: E402
from checked.evidence import read_tests  # noqa: E402

CHANGES = {
    r"(?<![{_(&])\+": "-",
    r"-(?!\d*\})": "+",
    r"(?<![\w.])2(?![\w.])": "3",
    r"(?<![\w.\\])1(?![\w.\[])": "2",
    r"\{t-1\}": "{t}",
    r"\\sqrt": "",
    r"\\beta": r"\\eta",
    r"\\eta(?![A-Za-z])": r"\\beta",
    r"<": ">",
    r"\^2": "",
}


def mutants(tex: str) -> Iterator[tuple[str, str]]:
    """Yield the equation with one thing changed, and what was changed."""
    for pattern, instead in CHANGES.items():
        for found in re.finditer(pattern, tex):
            broken = tex[: found.start()] + found.expand(instead) + tex[found.end() :]
            around = tex[max(0, found.start() - 12) : found.end() + 12].replace("\n", " ")
            yield broken, f"{found[0]} → {found.expand(instead)!r} in …{around}…"


def caught(tests: list[str]) -> bool:
    """Whether one of the tests fails."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return (
            pytest.main(["-q", "-x", "-p", "no:cacheprovider", *tests])
            == pytest.ExitCode.TESTS_FAILED
        )


def main() -> int:
    """Try all mutants of the labels on the command line, or of all equations."""
    checks = read_tests(printed.ROOT)
    book, survivors, total = dict(printed.equations()), 0, 0
    for label in sys.argv[1:] or book:
        tests = [f"{printed.ROOT}/{c.file}::{c.name}" for c in checks if label in c.labels]
        if caught(tests):
            raise SystemExit(f"{label}: its tests fail as it stands")
        for broken, what in mutants(book[label]):
            printed.equations()[label] = broken
            total += 1
            if not caught(tests):
                survivors += 1
                print(f"{label}: {what} was not noticed", flush=True)
        printed.equations()[label] = book[label]
    print(f"{total} mutants, {survivors} survived")
    return min(survivors, 1)


if __name__ == "__main__":
    sys.exit(main())
