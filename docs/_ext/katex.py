"""Formulas are rendered at build time: a Sphinx math renderer that asks KaTeX over a pipe.

Pages carry HTML and MathML and need no script. A formula KaTeX does not like is a warning with
file and line, so that ``-W`` fails.
"""

from __future__ import annotations

import functools
import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import fonts
from docutils import nodes
from node import NODE, install
from sphinx.errors import ExtensionError
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from tex import expand, spread

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

SERVER = Path(__file__).with_name("katex.mjs")

logger = logging.getLogger(__name__)


@functools.cache
def _server(pid: int) -> subprocess.Popen[str]:
    """Start the node process of one Python process; it ends when its standard input closes."""
    command = [NODE, SERVER, install() / "katex" / "dist" / "katex.mjs"]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )


@functools.cache
def _ask(request: str) -> dict[str, str]:
    """Send one request to node and return its answer, ``html`` or ``error``."""
    server = _server(os.getpid())
    if server.stdin is None or server.stdout is None:
        raise ExtensionError("the KaTeX process has no pipes")
    server.stdin.write(request + "\n")
    server.stdin.flush()
    if not (line := server.stdout.readline()):
        raise ExtensionError(f"the KaTeX process ended (exit code {server.wait()})")
    answer: dict[str, str] = json.loads(line)
    return answer


def render(
    tex: str, *, display: bool, macros: dict[str, str], before: str = "", after: str = ""
) -> dict[str, str]:
    """Render one formula: ``{"html": ...}``, or ``{"error": ...}`` if KaTeX rejects it.

    ``before`` and ``after`` are the punctuation, as HTML, that no line may part from it.
    """
    options = {
        "displayMode": display,
        "output": "htmlAndMathml",
        "strict": "error",
        "throwOnError": True,
    }
    request = {"tex": spread(expand(tex, macros)), "options": options}
    return _ask(json.dumps({**request, "before": before, "after": after}))


def _html(
    self: HTML5Translator, node: nodes.Element, *, display: bool, before: str = "", after: str = ""
) -> str:
    around = {"before": self.encode(before), "after": self.encode(after)}
    answer = render(node.astext(), display=display, macros=self.config.katex_macros, **around)
    if "error" in answer:
        logger.warning("%s", answer["error"], location=node, type="katex")
    elif gone := fonts.missing(answer["html"]) - set(before + after):
        wanted = "docs/_ext/fonts.py must keep these characters: %s"
        logger.warning(wanted, "".join(sorted(gone)), location=node, type="katex")
    return answer.get("html") or self.encode(before + node.astext() + after)


def visit_math(self: HTML5Translator, node: nodes.math, before: str = "", after: str = "") -> None:
    """Write an inline formula and the punctuation that keeps to it."""
    tag = self.starttag(node, "span", "", CLASS="math notranslate nohighlight")
    html = _html(self, node, display=False, before=before, after=after)
    self.body.append(f"{tag}{html}</span>")
    raise nodes.SkipNode


def visit_math_block(self: HTML5Translator, node: nodes.math_block) -> None:
    """Write a display formula with number and permalink, laid out as Sphinx's own renderers do."""
    self.body.append(self.starttag(node, "div", CLASS="math notranslate nohighlight"))
    if node["number"]:
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        if "tick" in node:  # the ledger's link to the tests
            self.body.append(node["tick"].astext())
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append("</span>")
    self.body.append(f"{_html(self, node, display=True)}</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the renderer under the name ``katex``."""
    app.add_config_value("katex_macros", {}, "env", types=[dict])
    app.add_html_math_renderer("katex", (visit_math, None), (visit_math_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
