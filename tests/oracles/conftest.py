"""Double precision in all libraries, so that equal means equal up to rounding."""

import os

os.environ.setdefault("KERAS_BACKEND", "torch")  # before Keras is imported

import jax
import keras
import pytest

jax.config.update("jax_enable_x64", True)


@pytest.fixture(autouse=True)
def _double():
    keras.config.set_floatx("float64")
    yield
    keras.config.set_floatx("float32")
