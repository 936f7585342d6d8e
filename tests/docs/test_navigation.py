"""The navigation: every page is marked where it stands in the tree, and nowhere else."""

import functools
from pathlib import Path

import pytest
from books import EDITIONS, Book
from bs4 import Tag

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
