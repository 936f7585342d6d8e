"""Judge checks; what all of them raise is told once."""

from kit.errors import sentence
from kit.nearest import nearest
from kit.output import cut


class Fine:
    """A check is green and has something to say."""

    def __init__(self, note):
        self.note = note


class Missing(Exception):
    """A name that a check asks for is not in the reader's code."""

    def __init__(self, name, names):
        super().__init__(name)
        self.name = name
        self.nearest = nearest(name, names)

    def check(self):
        """The red check that says so."""
        text = "`%s` is defined ｜ 定义了 `%s`" % (self.name, self.name)
        note = "Your code does not define `%s`. ｜ 你的代码没有定义 `%s`。" % (self.name, self.name)
        if self.nearest:
            near = " Did you mean `%s`? ｜ 是不是写成了 `%s`？" % (self.nearest, self.nearest)
            note = both(note, near)
        return {"kind": "check", "text": text, "ok": False, "note": note}


def both(first, second):
    """Join two texts `English ｜ 中文`, each with its own."""
    return " ｜ ".join([a.rstrip() + b for a, b in zip(first.split(" ｜ "), second.split(" ｜ "))])


class Verdicts:
    """Say each check, green or red; hold back those that raised as long as all raised the same."""

    def __init__(self, out, reader):
        self._out = out
        self._reader = reader
        self.green = 0
        self.of = 0
        self._held = []  # messages of checks, while all have raised the same
        self._same = None  # the one message that tells it
        self._stopped = False
        self._reserve = [None] * 50000  # memory for what is to be said when there is none left

    def judge(self, text, holds):
        """Call the check and say what comes of it."""
        self.of += 1
        try:
            answer = holds()
        except Exception as error:
            if isinstance(error, MemoryError):
                raise
            self._raised(text, error)
            return
        self._let_go()
        note = answer.note if isinstance(answer, Fine) else answer or ""
        note = " ｜ ".join([cut(side) for side in note.split(" ｜ ")])
        green = answer is None or isinstance(answer, Fine)
        self.green += green
        self._out.say({"kind": "check", "text": text, "ok": green, "note": note})

    def stop(self, error):
        """Outside all checks something was raised: say it and no more."""
        self._reserve.clear()
        self._let_go()
        self._stopped = True
        self._out.say(error.check() if isinstance(error, Missing) else self._reader.told(error))
        self.of += isinstance(error, Missing)

    def close(self):
        """If all checks raised the same, say it once."""
        if self._held and not self._stopped:
            self._out.say(self._same)
            self._held = []

    def _raised(self, text, error):
        if isinstance(error, Missing):
            told = error.check()
            note = told["note"]
        else:
            told = self._reader.told(error)
            note = sentence(told)
        message = {"kind": "check", "text": text, "ok": False, "note": note}
        if self._held is not None and (self._same is None or self._same == told):
            self._same = told
            self._held.append(message)
        else:
            self._let_go()
            self._out.say(message)

    def _let_go(self):
        for message in self._held or ():
            self._out.say(message)
        self._held = None
