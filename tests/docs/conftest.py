"""Builds shared by the tests of the documentation: a small book in three editions, and its faults.

The book has one page for every construct and is built once in a session.
"""

import pytest
from books import EDITIONS, Book, build, prepare, sample
from constructs import CONSTRUCTS, FAULTS, HEAD


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Build the sample and all constructs in three editions; any warning is a failure."""
    root = sample(tmp_path_factory.mktemp("book"), CONSTRUCTS)
    for edition in EDITIONS:
        done = build(root, edition)
        assert done.returncode == 0, done.stderr
    return Book(root)


@pytest.fixture(scope="session")
def faults(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Build one page for every fault and return the warnings."""
    root = tmp_path_factory.mktemp("faults")
    prepare(root, {name: source for name, (source, *_) in FAULTS.items()})
    (root / "docs" / "references.bib").touch()
    (root / "docs" / "index.md").write_text(
        f"{HEAD}```{{toctree}}\n:glob:\n\npages/*\n```\n", "utf-8"
    )
    done = build(root, "en")
    assert done.returncode != 0, "faults must fail a build under -W"
    return done.stderr
