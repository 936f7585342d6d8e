"""Builds shared by the tests of the documentation: a small book in three editions, and its faults.

The book has one page for every construct and is built once in a session.
"""

import os
from collections.abc import Iterator

import pytest
from books import ADDRESS, EDITIONS, HERE, Book, build, prepare, sample
from constructs import CONSTRUCTS, FAULTS, HEAD
from katex import _server


@pytest.fixture(scope="session")
def node() -> Iterator[None]:
    """End the node process of this test process: closing its input does it."""
    yield
    server = _server(os.getpid())
    server.communicate()
    assert server.returncode == 0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep on one worker what shares a built book, so that each is built once."""
    for item in items:
        shared = {"book", "faults", "hosted"}.intersection(getattr(item, "fixturenames", ()))
        where = min(shared, default=item.nodeid.split("::")[0])
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group(where))


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Build the sample and all constructs in three editions; any warning is a failure."""
    root = sample(tmp_path_factory.mktemp("book"), CONSTRUCTS)
    for edition in EDITIONS:
        done = build(root, edition)
        assert done.returncode == 0, done.stderr
    return Book(root)


@pytest.fixture(scope="session")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Build the sample in Chinese for a place on the web, from a repository on GitHub."""
    root = sample(tmp_path_factory.mktemp("hosted"), {"paragraph": CONSTRUCTS["paragraph"]})
    place = {"SITE_URL": ADDRESS, "GITHUB_REPOSITORY": "owner/book", "GITHUB_SHA": "c0ffee"}
    done = build(root, "zh", **place, GITHUB_REF="refs/heads/main")
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
