"""The PDFs of the site: what the pages say is in them, on the page and between its margins."""

import re
import unicodedata
from functools import cache
from pathlib import Path

import package
import pypdfium2
import pytest
from formats import deck, paper, sheet
from formats.book import AnyBlock, Box, Figure, Formula, Heading, Inline, Math, Table, plain
from formats.mathml import typst
from formats.paper import begun, quoted
from formats.typeset import typeset
from formats.volume import Volume, every, volume
from pages import SITE

LANGUAGES = ("en", "zh")
MARGIN = 2.7 / 2.54 * 72  # points
LEAVE = 9  # points that a word may stand out
FEWEST = {"en": 1500, "zh": 1500}  # distinct formulas; fewer were not found


@cache
def read(language: str) -> Volume:
    """Return an edition as one volume."""
    return volume(SITE, language)


@cache
def document(path: Path) -> pypdfium2.PdfDocument:
    """Return a PDF."""
    return pypdfium2.PdfDocument(path)


@cache
def texts(path: Path) -> list[str]:
    """Return the text of each page of a PDF."""
    return [page.get_textpage().get_text_range() for page in document(path)]


def book(language: str) -> Path:
    """Return where the book is."""
    return SITE / language / f"momentum-{language}.pdf"


def kit(language: str) -> list[Path]:
    """Return where the sheets and the slides are."""
    folder = SITE / package.FOLDER
    names = [*sheet.KINDS, *(f"deck-{name}" for name, _ in deck.parts(read(language)))]
    return [folder / f"momentum-{name}-{language}.pdf" for name in names]


def formulas(blocks: tuple[AnyBlock, ...]) -> dict[str, Math]:
    """Return the formulas of blocks by their TeX."""
    found: dict[str, Math] = {}

    def look(parts: tuple[Inline, ...]) -> None:
        for part in parts:
            if isinstance(part, Math):
                found[part.tex] = part
            else:
                look(getattr(part, "parts", ()))

    for block in every(blocks):
        for name in ("parts", "caption", "title"):
            look(getattr(block, name, ()))
        if isinstance(block, Formula):
            found[block.math.tex] = block.math
        for row in block.rows if isinstance(block, Table) else ():
            for cell in row:
                look(cell)
    return found


def letters(text: str) -> str:
    """Return the signs of a formula, in any order; accents and marks of variants are no signs."""
    plain_text = unicodedata.normalize("NFKD", text).replace("∣", "|").replace("∥", "‖")
    return "".join(sorted(re.sub(r"[\s\u2061\u2063\ufe00-\ufe0f\u0300-\u036f]", "", plain_text)))


def shown(formula: Math) -> str:
    """Return what the MathML of a formula shows, with the signs of its roots."""
    said = ""
    for one in formula.tree.iter():
        name = str(one.tag).rpartition("}")[2]
        accent = one.getparent() is not None and one.getparent().get("accent") == "true"
        under = one.getparent() is not None and one.getparent().get("accentunder") == "true"
        if name == "msqrt":
            said += "√"
        elif name != "annotation" and not ((accent or under) and one.getparent()[-1] is one):
            said += one.text or ""
    return said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_formula_has_the_signs_of_the_web(language: str, tmp_path: Path) -> None:
    """Each on a page of its own: what is printed is what KaTeX says, no more and no less."""
    found = list(
        formulas(tuple(b for page in read(language).book.pages for b in page.blocks)).values()
    )
    assert len(found) > FEWEST[language]
    head = begun("sheet", title=quoted("T"), subtitle=quoted("S"), authors=quoted("A"))
    wide = "#set page(width: 90cm, height: 30cm, numbering: none)"
    lines = [f"#i({quoted(one.tex)}, $ {typst(one.tree)} $)" for one in found]
    typeset("\n#pagebreak()\n".join([f"{head}\n{wide}", *lines]), tmp_path / "formulas.pdf")
    printed = texts(tmp_path / "formulas.pdf")[-len(found) :]
    pairs = zip(found, printed, strict=True)
    assert not [one.tex for one, page in pairs if letters(shown(one)) != letters(page)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_is_in_the_book(language: str) -> None:
    """Of equations, figures, tables, statements and exercises."""
    said = re.sub(r"\s+", " ", " ".join(texts(book(language))))
    blocks = [b for page in read(language).book.pages for b in every(page.blocks)]
    numbers = [getattr(block, "number", "") for block in blocks]
    assert len([number for number in numbers if number]) > 300
    assert not [number for number in numbers if number and number not in said]
    kinds = {
        type(block).__name__
        for block in blocks
        if getattr(block, "number", "") and isinstance(block, Formula | Figure | Table | Box)
    }
    assert kinds == {"Formula", "Figure", "Table", "Box"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_are_bookmarks(language: str) -> None:
    """All of them, in their order, with their words."""

    def words(title: str) -> str:
        return "".join(filter(str.isalpha, unicodedata.normalize("NFKC", title)))

    wanted = []
    for part in read(language).book.parts:
        wanted.append(part.title)
        wanted += [
            "" if formulas((block,)) else plain(block.parts)
            for page in part.pages
            for block in page.blocks
            if isinstance(block, Heading)
        ]
    found = [one.get_title() for one in document(book(language)).get_toc()]
    assert len(found) == len(wanted) > 200
    pairs = zip(found, wanted, strict=True)
    assert not [pair for pair in pairs if pair[1] and words(pair[0]) != words(pair[1])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_stands_outside_of_the_margins(language: str) -> None:
    """Of the book and of the sheets."""
    faults = []
    for path in (book(language), *(one for one in kit(language) if "deck" not in one.name)):
        for number, page in enumerate(document(path), 1):
            text = page.get_textpage()
            for index in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(index)
                if left < MARGIN - LEAVE or right > page.get_width() - MARGIN + LEAVE:
                    words = text.get_text_bounded(left, bottom, right, top)
                    faults.append(f"{path.name}, page {number}: {words[:60]}")
    assert not faults


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_have_all_exercises(language: str) -> None:
    """With their titles; one without solutions, one with them."""
    exercises = [
        block
        for page in read(language).book.pages
        for block in page.blocks
        if isinstance(block, Box) and block.kind == "exercise"
    ]
    assert len(exercises) > 70
    without, with_them = (re.sub(r"\s+", " ", " ".join(texts(one))) for one in kit(language)[:2])
    for said in (without, with_them):
        assert not [one.number for one in exercises if one.number not in said]
    word = {"en": "Solution", "zh": "解答"}[language]
    assert (without.count(word), with_them.count(word) >= len(exercises)) == (0, True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_slides(language: str) -> None:
    """A slide for each question, figure and statement of a part: none is cut, none runs over to a second one."""
    whole = read(language)
    for (_, part), path in zip(deck.parts(whole), kit(language)[2:], strict=True):
        said = [re.sub(r"\s+", " ", page) for page in texts(path)]
        boxes = [block for page in part.pages for block in page.blocks]
        for block in boxes:
            if isinstance(block, Figure) or (isinstance(block, Box) and block.kind == "theorem"):
                assert any(page.startswith(block.number) for page in said), (path, block.number)
        maker = deck.Deck(whole)
        slides = [one for page in part.pages for one in maker.chapter(page)]
        assert len(said) == 1 + len([*slides, *maker.end(part)]), path


def test_paper_asks_for_nothing_that_only_a_screen_can_do() -> None:
    """Captions of explorables leave out what is to be dragged."""
    words = {"en": ("Drag the", "Move the sliders"), "zh": ("拖动", "滑块")}
    for language in LANGUAGES:
        for path in (book(language), *kit(language)):
            said = "".join(texts(path)).replace("\r\n", "")
            assert not [word for word in words[language] if word in said], path.name


def test_the_volumes_are_alike() -> None:
    """Both languages have the same chapters, statements and solutions."""
    en, zh = map(read, LANGUAGES)
    assert en.places == zh.places
    assert list(en.solutions.values()) == list(zh.solutions.values())
    assert paper.AUTHORS.keys() == set(LANGUAGES)
