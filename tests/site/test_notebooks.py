"""The notebooks of the built site, read as files, and the row that offers them on each page of the chapter."""

import json
import os
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import nbformat
import package
import pytest
import takeaway
from katex import _server, render
from lxml import html
from pages import SITE, book
from place import LAUNCHES, published
from test_site import DOCS

LANGUAGES = ("en", "zh")
CHAPTER = takeaway.chapter(DOCS)
FORMULA = re.compile(r"\$\$(.+?)(?: \\tag\{[^}]+\})?\$\$|\$(.+?)\$")
BESIDE = re.compile(r"\w", re.ASCII)  # VS Code takes a dollar beside a letter for money
NO_TEXT = re.compile(r"```.*?```|(`+)[^`].*?\1|\\\$", re.S)


@pytest.fixture(scope="module")
def notebooks() -> dict[tuple[str, str], Any]:
    """Return all notebooks by language and page."""
    return {
        (language, name): nbformat.read(SITE / language / takeaway.notebook(name), 4)
        for language in LANGUAGES
        for name in CHAPTER
    }


@pytest.fixture(scope="module")
def katex() -> Iterator[None]:
    """End the node process when all formulas are drawn."""
    yield
    _server(os.getpid()).communicate()


def texts(notebook: Any) -> str:
    """Return all texts of a notebook."""
    return "\n\n".join(one.source for one in notebook.cells if one.cell_type == "markdown")


def drawn(tree: Any) -> str:
    """Return MathML without the TeX it was made from."""
    for tex in tree.xpath(".//annotation"):
        tex.drop_tree()
    tree.tail = None
    return re.sub(r"\s", "", html.tostring(tree, encoding="unicode"))


def test_every_page_of_the_chapter_is_a_notebook(notebooks: dict[tuple[str, str], Any]) -> None:
    """Valid, with the same code in both languages, and most have some that printed something."""
    assert len(CHAPTER) > 15
    for notebook in notebooks.values():
        nbformat.validate(notebook)
    printing = 0
    for name in CHAPTER:
        codes = [
            [one.source for one in notebooks[language, name].cells if one.cell_type == "code"]
            for language in LANGUAGES
        ]
        assert codes[0][1:] == codes[1][1:], name
        printing += any(one.get("outputs") for one in notebooks["en", name].cells)
    assert printing > 10


def test_notebooks_hold_no_markup_of_the_sources(notebooks: dict[tuple[str, str], Any]) -> None:
    """No roles, no directives, no bars, no formula on two lines; every place in it is there once."""
    for key, notebook in notebooks.items():
        text = NO_TEXT.sub("", texts(notebook))
        assert not re.search(r"\{[\w:]+\}`|:::|｜|\{glue", text), key
        assert all(line.count("$$") in (0, 2) for line in text.splitlines()), key
        for target in re.findall(r"\]\(#([^)]+)\)", text):
            assert text.count(f'<a id="{target}"></a>') == 1, (key, target)


@pytest.mark.usefixtures("katex")
def test_formulas_of_notebooks_are_those_of_the_pages(
    notebooks: dict[tuple[str, str], Any],
) -> None:
    """Without macros KaTeX draws the same, and as many as the page has."""
    count = 0
    for (language, name), notebook in notebooks.items():
        page = html.parse(str(SITE / language / f"{name}.html")).getroot().find(".//article")
        shown = {drawn(one) for one in page.iter("math")}
        text = NO_TEXT.sub("", texts(notebook))
        for found in FORMULA.finditer(text):
            display, inline = found.group(1) or "", found.group(2) or ""
            around = text[found.start() - 1 : found.start()] + text[found.end() : found.end() + 1]
            assert not BESIDE.search(around), (language, name, inline)
            answer = render(display or inline, display=bool(display), macros={})
            assert "error" not in answer, (language, name, answer)
            assert not re.search(r"[<>*]", display + inline), (language, name, display + inline)
            math = re.search(r"<math.*</math>", answer["html"], re.S)
            assert math and drawn(html.fromstring(math[0])) in shown, (language, name, inline)
            count += 1
    assert count > 4000


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_archive_holds_all_that_runs_without_the_web(language: str) -> None:
    """All notebooks, the package as the site offers it, its licence; they install from beside them."""
    with zipfile.ZipFile(SITE / language / takeaway.archive(language)) as packed:
        names = {one.filename.partition("/")[2]: one.filename for one in packed.infolist()}
        assert {f"{name}.ipynb" for name in CHAPTER} | {
            package.WHEEL,
            "LICENSE.txt",
        } <= names.keys()
        wheel = SITE / package.FOLDER / package.WHEEL
        assert packed.read(names[package.WHEEL]) == wheel.read_bytes()
        for name in CHAPTER:
            cells = json.loads(packed.read(names[f"{name}.ipynb"]))["cells"]
            codes = ["".join(one["source"]) for one in cells if one["cell_type"] == "code"]
            assert all(one.startswith(f'%pip install -q "./{package.WHEEL}') for one in codes[:1])


def test_every_page_of_the_chapter_offers_what_can_be_taken_along() -> None:
    """In its languages; what a link leads to is there, as for all links of the site."""
    for edition, languages in {"en": ["en"], "zh": ["zh"], "both": ["en", "zh"]}.items():
        for name in CHAPTER:
            links = {
                link.rpartition("/")[2] for link in book()[SITE / edition / f"{name}.html"].links
            }
            for language in languages:
                kinds = {takeaway.volume(language, kind) for kind in ("pdf", "epub")}
                one = takeaway.archive(language), takeaway.notebook(name)
                assert kinds <= links and {link.rpartition("/")[2] for link in one} & links


def test_hosts_are_linked_where_the_notebooks_are_published() -> None:
    """If no repository is named, no page links a host; else each page of the chapter links all."""
    wanted = {
        edition: {published().at(host, f"{edition}/x").rpartition("/x")[0] for host in LAUNCHES}
        for edition in LANGUAGES
    }
    hosts = re.compile(r"^https://(?:colab\.|kaggle\.|modelscope\.|gallery\.pai-ml\.)")
    for page in book().values():
        found = {link for link in page.links if hosts.match(link)}
        if page.name.removesuffix(".html") not in CHAPTER or not published().url:
            assert not found, page
        elif page.edition in LANGUAGES:
            end = f"/notebooks/{page.name.removesuffix('.html')}.ipynb"
            assert {link.removesuffix(end) for link in found} == wanted[page.edition], page


def test_the_site_publishes_no_picture_twice() -> None:
    """The PNG of a figure is inside of notebooks and books, and nowhere by itself."""
    assert not list(SITE.glob("*/_images/*.png"))
