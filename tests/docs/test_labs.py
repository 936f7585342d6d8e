"""Labs before a browser sees them: code from the page, words in each language, faults that fail the build."""

import json
import re
from pathlib import Path

import lxml.html
import pytest
from books import EDITIONS, build, sample
from labs.reading import LabError, read_page

CELLS = """
```{code-cell} ipython3
import math

HALF = 0.5
UNUSED = print
```

```{code-cell} ipython3
def half(x):
    return HALF * x


@staticmethod
def wrong(x):
    y = half(x)
    return y + x

half(2)
```
"""
EXERCISE = """
:::::{exercise} Mend it ｜ 改正
:label: ex-mend
:class: debug

It is too large. Why?

结果太大。为什么？

%LAB%
:::::

::::{solution} ex-mend
:class: dropdown

Too much is added.

多加了。

```diff
-    return y + x
+    return y
```

```python
def right(x):
    return 0.5 * x
```
::::
"""
LAB = """::::{lab} mend
:checks: easy
:with: half
:start: wrong
:solution: diff

:::{predict} 2
What is wrong of 2?

2 的结果是多少？

- one ｜ 一
- three ｜ 三

It adds $x$ once more.

它把 $x$ 多加了一次。
:::

:::{hint}
Look at the last line of the function.

看函数的最后一行。
:::
::::
"""
EASY = """import other


def mend(lab):
    pass
"""
OTHER = "value = 1\n"
FAULTS = {
    "no-hint": (LAB.replace(":::{hint}", ":::{note}"), "lab 'mend': it has no text"),
    "no-checks": (LAB.replace("checks: easy", "checks: hard"), "there is no docs/labs/hard.py"),
    "no-function": (LAB.replace("lab} mend", "lab} bend"), "defines neither bend nor checks"),
    "no-solution": (LAB.replace(":solution: diff\n", ""), "it has no solution"),
    "no-start": (LAB.replace(":start: wrong\n", ""), "it has no start"),
    "unknown-name": (LAB.replace("with: half", "with: third"), "no cell defines third"),
    "unknown-page": (LAB.replace("with: half", "with: x.md:half"), "there is no page x.md"),
    "unknown-option": (LAB.replace(":with:", ":without:"), "it has no option without"),
    "bad-name": (LAB.replace("lab} mend", "lab} Mend It"), "small letters, digits and hyphens"),
    "right": (LAB.replace("predict} 2", "predict} 3"), "must be a number from 1 to 2, got '3'"),
    "choices": (LAB.replace("- one ｜ 一\n- three ｜ 三\n", ""), "needs a question, one list"),
    "strange": (LAB.replace("\n::::\n", "\n\nSo ｜ 好\n::::\n"), "only predict, hint and a start"),
}


def page(lab: str = LAB) -> str:
    """Return a page with a lab in an exercise."""
    return EXERCISE.replace("%LAB%", lab)


def elsewhere(lab: str = LAB) -> str:
    """Return a page that is no notebook: its lab takes the code of another."""
    lab = lab.replace(": half", ": labs/code.md:half").replace(": wrong", ": labs/code.md:wrong")
    return page(lab)


def docs(root: Path, lab: str = LAB) -> Path:
    """Write a page with a lab and what checks it, as far as reading needs them."""
    (root / "docs" / "labs").mkdir(parents=True, exist_ok=True)
    (root / "docs" / "labs" / "easy.py").write_text(EASY, "utf-8")
    (root / "docs" / "labs" / "other.py").write_text(OTHER, "utf-8")
    (root / "docs" / "some.md").write_text(CELLS + page(lab), "utf-8")
    return root / "docs"


def test_code_comes_from_the_page(tmp_path: Path) -> None:
    """The cells that are needed and no others, the start as it stands, the solution by the diff."""
    (lab,) = read_page(docs(tmp_path), "some").values()
    assert lab.cells == ("HALF = 0.5\n\n\ndef half(x):\n    return HALF * x",)
    assert lab.start.startswith("@staticmethod\ndef wrong(x):\n")
    assert lab.solution == lab.start.replace("y + x", "y")
    assert (lab.exercise, lab.checks) == ("ex-mend", "easy")
    assert lab.files == {"easy.py": EASY, "other.py": OTHER}


def test_an_edited_page_changes_its_lab(tmp_path: Path) -> None:
    """Nothing is written twice."""
    root = docs(tmp_path)
    file = root / "some.md"
    file.write_text(file.read_text("utf-8").replace("HALF = 0.5", "HALF = 1 / 2"), "utf-8")
    import labs.reading

    labs.reading.cells.cache_clear()
    assert "HALF = 1 / 2" in read_page(root, "some")["mend"].cells[0]


def test_start_and_solution_may_be_written(tmp_path: Path) -> None:
    """A block in the lab is its start; a block in the solution is taken whole by a name in it."""
    lab = LAB.replace(":start: wrong\n:solution: diff\n", ":solution: right\n")
    lab = lab.replace("\n:::{predict}", "\n```python\ndef right(x):\n    ...\n```\n\n:::{predict}")
    (made,) = read_page(docs(tmp_path, lab), "some").values()
    assert made.start == "def right(x):\n    ...\n"
    assert made.solution == "def right(x):\n    return 0.5 * x\n"


def test_a_solution_may_hold_cells(tmp_path: Path) -> None:
    """Then it lies between a start and an end; what stands in front of its first fence is not all."""
    lab = LAB.replace(":solution: diff", ":solution: right")
    file = docs(tmp_path, lab) / "some.md"
    text = file.read_text("utf-8").replace(
        "::::{solution} ex-mend\n:class: dropdown\n",
        "```{solution-start} ex-mend\n:class: dropdown\n```\n",
    )
    file.write_text(text.removesuffix("::::\n") + "```{solution-end}\n```\n", "utf-8")
    (made,) = read_page(tmp_path / "docs", "some").values()
    assert made.solution == "def right(x):\n    return 0.5 * x\n"


@pytest.mark.parametrize("name", [n for n, (_, m) in FAULTS.items() if "lab" in m or "it has" in m])
def test_what_is_not_whole_is_refused(tmp_path: Path, name: str) -> None:
    """With the name of the lab and what is missing."""
    lab, message = FAULTS[name]
    with pytest.raises(LabError, match=re.escape(message)):
        read_page(docs(tmp_path, lab), "some")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a book with a lab, all editions built."""
    root = sample(tmp_path_factory.mktemp("labs"), {"lab": elsewhere(), "plain": "None ｜ 没有\n"})
    docs(root).joinpath("some.md").rename(root / "docs" / "labs" / "code.md")
    for edition in EDITIONS:
        done = build(root, edition)
        assert done.returncode == 0, done.stderr
    return root / "build" / "html"


@pytest.mark.parametrize("edition", EDITIONS)
def test_words_wait_in_a_template(book: Path, edition: str) -> None:
    """In the languages of the edition; without a script nothing of them shows."""
    written = lxml.html.parse(book / edition / "pages" / "lab.html")
    (lab,) = written.findall(".//div[@data-lab]")
    assert (lab.get("id"), lab.get("data-lab"), lab.get("data-edition")) == (
        "lab-mend",
        "mend",
        edition,
    )
    assert [child.tag for child in lab] == ["template"]
    (predict,) = lab.findall(".//div[@class='predict']")
    assert predict.get("data-right") == "2"
    assert [part.get("class").split()[0] for part in predict] == ["question", "choices", "sentence"]
    assert len(predict.findall(".//li")) == 2
    text = lab.text_content()
    assert ("last line" in text, "最后一行" in text) == (edition != "zh", edition != "en")
    assert "\\x" not in text and lab.findall(".//math")


def test_the_page_tells_the_script_of_its_labs(book: Path) -> None:
    """As data, with the policy that Python needs; pages without labs have neither."""
    text = (book / "en" / "pages" / "lab.html").read_text("utf-8")
    (data,) = re.findall(r'<script type="application/json" id="labs-of-page">(.*?)</script>', text)
    told = json.loads(data)
    assert set(told["files"]) == {"easy.py", "other.py"}
    assert told["labs"]["mend"]["solution"].endswith("return y\n")
    assert "wasm-unsafe-eval" in text and "worker-src blob:" in text and "labs.js" in text
    plain = (book / "en" / "pages" / "plain.html").read_text("utf-8")
    assert "wasm" not in plain and "worker-src" not in plain and "labs.js" not in plain


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return what the build says of the faults."""
    pages = {
        name: elsewhere(lab).replace("ex-mend", f"ex-{name}") for name, (lab, _) in FAULTS.items()
    }
    root = sample(tmp_path_factory.mktemp("faults"), pages)
    docs(root).joinpath("some.md").rename(root / "docs" / "labs" / "code.md")
    done = build(root, "en")
    assert done.returncode != 0
    return done.stderr


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_fails_the_build(complaints: str, name: str) -> None:
    """With page and line."""
    lines = [line for line in complaints.splitlines() if f"pages/{name}.md:" in line]
    assert any(FAULTS[name][1] in line for line in lines), complaints


def test_the_list_follows_its_pages(tmp_path: Path) -> None:
    """A page that changes changes the list of all exercises, which itself is as before."""
    root = sample(tmp_path, {"plain": "None ｜ 没有\n"})
    chapter, listed = root / "docs" / "chapter.md", root / "docs" / "labs.md"
    text = chapter.read_text("utf-8")
    listed.write_text("---\norphan: true\n---\n# Labs ｜ 实验\n\n%labs%\n", "utf-8")
    for title in ("A first $x$ ｜ 甲 $x$", "A second ｜ 乙"):
        exercise = f"\n:::{{exercise}} {title}\n:label: ex-listed\n:class: think\n\nWhy?\n\n为什么？\n:::\n"
        chapter.write_text(text + exercise, "utf-8")
        done = build(root, "en")
        assert done.returncode == 0, done.stderr
        shown = lxml.html.parse(root / "build" / "html" / "en" / "labs.html").getroot()
        (state,) = shown.findall(".//*[@data-task='ex-listed']")
        entry = next(state.iterancestors("li"))
        assert [link.get("href") for link in entry.iter("a")] == ["chapter.html#ex-listed"] * 2
        assert title.partition(" ｜ ")[0].replace("$x$", "x") in entry.text_content()
        assert "$" not in entry.text_content() and "｜" not in entry.text_content()
