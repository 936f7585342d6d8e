"""The README's examples run as they stand there, and print what it says."""

import doctest
import re
from pathlib import Path

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", README, re.S)


def test_the_examples():
    assert len(BLOCKS) > 1
    names: dict[str, object] = {}
    for block in BLOCKS:
        if ">>>" not in block:
            exec(block, names)
            continue
        example = doctest.DocTestParser().get_doctest(block, names, "README.md", None, 0)
        runner = doctest.DocTestRunner()
        assert example.examples
        assert runner.run(example).failed == 0
    optimizer = names["optimizer"]
    assert type(optimizer).__module__ == "momentum.optim"  # no stranger's
