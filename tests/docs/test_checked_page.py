"""The source of the ledger: the table of evidence, and the entries."""

from checked.evidence import Check
from checked.page import entries, summary
from checked.restatements import Restatement
from checked.statements import Statement


def check(name: str, by: str, *labels: str) -> Check:
    """Return a check of some labels, in one file."""
    return Check("tests/test_sums.py", name, 1, by, labels, 1, 2)


CHECKS = [
    check("test_by_numbers", "numerics", "eq-order", "thm-order"),
    check("test_order", "decided", "eq-order"),
]
ORDER = Statement("eq-order", "eq", "a + b = b + a", "sums", 1)
BODY = "It is\n\n$$\nc = d\n$$ (eq-inner)\n\nso."
THEOREM = Statement("thm-order", "prf:ref", "Order ｜ 次序", "sums", 2, BODY)
TABLE = Statement("tab-sums", "numref", "Two sums ｜ 两个和", "more", 3)
RESTATED = [
    Restatement("eq-order", "page", 1, "Any order.", "次序怎样都一样。"),
    Restatement("tab-sums", "explore/sum", 2, "A table.", "表。"),
]


def test_the_table_counts_every_statement() -> None:
    """By its strongest evidence, and by every kind it has; the last row has them all."""
    *rows, total = summary(["eq-order", "thm-order", "tab-sums"], CHECKS).splitlines()[2:]
    counts = {row.split(" ")[1]: [cell.strip() for cell in row.split("|")[2:4]] for row in rows}
    assert counts == {
        "decided": ["1", "1"], "derived": ["0", "0"], "sampled": ["1", "2"], "library": ["0", "0"],
    }  # fmt: skip
    assert total.split("|")[2].strip() == "3"


def test_every_statement_has_an_entry() -> None:
    """Page by page: its number, what it says, what restates it, and its tests, the strongest first."""
    book = {"sums": ("Sums ｜ 和", [ORDER, THEOREM]), "more": ("More ｜ 更多", [TABLE])}
    text = "\n".join(entries(book, CHECKS, RESTATED))
    _, equation, theorem, table = text.split("\n(check-")
    assert text.startswith("## Sums ｜ 和\n") and "\n## More ｜ 更多\n" in theorem
    assert equation.startswith("eq-order)=\n") and "{eq}`eq-order` `eq-order`" in equation
    assert "\n$$\na + b = b + a\n$$\n" in equation
    assert "\nAny order. ({doc}`/page`)\n\n次序怎样都一样。（{doc}`/page`）\n" in equation
    assert 0 < equation.index("test_<wbr>order<") < equation.index("test_<wbr>by_<wbr>numbers<")
    assert "\nOrder ｜ 次序\n" in theorem and "Any order" not in theorem
    assert "test_<wbr>by_<wbr>numbers" in theorem and "test_<wbr>order" not in theorem
    assert "\nTwo sums ｜ 两个和\n" in table and "({doc}`/explore/sum`)" in table
    assert "$$" not in table and "<a" not in table


def test_a_theorem_is_told_whole() -> None:
    """Its formulas have their labels where they are at home, not here; an equation has no more to say."""
    theorem = "\n".join(entries({"sums": ("Sums", [THEOREM])}, [], []))
    assert "{container} says\nIt is\n\n$$\nc = d\n$$\n\nso.\n" in theorem
    assert "{container} says" not in "\n".join(entries({"sums": ("Sums", [ORDER])}, [], []))


def test_a_test_leads_to_its_code() -> None:
    """With the word for its kind of evidence; its name may break between words."""
    entry = "\n".join(entries({"sums": ("Sums", [ORDER])}, CHECKS[1:], []))
    code = "<code>test_<wbr>order</code>"
    assert f'`decided ｜ 判定` <a href="checks/test_sums.html#test-order">{code}</a>' in entry
