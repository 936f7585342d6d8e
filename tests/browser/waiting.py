"""Waiting for a page by its own frames, not by the clock."""

from playwright.sync_api import Page


def opened(page: Page) -> None:
    """Wait until all of a page that opens in pieces is laid out, and its scripts have seen it."""
    page.wait_for_function("() => !document.documentElement.matches('.opening')")
    drawn(page)


def resize(page: Page, width: int, height: int) -> None:
    """Give the window another size, and wait until what depends on it has followed."""
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function("([w, h]) => innerWidth === w && innerHeight === h", arg=[width, height])
    drawn(page)


def drawn(page: Page) -> None:
    """Wait until whatever was asked for before is on the screen: by the page's clock, not by ours."""
    page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
    )
