"""The search before a browser sees it: what is read off the pages, and the parts of the script."""

import ast
import json
import re
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import lxml.html
import pytest
import search
from books import DOCS, EDITIONS, Book
from entries import Entry, read_page
from formulas import readable
from katex import render
from node import NODE, WEB, install

TEX = re.compile(r"\$\$?\n?([^$]+?)\n?\$?\$")
MACROS = {rf"\{letter}": rf"\mathbf{{{letter}}}" for letter in "vxgzcwQROI"}
MACROS |= {r"\bLam": r"\boldsymbol{\Lambda}", r"\T": r"^{\top}"}


def entries(book: Book, edition: str, name: str) -> list[Entry]:
    """Read a page of the sample."""
    return read_page(book.path(edition) / f"{name}.html", both=edition == "both")


def written(book: Book, edition: str) -> dict[str, Any]:
    """Return what the script of an edition holds."""
    return read_script(book.path(edition) / "_static" / search.BUNDLE)


def read_script(path: Path) -> dict[str, Any]:
    """Run a script of the search and return the book that it has read."""
    script = """
      const parse = JSON.parse;
      JSON.parse = (text) => { if (text.includes('"entries"')) console.log(text); return parse(text); };
      globalThis.document = { currentScript: { src: "file:///en/_static/search.js" } };
      require(process.argv[1]);
    """
    done = subprocess.run([NODE, "-e", script, path], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    held: dict[str, Any] = json.loads(done.stdout)
    return held


@pytest.mark.parametrize("edition", EDITIONS)
def test_places(book: Book, edition: str) -> None:
    """Sections, theorems, terms, solutions and functions are places of their own, in every edition."""
    kinds = {
        (entry.kind, entry.anchor)
        for name in ("chapter", "glossary", "api", "exercises")
        for entry in entries(book, edition, name)
    }
    assert kinds >= {
        ("page", ""),
        ("section", "sec-loss"),
        ("theorem", "thm-sum"),
        ("exercise", "ex-one"),
        ("solution", "sol-one"),
        ("term", "term-velocity"),
        ("api", "momentum.averages.leaky_sum"),
    }
    assert [(e.kind, e.anchor) for e in entries(book, "en", "chapter")] == [
        (e.kind, e.anchor) for e in entries(book, edition, "chapter")
    ]


def test_texts(book: Book) -> None:
    """Formulas stand once, languages apart, code beside, and no furniture."""
    places = {entry.anchor: entry for entry in entries(book, "both", "chapter")}
    theorem = places["thm-sum"]
    assert theorem.title == "Theorem 1 Weights sum to 1/(1−β) ｜ 权重之和为 1/(1−β)"
    assert theorem.text == ["For 0 ≤ β < 1 the weights sum to at most 1/(1−β)."]
    assert theorem.chinese == ["当 0 ≤ β < 1 时，权重之和不超过 1/(1−β)。"]
    assert "vₜ = βvₜ₋₁+gₜ" in places[""].text
    assert any("class Trace" in code for code in places["sec-loss"].code)
    assert places["sec-loss"].chinese.count("一个表") == 1, "barred texts are blocks of their own"
    everything = json.dumps(written(book, "both"), ensure_ascii=False)
    for furniture in ("\\\\mathbf", "annotation", "✓", "Copy", '"#'):
        assert furniture not in everything


PAGE = """<article role="main"><section id="a"><h1>Page</h1>
<p lang="en">English <em lang="zh-CN">中文</em> words.</p>
<p lang="zh-CN">中文 <code lang="en">code</code> 的词。</p>
<p><span lang="en">Left</span><span class="bar"> ｜ </span><span lang="zh-CN">右</span></p>
<div class="outline" aria-hidden="true" inert>unseen</div><p aria-hidden="true">unseen</p>
<table><tr><td><p>0.9</p></td><td><p>10</p></td></tr></table>
<pre>x = 1</pre></section></article>"""


def test_languages_and_what_is_hidden(tmp_path: Path) -> None:
    """A foreign word stays in its sentence, rows stay together, and what nobody sees is not found."""
    path = tmp_path / "page.html"
    path.write_text(f"<html><meta charset='utf-8'><body>{PAGE}</body></html>", "utf-8")
    (page,) = read_page(path, both=True)
    assert [" ".join(block.split()) for block in page.text] == [
        "English 中文 words.",
        "Left",
        "0.9 10",
    ]
    assert page.chinese == ["中文 code 的词。", "右"]
    assert page.code == ["x = 1"]


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_page_is_in(book: Book, edition: str) -> None:
    """The script holds every page of the book, and every place names a page."""
    held = written(book, edition)
    made = {"genindex.html", "search.html", "py-modindex.html"}
    root = book.path(edition)
    pages = {path.relative_to(root).as_posix() for path in root.rglob("*.html")} - made
    assert {page["url"] for page in held["pages"]} == pages
    assert {entry["page"] for entry in held["entries"]} == set(range(len(pages)))


@pytest.mark.parametrize("edition", EDITIONS)
def test_ideas(book: Book, edition: str) -> None:
    """The words of the list and the terms of the glossary stand for ideas."""
    ideas = written(book, edition)["ideas"]
    velocity = ["速度", "velocity"] if edition == "zh" else ["velocity", "速度"]
    assert {"ours": velocity, "theirs": []} in ideas
    assert ideas[0]["see"] == "chapter.html#sec-loss"


@pytest.mark.parametrize("edition", EDITIONS)
def test_traditional_characters(book: Book, edition: str) -> None:
    """Those of the book's own characters are known, each beside its simplified one."""
    held = written(book, edition)
    table = dict(zip(held["traditional"], held["simplified"], strict=True))
    assert table["動"] == "动" or edition == "en"
    assert "动" not in table


@pytest.mark.parametrize("edition", EDITIONS)
def test_sphinx_own_search_is_gone(book: Book, edition: str) -> None:
    """Neither its files nor its scripts are there."""
    root = book.path(edition)
    assert not (root / "searchindex.js").exists()
    assert not [name for name in search.REPLACED if (root / "_static" / name).exists()]
    for path in root.rglob("*.html"):
        html = path.read_text("utf-8")
        assert not re.search("|".join((*search.REPLACED, "searchindex")), html), path


def test_a_wrong_list_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """A place that is not there and words that the book has not fail the build."""
    said: list[str] = []
    monkeypatch.setattr(search.logger, "warning", lambda text, *args, **_: said.append(text % args))
    page = [{"url": "a.html", "title": "A", "weight": 1}]
    place = {"page": 0, "anchor": "x", "kind": "section", "title": "A", "text": "velocity"}
    places = [place | {"chinese": "", "code": ""}]
    good = {"see": "a#x", "ours": ["Velocity"], "theirs": ["speed"]}
    search.ideas({"idea": [good]}, page, places)
    assert not said
    search.ideas({"idea": [good | {"see": "a#y"}, good | {"ours": ["inertia"]}]}, page, places)
    assert said == ["there is no place 'a#y'", "the book has none of ['inertia']"]


def formulas() -> list[str]:
    """Return every formula of the pages, as MathML."""
    tex = {found for path in DOCS.glob("*.md") for found in TEX.findall(path.read_text("utf-8"))}
    made = (render(one, display=False, macros=MACROS) for one in sorted(tex))
    return [answer["html"] for answer in made if "html" in answer]


def test_formulas_are_read_alike_in_python_and_in_the_browser() -> None:
    """What the index has of a formula is what the page script finds in it."""
    maths = [lxml.html.fromstring(html).find(".//math") for html in formulas()]
    assert len(maths) > 1000

    def tree(node: Any) -> dict[str, Any]:
        return {
            "localName": node.tag,
            "textContent": node.text_content(),
            "children": [tree(child) for child in node],
        }

    script = f"""
      import {{ readable }} from {json.dumps((WEB / "search" / "formulas.ts").as_uri())};
      import {{ readFileSync }} from "node:fs";
      console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(readable)));
    """
    done = subprocess.run(
        [NODE, "--input-type=module", "-e", script],
        input=json.dumps([tree(math) for math in maths]),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [readable(math) for math in maths]
    assert not [text for text in map(readable, maths) if "\\" in text]


def test_parts_in_node() -> None:
    """Folding, patterns, queries, ranking and excerpts do what they say."""
    install()
    tests = sorted((WEB / "search" / "test").glob("*.test.mjs"))
    done = subprocess.run(
        [NODE, "--test", *tests], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout


def test_every_sign_reaches_the_script(tmp_path: Path, book: Book) -> None:
    """Quotes, backslashes, ends of lines and dollars come out of the script as they went in."""
    said = written(book, "zh")
    said["entries"][0]["text"] = "it's \"so\" \\' \\\\ \\n \n\u2028 ${x} `y` $& @book@ \0"
    path = tmp_path / search.BUNDLE
    path.write_text(search.script(said), "utf-8")
    assert read_script(path)["entries"] == said["entries"]


# -- Without a book


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Write three pages of both languages, as a build leaves them, and a bundle without a book."""
    pages = {
        "index": "<h1>Book</h1><p>Begin.</p>",
        "gallery/a": '<h1>Path</h1><section id="why"><h2>Why</h2><p lang="zh-CN">动量</p></section>',
        "ledger": '<h1>Ledger</h1><section id="said"><h2>Said elsewhere</h2></section>',
    }
    for name, text in pages.items():
        path = tmp_path / "out" / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        html = f'<meta charset="utf-8"><article role="main"><section id="top">{text}</section></article>'
        path.write_text(html, "utf-8")
    (tmp_path / "out" / "_static").mkdir()
    (tmp_path / search.BUNDLE).write_text('use("@book@");\n', "utf-8")
    (tmp_path / search.CHARACTERS).write_text('[["動", "动"], ["書", "书"], ["後", "后"]]', "utf-8")
    monkeypatch.setattr(search, "made", lambda: tmp_path)
    return SimpleNamespace(
        srcdir=tmp_path,
        outdir=tmp_path / "out",
        tags={"both"},
        builder=SimpleNamespace(format="html", search=True),
        env=SimpleNamespace(collect_relations=lambda: dict.fromkeys(pages)),
    )


def test_pages_and_places_are_collected(site: SimpleNamespace) -> None:
    """In the order of the book, with the weights of the list; of the ledger the page alone."""
    weights = '[weight]\n"gallery/*" = 0.5\n[[idea]]\nsee = "gallery/a#why"\nours = ["动量"]\ntheirs = []\n'
    (site.srcdir / "words.toml").write_text(weights, "utf-8")
    book = search.collect(site)
    assert book["pages"] == [
        {"url": "index.html", "title": "Book", "weight": 1},
        {"url": "gallery/a.html", "title": "Path", "weight": 0.5},
        {"url": "ledger.html", "title": "Ledger", "weight": 1},
    ]
    places = [(one["page"], one["title"], one["text"], one["chinese"]) for one in book["entries"]]
    assert places == [
        (0, "Book", "Begin.", ""),
        (1, "Path", "", ""),
        (1, "Why", "", "动量"),
        (2, "Ledger", "", ""),
    ]
    assert book["ideas"] == [{"see": "gallery/a.html#why", "ours": ["动量"], "theirs": []}]


def test_a_book_of_one_language_without_a_list(site: SimpleNamespace) -> None:
    """Has all its words in one text, weighs all pages alike and knows no ideas."""
    site.tags = {"zh"}
    book = search.collect(site)
    assert [one["text"] for one in book["entries"]] == ["Begin.", "", "动量", ""]
    assert {page["weight"] for page in book["pages"]} == {1} and book["ideas"] == []


def test_an_entry_is_written_in_lines() -> None:
    """A block a line, with single spaces; code keeps its own."""
    entry = Entry("a", "section", "A", [" one\n two ", "three"], ["四"], ["x = 1\n  y", "z"])
    assert search.as_json(entry) == {
        "anchor": "a",
        "kind": "section",
        "title": "A",
        "text": "one two\nthree",
        "chinese": "四",
        "code": "x = 1\n  y\nz",
    }


def test_the_book_stands_in_the_script(site: SimpleNamespace) -> None:
    """As short as may be, whatever signs it has, with the traditional characters that it has not."""
    book = {"text": "it's 动 \\ 后 後"}
    written = search.script(book)
    assert written.startswith("use('") and written.endswith("');\n")
    held = ast.literal_eval(written[4:-3])  # such strings are alike in Python and JavaScript
    assert held.startswith('{"text":"it\'s 动 ')
    assert json.loads(held) == book | {"traditional": "動", "simplified": "动"}


def test_terms_of_the_glossary_are_ideas() -> None:
    """Behind those of the list, each with its names; a page is a place, too."""
    page = [{"url": "a.html", "title": "A", "weight": 1}]
    place = {"page": 0, "anchor": "", "text": "", "chinese": "", "code": "a path"}
    entries = [
        place | {"kind": "page", "title": "A"},
        place | {"kind": "term", "title": "gain ｜ 增益"},
    ]
    idea = {"see": "a", "ours": ["Path"], "theirs": ["track"]}
    assert search.ideas({"idea": [idea]}, page, entries) == [
        idea | {"see": "a.html"},
        {"ours": ["gain", "增益"], "theirs": []},
    ]


@pytest.mark.parametrize("there", [True, False])
def test_a_search_is_written_in_place_of_that_of_sphinx(site: SimpleNamespace, there: bool) -> None:
    """Whose files go if there are any."""
    static = site.outdir / "_static"
    if there:
        for name in search.REPLACED:
            (static / name).touch()
    search.write(site, None)
    assert [path.name for path in static.iterdir()] == [search.BUNDLE]
    assert "动量" in (static / search.BUNDLE).read_text("utf-8")


@pytest.mark.parametrize(("fault", "form"), [(ValueError(), "html"), (None, "latex")])
def test_no_search_is_written_for_what_is_no_site(
    site: SimpleNamespace, fault: Exception | None, form: str
) -> None:
    """After a build that failed, and for paper."""
    site.builder.format = form
    search.write(site, fault)
    assert not list((site.outdir / "_static").iterdir())


@pytest.mark.parametrize(("form", "its_own"), [("html", False), ("latex", True)])
def test_sphinx_makes_no_index_of_a_site(site: SimpleNamespace, form: str, its_own: bool) -> None:
    """The page of results is ours."""
    site.builder.format = form
    search.make_room(site)
    assert site.builder.search is its_own
    assert [page for page, _, _ in search.add_page(site)] == ["search"]


def test_scripts_of_sphinx_search_are_left_out() -> None:
    """Of all that a page loads, in the list that Sphinx goes on with."""
    scripts = [SimpleNamespace(filename=f"_static/{name}") for name in ("a.js", *search.REPLACED)]
    search.drop_scripts(SimpleNamespace(), "a", "page.html", {"script_files": scripts}, None)
    assert [one.filename for one in scripts] == ["_static/a.js"]
