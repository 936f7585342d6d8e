"""Break the code on purpose, one change at a time, and see whether a test notices.

    python tests/mutants/of_code.py [--within SECONDS] [file …]

cosmic-ray makes the changes. Each is written into a copy of the project, where the tests that reach
it run until one fails, in a fork of a process that has torch and Sphinx imported already. Prints a
line for each mutant that no test caught and ``survivors.toml`` does not explain, and for each
explanation without its mutant; ends with 1 if there is one. A mutant that lives costs the time of
all tests that reach it: first ask for some seconds, those that should notice first, then all, of
what is left; what is explained is asked for two seconds only. What a test has caught is kept in ``build``
and not tried again while its file stays as it is.

A file of which nothing is left unexplained is entered in ``counted.toml``; without a file on the
command line, those are tried that are not in it as they stand.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import os
import sys
import tempfile
import tomllib
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "docs" / "building"))
from changes import Mutant, mutants  # noqa: E402
from runs import OPTIONS, Suite, copy  # noqa: E402

SURVIVORS = Path(__file__).with_name("survivors.toml")
COUNTED = Path(__file__).with_name("counted.toml")
KEPT = ROOT / "build" / "mutants"
HEAD = "# What the last count of each file has found; written by of_code.py. All that lived is explained.\n\n"
SOON = 2.0  # seconds: so long tests are asked for a mutant that is explained
ALL = [
    path.relative_to(ROOT).as_posix()
    for part in OPTIONS
    for path in sorted((ROOT / part).rglob("*.py"))
]


def stands(file: str) -> str:
    """Return a short name of what a file holds."""
    return hashlib.sha256((ROOT / file).read_bytes()).hexdigest()[:16]


class Caught:
    """The mutants of a file, as it stands, that a test has caught."""

    def __init__(self, file: str) -> None:
        self.path = KEPT / f"caught-{stands(file)}.txt"
        lines = self.path.read_text("utf-8").splitlines() if self.path.is_file() else []
        self.known = {line.partition(" ")[0] for line in lines}

    def __contains__(self, mutant: Mutant) -> bool:
        """Whether a mutant is one of them."""
        return self.name(mutant) in self.known

    def add(self, mutant: Mutant, test: str) -> None:
        """Keep one for later runs, and what caught it."""
        with self.path.open("a", encoding="utf-8") as kept:
            kept.write(f"{self.name(mutant)} {test}\n")

    def name(self, mutant: Mutant) -> str:
        """Return a short name of what a mutant's file holds."""
        return hashlib.sha256(mutant.source.encode()).hexdigest()[:16]


class Counted:
    """What ``counted.toml`` says of each file, as it stood then."""

    def __init__(self) -> None:
        self.entries = self.read()

    def read(self) -> dict[str, dict[str, Any]]:
        """Return what is written there now."""
        return tomllib.loads(COUNTED.read_text("utf-8")) if COUNTED.is_file() else {}

    def __contains__(self, file: str) -> bool:
        """Whether a file was counted as it stands."""
        return self.entries.get(file, {}).get("sha256") == stands(file)

    def enter(self, file: str, mutants: int, lived: int) -> None:
        """Write the count of a file, beside what other runs have counted meanwhile."""
        entry = {"mutants": mutants, "lived": lived, "sha256": stands(file)}
        self.entries = self.read() | {file: entry}
        lines = [
            f'"{name}" = {{mutants = {e["mutants"]}, lived = {e["lived"]}, sha256 = "{e["sha256"]}"}}\n'
            for name, e in sorted(self.entries.items())
            if name in ALL
        ]
        COUNTED.write_text(HEAD + "".join(lines), "utf-8")


class Reasons:
    """What ``survivors.toml`` explains: changes of one file, or of a kind that any file may have."""

    def __init__(self) -> None:
        self.entries = tomllib.loads(SURVIVORS.read_text("utf-8"))["survivor"]
        self.used: list[dict[str, str]] = []

    def of(self, mutant: Mutant) -> dict[str, str] | None:
        """Return the entry that explains a mutant."""
        for entry in self.entries:
            here = entry.get("file", mutant.file) == mutant.file
            if here and entry["was"] in mutant.was and entry.get("now", "") in mutant.now:
                return entry
        return None

    def stale(self, asked: list[str]) -> list[dict[str, str]]:
        """Return the entries of these files whose mutants are no more, or are caught."""
        return [one for one in self.entries if one.get("file") in asked and one not in self.used]


def attempt(mutant: Mutant) -> tuple[Mutant, str]:
    """Try a mutant in the copy that no other process has; return what caught it."""
    root = FREE.get()
    try:
        return mutant, SUITE.catches(root, mutant, SOON if REASONS.of(mutant) else WITHIN)
    finally:
        FREE.put(root)


def whole() -> bool:
    """Whether tests for as long pass on what is not broken, asked as of a mutant."""
    root = FREE.get()
    try:
        return not SUITE.fails(root, SUITE.within(WITHIN, SUITE.quick))
    finally:
        FREE.put(root)


def main() -> int:
    """Try the mutants of the files on the command line, or of all that are not counted."""
    global REASONS, WITHIN
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--within", type=float, default=float("inf"), help="seconds")
    parser.add_argument("files", nargs="*")
    given = parser.parse_args()
    REASONS, WITHIN, counted = Reasons(), given.within, Counted()
    asked = given.files or [file for file in ALL if file not in counted]
    tally = Counter()
    with tempfile.TemporaryDirectory() as folder:
        roots = [copy(ROOT, Path(folder, str(k))) for k in range(len(os.sched_getaffinity(0)))]
        for part in OPTIONS:
            if chosen := [file for file in asked if file.startswith(part)]:
                tally += count(part, chosen, roots, counted)
    print("{mutants} mutants, {lived} survived, {left} unexplained".format_map(tally))
    return min(tally["left"], 1)


def count(part: str, asked: list[str], roots: list[Path], counted: Counted) -> Counter[str]:
    """Try the mutants of files of one part, as many at once as there are copies."""
    global FREE, SUITE
    SUITE = Suite.measured(roots[0], part, KEPT)
    FREE = multiprocessing.get_context("fork").Queue()
    for root in roots:
        FREE.put(root)
    tally = Counter(mutants=0, lived=0, left=0)
    # Not multiprocessing.Pool: its workers may have no children, which some tests want.
    with ProcessPoolExecutor(len(roots), multiprocessing.get_context("fork")) as pool:
        if not pool.submit(whole).result():
            raise SystemExit("Tests fail on what is not broken: no mutant can be tried.")
        for file in asked:
            found, caught = Counter(mutants=0, lived=0, left=0), Caught(file)
            every = list(mutants(ROOT, file))
            found["mutants"] = len(every)
            tried = [one for one in every if one not in caught]
            for done in as_completed([pool.submit(attempt, one) for one in tried]):
                mutant, test = done.result()
                if test:
                    caught.add(mutant, test)
                    continue
                found["lived"] += 1
                if entry := REASONS.of(mutant):
                    REASONS.used.append(entry)
                else:
                    found["left"] += 1
                    print(mutant, flush=True)
            for entry in REASONS.stale([file]):
                found["left"] += 1
                print(f"no mutant survives that is explained by {entry}", flush=True)
            print(f"{file}: {found['mutants']} mutants, {found['lived']} survived", flush=True)
            if not found["left"]:
                counted.enter(file, found["mutants"], found["lived"])
            tally.update(found)
    return tally


if __name__ == "__main__":
    sys.exit(main())
