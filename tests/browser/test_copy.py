"""What a reader copies: formulas as TeX, code as it is, nothing of the furniture."""

import re
from html import unescape

import pytest
from playwright.sync_api import Page


def copied(tab: Page, select: str) -> list[str]:
    """Select with a script, copy as a reader does, and return the plain text and the HTML."""
    tab.evaluate(
        """addEventListener("copy", ({ clipboardData: data }) => {
          window.copied = ["text/plain", "text/html"].map((kind) => data.getData(kind));
        })"""
    )
    tab.evaluate(f"(() => {{ const chosen = getSelection(); {select} }})()")
    tab.keyboard.press("Control+C")
    return tab.evaluate("window.copied")


@pytest.mark.parametrize("edition", ["en", "zh", "both"])
def test_copied_text_holds_each_formula_once(tab: Page, site: str, edition: str) -> None:
    """As standard TeX, between dollars, with its punctuation; and no furniture comes along."""
    tab.goto(f"{site}/{edition}/noise.html")
    plain, html = copied(
        tab, 'chosen.selectAllChildren(document.querySelector("section#a-cloud-that-settles"))'
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
def test_a_part_of_a_formula_copies_the_whole(tab: Page, site: str, part: str) -> None:
    """What is cut is taken whole, once."""
    tab.goto(f"{site}/zh/noise.html")
    select, pattern = PARTS[part]
    plain, _ = copied(tab, select)
    assert re.search(pattern, plain)


def test_code_copies_as_it_is(tab: Page, site: str) -> None:
    """Also where its lines are wrapped: the same lines, the same indents."""
    tab.set_viewport_size({"width": 390, "height": 800})
    tab.goto(f"{site}/en/noise.html")
    before = tab.evaluate("document.querySelector('article pre').textContent")
    tab.locator(".wrap-lines").first.click()
    block = tab.locator("article div.highlight.wrapped pre").first
    assert block.evaluate("el => el.scrollWidth <= el.clientWidth")
    assert block.evaluate("el => el.textContent").rstrip() == before.rstrip()
    assert (
        block.evaluate(
            "el => { getSelection().selectAllChildren(el); return getSelection().toString() }"
        ).rstrip()
        == before.rstrip()
    )
    tab.reload()
    assert tab.locator("article div.highlight.wrapped").count(), "the choice is remembered"
    tab.evaluate("localStorage.clear()")


def test_what_is_folded_or_typed_is_left_alone(tab: Page, site: str) -> None:
    """A folded solution is not copied behind its title; nor does a field copy the page."""
    tab.goto(f"{site}/en/exercises.html")
    plain, html = copied(tab, 'chosen.selectAllChildren(document.querySelector("article"))')
    for text in (plain, html):
        assert "Derive the minimiser" in text
        assert "positive definite" not in text
    tab.locator("input[name=q]").first.fill("typed")
    tab.locator("input[name=q]").first.select_text()
    tab.keyboard.press("Control+C")
    tab.locator("input[name=q]").first.fill("")
    tab.keyboard.press("Control+V")
    assert tab.locator("input[name=q]").first.input_value() == "typed"
