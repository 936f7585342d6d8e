"""The chapter as notebooks: what a small page becomes, in both languages, with an address and without."""

import base64
import dataclasses
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import nbformat
import package
import pytest
import takeaway
from books import ADDRESS, BUILDING, DOCS, build, forked, sample
from formats import notebook, notebooks
from formats.book import Code, Emph, Link, Math, Strong, Table, Text
from formats.figures import NoPicture
from formats.markdown import Markdown, formula
from formats.needs import needed
from formats.read import Reader
from formats.volume import every
from katex import render
from lxml import html
from PIL import Image

pytestmark = pytest.mark.usefixtures("node")
PAGES = ("lesson", "summary")
LESSON = """---
file_format: mystnb
builds_on: ""
needs: "sums ｜ 求和"
kernelspec:
  name: python3
  display_name: Python 3
---
(sec-lesson)=
# Lesson ｜ 一课

{.question}
What is $a < b$?

{.question}
什么是 $a < b$？

## Sums ｜ 求和

As {eq}`eq-sum` says, and {doc}`summary`, 5 * 3 costs \\$15. See {ref}`sol-one`, {numref}`fig-weights`.

由式 {eq}`eq-sum` 和{doc}`summary`，5 * 3 要 \\$15。见{ref}`sol-one`、{numref}`fig-weights`。

$$
\\begin{aligned}
\\v^* &< \\frac{1}{2} \\\\
|b| &> 1
\\end{aligned}
$$ (eq-sum)

```{code-cell} ipython3
:tags: [remove-cell]

from myst_nb import glue
glue("two", 2)
```

```{code-cell} ipython3
import json
from pathlib import Path

print("one | two")
json.loads(Path("studies/small.json").read_text())
```

It is {glue:text}`two`, see {download}`small.json <studies/small.json>`.

它是 {glue:text}`two`，见 {download}`small.json <studies/small.json>`。

:::{prf:theorem} Of $x$ ｜ 关于 $x$
:label: thm-x

For all $x$.

对一切 $x$。
:::

:::{admonition} Proof ｜ 证明
:class: proof

By {prf:ref}`thm-x`, see the {download}`file <studies/small.json>`.

由{prf:ref}`thm-x`，见{download}`文件 <studies/small.json>`。
:::

:::{figure} gallery/basics/images/sphx_glr_plot_weights_001.svg
:name: fig-weights
:alt: Weights "fall" ｜ 权重“下降”

The weights $\\beta^\\tau$ ｜ 权重 $\\beta^\\tau$
:::

| sum ｜ 和 | value ｜ 值 |
| --- | --- |
| $x^*$ | `ab` |

```python
x = 1
```

:::{exercise-start} Find ｜ 找错
:label: ex-two
:class: debug
:::

What is wrong?

错在哪里？

```{code-cell} ipython3
2 + 3
```

Nothing?

没有错？

:::{exercise-end}
:::

:::{exercise} Add ｜ 相加
:label: ex-one
:class: compute

What is one and one?

一加一是多少？
:::

:::{solution-start} ex-one
:label: sol-one
:class: dropdown
:::

It is two.

是二。

```{code-cell} ipython3
1 + 1
```

Indeed.

果然。

:::{solution-end}
:::
"""
INDEX = "# Book ｜ 书\n\n```{toctree}\nlesson\nsummary\nother\n```\n"
SUMMARY = "# Summary ｜ 小结\n\nAll of {ref}`sec-lesson`.\n\n{ref}`sec-lesson`的全部。\n"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a small book in both languages."""
    root = sample(tmp_path_factory.mktemp("notebooks"), {})
    for old in (*(root / "docs").glob("*.md"), root / "docs" / "words.toml"):
        old.unlink()
    (root / "docs" / "studies").mkdir()
    (root / "docs" / "studies" / "small.json").write_text('{"a": 1}', "utf-8")
    pages = {"index": INDEX, "lesson": LESSON, "summary": SUMMARY, "other": "# Other ｜ 其他\n"}
    for name, text in pages.items():
        (root / "docs" / f"{name}.md").write_text(text, "utf-8")
    done = forked(root, BUILDING / "running.py", root / "docs")
    assert done.returncode == 0, done.stderr
    for edition in ("en", "zh"):
        done = build(root, edition)
        assert done.returncode == 0, done.stderr
    folder = root / "build" / "html" / package.FOLDER
    folder.mkdir(exist_ok=True)
    for name in (package.WHEEL, "LICENSE.txt"):
        (folder / name).write_text(name, "utf-8")
    return root


@pytest.fixture(params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> str:
    """Return a language."""
    return str(request.param)


def written(root: Path, language: str, monkeypatch: pytest.MonkeyPatch, url: str = "") -> Path:
    """Write the notebooks, and return the folder of the edition."""
    monkeypatch.setenv("SITE_URL", url)
    site = root / "build" / "html"
    notebooks.write(site, root / "docs", language)
    return site / language


def read(folder: Path, page: str) -> Any:
    """Read a notebook, which must be valid."""
    book = nbformat.read(folder / takeaway.notebook(page), as_version=4)
    nbformat.validate(book)
    assert (book.nbformat, book.nbformat_minor) == (4, 5)
    assert book.metadata.kernelspec.name == "python3"
    return book


def cells(book: Any, kind: str) -> list[str]:
    """Return what the cells of a kind say."""
    return [one.source for one in book.cells if one.cell_type == kind]


def texts(book: Any) -> str:
    """Return all texts of a notebook."""
    return "\n\n".join(cells(book, "markdown"))


def test_pages_of_the_chapter(root: Path, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages with a question and the review are notebooks, others are none; titles and licence on top."""
    folder = written(root, language, monkeypatch)
    made = sorted(path.stem for path in (folder / takeaway.FOLDER).glob("*.ipynb"))
    assert made == sorted(PAGES) == sorted(takeaway.chapter(root / "docs"))
    first = read(folder, "lesson").cells[0].source
    assert first.startswith({"en": "# Lesson\n\n*Book*", "zh": "# 一课\n\n*书*"}[language])
    assert package.VERSION in first and "CC BY-SA 4.0" in first and "MIT" in first
    assert not cells(read(folder, "summary"), "code"), "nothing to run, nothing to install"


def test_no_markup_of_the_sources_is_left(
    root: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No roles, directives, bars of two languages; a displayed formula stands on one line."""
    folder = written(root, language, monkeypatch)
    for page in PAGES:
        text = texts(read(folder, page))
        assert not re.search(r"\{\w+\}`|:::|｜|\{glue", text)
        for line in text.splitlines():
            assert line.count("$$") in (0, 2), line
    text = texts(read(folder, "lesson"))
    assert r"\tag{1}$$" in text and r"5 \* 3" in text and r"\$15" in text
    assert {"en": "It is 2, see", "zh": "它是 2，见"}[language] in text


def test_formulas_are_those_of_the_page(
    root: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without macros KaTeX makes the same MathML of them, and Markdown leaves them alone."""
    folder = written(root, language, monkeypatch)
    page = html.parse(str(folder / "lesson.html")).getroot().find(".//article")
    shown = {drawn(html.tostring(one, encoding="unicode")) for one in page.iter("math")}
    text = re.sub(r"```.*?```|`[^`]*`|\\\$", "", texts(read(folder, "lesson")), flags=re.S)
    found = re.findall(r"\$\$(.+?)(?: \\tag\{\d+\})?\$\$|\$(.+?)\$", text)
    assert len(found) > 5, found
    for display, inline in found:
        answer = render(display or inline, display=bool(display), macros={})
        assert "error" not in answer, answer
        assert drawn(re.search("<math.*</math>", answer["html"], re.S)[0]) in shown
        assert not re.search(r"[<>*]", display + inline)


def drawn(math: str) -> str:
    """Return MathML without the TeX it was made from."""
    tree = html.fromstring(math)
    for tex in tree.xpath("//annotation"):
        tex.drop_tree()
    return re.sub(r"\s", "", html.tostring(tree, encoding="unicode"))


def test_links_within_a_notebook_have_their_place(
    root: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each anchor is there once; what is on another page is text, unless the site has an address."""
    text = texts(read(written(root, language, monkeypatch), "lesson"))
    targets = re.findall(r"\]\(#([^)]+)\)", text)
    assert {"equation-eq-sum", "sol-one", "fig-weights", "thm-x", "ex-one"} <= set(targets)
    for target in targets:
        assert text.count(f'<a id="{target}"></a>') == 1, target
    assert "](http" not in text and ".html" not in text and "_downloads" not in text
    text = texts(read(written(root, language, monkeypatch, ADDRESS), "lesson"))
    assert f"]({ADDRESS}/{language}/summary.html)" in text
    assert f"]({ADDRESS}/{language}/lesson.html)" in text, "the page on the web"
    assert f"]({ADDRESS}/{language}/_downloads/" in text
    assert f"]({ADDRESS}/{language}/cells/lesson.html)" in text


def test_boxes_and_solutions(root: Path, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Statements are quotes; solutions stand folded behind all else, with ways to and fro."""
    book = read(written(root, language, monkeypatch), "lesson")
    text = texts(book)
    number = {"en": "Exercise 2", "zh": "练习 2"}[language]
    kind = {"en": "compute", "zh": "计算"}[language]
    word = {"en": "Solution", "zh": "解答"}[language]
    assert re.search(rf"^> \*\*{number} · .* · {kind}\.?\*\* \[{word}\]\(#sol-one\)$", text, re.M)
    assert re.search(r"^> \*\*(Theorem 1 · Of|定理 1 · 关于) \$x\$", text, re.M)
    before, after = re.split(r"^## (?:Solutions|练习解答)$", text, flags=re.M)
    assert "<details>" not in before and after.count("<details>") == 2 == after.count("</details>")
    assert re.search(rf"^<summary>{word} · {number}</summary>$", after, re.M)
    assert f"[↑ {number}](#ex-one)\n\n</details>" in after
    (code,) = (one for one in book.cells if one.source == "1 + 1")
    assert code.metadata.jupyter.source_hidden and code.outputs[0].text == "2\n"


def test_code_and_what_it_printed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that the page shows, in order, the same in both languages; what did not run is a text."""
    english, chinese = (read(written(root, one, monkeypatch), "lesson") for one in ("en", "zh"))
    assert cells(english, "code") == cells(chinese, "code")
    _, first, asked, second = (one for one in english.cells if one.cell_type == "code")
    assert first.source.startswith("import json\n") and "glue" not in "".join(
        cells(english, "code")
    )
    assert first.outputs[0].text == "one | two\n{'a': 1}\n" and second.outputs[0].text == "2\n"
    assert (asked.source, asked.outputs[0].text) == ("2 + 3", "5\n")
    assert "```python\nx = 1\n```" in texts(english)
    assert re.search(r"^> What is wrong\?\n\n> Nothing\?$", texts(english), re.M)


def test_figures_are_inside(root: Path, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As PNG on white, twice as large as shown, with what it shows in words, and its caption."""
    folder = written(root, language, monkeypatch)
    text = texts(read(folder, "lesson"))
    ((held, alt, width),) = re.findall(
        r'<img src="data:image/png;base64,([^"]+)" alt="([^"]+)" width="(\d+)">', text
    )
    assert alt == {"en": "Weights &quot;fall&quot;", "zh": "权重“下降”"}[language]
    image = Image.open(io.BytesIO(base64.b64decode(held)))
    assert image.width == 2 * int(width) and image.convert("RGB").getpixel((0, 0)) == (
        255,
        255,
        255,
    )
    assert not {"Software", "Creation Time"} & image.info.keys()
    assert re.search(r"^\*\*(Fig\.|图) 1\*\* (The weights|权重) \$\\beta\^\\tau\$$", text, re.M)
    assert not list(folder.rglob("*_light.png")), "the site does not publish it by itself"


def test_a_picture_that_no_script_has_drawn(root: Path, tmp_path: Path) -> None:
    """It cannot be inside, and that is an error."""
    page, docs = Reader(root / "build" / "html", "en").read("lesson"), tmp_path / "docs"
    with pytest.raises(NoPicture, match="sphx_glr_plot_weights_001"):
        notebook.Notebook(page, "en", "Book", docs, "", "").written()


def test_a_file_that_a_cell_reads_is_offered(root: Path) -> None:
    """By the page, since a reader of the notebook alone fetches it from there."""
    page = Reader(root / "build" / "html", "en").read("lesson")
    left = tuple(
        one for one in page.blocks if not any([*notebook.linked(block)] for block in every((one,)))
    )
    silent = dataclasses.replace(page, blocks=left)
    with pytest.raises(notebook.NotOffered, match=r"^lesson reads studies/small\.json"):
        notebook.Notebook(silent, "en", "Book", root / "docs", ADDRESS, f"{ADDRESS}/en/").install()


def test_the_first_cell_installs(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the site, or from beside the notebook; in the ZIP file always that, with all it needs."""
    wheel = package.WHEEL
    for url in ("", ADDRESS):
        folder = written(root, "en", monkeypatch, url)
        first = cells(read(folder, "lesson"), "code")[0]
        assert first.split("\n")[0] == (
            f'%pip install -q "momentum-chapter @ {url}/_downloads/{wheel}"'
            if url
            else f'%pip install -q "./{wheel}"'
        )
        file = re.search(r'urlretrieve\("(.+)", "studies/small\.json"\)', first)
        assert bool(file) == bool(url)
        if file:
            assert (root / "build" / "html" / file[1].removeprefix(f"{ADDRESS}/")).is_file()
        with zipfile.ZipFile(folder / takeaway.archive("en")) as packed:
            names = packed.namelist()
            assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            inside = json.loads(packed.read("momentum-notebooks-en/lesson.ipynb"))
        assert names == [
            f"momentum-notebooks-en/{name}"
            for name in sorted(
                ["LICENSE.txt", wheel, "lesson.ipynb", "studies/small.json", "summary.ipynb"]
            )
        ]
        (code, *_) = (one["source"] for one in inside["cells"] if one["cell_type"] == "code")
        assert code == [f'%pip install -q "./{wheel}"']


def test_two_builds_make_the_same_bytes(
    root: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of notebooks, whose cells keep their names, and of the ZIP file."""

    def all_bytes() -> dict[str, bytes]:
        folder = written(root, language, monkeypatch) / takeaway.FOLDER
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    first = all_bytes()
    assert first == all_bytes() and len(first) == len(PAGES) + 1
    names = [one["id"] for one in json.loads(first["lesson.ipynb"])["cells"]]
    assert len(set(names)) == len(names)


# -- What a small book does not hold ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "extras"),
    [
        ("import torch", set()),
        ("from momentum.data import airfoil", set()),
        ("from momentum.data import digits", {"digits"}),
        ("from momentum.plotting import mark", {"plot"}),
        ("def f():\n    from scipy.integrate import solve_ivp", {"gallery"}),
        ("from momentum import dynamics", set()),
    ],
)
def test_what_a_notebook_installs(code: str, extras: set[str]) -> None:
    """What code imports, and what the functions of the package that it takes import."""
    assert needed([code], DOCS.parent) == extras


@pytest.mark.parametrize(
    ("tex", "plain", "table"),
    [
        ("a<b", r"a\lt b", r"a\lt b"),
        ("x^*", r"x^\ast", r"x^\ast"),
        ("x^*y", r"x^\ast y", r"x^\ast y"),
        ("|x|", "|x|", r"\vert x\vert"),
        (r"\|x\|", r"\|x\|", r"\Vert x\Vert"),
        ("a\n  >1", r"a \gt1", r"a \gt1"),
        (r"\begin{align*}", r"\begin{align*}", r"\begin{align*}"),
    ],
)
def test_signs_that_markdown_would_eat(tex: str, plain: str, table: str) -> None:
    """They are written as commands, which end before a letter."""
    assert formula(tex) == plain
    assert formula(tex, table=True) == table


@pytest.fixture
def plain() -> Markdown:
    """Return what writes the texts of a page below a folder."""
    return Markdown("en", "a/page", frozenset({"here"}), f"{ADDRESS}/en/a/page.html", {})


def test_inlines(plain: Markdown) -> None:
    """Letters stand for themselves, marks for what they mark, whatever is next to them."""
    text = "a_b *c* `d` $e$ <f> &amp; [g](h) [i]\u200b"
    assert plain.line([Text(text)]) == (r"a\_b \*c\* \`d\` \$e\$ &lt;f> &amp;amp; [g\](h) [i]")
    assert plain.line([Code("a`b"), Code("`")]) == "``a`b``" + "`` ` ``"
    assert plain.line([Math("a<b", None)]) == r"$a\lt b$"


MATH, JOIN = Math("x", None), "\u2060"


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("", Strong((Text("bold"),)), "ly"), "**bold**ly"),
        (("在", Strong((Text("学习率"),)), "里"), "在**学习率**里"),
        (("见", Strong((Text("注意："),)), "它"), "见<strong>注意：</strong>它"),
        (("", Strong((Text("Fixed "), MATH, Text("."))), " For"), "**Fixed $x$.** For"),
        (("换", Strong((MATH,)), "。"), "换<strong>$x$</strong>。"),
        (("", Emph((Text("et al."),)), " [1]"), "*et al.* [1]"),
        (("the ", MATH, "s"), f"the $x${JOIN}s"),
        (("1.5", MATH, ", "), f"1.5{JOIN}$x$, "),
        (("取", MATH, "与"), "取$x$与"),
    ],
)
def test_marks_that_depend_on_their_neighbours(plain: Markdown, parts: Any, text: str) -> None:
    """CommonMark knows no marks between letters and punctuation, VS Code no formula beside a letter."""
    assert plain.line([Text(one) if isinstance(one, str) else one for one in parts]) == text


@pytest.mark.parametrize(
    ("link", "url"),
    [
        (Link((Text("x"),), page="a/page", anchor="here"), "#here"),
        (Link((Text("x"),), page="a/page", anchor="gone"), f"{ADDRESS}/en/a/page.html#gone"),
        (Link((Text("x"),), page="b", anchor="c"), f"{ADDRESS}/en/b.html#c"),
        (Link((Text("x"),), url="https://e.org/a(b)"), "<https://e.org/a(b)>"),
        (Link((Text("x"),), url="../../_downloads/f", kind="file"), f"{ADDRESS}/_downloads/f"),
    ],
)
def test_where_links_lead(plain: Markdown, link: Link, url: str) -> None:
    """Within the notebook, on the site, elsewhere."""
    assert plain.line([link]) == f"[x]({url})"


def test_tables(plain: Markdown) -> None:
    """Bars in a cell do not part it; a table without a head has an empty one."""
    row = ((Math("|x|", None), Text(" | ")), (Code("a|b"),))
    table = Table(rows=(row,), head=0, centred=(True, False), caption=(Text("All"),))
    assert plain.block(table) == (
        "All\n\n|   |   |\n| :---: | --- |\n" r"| $\vert x\vert$ \|  | `a\|b` |"
    )
