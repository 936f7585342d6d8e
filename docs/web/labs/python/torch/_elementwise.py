"""Arithmetic, element by element, with broadcasting; and its gradients."""

from torch import _real, _shapes
from torch._core import REAL, Tensor, boolean, flat, float64, int64, offered
from torch._grad import remember

NUMBERS = (int, REAL, bool)
TERMS = (Tensor,) + NUMBERS


def made(values, shape, like=float64):
    """A new tensor, of the type of its numbers; without numbers, of the type of another."""
    if values:
        kind = type(values[0])
        like = float64 if kind is REAL else boolean if kind is bool else int64
    return Tensor(values, shape, like)


def shrink(grad, shape):
    """The gradient before broadcasting: what went to many places comes from all of them."""
    if grad._shape == shape:
        return grad
    total = [0.0] * _shapes.count(shape)
    for place, value in zip(_shapes.spread(shape, grad._shape), flat(grad)):
        total[place] += value
    return Tensor(total, shape)


def paired(function, a, b):
    """Apply a function of two numbers; one of both is a tensor."""
    if not isinstance(b, Tensor):
        return made([function(x, b) for x in flat(a)], a._shape, a.dtype)
    if not isinstance(a, Tensor):
        return made([function(a, y) for y in flat(b)], b._shape, b.dtype)
    xs, ys, shape = flat(a), flat(b), a._shape
    if shape != b._shape:
        shape = _shapes.joint(a._shape, b._shape)
        xs = [xs[place] for place in _shapes.spread(a._shape, shape)]
        ys = [ys[place] for place in _shapes.spread(b._shape, shape)]
    return made([function(x, y) for x, y in zip(xs, ys)], shape, a.dtype)


def terms(name, a, b):
    """Raise unless both are numbers or tensors."""
    for one in (a, b):
        if not isinstance(one, TERMS):
            kind = type(one).__name__
            raise TypeError("%s(): argument must be Tensor or Number, not %s" % (name, kind))


def way(tensor, back, *needed):
    """A way back to a tensor that may have been broadcast."""
    return (tensor, lambda grad: shrink(back(grad), tensor._shape)) + tuple(
        [one for one in needed if isinstance(one, Tensor)]
    )


@offered("add")
def add(a, b, alpha=1):
    """a + alpha b."""
    terms("add", a, b)
    result = paired((lambda x, y: x + y) if alpha == 1 else (lambda x, y: x + alpha * y), a, b)
    return remember(result, "Add", way(a, lambda g: g), way(b, lambda g: g * alpha))


@offered("sub", "subtract")
def sub(a, b, alpha=1):
    """a - alpha b."""
    terms("sub", a, b)
    result = paired((lambda x, y: x - y) if alpha == 1 else (lambda x, y: x - alpha * y), a, b)
    return remember(result, "Sub", way(a, lambda g: g), way(b, lambda g: g * -alpha))


@offered("mul", "multiply")
def mul(a, b):
    """a b."""
    terms("mul", a, b)
    result = paired(lambda x, y: x * y, a, b)
    return remember(result, "Mul", way(a, lambda g: g * b, b), way(b, lambda g: g * a, a))


@offered("div", "divide", "true_divide")
def div(a, b):
    """a / b."""
    terms("div", a, b)
    result = paired(_real.div, a, b)
    to_b = way(b, lambda g: g * (-a / (b * b)), a, b)
    return remember(result, "Div", way(a, lambda g: g / b, b), to_b)


@offered("pow")
def pow(a, b):
    """a to the power b."""
    terms("pow", a, b)
    result = paired(_real.pow, a, b)
    to_b = way(b, lambda g: g * result.detach() * log(a), a, b)
    return remember(result, "Pow", way(a, lambda g: g * b * a ** (b - 1), a, b), to_b)
