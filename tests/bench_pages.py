"""What a first visit costs: requests, bytes over a gzip server, and how long the page is deaf.

``python tests/bench_pages.py OUT [PAGE ...]``: named pages, or all of the built site. Blocked is the
total blocking time: what tasks last beyond 50 ms, at full speed and on a processor four times slower.
"""

import gzip
import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote, urlsplit

sys.path.insert(0, str(Path(__file__).parent / "browser"))
from conftest import ARGS, executable
from playwright.sync_api import Browser, sync_playwright
from served import SITE
from waiting import opened

NAMED = ("en/index.html", "en/scalar.html", "both/beyond-quadratics.html", "en/gallery/index.html")
NAMED += ("en/ledger.html", "both/ledger.html")
SLOWER = (1, 4)
RUNS = 3
PACKED = {".html", ".css", ".js", ".svg", ".json", ".txt", ".xml"}
TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
TYPES |= {".woff2": "font/woff2", ".png": "image/png", ".webp": "image/webp"}
WATCH = """window.blocked = 0;
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) window.blocked += Math.max(task.duration - 50, 0);
}).observe({ type: "longtask", buffered: true });"""


@cache
def packed(path: Path) -> bytes:
    """Return a file as the server sends it."""
    body = path.read_bytes()
    return gzip.compress(body, 6) if path.suffix in PACKED else body


class Packing(BaseHTTPRequestHandler):
    """Serves the site compressed, as hosts do, and counts what it sends."""

    sent: ClassVar[list[int]] = []

    def do_GET(self) -> None:
        """Send a file."""
        path = SITE / unquote(urlsplit(self.path).path).lstrip("/")
        if not path.is_file():
            self.send_error(404)
            return
        body = packed(path)
        self.sent.append(len(body))
        self.send_response(200)
        self.send_header("Content-Type", TYPES.get(path.suffix, "application/octet-stream"))
        if path.suffix in PACKED:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serve() -> Iterator[str]:
    """Serve the site on a free port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Packing) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def visit(browser: Browser, url: str, slower: int) -> tuple[int, int, float]:
    """Open a page for the first time; return requests, bytes, and milliseconds blocked."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(WATCH)
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    Packing.sent.clear()
    page.goto(url, wait_until="networkidle", timeout=120_000)
    opened(page)
    page.wait_for_timeout(500)
    blocked = page.evaluate("window.blocked")
    context.close()
    return len(Packing.sent), sum(Packing.sent), blocked


def measure(browser: Browser, url: str, runs: int) -> dict[str, float]:
    """Visit a page several times; the least blocked visit is the least disturbed one."""
    found: dict[str, float] = {}
    for slower in SLOWER:
        visits = [visit(browser, url, slower) for _ in range(runs)]
        found |= {"requests": visits[0][0], "kB": round(visits[0][1] / 1000, 1)}
        found[f"blocked at {slower}x"] = round(min(blocked for *_, blocked in visits))
    return found


def main(out: Path, names: list[str]) -> None:
    """Measure, print a table, and write the figures."""
    every = sorted(path.relative_to(SITE).as_posix() for path in SITE.glob("*/**/*.html"))
    found: dict[str, dict[str, float]] = {}
    with serve() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGS)
        print(f"{'page':44}{'requests':>9}{'kB':>8}{'ms at 1x':>10}{'ms at 4x':>10}")
        for name in names or [*NAMED, *(name for name in every if name not in NAMED)]:
            one = measure(browser, f"{site}/{name}", RUNS if name in (names or NAMED) else 1)
            found[name] = one
            print(f"{name:44}" + "{:>9}{:>8}{:>10}{:>10}".format(*one.values()), flush=True)
        browser.close()
    for key in next(iter(found.values())):
        worst = max(found, key=lambda name: found[name][key])
        print(f"worst: {key}: {found[worst][key]} ({worst})")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
