"""The line under a title: how long a page takes, what it builds on, and which page an equation is on."""

import re
from pathlib import Path

import pytest
from books import DOCS, Book, build, prepare
from checked.statements import pages
from facts import plan
from orientation import chained

PAGE = """---
{front}
needs: "sums of two numbers ｜ 两数之和"
---
# {title}

{{.question}}
What is it about?

{{.question}}
讲的是什么？

{text}

$$
a + b = b + a
$$ (eq-{name})
"""
PAIR = "Words upon words, see {eq}`eq-sums`.\n\n一句又一句，见式 {eq}`eq-sums`。"


def make(root: Path, front: str) -> Path:
    """Write a book of two pages: sums, and powers with a front matter of its own."""
    prepare(root, {})
    pages = {
        "index": "# Book ｜ 书\n\n```{toctree}\nsums\npowers\n```\n",
        "sums": PAGE.format(front='builds_on: ""', title="Sums ｜ 和", text="", name="sums"),
        "powers": PAGE.format(
            front=front, title="Powers ｜ 幂", text="\n\n".join([PAIR] * 100), name="powers"
        ),
    }
    for name, text in pages.items():
        (root / "docs" / f"{name}.md").write_text(text, "utf-8")
    (root / "docs" / "references.bib").touch()
    return root


def test_time_and_pages_before(tmp_path: Path) -> None:
    """In the languages of the edition, with links; 100 times 5 words and a formula: 3 minutes."""
    root = make(tmp_path, "builds_on: sums")
    said = {
        "en": ["About 3 min\u00a0· builds on Sums"],
        "zh": ["约 3 分钟\u00a0· 先读：和"],
        "both": ["About 3 min\u00a0· builds on Sums", "约 3 分钟\u00a0· 先读：和"],
    }
    for edition, lines in said.items():
        done = build(root, edition)
        assert done.returncode == 0, done.stderr
        page = Book(root).page(edition, "powers")
        assert [line.text for line in page.select("h1 ~ .before > .orientation")] == lines
        knows = {"en": "You should know sums of two numbers.", "zh": "预备知识：两数之和。"}
        assert [box.text for box in page.select(".before > .needs")] == [
            knows[one] for one in (["en", "zh"] if edition == "both" else [edition])
        ]
        assert {a["href"] for a in page.select(".orientation a")} == {"sums.html"}
        first = Book(root).page(edition, "sums").select_one(".orientation")
        assert first is not None and not first.select("a") and "1 " in first.text
        assert not Book(root).page(edition, "index").select(".orientation")
        titles = {
            a["title"]
            for a in page.select("a[href='sums.html#equation-eq-sums']")
            if a.text[0] == "("
        }
        assert titles == {"en": {"Sums"}, "zh": {"和"}, "both": {"Sums", "和"}}[edition]


@pytest.mark.parametrize(
    ("front", "fault"),
    [
        ("builds_on: powers", "builds_on must name pages before it, got 'powers'"),
        ("builds_on: nowhere", "builds_on must name pages before it, got 'nowhere'"),
        ("key: value", "the front matter must say builds_on:"),
    ],
)
def test_what_a_page_builds_on_comes_before_it(tmp_path: Path, front: str, fault: str) -> None:
    """A page that names itself, a page that is not there, or nothing, is a fault of the build."""
    done = build(make(tmp_path, front), "en")
    assert done.returncode != 0
    assert fault in done.stderr


@pytest.mark.parametrize("needs", ["", 'needs: "derivatives"', 'needs: " ｜ 求导"'])
def test_what_to_know_is_said_in_both_languages(tmp_path: Path, needs: str) -> None:
    """Nothing, or one language, is a fault."""
    root = make(tmp_path, "builds_on: sums")
    page = root / "docs" / "powers.md"
    page.write_text(re.sub(r"^needs: .*$", needs, page.read_text("utf-8"), flags=re.M), "utf-8")
    done = build(root, "en")
    assert done.returncode != 0
    assert "the front matter must say needs: in both languages" in done.stderr


def test_every_page_of_the_chapter_says_what_to_know() -> None:
    """Each that asks a question: what stands there is short, and another thing on each page."""
    said = [
        re.search(r'^needs: "(.+) ｜ (.+)"$', text, re.M)
        for name in pages(DOCS)
        if "{.question}" in (text := (DOCS / f"{name}.md").read_text("utf-8"))
    ]
    assert len(said) > 15 and all(said)
    assert all(len(found[1]) < 130 and len(found[2]) < 50 for found in said if found)


def test_code_that_needs_an_earlier_section(tmp_path: Path) -> None:
    """The line says so if the code of a section, as readers see it, does not run without another."""
    cell = "```{code-cell} ipython3\n"
    first, needs = f"{cell}a = 1\n```\n", f"{cell}print(a)\n```\n"
    hidden = f"{cell}:tags: [remove-cell]\n\nprint(a)\n```\n"
    own = f"{cell}def f(a):\n    return a\n```\n"
    assert chained(f"## A\n{first}## B\n{needs}")
    assert not chained(f"## A\n{first}{needs}## B\n{hidden}{own}")
    code = "```{code-cell} ipython3\na = 1\n```\n"
    assert not chained(code)


def test_the_plan_lists_what_the_pages_say() -> None:
    """The front page lists every page with a question, with the minutes and links of its own line."""
    read = {name: (DOCS / f"{name}.md").read_text("utf-8") for name in pages(DOCS)}
    *rows, total = plan(read).splitlines()[2:]
    asked = [name for name, text in read.items() if "{.question}" in text]
    assert [row.split("`")[1] for row in rows] == asked
    assert sum(int(row.split("|")[2]) for row in rows) == int(total.split("|")[2])
    assert "%plan%" in (DOCS / "index.md").read_text("utf-8")
