"""The page for teachers tells how to make a lab: who follows it has one that works."""

import re
from pathlib import Path

import pytest
from interpreters import kinds, run
from labs.reading import LAB, read_page
from test_agreement import ANSWER, judged

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "labs-in-class.md").read_text("utf-8")
MODULE = re.compile(r"^```python\n(.*?)^```$", re.M | re.S)
SHOWN = re.compile(r"^````markdown\n(.*?)^````$", re.M | re.S)
WRONG = {
    "the wrong way": ("def half_life(beta):\n    return 0.5 * beta\n", "β^t"),
    "the exponent upside down": ("def half_life(beta):\n    return 2 ** beta\n", "β^t"),
    "a constant": ("def half_life(beta):\n    return 1\n", "not larger than for 0.5"),
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return pages with one that has the lab, made as the page says."""
    docs = tmp_path_factory.mktemp("recipe") / "docs"
    (docs / "labs").mkdir(parents=True)
    (shown,) = SHOWN.findall(PAGE)
    name = LAB.search(shown)
    assert name is not None and "`docs/labs/half_life.py`" in PAGE
    (docs / "labs" / "half_life.py").write_text(MODULE.findall(PAGE)[0], "utf-8")
    (docs / "page.md").write_text(f"# Page ｜ 页面\n\n{shown}", "utf-8")
    return docs


@pytest.mark.parametrize("which", ["torch", "small", "micropython"])
def test_who_follows_the_page_has_a_lab(book: Path, which: str) -> None:
    """The start and wrong answers are red with a sentence, the solution is green."""
    (lab,) = read_page(book, "page").values()
    codes = [lab.solution, lab.start, *(code for code, _ in WRONG.values())]
    job = lab.job() | {"lab": lab.name, "files": lab.files}
    told = run(which, [job | {"code": code} for code in codes])
    green = [one[-1]["green"] == one[-1]["of"] > 0 for one in told]
    assert green == [True] + [False] * (len(WRONG) + 1)
    assert len(kinds(told[0], "path")) == 2
    for messages, (_, part) in zip(told[2:], WRONG.values(), strict=True):
        assert any(part in check["note"] for check in kinds(messages, "check")), messages


def test_the_answers_of_the_page_are_judged_as_they_say(book: Path) -> None:
    """They stand in the form that the tests of all labs read."""
    (lab,) = read_page(book, "page").values()
    told = ANSWER.findall(MODULE.findall(PAGE)[-1])
    assert [one[0] for one in told] == ["right", "wrong"]
    job = lab.job() | {"lab": lab.name, "files": lab.files}
    for answer, messages in zip(
        told, run("micropython", [job | {"code": one[3]} for one in told]), strict=True
    ):
        judged((lab.name, answer[1]), answer, messages)
