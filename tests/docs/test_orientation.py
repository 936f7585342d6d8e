"""The line under a title: how long a page takes, what it builds on, and which page an equation is on."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import orientation
import pytest
from books import DOCS, Book, build, prepare
from checked.statements import pages
from docutils import nodes
from docutils.utils import new_document
from facts import plan
from orientation import add, chained, known, line, needed, note

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


# -- Without a book


def cells(*codes: str) -> str:
    """Return a page with a section for every code."""
    return "".join(f"## A\n```{{code-cell}} ipython3\n{code}\n```\n" for code in codes)


@pytest.mark.parametrize(
    ("codes", "needs"),
    [
        (["a = 1", "a"], True),
        (["import a", "a.b"], True),
        (["import a.b", "a.c"], True),
        (["import b as a", "a"], True),
        (["import b as a", "b"], False),
        (["def a(): ...", "a()"], True),
        (["class a: ...", "a()"], True),
        (["a = 1", "b = 2", "c", "a"], True),
        (["a = 1", "a = 2\na"], False),
        (["a = 1", "import a\na"], False),
        (["a = 1", "import a.b\na.c"], False),
        (["a = 1", "import b as a\na"], False),
        (["a = 1", "def a(): ...\na()"], False),
        (["a = 1", "class a: ...\na()"], False),
        (["a = 1", "f = lambda a: a"], False),
        (["a = 1", "a = 2\n```\n```{code-cell}\na"], False),
        (["print(a)", "print(b)"], False),
        (["a", "a"], False),
        ([], False),
    ],
)
def test_what_a_section_needs(codes: list[str], needs: bool) -> None:
    """Names that only an earlier section defines; what the section binds itself it does not need."""
    assert chained(cells(*codes)) is needs


FRONT = {
    "sums": (None, "# Sums ｜ 和", ""),
    "powers": ("sums", "# Powers ｜ 幂", 'needs: "sums ｜ 求和"\n'),
    "waves": ("sums powers", "# Waves ｜ 波", 'needs: "circles ｜ 圆"\n'),
}


def app_of(docs: Path, page: str, front: str | None = None, **changed: str) -> SimpleNamespace:
    """Write a book of three pages, and return an application that reads one of them."""
    index = "# Book\n\n```{toctree}\nsums\npowers\nwaves\n```\n"
    (docs / "index.md").write_text(index, "utf-8")
    for name, (_, title, needs) in FRONT.items():
        text = changed.get(name, f"---\n{needs}key: value\n---\n{title}\n")
        (docs / f"{name}.md").write_text(text, "utf-8")
    env = SimpleNamespace(
        docname=page,
        metadata={name: {"builds_on": before} for name, (before, *_) in FRONT.items()} | {"index": {}},
        titles={name: nodes.title("", title[2:]) for name, (_, title, _) in FRONT.items()},
        doc2path=lambda name: docs / f"{name}.md",
        depends=[],
    )  # fmt: skip
    env.note_dependency = env.depends.append
    if front is not None:
        env.metadata[page] = {"builds_on": front} if front else {}
    builder = SimpleNamespace(get_relative_uri=lambda page, to: f"{to}.html")
    return SimpleNamespace(srcdir=str(docs), env=env, builder=builder, tags=set())


def asking(question: bool = True) -> nodes.document:
    """Return a page with two paragraphs, of which the second is a question."""
    document = new_document("")
    document += nodes.paragraph("", "Words.")
    document += nodes.paragraph("", "Why?", classes=["question"] if question else [])
    return document


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Keep the warnings of the box, each behind its page."""
    told: list[str] = []
    monkeypatch.setattr(
        orientation.logger,
        "warning",
        lambda text, *args, location: told.append(f"{location}: {text % args}"),
    )
    return told


MISSING = "waves: the front matter must say builds_on:, if only with nothing"
KNOW = "waves: the front matter must say needs: in both languages"


@pytest.mark.parametrize(
    ("front", "needs", "wanted"),
    [
        (None, None, []),
        ("", None, [MISSING]),
        ("waves", None, ["waves: builds_on must name pages before it, got 'waves'"]),
        ("gone sums", None, ["waves: builds_on must name pages before it, got 'gone'"]),
        (None, "needs: what ｜ 什么", [KNOW]),
        (None, 'needs: "circles"', [KNOW]),
        (None, 'needs: "circles ｜ 圆 ｜ 弧"', [KNOW]),
        (None, 'needs: " ｜ 圆"', [KNOW]),
        (None, 'key: value\n---\nneeds: "circles ｜ 圆"', [KNOW]),
    ],
)
def test_what_the_front_matter_must_say(
    tmp_path: Path, said: list[str], front: str | None, needs: str | None, wanted: list[str]
) -> None:
    """What a page builds on comes before it; what to know stands there, and in both languages."""
    changed = {"waves": f"---\n{needs}\n---\n# Waves\n"} if needs else {}
    note(app_of(tmp_path, "waves", front, **changed), asking())
    assert said == wanted


def test_only_a_page_with_a_question_must_say_it(tmp_path: Path, said: list[str]) -> None:
    """A page that is no chapter of the book needs no front matter."""
    note(app_of(tmp_path, "index", ""), asking(question=False))
    assert said == []


def test_a_page_depends_on_those_before_it(tmp_path: Path, said: list[str]) -> None:
    """Their titles stand in its box."""
    app = app_of(tmp_path, "waves")
    note(app, asking())
    assert app.env.depends == [str(tmp_path / "sums.md"), str(tmp_path / "powers.md")]
    assert needed(app_of(tmp_path, "sums"), "sums") == [] and said == []


@pytest.mark.parametrize(("language", "says"), [("en", "circles"), ("zh", "圆")])
def test_what_to_know_is_read_from_the_source(tmp_path: Path, language: str, says: str) -> None:
    """Each side for itself; a page that does not say it asks for nothing."""
    app = app_of(tmp_path, "waves")
    assert known(app, "waves", language) == says
    assert known(app, "sums", language) == ""


@pytest.mark.parametrize(
    ("page", "language", "says"),
    [
        ("waves", "en", "About 1 min\u00a0· builds on Sums, Powers"),
        ("waves", "zh", "约 1 分钟\u00a0· 先读：和、幂"),
        ("sums", "en", "About 1 min\u00a0· nothing to read before"),
        ("sums", "zh", "约 1 分钟\u00a0· 可以从这里读起"),
    ],
)
def test_the_line_of_a_page(tmp_path: Path, page: str, language: str, says: str) -> None:
    """In one language, with the titles of the pages before it; a short page takes a minute."""
    said = line(app_of(tmp_path, page), page, language)
    assert re.sub(r"<[^>]*>", "", said) == says
    assert ('<a href="sums.html">' in said) == (page == "waves")


@pytest.mark.parametrize(("language", "says"), [("en", "runs in order"), ("zh", "依次运行")])
def test_the_line_speaks_of_time_and_code(tmp_path: Path, language: str, says: str) -> None:
    """A page of 450 words takes two minutes; its code runs in order if a section needs another."""
    for codes, told in ((["a = 1", "a"], True), (["a = 1", "b = 2"], False)):
        app = app_of(tmp_path, "sums", sums="word " * 450 + "\n" + cells(*codes))
        assert ("2 " in line(app, "sums", language), says in line(app, "sums", language)) == (
            True, told,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("edition", "said"),
    [
        ("en", [("", "You should know circles.")]),
        ("zh", [("", "预备知识：圆。")]),
        ("both", [(' lang="en"', "You should know circles."), (' lang="zh-CN"', "预备知识：圆。")]),
    ],
)
def test_the_box_stands_under_the_title(
    tmp_path: Path, edition: str, said: list[tuple[str, str]]
) -> None:
    """In the languages of the edition, once; what else the page says stays."""
    app = app_of(tmp_path, "waves")
    app.tags = {edition}
    context: dict[str, Any] = {"body": "<h1>Waves</h1><p>Words.</p><h1>Waves</h1>"}
    add(app, "waves", "page.html", context, asking())
    body = context["body"]
    assert body.startswith('<h1>Waves</h1>\n<div class="before"')
    assert body.endswith("</div><p>Words.</p><h1>Waves</h1>")
    boxes = re.findall(r'<div class="before"(.*?)>.*?<p class="needs">(.*?)</p>', body, re.S)
    assert [(lang, re.sub(r"<.*?>", "", text)) for lang, text in boxes] == said


@pytest.mark.parametrize("page", ["index", "search"])
def test_other_pages_have_no_box(tmp_path: Path, page: str) -> None:
    """Neither one that says nothing of what it builds on, nor one that has no source."""
    context: dict[str, Any] = {"body": "<h1>Book</h1>"}
    add(app_of(tmp_path, page), page, "page.html", context, asking())
    add(app_of(tmp_path, "waves"), "waves", "page.html", context, None)
    assert context["body"] == "<h1>Book</h1>"
