"""Double precision in all libraries, so that equal means equal up to rounding; and a table of what was found."""

import os

os.environ.setdefault("KERAS_BACKEND", "torch")  # before Keras is imported

from importlib.metadata import version

import jax
import keras
import numpy as np
import pytest

jax.config.update("jax_enable_x64", True)


@pytest.fixture(autouse=True)
def _double():
    keras.config.set_floatx("float64")
    yield
    keras.config.set_floatx("float32")


@pytest.fixture
def differs(record_property):
    """Return what measures a difference, and tells the table at the end of it."""

    def largest(fact, libraries, difference):
        found = float(np.abs(np.asarray(difference)).max())
        names = ", ".join(f"{name} {version(name)}" for name in libraries.split(", "))
        record_property(f"{fact}  ({names})", found)
        return found

    return largest


def pytest_terminal_summary(terminalreporter):
    """Print the table: largest difference, fact, libraries."""
    found = {}
    for report in terminalreporter.getreports("passed"):
        for fact, difference in report.user_properties:
            found[fact] = max(difference, found.get(fact, 0.0))
    if found:
        terminalreporter.section("largest differences from the libraries")
        for fact, difference in sorted(found.items()):
            terminalreporter.write_line(f"{difference:8.1e}  {fact}")
