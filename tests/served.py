"""The built site, and a server of our own on 127.0.0.1 for it."""

import functools
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

SITE = Path(os.environ.get("SITE", "build/html")).resolve()
EDITIONS = ("en", "zh", "both")
# Where hosts put a site, and what readers then ask for in vain.
PREFIXES = ("", "/book", "/en/latest")
LOST = ("/nope", "/nope/", "/nope.html", "/xx/conventions.html", "/en/nope.html", "/zh/a/b/c.html")


def golden() -> dict[str, list[dict[str, Any]]]:
    """Return what the package computes where the explorables will be asked."""
    file = SITE.parent / "golden.json"
    if not file.is_file():
        pytest.exit(f"{file} is missing: `nox -s tests` writes it.", returncode=1)
    values: dict[str, list[dict[str, Any]]] = json.loads(file.read_text("utf-8"))
    return values


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        """Keep the output for the tests."""

    def handle(self) -> None:
        """Answer until the browser hangs up, which is no fault."""
        with suppress(ConnectionError):
            super().handle()


class Hosted(Quiet):
    """Serves the site below every prefix as hosts do, with its 404 page wherever a file is missing."""

    def do_GET(self) -> None:
        """Answer with the file or with the page for what is not there."""
        path = urlsplit(self.path).path
        below = [path.removeprefix(prefix) for prefix in PREFIXES[::-1] if path.startswith(prefix)]
        found = [SITE / name.lstrip("/") for name in below]
        found = [
            file / "index.html" if file.is_dir() and path[-1] == "/" else file for file in found
        ]
        file = next((file for file in found if file.is_file()), None)
        body = (file or SITE / "404.html").read_bytes()
        self.send_response(200 if file else 404)
        self.send_header("Content-Type", self.guess_type(str(file or "404.html")))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serve(kind: type[Quiet] = Quiet, folder: Path = SITE) -> Iterator[str]:
    """Serve the built site, or another folder, on a free port and give its address."""
    if folder == SITE and not (SITE / "en" / "index.html").is_file():
        pytest.exit(f"{SITE} holds no site: build it first, or name it in SITE.", returncode=1)
    handler = functools.partial(kind, directory=folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
