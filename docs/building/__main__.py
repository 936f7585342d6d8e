"""Build the three editions into build/html: ``python docs/building [--clean] [--output FOLDER]``.

First the gallery and the notebooks run, then Sphinx makes the editions beside each other, and from
their pages the formats to take along are written. Sources that have not changed are not read again,
but every page is written again, into an empty folder that takes the place of the old one when it is
complete, so nothing stale can stay; and nothing is kept of a build that failed or was made with
other tools. Of two builds at once, one waits for the other.
"""

import argparse
import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import digests
import edition
import formats
import frame
import running
from filelock import FileLock, Timeout
from processes import Task, together

MAKING = "build/making"  # the site until it is complete
KEPT = ("build/doctrees", "build/jupyter_cache", "build/kept", "build/preview", "docs/gallery")
CANNOT_WRITE = {
    errno.ENOSPC: "The disk is full: a build takes 300 MB, and its packages 3 GB.",
    errno.EROFS: "Where nothing can be written, say where else: --output FOLDER",
    errno.EEXIST: "--output wants a folder that is new or empty, or one of its own copies.",
    errno.EACCES: "Where nothing can be written, say where else: --output FOLDER",
}
ALMOST_FULL = 10_000_000  # bytes, after a build that failed
NOT_COPIED = shutil.ignore_patterns(
    ".git", ".nox", "build", "node_modules.*", "__pycache__", "*_cache"
)
SOURCES = ("docs", "gallery", "momentum", "tests")
MARK = ".copy"  # stands in a copy of the sources, and nowhere else


def anew(root: Path, name: str) -> None:
    """Build one edition, and write every page."""
    sys.exit(edition.build(root, name, "-a", site=MAKING))


def prepare(root: Path, stamp: Path) -> dict[str, str]:
    """Remove what cannot be kept, date what has changed, and return what the build is made of."""
    now = {"tools": digests.tools(root)}
    now |= dict(line.rsplit(" ", 1) for line in digests.files(root, SOURCES))
    before = json.loads(stamp.read_text("utf-8")) if stamp.is_file() else {}
    shutil.rmtree(root / MAKING, ignore_errors=True)
    if before.keys() != now.keys() or before["tools"] != now["tools"]:
        shutil.rmtree(stamp.parent, ignore_errors=True)
    else:  # Sphinx goes by dates, and a file may change and keep an old one
        for name in (name for name in now if now[name] != before[name]):
            os.utime(root / name)
    stamp.unlink(missing_ok=True)
    return now


def build(root: Path) -> list[str]:
    """Build all editions, and return the names of what failed."""
    site, stamp = root / MAKING, root / "build" / "doctrees" / "complete.json"
    if failed := running.run(root / "docs"):
        shutil.rmtree(root / "build" / "html", ignore_errors=True)
        return failed
    edition.ready(root / "docs")
    made_of = prepare(root, stamp)
    tasks = [Task(name, anew, (root, name)) for name in edition.EDITIONS]
    tasks.append(Task("downloads", frame.downloads, (site,)))
    failed = together(tasks, len(tasks))
    failed = failed or together(formats.tasks(site, root / "docs"), os.cpu_count() or 1)
    if failed:  # what is half made does not look whole
        shutil.rmtree(root / "build" / "html", ignore_errors=True)
        return failed
    shutil.rmtree(site / "jupyter_execute", ignore_errors=True)  # myst-nb's working copies
    for leftover in site.glob("*/.buildinfo"):  # it serves rebuilds alone, and knows this machine
        leftover.unlink()
    frame.doors(site)
    publish(site, root / "build" / "html")
    stamp.write_text(json.dumps(made_of), "utf-8")
    return []


def publish(made: Path, site: Path) -> None:
    """Put the site in the place of the old one, at which somebody may be looking."""
    old = site.with_name("old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    made.rename(site)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Wait until no other build is at work in this folder."""
    lock = FileLock(root / "build" / ".lock")
    (root / "build").mkdir(exist_ok=True)
    try:
        held = lock.acquire(timeout=0)
    except Timeout:
        print("Another build is at work in this folder: waiting until it ends.", flush=True)
        held = lock.acquire()
    with held:
        yield


def copy(root: Path, output: Path) -> None:
    """Copy the sources; of an earlier copy, what is no longer among them goes."""
    again = (output / MARK).is_file()
    if not again and output.is_dir() and any(output.iterdir()):
        raise FileExistsError(errno.EEXIST, "It holds something else", str(output))
    output.mkdir(parents=True, exist_ok=True)
    (output / MARK).touch()
    for at, folders, names in os.walk(root):
        folder, target = Path(at), output / Path(at).relative_to(root)
        links = [one for one in folders if (folder / one).is_symlink()]
        made = NOT_COPIED(at, [*folders, *names])
        names = [one for one in (*names, *links) if one not in made]
        folders[:] = [
            one for one in folders if one not in {*made, *links} and folder / one != output
        ]
        if again and folder != root:
            for old in target.glob("*"):
                if old.name not in {*folders, *names, "gallery", "node_modules"}:
                    shutil.rmtree(old) if old.is_dir() else old.unlink()
        target.mkdir(parents=True, exist_ok=True)
        for name in names:
            (target / name).unlink(missing_ok=True)
            shutil.copy2(folder / name, target / name, follow_symlinks=False)


def elsewhere(root: Path, output: Path, clean: bool) -> int:
    """Build a copy of the sources, where nothing can be written beside them."""
    copy(root, output)
    own = output / "docs" / "building"
    building = own if own.is_dir() else Path(__file__).parent
    options = ["--clean"] if clean else []
    return subprocess.call([sys.executable, str(building), *options, str(output)])


def main() -> str | int | None:
    """Read the arguments, build, and return what went wrong."""
    parser = argparse.ArgumentParser("docs/building", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--clean", action="store_true", help="keep nothing of earlier builds")
    parser.add_argument(
        "--output", type=Path, help="build in a copy in this folder: FOLDER/build/html"
    )
    parser.add_argument("root", nargs="?", type=Path, default=Path(__file__).resolve().parents[2])
    asked = parser.parse_args()
    root = asked.root.resolve()
    try:
        if asked.output:
            return elsewhere(root, asked.output.resolve(), asked.clean)
        with alone(root):
            if asked.clean:
                for folder in KEPT:
                    shutil.rmtree(root / folder, ignore_errors=True)
            failed = build(root)
        if failed and shutil.disk_usage(root).free < ALMOST_FULL:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(root))
    except OSError as error:
        if error.errno not in CANNOT_WRITE:
            raise
        return f"\nCannot write: {error}\n{CANNOT_WRITE[error.errno]}"
    return f"\nWarnings or errors in: {', '.join(failed)}" if failed else None


if __name__ == "__main__":
    sys.exit(main())
