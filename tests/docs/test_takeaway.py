"""The row at the top of a page of the chapter, and hosts that open notebooks: only where they can."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from books import ADDRESS, EDITIONS, Book, build
from bs4 import Tag
from digests import PLACES
from docutils.utils import new_document
from place import LAUNCHES, Published, published
from takeaway import chapter, offer
from test_orientation import make

REPOSITORY = {"REPO_URL": "https://github.com/owner/book.git", "NOTEBOOKS_REF": "gh-pages"}
HOSTS = ("colab", "kaggle", "modelscope", "pai-ml")
LANGUAGES = {"en": ["en"], "zh": ["zh"], "both": ["en", "zh"]}
FILES = {
    "en": ["notebooks/momentum-notebooks-en.zip", "momentum-en.pdf", "momentum-en.epub"],
    "zh": ["notebooks/momentum-notebooks-zh.zip", "momentum-zh.pdf", "momentum-zh.epub"],
}


# -- Without a book


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Write the sources of a little book: a page with a question, one without, and a review."""
    pages = {"index": "```{toctree}\nasks\ntells\nsummary\n```\n", "asks": "{.question}\nWhy?\n"}
    for name, text in (pages | {"tells": "So.\n", "summary": "All.\n"}).items():
        (tmp_path / f"{name}.md").write_text(text, "utf-8")
    return tmp_path


def test_a_chapter_is_what_asks_and_its_review(docs: Path) -> None:
    """In the order of the book, read once; other pages are none of it."""
    assert chapter(docs) == ("asks", "summary")
    (docs / "asks.md").unlink()
    assert chapter(docs) == ("asks", "summary"), "not read for every page anew"


def offered(docs: Path, edition: str, page: str = "asks", **config: Any) -> list[dict[str, Any]]:
    """Return what a page offers, in a book that knows neither its address nor a repository, or does."""
    app = SimpleNamespace(
        srcdir=docs,
        tags={edition},
        config=SimpleNamespace(**{"site_url": "", "published": Published()} | config),
    )
    context: dict[str, Any] = {}
    offer(app, page, "page.html", context, None if page == "search" else new_document(page))
    found: list[dict[str, Any]] = context["takeaways"]
    return found


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_page_offers_its_files(docs: Path, edition: str) -> None:
    """Those of each language of the edition, wherever it lies; a row says in which language it is."""
    found = offered(docs, edition)
    names = {"en": "Take this along", "zh": "带走本章"}
    assert [row["name"] for row in found] == [names[one] for one in LANGUAGES[edition]]
    for row, language in zip(found, LANGUAGES[edition], strict=True):
        up = f"../{language}/" if edition == "both" else ""
        assert [link["url"] for link in row["links"]] == [up + file for file in FILES[language]]
        assert bool(row["lang"]) == (edition == "both")
        first = row["links"][0]
        assert first["text"] == {"en": "Notebook ↓", "zh": "笔记本 ↓"}[language]
        assert "ZIP" in first["title"], "more than the notebook of this page"


def test_a_notebook_that_can_install_itself_comes_alone(docs: Path) -> None:
    """In a book that knows its address, and with hosts that open it where a branch holds the site."""
    there = Published("https://github.com/owner/book", "gh-pages")
    (row,) = offered(docs, "zh", site_url=ADDRESS, published=there)
    first, pdf, epub, *hosts = row["links"]
    assert first["url"] == "notebooks/asks.ipynb" and not first["title"]
    assert [one["text"] for one in (pdf, epub)] == ["PDF", "EPUB"]
    assert [host["text"] for host in hosts] == ["ModelScope", "PAI-DSW", "Colab", "Kaggle"]
    for host in hosts:
        assert host["url"] == there.at(host["text"], "zh/notebooks/asks.ipynb")
        assert host["title"] == f"在 {host['text']} 中打开"


@pytest.mark.parametrize("page", ["tells", "search"])
def test_other_pages_offer_nothing(docs: Path, page: str) -> None:
    """Neither one without a question, nor one without a source."""
    assert offered(docs, "en", page) == []


# -- In a book


def rows(root: Path, edition: str, page: str = "powers") -> list[Tag]:
    """Return the rows of a page."""
    return list(Book(root).page(edition, page).select("article nav.takeaway"))


def built(root: Path, **env: str) -> Path:
    """Build a small book in all editions."""
    for edition in EDITIONS:
        done = build(root, edition, **env)
        assert done.returncode == 0, done.stderr
    return root


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a book that knows neither its address nor a repository."""
    return built(make(tmp_path_factory.mktemp("nowhere"), "builds_on: sums"))


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a book that knows both."""
    root = make(tmp_path_factory.mktemp("hosted"), "builds_on: sums")
    return built(root, SITE_URL=ADDRESS, **REPOSITORY)


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_can_be_taken_along(nowhere: Path, edition: str) -> None:
    """All notebooks with the package, and the volumes; side by side, in both languages, marked as such."""
    found = rows(nowhere, edition)
    assert len(found) == len(LANGUAGES[edition])
    for row, language in zip(found, LANGUAGES[edition], strict=True):
        assert row["aria-label"] == {"en": "Take this along", "zh": "带走本章"}[language]
        up = f"../{language}/" if edition == "both" else ""
        assert [link["href"] for link in row.select("ul > li > a")] == [
            up + file for file in FILES[language]
        ]
        words = [link.text for link in row.select("a")]
        assert words == [{"en": "Notebook ↓", "zh": "笔记本 ↓"}[language], "PDF", "EPUB"]
        assert (row.get("lang") or "") == (
            {"en": "en", "zh": "zh-CN"}[language] if edition == "both" else ""
        )
    assert not rows(nowhere, edition, "index"), "only pages of the chapter have it"


def test_no_host_without_a_repository(nowhere: Path) -> None:
    """A guessed address would lead nowhere, or to a stranger's code: no file names a host."""
    pages = list((nowhere / "build" / "html").rglob("*.html"))
    assert len(pages) > 5
    assert not [page for page in pages for host in HOSTS if host in page.read_text("utf-8").lower()]


@pytest.mark.parametrize("edition", EDITIONS)
def test_hosts_open_the_notebook_from_the_branch(hosted: Path, edition: str) -> None:
    """In Chinese first those in China; each names repository, branch and file."""
    for row, language in zip(rows(hosted, edition), LANGUAGES[edition], strict=True):
        first, _, _, *hosts = row.select("a")
        assert str(first["href"]).endswith("notebooks/powers.ipynb"), "it can install itself"
        assert [host.text for host in hosts][:2] == {
            "en": ["Colab", "Kaggle"],
            "zh": ["ModelScope", "PAI-DSW"],
        }[language]
        assert {host.text for host in hosts} == LAUNCHES.keys()
        for host in hosts:
            url = str(host["href"])
            assert any(name in url.split("/")[2] for name in HOSTS)
            assert url.endswith(f"owner/book/blob/gh-pages/{language}/notebooks/powers.ipynb")


@pytest.mark.parametrize(
    ("url", "ref"),
    [
        ("", "gh-pages"),
        ("https://github.com/owner/book", ""),
        ("https://gitlab.com/owner/book", "gh-pages"),
        ("https://github.com/owner", "gh-pages"),
    ],
)
def test_hosts_read_github_alone(url: str, ref: str) -> None:
    """Without a repository there, or a branch, no address is made up."""
    assert not any(Published(url, ref).at(host, "en/notebooks/a.ipynb") for host in LAUNCHES)


def test_what_the_environment_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever git uses as address; when it changes, pages are written anew."""
    for name, value in REPOSITORY.items():
        monkeypatch.setenv(name, value)
        assert PLACES.match(name)
    assert published() == Published("https://github.com/owner/book", "gh-pages")
    monkeypatch.setenv("NOTEBOOKS_REF", "a/b c")
    assert "/blob/a/b%20c/x.ipynb" in published().at("Colab", "x.ipynb")
