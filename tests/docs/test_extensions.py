"""What every extension tells Sphinx of itself."""

import importlib
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from books import DOCS

NAMES = sorted(
    path.parent.name if path.stem == "__init__" else path.stem
    for path in [*(DOCS / "_ext").glob("*.py"), *(DOCS / "_ext").glob("*/__init__.py")]
    if "\ndef setup(app: Sphinx) -> ExtensionMetadata:" in path.read_text("utf-8")
)


def test_there_are_extensions() -> None:
    """As many as modules that can be set up."""
    assert len(NAMES) > 25


@pytest.mark.parametrize("name", NAMES)
def test_an_extension_may_read_and_write_beside_others(name: str, tmp_path: Path) -> None:
    """So that a book may be built with several processes."""
    told = importlib.import_module(name).setup(MagicMock(doctreedir=tmp_path))
    assert told["parallel_read_safe"] is told["parallel_write_safe"] is True
