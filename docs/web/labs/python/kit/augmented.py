"""`v *= beta` for MicroPython, which knows `+=` and `-=` of a class alone: it would bind v to a new tensor.

A text is rewritten, statement by statement and line by line, to `v = __inplace__("*", v, (beta))`.
"""

import builtins

METHODS = {"*": "__imul__", "/": "__itruediv__", "**": "__ipow__", "//": "__ifloordiv__"}


def patch():
    """Compile what is rewritten."""
    ordinary = builtins.compile
    builtins.__inplace__ = inplace
    builtins.compile = lambda text, *rest: ordinary(rewritten(text), *rest)


def rewritten(text):
    """Return the text as MicroPython should have it; most texts stay as they are."""
    return Rewriter(text).run() if "*=" in text or "/=" in text else text


def inplace(mark, old, new):
    """Do what Python does: the class changes the object itself, or a new one is made."""
    method = getattr(old, METHODS[mark], None)
    if method:
        return method(new)
    if mark == "*":
        return old * new
    if mark == "/":
        return old / new
    return old**new if mark == "**" else old // new


def after_string(text, at):
    """Return where the string that begins here ends."""
    quote = text[at] * 3 if text[at : at + 3] == text[at] * 3 else text[at]
    at += len(quote)
    while at < len(text) and text[at : at + len(quote)] != quote:
        at += 2 if text[at] == "\\" else 1
    return at + len(quote)


def mark_at(text, at):
    """Return the mark of an augmented assignment that stands here, or nothing."""
    for mark in "**", "//", "*", "/":
        if text[at : at + len(mark) + 1] == mark + "=":
            return mark
    return ""


class Rewriter:
    """Goes once through a text."""

    def __init__(self, text):
        self.text = text + "\n"
        self.told = []  # pieces of the new text
        self.from_ = 0  # what has not been told begins here
        self.begin = 0  # of the statement
        self.depth = 0  # of brackets
        self.open = False  # in a value that needs its closing bracket

    def run(self):
        """Return the new text."""
        at = 0
        while at < len(self.text):
            at = self._step(at)
        self.told.append(self.text[self.from_ :])
        return "".join(self.told)[:-1]

    def _step(self, at):
        """Read what stands here, and return where the next begins."""
        letter = self.text[at]
        if letter in "\"'":
            return after_string(self.text, at)
        if letter == "\\":
            return at + 2
        self.depth += (letter in "([{") - (letter in ")]}")
        if letter == "#":
            self._close(at)
            return self.text.index("\n", at)
        if self.depth == 0 and letter in "\n;:":
            self._close(at)
            self.begin = at + 1
        elif self.depth == 0 and not self.open:
            mark = mark_at(self.text, at)
            if mark:
                self._assign(mark, at)
                return at + len(mark) + 1
        return at + 1

    def _assign(self, mark, at):
        target = self.text[self.begin : at].strip()
        self.told.append(self.text[self.from_ : at].rstrip() + " = __inplace__(%r, " % mark)
        self.told.append(target + ", (")
        self.from_ = at + len(mark) + 1
        self.open = True

    def _close(self, at):
        """End the value here."""
        if self.open and self.depth == 0:
            self.told.append(self.text[self.from_ : at].rstrip() + "))")
            gap = self.text[self.from_ : at]
            self.told.append(gap[len(gap.rstrip()) :])
            self.from_, self.open = at, False
