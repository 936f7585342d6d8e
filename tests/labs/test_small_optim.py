"""Optimisers in the small torch walk the paths that they walk in the real one."""

from pathlib import Path

import pytest
from interpreters import job, kinds, near, run
from labs.reading import cells

DOCS = Path(__file__).parents[2] / "docs"
WALKS = (Path(__file__).parent / "walks.py").read_text("utf-8")
PARTS = ("sgd", "groups", "matrices", "plans", "zoo", "zoo in groups")
# The small torch has no singular values.
ELSEWHERE = ("myst_nb", "momentum.directions")
ZOO = tuple(
    cell for cell in cells(DOCS / "bug-zoo.md") if not any(one in cell for one in ELSEWHERE)
)


@pytest.fixture(scope="module")
def real() -> dict[str, list[list[float]]]:
    return paths("torch")


def paths(which: str) -> dict[str, list[list[float]]]:
    jobs = [job(f"part = {part!r}", WALKS, ZOO) for part in PARTS]
    messages = [one for said in run(which, jobs) for one in said]
    assert not kinds(messages, "error")
    return {one["name"]: one["ys"] for one in kinds(messages, "path")}


@pytest.mark.parametrize("which", ["small", "micropython"])
def test_a_hundred_steps_agree(real, which):
    """Relatively to the largest number of a step: near zero a coordinate has few digits left."""
    found = paths(which)
    assert found.keys() == real.keys() and len(real) == 53
    for name, path in real.items():
        assert len(path) == 100 and near(path, found[name]), name
