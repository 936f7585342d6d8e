"""The directives of labs: what may stand in them, what they become, and what the page tells its script."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import directives
from docutils.utils import SystemMessage
from labs.directives import (
    Forget,
    LabDirective,
    Predict,
    depart_lab,
    depart_words,
    lab,
    outdated,
    tell,
    told,
    visit_lab,
    visit_words,
    words,
)
from test_labs import CELLS, EASY, LAB, docs, page

PREDICT = """.. predict:: 2

   First, a thought.

   What is wrong of 2?

   - one
   - three

   It adds once more.

   Why?
"""
HINT = """.. hint::

   Look at the last line.
"""


def parsed(root: Path, *parts: str, name: str = "mend") -> nodes.document:
    """Return the document of a lab that stands on a page, of these parts."""
    content = "\n".join(parts).replace("\n", "\n   ")
    env = SimpleNamespace(docname="some", srcdir=docs(root))
    settings = {"env": env, "halt_level": 2, "report_level": 5}
    return publish_doctree(f".. lab:: {name}\n\n   {content}\n", settings_overrides=settings)


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let docutils know the directives."""
    monkeypatch.setitem(directives._directives, "lab", LabDirective)
    monkeypatch.setitem(directives._directives, "predict", Predict)


def test_a_lab_holds_its_words(tmp_path: Path) -> None:
    """A guess and hints; its start is no word, as it is told with the code; a reference leads to it."""
    document = parsed(tmp_path, "::\n\n   start\n", PREDICT, HINT, "::\n\n   more\n", HINT)
    (found,) = document.findall(lab)
    assert found["lab"] == "mend" and found.line == 1
    assert [one["kind"] for one in found.children] == ["predict", "hint", "hint"]
    assert found[1].astext() == "Look at the last line."
    assert document.nameids["lab-mend"] == found["ids"][0]


def test_a_guess_has_three_parts(tmp_path: Path) -> None:
    """What stands before its choices, these, and what is read afterwards; it knows the right one."""
    (found,) = parsed(tmp_path, PREDICT).findall(lab)
    (guess,) = found.children
    question, choices, sentence = guess.children
    assert (guess["kind"], guess["right"]) == ("predict", "2")
    assert (question["kind"], sentence["kind"]) == ("question", "sentence")
    assert [one.astext() for one in question] == ["First, a thought.", "What is wrong of 2?"]
    assert choices["classes"] == ["choices"]
    assert [one.astext() for one in choices] == ["one", "three"]
    assert [one.astext() for one in sentence] == ["It adds once more.", "Why?"]


SHORT = ".. predict:: {}\n\n   What?\n\n   - one\n   - two\n\n   So."
WHOLE = "needs a question, one list of choices, and a sentence"
RIGHT = "the right choice must be a number from 1 to 2, got "


@pytest.mark.parametrize("right", ["1", "2"])
def test_every_choice_may_be_the_right_one(tmp_path: Path, right: str) -> None:
    """The first and the last, too; one paragraph before and one behind are enough."""
    (guess,) = (
        one
        for one in parsed(tmp_path, SHORT.format(right)).findall(words)
        if one["kind"] == "predict"
    )
    assert guess["right"] == right
    assert [one.astext() for one in guess] == ["What?", "one\n\ntwo", "So."]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (SHORT.format("0"), f"{RIGHT}'0'"),
        (SHORT.format("3"), f"{RIGHT}'3'"),
        (SHORT.format("one"), f"{RIGHT}'one'"),
        (SHORT.format("-1"), f"{RIGHT}'-1'"),
        (SHORT.format(""), "1 argument.s. required, 0 supplied"),
        (SHORT.format("1").replace("   What?\n\n", ""), WHOLE),
        (SHORT.format("1").replace("\n   So.", ""), WHOLE),
        (SHORT.format("1").replace("   - one\n   - two", "   None."), WHOLE),
        (SHORT.format("1") + "\n\n   - three\n\n   Then.", WHOLE),
        (
            f"{HINT}\nWhat is too long here is told by its first letters alone.",
            "lab 'mend': only predict, hint and a start may stand in it: "
            "'What is too long here is told by its fir'",
        ),
    ],
)
def test_what_is_not_whole_is_an_error(tmp_path: Path, content: str, message: str) -> None:
    """In a guess, and of what stands beside it; it says what is wanted and what is there."""
    with pytest.raises(SystemMessage, match=message):
        parsed(tmp_path, content)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "1 argument.s. required, 0 supplied"),
        ("nobody", "lab 'nobody' cannot be read"),
        ("Mend it", "lab 'Mend it': its name must be small letters, digits and hyphens"),
    ],
)
def test_a_lab_must_be_one_of_its_page(tmp_path: Path, name: str, message: str) -> None:
    """What reading finds at fault is an error of the directive, in its line."""
    file = docs(tmp_path) / "some.md"
    text = CELLS + page() + page(LAB.replace("lab} mend", "lab} Mend it"))
    (tmp_path / "docs" / "labs" / "easy.py").write_text(EASY, "utf-8")
    env = SimpleNamespace(docname="some", srcdir=file.parent)
    file.write_text(text, "utf-8")
    settings = {"env": env, "halt_level": 2, "report_level": 5}
    with pytest.raises(SystemMessage, match=message):
        publish_doctree(f".. lab:: {name}\n", settings_overrides=settings)


@pytest.mark.parametrize(("kind", "left"), [("html", 2), ("latex", 0), ("epub", 0)])
def test_labs_are_left_to_the_site(monkeypatch: pytest.MonkeyPatch, kind: str, left: int) -> None:
    """Nothing else can run them: there the page is as if they were not."""
    document = publish_doctree("Before.\n\nBehind.\n")
    for place in (1, 2):
        document.insert(place, lab("", words("", kind="hint"), lab="mend"))
    app = SimpleNamespace(builder=SimpleNamespace(format=kind))
    monkeypatch.setattr(Forget, "app", app)
    Forget(document).run()
    assert len(list(document.findall(lab))) == left
    assert [one.astext() for one in document.findall(nodes.paragraph)] == ["Before.", "Behind."]


@pytest.mark.parametrize(("tags", "edition"), [((), "en"), (("zh",), "zh"), (("both",), "both")])
def test_without_a_script_nothing_of_a_lab_shows(tags: tuple[str, ...], edition: str) -> None:
    """Its words wait in a template, in parts that the script knows by their classes."""
    builder = SimpleNamespace(app=SimpleNamespace(tags=set(tags)))
    writer: Any = SimpleNamespace(body=[], builder=builder)
    node = lab("", lab="mend")
    visit_lab(writer, node)
    for part in (words("", kind="predict", right="2"), words("", kind="hint")):
        visit_words(writer, part)
        depart_words(writer, part)
    depart_lab(writer, node)
    assert "".join(writer.body) == (
        f'<div class="lab" id="lab-mend" data-lab="mend" data-edition="{edition}">'
        '<template class="words"><div class="predict" data-right="2"></div>\n'
        '<div class="hint"></div>\n</template></div>\n'
    )


def test_what_the_page_tells_its_script(tmp_path: Path) -> None:
    """All its labs and their files, readable, in one order, and nothing that ends the element early."""
    folder = docs(tmp_path)
    ends = EASY.replace("pass", "'</script>'") + "def any(lab):\n    pass\n"
    (folder / "labs" / "easy.py").write_text(ends, "utf-8")
    another = page(LAB.replace("lab} mend", "lab} any")).replace("ex-mend", "ex-any")
    (folder / "some.md").write_text(CELLS + page() + another, "utf-8")
    text = told(folder, "some")
    inner = text.removeprefix('<script type="application/json" id="labs-of-page">')
    inner = inner.removesuffix("</script>")
    assert "<" not in inner and ": " not in inner.partition("files")[0]
    data = json.loads(inner)
    assert list(data["labs"]) == ["any", "mend"]
    assert list(data["labs"]["mend"]) == ["cells", "checks", "solution", "start", "title"]
    assert data["files"]["easy.py"] == ends and set(data["files"]) == {"easy.py", "other.py"}
    assert '"title":"Mend it ｜ 改正"' in inner


@pytest.mark.parametrize("node", [lab("", lab="mend"), nodes.paragraph(), None])
def test_only_pages_with_labs_tell_of_them(node: nodes.Element | None, tmp_path: Path) -> None:
    """At their end; pages that no source has made are left alone."""
    document = None
    if node is not None:
        document = publish_doctree("")
        document += node
    context = {"body": "<p>Text</p>"}
    tell(SimpleNamespace(srcdir=docs(tmp_path)), "some", "page.html", context, document)
    ends = told(tmp_path / "docs", "some") if isinstance(node, lab) else ""
    assert context["body"] == f"<p>Text</p>{ends}"


def test_pages_with_labs_are_written_anew(tmp_path: Path) -> None:
    """In every build, as they depend on what Sphinx does not see; no others are."""
    files = {"with.md": page(), "more.md": page(), "without.md": "Text.\n", "script.rst": page()}
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    paths = {Path(name).stem: tmp_path / name for name in files}
    env = SimpleNamespace(found_docs=set(paths), doc2path=paths.get)
    assert outdated(SimpleNamespace(), env, set(), set(), set()) == ["more", "with"]
