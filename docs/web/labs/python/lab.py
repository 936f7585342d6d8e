"""Run a lab: the page's cells, the reader's code, the checks; everything is told in messages."""

import json
import time

import missing
from kit import compare, files
from kit.code import compiled
from kit.errors import Reader
from kit.output import Output
from kit.verdicts import Fine, Missing, Verdicts

missing.patch()


class Lab:
    """What a module of checks sees: the page, the reader's names, the plot, the checks."""

    def __init__(self, name, page, mine, out, verdicts):
        self.name = name
        self.page = page
        self._mine = mine
        self._out = out
        self._verdicts = verdicts

    def mine(self, name):
        """Return what the reader calls by this name; without it the check fails and says so."""
        if name not in self._mine:
            raise Missing(name, self._mine)
        return self._mine[name]

    def check(self, text):
        """Decorate a function without arguments: it is called at once and tells what is wrong."""
        return lambda holds: self._verdicts.judge(text, holds)

    def fine(self, note):
        """All is well, with a note."""
        return Fine(note)

    def close(self, got, right, what="x ｜ x", tolerance=1e-9, place="step %d ｜ 第 %d 步"):
        """Return None, or the sentence that names the first place where the two differ."""
        return compare.close(got, right, what, tolerance, place)

    def scene(self, x="t", y="x", log=False, levels=None):
        """Begin a plot of y against x; with levels (a, b) the plane of (a x² + b y²)/2."""
        levels = None if levels is None else compare.plain(levels)
        self._out.say({"kind": "scene", "x": x, "y": y, "log": log, "levels": levels})

    def draw(self, name, role, ys, xs=None):
        """Draw a path; role is yours, right or other."""
        ys = compare.plain(ys)
        xs = list(range(len(ys))) if xs is None else compare.plain(xs)
        self._out.say({"kind": "path", "name": name, "role": role, "xs": xs, "ys": ys})


def run(job, say):
    """Do one job (JSON) and say what comes of it, in messages (JSON); the last is `done`."""
    began = time.time()
    job = json.loads(job)
    out = Output(say)
    reader = Reader(job["code"])
    verdicts = Verdicts(out, reader)
    with out, files.brought(job["files"]):
        try:
            attempt(job, out, reader, verdicts)
        except BaseException as error:
            verdicts.stop(error)
        verdicts.close()
    seconds = time.time() - began
    out.say({"kind": "done", "green": verdicts.green, "of": verdicts.of, "seconds": seconds})


def attempt(job, out, reader, verdicts):
    """Run the page's cells, then the reader's code in a copy of their names, then the checks."""
    page = {"__name__": "__main__"}
    for number, cell in enumerate(job["cells"]):
        exec(compiled(cell, "cell %d" % (number + 1)), page)
    mine = reader.names = dict(page)
    exec(reader.compiled(), mine)
    checks = __import__(job["checks"])
    name = job["lab"]
    function = getattr(checks, name.replace("-", "_"), None) or checks.checks
    function(Lab(name, page, mine, out, verdicts))
