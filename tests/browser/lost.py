"""A worker that ends in the middle of a test has lost its browser: another one tries the test once more."""

from typing import Any

import pytest

LOST: set[str] = set()


@pytest.hookimpl(optionalhook=True)  # where there are no workers, nothing is lost
def pytest_handlecrashitem(crashitem: str, report: pytest.TestReport, sched: Any) -> None:
    """Give the test to the next worker; the second time it has failed."""
    if crashitem not in LOST:
        LOST.add(crashitem)
        sched.mark_test_pending(crashitem)
        report.outcome = "rerun"  # type: ignore[assignment]
