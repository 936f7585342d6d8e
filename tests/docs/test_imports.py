"""The examples of the API run with the lines that stand at the head of their module."""

import doctest
import importlib
import re

import pytest
from books import DOCS
from imports import lines

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
    """As ruff would break it."""
    assert lines("m", ["a"]) == ["import torch", "from m import a"]
    assert lines("m", ["a" * 50, "b" * 50])[1:] == [
        "from m import (",
        f"    {'a' * 50},",
        f"    {'b' * 50},",
        ")",
    ]
