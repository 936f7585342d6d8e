"""What was raised: its type, message, line in the reader's text, and a sentence of help."""

import builtins
import sys

from kit import helping, syntax
from kit.code import compiled
from kit.output import cut
from kit.scan import Problem, Scanner, WideMark

YOURS = "your code"
# What MicroPython calls otherwise.
KINDS = {
    "maximum recursion depth exceeded": "RecursionError",
    "local variable referenced before assignment": "UnboundLocalError",
}
OPERATORS = {
    "__add__": "+",
    "__sub__": "-",
    "__mul__": "*",
    "__truediv__": "/",
    "__pow__": "** or pow()",
    "__xor__": "^",
    "__lt__": "<",
    "__gt__": ">",
    "__le__": "<=",
    "__ge__": ">=",
}


class Reader:
    """The reader's text, its names, and what is said of an exception that it raises."""

    def __init__(self, text):
        self.text = text
        self.names = {}

    def compiled(self):
        """Return the text as code that can be run."""
        if len(self.text) < len(self.text.encode()):
            try:
                Scanner(self.text).run()
            except Problem as problem:
                if isinstance(problem, WideMark):
                    raise
        return compiled(self.text, YOURS)

    def told(self, error):
        """Return the message that tells the page of an exception."""
        kind, message = type(error).__name__, usual(error)
        if isinstance(error, Problem):
            kind, line, help = "SyntaxError", error.line, error.help
        elif isinstance(error, SyntaxError):
            line, help = syntax.problem(self.text, self.line(error))
        else:
            kind = KINDS.get(message, kind)
            if message[:15] == "No module named":
                kind = "ModuleNotFoundError"
            line = self.line(error)
            help = helping.sentence(kind, message, self.meant(kind, message))
        return {"kind": "error", "type": kind, "message": message, "line": line, "help": help}

    def meant(self, kind, message):
        """The names that may have been meant."""
        if kind == "NameError":
            constants = {"True", "False", "None"}  # no names to MicroPython
            return self.words() | set(self.names) | set(dir(builtins)) | constants
        if kind == "AttributeError" and "torch" in sys.modules:
            torch = sys.modules["torch"]
            for part, owner in (("'Tensor'", torch.Tensor), ("module 'torch'", torch)):
                if part in message:
                    return [name for name in dir(owner) if name[:1] != "_"]
        return ()

    def words(self):
        """All names in the text."""
        scanner = Scanner(self.text)
        scanner.run()  # it has been read before
        return scanner.names

    def line(self, error):
        """The deepest line of the text that the exception came through, or None."""
        found = None
        for file, number in places(error):
            found = number if file == YOURS else found
        return found


def sentence(told):
    """An error as a sentence `English ｜ 中文` for the note of a check."""
    raised = told["type"] + (": " + told["message"] if told["message"] else "")
    english = chinese = raised
    if told["line"] is not None:
        english = "Line %d: %s" % (told["line"], raised)
        chinese = "第 %d 行：%s" % (told["line"], raised)
    if told["help"]:
        more = told["help"].split(" ｜ ")
        english, chinese = english + ". " + more[0], chinese + "。" + more[1]
    return english + " ｜ " + chinese


def text_of(error):
    """The text of an exception, as much as a page shows; an exception may have none that can be made."""
    try:
        return cut(str(error))
    except Exception:
        return ""


def usual(error):
    """The message as CPython would say it."""
    message = text_of(error) or ("out of memory" if isinstance(error, MemoryError) else "")
    if isinstance(error, KeyError):
        return cut(repr(error.args[0])) if error.args else ""
    if isinstance(error, SyntaxError):
        return message.split(" (" + YOURS)[0]
    message = message.replace(" isn't ", " is not ").replace("no module named", "No module named")
    if message[:22] == "unsupported types for ":
        name, kinds = message[22:].split(": ")
        kinds = kinds.replace(", ", " and ")
        return "unsupported operand type(s) for %s: %s" % (OPERATORS.get(name, name), kinds)
    return "division by zero" if message == "divide by zero" else message


def places(error):
    """Yield (file, line) of the exception's way, outermost first."""
    if hasattr(sys, "print_exception"):  # MicroPython
        import io

        text = io.StringIO()
        sys.print_exception(error, text)
        for row in text.getvalue().split("\n"):
            if row.startswith('  File "') and '", line ' in row:
                file, rest = row[8:].split('", line ')
                yield file, int(rest.split(",")[0])
    elif isinstance(error, SyntaxError):
        yield error.filename, error.lineno
    else:
        step = error.__traceback__
        while step:
            yield step.tb_frame.f_code.co_filename, step.tb_lineno
            step = step.tb_next
