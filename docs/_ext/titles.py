"""A Chinese title breaks between words, not inside them, as large and short lines would show.

The style sheet forbids breaks in titles (``word-break: keep-all``); here they get places where one may
be. Works on the finished HTML, where all titles are, in the text and around it.
"""

from __future__ import annotations

import functools
import json
import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from node import NODE
from sphinx.errors import ExtensionError

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

TITLE = re.compile(
    r"<(h[1-6])\b[^>]*>.*?</\1>|"
    r'<div class="(?:title|toc-tree|sphx-glr-thumbnail-title)"[^>]*>.*?</div>',
    re.S,
)
RUN = re.compile(r"<[^>]*>|[\u3400-\u9fff]{3,}")
FORWARDS = set(
    "一与和在从比是不很最更再只太第每把被为以向对让用看当"
)  # of one sign, to the next word


def titled(body: str) -> str:
    """Return the body of a page with places to break in its titles."""
    return TITLE.sub(lambda title: between_words(title[0]), body)


def between_words(html: str) -> str:
    """Return HTML that may break between the words of its Chinese texts."""
    return RUN.sub(
        lambda run: run[0] if run[0].startswith("<") else "<wbr>".join(words(run[0])), html
    )


@functools.cache
def words(run: str) -> list[str]:
    """Return the words of a run of Chinese; one of a single sign goes with its neighbour."""
    made: list[str] = []
    for word in ask(run):
        before = made[-1] if made else ""
        alone = 1 in (len(before), len(word)) and word not in FORWARDS
        if before and (alone or before in FORWARDS):
            made[-1] += word
        else:
            made.append(word)
    if len(made[-1]) == 1:
        made[-2:] = ["".join(made[-2:])]
    return made


def ask(run: str) -> list[str]:
    """Send a text to node and return its words."""
    server = serve(os.getpid())
    if server.stdin is None or server.stdout is None:
        raise ExtensionError("the process for words has no pipes")
    server.stdin.write(json.dumps(run) + "\n")
    server.stdin.flush()
    found: list[str] = json.loads(server.stdout.readline())
    return found


@functools.cache
def serve(pid: int) -> subprocess.Popen[str]:
    """Start the node process of one Python process; it ends when its standard input closes."""
    command = [NODE, Path(__file__).with_suffix(".mjs")]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )


def add_filter(app: Sphinx) -> None:
    """Let the template of all pages do it."""
    if templates := getattr(app.builder, "templates", None):
        templates.environment.filters["worded"] = titled


def setup(app: Sphinx) -> ExtensionMetadata:
    """Give the template its filter."""
    app.connect("builder-inited", add_filter)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
