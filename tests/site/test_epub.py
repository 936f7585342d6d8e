"""The e-books of the built site: nothing that the pages print is lost on the way."""

import re
import unicodedata
import zipfile
from collections import Counter
from functools import cache
from urllib.parse import unquote, urlsplit

import pytest
from formats.read import LEFT_OUT
from lxml import etree, html
from pages import SITE

MATHML = "{http://www.w3.org/1998/Math/MathML}"
SOLVED = "solutions-"
LANGUAGES = ("en", "zh")
HIDDEN = " or ".join(f"contains(concat(' ', @class, ' '), ' {name} ')" for name in LEFT_OUT)
FORMULAS = f".//*[local-name() = 'math'][not(ancestor::*[{HIDDEN}])][not(ancestor::h1)]"
NUMBERS = (
    "//span[contains(@class, 'caption-number') or contains(@class, 'eqno')][not(ancestor::*[{}])]"
)


@cache
def book(language: str) -> dict[str, etree._Element]:
    """Return the pages of an e-book."""
    with zipfile.ZipFile(SITE / language / f"momentum-{language}.epub") as files:
        return {
            name.removeprefix("EPUB/"): etree.fromstring(files.read(name))
            for name in files.namelist()
            if name.endswith(".xhtml")
        }


@cache
def web(language: str, name: str) -> html.HtmlElement:
    """Return the text of a page as the site has it."""
    path = SITE / language / name.replace(".xhtml", ".html")
    parser = html.HTMLParser(encoding="utf-8")
    return html.parse(str(path), parser).getroot().find(".//article")


def chapters(language: str) -> list[str]:
    """Return the pages that come from the site."""
    return [
        name for name in book(language) if (SITE / language / name).with_suffix(".html").is_file()
    ]


def signs(element: etree._Element) -> str:
    """Return the signs of a formula; letters in a style are the letters."""
    found = (
        one.text or ""
        for one in element.iter()
        if isinstance(one.tag, str) and etree.QName(one).localname != "annotation"
    )
    return re.sub(r"\s|∣", "", unicodedata.normalize("NFKD", "".join(found)).replace("|", "∣"))


def of_web(language: str, name: str, solved: bool) -> list[etree._Element]:
    """Return the formulas of a page of the site: of its solutions, or of all else."""
    found = web(language, name).xpath(FORMULAS)
    inside = "ancestor::details[contains(@class, 'solution')]"
    return [one for one in found if bool(one.xpath(inside)) == solved]


def of_book(language: str, name: str) -> list[etree._Element]:
    """Return the formulas of a page of the e-book, its title left out."""
    if name not in book(language):
        return []
    found = book(language)[name].iter(f"{MATHML}math")
    return [
        one for one in found if not any(above.tag.endswith("}h1") for above in one.iterancestors())
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_formula_is_there(language: str) -> None:
    """Each page has the formulas of the web, in their order: the same TeX, the same signs."""
    told: set[str] = set()
    for name in chapters(language):
        for solved in (False, True):
            wanted = of_web(language, name, solved)
            found = of_book(language, f"{SOLVED}{name}" if solved else name)
            tex = [one.xpath("string(.//*[local-name() = 'annotation'])") for one in wanted]
            told |= set(tex)
            said = "".join(one.get("alttext") for one in found)
            assert "".join(said.split()) == "".join("".join(tex).split()), name
            assert "".join(map(signs, found)) == "".join(map(signs, wanted)), name
    assert len(told) > 1500


@pytest.mark.parametrize("language", LANGUAGES)
def test_vectors_stay_bold(language: str) -> None:
    """Every letter in a style is one that has it in itself, and no attribute says a style."""
    wanted, found = Counter[str](), Counter[str]()
    for name in chapters(language):
        for solved in (False, True):
            for one in of_web(language, name, solved):
                for part in one.xpath(".//*[starts-with(@mathvariant, 'bold')]"):
                    wanted.update(letter for letter in part.text if letter.isalnum())
            for one in of_book(language, f"{SOLVED}{name}" if solved else name):
                assert {part.get("mathvariant") for part in one.iter()} <= {None, "normal"}
                for letter in "".join(one.itertext()):
                    if unicodedata.name(letter, "").startswith("MATHEMATICAL BOLD"):
                        found[unicodedata.normalize("NFKD", letter)] += 1
    assert found.total() > 1000
    assert found == Counter(unicodedata.normalize("NFKD", one) for one in wanted.elements())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_is_there(language: str) -> None:
    """Of equations, figures, tables, theorems and exercises."""
    seen = 0
    for name in chapters(language):
        pages = [book(language)[one] for one in (name, f"{SOLVED}{name}") if one in book(language)]
        text = " ".join("".join(one.itertext()) for one in pages).replace("\xa0", " ")
        for number in web(language, name).xpath("." + NUMBERS.format(HIDDEN)):
            wanted = (number.text or "").replace("\xa0", " ").strip()
            assert wanted and wanted in text, (name, wanted)
            seen += 1
    assert seen > 300


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_inside_find_their_place(language: str) -> None:
    """File and id; an id stands once in a file."""
    ids = {name: root.xpath("//@id") for name, root in book(language).items()}
    seen = 0
    for name, root in book(language).items():
        assert len(ids[name]) == len(set(ids[name])), name
        for target in root.xpath("//@href"):
            file, _, anchor = target.partition("#")
            if not urlsplit(target).scheme and not file.endswith(".css"):
                assert not anchor or unquote(anchor) in ids[file or name], (name, target)
                seen += 1
    assert seen > 800
