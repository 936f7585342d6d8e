"""A Content-Security-Policy in each page: it runs the scripts it was built with, and no others.

Whatever gets into a page by an address, a stored state or a stranger's extension cannot run as a
script there, and nothing is fetched from, or sent to, another host.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

# Formulas place their signs by style attributes; icons are pictures in style sheets, and a picture
# that is saved is drawn from one in memory.
RULES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "frame-src": "'self'",
    "object-src": "'self'",  # the page for what is not there shows the way home in one
    "base-uri": "'none'",
    "form-action": "'self'",
}
# A lab runs Python that is compiled to WebAssembly, in a worker that the page makes of a text.
MARK = 'id="labs-of-page"'
LABS = {"script-src": "'wasm-unsafe-eval'", "worker-src": "blob:"}
HEAD = re.compile(r"<head[^>]*>")
# A script in the page that is run: one without an address, and no data.
INLINE = re.compile(r"<script(?![^>]*\b(?:src|type)=)[^>]*>(.*?)</script>", re.S)


def guarded(page: str) -> str:
    """Return a page with its policy, which names the scripts in it by their digests."""
    digests = (hashlib.sha256(text.encode()).digest() for text in INLINE.findall(page))
    hashes = [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
    more = LABS if MARK in page else {}
    scripts = [RULES["script-src"], *dict.fromkeys(hashes), *filter(None, [more.get("script-src")])]
    rules = RULES | more | {"script-src": " ".join(scripts)}
    policy = "; ".join(f"{name} {value}" for name, value in rules.items())
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return HEAD.sub(lambda head: f"{head[0]}\n{meta}", page, count=1)


def guard(app: Sphinx) -> None:
    """Have every page that a template makes guarded, when it is whole."""
    templates = getattr(app.builder, "templates", None)
    if app.builder.format != "html" or templates is None:
        return
    render = templates.render

    def rendered(template: str, context: dict[str, Any]) -> str:
        return guarded(render(template, context))

    templates.render = rendered


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the extension."""
    app.connect("builder-inited", guard)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
