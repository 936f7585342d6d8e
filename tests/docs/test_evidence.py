"""The tests that hold statements, read from the source of their files."""

from pathlib import Path

import pytest
from checked.evidence import Check, kinds, read_tests

SOURCE = '''"""Sums."""
import pytest


@pytest.fixture
def plain(): ...


@pytest.mark.slow()
@pytest.mark.checks("eq-a", "thm-b", by="numerics")
@pytest.mark.checks("eq-c", by="decided")
def test_sums_hold():
    """In any order."""
    assert 1 + 2 == 2 + 1


def test_nothing(): ...
'''


def write(root: Path, name: str, source: str) -> None:
    """Write a file of tests."""
    (root / "tests" / name).parent.mkdir(parents=True, exist_ok=True)
    (root / "tests" / name).write_text(source, "utf-8")


def test_every_mark_is_a_check(tmp_path: Path) -> None:
    """It has the lines of its test, marks and all; what is not marked, or no test, is passed over."""
    write(tmp_path, "small/test_sums.py", SOURCE)
    write(tmp_path, "small/sums.py", SOURCE)
    lines = {"line": 12, "first": 9, "last": 14}
    where = {"file": "tests/small/test_sums.py", "name": "test_sums_hold", **lines}
    assert read_tests(tmp_path) == [
        Check(by="numerics", labels=("eq-a", "thm-b"), **where),
        Check(by="decided", labels=("eq-c",), **where),
    ]


def test_files_are_read_in_their_order(tmp_path: Path) -> None:
    """So that two builds are the same."""
    for name in ("b/test_b.py", "test_c.py", "a/test_a.py"):
        write(tmp_path, name, SOURCE)
    files = list(dict.fromkeys(check.file for check in read_tests(tmp_path)))
    assert files == ["tests/a/test_a.py", "tests/b/test_b.py", "tests/test_c.py"]


def check(by: str, *labels: str) -> Check:
    """Return a check of some labels."""
    return Check("tests/small/test_sums.py", "test_sums_hold", 1, by, labels, 1, 2)


def test_a_check_leads_to_its_code() -> None:
    """To the page of its file, and to its own place there; two that say the same are one."""
    one = check("numerics")
    assert (one.page, one.anchor) == ("test_sums", "test-sums-hold")
    assert {one} == {check("numerics")}


@pytest.mark.parametrize(
    ("label", "said"),
    [("a", ["decided", "numerics"]), ("b", ["algebra", "library"]), ("c", [])],
)
def test_the_strongest_evidence_comes_first(label: str, said: list[str]) -> None:
    """Each kind that a statement has, once, in whatever order the tests stand."""
    found = [check("numerics", "a"), check("library", "b"), check("decided", "a")]
    assert kinds(label, [*found, check("algebra", "b"), check("numerics", "a")]) == said


@pytest.mark.parametrize(
    "mark",
    ['by="numerics"', 'LABEL, by="numerics"', '"a", LABEL, by="numerics"', '"a"', '"a", by="faith"'],
)  # fmt: skip
def test_a_mark_says_labels_and_a_kind(tmp_path: Path, mark: str) -> None:
    """Labels as strings, and one of the kinds; the message says where and what."""
    write(tmp_path, "test_sums.py", f"\n@pytest.mark.checks({mark})\ndef test_sums(): ...\n")
    wanted = r"^tests/test_sums\.py:2: checks wants labels as strings, and by as one of decided, "
    with pytest.raises(ValueError, match=wanted):
        read_tests(tmp_path)
