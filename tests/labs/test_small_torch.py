"""The small torch against the real one, in CPython and in MicroPython."""

from pathlib import Path

import pytest
from interpreters import job, kinds, near, run
from snippets import GROUPS, SETUP

TRIED = (Path(__file__).parent / "tried.py").read_text("utf-8")


@pytest.fixture(scope="module")
def found() -> dict[str, dict[str, dict[str, tuple[str, list[float]]]]]:
    """What came of each snippet, by interpreter and group."""
    jobs = [
        job("", TRIED, (f"SETUP = {SETUP!r}", f"SNIPPETS = {group!r}")) for group in GROUPS.values()
    ]
    found = {}
    for which in ("torch", "small", "micropython"):
        results = [
            {
                text: (kind, one["ys"])
                for one in kinds(messages, "path")
                for text, kind in [one["name"].split(" -> ")]
            }
            for messages in run(which, jobs)
        ]
        found[which] = dict(zip(GROUPS, results, strict=True))
    return found


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("which", ["small", "micropython"])
def test_the_small_torch_does_what_torch_does(found, which, group):
    wanted, got = found["torch"][group], found[which][group]
    assert wanted.keys() == got.keys() == set(GROUPS[group])
    different = {
        text: (kind, got[text][0], numbers, got[text][1])
        for text, (kind, numbers) in wanted.items()
        if not kind.startswith(got[text][0])  # the small torch may say the beginning only
        or not near(numbers, got[text][1])
    }
    assert not different
