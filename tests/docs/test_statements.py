"""The statements that want a test, read from the sources of the pages."""

from pathlib import Path

from checked.statements import Statement, pages, read_book, read_page

SUMS = r"""# Sums ｜ 和

:::{prf:theorem} Order does not matter ｜ 次序无关
:label: thm-order

See {eq}`eq-order`.
:::

$$
a + b = b + a
$$ (eq-order)

:::{prf:proof} It is so
:label: not-a-statement

It is so.
:::

:::{table} Two sums ｜ 两个和
:name: tab-sums

| 1 | 2 |
:::

$$
c
$$
"""
ORDER = Statement("eq-order", "eq", "a + b = b + a", "sums", 11)
THEOREM = "\nSee {eq}`eq-order`.\n"
STATEMENTS = [
    Statement("thm-order", "prf:ref", "Order does not matter ｜ 次序无关", "sums", 4, THEOREM),
    ORDER,
    Statement("tab-sums", "numref", "Two sums ｜ 两个和", "sums", 20),
]
INDEX = """# Book ｜ 书

```{toctree}
:caption: First ｜ 起点

sums
https://example.org
```

```{toctree}
Last ones ｜ 最后 <last>
idle
gone
```
"""


def write(docs: Path) -> Path:
    """Write a book of three pages, of which one states nothing and one has no title."""
    last = "$$\na + b = b + a\n$$ (eq-order)\n"
    sources = {"index": INDEX, "sums": SUMS, "last": last, "idle": "# Idle ｜ 闲\n"}
    for name, text in sources.items():
        (docs / f"{name}.md").write_text(text, "utf-8")
    return docs


def test_statements_of_a_page(tmp_path: Path) -> None:
    """Theorems, labelled equations and tables in their order, each with the line of its label."""
    assert read_page(write(tmp_path) / "sums.md") == STATEMENTS
    assert {ORDER} == {Statement("eq-order", "eq", "a + b = b + a", "sums", 11)}


def test_a_label_may_stand_on_the_first_lines(tmp_path: Path) -> None:
    """Lines are counted from one, whatever comes first."""
    page = tmp_path / "page.md"
    for before, line in (("", 3), ("\n", 4)):
        page.write_text(f"{before}$$\na\n$$ (eq-a)\n", "utf-8")
        assert [one.line for one in read_page(page)] == [line]


def test_pages_of_the_front_page(tmp_path: Path) -> None:
    """Those of all its toctrees in their order, with a title of their own or not, if they are there."""
    assert list(pages(write(tmp_path))) == ["sums", "last", "idle"]


def test_the_book_has_the_pages_that_state_something(tmp_path: Path) -> None:
    """Under their titles, or their names if they have none."""
    book = read_book(write(tmp_path))
    last = Statement("eq-order", "eq", "a + b = b + a", "last", 3)
    assert book == {"sums": ("Sums ｜ 和", STATEMENTS), "last": ("last", [last])}
