"""What a page shows can be run alone: no cell that it shows needs a name that only hidden cells define."""

import ast
import builtins
import re
import symtable
from collections.abc import Iterator
from pathlib import Path

import pytest
from books import DOCS
from exercises import CELL, without_examples

UNSEEN = re.compile(r"^:tags: \[.*remove-(?:cell|input).*\]$", re.M)
PAGES = sorted(path for path in DOCS.glob("*.md") if "{code-cell}" in path.read_text("utf-8"))


def visible(source: str) -> list[str]:
    """Return the code of the cells that a page shows."""
    cells = CELL.finditer(without_examples(source))
    return [cell["code"] for cell in cells if not UNSEEN.search(cell[0])]


def tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    """Yield the tables of names of a piece of code and of all that is defined in it."""
    yield table
    for child in table.get_children():
        yield from tables(child)


def missing(cells: list[str]) -> set[str]:
    """Return the names that cells use before one of them has defined them.

    Code goes statement by statement; what a function uses may follow it in its cell.
    """
    known, wanted = set(dir(builtins)), set()
    for cell in cells:
        later: set[str] = set()
        for statement in ast.parse(cell).body:
            top = symtable.symtable(ast.unparse(statement), "cell", "exec")
            names = {one.get_name(): one for one in top.get_symbols()}
            made = {name for name, one in names.items() if one.is_assigned() or one.is_imported()}
            inner = {
                one.get_name()
                for table in tables(top)
                if table is not top
                for one in table.get_symbols()
                if one.is_global() and one.is_referenced()
            }
            used = {name for name, one in names.items() if one.is_referenced()}
            whole = not isinstance(statement, ast.Assign | ast.AugAssign | ast.AnnAssign)
            wanted |= used - known - (made if whole else set())
            if isinstance(statement, ast.FunctionDef | ast.ClassDef):
                later |= inner
            else:
                wanted |= inner - known - made
            known |= made
        wanted |= later - known
    return wanted


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_what_a_page_shows_runs_without_what_it_hides(page: Path) -> None:
    """A reader who copies the cells, or opens the notebook, has all names."""
    assert not missing(visible(page.read_text("utf-8")))


def test_there_is_something_to_look_at() -> None:
    """Most pages show code, and hide some."""
    sources = [page.read_text("utf-8") for page in PAGES]
    assert sum(bool(visible(one)) for one in sources) > 15
    assert sum(bool(UNSEEN.search(one)) for one in sources) > 15


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        (["a = 1", "print(a)"], set()),
        (["print(a)", "a = 1"], {"a"}),
        (["a = a + 1"], {"a"}),
        (["def f():\n    return g(b)\n\ndef g(x):\n    return x"], {"b"}),
        (["def f():\n    return f()", "print([f() for k in range(3)], k)"], {"k"}),
        (["from m import n as o", "n + o"], {"n"}),
        (["for i in range(3):\n    s = i\nprint(s)"], set()),
        (["with open(p) as q:\n    print(lambda r: q + r + t)"], {"p", "t"}),
        (["class A:\n    x = y"], {"y"}),
    ],
)
def test_names_that_are_missing(cells: list[str], names: set[str]) -> None:
    """In statements, functions, comprehensions and imports."""
    assert missing(cells) == names


def test_hidden_cells_do_not_count() -> None:
    """Nor do those whose output alone is shown."""
    cell = "```{{code-cell}} ipython3\n{}{} = 1\n```\n"
    source = cell.format(":tags: [remove-cell]\n\n", "a") + cell.format("", "b")
    source += cell.format(":tags: [remove-input]\n\n", "c")
    assert visible(source) == ["b = 1\n"]
