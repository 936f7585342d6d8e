"""Text on every page: lines, rows, wide things, languages, fonts."""

from pathlib import Path

import pytest
from conftest import SITE
from playwright.sync_api import Browser, Page

EDITIONS = ("en", "zh", "both")
PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.glob("*/**/*.html"))
LINES = Path(__file__).with_name("lines.js").read_text("utf-8")
ROWS = Path(__file__).with_name("rows.js").read_text("utf-8")
WIDTHS = (320, 360, 375, 390, 412, 480, 600, 768, 1024, 1200, 1366, 1600)
every = pytest.mark.parametrize("name", PAGES)
in_all_editions = pytest.mark.parametrize("edition", EDITIONS)


@every
def test_lines(tab: Page, site: str, name: str) -> None:
    """No line begins with closing punctuation or ends with opening one; nothing wide is nameless."""
    tab.goto(f"{site}/{name}")
    faults = []
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 800})
        faults += [f"{width}: {fault}" for fault in tab.evaluate(LINES)]
        if width == 320:
            wide = tab.evaluate("document.documentElement.scrollWidth")
            faults += [f"{wide} px wide"] if wide > width else []
            tab.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
            faults += tab.evaluate(NAMELESS)
    assert not faults


# What scrolls sideways and cannot be reached by the keyboard, or not under a name, or shows no shadow.
NAMELESS = """[...document.querySelectorAll("article :is(.katex-display, .table-wrapper, pre)")]
  .filter((el) => el.checkVisibility() && el.scrollWidth > el.clientWidth + 1)
  .filter((el) => el.tabIndex !== 0 || !el.getAttribute("aria-label") || !el.getAttribute("role")
    || !getComputedStyle(el).backgroundImage.includes("gradient"))
  .map((el) => `nameless: ${el.outerHTML.slice(0, 100)}`)"""


@in_all_editions
@pytest.mark.parametrize("name", ["noise", "speed-limits", "nesterov"])
def test_rows_of_formulas_do_not_touch(tab: Page, site: str, edition: str, name: str) -> None:
    """Between the fractions of two rows there is room."""
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.goto(f"{site}/{edition}/{name}.html")
    gaps = tab.evaluate(ROWS)
    assert gaps, "there are formulas with several rows"
    assert not [gap for gap in gaps if gap[0] < 4]


@in_all_editions
def test_reduced_motion(chromium: Browser, site: str, edition: str) -> None:
    """Who asks for rest is not scrolled smoothly."""
    context = chromium.new_context(reduced_motion="reduce")
    tab = context.new_page()
    tab.goto(f"{site}/{edition}/scalar.html")
    for place in ("html", ".sidebar-scroll"):
        smooth = f"getComputedStyle(document.querySelector('{place}')).scrollBehavior"
        assert tab.evaluate(smooth) == "auto"
    context.close()


@pytest.mark.parametrize("width", [1200, 1366, 1440, 1600])
def test_both_languages_stand_beside_each_other(tab: Page, site: str, width: int) -> None:
    """From 1200 pixels on, and no bar is seen anywhere."""
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(f"{site}/both/scalar.html")
    beside = """[...document.querySelectorAll("article > section > .pair")].map((pair) => {
      const [en, zh] = [...pair.children].map((el) => el.getBoundingClientRect());
      return en.width > 300 && zh.left >= en.right;
    })"""
    sides = tab.evaluate(beside)
    assert sides and all(sides)
    assert not tab.evaluate(
        "[...document.querySelectorAll('.bar')].filter((el) => el.getBoundingClientRect().height > 2).length"
    )


@every
def test_every_text_says_its_language(tab: Page, site: str, name: str) -> None:
    """Whatever a reader sees in Chinese has a Chinese language around it, scripts' words too."""
    tab.goto(f"{site}/{name}")
    assert not tab.evaluate(UNSAID)


UNSAID = """(() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const el = node.parentElement;
    if (!/[\\u3400-\\u9fff]/.test(node.data) || el.closest("script, style, svg, math, noscript, option")) continue;
    if (!el.closest("[lang]").lang.startsWith("zh")) found.push(node.data.trim().slice(0, 60));
  }
  return found;
})()"""


@pytest.mark.parametrize("edition", ["en", "zh"])
def test_signs_come_from_a_font_of_their_language(tab: Page, site: str, edition: str) -> None:
    """The apostrophe of English is narrow, the quotation marks of Chinese are full."""
    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.goto(f"{site}/{edition}/nesterov.html")
    width = tab.evaluate(
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
