"""Whatever the pages ship, its name and its licence go with it."""

import dataclasses
import json
import re
from pathlib import Path

import pytest
from books import DOCS
from notices import PYTHON, UNSAID, Notice, filled, from_npm, notices, table, texts
from sphinx.errors import ExtensionError

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


# -- A little of everything

WORK = Notice("Zeta", "1.0", "MIT", "https://zeta.org", "\nPermission is granted.\n")
UNSAYING = next(iter(UNSAID))


def ship(monkeypatch: pytest.MonkeyPatch, *works: Notice) -> None:
    """Let the pages have nothing but some works."""
    for source in ("from_npm", "from_python"):
        monkeypatch.setattr(f"notices.{source}", lambda: [])
    monkeypatch.setattr("notices.inside", lambda: works)


def test_works_stand_in_the_order_of_the_alphabet(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the table and below it, each licence parted from the next by a line of dashes."""
    ship(monkeypatch, WORK, dataclasses.replace(WORK, name="alpha", version=""))
    assert table() == "| [alpha](https://zeta.org) | MIT |\n| [Zeta](https://zeta.org) | MIT |"
    alpha, zeta = texts().split(f"\n{'-' * 80}\n\n")
    assert alpha == "alpha \nhttps://zeta.org\n\nPermission is granted.\n"
    assert zeta == "Zeta 1.0\nhttps://zeta.org\n\nPermission is granted.\n"


@pytest.mark.parametrize("gone", ["licence", "home", "text"])
def test_a_work_of_which_something_is_unknown_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, gone: str
) -> None:
    """Its licence, its address, or the text: without any of them it must not go out."""
    ship(monkeypatch, WORK, dataclasses.replace(WORK, **{gone: " " if gone == "text" else ""}))
    with pytest.raises(ExtensionError, match="Zeta goes into the pages"):
        notices()


def test_a_notice_stays_as_it_was_read() -> None:
    """Nothing changes what others say of their work."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        WORK.licence = "none"  # type: ignore[misc]


def test_holders_stand_in_their_licence() -> None:
    """Where its text has a place for them, or above it."""
    (mit, *_), (font, *_) = (filled(name, "A. Holder").split("\n\n") for name in ("MIT", "OFL-1.1"))
    assert mit == "Copyright (c) A. Holder" and "A. Holder" in font
    assert "{holders}" not in filled("MIT", "A. Holder")


def test_what_npm_brings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """All packages that are no tools, those inside others too, with each file of their licences."""
    monkeypatch.setattr("notices.DOCS", tmp_path)
    monkeypatch.setattr("notices.install", lambda: tmp_path / "node_modules")
    packages = {"": {}, "node_modules/tool": {"dev": True}, "node_modules/commander": {}}
    files = {"outer": "LICENSE.md", "outer/node_modules/inner": "licences/one.txt", UNSAYING: "a"}
    for name, file in files.items():
        packages[f"node_modules/{name}"] = {}
        path = tmp_path / "node_modules" / name / file
        path.parent.mkdir(parents=True)
        path.write_text(f"\nText of {name}\n", "utf-8")
        said = {"version": "2.0", "license": "MIT", "homepage": f"https://{name}.org"}
        (tmp_path / "node_modules" / name / "package.json").write_text(json.dumps(said), "utf-8")
    (tmp_path / "node_modules" / "outer" / "NOTICE").write_text("Beside it", "utf-8")
    (tmp_path / "package-lock.json").write_text(json.dumps({"packages": packages}), "utf-8")
    outer, inner, unsaying = from_npm()
    text = "Text of outer\n\nBeside it"
    assert outer == Notice("outer", "2.0", "MIT", "https://outer.org", text)
    assert (inner.name, inner.text) == ("inner", "Text of outer/node_modules/inner")
    home, holders = UNSAID[UNSAYING]
    assert unsaying == Notice(UNSAYING, "2.0", "MIT", home, filled("MIT", holders))
