"""What runs the notebooks sees every output that is not the printed one."""

import runpy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

FILE = Path(__file__).parents[1] / "notebooks" / "run.py"


@pytest.fixture(scope="module")
def runner() -> Any:
    """Return the script that runs the notebooks, without running them."""
    return SimpleNamespace(**runpy.run_path(str(FILE)))


def stream(text: str, name: str = "stdout") -> Any:
    """Return what a cell prints."""
    return new_output("stream", name=name, text=text)


def shown(text: str) -> Any:
    """Return the value of the last line of a cell."""
    return new_output("execute_result", data={"text/plain": text}, execution_count=1)


def notebook(*outputs: list[Any]) -> Any:
    """Return a notebook whose first cell installs, and whose others have these outputs."""
    cells = [new_markdown_cell("# A"), new_code_cell("%pip install x", outputs=[])]
    return new_notebook(cells=[*cells, *(new_code_cell("1", outputs=one) for one in outputs)])


@pytest.mark.parametrize(
    ("printed", "ran", "wrong"),
    [
        ([stream("a\n1\n")], [stream("a\n"), shown("1")], ""),
        ([stream("a\n1\n")], [stream("a\n"), shown("2")], "printed:\na\n1\nnow:\na\n2"),
        ([stream("a\nb\n")], [stream("a"), stream("\nb\n")], ""),
        ([stream("a\n1\n")], [stream("a"), shown("1")], ""),
        ([stream("a\n")], [], "printed:\na\nnow:\n"),
        ([], [stream("a\n")], "printed:\n\nnow:\na"),
        ([], [stream("careful\n", "stderr")], "it warns: careful"),
        ([stream(" a\n")], [stream("a\n")], "printed:\n a\nnow:\na"),
    ],
)
def test_an_output_that_is_not_the_printed_one(
    runner: Any, printed: list[Any], ran: list[Any], wrong: str
) -> None:
    """Printed or shown as a value is the same on a page; a warning is none of both."""
    count = runner.Count()
    found = runner.faults(notebook(printed, [shown("5")]), notebook(ran, [shown("5")]), count)
    assert found == ([wrong] if wrong else [])
    assert (count.notebooks, count.cells, count.outputs) == (1, 3, bool(printed) + 1)


def test_what_the_first_cell_says_is_not_compared(runner: Any) -> None:
    """Nor is its code, which names the address of the site."""
    printed, ran = notebook(), notebook()
    ran.cells[1].outputs = [stream("You may restart the kernel.\n")]
    assert not runner.faults(printed, ran, runner.Count())
    assert runner.code(notebook([])) == [("1", "")]


def test_each_notebook_is_run_in_one_language_and_its_outputs_are_those_of_the_other(
    runner: Any,
) -> None:
    """So what is printed is compared with the code."""
    names = [Path(f"{k}.ipynb") for k in range(5)]
    english, chinese = (runner.turn(names, language) for language in runner.LANGUAGES)
    assert sorted(english + chinese) == names
    assert runner.code(notebook([stream("one\n")])) == [("1", "one")]
