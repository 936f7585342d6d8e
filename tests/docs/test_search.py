"""The search before a browser sees it: what is read off the pages, and the parts of the script."""

import json
import re
import subprocess
from pathlib import Path
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


def test_a_wrong_list_is_reported(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
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
