"""Compare numbers, lists and tensors; say the first place that differs."""

import math


def plain(value):
    """Return numbers as JSON has them: nested lists of floats; what is not finite is None."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value if value is None or math.isfinite(value) else None


def close(got, right, what, tolerance, place):
    """Return None, or the sentence that names the first place where the two differ.

    `place` says of what the first index is the number: `step %d ｜ 第 %d 步`.
    """
    found = different(got, right, tolerance)
    if found is None:
        return None
    english, chinese = what.split(" ｜ ")
    where, mine, theirs = found
    if not isinstance(where, tuple):
        return "%s: %s ｜ %s：%s" % (english, where, chinese, mine)
    step = "".join(["[%d]" % index for index in where[1:]])
    if where:
        at, there = [text % where[0] for text in place.split(" ｜ ")]
        english += " at %s%s" % (at, step)
        gap = " " if ord(chinese[0]) < 128 else ""
        chinese = "%s的%s%s%s" % (there, gap, chinese, step)
    mine, theirs = two(mine, theirs)
    values = english, mine, theirs, chinese, mine, theirs
    return "%s: yours %s, right %s ｜ %s：你的 %s，应为 %s" % values


def different(got, right, tolerance, where=()):
    """Return the first difference (where, yours, right), or (English, 中文, None) if shapes differ."""
    got, right = (x.tolist() if hasattr(x, "tolist") else x for x in (got, right))
    if not isinstance(right, (list, tuple)):
        if got is None or isinstance(got, (list, tuple, str)):
            return (
                "a number is expected, yours is %r" % (got,),
                "应是一个数，你的是 %r" % (got,),
                None,
            )
        near = got == right or abs(got - right) <= tolerance * max(1.0, abs(right))
        return None if near else (where, got, right)
    if not isinstance(got, (list, tuple)):
        return "a list is expected, yours is %r" % (got,), "应是一个列表，你的是 %r" % (got,), None
    if len(got) != len(right):
        size = len(right), len(got)
        return (
            "%d numbers are expected, yours are %d" % size,
            "应有 %d 个数，你的有 %d 个" % size,
            None,
        )
    for index, (a, b) in enumerate(zip(got, right)):
        found = different(a, b, tolerance, where + (index,))
        if found:
            return found
    return None


def two(a, b):
    """Both numbers with as many digits as tell them apart, six at least."""
    for digits in "%.6g", "%.12g":
        if digits % a != digits % b:
            return digits % a, digits % b
    return repr(a), repr(b)
