"""What a reader copies: formulas as TeX, code as it is, nothing of the furniture."""

import re
from html import unescape

import pytest
from conftest import in_all_editions
from playwright.sync_api import Page
from waiting import drawn, laid_out


def copied(page: Page, select: str) -> list[str]:
    """Select with a script, copy as a reader does, and return the plain text and the HTML."""
    page.evaluate(
        """addEventListener("copy", ({ clipboardData: data }) => {
          window.copied = ["text/plain", "text/html"].map((kind) => data.getData(kind));
        })"""
    )
    page.evaluate(f"(() => {{ const chosen = getSelection(); {select} }})()")
    page.keyboard.press("Control+C")
    return page.evaluate("window.copied")


@in_all_editions
def test_copied_text_holds_each_formula_once(page: Page, site: str, edition: str) -> None:
    """As standard TeX, between dollars, with its punctuation; and no furniture comes along."""
    page.goto(f"{site}/{edition}/noise.html")
    laid_out(page)  # what waits further down is not copied
    plain, html = copied(
        page, 'chosen.selectAllChildren(document.querySelector("section#a-cloud-that-settles"))'
    )
    for text in (plain, unescape(re.sub("<[^>]+>", "", html))):
        assert text.count(r"\xi_t\, \mathbf e") == 1
        assert r"\boldsymbol\Sigma_t = \mathbf{R}" in text
        assert not [sign for sign in "#✓βΣ" if sign in text]
    assert not re.findall(r'(?:href|src)="(?!http)', html), (
        "links lead to this site, wherever pasted"
    )
    assert r"$$\begin{bmatrix} v_t \\ x_t" in plain
    mark = r"$g_t = \lambda x_{t-1} + \xi_t$" + ("。" if edition == "zh" else ".")
    assert mark in plain
    assert "\n\n" in plain, "paragraphs stay apart"
    assert "katex" not in html


PARTS = {
    "inside a long formula": (
        'const piece = [...document.querySelectorAll(".together .katex")].at(-1);'
        "chosen.selectAllChildren(piece)",
        r"^\$[^$]+\$$",
    ),
    "inside a display formula": (
        'chosen.selectAllChildren(document.querySelector(".katex-display .katex-html"))',
        r"(?s)^\$\$.+\$\$$",
    ),
}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_a_formula_copies_the_whole(page: Page, site: str, part: str) -> None:
    """What is cut is taken whole, once."""
    page.goto(f"{site}/zh/noise.html")
    select, pattern = PARTS[part]
    plain, _ = copied(page, select)
    assert re.search(pattern, plain)


def test_code_copies_as_it_is(page: Page, site: str) -> None:
    """Also where its lines are wrapped: the same lines, the same indents."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{site}/en/noise.html")
    before = page.evaluate("document.querySelector('article pre').textContent")
    page.locator(".wrap-lines").first.click()
    block = page.locator("article div.highlight.wrapped pre").first
    assert block.evaluate("el => el.scrollWidth <= el.clientWidth")
    assert block.evaluate("el => el.textContent").rstrip() == before.rstrip()
    assert (
        block.evaluate(
            "el => { getSelection().selectAllChildren(el); return getSelection().toString() }"
        ).rstrip()
        == before.rstrip()
    )
    page.reload()
    assert page.locator("article div.highlight.wrapped").count(), "the choice is remembered"


def test_the_button_gives_python_that_a_prompt_takes(page: Page, site: str) -> None:
    """A blank line ends a loop before the next statement; other languages are copied as they are."""
    page.add_init_script(
        """addEventListener("copy", ({ clipboardData: data }) => {
          window.copied = data.getData("text/plain");
        })"""
    )
    page.goto(f"{site}/en/conventions.html")
    cell = page.locator(".cell_input .highlight", has_text="convert_state").first
    cell.hover()
    cell.locator(".copybtn").click()
    copied = page.evaluate("window.copied")
    assert '\n\nprint(f"corrected' in copied
    assert "\n\n\nprint" not in copied and "convert_state(x, v" in copied
    page.goto(f"{site}/en/gallery/basics/plot_5_weights.html")
    script = page.locator(".highlight", has_text="plt.show").last
    script.hover()
    script.locator(".copybtn").click()
    assert "\n\nax.set(" in page.evaluate("window.copied")


def test_a_wrapped_block_stays_where_it_is(page: Page, site: str) -> None:
    """All blocks are wrapped, those above, too; the one whose button was pressed does not move."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{site}/zh/noise.html")
    button = page.locator(".wrap-lines").nth(3)
    button.scroll_into_view_if_needed()
    for _ in range(2):
        before = button.bounding_box()
        button.click()
        after = button.bounding_box()
        assert before is not None and after is not None
        assert abs(before["y"] - after["y"]) < 2


# How far the last sign of every line lies under a button, where a block is scrolled to its end.
UNDER = """[...document.querySelectorAll("article div.highlight:not(details *)")].flatMap((block) => {
  const pre = block.querySelector("pre"), buttons = [...block.querySelectorAll("button")];
  pre.scrollLeft = 9999;
  const range = document.createRange(), found = [], end = pre.getBoundingClientRect();
  const walker = document.createTreeWalker(pre, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    range.selectNodeContents(walker.currentNode);
    for (const text of range.getClientRects())
      for (const button of buttons.filter((el) => getComputedStyle(el).opacity === "1")) {
        const over = button.getBoundingClientRect();
        const beside = Math.min(text.right, end.right) < over.left + 1 || text.left > over.right;
        const apart = text.bottom < over.top + 1 || text.top > over.bottom - 1;
        if (text.width && !beside && !apart) found.push(walker.currentNode.data.trim().slice(-40));
      }
  }
  return found;
})"""


@pytest.mark.parametrize("name", ["implementation", "noise", "run", "conventions"])
def test_buttons_cover_no_line(page: Page, telephone: Page, site: str, name: str) -> None:
    """The ends of lines can be read; under a finger, both buttons are seen and large enough."""
    page.set_viewport_size({"width": 360, "height": 740})
    for tab in (page, telephone):
        tab.goto(f"{site}/en/{name}.html")
        laid_out(tab)
        drawn(tab)
        assert not tab.evaluate(UNDER)
    buttons = telephone.locator("article :is(.copybtn, .wrap-lines):visible")
    for box in buttons.evaluate_all(
        "all => all.map((el) => [el.offsetWidth, el.offsetHeight, getComputedStyle(el).opacity])"
    ):
        assert min(box[:2]) >= 24 and box[2] == "1"


def test_what_is_folded_or_typed_is_left_alone(page: Page, site: str) -> None:
    """A folded solution is not copied behind its title; nor does a field copy the page."""
    page.goto(f"{site}/en/exercises.html")
    plain, html = copied(page, 'chosen.selectAllChildren(document.querySelector("article"))')
    for text in (plain, html):
        assert "Derive the minimiser" in text
        assert "positive definite" not in text
    page.locator("input[name=q]").first.fill("typed")
    page.locator("input[name=q]").first.select_text()
    page.keyboard.press("Control+C")
    page.locator("input[name=q]").first.fill("")
    page.keyboard.press("Control+V")
    assert page.locator("input[name=q]").first.input_value() == "typed"
