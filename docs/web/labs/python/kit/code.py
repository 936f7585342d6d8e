"""Compile code; in MicroPython x *= y, x /= y and x **= y have to be spelled out: it makes a new x."""

import builtins
import sys

from kit.scan import Problem, Scanner

METHODS = {"*=": "__imul__", "/=": "__itruediv__", "**=": "__ipow__", "//=": "__ifloordiv__"}


def update(sign, x, y):
    """What x becomes: itself, changed, if it knows how."""
    if hasattr(x, METHODS[sign]):
        return getattr(x, METHODS[sign])(y)
    return x * y if sign == "*=" else x / y if sign == "/=" else x**y if sign == "**=" else x // y


def rewritten(text):
    """The text with these statements as calls of update(), line by line as before."""
    if "*=" not in text and "/=" not in text:
        return text
    scanner = Scanner(text)
    try:
        scanner.run()
    except Problem:
        return text  # it cannot be read anyway
    for begin, middle, after, end in reversed(scanner.updates):
        target, sign = scanner.part(begin, middle).strip(), scanner.part(middle, after)
        value = scanner.part(after, end).strip()
        call = "%s = _update_(%r, %s, (%s))" % (target, sign, target, value)
        scanner.text[begin:end] = [call]
    return "".join(scanner.text)


def compiled(text, name):
    """Return code that can be run."""
    if sys.implementation.name == "micropython":
        builtins._update_ = update
        text = rewritten(text)
    return compile(text, name, "exec")
