"""Minus signs, titles of exercises and authors, as our editions write them."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from books import DOCS, EDITIONS, Book
from docutils import nodes
from docutils.utils import new_document
from facts import HAN
from sphinx.transforms.post_transforms import ReferencesResolver
from sphinx_exercise.post_transforms import ResolveTitlesInExercises, ResolveTitlesInSolutions
from typography import HYPHEN, Typography, join, unpart, unslant


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_exercise_is_titled_as_a_theorem(book: Book, edition: str) -> None:
    """No brackets stand around its title, in the box and where it is referred to."""
    page = book.page(edition, "pages/exercise")
    for title in page.select(
        ".exercise .admonition-title, .solution summary, a[href='#ex-x'], a[href='#sol-x']"
    ):
        said = title.get_text()
        assert not set("()（）") & set(said), said
    assert page.select_one(".exercise .admonition-title .caption-number")


@pytest.mark.parametrize(
    ("pasted", "written"),
    [("-0.05", "−0.05"), ("1e-07", "1e-07"), ("2-3", "2-3"), ("(-1, -2)", "(−1, −2)"), ("3", "3")],
)
def test_minus_signs(pasted: str, written: str) -> None:
    """A hyphen before a number is a minus sign, one in a number is none."""
    assert HYPHEN.sub("−", pasted) == written


def test_no_line_ends_between_a_number_and_its_error() -> None:
    """Also where they are pasted on both sides; code stays as it is."""
    pasted = [nodes.inline("", number, classes=["pasted-text"]) for number in ("3.04", "0.02")]
    cell = nodes.paragraph("", "", pasted[0], nodes.Text(" ± "), pasted[1])
    code = nodes.literal("", "3 ± 1"), nodes.literal_block("", "3 ± 1")
    document = new_document("page")
    document += [nodes.paragraph("", "1 ± 2 or 3 ± 4", code[0]), cell, code[1]]
    unpart(document)
    assert document.astext().count("\u00a0±\u00a0") == 3
    assert cell.astext() == "3.04\u00a0±\u00a00.02"
    assert [one.astext() for one in code] == ["3 ± 1", "3 ± 1"]


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Polyak and Juditsky", "Polyak 与 Juditsky"),
        ("Sutskever et al.", "Sutskever 等"),
        ("Lessard, Recht, and Packard", "Lessard, Recht 与 Packard"),
        ("Anderson", "Anderson"),
    ],
)
def test_authors_are_joined_in_chinese(english: str, chinese: str) -> None:
    """The words between the names are Chinese, the names stay."""
    assert join(english) == chinese


def test_et_al_is_chinese_in_a_citation_as_bibtex_writes_it() -> None:
    """It stands in emphasis of its own there: the whole of it becomes 等, upright."""
    slanted, title = nodes.emphasis("", "et al."), nodes.emphasis("", "Momentum")
    citation = nodes.inline("", "", nodes.Text("Goyal "), slanted, nodes.Text(", 2017"), title)
    unslant(citation)
    assert citation.astext() == "Goyal 等, 2017Momentum"
    assert list(citation.findall(nodes.emphasis)) == [title]


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.stem)
def test_chinese_names_sections_in_quotes_and_the_chapter_by_one_name(page: Path) -> None:
    """“噪声”一节, not 噪声 一节; and 本章 everywhere. Captions name no colour that turns."""
    for line in page.read_text("utf-8").splitlines():
        if "Script" in line or line.startswith(":alt:"):  # the dark page turns black and white
            assert not re.search(r"\b(black|white)\b|黑|白色", line), line
        for cell in line.split(" | "):
            chinese = cell.rpartition(" ｜ ")[2] if HAN.search(cell) else ""
            assert not re.search(r"(?<![“（、])\{ref\}`[a-z-]+`", chinese), line
            assert not re.search(r"(?<!一)(?<!几)本书", chinese), line


# -- Without a book


def typeset(edition: str, *parts: nodes.Node, side: str = "") -> str:
    """Return what a page says in an edition, whose parts stand in a text of one side."""
    document = new_document("page")
    document += nodes.paragraph("", "", *parts, classes=[side] if side else [])
    document.settings.env = SimpleNamespace(_app=SimpleNamespace(tags={edition}))
    Typography(document).run()
    return document.astext()


@pytest.mark.filterwarnings("ignore::sphinx.deprecation.RemovedInSphinx11Warning")
@pytest.mark.parametrize(
    ("edition", "side", "said"),
    [
        ("en", "", "Polyak and Juditsky et al."),
        ("zh", "", "Polyak 与 Juditsky 等"),
        ("both", "en", "Polyak and Juditsky et al."),
        ("both", "zh", "Polyak 与 Juditsky 等"),
    ],
)
def test_authors_are_joined_in_the_language_around(edition: str, side: str, said: str) -> None:
    """English in English, Chinese in Chinese, on a page of both, too."""
    slanted = nodes.emphasis("", "et al.")
    parts = nodes.Text("Polyak and Juditsky "), slanted
    citation = nodes.inline("", "", *parts, classes=["bibtex-citation"])
    assert typeset(edition, citation, side=side).replace("  ", " ") == said


@pytest.mark.filterwarnings("ignore::sphinx.deprecation.RemovedInSphinx11Warning")
def test_only_what_is_pasted_is_a_number() -> None:
    """A hyphen of the author stays, and so do those of a citation."""
    pasted = nodes.inline("", "-1 ± -2", classes=["pasted-text"])
    assert typeset("en", nodes.Text("x-1 -1 "), pasted) == "x-1 -1 −1\u00a0±\u00a0−2"


@pytest.mark.filterwarnings("ignore::sphinx.deprecation.RemovedInSphinx11Warning")
@pytest.mark.parametrize("kind", [nodes.title, nodes.reference])
@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (["Exercise 1", " (", "Sums", ")"], "Exercise 1 Sums"),
        (["Exercise 1", " (", "Sums", ") ✓"], "Exercise 1 (Sums) ✓"),
        (["The function f(", "x", ")"], "The function f(x)"),
        ([")", " (", "Sums"], ") (Sums"),
        (["Sums (of two)"], "Sums (of two)"),
        ([], ""),
    ],
)
def test_the_title_of_an_exercise_loses_its_brackets(
    kind: type[nodes.TextElement], parts: list[str], said: str
) -> None:
    """Those that sphinx-exercise has put around all of it; others are the author's."""
    assert typeset("en", kind("", "", *map(nodes.Text, parts))) == said


def test_what_is_typeset_is_there() -> None:
    """References are resolved, and exercises titled."""
    before = ReferencesResolver, ResolveTitlesInExercises, ResolveTitlesInSolutions
    assert max(one.default_priority for one in before) < Typography.default_priority
