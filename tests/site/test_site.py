"""The built site, read as files: run after a build, over the folder in ``SITE`` (build/html).

A check goes over all pages and names every fault with its page.
"""

import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html
from pages import EDITIONS, FOREIGN, MADE, SITE, Page, book, characters, texts, words

DOCS = Path(__file__).parents[2] / "docs"
HIDDEN = ":tags: [remove-cell]"


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    """Return all pages."""
    found = list(book().values())
    assert found, f"{SITE} holds no site: build it first, or name it in SITE"
    return found


def names(edition: str) -> list[str]:
    """Return the names of the pages of an edition."""
    return [page.name for page in book().values() if page.edition == edition]


def test_same_pages(pages: list[Page]) -> None:
    """The editions have the same pages, and there are some."""
    assert len(names("en")) > 5
    assert names("en") == names("zh") == names("both")


def test_same_anchors(pages: list[Page]) -> None:
    """A page has the same anchors in English and Chinese, and all of them in both."""
    faults = []
    for name in set(names("en")) - MADE:
        en, zh, both = (set(book()[SITE / edition / name].ids) for edition in EDITIONS)
        faults += [f"{name}: {anchor} is not in all editions" for anchor in (en ^ zh) | (en - both)]
    assert not faults


@pytest.mark.parametrize("edition", EDITIONS)
def test_numbers_lead_to_the_code_behind_them(pages: list[Page], edition: str) -> None:
    """A page with hidden cells ends with a link to another that holds every line of them."""
    sources = [path for path in sorted(DOCS.glob("*.md")) if HIDDEN in path.read_text("utf-8")]
    assert len(sources) > 10
    for path in sources:
        page = book()[SITE / edition / f"{path.stem}.html"]
        assert f"cells/{path.stem}.html" in page.links, page
        shown = (SITE / edition / "cells" / f"{path.stem}.html").read_bytes()
        lines = {"".join(one.split()) for one in html.fromstring(shown).text_content().splitlines()}
        for cell in path.read_text("utf-8").split(HIDDEN)[1:]:
            wanted = {"".join(line.split()) for line in cell.split("\n```")[0].splitlines()}
            assert wanted <= lines, (path.stem, wanted - lines)


def test_no_id_twice(pages: list[Page]) -> None:
    """No id stands on a page twice."""
    twice = [
        f"{page}: {anchor}"
        for page in pages
        for anchor, times in Counter(page.ids).items()
        if times > 1
    ]
    assert not twice


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_number_stands_for_two_equations(pages: list[Page], edition: str) -> None:
    """Equations are numbered through the book, so a reference on another page is clear."""
    numbers = Counter(n for page in pages if page.edition == edition for n in page.numbers)
    assert numbers.total() > 15
    assert not [number for number, times in numbers.items() if times > 1]


def test_links_lead_somewhere(pages: list[Page]) -> None:
    """Every link inside the site, to another edition too, has its page and its anchor."""
    faults = []
    anchors = {path: set(page.ids) for path, page in book().items()}
    states = {path: set(page.explorables) for path, page in book().items()}
    for page in pages:
        for link in set(page.links):
            url = urlsplit(link)
            if url.scheme or url.netloc:
                continue
            target = (page.path.parent / unquote(url.path)).resolve() if url.path else page.path
            if not target.is_file() or not target.is_relative_to(SITE):
                faults.append(f"{page}: dead link {link}")
            elif url.fragment and target.suffix == ".html":
                anchor, state, _ = unquote(url.fragment).partition("?")
                known = (
                    states if state else anchors
                )  # `#noise?eta=0.1` opens an explorable in a state
                if anchor not in known.get(target, set()):
                    faults.append(f"{page}: dead anchor {link}")
    assert not faults


def test_nothing_is_loaded_from_outside(pages: list[Page]) -> None:
    """Scripts, styles, images, fonts and frames come from the site itself."""
    outside = re.compile(r"(https?:)?//")
    assert not [f"{page}: {url}" for page in pages for url in page.loads if outside.match(url)]


def test_styles_load_nothing_from_outside() -> None:
    """No style sheet names another host."""
    outside = re.compile(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//[^)]*")
    sheets = {path: path.read_text("utf-8") for path in SITE.rglob("*.css")}
    assert sheets
    assert not [(path, found) for path, css in sheets.items() if (found := outside.findall(css))]


def test_language_of_page(pages: list[Page]) -> None:
    """The page says its language."""
    wanted = {"zh": "zh-CN"}
    assert not [str(page) for page in pages if page.lang != wanted.get(page.edition, "en")]


def test_title(pages: list[Page]) -> None:
    """A title is text: no LaTeX, no formula printed twice."""
    bad = re.compile(r"[\\${}]")
    for page in pages:
        assert page.title.strip(), page
        assert not bad.search(page.title), page
        assert not page.formula_in_heading, f"{page}: no formula in a page title"


def test_no_raw_latex(pages: list[Page]) -> None:
    """No reference or caption prints LaTeX instead of a formula."""
    raw = re.compile(r"\\[A-Za-z]+|\$[^$\n]+\$")
    assert not [f"{page}: {found}" for page in pages if (found := raw.findall(page.unformatted))]


def test_bold(pages: list[Page]) -> None:
    """Bold did not spread: Chinese punctuation inside the stars breaks their pairing."""
    spread = [str(page) for page in pages if page.bold_in_bold]
    # A power in a docstring has two stars, too.
    stars = [str(page) for page in pages if page.name != "api.html" and "**" in "".join(page.own)]
    assert not spread + stars


def test_furniture_is_named(pages: list[Page]) -> None:
    """Links to places, icons and drawers are called by words, or silent."""
    faults = {str(page): page.nameless for page in pages if page.nameless}
    assert not faults


def test_images_say_what_they_show(pages: list[Page]) -> None:
    """Every image has an alternative text; thumbnails, whose link says it, an empty one."""
    faults = []
    for page in pages:
        for src, alt, classes in page.images:
            thumbnail = "_thumb" in src or "sd-card-img-top" in classes.split()
            if alt is None or not (alt or thumbnail):
                faults.append(f"{page}: {src}")
    assert not faults


def test_no_chinese_in_english(pages: list[Page]) -> None:
    """The English edition has Chinese in code and in single terms, not in sentences."""
    for page in pages:
        if page.edition == "en":
            stray = [text for text in page.own if len(characters(text)) > 8]
            assert not stray, f"{page}: {stray}"
            assert "｜" not in "".join(page.own), page


def test_no_english_in_chinese(pages: list[Page]) -> None:
    """No paragraph, heading, item or cell of the Chinese edition is an English sentence."""
    for page in pages:
        if page.edition == "zh" and page.name not in MADE:
            stray = [text for text in page.blocks if len(words(text)) > 4 and not characters(text)]
            assert not stray, f"{page}: {stray}"
            assert "｜" not in "".join(page.own), page


def test_the_reader_of_pages_skips_and_keeps() -> None:
    """The checks above see sentences, also those beside code and formulas, and not what is skipped."""
    source = (
        "<div>a<code>b</code>c<span lang='en-GB'>d</span>e<i class='x katex'>f</i>g<!-- h --></div>"
    )
    assert list(texts(html.fromstring(source), FOREIGN)) == ["a", "c", "e", "g"]


def test_notebooks_are_clean() -> None:
    """Downloaded notebooks have no reStructuredText in their texts."""
    raw = re.compile(r":\w+:`|^\.\. \w|^ *:\w+:|\.\. math::|sphinx_gallery", re.MULTILINE)
    notebooks = sorted(SITE.rglob("*.ipynb"))
    assert notebooks
    for path in notebooks:
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            text = "".join(cell["source"])
            assert cell["cell_type"] != "markdown" or not raw.search(text), f"{path}: {text}"


def test_root_leads_on() -> None:
    """The root page works without script, and so does what a lost reader is shown."""
    for name in ("index.html", "home.html"):
        links = set(html.parse(str(SITE / name)).getroot().xpath("//a/@href"))
        assert links == {f"{edition}/index.html" for edition in EDITIONS}


def test_every_page_describes_itself(pages: list[Page]) -> None:
    """Once, in its own words and its own language, in plain text of some length."""
    said: dict[tuple[str, str], Page] = {}
    for page in pages:
        assert len(page.descriptions) == 1, page
        (text,) = page.descriptions
        other = said.setdefault((page.edition, text), page)
        assert other is page, f"{page} and {other} say the same"
        assert 8 <= len(text) <= 400 and not re.search(r"[\\$<>]|\{", text), f"{page}: {text}"
        assert bool(characters(text)) >= (page.edition != "en"), f"{page}: {text}"
        assert ("｜" in text) == (page.edition == "both"), f"{page}: {text}"


def test_every_page_leads_to_the_licence_and_every_script_to_the_help(pages: list[Page]) -> None:
    """The foot of a page names the licence; a script leads to the page that says how to run it."""
    for page in pages:
        names = [link.rsplit("/", 1)[-1] for link in page.links]
        assert "reuse.html" in names and "run.html" in names, page
        if re.match(r"gallery/\w+/", page.name):
            assert names.count("run.html") == 3, f"{page}: navigation, downloads, foot"


def test_downloads_say_what_they_need() -> None:
    """Every script and notebook of every edition has its line on top, and all are there."""
    for edition in EDITIONS:
        folder = SITE / edition / "_downloads"
        scripts, notebooks = sorted(folder.rglob("*.py")), sorted(folder.rglob("*.ipynb"))
        # What wants several processes, or minutes, is no notebook.
        assert {path.stem for path in scripts} - {path.stem for path in notebooks} == {
            "ddp",
            "digits",
            "fsdp",
            "outer",
            "transformers",
        }
        assert len(scripts) == len(notebooks) + 5 > 40
        for path in scripts:
            assert "momentum-chapter" in path.read_text("utf-8").split("\n")[0], path
        for path in notebooks:
            first = json.loads(path.read_text("utf-8"))["cells"][0]["source"]
            assert first[0].startswith("# ") and "momentum-chapter" in first[0], path


def test_the_package_is_offered(pages: list[Page]) -> None:
    """The page that says how to run the code links the package and the project, which are there."""
    for page in pages:
        if page.name == "run.html":
            files = {Path(link).suffix for link in page.links if "../_downloads/" in link}
            assert files == {".whl", ".gz"}


def test_shipped_scripts_name_the_licences_of_what_is_in_them() -> None:
    """Every bundled script says whose work it holds, and where the licences are, which are there."""
    texts = SITE / "_downloads" / "third-party-licences.txt"
    assert "Mike Bostock" in texts.read_text("utf-8")
    for edition in EDITIONS:
        bundles = [*(SITE / edition / "_static" / "explorables").glob("*.js")]
        assert len(bundles) > 8
        for path in bundles:
            head = path.read_text("utf-8")[:200]
            assert "D3, Copyright Mike Bostock" in head and texts.name in head, path


def test_pages_open_in_small_pieces(pages: list[Page]) -> None:
    """A page opens calmly: little of it is laid out at once, and what waits comes in small pieces."""
    faults = [f"{page}: {page.at_once} elements at once" for page in pages if page.at_once > 4500]
    faults += [
        f"{page}: a piece of {elements} elements"
        for page in pages
        for elements in page.waiting
        if elements > 1200
    ]
    assert not faults
    assert sum(len(page.waiting) > 50 for page in pages) > 10


def test_nothing_else_is_published() -> None:
    """The site has the editions and its root pages, no leftovers of the build."""
    found = {path.name for path in Path(SITE).iterdir()}
    shared = {"index.html", "404.html", "home.html", "preview.png", "_downloads", ".nojekyll"}
    assert found - {"robots.txt", "sitemap.xml"} == {*EDITIONS, *shared}
