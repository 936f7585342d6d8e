"""Sums, means, extremes, norms: of all numbers, or along dimensions."""

import math

from torch import _real, _shapes
from torch._core import REAL, Tensor, flat, offered
from torch._elementwise import made
from torch._grad import remember


def lines(x, dim):
    """The places along the dimensions, for each place of the others; and what is left of the shape."""
    dims = range(x.ndim) if dim is None else dim if isinstance(dim, (tuple, list)) else (dim,)
    dims = [_shapes.axis(one, x.ndim) for one in dims] if x.ndim else []
    strides = _shapes.steps(x._shape)
    rest = [k for k in range(x.ndim) if k not in dims]
    starts = _shapes.walk([x._shape[k] for k in rest], [strides[k] for k in rest])
    along = _shapes.walk([x._shape[k] for k in dims], [strides[k] for k in dims])
    kept = tuple([1 if k in dims else size for k, size in enumerate(x._shape)])
    return starts, along, kept, tuple([x._shape[k] for k in rest])


def reduced(name, function, slope=None):
    """Reduce by a function of a list; slope takes (list, result) to the derivatives."""

    def apply(x, dim=None, keepdim=False):
        starts, along, kept, rest = lines(x, dim)
        values = flat(x)
        groups = [[values[start + place] for place in along] for start in starts]
        results = [function(group) for group in groups]
        result = made(results, kept if keepdim else rest, x.dtype)

        def back(grad):
            total = [0.0] * len(values)
            for start, group, one, slopes in zip(starts, groups, results, flat(grad)):
                for place, value in zip(along, slope(group, one)):
                    total[start + place] = value * slopes
            return Tensor(total, x._shape)

        return remember(result, name, (x, back)) if slope else result

    return apply


def mean_of(values):
    """The mean; of nothing, not a number."""
    return sum(values) / len(values) if values else _real.NAN


def product(values):
    """All multiplied."""
    total = 1
    for value in values:
        total *= value
    return total


def variance(values):
    """The variance, as of a sample."""
    middle = mean_of(values)
    return _real.div(sum([(value - middle) ** 2 for value in values]), len(values) - 1.0)


def length(values):
    """The 2-norm."""
    return math.sqrt(sum([value * value for value in values]))


def offer(name, function, slope=None):
    """Offer a reduction."""
    return offered(name)(reduced(name[0].upper() + name[1:], function, slope))


offer("sum", lambda values: sum(values) if values else 0.0, lambda values, _: [1.0] * len(values))
offer("mean", mean_of, lambda values, _: [1.0 / len(values)] * len(values))
offer("prod", product)
offer("var", variance)
offer("std", lambda values: _real.sqrt(variance(values)))
offer("all", lambda values: all(values))
offer("any", lambda values: any(values))
euclid = reduced("Norm", length, lambda values, r: [value / r if r else 0.0 for value in values])


def extreme(name, better):
    """Offer max or min: of all, along a dimension (values and indices), or of two tensors."""

    def first(values):
        best = 0
        for index, value in enumerate(values):
            if value != value:
                return index
            if better(value, values[best]):
                best = index
        return best

    def won(values, _):
        best = values[first(values)]
        ties = [REAL(value == best) for value in values]
        return [tie / sum(ties) for tie in ties]

    arg = offer("arg" + name, first)
    best = offer("a" + name, lambda values: values[first(values)], won)

    def apply(x, dim=None, keepdim=False):
        if isinstance(dim, Tensor):
            return getattr(x, name + "imum")(dim)
        if not flat(x):
            problem = "%s(): Expected reduction dim to be specified for input.numel() == 0." % name
            raise RuntimeError(problem)
        return best(x) if dim is None else (best(x, dim, keepdim), arg(x, dim, keepdim))

    offered(name)(apply)


extreme("max", lambda a, b: a > b)
extreme("min", lambda a, b: a < b)


@offered("norm")
def norm(x, p=2, dim=None, keepdim=False):
    """The p-norm."""
    if p == 2:
        return euclid(x, dim, keepdim)
    if p == math.inf:
        return x.abs().amax(dim, keepdim)
    return (x.abs() ** p).sum(dim, keepdim) ** (1 / p)


@offered("cumsum")
def cumsum(x, dim):
    """The sums so far; of a tensor of one dimension."""
    if x.ndim != 1:
        raise NotImplementedError("the small torch of this page has cumsum for one dimension only")
    values, total = [], 0
    for value in flat(x):
        total += value
        values.append(total)
    result = made(values, x._shape, x.dtype)
    return remember(result, "Cumsum", (x, lambda grad: grad.sum() - cumsum(grad, 0) + grad))
