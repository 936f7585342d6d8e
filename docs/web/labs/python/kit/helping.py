"""A sentence of help for the errors that beginners meet, in both languages."""

from kit.known import KNOWN, OTHERWISE
from kit.nearest import nearest

MATHS = (
    "sqrt",
    "log",
    "log10",
    "log2",
    "exp",
    "ceil",
    "floor",
    "pi",
    "sin",
    "cos",
    "isclose",
    "prod",
)
SPELLED, PROBABLY = "Did you mean %s?", "是不是想写 %s？"


def quoted(message):
    """What stands in the last pair of quotation marks."""
    parts = message.split("'")
    return parts[-2] if len(parts) > 2 else ""


def told_nameless(name):
    """Say that nothing has this name, and what to do where the name is well known."""
    if name in MATHS:
        what = "from math import %s" % name
        return "Write this first: %s ｜ 先写这一行：%s" % (what, what)
    return "Nothing has this name here. ｜ 这个名字还没有定义：检查拼写，或者先给它赋值。"


def sentence(kind, message, names):
    """Return `English ｜ 中文`, or ""; names are those that may have been meant."""
    if kind in ("NameError", "AttributeError"):
        near = nearest(quoted(message), names)
        if near:
            english, chinese = SPELLED % near, PROBABLY % near
            if kind == "AttributeError":
                english, chinese = english + OTHERWISE[0], chinese + OTHERWISE[1]
            return english + " ｜ " + chinese
    if kind == "NameError":
        return told_nameless(quoted(message))
    for one, part, english, chinese in KNOWN:
        if one in ("", kind) and part in message:
            return english + " ｜ " + chinese
    return ""
