"""The answer of a drill can be read by a machine where it stands in the page."""

import pytest
from books import EDITIONS, Book, build, prepare
from drills import read


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("= 0.25", (0.25, 0)),
        ("= 300", (300, 0)),
        ("≈ 0.514", (0.514, 0.0005)),
        ("≈ 11.5", (11.5, 0.05)),
        ("≈ -3", (-3, 0.5)),
    ],
)
def test_number_and_tolerance(text: str, says: tuple[float, float]) -> None:
    """What is exact has none; what is rounded, half a unit of its last digit."""
    assert read(text) == pytest.approx(says)


@pytest.mark.parametrize("text", ["0.25", "=0.25", "= a", "≈ .5", "= 1 m"])
def test_what_is_no_number(text: str) -> None:
    """The message shows how it should be."""
    with pytest.raises(ValueError, match=r"like '= 0\.25'"):
        read(text)


@pytest.mark.parametrize("edition", EDITIONS)
def test_it_stands_in_the_page(book: Book, edition: str) -> None:
    """With its sign, a minus sign for a hyphen, and no break inside, in each language of the edition."""
    found = book.page(edition, "pages/drill").select(".solution .result")
    assert [(one.text, one["data-value"], one["data-tolerance"]) for one in found] == [
        ("≈\u00a0−0.51", "-0.51", "0.005")
    ] * (2 if edition == "both" else 1)


def test_a_wrong_result_is_a_fault(tmp_path) -> None:
    """The build says where."""
    prepare(tmp_path, {"wrong": "English, {result}`0.5`.\n\n中文，{result}`0.5`。\n"})
    (tmp_path / "docs" / "references.bib").touch()
    (tmp_path / "docs" / "index.md").write_text(
        "# A ｜ 甲\n\n```{toctree}\npages/wrong\n```\n", "utf-8"
    )
    done = build(tmp_path, "en")
    assert done.returncode != 0 and "the result of a drill must be like" in done.stderr
