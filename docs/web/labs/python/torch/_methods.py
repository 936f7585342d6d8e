"""Operators, and what leads from tensors back to numbers."""

from torch import _elementwise, _functions, _shapes
from torch._core import Tensor, boolean, flat, float64, int64, method, offered
from torch._elementwise import NUMBERS, paired
from torch._make import cast, clone, zeros


def operator(name, function):
    """Offer an operator and its mirror image."""
    setattr(Tensor, "__%s__" % name, function)
    setattr(Tensor, "__r%s__" % name, lambda a, b: function(b, a))


def floor_divide(a, b):
    """The quotient, rounded down."""
    return paired(lambda x, y: x // y, a, b, "//")


def remainder(a, b):
    """What division leaves, with the sign of the divisor."""
    return paired(lambda x, y: x % y, a, b, "%")


operator("add", _elementwise.add)
operator("sub", _elementwise.sub)
operator("mul", _elementwise.mul)
operator("truediv", _elementwise.div)
operator("pow", _elementwise.pow)
operator("floordiv", offered("floor_divide")(floor_divide))
operator("mod", offered("remainder")(remainder))
operator("and", _functions.logical_and)
operator("or", _functions.logical_or)

for name in ("lt", "le", "gt", "ge"):
    setattr(Tensor, "__%s__" % name, getattr(Tensor, name))
Tensor.__neg__ = Tensor.neg
Tensor.__abs__ = Tensor.abs
Tensor.__invert__ = Tensor.logical_not


def equals(a, b):
    """Element by element with a number; between tensors: are they the same object?

    Dictionaries of MicroPython ask this of keys that only share a place, so it has to be quick and
    plain. torch.eq and torch.equal compare tensors.
    """
    return _functions.eq(a, b) if isinstance(b, NUMBERS) else a is b


Tensor.__eq__ = equals
Tensor.__ne__ = lambda a, b: _functions.ne(a, b) if isinstance(b, NUMBERS) else a is not b


@offered("equal")
def equal(a, b):
    """Do they have the same shape and the same numbers?"""
    return a._shape == b._shape and list(flat(a)) == list(flat(b))


@offered("allclose")
def allclose(a, b, rtol=1e-05, atol=1e-08):
    """Is every number near its counterpart?"""
    return bool(paired(lambda x, y: x == y or abs(x - y) <= atol + rtol * abs(y), a, b).all())


@method("item")
def item(x):
    """The only number."""
    values = flat(x)
    if len(values) != 1:
        raise RuntimeError("a Tensor with %d elements cannot be converted to Scalar" % len(values))
    return values[0]


@method("tolist")
def tolist(x):
    """The numbers as lists in lists."""
    return _shapes.nested(list(flat(x)), x._shape)


@method("__bool__")
def truth(x):
    """Is the only number not zero?"""
    size = len(flat(x))
    if size != 1:
        many = "more than one value" if size else "no values"
        raise RuntimeError("Boolean value of Tensor with %s is ambiguous" % many)
    return bool(flat(x)[0])


@offered("numel")
def numel(x):
    """How many numbers."""
    return len(flat(x))


@method("dim")
def dim(x):
    """How many dimensions."""
    return x.ndim


@method("size")
def size(x, dim=None):
    """The shape, or one size."""
    return x._shape if dim is None else x._shape[_shapes.axis(dim, x.ndim)]


@method("to")
def to(x, dtype=None, device=None, copy=False):
    """The numbers in another type; there is one device, "cpu"."""
    if isinstance(dtype, Tensor):
        dtype = dtype.dtype
    result = cast(x, None if isinstance(dtype, str) else dtype)
    return clone(result) if copy and result is x else result


for name, kind in (("double", float64), ("long", int64), ("bool", boolean)):
    setattr(Tensor, name, lambda x, kind=kind: cast(x, kind))
Tensor.new_zeros = lambda x, *size: zeros(*size, dtype=x.dtype)
for name in ("cpu", "contiguous"):
    setattr(Tensor, name, lambda x: x)


@method("__deepcopy__")
def deepcopy(x, memo):
    """A copy for copy.deepcopy."""
    if x._node is not None:
        raise RuntimeError(
            "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at "
            "the moment."
        )
    result = Tensor(list(flat(x)), x._shape, x.dtype)
    result._needs = x._needs
    if x._grad is not None:
        result._grad = deepcopy(x._grad, memo)
    memo[id(x)] = result
    return result
