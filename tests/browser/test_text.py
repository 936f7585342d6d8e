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
