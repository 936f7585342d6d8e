"""What happens to a test whose worker ends."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
TESTS = """
import os, pathlib

def test_once():
    mark = pathlib.Path("mark")
    if not mark.exists():
        mark.touch()
        os._exit(1)

def test_always():
    os._exit(1)

def test_wrong():
    assert not pathlib.Path("wrong").exists()
    pathlib.Path("wrong").touch()
    assert False
"""


def test_it_is_tried_once_more_and_what_is_wrong_is_not(tmp_path: Path) -> None:
    """Of three tests one passes in the end; a failure is one at once."""
    (tmp_path / "test_it.py").write_text(TESTS, "utf-8")
    (tmp_path / "conftest.py").write_text(
        f"import sys\nsys.path.append({str(HERE)!r})\nfrom lost import pytest_handlecrashitem\n", "utf-8"
    )  # fmt: skip
    asked = [sys.executable, "-m", "pytest", "-n", "1", "-q", "-rA", "-p", "no:cacheprovider"]
    done = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "2 failed, 1 passed, 2 rerun" in done.stdout, done.stdout
    assert "PASSED test_it.py::test_once" in done.stdout
    assert "FAILED test_it.py::test_always" in done.stdout
    assert "FAILED test_it.py::test_wrong" in done.stdout
