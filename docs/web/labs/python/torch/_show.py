"""How a tensor is printed: as torch does it."""

import math

from torch._core import REAL, Tensor, flat, int64

WIDTH = 80


def formatter(values):
    """How torch would write one of these numbers: (function, width)."""
    if not (values and isinstance(values[0], REAL)):
        write = str
    else:
        shown = [abs(value) for value in values if value and math.isfinite(value)]
        least, most = (min(shown), max(shown)) if shown else (1.0, 1.0)
        whole = all([value == math.floor(value) for value in shown])
        if most / least > 1000 or most > 1e8 or least < 1e-4:
            pattern = "%.4e"
        else:
            pattern = "%.0f." if whole else "%.4f"
        write = lambda x: pattern % x if math.isfinite(x) else str(x)  # noqa: E731
    return write, max([len(write(value)) for value in values] + [1])


def rows(values, shape, write, width, indent):
    """The numbers in brackets, one row to a line."""
    if not shape:
        return write(values[0])
    if len(shape) == 1:
        each = max(1, (WIDTH - indent) // (width + 2))
        texts = [" " * (width - len(write(value))) + write(value) for value in values]
        lines = [", ".join(texts[i : i + each]) for i in range(0, len(texts), each)]
        return "[" + (",\n" + " " * (indent + 1)).join(lines) + "]"
    size = len(values) // shape[0] if shape[0] else 0
    inner = [
        rows(values[i * size : (i + 1) * size], shape[1:], write, width, indent + 1)
        for i in range(shape[0])
    ]
    return "[" + ("," + "\n" * (len(shape) - 1) + " " * (indent + 1)).join(inner) + "]"


def shown(x):
    """The text of a tensor."""
    values = flat(x)
    write, width = formatter(values)
    text = "tensor(" + rows(values, x._shape, write, width, 7)
    if not values and x._shape != (0,):
        text = "tensor([], size=(%s)" % ", ".join([str(size) for size in x._shape])
    if x.dtype is int64 and not values:
        text += ", dtype=torch.int64"
    if x._node is not None:
        text += ", grad_fn=%r" % x._node
    elif x._needs:
        text += ", requires_grad=True"
    return text + ")"


Tensor.__repr__ = Tensor.__str__ = shown
