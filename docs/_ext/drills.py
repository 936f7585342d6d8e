"""The answer of a drill, a short exercise: a number that a machine can read where it stands in the solution.

``{result}`= 0.25``` is exact, ``{result}`≈ 0.514``` is rounded to its last digit. The number and its tolerance
go into the page as ``data-value`` and ``data-tolerance``; ``tests/package/test_drills.py`` computes each again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from docutils.parsers.rst.states import Inliner
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

RESULT = re.compile(r"(?P<sign>[=≈]) (?P<number>-?\d+(?:\.(?P<places>\d+))?)")


class result(nodes.inline):
    """A number that answers a drill."""


def read(text: str) -> tuple[float, float]:
    """Return the number and its tolerance; raise ValueError if the text says none."""
    if not (found := RESULT.fullmatch(text)):
        raise ValueError(f"the result of a drill must be like '= 0.25' or '≈ 0.514', got {text!r}")
    rounded = 0.5 * 10.0 ** -len(found["places"] or "")
    return float(found["number"]), rounded if found["sign"] == "≈" else 0.0


def role(
    name: str, rawtext: str, text: str, lineno: int, inliner: Inliner, *_: Any
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Make the node of a result."""
    try:
        value, tolerance = read(text)
    except ValueError as error:
        message = inliner.reporter.error(str(error), line=lineno)
        return [nodes.problematic(rawtext, rawtext)], [message]
    shown = text.replace("-", "−").replace(" ", "\u00a0")
    return [result("", shown, classes=["result"], value=value, tolerance=tolerance)], []


def visit(self: HTML5Translator, node: result) -> None:
    """Write the number and its tolerance as attributes."""
    data: dict[str, Any] = {f"data-{name}": f"{node[name]:g}" for name in ("value", "tolerance")}
    self.body.append(self.starttag(node, "span", "", **data))


def depart(self: HTML5Translator, node: result) -> None:
    """End it."""
    self.body.append("</span>")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the role and its node."""
    app.add_node(result, html=(visit, depart))
    app.add_role("result", role)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
