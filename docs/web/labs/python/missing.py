"""What MicroPython lacks of the Python that pages and readers use."""

import builtins
import sys


def patch():
    """Put it where it is missing."""
    if sys.implementation.name != "micropython":
        return
    import copy
    import math
    import time

    time.perf_counter = lambda: time.ticks_us() / 1e6
    known = [(name, getattr(math, name)) for name in dir(math)]
    more = ("prod", product), ("hypot", hypot), ("comb", comb)
    sys.modules["math"] = room(*known, *more)
    sys.modules["__future__"] = room(("annotations", None))
    builtins.format = formatted
    copy.copy, copy.deepcopy = shallow, deep
    builtins.zip = zipped
    builtins.float = Float
    builtins.isinstance = is_instance
    builtins.sum = total


class Room:
    """Stands in for a module."""


def room(*pairs):
    """A module with these names."""
    made = Room()
    for name, value in pairs:
        setattr(made, name, value)
    return made


real, is_one, pairs = float, isinstance, zip  # as they are here, before the patch


class Float:
    """float(), which takes a tensor, too; isinstance knows it."""

    def __new__(cls, value=0.0):
        return real(value.item() if hasattr(value, "item") else value)


def is_instance(value, kinds):
    """isinstance(); True is an int, and Float stands for float."""
    kinds = kinds if is_one(kinds, tuple) else (kinds,)
    kinds = tuple([real if kind is Float else kind for kind in kinds])
    return is_one(value, kinds) or ((value is True or value is False) and int in kinds)


def zipped(*lists, strict=False):
    """zip(), with strict."""
    if not strict:
        return pairs(*lists)
    lists = [list(one) for one in lists]
    for number, one in enumerate(lists):
        if len(one) != len(lists[0]):
            how = "shorter" if len(one) < len(lists[0]) else "longer"
            before = "argument 1" if number == 1 else "arguments 1-%d" % number
            raise ValueError("zip() argument %d is %s than %s" % (number + 1, how, before))
    return pairs(*lists)


def total(values, start=0):
    """sum(), with start by name."""
    for value in values:
        start = start + value
    return start


def product(values, start=1):
    """math.prod."""
    for value in values:
        start = start * value
    return start


def hypot(*values):
    """math.hypot."""
    return total([value * value for value in values]) ** 0.5


def comb(n, k):
    """math.comb."""
    return product(range(n - k + 1, n + 1)) // product(range(1, k + 1)) if k <= n else 0


def formatted(value, spec=""):
    """format()."""
    return ("{:%s}" % spec).format(value)


PLAIN = (int, real, str, bool, type(None), bytes, type, type(patch), type(sys), type(len))


def shallow(value):
    """copy.copy."""
    if hasattr(value, "__copy__"):
        return value.__copy__()
    if is_one(value, (list, dict, set)):
        return value.copy()
    if is_one(value, PLAIN + (tuple,)):
        return value
    return filled(value, {name: getattr(value, name) for name in value.__dict__})


def filled(value, names):
    """A new object of the same class with these attributes."""
    new = object.__new__(type(value))
    for name, one in names.items():
        setattr(new, name, one)
    return new


def deep(value, memo=None):
    """copy.deepcopy."""
    memo = {} if memo is None else memo
    if is_one(value, PLAIN):
        return value
    if id(value) in memo:
        return memo[id(value)]
    if is_one(value, list):
        memo[id(value)] = new = []
        new.extend([deep(one, memo) for one in value])
    elif is_one(value, dict):
        memo[id(value)] = new = {}
        new.update([(deep(key, memo), deep(one, memo)) for key, one in value.items()])
    elif is_one(value, (tuple, set)):
        new = type(value)([deep(one, memo) for one in value])
    elif hasattr(value, "__deepcopy__"):
        new = value.__deepcopy__(memo)
    else:
        memo[id(value)] = new = object.__new__(type(value))
        for name, one in value.__dict__.items():
            setattr(new, name, deep(one, memo))
    memo[id(value)] = new
    return new
