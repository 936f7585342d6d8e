"""Functions of one tensor, comparisons, choices; all element by element."""

import math

from torch import _real
from torch._core import REAL, Tensor, boolean, flat, float64, offered
from torch._elementwise import made, paired, way
from torch._grad import remember


def unary(name, function, slope=None, kept="x"):
    """Offer a function of one; slope takes it (or, kept "y", its value) to the derivative."""

    def apply(x):
        if not isinstance(x, Tensor):
            kind = type(x).__name__
            raise TypeError(
                "%s(): argument 'input' (position 1) must be Tensor, not %s" % (name, kind)
            )
        result = made([function(value) for value in flat(x)], x._shape, x.dtype)
        if slope is None:
            return result
        keep = x if kept == "x" else result
        return remember(result, name, (x, lambda grad: grad * slope(keep.detach()), keep))

    return offered(name)(apply)


def real(function):
    """The function, of a float."""
    return lambda x: function(REAL(x))


neg = offered("neg", "negative")(lambda x: x * -1)
sign = unary("sign", _real.sign)
unary("abs", abs, lambda x: sign(x))
unary("exp", real(_real.exp), lambda y: y, "y")
log = unary("log", real(_real.log), lambda x: 1 / x)
unary("sqrt", real(_real.sqrt), lambda y: 0.5 / y, "y")
unary("square", lambda x: x * x, lambda x: 2 * x)
unary("reciprocal", real(lambda x: _real.div(1.0, x)), lambda y: -(y * y), "y")
cos = unary("cos", real(_real.cos), lambda x: -sin(x))
sin = unary("sin", real(_real.sin), lambda x: cos(x))
unary("tanh", real(math.tanh), lambda y: 1 - y * y, "y")
unary("sigmoid", real(lambda x: _real.div(1.0, 1.0 + _real.exp(-x))), lambda y: y * (1 - y), "y")
unary("floor", _real.whole(math.floor))
unary("ceil", _real.whole(math.ceil))
unary("round", _real.whole(round))
unary("isnan", lambda x: x != x)
unary("isfinite", lambda x: math.isfinite(x))
unary("isinf", lambda x: math.isinf(x))
logical_not = unary("logical_not", lambda x: not x)


def comparison(name, function):
    """Offer a comparison of two, element by element."""

    def apply(a, b):
        result = paired(function, a, b, name)
        return result if result._store else Tensor([], result._shape, boolean)

    return offered(name)(apply)


eq = comparison("eq", lambda x, y: x == y)
ne = comparison("ne", lambda x, y: x != y)
lt = comparison("lt", lambda x, y: x < y)
le = comparison("le", lambda x, y: x <= y)
gt = comparison("gt", lambda x, y: x > y)
ge = comparison("ge", lambda x, y: x >= y)
logical_and = comparison("logical_and", lambda x, y: bool(x) and bool(y))
logical_or = comparison("logical_or", lambda x, y: bool(x) or bool(y))


def between(name, function):
    """Offer the larger or the smaller of two; where both are equal, each has half the gradient."""

    def apply(a, b):
        result = paired(function, a, b, name)
        value = result.detach()

        def share(one):
            return eq(one.detach(), value) * 1.0 / (1.0 + eq(a.detach(), b.detach()))

        ways = way(a, lambda g: g * share(a), a, b), way(b, lambda g: g * share(b), a, b)
        return remember(result, name, *ways)

    return offered(name)(apply)


maximum = between("maximum", _real.larger)
minimum = between("minimum", _real.smaller)


@offered("where")
def where(condition, a, b):
    """Where the condition holds, the first; elsewhere the second."""
    reals = [one for one in (a, b) if isinstance(one, REAL) or getattr(one, "dtype", 0) is float64]
    kind = REAL if reals else int
    one = paired(lambda c, x: kind(x) if c else None, condition, a)
    two = paired(lambda c, y: None if c else kind(y), condition, b)
    result = paired(lambda x, y: y if x is None else x, one, two)
    inside = condition * 1.0
    return remember(
        result, "Where", way(a, lambda g: g * inside), way(b, lambda g: g * (1.0 - inside))
    )


@offered("clamp", "clip")
def clamp(x, min=None, max=None):
    """Not less than min, not more than max."""
    kind = x.dtype.kind

    def held(value):
        if min is not None and value < min:
            return kind(min)
        return kind(max) if max is not None and value > max else value

    result = made([held(value) for value in flat(x)], x._shape, x.dtype)
    inside = made([REAL(held(value) == value) for value in flat(x)], x._shape)
    return remember(result, "Clamp", (x, lambda grad: grad * inside))


@offered("lerp")
def lerp(a, b, weight):
    """Go from a towards b by the part weight."""
    return a - weight * (a - b)  # so the shapes are named in torch's order


@offered("addcmul")
def addcmul(x, a, b, value=1):
    """x + value a b."""
    return x + value * (a * b)


@offered("addcdiv")
def addcdiv(x, a, b, value=1):
    """x + value a / b."""
    return x + value * (a / b)
