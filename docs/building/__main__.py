"""Build the three editions into build/html: ``python docs/building [--clean]``.

First the gallery and the notebooks run, then Sphinx makes the editions beside each other. Sources
that have not changed are not read again, but every page is written again, into an empty folder, so
nothing stale can stay; and nothing is kept of a build that failed or was made with other tools.
"""

import argparse
import json
import os
import shutil
import sys
from pathlib import Path

import digests
import edition
import frame
import running
from processes import Task, together

KEPT = ("build/doctrees", "build/jupyter_cache", "build/kept", "build/preview", "docs/gallery")
SOURCES = ("docs", "gallery", "momentum", "tests")


def anew(root: Path, name: str) -> None:
    """Build one edition, and write every page."""
    sys.exit(edition.build(root, name, "-a"))


def prepare(root: Path, stamp: Path) -> dict[str, str]:
    """Remove what cannot be kept, date what has changed, and return what the build is made of."""
    now = {"tools": digests.tools(root)}
    now |= dict(line.rsplit(" ", 1) for line in digests.files(root, SOURCES))
    before = json.loads(stamp.read_text("utf-8")) if stamp.is_file() else {}
    shutil.rmtree(root / "build" / "html", ignore_errors=True)
    if before.keys() != now.keys() or before["tools"] != now["tools"]:
        shutil.rmtree(stamp.parent, ignore_errors=True)
    else:  # Sphinx goes by dates, and a file may change and keep an old one
        for name in (name for name in now if now[name] != before[name]):
            os.utime(root / name)
    stamp.unlink(missing_ok=True)
    return now


def build(root: Path) -> list[str]:
    """Build all editions, and return the names of what failed."""
    site, stamp = root / "build" / "html", root / "build" / "doctrees" / "complete.json"
    if failed := running.run(root / "docs"):
        return failed
    edition.ready(root / "docs")
    made_of = prepare(root, stamp)
    tasks = [Task(name, anew, (root, name)) for name in edition.EDITIONS]
    tasks.append(Task("downloads", frame.downloads, (site,)))
    failed = together(tasks, len(tasks))
    shutil.rmtree(site / "jupyter_execute", ignore_errors=True)  # myst-nb's working copies
    for leftover in site.glob("*/.buildinfo"):  # it serves rebuilds alone, and knows this machine
        leftover.unlink()
    frame.doors(site)
    if not failed:
        stamp.write_text(json.dumps(made_of), "utf-8")
    return failed


def main() -> str | None:
    """Read the arguments, build, and return what went wrong."""
    parser = argparse.ArgumentParser("docs/building", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--clean", action="store_true", help="keep nothing of earlier builds")
    parser.add_argument("root", nargs="?", type=Path, default=Path(__file__).resolve().parents[2])
    asked = parser.parse_args()
    root = asked.root.resolve()
    if asked.clean:
        for folder in KEPT:
            shutil.rmtree(root / folder, ignore_errors=True)
    failed = build(root)
    return f"\nWarnings or errors in: {', '.join(failed)}" if failed else None


if __name__ == "__main__":
    sys.exit(main())
