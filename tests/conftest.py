"""A test that claims to check an equation must have computed what the page prints."""

from collections.abc import Generator

import printed
import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Fail a test marked with an equation that it did not read from its page."""
    printed.USED.clear()
    yield
    marks = (label for mark in item.iter_markers("checks") for label in mark.args)
    unread = {label for label in marks if label in printed.equations()} - printed.USED
    assert not unread, f"{item.name} is marked with {unread} but did not compute what is printed"
