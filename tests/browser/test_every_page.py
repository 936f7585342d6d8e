"""Every page of every edition, opened once: what it asks for and says, at every width, on paper, to axe."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium
import pytest
from axe import violations
from conftest import watch
from playwright.sync_api import Browser, CDPSession, Page
from served import SITE
from waiting import drawn, laid_out

PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.glob("*/**/*.html"))
# From 600 to 1199 px, and up to 1599 px with one language only, the text has one width: 46 letters m.
DESKS = {"en": (1600, 1366, 1024, 600), "zh": (1600, 1366, 1024, 600)}
DESKS["both"] = (1600, 1366, 1200, 1024, 600)
TELEPHONES = (480, 412, 390, 375, 360, 320)
# Each page on one of the two papers; the gallery, which is the same in all editions, once.
SHEETS = {"en/gallery/**/*.html": "A4", "zh/*.html": "A4", "both/*.html": "Letter"}
PAPERS = {
    path.relative_to(SITE).as_posix(): form
    for pattern, form in SHEETS.items()
    for path in SITE.glob(pattern)
}
LINES = Path(__file__).with_name("lines.js").read_text("utf-8")


class Tab(NamedTuple):
    """A tab for all pages, and what they should not have done."""

    page: Page
    session: CDPSession
    faults: list[str]
    seen: list[str]


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[Tab]:
    """Open it."""
    context = chromium.new_context()
    page = context.new_page()
    yield Tab(page, context.new_cdp_session(page), watch(page), [])
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_page(tab: Tab, site: str, name: str, request: pytest.FixtureRequest) -> None:
    """It asks no other host and misses nothing, fits, says its languages, and axe finds nothing."""
    tab.faults.clear()
    tab.page.set_viewport_size({"width": 1280, "height": 900})
    tab.page.goto(f"{site}/{name}")
    laid_out(tab.page)
    for stage in tab.page.locator(".stage").all():
        stage.scroll_into_view_if_needed()
        stage.locator(".panel dd").first.wait_for()
    found = [f"language: {text}" for text in tab.page.evaluate(UNSAID)]
    if name in PAPERS:
        found += blanks(tab.page.pdf(format=PAPERS[name], prefer_css_page_size=False))
    tab.page.evaluate(CLIP)
    desks, telephones = widths(name.split("/")[0], some=request.config.getoption("--some"))
    found += [fault for width in desks for fault in faults_at(tab.page, width)]
    # Until the next page: without a pointer, links to places are seen and take room.
    tab.session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    found += [fault for width in telephones for fault in faults_at(tab.page, width)]
    tab.session.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
    tab.page.set_viewport_size({"width": 1280, "height": 900})
    # What comes into sight when a reader scrolls up.
    tab.page.evaluate("document.documentElement.classList.add('show-back-to-top')")
    found += violations(tab.page, tab.seen)
    found = tab.faults + found
    assert not found, "\n".join(found)


def widths(edition: str, *, some: bool) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the widths of desks and telephones; for the gate, of those with both languages every other one.

    The others are those of the pages in one language there. The narrowest is the hardest, and always asked.
    """
    desks, telephones = DESKS[edition], TELEPHONES
    if some:
        first = 0 if edition == "both" else 1
        desks, telephones = desks[first::2], telephones[:-1][first::2] + telephones[-1:]
    return desks, telephones


def faults_at(page: Page, width: int) -> list[str]:
    """Return what does not fit a width."""
    page.set_viewport_size({"width": width, "height": 800})
    found: list[str] = page.evaluate(LINES) + page.evaluate(UNFIT)
    if width == 320:
        drawn(page)
        found += page.evaluate(NAMELESS)
    return [f"{width} px: {fault}" for fault in found]


# What is laid out in a clipped pixel, for screen readers only, is as wide at every width: it takes a fifth
# of the time of all layouts.
CLIP = """[...document.querySelectorAll(".katex-mathml")]
  .filter((el) => el.offsetWidth === 1 && getComputedStyle(el).overflow === "hidden")
  .forEach((el) => { el.firstElementChild.style.display = "none" })"""
# What is wider than the window; equations whose number overlaps them; formulas whose closing
# punctuation stands on a line of its own; formulas that scroll beside a number.
UNFIT = """(() => {
  const right = (el) => el.getBoundingClientRect().right;
  const wide = document.documentElement.scrollWidth > innerWidth
    ? [...document.querySelectorAll("body *")].filter((el) => right(el) > innerWidth).slice(0, 5) : [];
  const covered = [...document.querySelectorAll("div.math:has(> .eqno)")].filter((el) => {
    const [number, formula] = [".eqno", ".katex-display"].map((part) => el.querySelector(part).getBoundingClientRect());
    return number.left < formula.right - 1 && number.bottom > formula.top + 1;
  });
  const parted = [...document.querySelectorAll(".unbroken")].filter((el) => {
    const bases = el.querySelectorAll(".katex-base"), end = document.createRange();
    if (!bases.length || el.lastChild.nodeType !== Node.TEXT_NODE) return false;
    end.selectNodeContents(el.lastChild);
    return end.getBoundingClientRect().left < right(bases[bases.length - 1]) - 3;
  });
  const squeezed = [...document.querySelectorAll("div.math:has(> .eqno) > .katex-display")]
    .filter((el) => el.scrollWidth > el.clientWidth + 1 && el.clientWidth < el.parentElement.clientWidth - 1);
  return Object.entries({ wide, covered, parted, squeezed })
    .flatMap(([fault, all]) => all.map((el) => `${fault}: ${el.outerHTML.slice(0, 120)}`));
})()"""
# What scrolls sideways and cannot be reached by the keyboard, or not under a name, or shows no shadow.
NAMELESS = """[...document.querySelectorAll("article :is(.katex-display, .table-wrapper, pre)")]
  .filter((el) => el.checkVisibility() && el.scrollWidth > el.clientWidth + 1)
  .filter((el) => el.tabIndex !== 0 || !el.getAttribute("aria-label") || !el.getAttribute("role")
    || !getComputedStyle(el).backgroundImage.includes("gradient"))
  .map((el) => `nameless: ${el.outerHTML.slice(0, 100)}`)"""
# Whatever a reader sees in Chinese has a Chinese language around it, scripts' words too.
UNSAID = """(() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const el = node.parentElement;
    if (!/[\\u3400-\\u9fff]/.test(node.data) || el.closest("script, style, svg, math, noscript, option")) continue;
    if (!el.closest("[lang]").lang.startsWith("zh")) found.push(node.data.trim().slice(0, 60));
  }
  return found;
})()"""


def blanks(printed: bytes) -> list[str]:
    """Name the sheets that are three fifths blank; the last one may be, with more than a line on it."""
    filled = list(map(fill, pdfium.PdfDocument(printed)))
    least = [*([0.4] * (len(filled) - 1)), 0.02 if len(filled) > 1 else 0.0]
    return [
        f"sheet {place} of {len(filled)} is filled to {share:.0%}"
        for place, (share, enough) in enumerate(zip(filled, least, strict=True), 1)
        if share < enough
    ]


def fill(sheet: pdfium.PdfPage) -> float:
    """Return how far down the text of a sheet reaches; the line at its foot does not count."""
    picture = sheet.render(scale=0.3, grayscale=True).to_pil()
    body = picture.crop((0, 0, picture.width, int(picture.height * 0.93)))
    box = body.point(lambda grey: 255 * (grey < 200)).getbbox()
    return box[3] / body.height if box else 0.0
