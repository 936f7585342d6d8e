"""Cells that a page does not show, found in its source."""

from pathlib import Path
from types import SimpleNamespace

import cells
import pytest
from cells import hidden
from docutils.utils import new_document


def test_headings_and_their_hidden_cells() -> None:
    """Cells that are shown stay out, and so do lines of code that look like headings."""
    cell = "```{code-cell} ipython3\n"
    shown, away = (
        f"{cell}a = 1\n## no heading\n```\n",
        f"{cell}:tags: [remove-cell]\n\nb = 2\n```\n",
    )
    source = f"# T\n{away}## A\n{shown}{away}{away}### B\n{shown}## C ｜ 丙\n{away}"
    assert hidden(source) == [
        ("", ["\nb = 2\n"]),
        ("A", ["\nb = 2\n"] * 2),
        ("C ｜ 丙", ["\nb = 2\n"]),
    ]


# -- The pages of code, of a book that is not built

AWAY = "```{code-cell} ipython3\n:tags: [remove-cell]\n\nglue = 1 < 2\n```\n"
PAGES = {
    "index": "# Book\n\n```{toctree}\nfirst\nplain\nuntitled\n```\n",
    "first": f"# Sums & all ｜ 和\n{AWAY}## Of $x$ & $y$ ｜ 论 $x$\n{AWAY}{AWAY}## Same\n{AWAY}",
    "plain": "# Plain ｜ 无\n\nNothing hidden.\n",
    "untitled": AWAY,
    "unlisted": f"# Unlisted ｜ 未列\n{AWAY}",
}


def app(docs: Path, edition: str, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Write the pages, and return what the extension asks of Sphinx."""
    for name, text in PAGES.items():
        (docs / f"{name}.md").write_text(text, "utf-8")
    (docs / "script.py").write_text(AWAY, "utf-8")
    paths = {path.stem: str(path) for path in docs.iterdir()}
    monkeypatch.setattr(cells, "formula", lambda tex, _: f"<{tex}>")
    return SimpleNamespace(
        srcdir=docs,
        tags={edition},
        config=SimpleNamespace(katex_macros={}),
        env=SimpleNamespace(found_docs={*paths}, doc2path=paths.get),
        builder=SimpleNamespace(
            get_relative_uri=lambda of, to: f"{to}-from-{of}.html",
            highlighter=SimpleNamespace(highlight_block=lambda code, _: f"<pre>{code}</pre>"),
        ),
    )


def test_code_that_a_page_does_not_show_has_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the page is listed and has a title: the cells, in their order, below their headings."""
    ((name, context, template),) = cells.code(app(tmp_path, "both", monkeypatch))
    title = "Sums & all: the code behind its numbers ｜ 和：数字背后的代码"
    assert (name, template, context["title"]) == ("cells/first", "page.html", title)
    assert context["about"].startswith("Sums & all: cells that") and " ｜ 和：" in context["about"]
    head, about, about_zh, *body = context["body"].split("\n")
    assert head == f"<h1>{title.replace('&', '&amp;')}</h1>"
    link = '<a href="first-from-cells/first.html">'
    assert about.startswith(f'<p class="about" lang="en">{link}The page</a>')
    assert about_zh.startswith(f'<p class="about" lang="zh-CN">{link}正文</a>')
    cell = "<pre>glue = 1 < 2</pre>"
    of = "<h2>Of &lt;x&gt; &amp; &lt;y&gt; ｜ 论 &lt;x&gt;</h2>"
    assert body == [cell, of, cell, cell, "<h2>Same</h2>", cell]


def test_a_page_of_code_speaks_one_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In an edition of one."""
    ((_, context, _),) = cells.code(app(tmp_path, "zh", monkeypatch))
    assert context["title"] == "和：数字背后的代码"
    assert context["body"].count('<p class="about">') == 1 and " ｜ " not in context["body"]


@pytest.mark.parametrize(
    ("page", "document", "linked"),
    [
        ("first", True, True),
        ("first", False, False),  # a page without a source of its own
        ("plain", True, False),
        ("script", True, False),
        ("search", True, False),
    ],
)
def test_a_page_ends_with_the_way_to_its_hidden_cells(
    page: str, document: bool, linked: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page of Markdown that has some."""
    context = {"body": "text"}
    doctree = new_document(page) if document else None
    cells.link(app(tmp_path, "zh", monkeypatch), page, "page.html", context, doctree)
    assert context["body"].startswith("text")
    assert ('<p class="cells">' in context["body"]) == linked
    assert (f'href="cells/{page}-from-{page}.html"' in context["body"]) == linked
