"""A long page opens in pieces, and nobody loses their place by it."""

import pytest
from explorables import settle
from playwright.sync_api import Page
from waiting import OPENED, opened, resize, until

LONG = ["both/speed-limits", "en/ledger", "zh/noise", "both/exercise-sheet"]
of_long_pages = pytest.mark.parametrize("name", LONG)
# How much of the page was laid out when its scripts could run for the first time, and what moved since.
WATCH = """
addEventListener("DOMContentLoaded", () => {
  const pieces = [...document.querySelectorAll(".piece")];
  self.waiting = pieces.filter((el) => !el.firstElementChild?.checkVisibility({ contentVisibilityAuto: true })).length;
});
self.shift = 0;
new PerformanceObserver((list) => {
  for (const e of list.getEntries()) if (!e.hadRecentInput) self.shift += e.value;
}).observe({ type: "layout-shift", buffered: true });
"""
TOP = "() => document.querySelector(location.hash).getBoundingClientRect().top"


@of_long_pages
@pytest.mark.parametrize("width", [360, 1280])
def test_what_is_far_below_waits_and_nothing_moves(
    page: Page, site: str, name: str, width: int
) -> None:
    """The far pieces are laid out later, all of them, and without a jump."""
    page.add_init_script(WATCH)
    resize(page, width, 740)
    page.goto(f"{site}/{name}.html")
    opened(page)
    settle(page)
    assert page.evaluate("self.waiting") > 5
    assert page.evaluate("self.shift") < 0.01
    assert page.locator(".piece").count() == page.locator(".piece.laid").count()


@pytest.mark.parametrize("name", ["en/glossary", "zh/summary", "both/search"])
def test_a_short_page_opens_too(page: Page, site: str, name: str) -> None:
    """Where little or nothing waits, there is an end as well."""
    page.goto(f"{site}/{name}.html")
    opened(page)


def places(page: Page) -> list[str]:
    """Return the sections of a page, the last first."""
    links = page.locator(".toc-tree a[href^='#']:not([href='#'])")
    found: list[str] = links.evaluate_all("all => all.map((a) => a.hash)")
    return found[::-1]


@pytest.mark.parametrize("name", ["both/speed-limits", "zh/noise"])
def test_whoever_leaves_early_arrives(page: Page, site: str, name: str) -> None:
    """A link to the end, followed while the page still opens, leads there: smoothly, and exactly."""
    page.add_init_script("self.requestIdleCallback = () => 0")  # it would open for ever
    page.goto(f"{site}/{name}.html")
    assert not page.evaluate(OPENED)
    last = places(page)[0]
    page.locator(f".toc-tree a[href='{last}']").evaluate("el => el.click()")
    until(page, f"({OPENED})() && Math.abs(({TOP})() - 40) < 4")


@pytest.mark.parametrize("name", ["both/speed-limits", "zh/noise"])
def test_an_arrival_is_at_its_place_at_once(page: Page, site: str, name: str) -> None:
    """A link from elsewhere to a section leads there, without running through all that is above it."""
    page.goto(f"{site}/{name}.html")
    for place in places(page)[:4]:
        page.goto("about:blank")
        page.goto(f"{site}/{name}.html{place}")
        assert abs(page.evaluate(TOP) - 40) < 8, place
        settle(page)
        assert abs(page.evaluate(TOP) - 40) < 8, place


@pytest.mark.parametrize("name", ["both/speed-limits", "zh/noise"])
def test_whoever_comes_back_finds_the_place(page: Page, site: str, name: str) -> None:
    """After a reload, and back from another page, the same line is at the top."""
    page.goto(f"{site}/{name}.html")
    opened(page)
    middle = places(page)[len(places(page)) // 2]
    where = f"() => document.querySelector('{middle}').getBoundingClientRect().top"
    page.evaluate(f"scrollTo({{ top: ({where})() + scrollY - 200, behavior: 'instant' }})")
    settle(page)
    before = page.evaluate(where)
    for come_back in (page.reload, page.go_back):
        if come_back == page.go_back:
            page.goto(f"{site}/en/glossary.html")
        come_back()
        until(page, f"(before) => Math.abs(({where})() - before) < 2", arg=before)
        settle(page)
        assert abs(page.evaluate(where) - before) < 2


def test_what_is_read_stays_where_it_is(page: Page, site: str) -> None:
    """When something further up grows, the browser scrolls along: no sidebar keeps it from that."""
    page.goto(f"{site}/en/noise.html")
    opened(page)
    page.evaluate("scrollTo({ top: 3000, behavior: 'instant' })")
    settle(page)
    page.evaluate("document.querySelector('article h1').style.height = '500px'")
    until(page, "scrollY > 3300")
