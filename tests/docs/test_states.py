"""Links to states of explorables: where they lead, and that a wrong one fails the build."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from books import DOCS, EDITIONS, Book, build, sample
from docutils import nodes
from docutils.utils import new_document
from explorable import bundle, manifest, query
from states import FULL, State

ROLE = re.compile(r"\{state\}`[^`<]+<(\w+)\?([^`>]*)>`")
FAULTS = {
    "unknown": ("playing?eta=0.5", "explorable must be one of ['"),
    "parameter": ("playground?theta=1", "a parameter of playground must be one of"),
    "outside": ("playground?eta=7&full", "playground: eta must be a number from 0.01 to"),
    "nothing": ("playground", "a state has words and values"),
}


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_link_opens_a_state(tmp_path: Path, edition: str) -> None:
    """On the page where the explorable stands alone, with its words in the language of the edition."""
    text = "{{state}}`{} <playground?eta=0.5&method=nesterov&full>`"
    page = f"English {text.format('the border')}.\n\n中文{text.format('边界')}。\n"
    root = sample(tmp_path, {"plan": page})
    done = build(root, edition)
    assert done.returncode == 0, done.stderr
    links = Book(root).page(edition, "pages/plan").select("article a[href*=playground]")
    wanted = "../explore/playground.html#playground?eta=0.5&method=nesterov&full"
    assert {link["href"] for link in links} == {wanted}
    words = {"en": ["the border"], "zh": ["边界"], "both": ["the border", "边界"]}
    assert [link.text for link in links] == words[edition]


def test_a_wrong_state_fails_the_build(tmp_path: Path) -> None:
    """No lecture opens with a complaint."""
    pages = {
        name: f"Go {{state}}`there <{target}>`.\n\n到{{state}}`那里 <{target}>`。\n"
        for name, (target, _) in FAULTS.items()
    }
    done = build(sample(tmp_path, pages), "en")
    assert done.returncode != 0
    for name, (_, complaint) in FAULTS.items():
        lines = [line for line in done.stderr.splitlines() if f"pages/{name}.md" in line]
        assert any(complaint in line for line in lines), (name, done.stderr)


def test_every_state_of_the_plans_is_one(tmp_path: Path) -> None:
    """What the page for teachers links, both languages alike; each fills the wall."""
    bundle(tmp_path)
    found = ROLE.findall((DOCS / "teaching.md").read_text("utf-8"))
    assert len(found) >= 20 and found[::2] and len({name for name, _ in found}) >= 6
    for name, values in found:
        assert values.split("&")[-1] == FULL, (name, values)
        query(name, values.replace("&", " ").removesuffix(f" {FULL}"))
    assert all(found.count(one) % 2 == 0 for one in found)


# -- Without a book


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> nodes.document:
    """Return a page of a book with one explorable."""
    eta = {"kind": "range", "min": 0, "max": 1, "step": "0.05"}
    monkeypatch.setitem(manifest, "playground", {"params": {"eta": eta}})
    document = new_document("pages/plan")
    document.reporter.report_level = 5  # tells nobody
    builder = SimpleNamespace(get_relative_uri=lambda page, to: f"../{to}.html")
    document.settings.env = SimpleNamespace(
        docname="pages/plan", app=SimpleNamespace(builder=builder)
    )
    return document


def run(page: nodes.document, text: str) -> tuple[nodes.Node, list[nodes.system_message]]:
    """Return what the role makes of a text, and its messages."""
    inliner = SimpleNamespace(document=page, reporter=page.reporter)
    (node,), messages = State()("state", f"{{state}}`{text}`", text, 7, inliner)
    return node, messages


@pytest.mark.parametrize("values", ["eta=0.5", "eta=0.5&full", "full", "&eta=0.5"])
def test_a_state_is_a_link_within_the_book(page: nodes.document, values: str) -> None:
    """To the page of the explorable, with the values as they are written."""
    link, messages = run(page, f"the border <playground?{values}>")
    assert isinstance(link, nodes.reference) and link["internal"] and not messages
    assert link["refuri"] == f"../explore/playground.html#playground?{values}"
    assert link.astext() == "the border"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("playground?eta=0.5", "a state has words and values"),
        ("the border <playground>", "a state has words and values"),
        ("the border <playground?>", "a state has words and values"),
        ("the border <playing?eta=0.5>", "explorable must be one of"),
        ("the border <playground?theta=1>", "a parameter of playground must be one of"),
        ("the border <playground?eta=7&full>", "playground: eta must be a number from 0 to 1"),
    ],
)
def test_a_wrong_state_is_no_link(page: nodes.document, text: str, fault: str) -> None:
    """It is shown as written, and told with its line."""
    shown, (message,) = run(page, text)
    assert isinstance(shown, nodes.problematic) and text in shown.astext()
    assert fault in message.astext() and message["line"] == 7
