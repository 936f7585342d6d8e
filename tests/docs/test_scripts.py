"""The script of all pages comes into the site, and into nothing else."""

from pathlib import Path
from types import SimpleNamespace

import pytest
import scripts


@pytest.mark.parametrize("form", ["html", "latex"])
def test_the_script_is_added_to_pages(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the folder for it is there or not; each page loads it, and is shown before it runs."""
    (made := tmp_path / "made").mkdir()
    (made / "site.js").write_text("1;", "utf-8")
    monkeypatch.setattr(scripts, "made", lambda: made)
    added: list[tuple[str, dict[str, str]]] = []
    app = SimpleNamespace(
        builder=SimpleNamespace(format=form),
        outdir=str(tmp_path / "out"),
        add_js_file=lambda name, **how: added.append((name, how)),
    )
    for _ in range(2):  # the first build, and the next into the same folder
        scripts.add(app)
    written = tmp_path / "out" / "_static" / "site.js"
    if form == "html":
        assert written.read_text("utf-8") == "1;"
        assert added == [("site.js", {"defer": "defer"})] * 2
    else:
        assert not written.parent.exists() and not added
