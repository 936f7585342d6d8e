"""The real sources: what no build can see, and where links to a source lead."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from books import DOCS
from place import Repository
from sources import lines_of, links, prepare, source_of

SOURCES = sorted(
    path
    for pattern in ("docs/*.md", "gallery/*/*.py", "gallery/**/*.rst", "momentum/**/*.py")
    for path in DOCS.parent.glob(pattern)
)
# CommonMark does not close bold between Chinese punctuation and a Chinese character.
BAD_BOLD = re.compile(r"(?:[^*]|\*(?!\*))*[：，。！？；、）]\*\*[\u3400-\u9fff]")


def bad_bold(line: str) -> bool:
    """Whether a bold text, found by counting the stars from the left, ends in punctuation."""
    return any(BAD_BOLD.match(line, star.end()) for star in list(re.finditer(r"\*\*", line))[::2])


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_bold_beside_punctuation(path: Path) -> None:
    """Punctuation stands outside the stars."""
    lines = path.read_text("utf-8").splitlines()
    assert not [f"{path}:{n}: {line}" for n, line in enumerate(lines, 1) if bad_bold(line)]


def test_there_are_sources() -> None:
    """The pattern above finds the book."""
    assert len(SOURCES) > 10


def test_bad_bold_is_found() -> None:
    """The pattern finds what it is for, and nothing else."""
    assert bad_bold("**重要：**先")
    assert bad_bold("一。**二**，**重要：**先")
    assert not bad_bold("**重要**：先")
    assert not bad_bold("一。**学习率不变时**，二")


# -- Links to what a page is made of

BASE = "https://github.com/owner/book"
KNOWN = Repository(BASE, "c0ffee", "main")
MODULE = """\
from dataclasses import dataclass

LIMIT = 3


class Box:
    def open(self):
        return LIMIT
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Write the sources of a little book."""
    for name in ("docs/a.md", "docs/ledger.md", "tests/test_a.py", "gallery/b/GALLERY_HEADER.rst"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "gallery" / "b" / "plot_c.py").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("page", "source"),
    [
        ("a", "docs/a.md"),
        ("gallery/b/plot_c", "gallery/b/plot_c.py"),
        ("gallery/b/index", "gallery/b/GALLERY_HEADER.rst"),
        ("ledger", ""),  # the build puts it together
        ("genindex", ""),
    ],
)
def test_what_a_page_is_made_of(root: Path, page: str, source: str) -> None:
    """Its text, or the script, or what stands above the scripts of a folder."""
    assert source_of(page, root) == source


def offered(
    root: Path, page: str, title: str = "", *, site: str = "", generated: bool = False
) -> dict[str, str]:
    """Return where the links of a page lead."""
    config = SimpleNamespace(repository=KNOWN, site_url=site)
    context: dict[str, Any] = {"edition": "zh", "title": title}
    tree: Any = None if generated else object()
    links(SimpleNamespace(config=config, srcdir=root / "docs"), page, "", context, tree)
    found: dict[str, str] = context["source"]
    return found


def test_links_of_a_page(root: Path) -> None:
    """To view and to edit its source, and to the repository."""
    found = offered(root, "a", "tests/test_a.py")
    assert found["view"] == f"{BASE}/blob/c0ffee/docs/a.md"
    assert found["edit"] == f"{BASE}/edit/main/docs/a.md"
    assert found["repository"] == BASE


@pytest.mark.parametrize(
    ("page", "title", "generated", "edited"),
    [
        ("ledger-tests", "tests/test_a.py", True, "tests/test_a.py"),
        ("genindex", "Index", True, ""),
        ("genindex", "", True, ""),
        ("unknown", "tests/test_a.py", False, ""),
    ],
)
def test_a_page_of_tests_leads_to_them(
    root: Path, page: str, title: str, generated: bool, edited: str
) -> None:
    """Its title is their file; a generated page that shows no file leads nowhere."""
    found = offered(root, page, title, generated=generated)
    assert found["edit"].removeprefix(f"{BASE}/edit/main/") == edited


@pytest.mark.parametrize(
    ("site", "address"),
    [("", "build%2Fhtml%2Fzh%2Fa.html"), ("https://c.org", "https%3A%2F%2Fc.org%2Fzh%2Fa.html")],
)
def test_a_report_names_the_page(root: Path, site: str, address: str) -> None:
    """By its address, or by the file of a reader's own build."""
    assert f"&body={address}" in offered(root, "a", site=site)["report"]


@pytest.fixture
def boxes(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Write a module that can be imported, and forget it."""
    (root / "boxes.py").write_text(MODULE, "utf-8")
    monkeypatch.syspath_prepend(root)
    yield root
    sys.modules.pop("boxes", None)


@pytest.mark.parametrize(
    ("name", "lines"), [("Box.open", "#L7-L8"), ("Box", "#L6-L8"), ("LIMIT", ""), ("dataclass", "")]
)
def test_an_object_leads_to_its_lines(boxes: Path, name: str, lines: str) -> None:
    """From its first to its last; a constant, or what is from elsewhere, to the whole module."""
    info = {"module": "boxes", "fullname": name}
    assert lines_of(KNOWN, boxes, info) == f"{BASE}/blob/c0ffee/boxes.py{lines}"
    assert lines_of(Repository(), boxes, info) is None


@pytest.mark.parametrize(("repository", "linked"), [(KNOWN, True), (Repository(), False)])
def test_objects_are_linked_where_that_leads_somewhere(
    boxes: Path, repository: Repository, linked: bool
) -> None:
    """Sphinx links them only in a book whose repository is known, to the lines of each."""
    extensions: list[str] = []
    app = SimpleNamespace(setup_extension=extensions.append, srcdir=boxes / "docs")
    config = SimpleNamespace(repository=repository)
    prepare(app, config)
    assert extensions == ["sphinx.ext.linkcode"] * linked
    if linked:
        address = config.linkcode_resolve("py", {"module": "boxes", "fullname": "Box"})
        assert address == f"{BASE}/blob/c0ffee/boxes.py#L6-L8"
