"""The scripts of labs: made once, put into the site, and loaded by the pages that need them."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import kept
import pytest
from docutils import nodes
from docutils.utils import new_document
from drills import result
from labs import scripts
from labs.directives import lab


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Bundle without node, into a folder of the test; return what was bundled so far."""
    asked: list[str] = []

    def make(part: str, out: Path) -> None:
        asked.append(part)
        (out / "labs.js").write_text("start()", "utf-8")

    monkeypatch.setattr(scripts, "make", make)
    monkeypatch.setattr(kept, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(kept, "made_of", lambda: ())
    return asked


def test_scripts_are_made_once(bundled: list[str]) -> None:
    """All editions and the tests share them."""
    assert scripts.made() == scripts.made()
    assert (scripts.made() / "labs.js").read_text("utf-8") == "start()"
    assert bundled == ["labs"]


@pytest.mark.parametrize(("kind", "times"), [("html", 2), ("latex", 1)])
def test_the_site_has_the_scripts(
    bundled: list[str], tmp_path: Path, kind: str, times: int
) -> None:
    """Also when it is built again over what is there; nothing else takes them."""
    app = SimpleNamespace(builder=SimpleNamespace(format=kind), outdir=tmp_path / "site")
    for _ in range(times):
        scripts.prepare(app)
    assert bundled == (["labs"] if kind == "html" else [])
    assert (tmp_path / "site" / "_static" / "labs" / "labs.js").exists() == (kind == "html")


@pytest.mark.parametrize(
    ("page", "holds", "loaded"),
    [
        ("chapter", [], []),
        ("chapter", [lab("", lab="a")], ["labs/labs.js"]),
        ("chapter", [result("", "= 1")], ["labs/answers.js"]),
        ("chapter", [lab("", lab="a"), result("", "= 1")], ["labs/labs.js", "labs/answers.js"]),
        ("exercise-sheet", [], ["labs/answers.js"]),  # its solutions come when it is written
        ("labs", [], ["labs/progress.js"]),
        ("labs", None, []),
    ],
)
def test_a_page_loads_what_it_needs(
    page: str, holds: list[nodes.Element] | None, loaded: list[str]
) -> None:
    """And nothing else, while its text is there already; a page that no source has made loads none."""
    told: list[tuple[str, dict[str, Any]]] = []
    app = SimpleNamespace(add_js_file=lambda name, **how: told.append((name, how)))
    document = None
    if holds is not None:
        document = new_document("")
        document += [one.deepcopy() for one in holds]
    scripts.add_files(app, page, "page.html", {}, document)
    assert told == [(name, {"loading_method": "defer"}) for name in loaded]
