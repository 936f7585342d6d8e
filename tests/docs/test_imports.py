"""The examples of the API run with the lines that stand at the head of their module."""

import doctest
import importlib
import re
from types import SimpleNamespace

import pytest
from books import DOCS
from imports import add, lines

MODULES = re.findall(r"automodule:: (momentum\.\w+)", (DOCS / "api.md").read_text("utf-8"))


@pytest.mark.parametrize("name", MODULES)
def test_examples_need_no_other_import(name: str) -> None:
    """Each example alone, after these lines and nothing else."""
    module, names = importlib.import_module(name), {}
    exec("\n".join(lines(name, module.__all__)), names)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    examples = [one for one in doctest.DocTestFinder().find(module, globs=names) if one.examples]
    assert examples
    assert sum(runner.run(one, out=lambda _: None).failed for one in examples) == 0


def test_a_long_import_is_broken() -> None:
    """Into lines that fit."""
    assert lines("m", ["a"]) == ["import torch", "from m import a"]
    assert lines("m", ["a" * 50, "b" * 50])[1:] == [
        "from m import (",
        f"    {'a' * 50},",
        f"    {'b' * 50},",
        ")",
    ]


@pytest.mark.parametrize("width", [87, 88, 89])
def test_no_line_is_longer_than_88(width: int) -> None:
    """Each is as long as it may be."""
    first, *broken = lines("m", ["a" * (width - len("from m import "))])[1:]
    assert (len(first) == width) == (not broken) == (width <= 88)


@pytest.mark.parametrize("width", [87, 88, 89])
def test_broken_lines_are_filled(width: int) -> None:
    """With the comma at their end."""
    names = ["a" * 40, "b" * (width - len(f"    {'a' * 40}, ,")), "c" * 80]
    inner = lines("m", names)[2:-1]
    assert len(inner) == (2 if width <= 88 else 3)
    assert max(map(len, inner)) <= 88


def test_the_lines_stand_below_what_a_module_says() -> None:
    """As a block of code, parted by an empty line; functions have none."""
    docstring = ["Averages."]
    add(SimpleNamespace(), "function", "m.step", SimpleNamespace(), {}, docstring)
    assert docstring == ["Averages."]
    add(SimpleNamespace(), "module", "m", SimpleNamespace(__all__=["step"]), {}, docstring)
    code = ["   import torch", "   from m import step"]
    assert docstring == ["Averages.", "", ".. code-block:: python", "", *code, ""]
