"""What pages tell those who look for things to learn from, and what the project tells libraries."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import package
import policy
import pytest
import yaml
from books import ADDRESS, EDITIONS, Book, build, prepare

pytestmark = pytest.mark.usefixtures("node")
ROOT = Path(__file__).parents[2]
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
PAGE = """---
builds_on: {before}
needs: "sums of two numbers ｜ 两数之和"
---
# {title}

{{.question}}
What is $\\beta$&lt;/script&gt;?

{{.question}}
什么是 $\\beta$&lt;/script&gt;？
"""


def told(book: Book, edition: str, name: str) -> list[dict[str, Any]]:
    """Return what a page says of itself, and make sure that no browser would run it."""
    text = (book.path(edition) / f"{name}.html").read_text("utf-8")
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
    assert not any("schema.org" in script for script in policy.INLINE.findall(text))
    return [json.loads(one) for one in found]


@pytest.fixture(scope="module")
def chapters(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Build a book of two chapters in Chinese, for a place on the web."""
    root = tmp_path_factory.mktemp("chapters")
    prepare(root, {})
    pages = {
        "index": "# Book ｜ 书\n\n```{toctree}\nsums\npowers\nreuse\n```\n",
        "reuse": "# Reuse ｜ 引用\n\n(sec-new)=\n## What is new ｜ 有什么变化\n\nMuch.\n\n很多。\n",
        "sums": PAGE.format(before='""', title="Sums ｜ 和"),
        "powers": PAGE.format(before="sums", title="Powers of $\\beta$ ｜ $\\beta$ 的幂"),
    }
    for name, text in pages.items():
        (root / "docs" / f"{name}.md").write_text(text, "utf-8")
    (root / "docs" / "references.bib").touch()
    done = build(root, "zh", SITE_URL=ADDRESS)
    assert done.returncode == 0, done.stderr
    return Book(root)


def test_the_front_page_is_the_book(book: Book, hosted: Book) -> None:
    """Free, licensed, in its languages; without an address it names none."""
    languages = {"en": "en", "zh": "zh-CN", "both": ["en", "zh-CN"]}
    for edition in EDITIONS:
        (said,) = told(book, edition, "index")
        assert said["@type"] == ["Book", "LearningResource"]
        assert said["inLanguage"] == languages[edition] and said["isAccessibleForFree"] is True
        assert said["version"] == package.VERSION and said["datePublished"] == package.released()
        assert not {"url", "image", "encoding"} & said.keys()
        assert told(book, edition, "glossary") == []
    (said,) = told(hosted, "zh", "index")
    assert said["url"] == f"{ADDRESS}/zh/index.html"
    assert [one["contentUrl"] for one in said["encoding"]] == [
        f"{ADDRESS}/zh/momentum-zh.pdf", f"{ADDRESS}/zh/momentum-zh.epub",
    ]  # fmt: skip


def test_a_page_with_a_question_is_a_chapter(chapters: Book) -> None:
    """It says what to know before, how long it takes, and where its notebook is."""
    (said,) = told(chapters, "zh", "powers")
    assert said["@type"] == ["Chapter", "LearningResource"]
    assert said["name"] == said["teaches"] == "β 的幂"
    assert said["description"] == "什么是 β</script>？"
    assert said["competencyRequired"] == ["和", "两数之和"] and said["timeRequired"] == "PT1M"
    assert said["isPartOf"]["url"] == f"{ADDRESS}/zh/index.html"
    (notebook,) = said["encoding"]
    assert notebook["contentUrl"] == f"{ADDRESS}/zh/notebooks/powers.ipynb"
    (whole,) = told(chapters, "zh", "index")
    assert whole["teaches"] == ["和", "β 的幂"] and whole["timeRequired"] == "PT1H"
    assert [part["url"] for part in whole["hasPart"]] == [
        f"{ADDRESS}/zh/sums.html", f"{ADDRESS}/zh/powers.html",
    ]  # fmt: skip


def test_the_foot_says_the_version(book: Book) -> None:
    """On every page."""
    for name in ("index", "glossary", "gallery/basics/plot_weights"):
        foot = book.page("zh", name).select_one("nav.foot .version")
        assert foot is not None and foot.get_text(strip=True) == f"版本 {package.VERSION}"


def test_the_version_leads_to_what_is_new(chapters: Book) -> None:
    """From other pages, and from that page itself."""
    for name, address in (("index", "reuse.html#sec-new"), ("reuse", "#sec-new")):
        (link,) = chapters.page("zh", name).select("nav.foot .version a")
        assert link["href"] == address
    assert chapters.page("zh", "reuse").select_one("#sec-new") is not None


def test_libraries_are_told_the_same() -> None:
    """The citation, what Zenodo reads and the package agree; what is new begins with this version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    zenodo = json.loads((ROOT / ".zenodo.json").read_text("utf-8"))
    assert CITATION["version"] == project["version"]
    assert str(CITATION["date-released"]) == package.released()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", package.released())
    assert CITATION["title"] == zenodo["title"]
    assert " ".join(CITATION["abstract"].split()) == zenodo["description"]
    assert CITATION["keywords"] == zenodo["keywords"] == project["keywords"]
    assert [one["name"] for one in CITATION["authors"]] == [
        one["name"] for one in zenodo["creators"]
    ]
    # A list of licences makes Zenodo refuse a citation file; so it has a file of its own, with one.
    assert zenodo["license"] in CITATION["license"] and "MIT" in zenodo["notes"]
    news = (ROOT / "docs" / "reuse.md").read_text("utf-8")
    versions = re.findall(r"^### Version (\S+) ｜ 版本 (\S+)$", news, re.M)
    assert versions[0] == (project["version"], project["version"])
