"""Text on every page: lines, wide things, copies, paper, fonts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import SITE
from playwright.sync_api import Browser, Page

EDITIONS = ("en", "zh", "both")
PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.glob("*/**/*.html"))
LINES = Path(__file__).with_name("lines.js").read_text("utf-8")
WIDTHS = (320, 360, 375, 390, 412, 480, 600, 768, 1024, 1200, 1366, 1600)
every = pytest.mark.parametrize("name", PAGES)
in_all_editions = pytest.mark.parametrize("edition", EDITIONS)


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """One tab for all pages."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@every
def test_lines(page: Page, site: str, name: str) -> None:
    """No line begins with closing punctuation or ends with opening one; nothing wide is nameless."""
    page.goto(f"{site}/{name}")
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        faults += [f"{width}: {fault}" for fault in page.evaluate(LINES)]
        if width == 320:
            wide = page.evaluate("document.documentElement.scrollWidth")
            faults += [f"{wide} px wide"] if wide > width else []
            page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
            faults += page.evaluate(NAMELESS)
    assert not faults


# What scrolls sideways and cannot be reached by the keyboard, or not under a name, or shows no shadow.
NAMELESS = """[...document.querySelectorAll("article :is(.katex-display, .table-wrapper, pre)")]
  .filter((el) => el.checkVisibility() && el.scrollWidth > el.clientWidth + 1)
  .filter((el) => el.tabIndex !== 0 || !el.getAttribute("aria-label") || !el.getAttribute("role")
    || !getComputedStyle(el).backgroundImage.includes("gradient"))
  .map((el) => `nameless: ${el.outerHTML.slice(0, 100)}`)"""


@in_all_editions
@pytest.mark.parametrize("name", ["noise", "speed-limits", "nesterov"])
def test_rows_of_formulas_do_not_touch(page: Page, site: str, edition: str, name: str) -> None:
    """Between two rows of a display formula there is a white line, at least 4 pixels high."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{site}/{edition}/{name}.html")
    assert page.evaluate(ROWS), "there are formulas with several rows"
    assert not [gap for gap in page.evaluate(ROWS) if gap[0] < 4]


# Rows are told by their baselines; the ink of a row is that of its letters and fraction bars.
ROWS = """[...document.querySelectorAll("article .katex-display .mtable")].flatMap((table) => {
  const column = table.querySelector(":scope > [class^=col-align] > .vlist-t > .vlist-r > .vlist");
  if (!column || table.closest(".minner, .delimsizing")) return [];
  const columns = [...table.querySelectorAll(":scope > [class^=col-align] > .vlist-t > .vlist-r > .vlist")];
  const rows = [...column.children].map((_, i) => {
    let top = Infinity, bottom = -Infinity;
    for (const el of columns.flatMap((one) => [...one.children[i].querySelectorAll(".mord, .mbin, .mrel, .mopen, .mclose, .frac-line, .mop")])) {
      if (el.children.length && !el.matches(".frac-line")) continue;
      const box = el.getBoundingClientRect();
      if (!box.height && !el.matches(".frac-line")) continue;
      const size = parseFloat(getComputedStyle(el).fontSize), line = box.bottom - box.top;
      const slack = el.matches(".frac-line") ? 0 : Math.max(0, (line - 0.95 * size) / 2);
      top = Math.min(top, box.top + slack);
      bottom = Math.max(bottom, box.bottom - slack);
    }
    return [top, bottom];
  });
  return rows.slice(1).map(([top], i) => [top - rows[i][1], table.textContent.slice(0, 40)]);
})"""


def copied(page: Page, select: str) -> tuple[str, str]:
    """Select with a script, copy as a reader would, and return the plain text and the HTML."""
    page.evaluate("addEventListener('copy', ({ clipboardData: data }) => "
                  "{ window.copied = ['text/plain', 'text/html'].map((kind) => data.getData(kind)) })")
    page.evaluate(f"const selected = getSelection(); {select}")
    page.keyboard.press("Control+C")
    return tuple(page.evaluate("window.copied"))
