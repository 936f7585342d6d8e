"""A test that claims to check an equation must have computed what the page prints."""

from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Fail a test marked with an equation that it did not read from its page."""
    labels = {label for mark in item.iter_markers("checks") for label in mark.args}
    if not labels:
        return (yield)
    import printed  # needs torch and SymPy, which the browser tests have not

    printed.USED.clear()
    result = yield
    unread = (labels & printed.equations().keys()) - printed.USED
    assert not unread, f"{item.name} is marked with {unread} but did not compute what is printed"
    return result
