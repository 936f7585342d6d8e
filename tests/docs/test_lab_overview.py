"""The list of labs and exercises: what is on it, in which order, and what can be ticked."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from exercises import Exercise
from labs.overview import entry, lines, write
from labs.reading import Lab
from test_labs import LAB, docs

BOOK = "```{toctree}\nplain\nuntitled\nsome\n```\n"
ALONE = LAB.replace("mend\n", "alone\n").replace(
    ":start: wrong\n", ":title: By itself ｜ 自成一题\n"
)
ALONE = ALONE.replace("solution: diff", "solution: half").replace(
    "\n:::{predict}", "\n```python\n...\n```\n\n:::{predict}"
)
CODE = "\n```{code-cell}\ndef half(x):\n    return x / 2\n```\n"
TASK = "\n:::{exercise} Why ｜ 为什么\n:label: ex-why\n:class: think\n\nWhy?\n:::\n"


def book(root: Path) -> Path:
    """Write a page without exercises, one without a title, and one with labs; and one that is not listed."""
    folder = docs(root)
    (folder / "labs" / "easy.py").write_text("def checks(lab):\n    pass\n", "utf-8")
    some = (folder / "some.md").read_text("utf-8")
    pages = {
        "index": BOOK,
        "plain": "# Plain ｜ 无\n",
        "untitled": f"{ALONE}{CODE}",
        "some": f"# Some ｜ 有\n{TASK}{some}",
        "unlisted": TASK,
    }
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    return folder


def line(what: str, badge: str, task: str, kind: str) -> str:
    """Return a line of the list."""
    state = f'<span class="task-state" data-task="{task}" data-kind="{kind}"></span>'
    return f"- {what} {{bdg-secondary-line}}`{badge}` {state}"


LIST = f"""\
## untitled

{line("{ref}`By itself ｜ 自成一题 <lab-alone>`", "lab ｜ 实验", "alone", "lab")}

## Some ｜ 有

{line("{numref}`ex-why` [Why ｜ 为什么](#ex-why)", "think ｜ 思考", "ex-why", "self")}
{line("{numref}`ex-mend` [Mend it ｜ 改正](#ex-mend)", "lab ｜ 实验", "mend", "lab")}
"""


def test_all_labs_and_exercises_are_listed(tmp_path: Path) -> None:
    """Page by page, with what is in no exercise first; pages that have none are left out."""
    assert "\n".join(lines(book(tmp_path))) == LIST


@pytest.mark.parametrize(
    ("kind", "badge", "ticked"),
    [
        ("drill", "drill ｜ 速算", "drill"),
        ("derive", "derive ｜ 推导", "self"),
        ("debug", "find the bug ｜ 找错", "self"),
    ],
)
def test_a_drill_is_judged_and_readers_tick_the_rest(kind: str, badge: str, ticked: str) -> None:
    """The badge says of which kind an exercise is; with a lab, that judges it."""
    one = Exercise("ex-a", kind, "A ｜ 甲", "", "", 1)
    what = "{numref}`ex-a` [A ｜ 甲](#ex-a)"
    assert entry(one, None) == line(what, badge, "ex-a", ticked)
    lab = Lab("a", "page", "A ｜ 甲", "ex-a", "checks", (), "", "", {})
    assert entry(one, lab) == line(what, "lab ｜ 实验", "a", "lab")


@pytest.mark.parametrize(("page", "shown"), [("labs", LIST), ("some", "%labs%")])
def test_the_list_stands_on_its_page(tmp_path: Path, page: str, shown: str) -> None:
    """In its place there, and nowhere else."""
    source = ["# Labs ｜ 实验\n\n%labs%\n\nEnd.\n"]
    write(SimpleNamespace(srcdir=book(tmp_path)), page, source)
    assert source == [f"# Labs ｜ 实验\n\n{shown}\n\nEnd.\n"]
