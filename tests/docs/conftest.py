"""Builds shared by the tests of the documentation: a small book in three editions, and its faults.

The book has one page for every construct and is built once in a session.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from books import ADDRESS, EDITIONS, Book, build, prepare, sample
from constructs import CONSTRUCTS, FAULTS, HEAD
from katex import _server
from xdist.scheduler import LoadScopeScheduling


@pytest.fixture(scope="session")
def node() -> Iterator[None]:
    """End the node process of this test process: closing its input does it."""
    yield
    server = _server(os.getpid())
    server.communicate()
    assert server.returncode == 0


class Sharing(LoadScopeScheduling):
    """Keeps the tests of the documentation on one worker, so that each book is built once.

    The largest group goes first, and single tests fill what is left of both workers. xdist's own
    ``loadgroup`` does not see groups under pytest 9.2 (pytest-dev/pytest-xdist#1386).
    """

    def _split_scope(self, nodeid: str) -> str:
        return "docs" if nodeid.startswith("tests/docs/") else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Sharing:
    """Distribute tests over the workers."""
    return Sharing(config, log)


def once(factory: pytest.TempPathFactory, name: str) -> Path:
    """Return an empty folder; fail if another worker has asked for one under this name."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        (factory.getbasetemp().parent / name).mkdir()
    return factory.mktemp(name)


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Write the sample and all constructs, to be built in three editions; any warning is a failure."""
    return Book(sample(once(tmp_path_factory, "book"), CONSTRUCTS), EDITIONS)


@pytest.fixture(scope="session")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Build the sample in Chinese for a place on the web, from a repository on GitHub."""
    root = sample(once(tmp_path_factory, "hosted"), {"paragraph": CONSTRUCTS["paragraph"]})
    place = {"SITE_URL": ADDRESS, "GITHUB_REPOSITORY": "owner/book", "GITHUB_SHA": "c0ffee"}
    done = build(root, "zh", **place, GITHUB_REF="refs/heads/main")
    assert done.returncode == 0, done.stderr
    return Book(root)


@pytest.fixture(scope="session")
def faults(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Build one page for every fault and return the warnings."""
    root = once(tmp_path_factory, "faults")
    prepare(root, {name: source for name, (source, *_) in FAULTS.items()})
    (root / "docs" / "references.bib").touch()
    (root / "docs" / "index.md").write_text(
        f"{HEAD}```{{toctree}}\n:glob:\n\npages/*\n```\n", "utf-8"
    )
    done = build(root, "en")
    assert done.returncode != 0, "faults must fail a build under -W"
    return done.stderr
