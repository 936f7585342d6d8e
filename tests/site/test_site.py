"""The built site, read as files: run after a build, over the folder in ``SITE`` (build/html)."""

import json
import os
import re
from collections import Counter
from copy import copy
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

SITE = Path(os.environ.get("SITE", "build/html")).resolve()
EDITIONS = ("en", "zh", "both")
HAN = re.compile(r"[\u3400-\u9fff]")
WORD = re.compile(r"[A-Za-z]{2,}")
LOADING = {"script": "src", "img": "src", "iframe": "src", "source": "src", "object": "data"}
# These pages are made for one language each, or have one anchor for every first letter.
MADE = {"genindex.html", "search.html", "py-modindex.html"}
# Not in the language of the page by design: code, formulas, docstrings, the bibliography.
FOREIGN = "pre, code, math, .katex, .sig, [lang=en], .citation, .editions, script, style, footer"


def pages(edition: str) -> list[str]:
    """Return the names of the pages of an edition."""
    folder = SITE / edition
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


@cache
def read(path: Path) -> BeautifulSoup:
    """Parse a page."""
    return BeautifulSoup(path.read_text("utf-8"), "lxml")


def every_page() -> list[tuple[str, str]]:
    """Return all pages of all editions; an unbuilt site gives one that fails."""
    return [(e, name) for e in EDITIONS for name in pages(e)] or [("en", "index.html")]


@pytest.fixture(params=every_page(), ids=lambda page: "/".join(page))
def page(request: pytest.FixtureRequest) -> tuple[Path, BeautifulSoup]:
    """Go through every page of every edition."""
    path = SITE.joinpath(*request.param)
    assert path.is_file(), f"{path} is missing: build the site first, or name it in SITE"
    return path, read(path)


@cache
def anchors(path: Path) -> set[str]:
    """Return the anchors of a page."""
    return {str(tag["id"]) for tag in read(path).select("[id]")}


def test_same_pages() -> None:
    """The editions have the same pages, and there are some."""
    assert len(pages("en")) > 5
    assert pages("en") == pages("zh") == pages("both")


@pytest.mark.parametrize("name", sorted(set(pages("en")) - MADE))
def test_same_anchors(name: str) -> None:
    """A page has the same anchors in English and Chinese, and all of them in both."""
    en, zh, both = (anchors(SITE / edition / name) for edition in EDITIONS)
    assert en == zh
    assert en <= both


def test_no_id_twice(page: tuple[Path, BeautifulSoup]) -> None:
    """No id stands on a page twice."""
    count = Counter(str(tag["id"]) for tag in page[1].select("[id]"))
    assert not [anchor for anchor, times in count.items() if times > 1]


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_number_stands_for_two_equations(edition: str) -> None:
    """Equations are numbered through the book, so a reference on another page is clear."""
    numbers = [
        tag.text.strip().rstrip("#")
        for name in pages(edition)
        for tag in read(SITE / edition / name).select(".eqno")
    ]
    assert len(numbers) > 15
    assert len(set(numbers)) == len(numbers)


def test_links_lead_somewhere(page: tuple[Path, BeautifulSoup]) -> None:
    """Every link inside the site, to another edition too, has its page and its anchor."""
    path, soup = page
    for link in soup.select("a[href], link[href], [src]"):
        url = urlsplit(str(link.get("href") or link.get("src")))
        if url.scheme or url.netloc:
            continue
        target = (path.parent / unquote(url.path)).resolve() if url.path else path
        assert target.is_file(), f"dead link {url.geturl()}"
        assert target.is_relative_to(SITE), f"link out of the site {url.geturl()}"
        if url.fragment and target.suffix == ".html":
            assert unquote(url.fragment) in anchors(target), f"dead anchor {url.geturl()}"


def test_nothing_is_loaded_from_outside(page: tuple[Path, BeautifulSoup]) -> None:
    """Scripts, styles, images, fonts and frames come from the site itself."""
    path, soup = page
    urls = [tag.get(name) for kind, name in LOADING.items() for tag in soup.select(kind)]
    urls += [tag["href"] for tag in soup.select("link[rel~=stylesheet], link[rel~=icon]")]
    urls += [tag["srcset"] for tag in soup.select("[srcset]")]
    assert not [url for url in urls if url and re.match(r"(https?:)?//", str(url))], path


@pytest.mark.parametrize("path", sorted(SITE.rglob("*.css")), ids=lambda path: path.name)
def test_styles_load_nothing_from_outside(path: Path) -> None:
    """No style sheet names another host."""
    css = path.read_text("utf-8")
    assert not re.findall(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//[^)]*", css)


def test_language_of_page(page: tuple[Path, BeautifulSoup]) -> None:
    """The page says its language."""
    path, soup = page
    edition = path.relative_to(SITE).parts[0]
    assert soup.html is not None
    assert soup.html["lang"] == ("zh-CN" if edition == "zh" else "en")


def test_title(page: tuple[Path, BeautifulSoup]) -> None:
    """A title is text: no LaTeX, no formula printed twice."""
    soup = page[1]
    assert soup.title is not None and soup.title.text.strip()
    assert not re.search(r"[\\${}]", soup.title.text)
    heading = soup.select_one("h1")
    assert heading is None or not heading.select(".katex"), "no formula in a page title"


def test_no_raw_latex(page: tuple[Path, BeautifulSoup]) -> None:
    """No reference or caption prints LaTeX instead of a formula."""
    article = bare(page[1], "pre, code, .katex, math, script, .editions")
    assert not re.findall(r"\\[A-Za-z]+|\$[^$\n]+\$", article.text)


def test_bold(page: tuple[Path, BeautifulSoup]) -> None:
    """Bold did not spread: Chinese punctuation inside the stars breaks their pairing."""
    assert not page[1].select("strong strong")
    assert "**" not in bare(page[1], f"{FOREIGN}, .field-list").text


def test_images_say_what_they_show(page: tuple[Path, BeautifulSoup]) -> None:
    """Every image has an alternative text; thumbnails, whose link says it, an empty one."""
    for image in page[1].select("img"):
        assert image.has_attr("alt"), image
        thumbnail = "_thumb" in str(image["src"]) or "sd-card-img-top" in image.get("class", [])
        assert image["alt"] or thumbnail, image


def bare(soup: BeautifulSoup, without: str) -> Tag:
    """Return a copy of the main text without some elements."""
    article = copy(soup.select_one("article"))
    assert article is not None
    for tag in article.select(without):
        tag.decompose()
    return article


@pytest.mark.parametrize("name", pages("en"))
def test_no_chinese_in_english(name: str) -> None:
    """The English edition has Chinese in code and in single terms, not in sentences."""
    article = bare(read(SITE / "en" / name), FOREIGN + ", .shared, table.shared, [lang|=zh]")
    stray = [str(text) for text in article.find_all(string=HAN)]
    assert not [text for text in stray if len(HAN.findall(text)) > 8], name
    assert "｜" not in article.text


@pytest.mark.parametrize("name", sorted(set(pages("zh")) - MADE))
def test_no_english_in_chinese(name: str) -> None:
    """No paragraph, heading, item or cell of the Chinese edition is an English sentence."""
    article = bare(read(SITE / "zh" / name), FOREIGN + ", .shared, noscript")
    for tag in article.select("p, li, td, th, dt, h1, h2, h3, h4, figcaption, summary"):
        text = " ".join(tag.find_all(string=True, recursive=True))
        assert len(WORD.findall(text)) < 5 or HAN.search(text), text
    assert "｜" not in article.text


@pytest.mark.parametrize("path", sorted(SITE.rglob("*.ipynb")), ids=lambda path: path.name)
def test_notebooks_are_clean(path: Path) -> None:
    """Downloaded notebooks have no reStructuredText in their texts."""
    raw = re.compile(r":\w+:`|^\.\. \w|^ *:\w+:|\.\. math::|sphinx_gallery", re.MULTILINE)
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        assert cell["cell_type"] != "markdown" or not raw.search("".join(cell["source"])), cell


def test_root_leads_on() -> None:
    """The root page works without script: it links to the editions."""
    links = {str(link["href"]) for link in read(SITE / "index.html").select("a")}
    assert links == {f"{edition}/index.html" for edition in EDITIONS}


def test_nothing_else_is_published() -> None:
    """The site has the editions and its root pages, no leftovers of the build."""
    assert {path.name for path in SITE.iterdir()} == {*EDITIONS, "index.html", "404.html"}
