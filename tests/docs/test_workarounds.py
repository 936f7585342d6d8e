"""Workarounds: each works, and each is still needed. A failure of the second kind is good news."""

import inspect
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple
from unittest import mock

import pytest
from books import Book
from bs4 import BeautifulSoup
from docutils import nodes
from docutils.utils import new_document
from pybtex import plugin
from pybtex.backends.plaintext import Backend as PlaintextBackend
from sphinx.domains.std import StandardDomain
from sphinx_gallery import gen_gallery
from workarounds import (
    BACKENDS,
    Numbers,
    UniqueIds,
    depart_citation,
    drop_scripts,
    look_at,
    setup,
    skip_field,
    visit_citation,
)

# -- Without a book


@pytest.mark.parametrize(
    ("attributes", "left"),
    [
        ({"classes": ["math-wrapper"], "ids": ["equation-eq-x"]}, []),
        ({"classes": ["table-wrapper", "wide"], "ids": ["tab-x"]}, []),
        ({"ids": ["proof-content"]}, []),
        ({"classes": ["solution"], "ids": ["solution-content"]}, []),
        ({"classes": ["exercise"], "ids": ["ex-x"]}, ["ex-x"]),
    ],
)
def test_only_what_would_stand_twice_loses_its_id(
    attributes: dict[str, list[str]], left: list[str]
) -> None:
    """A wrapper, and the body of a box; all else can still be linked to."""
    page = new_document("page")
    page += nodes.container("", **attributes)
    UniqueIds(page).run()
    assert page[0]["ids"] == left


def test_only_fields_without_a_text_are_left_out() -> None:
    """Whether all else is shown, autodoc decides."""

    class Pair(NamedTuple):
        first: int

    for one, skipped in ((Pair.first, True), (Pair, None), (3, None)):
        assert skip_field(SimpleNamespace(), "class", "first", one, False, None) is skipped


@pytest.mark.parametrize(
    ("boxes", "scripts"),
    [
        (["sd-card", "sd-tab-set"], ["furo.js", "design-tabs.js"]),
        (["sd-card"], ["furo.js"]),
        (None, ["furo.js"]),
    ],
    ids=["tabs", "no tabs", "no source"],
)
def test_a_page_loads_the_scripts_it_needs(boxes: list[str] | None, scripts: list[str]) -> None:
    """That of the tabs if it has some; never those of tags or of Sphinx's own search."""
    names = ["doctools", "sg-tags", "furo", "translations", "design-tabs"]
    files = [SimpleNamespace(filename=f"_static/{name}.js") for name in names]
    context: dict[str, Any] = {"script_files": files}
    page = None if boxes is None else new_document("page")
    for box in boxes or ():
        page += nodes.container("", classes=[box])
    drop_scripts(SimpleNamespace(), "page", "page.html", context, page)
    assert [one.filename for one in files] == [f"_static/{name}" for name in scripts]


def test_a_citation_is_written_as_an_item_of_a_list() -> None:
    """Only its own tag is another than docutils writes."""
    citation = nodes.citation("")
    nodes.container("", citation)
    writer = SimpleNamespace(
        body=['<p role="doc-biblioentry">', "text"],
        starttag=lambda node, tag, classes, role: f'<{tag} role="{role}">',
    )
    visit_citation(writer, citation)
    depart_citation(writer, citation)
    before, inside = ['<p role="doc-biblioentry">', "text"], '<div role="listitem">'
    assert writer.body[:2] == before and writer.body[3] == inside
    assert writer.body[2].startswith('<div role="list"') and writer.body[4:] == ["</div>\n"] * 2


def test_they_take_the_place_of_what_sphinx_has() -> None:
    """The domain and the writing of citations are there already."""
    app = mock.MagicMock()
    setup(app)
    assert app.add_domain.call_args == mock.call(Numbers, override=True)
    assert app.add_node.call_args.kwargs["override"]


# -- In a book, and whether they are still needed

PAGE = """
# Page

$$ x $$ (eq-x)

:::{table} Caption
:name: tab-x

| a |
| --- |
| b |
:::

:::{prf:theorem}
:label: thm-x
Body
:::

:::{exercise}
:label: ex-x
Body
:::

:::{solution} ex-x
:label: sol-x
Body
:::
"""
CONF = """
extensions = ["myst_parser", "sphinx_design", "sphinx_proof", "sphinx_exercise"]
myst_enable_extensions = ["colon_fence", "dollarmath"]
html_theme = "furo"
"""


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> BeautifulSoup:
    """Build a page with the packages as they are."""
    root: Path = tmp_path_factory.mktemp("plain")
    (root / "conf.py").write_text(CONF)
    (root / "index.md").write_text(PAGE)
    subprocess.run([sys.executable, "-m", "sphinx", "-q", str(root), str(root / "out")], check=True)
    return BeautifulSoup((root / "out" / "index.html").read_text("utf-8"), "lxml")


@pytest.mark.parametrize("anchor", ["equation-eq-x", "tab-x"])
def test_furo_still_repeats_ids(plain: BeautifulSoup, anchor: str) -> None:
    """Once Furo gives a wrapper no id, ``WRAPPERS`` can go."""
    assert len(plain.select(f"#{anchor}")) == 2


@pytest.mark.parametrize("anchor", ["proof-content", "exercise-content", "solution-content"])
def test_boxes_still_have_one_id(plain: BeautifulSoup, anchor: str) -> None:
    """Once the bodies of boxes have no id, or their own, ``BODIES`` can go."""
    assert plain.select(f"#{anchor}")


def test_named_tuples_still_have_empty_words() -> None:
    """Once Python or autodoc says nothing about the fields, ``skip_field`` can go."""

    class Pair(NamedTuple):
        first: int

    assert str(Pair.first.__doc__).startswith("Alias for field number")


def test_named_tuple_has_no_empty_words(book: Book) -> None:
    """The page says nothing of fields without a text."""
    text = book.article("en", "api")
    assert "Best parameters" in text and "Alias for" not in text


def test_every_page_still_loads_scripts_it_does_not_need(plain: BeautifulSoup) -> None:
    """Once pages without tabs or tags do without theirs, ``drop_scripts`` can go."""
    assert plain.select("script[src*=design-tabs]")
    assert "sg-tags.js" in Path(inspect.getfile(gen_gallery)).read_text("utf-8")


@pytest.mark.parametrize(("name", "scripts"), [("tabs", 1), ("quote", 0)])
def test_only_pages_with_tabs_load_their_script(book: Book, name: str, scripts: int) -> None:
    """A page with tabs has the script, another has not."""
    page = book.page("en", f"pages/{name}")
    assert len(page.select("script[src*=design-tabs]")) == scripts
    assert not page.select("script[src*=sg-tags]")


def test_citations_still_have_a_role_that_is_gone() -> None:
    """docutils writes what ARIA has given up."""
    from docutils.writers import _html_base

    assert "doc-biblioentry" in inspect.getsource(_html_base.HTMLTranslator.visit_citation)


@pytest.mark.parametrize("edition", ["en", "zh", "both"])
def test_citations_are_items_of_a_list(book: Book, edition: str) -> None:
    """So that a screen reader can count them."""
    article = book.page(edition, "references")
    roles = {str(one.get("role")) for one in article.select(".citation-list > .citation")}
    assert roles == {"listitem"}


def test_numbers_still_read_a_whole_document() -> None:
    """Once Sphinx does not read the document for the number of a figure, ``Numbers`` can go."""
    assert "env.get_doctree(" in inspect.getsource(StandardDomain._resolve_numref_xref)


def test_numbers_read_a_document_once() -> None:
    """Two references into one document read it once, and nobody else is given what they share."""
    read = []

    class Environment:
        def get_doctree(self, page: str) -> str:
            read.append(page)
            return f"{page}, read {len(read)} times"

    env = Environment()
    assert look_at(env, "a") == look_at(env, "a") == "a, read 1 times"  # type: ignore[arg-type]
    assert env.get_doctree("a") == "a, read 2 times"


def test_plugins_are_still_looked_for_every_time() -> None:
    """Once pybtex keeps what it has found, the registration can go."""
    assert "entry_points(" in inspect.getsource(plugin._load_entry_point)
    assert not hasattr(plugin.find_plugin, "cache_info")


def test_plugins_of_bibliographies_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that every citation asks for is found without a look at what is installed."""
    setup(mock.MagicMock())
    monkeypatch.setattr(plugin, "entry_points", pytest.fail)
    assert plugin.find_plugin(BACKENDS, "plaintext") is PlaintextBackend
