"""Other looks at the same numbers, and choosing some of them."""

from torch import _shapes
from torch._core import Tensor, flat, method, offered
from torch._grad import remember


def view(base, places, shape, name="View"):
    """The elements of the base at these places (in its own order), in another shape, not copied."""
    inner = base._places
    result = Tensor(
        base._store, shape, base.dtype, places if inner is None else [inner[i] for i in places]
    )

    def back(grad):
        total = [0.0] * _shapes.count(base._shape)
        for place, value in zip(places, flat(grad)):
            total[place] += value
        return Tensor(total, base._shape)

    return remember(result, name, (base, back))


@method("view")
@offered("reshape")
def reshape(x, *shape):
    """The same numbers in another shape; one size may be -1."""
    shape = shape[0] if len(shape) == 1 and isinstance(shape[0], (tuple, list)) else shape
    total, known = _shapes.count(x._shape), _shapes.count([size for size in shape if size != -1])
    if -1 in shape and known and total % known == 0:
        shape = [total // known if size == -1 else size for size in shape]
    if _shapes.count(shape) != total:
        raise RuntimeError("shape '%s' is invalid for input of size %d" % (list(shape), total))
    return view(x, range(total), tuple(shape))


@offered("flatten", "ravel")
def flatten(x):
    """The same numbers in one row."""
    return reshape(x, -1)


@method("view_as", "reshape_as")
def view_as(x, other):
    """The same numbers in the shape of another."""
    return reshape(x, other._shape)


@offered("unsqueeze")
def unsqueeze(x, dim):
    """One more dimension, of size 1."""
    dim = dim + len(x._shape) + 1 if dim < 0 else dim
    return reshape(x, x._shape[:dim] + (1,) + x._shape[dim:])


@offered("squeeze")
def squeeze(x, dim=None):
    """Without the dimensions of size 1, or without this one."""
    drop = range(x.ndim) if dim is None else (_shapes.axis(dim, x.ndim),)
    shape = [size for k, size in enumerate(x._shape) if not (k in drop and size == 1)]
    return reshape(x, shape)


@offered("transpose")
def transpose(x, one, two):
    """Two dimensions exchanged."""
    order = list(range(x.ndim))
    one, two = _shapes.axis(one, x.ndim), _shapes.axis(two, x.ndim)
    order[one], order[two] = two, one
    strides = _shapes.steps(x._shape)
    shape = tuple([x._shape[k] for k in order])
    return view(x, _shapes.walk(shape, [strides[k] for k in order]), shape, "Transpose")


@offered("t")
def t(x):
    """Rows and columns exchanged."""
    if x.ndim > 2:
        raise RuntimeError("t() expects a tensor with <= 2 dimensions, but self is %dD" % x.ndim)
    return transpose(x, 0, 1) if x.ndim == 2 else x


@method("expand")
@offered("broadcast_to")
def expand(x, *shape):
    """The same numbers met again and again."""
    shape = tuple(shape[0] if len(shape) == 1 and not isinstance(shape[0], int) else shape)
    lead = len(shape) - x.ndim
    shape = tuple([x._shape[k - lead] if s == -1 else s for k, s in enumerate(shape)])
    for k, size in enumerate(x._shape):
        if size not in (1, shape[k + lead]):
            raise RuntimeError(
                "The expanded size of the tensor (%d) must match the existing size (%d) at "
                "non-singleton dimension %d." % (shape[k + lead], size, k + lead)
            )
    return view(x, _shapes.spread(x._shape, shape), shape, "Expand")


@method("expand_as")
def expand_as(x, other):
    """As often as needed for the shape of another."""
    return expand(x, other._shape)
