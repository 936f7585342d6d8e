"""The navigation: every page is marked where it stands in the tree, and nowhere else."""

import functools
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import furniture
import navigation
import pytest
from books import EDITIONS, Book
from bs4 import BeautifulSoup, Tag
from sphinx.util.osutil import relative_uri

OUTSIDE = {"index", "genindex", "search", "py-modindex"}  # no toctree lists them


def names(book: Book, edition: str) -> list[str]:
    """Return all pages of an edition; they stand in folders of several depths."""
    folder = book.path(edition)
    found = [path.relative_to(folder).with_suffix("") for path in folder.rglob("*.html")]
    assert {len(name.parts) for name in found} == {1, 2, 3}
    return sorted(name.as_posix() for name in found)


@functools.cache
def tree(book: Book, edition: str, name: str) -> Tag:
    """Return the navigation of a page, read once."""
    found = book.page(edition, name).select_one(".sidebar-tree")
    assert found is not None
    return found.extract()


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_page_is_marked_in_its_tree(book: Book, edition: str) -> None:
    """Its link, what it stands in, and nothing of the pages that were written before it."""
    for name in names(book, edition):
        shown = tree(book, edition, name)
        marked = shown.select("li.current-page > a.current.internal[href='#']")
        assert len(marked) == (
            name not in OUTSIDE and not name.startswith(("cells/", "checks/"))
        ), name
        assert shown.select(".current-page, a.current, a[href='#']") == [
            element for link in marked for element in (link.parent, link)
        ], name
        around = [one for link in marked for one in link.find_parents(["li", "ul"])]
        assert {*map(id, shown.select("li.current, ul.current"))} == {*map(id, around)}, name
        opened = [
            box
            for one in around
            if one.name == "li"
            for box in one.find_all("input", recursive=False)
        ]
        assert {*map(id, shown.select("input[checked]"))} == {*map(id, opened)}, name


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_tree_leads_from_every_folder(book: Book, edition: str) -> None:
    """Its links are right, and say the same, wherever the page stands."""
    said = set()
    for name in names(book, edition):
        page = book.path(edition) / f"{name}.html"
        places = []
        for link in tree(book, edition, name).select("a"):
            to = page if link["href"] == "#" else (page.parent / str(link["href"])).resolve()
            assert to.is_file(), (name, link["href"])
            places.append((Path(to).relative_to(book.path(edition)).as_posix(), link.get_text()))
        said.add(tuple(places))
    assert len(said) == 1


# -- Without a book

PAGES = {
    "a": "Part",
    "part/b": "First",
    "part/c": "Second",
    "d": "Last",
}


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Return a book with a part of two pages, whose tree Sphinx writes; `seen` holds from where."""
    monkeypatch.setattr(furniture, "_", str)
    seen: list[str] = []

    def toctree(page: str, **options: Any) -> str:
        seen.append(page)
        assert options == {
            "collapse": False,
            "titles_only": True,
            "maxdepth": -1,  # no matter what the toctrees say
            "includehidden": True,
        }
        a, b, c, d = (
            f'<li class="toctree"><a class="reference internal" href="{relative_uri(page, to)}">{PAGES[to]}</a>'
            for to in PAGES
        )
        return f"<ul>{a}<ul>{b}</li>{c}</li></ul></li>{d}</li></ul>"

    builder = SimpleNamespace(_get_local_toctree=toctree, get_relative_uri=relative_uri)
    return SimpleNamespace(builder=builder, tags=set(), seen=seen)


def shown(app: SimpleNamespace, page: str) -> Tag:
    """Return the navigation that the template of a page gets."""
    context: dict[str, Any] = {}
    navigation.write(app, page, "page.html", context, None)
    assert context["toctree"](maxdepth=1) == ""
    return BeautifulSoup(context["navigation"], "html.parser")


def test_a_tree_is_open_down_to_its_page(app: SimpleNamespace) -> None:
    """The page, and what it stands in, keep what they are and are marked besides."""
    tree = shown(app, "part/c")
    (link,) = tree.select("a.current")
    assert link.text == "Second" and link["href"] == "#"
    assert link["class"] == ["current", "reference", "internal"]
    assert [(one.name, one.get("class")) for one in link.parents if one.parent] == [
        ("li", ["toctree", "current-page", "current"]),
        ("ul", ["current"]),
        ("li", ["toctree", "has-children", "current"]),
        ("ul", ["current"]),
    ]
    assert len(tree.select(".current")) == 5
    (box,) = tree.select("input")
    assert box.get("checked") == ""


def test_a_mark_is_taken_away_again(app: SimpleNamespace) -> None:
    """A page in no toctree has the tree without any, before others and after them."""
    before = str(shown(app, "index"))
    assert "current" not in before and "checked" not in before and "<div>" not in before
    assert "checked" not in str(shown(app, "d"))
    assert "checked" in str(shown(app, "a"))
    assert str(shown(app, "index")) == before


def test_pages_of_a_folder_share_a_tree(app: SimpleNamespace) -> None:
    """Sphinx writes one for each folder, with links that lead from there."""
    found = {page: [a["href"] for a in shown(app, page).select("a")] for page in (*PAGES, "index")}
    assert app.seen == ["-", "part/-"]
    assert found["index"] == ["a", "part/b", "part/c", "d"]
    assert found["part/b"] == ["../a", "#", "c", "../d"]
