"""Double precision in all libraries, so that equal means equal up to rounding; and a table of what was found."""

import os

os.environ.setdefault("KERAS_BACKEND", "torch")  # before Keras is imported

from importlib.metadata import version

import jax
import keras
import numpy as np
import pytest

jax.config.update("jax_enable_x64", True)
FOUND: dict[tuple[str, str], float] = {}  # fact and library: the largest difference seen


@pytest.fixture(autouse=True)
def _double():
    keras.config.set_floatx("float64")
    yield
    keras.config.set_floatx("float32")


@pytest.fixture
def differs():
    """Return what measures a difference, and keeps the largest for the table at the end."""

    def largest(fact, libraries, difference):
        found = float(np.abs(np.asarray(difference)).max())
        names = ", ".join(f"{name} {version(name)}" for name in libraries.split(", "))
        FOUND[fact, names] = max(found, FOUND.get((fact, names), 0.0))
        return found

    return largest


def pytest_terminal_summary(terminalreporter):
    """Print the table: fact, libraries, largest difference."""
    if FOUND:
        terminalreporter.section("largest differences from the libraries")
        for (fact, names), found in sorted(FOUND.items()):
            terminalreporter.write_line(f"{found:8.1e}  {fact}  ({names})")
