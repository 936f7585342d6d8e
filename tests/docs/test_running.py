"""What runs before Sphinx reads it: here, what it starts with."""

import running
from books import DOCS, HERE


def test_heavy_imports_are_those_of_the_book() -> None:
    """The book needs all of them, the sample neither torch nor what reads data."""
    assert running.heavy(DOCS) == list(running.HEAVY)
    assert running.heavy(HERE / "sample" / "docs") == ["matplotlib.pyplot", "ipykernel.inprocess"]
