"""Making tensors: from numbers, filled, in rows, copied, joined."""

from torch import _shapes
from torch._core import OFFERED, Tensor, flat, float64, int64, offered
from torch._elementwise import made
from torch._grad import remember
from torch._views import unsqueeze

FLOAT = "the small torch of this page has float64, int64 and bool only"


def finished(values, shape, dtype, requires_grad):
    """A new tensor of this type, or of that of its numbers."""
    result = made(values, shape)
    if dtype is not None and dtype is not result.dtype:
        result = cast(result, dtype)
    return result.requires_grad_() if requires_grad else result


def cast(x, dtype):
    """The numbers in another type; the same tensor if nothing changes."""
    if dtype is None or dtype is x.dtype:
        return x
    kind = dtype.kind
    result = Tensor([kind(value) for value in flat(x)], x._shape, dtype)
    return remember(result, "ToCopy", (x, lambda grad: grad))


def tensor(data, dtype=None, device=None, requires_grad=False):
    """A tensor of these numbers."""
    values = []
    shape = _shapes.flattened(plain(data), values)
    kinds = [type(value) for value in values]
    for kind in kinds:
        if kind not in (bool, int, float64.kind):
            raise TypeError("new(): invalid data type '%s'" % kind.__name__)
    if float64.kind in kinds:
        values = [float64.kind(value) for value in values]
    elif int in kinds:
        values = [int(value) for value in values]
    return finished(values, shape, dtype, requires_grad)


def plain(data):
    """Tensors in the data as numbers and lists."""
    if isinstance(data, Tensor):
        return data.tolist()
    if isinstance(data, range):
        return list(data)
    return [plain(item) for item in data] if isinstance(data, (list, tuple)) else data


def as_tensor(data, dtype=None, device=None):
    """A tensor as it is; of anything else, a new one."""
    return cast(data, dtype) if isinstance(data, Tensor) else tensor(data, dtype)


def sized(size):
    """The shape, from zeros(2, 3) or zeros((2, 3))."""
    return tuple(size[0] if len(size) == 1 and not isinstance(size[0], int) else size)


def constant(name, value):
    """Offer zeros or ones, and zeros_like or ones_like."""

    def fresh(*size, dtype=None, device=None, requires_grad=False):
        shape = sized(size)
        return finished([value] * _shapes.count(shape), shape, dtype or float64, requires_grad)

    def like(x, dtype=None, device=None, requires_grad=False, memory_format=None):
        return fresh(x._shape, dtype=dtype or x.dtype, requires_grad=requires_grad)

    OFFERED[name] = fresh
    OFFERED[name + "_like"] = like
    return fresh


zeros = constant("zeros", 0.0)
constant("ones", 1.0)
constant("empty", 0.0)


def full(size, fill_value, dtype=None, device=None, requires_grad=False):
    """The number everywhere."""
    shape = (size,) if isinstance(size, int) else tuple(size)
    value = fill_value.item() if isinstance(fill_value, Tensor) else fill_value
    return finished([value] * _shapes.count(shape), shape, dtype, requires_grad)


def full_like(x, fill_value, dtype=None, device=None, requires_grad=False, memory_format=None):
    """The number everywhere, in the shape and type of x."""
    return full(x._shape, fill_value, dtype or x.dtype, requires_grad=requires_grad)


def arange(start, end=None, step=1, dtype=None, device=None, requires_grad=False):
    """From start, in steps, before end."""
    start, end = (0, start) if end is None else (start, end)
    size = -int((start - end) // step)
    values = [start + i * step for i in range(size)]
    kinds = [type(one) for one in (start, end, step)]
    dtype = dtype or (float64 if float64.kind in kinds else int64)
    return finished(values, (len(values),), dtype, requires_grad)


def linspace(start, end, steps, dtype=None, device=None, requires_grad=False):
    """So many numbers from start to end, both included."""
    step, half = (end - start) / max(steps - 1, 1), steps // 2
    values = [start + i * step if i < half else end - (steps - 1 - i) * step for i in range(steps)]
    if steps == 1:
        values = [start]
    return finished(values, (steps,), dtype or float64, requires_grad)


def logspace(start, end, steps, base=10.0, dtype=None, device=None, requires_grad=False):
    """Powers of the base, with exponents from start to end."""
    return base ** linspace(start, end, steps, dtype)


def eye(n, dtype=None, device=None, requires_grad=False):
    """The unit matrix."""
    values = [1.0 if i == j else 0.0 for i in range(n) for j in range(n)]
    return finished(values, (n, n), dtype, requires_grad)


@offered("diag")
def diag(x):
    """The diagonal of a matrix; of a vector, the matrix with this diagonal."""
    if x.ndim == 1:
        return x.unsqueeze(1) * eye(x._shape[0], dtype=x.dtype)
    return x.flatten()[[i * x._shape[1] + i for i in range(min(x._shape))]]


@offered("clone")
def clone(x, memory_format=None):
    """A copy with numbers of its own."""
    result = Tensor(list(flat(x)), x._shape, x.dtype)
    return remember(result, "Clone", (x, lambda grad: grad))


def cat(tensors, dim=0):
    """Joined along a dimension that they have."""
    if not tensors:
        raise ValueError("torch.cat(): expected a non-empty list of Tensors")
    first = tensors[0]
    dim = _shapes.axis(dim, first.ndim)
    if dim:
        return cat([one.transpose(0, dim) for one in tensors]).transpose(0, dim)
    values, ways, starts = [], [], 0
    for one in tensors:
        if one._shape[1:] != first._shape[1:]:
            raise RuntimeError("Sizes of tensors must match except in dimension %d." % dim)
        values = values + flat(one)
        ways.append(part(one, starts))
        starts += one._shape[0]
    if float64 in [one.dtype for one in tensors]:
        values = [float64.kind(value) for value in values]
    return remember(made(values, (starts,) + first._shape[1:], first.dtype), "Cat", *ways)


def part(x, start):
    """The way back to one of those joined."""
    return x, lambda grad: grad[start : start + x._shape[0]]


def stack(tensors, dim=0):
    """Joined along a new dimension."""
    for one in tensors:
        if one._shape != tensors[0]._shape:
            shapes = list(tensors[0]._shape), list(one._shape)
            raise RuntimeError(
                "stack expects each tensor to be equal size, but got %s at entry 0 and %s at entry %d"
                % (shapes + (tensors.index(one),))
            )
    return cat([unsqueeze(one, dim) for one in tensors], dim)


for function in (tensor, as_tensor, full, full_like, arange, linspace, logspace, eye, cat, stack):
    OFFERED[function.__name__] = function
