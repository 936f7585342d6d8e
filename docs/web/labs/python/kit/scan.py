"""Read Python as far as strings, brackets and lines: enough to find what beginners forget."""

OPEN, CLOSE = "([{", ")]}"
# The marks that a Chinese keyboard gives, and what Python wants there.
WIDE = "（）【】｛｝，：；。“”‘’＝＋－＊／＜＞！％×÷–—　"
PLAIN = "()[]{},:;.\"\"''=+-*/<>!%*/-- "


class Problem(Exception):
    """What is wrong and where: a line, an English and a Chinese sentence, Python's message."""

    def __init__(self, line, english, chinese, message="invalid syntax"):
        super().__init__(message)
        self.line = line
        self.help = english + " ｜ " + chinese


class WideMark(Problem):
    """A mark of a Chinese keyboard, which MicroPython takes for a letter."""


class Line:
    """A logical line: where it begins, how far it is indented, its words and marks outside brackets."""

    def __init__(self, number, indent):
        self.number = number
        self.indent = indent
        self.words = []


def plain_mark(mark):
    """What Python wants in place of a wide mark, or None."""
    if mark in WIDE:
        return PLAIN[WIDE.index(mark)]
    return chr(ord(mark) - 0xFEE0) if 0xFF01 <= ord(mark) <= 0xFF5E else None


def is_word(mark):
    """May it stand in a name?"""
    if ord(mark) > 127:
        return plain_mark(mark) is None
    return mark == "_" or mark.isalpha() or mark.isdigit()


class Scanner:
    """Go through a text; raise the first problem with marks, strings or brackets."""

    def __init__(self, text):
        # A list, because MicroPython looks for a place in a text from its beginning.
        self.text = list(text) + ["\n"]
        self.row = 0  # where the physical line begins
        self.at = 0
        self.number = 1
        self.open = []  # (bracket, line)
        self.names = set()
        self.lines = []
        self.line = None
        self.last = ""  # the word or mark before
        self.begin = 0  # of the statement
        self.updates = []  # [begin, operator's begin, its end, end of the statement] of x *= y
        self.stars = set()  # lines with [*a] or {**d}, which MicroPython cannot read

    def run(self):
        """Return the logical lines."""
        while self.at < len(self.text):
            mark = self.text[self.at]
            if mark == "\n":
                self._end()
                self._newline()
            elif mark in " \t\r\f":
                self.at += 1
            elif mark == "#":
                self._end()
                while self.text[self.at] != "\n":
                    self.at += 1
            elif mark == "\\" and self.text[self.at + 1] == "\n":
                self.at += 2
                self.number += 1
            else:
                self._token(mark)
        if self.open:
            mark, number = self.open[-1]
            raise Problem(
                number, "The bracket %s is never closed." % mark, "括号 %s 没有闭合。" % mark
            )
        return self.lines

    def part(self, begin, end):
        """A piece of the text."""
        return "".join(self.text[begin:end])

    def _end(self):
        """A statement may end here."""
        if not self.open and self.updates and len(self.updates[-1]) == 3:
            self.updates[-1].append(self.at)

    def _newline(self):
        self.at += 1
        self.row = self.at
        self.number += 1
        if not self.open:
            self.line = None

    def _token(self, mark):
        if self.line is None:
            indent = self.part(self.row, self.at).replace("\t", " " * 8)
            self.line = Line(self.number, len(indent))
            self.lines.append(self.line)
            self.begin = self.at
        begin = self.at
        if mark in "\"'":
            self._string(mark)
            word = '""'
        elif is_word(mark):
            while is_word(self.text[self.at]):
                self.at += 1
            word = self.part(begin, self.at)
            self.names.add(word)
        else:
            word = mark
            self.at += 1
            self._mark(mark)
        self.last = word
        if not self.open or (word in OPEN and len(self.open) == 1):
            self._outside(word)

    def _outside(self, word):
        """Keep a word or mark that stands in no brackets."""
        self.line.words.append(word)
        if word == "=" and self.text[self.at - 2] in "*/":
            begin = self.at - (3 if self.text[self.at - 3] in "*/" else 2)
            self.updates.append([self.begin, begin, self.at])
        elif word in ";:":
            self.at -= 1
            self._end()
            self.at += 1
            self.begin = self.at

    def _mark(self, mark):
        plain = plain_mark(mark)
        if plain:
            code = hex(ord(mark))[2:].upper()
            code = "0" * (4 - len(code)) + code
            raise WideMark(
                self.number,
                "The mark %s is a wide one; Python wants %s" % (mark, plain.strip() or "a space"),
                "“%s”是全角字符，这里要用半角的 %s" % (mark, plain.strip() or "空格"),
                "invalid character '%s' (U+%s)" % (mark, code),
            )
        if mark == "*" and self.open and self.open[-1][0] in "[{" and self.last in "[{,":
            self.stars.add(self.line.number)
        if mark in OPEN:
            self.open.append((mark, self.number))
        elif mark in CLOSE:
            if not self.open or OPEN.index(self.open[-1][0]) != CLOSE.index(mark):
                raise Problem(
                    self.number,
                    "The bracket %s closes none that is open here." % mark,
                    "括号 %s 没有与之对应的左括号。" % mark,
                )
            self.open.pop()

    def _string(self, quote):
        began = self.number
        if self.part(self.at, self.at + 3) == quote * 3:
            quote = quote * 3
        self.at += len(quote)
        while self.part(self.at, self.at + len(quote)) != quote:
            mark = self.part(self.at, self.at + 1)
            if not mark or (mark == "\n" and len(quote) == 1):
                raise Problem(
                    began,
                    "The string that begins with %s has no end." % quote,
                    "以 %s 开头的字符串没有结束。" % quote,
                )
            if mark == "\\":
                self.at += 1
                mark = self.part(self.at, self.at + 1)
            self.number += mark == "\n"
            self.at += 1
        self.at += len(quote)
