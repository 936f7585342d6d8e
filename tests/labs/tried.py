"""A module of checks that tries snippets and draws what comes of them; runs in three interpreters."""

import torch
from kit.code import compiled


def told(value):
    """Return what kind of thing it is, and its numbers."""
    if isinstance(value, torch.Tensor):
        kind, numbers = told(value.tolist())
        return "%s %s %s" % (value.dtype, list(value.shape), kind), numbers
    if isinstance(value, tuple):
        value = list(value)
    if isinstance(value, list):
        pairs = [told(one) for one in value]
        return "[" + ", ".join([kind for kind, _ in pairs]) + "]", sum([n for _, n in pairs], [])
    if value is None or isinstance(value, (bool, str)):
        return repr(value), []
    finite = value == value and abs(value) != float("inf")
    return ("number" if finite else str(value)), [value] if finite else []


def checks(lab):
    for text in lab.page["SNIPPETS"]:
        names = {"torch": torch}
        exec(lab.page["SETUP"], names)
        try:
            exec(compiled(text, "snippet"), names)
            kind, numbers = told(names["r"])
        except Exception as error:
            kind, numbers = "%s: %s" % (type(error).__name__, error), []
        lab.draw(text + " -> " + kind, "other", numbers)
