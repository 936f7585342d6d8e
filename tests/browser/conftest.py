"""A server of our own on 127.0.0.1, and one Chromium for all pages."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from served import SITE, Quiet, serve

__all__ = ["ARGS", "SITE", "Quiet", "executable"]

ROOT = Path(__file__).resolve().parents[2]
ARGS = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """Serve the built site and return its address."""
    with serve() as address:
        yield address


def executable() -> str | None:
    """Find the machine's Chromium; None leaves it to Playwright's own."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start one Chromium."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=executable(), args=ARGS)
        except Error:
            pytest.exit(
                "No Chromium: install it on the machine or run `playwright install chromium`.",
                returncode=1,
            )
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """Open a window on a desk."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Open a tab."""
    return context.new_page()


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[Page]:
    """Open one tab for all pages of a file of tests."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()
