"""A server of our own on 127.0.0.1, and one Chromium for all pages."""

import functools
import os
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SITE = Path(os.environ.get("SITE", "build/html")).resolve()
ARGS = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking"]


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        """Keep the output for the tests."""


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """Serve the built site on a free port and return its address."""
    if not (SITE / "en" / "index.html").is_file():
        pytest.exit(f"{SITE} holds no site: build it first, or name it in SITE.", returncode=1)
    handler = functools.partial(Quiet, directory=SITE)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


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
