"""The built site, and a server of our own on 127.0.0.1 for it."""

import functools
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

SITE = Path(os.environ.get("SITE", "build/html")).resolve()


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        """Keep the output for the tests."""


@contextmanager
def serve() -> Iterator[str]:
    """Serve the built site on a free port and give its address."""
    if not (SITE / "en" / "index.html").is_file():
        pytest.exit(f"{SITE} holds no site: build it first, or name it in SITE.", returncode=1)
    handler = functools.partial(Quiet, directory=SITE)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
