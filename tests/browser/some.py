"""For the gate: of tests that are alike, some; `nox -s browser` alone makes all of them.

Pages of scripts, of tests and of hidden cells are made by one template each. What is asked of many things in
three editions is asked of each thing in one edition, in turn. A page is always tried with both languages, which
has all that they have, at every other width; every other page alone, too, at the widths between. What is asked
of all explorables, and of all searches, is asked of about half.
"""

import re
from collections import defaultdict
from zlib import crc32

import pytest

ALIKE = re.compile(r"/(?:gallery|checks|cells)/")
KEPT = re.compile(r"(?:en|zh|both)/(?:gallery/theory/|checks/test_noise|cells/noise)")
EDITION = re.compile(r"(?<![^-/])(?:en|zh|both)(?![^-/])")
PAGES = "test_every_page.py"
HALVED = ("test_explorables.py", "test_panels.py", "test_search.py")


def some(items: list[pytest.Item]) -> list[pytest.Item]:
    """Return the tests that the gate makes, in their order."""
    groups: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        test, _, name = item.nodeid.partition("[")
        name = name.rstrip("]")
        if ALIKE.search(f"/{name}") and not KEPT.match(name):
            continue
        alone = EDITION.sub("", name, count=1).strip("-/")
        groups[f"{test} {alone or name}"].append(item)
    kept = {item for key, group in groups.items() if asked(key) for item in turn(key, group)}
    return [item for item in items if item in kept]


def asked(key: str) -> bool:
    """Whether a group is among those that the gate asks: a test of one thing alone always is."""
    test, _, thing = key.partition(" ")
    return not (thing and any(name in test for name in HALVED)) or crc32(key.encode()) % 2 == 0


def turn(key: str, group: list[pytest.Item]) -> list[pytest.Item]:
    """Return those of a group whose turn it is."""
    always = [item for item in group if item.path.name == PAGES and "[both/" in item.nodeid]
    others = [item for item in group if item not in always]
    if always:
        others = others if crc32(key.encode()) // 2 % 2 == 0 else []
    return [*always, *others[crc32(key.encode()) % len(others) :][:1]] if others else always
