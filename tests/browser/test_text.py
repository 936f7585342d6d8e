"""Text: rows of formulas, languages beside each other, fonts, rest."""

from pathlib import Path

import pytest
from conftest import in_all_editions
from playwright.sync_api import Page

ROWS = Path(__file__).with_name("rows.js").read_text("utf-8")


@in_all_editions
@pytest.mark.parametrize("name", ["noise", "speed-limits", "nesterov"])
def test_rows_of_formulas_do_not_touch(page: Page, site: str, edition: str, name: str) -> None:
    """Between the fractions of two rows there is room."""
    page.goto(f"{site}/{edition}/{name}.html")
    gaps = page.evaluate(ROWS)
    assert gaps, "there are formulas with several rows"
    assert not [gap for gap in gaps if gap[0] < 4]


@in_all_editions
def test_reduced_motion(page: Page, site: str, edition: str) -> None:
    """Who asks for rest is not scrolled smoothly."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{site}/{edition}/scalar.html")
    for place in ("html", ".sidebar-scroll"):
        smooth = f"getComputedStyle(document.querySelector('{place}')).scrollBehavior"
        assert page.evaluate(smooth) == "auto"


@pytest.mark.parametrize("width", [1200, 1366, 1440, 1600])
def test_both_languages_stand_beside_each_other(page: Page, site: str, width: int) -> None:
    """From 1200 pixels on, and no bar is seen anywhere."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site}/both/scalar.html")
    beside = """[...document.querySelectorAll("article > section > .pair")].map((pair) => {
      const [en, zh] = [...pair.children].map((el) => el.getBoundingClientRect());
      return en.width > 300 && zh.left >= en.right;
    })"""
    sides = page.evaluate(beside)
    assert sides and all(sides)
    assert not page.evaluate(
        "[...document.querySelectorAll('.bar')].filter((el) => el.getBoundingClientRect().height > 2).length"
    )


@pytest.mark.parametrize("edition", ["en", "zh"])
def test_signs_come_from_a_font_of_their_language(page: Page, site: str, edition: str) -> None:
    """The apostrophe of English is narrow, the quotation marks of Chinese are full."""
    page.goto(f"{site}/{edition}/nesterov.html")
    width = page.evaluate(
        """(sign) => {
          const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(sign), range = document.createRange();
            if (at < 0 || node.parentElement.closest("code, .katex, [lang]:not(html)")) continue;
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            return range.getBoundingClientRect().width / parseFloat(getComputedStyle(node.parentElement).fontSize);
          }
        }""",
        "’" if edition == "en" else "“",
    )
    assert width < 0.5 if edition == "en" else width > 0.9


# Pieces of Chinese titles that stand on two lines: between two places to break, a title is a word.
TORN = """[...document.querySelectorAll("article :is(h1, h2, h3), .toc-tree a, .title")].flatMap((title) => {
  const walker = document.createTreeWalker(title, NodeFilter.SHOW_TEXT), range = document.createRange(), found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest(".katex, .headerlink")) continue;
    for (const { 0: run, index } of node.data.matchAll(/[\\u3400-\\u9fff]{2,9}/g)) {
      range.setStart(node, index);
      range.setEnd(node, index + run.length);
      const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
      if (new Set(boxes.map((box) => Math.round(box.top))).size > 1) found.push(run);
    }
  }
  return found;
})"""
# The distances of the lines of each paragraph with emphasis, in its own line heights.
STEPS = """[...document.querySelectorAll("article :is(p, li):has(> em:not([class]))")].map((el) => {
  const range = document.createRange(), bottoms = [];
  const walker = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (walker.currentNode.parentElement.closest(".katex, code")) continue;
    range.selectNodeContents(walker.currentNode);
    bottoms.push(...[...range.getClientRects()].filter((box) => box.width > 1).map((box) => box.bottom));
  }
  const lines = bottoms.sort((a, b) => a - b).filter((y, i) => !i || y - bottoms[i - 1] > 6);
  return lines.slice(1).map((y, i) => (y - lines[i]) / parseFloat(getComputedStyle(el).lineHeight));
})"""
# Dots of names that do not stand beside the sign before them.
APART = """(() => {
  const found = [], range = document.createRange();
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode())
    for (const { index } of walker.currentNode.data.matchAll(/[\\u3400-\\u9fff]·/g)) {
      range.setStart(walker.currentNode, index);
      range.setEnd(walker.currentNode, index + 2);
      if (range.getBoundingClientRect().height > 40) found.push(range.toString());
    }
  return found;
})()"""


@pytest.mark.parametrize("width", [320, 360, 390, 412])
@pytest.mark.parametrize("name", ["index", "frameworks", "speed-limits", "beyond-quadratics"])
def test_chinese_titles_break_between_words(page: Page, site: str, name: str, width: int) -> None:
    """Between two places to break, a title stays on one line."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site}/zh/{name}.html")
    assert page.locator("article :is(h1, h2) wbr").count()
    assert not page.evaluate(TORN)


@pytest.mark.parametrize("name", ["summary", "frameworks", "effective-weight"])
def test_emphasis_in_chinese_does_not_part_the_lines(page: Page, site: str, name: str) -> None:
    """The lines of a paragraph stand as far from each other as their height says."""
    page.set_viewport_size({"width": 420, "height": 800})
    page.goto(f"{site}/zh/{name}.html")
    steps = [step for steps in page.evaluate(STEPS) for step in steps]
    assert steps and max(steps) < 1.4, sorted(steps)


@pytest.mark.parametrize("edition", ["zh", "both"])
def test_the_dot_in_a_name_begins_no_line(page: Page, site: str, edition: str) -> None:
    """At any width, it stays with the sign before it."""
    page.goto(f"{site}/{edition}/index.html")
    for width in range(320, 420, 4):
        page.set_viewport_size({"width": width, "height": 800})
        assert not page.evaluate(APART), width
