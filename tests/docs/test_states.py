"""Links to states of explorables: where they lead, and that a wrong one fails the build."""

import re
from pathlib import Path

import pytest
from books import DOCS, EDITIONS, Book, build, sample
from explorable import bundle, query
from states import FULL

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
