"""What pages print and the project knows: times to read, what the site offers, and where it stands."""

from pathlib import Path
from types import SimpleNamespace

import facts
import pytest
from facts import fill, minutes, outdated, plan

HUNDRED = "word " * 100 + "\n"
SITE = "https://book.example.org"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", 0),
        (HUNDRED * 10, 5),
        (f"{HUNDRED}\n{'字' * 500}\n", 0.5),
        ("one ｜ 一 二 三 四 五\n" * 200, 1),
        (f"---\n{HUNDRED}---\n{HUNDRED}", 0.5),
        (f"```{{code-cell}}\n{HUNDRED}\n```\n{HUNDRED}", 0.5),
        (f":alt: {HUNDRED}% {HUNDRED}{HUNDRED}", 0.5),
        ("\n$$\nx\n+ y\n$$ (eq-a)\n", 0.5),
        ("\n$$\nx\n+ y\n$$\n", 0.5),
        (f"{HUNDRED}\n$$\nx\n$$\n\n$$\ny\n$$ (eq-a)\n{HUNDRED}", 2),
    ],
)
def test_a_page_is_read_at_two_hundred_words_a_minute(source: str, expected: float) -> None:
    """In one language, half a minute for each displayed formula; no time for code and options."""
    # A label is not spoken, but counted.
    assert minutes(source) == pytest.approx(expected, abs=0.01)


def test_the_plan_lists_the_pages_with_a_question() -> None:
    """Each with its time, a minute at least, and the pages it builds on; below stands the sum."""
    question = "{.question}\nWhy?\n"
    read = {
        "index": HUNDRED,
        "sums": question,
        "powers": f"---\nbuilds_on: sums roots-of-two\n---\n{question}{HUNDRED * 6}",
    }
    assert plan(read).splitlines()[2:] == [
        "| {doc}`sums` | 1 |  |",
        "| {doc}`powers` | 3 | {doc}`sums` · {doc}`roots-of-two` |",
        "| all ｜ 合计 | 4 | |",
    ]


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a front page that lists basics and more, and ask for no licences."""
    monkeypatch.setattr(facts, "table", lambda: "| licences |")
    lists = "```{toctree}\nbasics\n```\n\n```{toctree}\nmore\n```\n"
    (tmp_path / "index.md").write_text(f"# Book\n\n{lists}", "utf-8")
    (tmp_path / "basics.md").write_text("# Basics\n", "utf-8")
    (tmp_path / "more.md").write_text("# More\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("basics", "more", "said"),
    [(0, 0, ("5", "1")), (12, 89, ("10", "1")), (24, 91, ("25", "2"))],
)
def test_times_on_the_front_page_are_rounded(
    docs: Path, basics: int, more: int, said: tuple[str, str]
) -> None:
    """The first list of pages to five minutes, all pages with a question to hours."""
    (docs / "basics.md").write_text(HUNDRED * 2 * basics, "utf-8")
    (docs / "more.md").write_text("{.question}\n" + HUNDRED * 2 * more, "utf-8")
    known = facts.facts(docs, "")
    assert (known["basics-minutes"], known["hours"]) == said


def test_a_front_page_without_lists_has_no_basics(docs: Path) -> None:
    """The book of a test may be a single page."""
    (docs / "index.md").write_text("# Book\n", "utf-8")
    assert facts.facts(docs, "")["basics-minutes"] == "5"


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        (
            SITE,
            {
                "address": f", {SITE}/",
                "address-zh": f"，{SITE}/",
                "bibtex-url": rf", \url{{{SITE}/}}",
                "whether-credited": "credit",
                "whether-known": "from-site",
            },
        ),
        (
            "",
            {
                "address": "",
                "address-zh": "",
                "bibtex-url": "",
                "whether-credited": "credit unknown",
                "whether-known": "from-site unknown",
            },
        ),
    ],
)
def test_where_the_site_stands_is_said_if_it_is_known(
    docs: Path, site: str, expected: dict[str, str]
) -> None:
    """Else it is left out, and the package is that beside the edition."""
    known = facts.facts(docs, site)
    assert known.items() >= expected.items()
    assert f" @ {site or '..'}/_downloads/{known['wheel']}" in known["install"]


def test_places_in_a_page_are_filled(docs: Path) -> None:
    """A name that stands for nothing stays as it is, and so does a per cent."""
    app = SimpleNamespace(srcdir=docs, config=SimpleNamespace(site_url=SITE))
    source = ["At%address% with %notices%: 50% of %nothing% and 5%."]
    fill(app, "page", source)
    assert source == [f"At, {SITE}/ with | licences |: 50% of %nothing% and 5%."]


def test_a_page_without_places_asks_for_nothing() -> None:
    """No source is read for it."""
    source = ["50% and 5%"]
    fill(SimpleNamespace(), "page", source)
    assert source == ["50% and 5%"]


def test_pages_with_places_are_read_in_every_build(tmp_path: Path) -> None:
    """What they print may be another now; what is no page of ours is left alone."""
    for name, text in {"a.md": "%version%", "b.md": "100%", "c.ipynb": "%version%"}.items():
        (tmp_path / name).write_text(text, "utf-8")
    paths = {path.stem: path for path in tmp_path.iterdir()}
    env = SimpleNamespace(found_docs=sorted(paths), doc2path=paths.get)
    assert outdated(SimpleNamespace(), env) == ["a"]
