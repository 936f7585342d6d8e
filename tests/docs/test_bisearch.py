"""The search language: the same tokens in Python and in the browser, and an index that finds."""

import json
import subprocess

import pytest
from bisearch import BilingualSearch, split
from books import EDITIONS, Book
from node import NODE

TEXTS = {
    "梯度下降": ["梯度", "度下", "下降"],
    "动量": ["动量"],
    "动": ["动"],
    "the averages": ["the", "averages"],
    "平均 momentum": ["平均", "momentum"],
    "用SGD训练": ["用", "SGD", "训练"],
    "v_t, x2；（学习率）": ["v_t", "x2", "学习", "习率"],
    "": [],
}


@pytest.mark.parametrize("text", TEXTS)
def test_split(text: str) -> None:
    """Words stay whole, Han characters come in overlapping pairs."""
    assert split(text) == TEXTS[text]


def test_browser_splits_alike() -> None:
    """The JavaScript splitter gives what the Python one gives."""
    code = BilingualSearch.js_splitter_code
    script = f"{code};console.log(JSON.stringify({json.dumps(list(TEXTS))}.map(splitQuery)))"
    done = subprocess.run([NODE, "-e", script], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == list(TEXTS.values())


@pytest.mark.parametrize(
    ("edition", "terms"),
    [
        ("en", {"gradient", "averag"}),
        ("zh", {"梯度", "累积", "泄漏", "漏平"}),
        ("both", {"gradient", "averag", "梯度", "漏平"}),
    ],
)
def test_index(book: Book, edition: str, terms: set[str]) -> None:
    """The index of an edition holds the stems and pairs of its texts."""
    text = (book.path(edition) / "searchindex.js").read_text("utf-8")
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    assert terms <= index["terms"].keys() | index["titleterms"].keys()


def test_browser_has_a_stemmer(book: Book) -> None:
    """The page defines the stemmer it uses (sphinx issue 14229 leaves Chinese without one)."""
    for edition in EDITIONS:
        data = (book.path(edition) / "_static" / "language_data.js").read_text("utf-8")
        assert "window.Stemmer = EnglishStemmer" in data and "function splitQuery" in data
