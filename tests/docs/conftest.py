"""Builds shared by the tests of the documentation: a small book in three editions, and its faults.

The book is ``sample/`` with the real ``docs/conf.py`` and extensions, plus one page for every
construct; it is built once in a session.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from constructs import CONSTRUCTS, FAULTS, HEAD

HERE = Path(__file__).resolve().parent
DOCS = HERE.parents[1] / "docs"
EDITIONS = ("en", "zh", "both")
sys.path.insert(0, str(DOCS / "_ext"))


def start(root: Path, edition: str, *options: str) -> subprocess.Popen[str]:
    """Start one build of a book."""
    tag = () if edition == "en" else ("-t", edition)
    folders = (f"-dbuild/doctrees/{edition}", "docs", f"build/html/{edition}")
    return subprocess.Popen(
        (sys.executable, "-m", "sphinx", "-b", "html", "-q", "-n", *options, *tag, *folders),
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
        stderr=subprocess.PIPE,
        text=True,
    )


def prepare(root: Path, pages: dict[str, str]) -> None:
    """Give a book the real configuration and extensions, and its pages."""
    (root / "docs" / "pages").mkdir(parents=True)
    shutil.copy(DOCS / "conf.py", root / "docs")
    for name in ("_ext", "_templates", "_static"):
        (root / "docs" / name).symlink_to(DOCS / name)
    for name, source in pages.items():
        (root / "docs" / "pages" / f"{name}.md").write_text(HEAD + source, "utf-8")


class Book:
    """The pages of a built book."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, edition: str) -> Path:
        """Return the folder of an edition."""
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


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Build the sample and all constructs in three editions; any warning is a failure."""
    root = tmp_path_factory.mktemp("book")
    shutil.copytree(HERE / "sample", root, dirs_exist_ok=True)
    prepare(root, CONSTRUCTS)
    # English first, it runs the gallery and the notebooks; then the other two at once.
    for editions in (("en",), ("zh", "both")):
        builds = [start(root, edition, "-W", "--keep-going") for edition in editions]
        for build in builds:
            _, errors = build.communicate()
            assert build.returncode == 0, errors
    return Book(root)


@pytest.fixture(scope="session")
def faults(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Build one page for every fault and return the warnings."""
    root = tmp_path_factory.mktemp("faults")
    shutil.copytree(HERE / "sample" / "gallery", root / "gallery")
    prepare(root, {name: source for name, (source, *_) in FAULTS.items()})
    (root / "docs" / "references.bib").touch()
    (root / "docs" / "index.md").write_text(
        f"{HEAD}```{{toctree}}\n:glob:\n\npages/*\n```\n", "utf-8"
    )
    build = start(root, "en", "-W", "--keep-going")
    _, errors = build.communicate()
    assert build.returncode != 0, "faults must fail a build under -W"
    return errors
