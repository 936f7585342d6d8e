"""Solutions that fold without a script, and that say of which exercise they are."""

from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes
from docutils.utils import new_document
from folding import Fold, details, numbered, summary, tell
from sphinx_exercise.nodes import solution_node


def solution(*classes: str) -> solution_node:
    """Return a solution whose title is written."""
    title = nodes.title("", "Solution to ", nodes.math("", "x"))
    parts = (nodes.paragraph("", "One."), nodes.paragraph("", "Two."))
    return solution_node("", title, *parts, classes=["solution", *classes], ids=["s-1"])


def test_a_solution_that_asks_for_it_folds() -> None:
    """Its title is what is always there, the rest is folded; others stay open."""
    page = new_document("page")
    page += [solution(), solution("dropdown")]
    opened = page[0]
    Fold(page).run()
    first, folded = page.children
    assert first is opened
    assert isinstance(folded, details) and folded["ids"] == ["s-1"]
    assert folded["classes"] == ["admonition", "solution", "dropdown"]
    line, *body = folded.children
    assert isinstance(line, summary) and line["classes"] == ["admonition-title"]
    assert line.astext() == "Solution to x" and isinstance(line[1], nodes.math)
    assert [part.astext() for part in body] == ["One.", "Two."]


TASK = (
    '<div class="exercise admonition" id="e">\n<p class="admonition-title">'
    '<span class="caption-number">Exercise {} </span> (Why)</p></div>'
)
FOLD = '<summary class="admonition-title">Solution <em>a</em>\n</summary>'
CALLED = FOLD.replace('title">', 'title" aria-label="Solution a · Exercise {}">')


def test_a_solution_is_called_by_its_exercise() -> None:
    """By the one that stands before it; nothing else of the page changes."""
    task = TASK.format(3) + "<p>Hint</p>" + TASK.format(4)
    assert numbered(task + FOLD + FOLD) == task + CALLED.format(4) * 2
    assert numbered(FOLD).count('aria-label="Solution a · "') == 1


@pytest.mark.parametrize(
    ("doctree", "has"),
    [
        (None, False),
        ([nodes.paragraph()], False),
        ([details("", classes=["note"])], False),
        ([details("", classes=["note"]), details("", classes=["solution"])], True),
    ],
)
def test_a_template_knows_of_solutions(doctree: list[nodes.Node] | None, has: bool) -> None:
    """On the pages that have some, and there each is named."""
    page = None
    if doctree is not None:
        page = new_document("page")
        page += doctree
    context: dict[str, Any] = {"body": TASK.format(1) + FOLD}
    tell(SimpleNamespace(), "page", "page.html", context, page)
    assert context["solutions"] is has
    assert context["body"] == TASK.format(1) + (CALLED.format(1) if has else FOLD)
