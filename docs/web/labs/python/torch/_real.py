"""Functions of numbers where IEEE 754 has an answer and Python raises an error."""

import math

INF, NAN = math.inf, math.nan


def div(a, b):
    """The quotient."""
    if b == 0:
        return NAN if a == 0 or a != a else math.copysign(INF, a) * math.copysign(1.0, b)
    return a / b


def pow(a, b):
    """The power."""
    if a == 0 and b < 0:
        return math.copysign(INF, a) if b % 2 == 1 else INF
    if a < 0 and b % 1 != 0:
        return NAN
    try:
        return a**b
    except OverflowError:
        return -INF if a < 0 and b % 2 == 1 else INF


def sqrt(x):
    """The square root."""
    return math.sqrt(x) if x >= 0 else NAN


def exp(x):
    """The exponential."""
    try:
        return math.exp(x)
    except (OverflowError, ValueError):  # MicroPython raises the second
        return INF


def log(x):
    """The natural logarithm."""
    return math.log(x) if x > 0 else -INF if x == 0 else NAN


def sign(x):
    """Minus one, zero or one."""
    return type(x)((x > 0) - (x < 0))


def sin(x):
    """The sine."""
    return math.sin(x) if math.isfinite(x) else NAN


def cos(x):
    """The cosine."""
    return math.cos(x) if math.isfinite(x) else NAN


def whole(function):
    """Round with the function; integers and what is not finite stay."""
    return lambda x: math.copysign(function(x), x) if x % 1 > 0 else x


def larger(a, b):
    """The larger one; not a number if one is not."""
    return a if a != a or a > b else b


def smaller(a, b):
    """The smaller one; not a number if one is not."""
    return a if a != a or a < b else b
