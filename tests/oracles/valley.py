"""The gradients on which the libraries are compared; NumPy alone, so that MXNet's Python has it, too."""

import numpy as np

MATRIX = np.array([[2.0, 0.3, 0.0], [0.3, 1.0, -0.2], [0.0, -0.2, 0.4]])


def gradient(x, t):
    """A gradient that depends on the point and, as with minibatches, on the step."""
    return MATRIX @ x + np.sin([t, 2.0 * t, 3.0 * t])


def calm(x, t):
    """The same valley without noise, its minimum away from the origin."""
    return MATRIX @ x + np.array([1.0, -2.0, 0.5])


def nothing(x, t):
    """No loss at all."""
    return np.zeros_like(x)


GRADIENTS = {one.__name__: one for one in (gradient, calm, nothing)}
