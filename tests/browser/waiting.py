"""Waiting for a page by its own frames, not by the clock."""

import time
from typing import Any

from playwright.sync_api import Page

OPENED = "() => !document.documentElement.matches('.opening')"
# Seconds, after which it will not happen; the ledger needs many of them on a busy machine.
PATIENCE = 90


def until(page: Page, expression: str, arg: Any = None) -> None:
    """Wait until an expression is true: asked from outside, as the page's policy allows no texts inside."""
    end = time.monotonic() + PATIENCE
    while not page.evaluate(expression, arg):
        assert time.monotonic() < end, f"never true: {expression}"
        drawn(page)


def opened(page: Page) -> None:
    """Wait until all of a page that opens in pieces is laid out, and its scripts have seen it."""
    until(page, OPENED)
    drawn(page)


def laid_out(page: Page) -> None:
    """Have a page that opens in pieces laid out at once, as for paper: the ledger would take half a minute."""
    page.evaluate("document.documentElement.classList.remove('opening')")
    drawn(page)


def resize(page: Page, width: int, height: int) -> None:
    """Give the window another size, and wait until what depends on it has followed."""
    page.set_viewport_size({"width": width, "height": height})
    until(page, "([w, h]) => innerWidth === w && innerHeight === h", [width, height])
    drawn(page)


def drawn(page: Page) -> None:
    """Wait until whatever was asked for before is on the screen: by the page's clock, not by ours."""
    page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
    )
