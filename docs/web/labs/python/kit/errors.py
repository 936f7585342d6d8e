"""What was raised, with its line in the reader's text and a sentence of help."""

import sys

YOURS = "your code"


def compiled(code):
    """Return the reader's text as code that can be run."""
    return compile(code, YOURS, "exec")


def told(error):
    """Return the message that tells the page of an exception."""
    kind = type(error).__name__
    message = str(error)
    return {"kind": "error", "type": kind, "message": message, "line": line(error), "help": ""}


def sentence(message):
    """The same as a sentence for the note of a check."""
    raised = message["type"] + (": " + message["message"] if message["message"] else "")
    if message["line"] is None:
        return raised + " ｜ " + raised
    return "Line %d: %s ｜ 第 %d 行：%s" % (message["line"], raised, message["line"], raised)


def line(error):
    """The deepest line of the reader's text that the exception came through, or None."""
    found = None
    for file, number in places(error):
        found = number if file == YOURS else found
    return found


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


def nearest(name, names):
    """Return the name that is most like this one, or None."""
    return None
