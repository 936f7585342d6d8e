"""For the gate: of tests that are alike, some; `nox -s browser` alone makes all of them.

Pages of scripts, of tests and of hidden cells are made by one template each. An explorable asks the same
in three editions, and a page in the edition of one language has nothing that the edition of both lacks.
"""

import re
from zlib import crc32

import pytest

ALIKE = re.compile(r"/(?:gallery|checks|cells)/")
KEPT = re.compile(r"en/(?:gallery/theory/|checks/test_noise|cells/noise)")
EDITION = re.compile(r"^(en|zh|both)[-/](.+)$")
ROUNDS = {"test_explorables.py": ("en", "zh", "both"), "test_panels.py": ("en", "zh", "both")}
ROUNDS |= {"test_every_page.py": ("en", "zh")}


def wanted(item: pytest.Item) -> bool:
    """Whether a test is one of some: an edition in turn, by the names of test and page."""
    name = item.nodeid.partition("[")[2].rstrip("]")
    if ALIKE.search(f"/{name}") and not KEPT.search(name):
        return False
    editions = ROUNDS.get(item.path.name)
    found = EDITION.match(name)
    if not editions or not found or found[1] not in editions:
        return True
    test = item.nodeid.partition("[")[0].rpartition("::")[2]
    return found[1] == editions[crc32(f"{test} {found[2]}".encode()) % len(editions)]
