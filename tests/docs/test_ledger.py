"""The ledger: entries, links and code of tests; statements and tests that miss each other."""

import re
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import ledger
import pytest
from books import Book, build, prepare
from checked.evidence import read_tests
from sphinx.errors import ExtensionError

PAGE = r"""
# Sums ｜ 和

$$
a + b = b + a
$$ (eq-order)

{body}

:::{{prf:theorem}} Order does not matter ｜ 次序无关
:label: thm-order

See {{eq}}`eq-order`.

见{{eq}}`eq-order`。
:::

:::{{table}} Two sums ｜ 两个和
:name: tab-sums

| $a$ | $b$ |
| --- | --- |
| 1 | 2 |
:::
"""
LEDGER = "# Ledger ｜ 核对表\n\nEvery statement has its test.\n\n每条论断都有测试。\n\n%ledger%\n"
TEST = '''
import pytest


@pytest.mark.checks({labels}by="{by}")
def test_order():
    """Two sums."""
    assert 1 + 2 == 2 + 1
'''
GOOD = '"eq-order", "thm-order", "tab-sums"'


def make(root: Path, labels: str = GOOD, by: str = "numerics", body: str = "") -> Path:
    """Write a book of one page and a ledger, with one test."""
    prepare(root, {})
    pages = {"index": "# Book ｜ 书\n\n```{toctree}\nsums\nledger\n```\n"}
    pages |= {"sums": PAGE.format(body=body), "ledger": LEDGER}
    for name, text in pages.items():
        (root / "docs" / f"{name}.md").write_text(text, "utf-8")
    (root / "docs" / "references.bib").touch()
    (root / "tests").mkdir()
    (root / "tests" / "test_sums.py").write_text(
        TEST.format(labels=labels and f"{labels}, ", by=by), "utf-8"
    )
    return root


RESTATED = """
- Sums keep still. In any order they are the same.{restates}`thm-order, eq-order` That is all.

* 和不变。次序怎样都一样。{restates}`thm-order, eq-order`如此而已。

:::{table} Small sums.{restates}`tab-sums` ｜ 小的和。{restates}`tab-sums`

| $c$ | words ｜ 词 |
| --- | --- |
| 3 | Order is nothing.{restates}`eq-order` ｜ 次序无关。{restates}`eq-order` |
:::
"""
WIDGET = """
// restates thm-order
tell(() => `Whatever ${order} comes, ${total}. ｜ 不论${order}怎样，都是${total}。`);
"""


def test_restatements_stand_beside_their_statement(tmp_path: Path) -> None:
    """The marks show nothing where they stand; the ledger has their sentences, without the others."""
    root = make(tmp_path, body=RESTATED)
    widgets = root / "docs" / "web" / "explorables" / "widgets"
    widgets.mkdir(parents=True)
    (widgets / "sum.ts").write_text(WIDGET, "utf-8")
    (root / "docs" / "explore").mkdir()
    (root / "docs" / "explore" / "sum.md").write_text(
        "---\norphan: true\n---\n# Try ｜ 试试\n", "utf-8"
    )
    said = {
        "en": [
            "In any order they are the same. (Sums)",
            "Small sums. (Sums)",
            "Order is nothing. (Sums)",
        ],
        "zh": ["次序怎样都一样。（和）", "小的和。（和）", "次序无关。（和）"],
    }
    widget = {"en": "Whatever … comes, …. (Try)", "zh": "不论…怎样，都是…。（试试）"}
    for edition, (sentence, caption, cell) in said.items():
        done = build(root, edition)
        assert done.returncode == 0, done.stderr
        shown = Book(root).page(edition, "sums").article.text
        assert "restates" not in shown and "thm-order" not in shown
        entries = {e.code.text: e for e in Book(root).page(edition, "ledger").select(".check")}
        found = {
            label: [one.text.strip() for one in entry.select(".again")]
            for label, entry in entries.items()
        }
        assert found["thm-order"] == [sentence, widget[edition]]
        assert found["eq-order"] == [sentence, cell]
        assert found["tab-sums"] == [caption]
        theorem = entries["thm-order"].select_one(".says").text
        assert ("See" in theorem) == (edition == "en") and ("见" in theorem) == (edition == "zh")


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("Sums.{restates}`thm-gone`\n\n和。{restates}`thm-gone`", "'thm-gone': no such label"),
        ("Sums.{restates}`thm-order`\n\n和。", "'thm-order': in one language only"),
    ],
)
def test_a_restatement_that_is_wrong(tmp_path: Path, body: str, fault: str) -> None:
    """A sentence that restates nothing, or only half of the book, is reported where it stands."""
    (line,) = warnings(make(tmp_path, body=body))
    assert f"sums.md:8: WARNING: restates {fault}" in line


def test_the_table_of_kinds(tmp_path: Path) -> None:
    """It counts every statement once by its strongest evidence, and by every kind it has."""
    root = make(tmp_path, '"eq-order", "thm-order"', "decided")
    tests = root / "tests" / "test_sums.py"
    more = TEST.format(labels='"thm-order", "tab-sums", ', by="numerics").split("import pytest")[1]
    tests.write_text(tests.read_text("utf-8") + more, "utf-8")
    ledger = root / "docs" / "ledger.md"
    ledger.write_text(ledger.read_text("utf-8") + "\n%kinds%\n", "utf-8")
    done = build(root, "en")
    assert done.returncode == 0, done.stderr
    rows = Book(root).page("en", "ledger").select("table tr")
    shown = [[cell.text.strip() for cell in row.select("td")] for row in rows[1:]]
    assert shown == [
        ["decided", "2", "2"], ["derived", "0", "0"], ["sampled", "1", "2"], ["library", "0", "0"],
        ["all", "3", ""],
    ]  # fmt: skip


def warnings(root: Path) -> list[str]:
    """Build a book that must fail, and return what it says about the ledger."""
    done: subprocess.CompletedProcess[str] = build(root, "en")
    assert done.returncode != 0
    return [line for line in done.stderr.splitlines() if "[ledger]" in line or "Error" in line]


def test_entries_links_and_code(tmp_path: Path) -> None:
    """Every statement has an entry with its test, whose code is there, and a link to the entry."""
    root = make(tmp_path)
    hints = {
        "en": [f"Held by a test: {one} 1" for one in ("equation", "theorem", "table")],
        "zh": [f"有测试把关：{one} 1" for one in ("公式", "定理", "表")],
    }
    for edition, said in hints.items():
        done = build(root, edition)
        assert done.returncode == 0, done.stderr
        ticks = Book(root).page(edition, "sums").select("a.tick")
        wanted = [f"ledger.html#check-{label}" for label in ("eq-order", "thm-order", "tab-sums")]
        assert [tick["href"] for tick in ticks] == wanted
        names = [str(tick["aria-label"]) for tick in ticks]  # a list of links tells them apart
        assert [re.sub(r"[()]", "", name) for name in names] == said
        page = Book(root).page(edition, "ledger")
        for tick in ticks:
            assert page.select_one(f"#{tick['href'].split('#')[1]}")
        entries = page.select(".check")
        assert len(entries) == 3
        for entry in entries:
            (link,) = (a for a in entry.select("a") if "test_order" in a.text)
            name, anchor = str(link["href"]).split(".html#")
            code = Book(root).page(edition, name).find(id=anchor)
            assert "@pytest.mark.checks" in code.text and code.text.endswith("== 2 + 1\n\n")
        assert (entries[0].select(".katex") and "次序" not in page.text) or edition == "zh"


def test_it_is_read_again_when_a_test_has_changed(tmp_path: Path) -> None:
    """The ledger depends on files that Sphinx does not know."""
    root = make(tmp_path)
    test = root / "tests" / "test_sums.py"
    for name in ("test_order", "test_other"):
        test.write_text(test.read_text("utf-8").replace("test_order", name), "utf-8")
        assert build(root, "en").returncode == 0
        assert name in Book(root).page("en", "ledger").article.text


@pytest.mark.parametrize(
    ("labels", "fault"),
    [
        ('"eq-order", "thm-order"', "sums.md:19: WARNING: no test checks 'tab-sums'"),
        ('"thm-order", "tab-sums"', "sums.md:6: WARNING: no test checks 'eq-order'"),
        (f'{GOOD}, "eq-gone"', "test_sums.py:6: WARNING: test_order checks 'eq-gone': no such"),
    ],
)
def test_faults(tmp_path: Path, labels: str, fault: str) -> None:
    """What has no test is reported where it stands, and a test that names nothing, too."""
    (line,) = warnings(make(tmp_path, labels))
    assert fault in line


def test_a_label_the_ledger_cannot_read(tmp_path: Path) -> None:
    """An equation on one line is not found in the source, but Sphinx knows its label."""
    (line,) = warnings(make(tmp_path, body="$$ c = d $$ (eq-hidden)"))
    assert "'eq-hidden' is not written as the ledger reads statements" in line


@pytest.mark.parametrize(
    ("labels", "by"), [(GOOD, "belief"), ("", "numerics"), ("LABEL", "numerics")]
)
def test_a_mark_that_is_wrong(tmp_path: Path, labels: str, by: str) -> None:
    """A mark needs labels as strings and a kind of evidence."""
    with pytest.raises(ValueError, match=r"tests/test_sums.py:5: checks wants labels as strings"):
        read_tests(make(tmp_path, labels, by))


# -- Without a book


class App(SimpleNamespace):
    """An application; like Sphinx's, it is equal to no other."""

    __hash__ = object.__hash__


def app_of(root: Path, edition: str = "en", pages: tuple[str, ...] = ("ledger", "sums")) -> App:
    """Return an application of a written book, as the ledger asks it."""
    shown = SimpleNamespace(highlight_block=lambda code, language: f"<pre>{code}</pre>")
    builder = SimpleNamespace(highlighter=shown, get_relative_uri=lambda page, to: f"../{to}.html")
    env = SimpleNamespace(found_docs=set(pages), domaindata={"math": {"objects": {}}})
    return App(srcdir=str(root / "docs"), tags={edition}, builder=builder, env=env)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Keep the warnings of the ledger, each behind its place."""

    def keep(text: str, *args: object, location: Any = "", type: str) -> None:
        place = location if isinstance(location, str) else "{}.md:{}".format(*location)
        told.append(f"{place}: {text % args} [{type}]")

    told: list[str] = []
    monkeypatch.setattr(ledger.logger, "warning", keep)
    return told


def test_the_places_of_the_ledger_are_filled(tmp_path: Path, said: list[str]) -> None:
    """Its page gets entries and table; another page stays as it is; a book in order has no warnings."""
    app = app_of(make(tmp_path, body=RESTATED))
    source = ["Before %ledger% between %kinds% after %ledger"]
    ledger.write(app, "sums", source)
    assert source == ["Before %ledger% between %kinds% after %ledger"]
    ledger.write(app, "ledger", source)
    (text,) = source
    assert [text.count(f"(check-{label})=") for label in ("eq-order", "thm-order", "tab-sums")] == [
        1, 1, 1,
    ]  # fmt: skip
    assert "次序怎样都一样。" in text and "| sampled ｜ 数值取样 | 3 | 3 |" in text
    assert re.findall(r"%\w+", text) == ["%ledger"] and said == []


def test_a_wrong_mark_ends_the_build(tmp_path: Path) -> None:
    """With a message that Sphinx shows without a traceback."""
    app = app_of(make(tmp_path, by="belief"))
    with pytest.raises(ExtensionError, match=r"^tests/test_sums\.py:5: checks wants"):
        ledger.write(app, "ledger", ["%ledger%"])


@pytest.mark.parametrize(
    ("labels", "body", "wanted"),
    [
        ('"eq-order", "thm-order"', "", ["sums.md:19: no test checks 'tab-sums'"]),
        (
            '"eq-z", "eq-b"',
            "",
            [
                "sums.md:6: no test checks 'eq-order'",
                "sums.md:19: no test checks 'tab-sums'",
                "sums.md:11: no test checks 'thm-order'",
                "tests/test_sums.py:6: test_order checks 'eq-b': no such label",
                "tests/test_sums.py:6: test_order checks 'eq-z': no such label",
            ],
        ),
        (GOOD, "One.{restates}`a` ｜ 一。{restates}`a`", ["sums.md:8: restates 'a': no such label"]),
        (GOOD, "One.{restates}`eq-order`", ["sums.md:8: restates 'eq-order': in one language only"]),
        (GOOD, "一。{restates}`eq-order`", ["sums.md:8: restates 'eq-order': in one language only"]),
    ],
)  # fmt: skip
def test_what_misses_its_partner(
    tmp_path: Path, said: list[str], labels: str, body: str, wanted: list[str]
) -> None:
    """Statements without tests, tests and sentences of no statement, and sentences in one language."""
    ledger.write(app_of(make(tmp_path, labels, body=body)), "ledger", ["%ledger%"])
    assert said == [f"{fault} [ledger]" for fault in wanted]


def test_the_code_of_tests_has_a_page_for_each_file(tmp_path: Path) -> None:
    """A test that holds two statements stands there once; nothing else of the file does."""
    root = make(tmp_path)
    test = root / "tests" / "test_sums.py"
    more = '@pytest.mark.checks("eq-order", by="algebra")\ndef'
    test.write_text(test.read_text("utf-8").replace("def", more) + "\n\nrest = 1\n", "utf-8")
    (root / "tests" / "a").mkdir()
    (root / "tests" / "a" / "test_a.py").write_text(TEST.format(labels='"b", ', by="algebra"))
    (first, _, _), (name, context, template) = ledger.code(app_of(root))
    assert (first, name, template) == ("checks/test_a", "checks/test_sums", "page.html")
    assert context["title"] == "tests/test_sums.py"
    head, code = context["body"].split('<div id="test-order">')
    assert head.startswith("<h1><code>tests/test_sums.py</code></h1>\n")
    assert code.startswith(f"<pre>@pytest.mark.checks({GOOD}, ") and code.endswith(
        "== 2 + 1</pre></div>"
    )


@pytest.mark.parametrize(
    ("edition", "says"),
    [("en", ["Tests"]), ("zh", ["为本章"]), ("both", ["Tests", "<p lang="])],
)
def test_the_code_leads_back_to_the_ledger(tmp_path: Path, edition: str, says: list[str]) -> None:
    """In the languages of the edition."""
    ((_, context, _),) = ledger.code(app_of(make(tmp_path), edition))
    assert context["body"].count("<a href='../ledger.html'>") == len(says)
    assert all(one in context["body"] for one in says)
    assert ("lang=" in context["body"]) == (edition == "both")


def test_a_book_without_a_ledger_has_no_code_of_tests(tmp_path: Path, said: list[str]) -> None:
    """Neither is it compared with what Sphinx knows, nor read again."""
    app = app_of(make(tmp_path), pages=("sums",))
    app.env.domaindata["math"]["objects"]["eq-hidden"] = ("sums",)
    assert list(ledger.code(app)) == []
    assert ledger.outdated(app, app.env) == []
    ledger.complete(app, app.env)
    assert said == []


def test_what_sphinx_knows_stands_in_the_ledger(tmp_path: Path, said: list[str]) -> None:
    """Equations and theorems that are written in another way are named; parts of theorems are not."""
    app = app_of(make(tmp_path))
    app.env.domaindata["math"]["objects"] = {"eq-order": ("sums",), "eq-hidden": ("sums",)}
    ledger.complete(app, app.env)
    assert said == [": 'eq-hidden' is not written as the ledger reads statements [ledger]"]
    app.env.proof_list = {
        "thm-order": {"ids": ["thm-order"]}, "thm-hidden": {"ids": ["thm-hidden"]},
        "thm-unnamed": {"ids": ["theorem-0"]},
    }  # fmt: skip
    del app.env.domaindata["math"]["objects"]["eq-hidden"]
    ledger.complete(app, app.env)
    assert said[1:] == [": 'thm-hidden' is not written as the ledger reads statements [ledger]"]


def test_the_ledger_is_read_again_if_it_would_say_something_else(tmp_path: Path) -> None:
    """At first, and when a test has changed; not if nothing has."""
    root = make(tmp_path)
    app = app_of(root)
    assert [ledger.outdated(app, app.env) for _ in range(2)] == [["ledger"], []]
    (root / "tests" / "test_sums.py").write_text(TEST.format(labels='"a", ', by="algebra"), "utf-8")
    assert [ledger.outdated(app, app.env) for _ in range(2)] == [["ledger"], []]


def test_statements_are_read_once_in_a_build(tmp_path: Path) -> None:
    """Every page asks for their labels."""
    app = app_of(make(tmp_path))
    assert ledger.labels(app) == {"eq-order", "thm-order", "tab-sums"}
    assert ledger.statements(app) is ledger.statements(app)
    assert ledger.labels(app) is ledger.labels(app)
