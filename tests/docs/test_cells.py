"""Cells that a page does not show, found in its source."""

from cells import hidden


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
