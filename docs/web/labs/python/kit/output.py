"""Messages to the page; what is printed is bounded."""

import builtins
import json

LINES = 200
WIDTH = 500
SAID = 1000  # signs of a message or a note: the reader's values may be of any length


def cut(text):
    """As much of a text as is said; without len(), which the reader's code may have put away."""
    return text[: SAID - 1] + "…" if text[SAID:] else text


class Output:
    """Say messages; inside a `with` block, print says lines."""

    def __init__(self, say):
        self._say = say
        self._lines = 0
        self._begun = ""  # of a line that has not ended

    def say(self, message):
        """Send a message as JSON."""
        self._say(json.dumps(message))

    def __enter__(self):
        self._ordinary = builtins.print
        builtins.print = self.print
        return self

    def __exit__(self, *_):
        builtins.print = self._ordinary
        if self._begun:
            self._line(self._begun)

    def print(self, *values, sep=" ", end="\n", file=None, flush=False):
        """Print as Python does, into messages."""
        if self._lines > LINES:
            return
        sep = " " if sep is None else sep
        text = sep.join([str(value) for value in values]) + ("\n" if end is None else end)
        lines = text.split("\n")
        lines[0] = self._begun + lines[0][: WIDTH + 1]
        self._begun = lines.pop()[: WIDTH + 1]
        for line in lines:
            self._line(line)

    def _line(self, line):
        self._lines += 1
        if self._lines <= LINES:
            line = line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"
            self.say({"kind": "print", "text": line})
        elif self._lines == LINES + 1:
            self.say({"kind": "cut"})
