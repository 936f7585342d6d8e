"""The real sources: what no build can see."""

import re
from pathlib import Path

import pytest
from books import DOCS

SOURCES = sorted(
    path
    for pattern in ("docs/*.md", "gallery/*/*.py", "gallery/**/*.rst", "momentum/**/*.py")
    for path in DOCS.parent.glob(pattern)
)
# CommonMark does not close bold between Chinese punctuation and a Chinese character.
BAD_BOLD = re.compile(r"(?:[^*]|\*(?!\*))*[：，。！？；、）]\*\*[\u3400-\u9fff]")


def bad_bold(line: str) -> bool:
    """Whether a bold text, found by counting the stars from the left, ends in punctuation."""
    return any(BAD_BOLD.match(line, star.end()) for star in list(re.finditer(r"\*\*", line))[::2])


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_bold_beside_punctuation(path: Path) -> None:
    """Punctuation stands outside the stars."""
    lines = path.read_text("utf-8").splitlines()
    assert not [f"{path}:{n}: {line}" for n, line in enumerate(lines, 1) if bad_bold(line)]


def test_there_are_sources() -> None:
    """The pattern above finds the book."""
    assert len(SOURCES) > 10


def test_bad_bold_is_found() -> None:
    """The pattern finds what it is for, and nothing else."""
    assert bad_bold("**重要：**先")
    assert bad_bold("一。**二**，**重要：**先")
    assert not bad_bold("**重要**：先")
    assert not bad_bold("一。**学习率不变时**，二")
