"""Pieces of code that a lab takes from the cells of a page: definitions, what they need, what diffs make."""

import ast

import pytest
from labs.code import defined, definition, patched, pick, short, used

LONG = '''def f(x):
    """Say it.

    More.
    """
    return x'''


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("import os.path, math as m", {"os", "m"}),
        ("from os.path import join, split as part", {"join", "part"}),
        ("a, b = c", {"a", "b"}),
        ("a += c", {"a"}),
        ("a: int = c", {"a"}),
        ("for i in c:\n    j = i", {"i", "j"}),
        ("with c as a:\n    b = a", {"a", "b"}),
        ("def f(x):\n    y = x", {"f"}),
        ("class A:\n    b = 1", {"A"}),
        ("a = [i for i, (j, k) in c]", {"a"}),
        ("print(a)", set()),
    ],
)
def test_what_a_statement_defines(statement: str, names: set[str]) -> None:
    """The names that those after it may use, and none of a function's own."""
    assert defined(ast.parse(statement).body[0]) == names


@pytest.mark.parametrize(
    ("cells", "name", "picked"),
    [
        (["import os\nb = 2\na = b\nc = a"], "a", ["b = 2", "a = b"]),
        (["import os.path", "a = os.path.sep"], "a", ["import os.path", "a = os.path.sep"]),
        (["n = 1", "def f():\n    return n"], "f", ["n = 1", "def f():\n    return n"]),
        (["n = 1", "def f(n):\n    return n"], "f", ["def f(n):\n    return n"]),
        (["a = 0\nb = 1\na += b"], "a", ["a = 0", "b = 1", "a += b"]),
        (["a = 0", "a = 1"], "a", ["a = 0", "a = 1"]),
        (["@cut\ndef f(): pass", "def cut(f): pass"], "cut", ["def cut(f): pass"]),
        (["def cut(f): pass", "@cut\ndef f(): pass"], "f",
         ["def cut(f): pass", "@cut\ndef f(): pass"]),
        (["n = 1", "class A:\n    def f(self):\n        return n"], "A",
         ["n = 1", "class A:\n    def f(self):\n        return n"]),
    ],
)  # fmt: skip
def test_a_name_is_picked_with_what_it_needs(
    cells: list[str], name: str, picked: list[str]
) -> None:
    """All of it, in the order of the page, and nothing else."""
    assert pick(cells, [name]).split("\n\n\n") == picked


@pytest.mark.parametrize(
    "made",
    ["[i for i in c]", "{i for i in c}", "{i: j for i, j in c}", "[[j for j in i] for i in c]"],
)
def test_what_a_comprehension_calls_its_own_is_not_needed(made: str) -> None:
    """In every Python: from 3.12 on its names stand in the table of the module."""
    statement = ast.parse(f"a = {made}").body[0]
    assert used(statement) == {"c"} and defined(statement) == {"a"}


@pytest.mark.parametrize("cells", [[], ["a = 1"]])
def test_a_name_that_no_cell_defines_is_missed(cells: list[str]) -> None:
    """By its name, whatever the page has."""
    with pytest.raises(LookupError, match="no cell defines b, c"):
        pick(cells, ["c", "b"])
    with pytest.raises(LookupError, match="no cell defines c"):
        definition(cells, "c")


def test_the_last_definition_counts() -> None:
    """A page may improve what it has defined."""
    assert definition(["a = 1\na = 2", "b = 3"], "a") == "a = 2"
    assert definition([LONG], "f") == 'def f(x):\n    """Say it."""\n    return x'


@pytest.mark.parametrize(
    ("code", "cut"),
    [
        (LONG, 'def f(x):\n    """Say it."""\n    return x'),
        (f"{LONG}\n\n\nf(1)", 'def f(x):\n    """Say it."""\n    return x\n\n\nf(1)'),
        ('class A:\n    """Say it.\n    """', 'class A:\n    """Say it."""'),
        ('def f():\n    """Say it."""', 'def f():\n    """Say it."""'),
        ("def f():\n    return 1", "def f():\n    return 1"),
        ('a = """Say it.\n\n    More.\n    """', 'a = """Say it.\n\n    More.\n    """'),
    ],
)
def test_a_docstring_is_cut_to_its_first_line(code: str, cut: str) -> None:
    """If it has more; everything else stays."""
    assert short(code) == cut


@pytest.mark.parametrize(
    ("diff", "made"),
    [
        ("-b\n+B\n+b", "a\nB\nb\nc"),
        ("-a\n+1\n-c\n+3", "1\nb\n3"),
        ("-a\n-b\n+1", "1\nc"),
        ("-b", "a\nc"),
        ("-a\n b\n-c", "b"),
        ("-a\n\n-c\n+3", "b\n3"),
    ],
)
def test_a_diff_replaces_lines(diff: str, made: str) -> None:
    """Several blocks of them, parted by what stays or by the next that goes."""
    assert patched("a\nb\nc", diff) == made


@pytest.mark.parametrize(
    ("code", "diff", "places"), [("a", "-b\n+c", 0), ("b\nb", "-b\n+c", 2), ("a", "+c", 0)]
)
def test_a_diff_must_fit_at_one_place(code: str, diff: str, places: int) -> None:
    """What it takes away says where: a line that is only added has no place."""
    with pytest.raises(LookupError, match=f"fits at {places} places"):
        patched(code, diff)
