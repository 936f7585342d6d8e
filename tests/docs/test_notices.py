"""Whatever the pages ship, its name and its licence go with it."""

import json
import re

from books import DOCS
from notices import PYTHON, notices, table, texts

NAMED = {"katex", "KaTeX fonts", "furo", "d3-selection", "clipboard.js", "sphinx-design"}


def test_every_work_brings_its_licence() -> None:
    """Names, licences and whole texts, each once."""
    found = {one.name: one for one in notices()}
    assert found.keys() >= NAMED and len(found) == len(notices())
    whole, rows = texts(), table()
    for one in found.values():
        assert re.search(r"(?i)permission|redistribution", one.text), one.name
        assert one.text.strip() in whole and f"[{one.name}]({one.home})" in rows
    assert "SIL OPEN FONT LICENSE" in found["KaTeX fonts"].text
    assert "Khan Academy" in found["KaTeX fonts"].text


def test_every_package_of_the_style_sheet_is_named() -> None:
    """Who gives a style sheet stands in the list."""
    sheet = (DOCS / "styles" / "book.css").read_text("utf-8")
    given = {name.replace("_", "-") for name in re.findall(r'@import "(\w+)/', sheet)}
    assert len(given) > 5
    assert given <= {name.lower() for name in PYTHON}


def test_every_package_of_node_is_named_or_a_tool() -> None:
    """A new dependency is shipped until somebody says that it is a tool."""
    wanted = json.loads((DOCS / "package.json").read_text("utf-8"))
    named = {one.name for one in notices()}
    assert wanted["dependencies"].keys() <= named
    assert not wanted["devDependencies"].keys() & named
    assert {"d3-interpolate", "internmap"} <= named, "what comes with them, too"
