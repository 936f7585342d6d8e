"""What pages tell those who look for things to learn from, and what the project tells libraries."""

import json
import re
import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import package
import policy
import pytest
import yaml
from books import ADDRESS, EDITIONS, Book, build, prepare
from docutils import nodes
from docutils.utils import new_document
from learning import describe, filled

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


# -- Without a book

SITE = "https://example.org/book"
KNOW = '---\nneeds: "numbers ｜ 数"\n---\n'
TITLES = {"index": "The book", "waves": "Waves", "sums": "Sums", "more": "More"}


def app_of(
    docs: Path, site: str = SITE, chapters: tuple[str, ...] = ("sums", "waves"), minutes: int = 1
) -> SimpleNamespace:
    """Write pages that take so many minutes, and return an application that has read them."""
    for name in TITLES:
        (docs / f"{name}.md").write_text(KNOW + "word " * (200 * minutes), "utf-8")
    metadata: dict[str, Any] = {
        "index": {},
        "waves": {"builds_on": "sums"},
        "sums": {"builds_on": ""},
    }
    env = SimpleNamespace(
        metadata={**metadata, "more": {}},
        titles={name: nodes.title("", title) for name, title in TITLES.items()},
        doc2path=lambda name: docs / f"{name}.md",
        toctree_includes={"index": ["more", *chapters]} if chapters else {},
    )
    config = SimpleNamespace(root_doc="index", site_url=site, katex_macros={})
    return SimpleNamespace(env=env, config=config)


def says(
    app: SimpleNamespace, page: str, edition: str = "en", what: str = "What?"
) -> dict[str, Any]:
    """Return what a page tells in an edition."""
    context: dict[str, Any] = {"edition": edition, "description": what}
    describe(app, page, "page.html", context, new_document(""))
    return dict(json.loads(context["learning"]))


@pytest.mark.parametrize(
    ("edition", "languages", "files"),
    [
        ("en", "en", ["en.pdf", "en.epub"]),
        ("zh", "zh-CN", ["zh.pdf", "zh.epub"]),
        ("both", ["en", "zh-CN"], ["en.pdf", "en.epub", "zh.pdf", "zh.epub"]),
    ],
)
def test_what_the_book_says(
    tmp_path: Path, edition: str, languages: str | list[str], files: list[str]
) -> None:
    """Its chapters in their order, and its files, in the languages of the edition."""
    said = says(app_of(tmp_path), "index", edition)
    assert said["@type"] == ["Book", "LearningResource"]
    assert (said["name"], said["description"]) == ("The book", "What?")
    assert said["inLanguage"] == languages and said["isAccessibleForFree"] is True
    assert (said["version"], said["datePublished"]) == (package.VERSION, package.released())
    assert said["teaches"] == [part["name"] for part in said["hasPart"]] == ["Sums", "Waves"]
    assert said["hasPart"][0]["url"] == f"{SITE}/{edition}/sums.html"
    assert said["url"] == f"{SITE}/{edition}/index.html" and said["image"] == f"{SITE}/preview.png"
    kinds = {"pdf": "application/pdf", "epub": "application/epub+zip"}
    assert [(one["contentUrl"], one["encodingFormat"]) for one in said["encoding"]] == [
        (f"{SITE}/{name[:2]}/momentum-{name}", kinds[name[3:]]) for name in files
    ]


@pytest.mark.parametrize(
    ("minutes", "chapters", "hours"),
    [(10, ("waves",), "PT1H"), (89, ("waves",), "PT1H"), (91, ("waves",), "PT2H"),
     (70, ("sums", "waves"), "PT2H"), (10, (), None)],
)  # fmt: skip
def test_how_long_the_book_takes(
    tmp_path: Path, minutes: int, chapters: tuple[str, ...], hours: str | None
) -> None:
    """All its chapters, to the nearest hour, and at least one; a book without chapters takes none."""
    said = says(app_of(tmp_path, chapters=chapters, minutes=minutes), "index")
    assert said.get("timeRequired") == hours
    assert len(said.get("hasPart", [])) == len(chapters)


@pytest.mark.parametrize(
    ("edition", "folders", "needs"),
    [
        ("en", ["en"], ["numbers"]),
        ("zh", ["zh"], ["数"]),
        ("both", ["en", "zh"], ["numbers", "数"]),
    ],
)
def test_what_a_chapter_says(
    tmp_path: Path, edition: str, folders: list[str], needs: list[str]
) -> None:
    """Whose part it is, what to read and to know before, and where its notebooks are."""
    said = says(app_of(tmp_path), "waves", edition)
    assert said["@type"] == ["Chapter", "LearningResource"]
    assert said["name"] == said["teaches"] == "Waves"
    assert said["url"] == f"{SITE}/{edition}/waves.html"
    part_of = {"@type": "Book", "name": "The book", "url": f"{SITE}/{edition}/index.html"}
    assert said["isPartOf"] == part_of
    assert said["competencyRequired"] == ["Sums", *needs]
    codes = {"en": "en", "zh": "zh-CN"}
    assert said["encoding"] == [
        {
            "@type": "MediaObject",
            "contentUrl": f"{SITE}/{one}/notebooks/waves.ipynb",
            "encodingFormat": "application/x-ipynb+json",
            "inLanguage": codes[one],
        }
        for one in folders
    ]


@pytest.mark.parametrize(("minutes", "takes"), [(0, "PT1M"), (1, "PT1M"), (7, "PT7M")])
def test_how_long_a_chapter_takes(tmp_path: Path, minutes: int, takes: str) -> None:
    """In minutes, and at least one."""
    assert says(app_of(tmp_path, minutes=minutes), "waves")["timeRequired"] == takes


@pytest.mark.parametrize("page", ["index", "waves"])
def test_without_a_site_there_are_no_addresses(tmp_path: Path, page: str) -> None:
    """Nor files to take along; all else is said."""
    said = says(app_of(tmp_path, site=""), page)
    assert not {"url", "image", "encoding"} & said.keys() and said["name"] == TITLES[page]
    assert all("url" not in part for part in [*said.get("hasPart", []), said.get("isPartOf", {})])


def test_nothing_ends_the_element_early(tmp_path: Path) -> None:
    """What a page says cannot close the element of its head; Chinese stays as it is written."""
    context: dict[str, Any] = {"edition": "zh", "description": "何为 </script>？"}
    describe(app_of(tmp_path), "waves", "page.html", context, new_document(""))
    assert "</" not in context["learning"] and "何为" in context["learning"]
    assert json.loads(context["learning"])["description"] == "何为 </script>？"


def test_other_pages_say_nothing(tmp_path: Path) -> None:
    """One that is no chapter, one without a source, and what is made from none."""
    for page, doctree in (("more", True), ("search", True), ("waves", False), ("index", False)):
        context: dict[str, Any] = {"edition": "en", "description": "What?"}
        document = new_document("") if doctree else None
        describe(app_of(tmp_path), page, "page.html", context, document)
        assert "learning" not in context


def test_what_is_empty_is_left_out() -> None:
    """However deep it stands, and what holds nothing else."""
    said = {"a": "", "b": [{}, {"c": ""}, "d"], "e": {"f": []}, "g": True}
    assert filled(said) == {"b": ["d"], "g": True}
