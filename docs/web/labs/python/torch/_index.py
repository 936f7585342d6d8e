"""x[...]: which elements are meant."""

from torch import _shapes
from torch._core import Tensor, boolean, flat, int64, method, offered
from torch._elementwise import NUMBERS, made
from torch._grad import Mode
from torch._inplace import HERE, LEAF, changing
from torch._views import view


class Whole:
    """The slice `:`, which MicroPython cannot make by hand."""

    def indices(self, size):
        """From, to, step."""
        return 0, size, 1


WHOLE = Whole()


def chosen(x, key):
    """Where the elements of x[key] lie, their shape, and whether they are copied."""
    keys = key if isinstance(key, tuple) else (key,)
    if len(keys) == 1 and isinstance(keys[0], list):
        keys = (made(*_listed(keys[0])),)
    if len(keys) == 1 and isinstance(keys[0], Tensor) and keys[0].ndim:
        return _gathered(x, keys[0]) + (True,)
    return _cut(x._shape, [k.item() if isinstance(k, Tensor) else k for k in keys]) + (False,)


def _listed(data):
    values = []
    shape = _shapes.flattened(data, values)
    return values, shape, int64


def _gathered(x, index):
    if index.dtype is boolean:
        if index._shape != x._shape:
            raise IndexError(
                "The shape of the mask %s at index 0 does not match the shape of the indexed "
                "tensor %s at index 0" % (list(index._shape), list(x._shape))
            )
        places = [place for place, holds in enumerate(flat(index)) if holds]
        return places, (len(places),)
    if not x.ndim:
        raise IndexError("too many indices for tensor of dimension 0")
    size = _shapes.count(x._shape[1:])
    rows = [_inside(i, x._shape[0], 0) for i in flat(index)]
    return [row * size + i for row in rows for i in range(size)], index._shape + x._shape[1:]


def _inside(i, size, dim):
    if not -size <= i < size:
        problem = i, dim, size
        raise IndexError("index %d is out of bounds for dimension %d with size %d" % problem)
    return i % size


def _spelled(keys, more):
    """The keys with so many : in the place of ..., or at the end."""
    at = keys.index(...) if ... in keys else len(keys)
    return keys[:at] + [WHOLE] * more + keys[at + 1 :]


def _cut(shape, keys):
    """Read integers, slices, None and ... from the left."""
    given = len([key for key in keys if key is not None and key is not ...])
    if given == 1 and not shape and isinstance(keys[0], NUMBERS):
        raise IndexError("invalid index of a 0-dim tensor. Use `tensor.item()` in Python")
    if given > len(shape):
        raise IndexError("too many indices for tensor of dimension %d" % len(shape))
    keys = _spelled(keys, len(shape) - given)
    sizes, strides, start, dim = [], [], 0, 0
    steps = _shapes.steps(shape)
    for key in keys:
        if key is None:
            sizes.append(1)
            strides.append(0)
            continue
        size, step = shape[dim], steps[dim]
        if isinstance(key, NUMBERS):
            start += _inside(key, size, dim) * step
        else:
            first, last, by = key.indices(size)
            if by < 1:
                raise ValueError("step must be greater than zero")
            start += first * step
            sizes.append(len(range(first, last, by)))
            strides.append(by * step)
        dim += 1
    return _shapes.walk(sizes, strides, start), tuple(sizes)


@method("__getitem__")
def getitem(x, key):
    """A view of some elements; a copy if they are listed or masked."""
    places, shape, copied = chosen(x, key)
    result = view(x, places, shape, "Index" if copied else "Select")
    if copied:
        result._store, result._places = list(flat(result)), None
    return result


@method("__setitem__")
def setitem(x, key, value):
    """Write into some elements."""
    if Mode.on and x._needs and x._node is None:
        raise RuntimeError("a view of " + LEAF)
    changing(x)
    if Mode.on and (x._needs or (isinstance(value, Tensor) and value._needs)):
        raise NotImplementedError(HERE)
    places, shape, _ = chosen(x, key)
    if x._places is not None:
        places = [x._places[place] for place in places]
    target = Tensor(x._store, shape, x.dtype, places)
    target.copy_(value) if isinstance(value, Tensor) else target.fill_(value)


@method("__iter__")
def rows(x):
    """The views along the first dimension."""
    if not x.ndim:
        raise TypeError("iteration over a 0-d tensor")
    return iter([getitem(x, i) for i in range(x._shape[0])])


@offered("unbind")
def unbind(x):
    """The views along the first dimension, as a tuple."""
    return tuple(rows(x))


@method("__len__")
def length(x):
    """The size of the first dimension."""
    if not x.ndim:
        raise TypeError("len() of a 0-d tensor")
    return x._shape[0]
