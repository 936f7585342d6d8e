"""A book to test with: ``sample/`` with the real ``docs/conf.py`` and extensions, and more pages."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from bs4 import BeautifulSoup
from constructs import HEAD

HERE = Path(__file__).resolve().parent
DOCS = HERE.parents[1] / "docs"
ADDRESS = "https://book.example.org/a"
PLACE = re.compile(r"SITE_URL|REPOSITORY_|READTHEDOCS|GITHUB_")  # else tests depend on the host
EDITIONS = ("en", "zh", "both")
sys.path.insert(0, str(DOCS / "_ext"))


def build(root: Path, edition: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Build one edition of a book, with every warning an error, where the environment says."""
    tag = () if edition == "en" else ("-t", edition)
    folders = (f"-dbuild/doctrees/{edition}", "docs", f"build/html/{edition}")
    return subprocess.run(
        (
            sys.executable,
            "-m",
            "sphinx",
            "-b",
            "html",
            "-q",
            "-n",
            "-W",
            "--keep-going",
            *tag,
            *folders,
        ),
        cwd=root,
        env={key: os.environ[key] for key in os.environ if not PLACE.match(key)}
        | {"PYTHONPATH": str(root)}
        | env,
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
