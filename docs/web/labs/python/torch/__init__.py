"""A small torch: what the labs of this book need of it, with torch's semantics and messages.

float64, int64 and bool; one device; autograd for the arithmetic that is here. What is missing says so.
"""

import math

from torch import _index, _linear, _methods, _reduce, _show, optim
from torch._core import OFFERED, Tensor, boolean, dtype, float64, int64
from torch._grad import enable_grad, is_grad_enabled, no_grad, set_grad_enabled

globals().update(OFFERED)
Size = tuple
double = float64
long = int64
bool = boolean
inf, nan, pi, e = math.inf, math.nan, math.pi, math.e
preserve_format = contiguous_format = None


def is_tensor(x):
    """Is it a tensor?"""
    return isinstance(x, Tensor)


def get_default_dtype():
    """The type of new numbers: here always float64."""
    return float64


def set_default_dtype(kind):
    """Nothing changes: new numbers are float64 here."""
    if kind is not float64:
        raise TypeError("the small torch of this page has float64 only")


def __getattr__(name):
    raise AttributeError("module 'torch' has no attribute '%s'" % name)
