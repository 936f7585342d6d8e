"""The small torch against the real one, in CPython and in MicroPython."""

from pathlib import Path

import pytest
from interpreters import job, kinds, near, run
from snippets import GROUPS, SETUP

TRIED = (Path(__file__).parent / "tried.py").read_text("utf-8")


def tried(which: str, group: str) -> dict[str, tuple[str, list[float]]]:
    """Return what came of each snippet: its kind and its numbers."""
    cells = (f"SETUP = {SETUP!r}", f"SNIPPETS = {GROUPS[group]!r}")
    messages = run(which, [job("", TRIED, cells)])[0]
    pairs = [(one["name"].split(" -> "), one["ys"]) for one in kinds(messages, "path")]
    return {text: (kind, numbers) for (text, kind), numbers in pairs}


@pytest.mark.parametrize("group", GROUPS)
def test_the_small_torch_does_what_torch_does(group):
    wanted = tried("torch", group)
    for which in ("small", "micropython"):
        got = tried(which, group)
        assert wanted.keys() == got.keys() == set(GROUPS[group])
        different = {
            text: (kind, got[text][0], numbers, got[text][1])
            for text, (kind, numbers) in wanted.items()
            if not kind.startswith(got[text][0])  # the small torch may say the beginning only
            or not near(numbers, got[text][1])
        }
        assert not different, which
