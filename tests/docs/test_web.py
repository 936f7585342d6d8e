"""What runs in the browser, as a whole: its types, and its bundler."""

import subprocess
from pathlib import Path

import node
import pytest
from sphinx.errors import ExtensionError


def test_types() -> None:
    """TypeScript finds no error in any part."""
    tsc = node.install() / "typescript" / "bin" / "tsc"
    done = subprocess.run([node.NODE, tsc, "-p", node.WEB], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_what_does_not_bundle_fails_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error names the part, and says what its bundler said."""
    monkeypatch.setattr(node, "WEB", tmp_path)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "build.mjs").write_text("throw new Error('no such sign')", "utf-8")
    with pytest.raises(ExtensionError, match=r"docs/web/site does not bundle(?s:.*)no such sign"):
        node.make("site", tmp_path)
