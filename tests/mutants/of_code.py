"""Break the code on purpose, one change at a time, and see whether a test notices.

    python tests/mutants/of_code.py [--within SECONDS] [--again FILE] [file …]

cosmic-ray makes the changes. Each is written into a copy of the project, where the tests that reach
it run until one fails, in a fork of a process that has torch and Sphinx imported already. Prints a
line for each mutant that no test caught and ``survivors.toml`` does not explain, and for each
explanation without its mutant; ends with 1 if there is one. A mutant that lives costs the time of
all tests that reach it: first ask those that are done within seconds, then, with what was printed
as FILE, all tests, of what is left.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
import tomllib
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "docs" / "building"))
from changes import Mutant, mutants  # noqa: E402
from digests import digest, files  # noqa: E402
from runs import Suite, copy  # noqa: E402

SURVIVORS = Path(__file__).with_name("survivors.toml")
ALL = [
    path.relative_to(ROOT).as_posix()
    for part in ("momentum", "docs/_ext")
    for path in sorted((ROOT / part).rglob("*.py"))
]


def made_of() -> str:
    """Return the digest of all that the tests depend on."""
    return digest(files(ROOT, ["docs", "gallery", "momentum", "tests"]))


class Reasons:
    """What ``survivors.toml`` explains: changes of one file, or of a kind that any file may have."""

    def __init__(self) -> None:
        self.entries = tomllib.loads(SURVIVORS.read_text("utf-8"))["survivor"]
        self.used: list[dict[str, str]] = []

    def explain(self, mutant: Mutant) -> bool:
        """Whether an entry explains a mutant."""
        for entry in self.entries:
            here = entry.get("file", mutant.file) == mutant.file
            if here and entry["was"] in mutant.was and entry.get("now", "") in mutant.now:
                self.used.append(entry)
                return True
        return False

    def stale(self, asked: list[str]) -> list[dict[str, str]]:
        """Return the entries of these files whose mutants are no more, or are caught."""
        return [one for one in self.entries if one.get("file") in asked and one not in self.used]


def attempt(mutant: Mutant) -> tuple[Mutant, bool]:
    """Try a mutant in the copy that no other process has."""
    root = FREE.get()
    try:
        return mutant, SUITE.catches(root, mutant)
    finally:
        FREE.put(root)


def main() -> int:
    """Try the mutants of the files on the command line, or of all."""
    global FREE, SUITE
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--within", type=float, default=float("inf"), help="seconds")
    parser.add_argument("--again", type=Path, help="what an earlier run has printed")
    parser.add_argument("files", nargs="*")
    given = parser.parse_args()
    asked, reasons = given.files or ALL, Reasons()
    again = set(given.again.read_text("utf-8").splitlines()) if given.again else None
    total, survived, left = Counter(), Counter(), 0
    with tempfile.TemporaryDirectory() as folder:
        roots = [copy(ROOT, Path(folder, str(k))) for k in range(len(os.sched_getaffinity(0)))]
        kept = ROOT / "build" / f"mutants-{made_of()}.json"
        SUITE = Suite.measured(roots[0], kept, given.within)
        FREE = multiprocessing.Queue()
        for root in roots:
            FREE.put(root)
        with multiprocessing.Pool(len(roots)) as pool:
            for file in asked:
                tried = (one for one in mutants(ROOT, file) if again is None or str(one) in again)
                for mutant, caught in pool.imap_unordered(attempt, tried):
                    total[file] += 1
                    if not caught:
                        survived[file] += 1
                        if not reasons.explain(mutant):
                            left += 1
                            print(mutant, flush=True)
                print(f"{file}: {total[file]} mutants, {survived[file]} survived", flush=True)
    for entry in reasons.stale(asked) if again is None else ():
        left += 1
        print(f"no mutant survives that is explained by {entry}")
    print(f"{total.total()} mutants, {survived.total()} survived, {left} of them unexplained")
    return min(left, 1)


if __name__ == "__main__":
    multiprocessing.set_start_method("fork")
    sys.exit(main())
