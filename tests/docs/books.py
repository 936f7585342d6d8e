"""A book to test with: ``sample/`` with the real ``docs/conf.py`` and extensions, and more pages."""

import atexit
import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import digests
from bs4 import BeautifulSoup
from constructs import HEAD

HERE = Path(__file__).resolve().parent
DOCS = HERE.parents[1] / "docs"
BUILDING = DOCS / "building"
ADDRESS = "https://book.example.org/a"
EDITIONS = ("en", "zh", "both")
TOOLS = ("_ext", "_templates", "_static", "building", "root")


def python(root: Path, *command: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a book, with the package of the book, where the environment says."""
    return subprocess.run(
        (sys.executable, *command),
        cwd=root,
        env=nowhere() | {"PYTHONPATH": str(root)} | env,
        capture_output=True,
        text=True,
    )


def nowhere() -> dict[str, str]:
    """Return the environment without what says where the book stands: a test says that itself."""
    return {key: value for key, value in os.environ.items() if not digests.PLACES.match(key)}


def build(root: Path, name: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Build one edition of a book, with every warning an error."""
    return forked(root, BUILDING / "edition.py", name, **env)


def forked(root: Path, *command: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a book as above, where possible with everything imported."""
    if not hasattr(os, "fork"):
        return python(root, *command, **env)
    server = warm()
    assert server.stdin is not None and server.stdout is not None
    words = [str(word) for word in command]
    request = [str(root), words, nowhere() | {"PYTHONPATH": str(root)} | env]
    server.stdin.write(json.dumps(request) + "\n")
    server.stdin.flush()
    return subprocess.CompletedProcess(words, *json.loads(server.stdout.readline()))


@functools.cache
def warm() -> subprocess.Popen[str]:
    """Start the process that builds, once; it ends when its standard input closes."""
    command = [sys.executable, HERE / "warm.py"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def prepare(root: Path, pages: dict[str, str]) -> None:
    """Give a book the real configuration and extensions, and its pages."""
    (root / "docs" / "pages").mkdir(parents=True, exist_ok=True)
    shutil.copy(DOCS / "conf.py", root / "docs")
    for name in TOOLS:
        (root / "docs" / name).symlink_to(DOCS / name)
    for name, source in pages.items():
        (root / "docs" / "pages" / f"{name}.md").write_text(HEAD + source, "utf-8")


def sample(root: Path, pages: dict[str, str]) -> Path:
    """Write the sample book with these pages, its gallery and its notebooks run."""
    shutil.copytree(ran(), root, dirs_exist_ok=True)
    prepare(root, pages)
    return root


@functools.cache
def ran() -> Path:
    """Write the sample book and run its gallery and its notebooks, once."""
    root = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, root)
    shutil.copytree(HERE / "sample", root, dirs_exist_ok=True)
    prepare(root, {})
    done = forked(root, BUILDING / "running.py", root / "docs")
    assert done.returncode == 0, done.stderr
    for name in TOOLS:
        (root / "docs" / name).unlink()
    return root


class Book:
    """The pages of a built book, or of one whose editions are built when they are first looked at."""

    def __init__(self, root: Path, unbuilt: tuple[str, ...] = ()) -> None:
        self.root, self.unbuilt = root, {*unbuilt}

    def path(self, edition: str) -> Path:
        """Return the folder of an edition."""
        if edition in self.unbuilt:
            done = build(self.root, edition)
            assert done.returncode == 0, done.stderr
            self.unbuilt.remove(edition)
        return self.root / "build" / "html" / edition

    def page(self, edition: str, name: str) -> BeautifulSoup:
        """Return a page without its language switchers, which name all languages."""
        soup = BeautifulSoup((self.path(edition) / f"{name}.html").read_text("utf-8"), "lxml")
        for switcher in soup.select(".editions"):
            switcher.decompose()
        return soup

    def article(self, edition: str, name: str) -> str:
        """Return the HTML of the main text of a page."""
        article = self.page(edition, name).article
        assert article is not None
        return str(article)
