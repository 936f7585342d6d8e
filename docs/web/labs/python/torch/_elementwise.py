"""Arithmetic, element by element, with broadcasting; and its gradients."""

from missing import is_one as isinstance  # the quick one

from torch import _real, _shapes
from torch._core import REAL, Tensor, boolean, flat, float64, int64, offered
from torch._grad import Mode, remember

NUMBERS = (int, REAL, bool)


def made(values, shape, like=float64):
    """A new tensor, of the type of its numbers; without numbers, of the type of another."""
    if not values:
        return Tensor(values, shape, like)
    kind = type(values[0])
    if kind is REAL:
        return Tensor(values, shape)
    return Tensor(values, shape, boolean if kind is bool else int64)


def shrink(grad, shape):
    """The gradient before broadcasting: what went to many places comes from all of them."""
    if grad._shape == shape:
        return grad
    total = [0.0] * _shapes.count(shape)
    for place, value in zip(_shapes.spread(shape, grad._shape), flat(grad)):
        total[place] += value
    return Tensor(total, shape)


def paired(function, a, b, name="?"):
    """Apply a function of two numbers; one of both is a tensor, the other may be a number."""
    if type(b) is not Tensor:
        if not (type(a) is Tensor and isinstance(b, NUMBERS)):
            refuse(a, b, name)
        xs = a._store if a._places is None else flat(a)
        if len(xs) == 1:  # quick: most tensors of the labs
            return made([function(xs[0], b)], a._shape)
        return made([function(x, b) for x in xs], a._shape, a.dtype)
    if type(a) is not Tensor:
        if not isinstance(a, NUMBERS):
            refuse(a, b, name)
        return made([function(a, y) for y in flat(b)], b._shape, b.dtype)
    xs, ys, shape = flat(a), flat(b), a._shape
    if shape != b._shape:
        shape = _shapes.joint(shape, b._shape)
        xs = [xs[place] for place in _shapes.spread(a._shape, shape)]
        ys = [ys[place] for place in _shapes.spread(b._shape, shape)]
    elif len(xs) == 1:
        return made([function(xs[0], ys[0])], shape)
    return made([function(x, y) for x, y in zip(xs, ys)], shape, a.dtype)


SIGNS = {"Add": "+", "Sub": "-", "Mul": "*", "Div": "/", "Pow": "** or pow()"}


def refuse(a, b, name):
    """Raise, because one is neither number nor tensor, or none is a tensor."""
    kinds = SIGNS.get(name, name), type(a).__name__, type(b).__name__
    raise TypeError("unsupported operand type(s) for %s: '%s' and '%s'" % kinds)


def way(tensor, back, *needed):
    """A way back to a tensor that may have been broadcast."""
    return (tensor, lambda grad: shrink(back(grad), tensor._shape)) + needed


def binary(name, function, ways, *more):
    """Offer a function of two; ways takes (a, b, result) to the ways back."""

    def apply(a, b):
        result = paired(function, a, b, name)
        return followed(name, ways, a, b, result) if Mode.on else result

    return offered(name.lower(), *more)(apply)


def followed(name, ways, a, b, *rest):
    """The result, remembered if a gradient will want to know."""
    if (type(a) is Tensor and a._needs) or (type(b) is Tensor and b._needs):
        remember(rest[-1], name, *ways(a, b, *rest))
    return rest[-1]


def scaled(name, function, sign, *more):
    """Offer a sum or difference with alpha, the factor of the second."""

    def ways(a, b, alpha, _):
        return way(a, lambda g: g), way(b, lambda g: g * (sign * alpha))

    def apply(a, b, alpha=1):
        apart = function if alpha == 1 else lambda x, y: function(x, alpha * y)
        result = paired(apart, a, b, name)
        return followed(name, ways, a, b, alpha, result) if Mode.on else result

    return offered(name.lower(), *more)(apply)


def power_ways(a, b, result):
    """The ways back from a power."""
    to_b = way(b, lambda g: g * result.detach() * logarithm(a), a, b)
    return way(a, lambda g: g * b * a ** (b - 1), a, b), to_b


def logarithm(a):
    """The logarithm of the base, a tensor or a number."""
    return a.log() if type(a) is Tensor else _real.log(a)


add = scaled("Add", lambda x, y: x + y, 1)
sub = scaled("Sub", lambda x, y: x - y, -1, "subtract")
mul = binary(
    "Mul",
    lambda x, y: x * y,
    lambda a, b, _: (way(a, lambda g: g * b, b), way(b, lambda g: g * a, a)),
    "multiply",
)
div = binary(
    "Div",
    _real.div,
    lambda a, b, _: (way(a, lambda g: g / b, b), way(b, lambda g: g * (-a / (b * b)), a, b)),
    "divide",
    "true_divide",
)
pow = binary("Pow", _real.pow, power_ways)
