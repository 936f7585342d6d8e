"""What a reader's function returned: read as numbers, compared, and its mistake named."""

from telling import near


class Wrong(Exception):
    """The sentence about what was returned, raised where that is found."""


def say(english, chinese):
    """Return a text in both languages."""
    return f"{english} ｜ {chinese}"


def both(*texts):
    """Join sentences side by side, each with its full stop; empty ones are left out."""
    sides = [text.split(" ｜ ") for text in texts if text]
    english = " ".join(side[0] if side[0][-1] in ".?!" else side[0] + "." for side in sides)
    return say(
        english, "".join(side[1] if side[1][-1] in "。？！" else side[1] + "。" for side in sides)
    )


def judge(lab, checks):
    """Judge in turn what each function of the lab returns; a `Wrong` raised inside is the sentence."""
    for text, holds in checks:
        lab.check(text)(caught(lab, holds))


def caught(lab, holds):
    """Return the function without arguments that `lab.check` calls."""

    def called():
        try:
            return holds(lab)
        except Wrong as wrong:
            return wrong.args[0]

    return called


def drawn(lab, name, make):
    """Draw as the reader's the (ys, xs) that `make` gives; if it gives none, the checks say so."""
    try:
        ys, xs = make(lab)
    except Exception:
        return
    lab.draw(name, "yours", ys, xs)


def show(value):
    """Write a number in six digits, a whole one without a point."""
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def number(got, call):
    """Return what a call returned as a finite number, or raise what it is instead."""
    if got is None or got is ...:
        raise Wrong(
            say(
                f"{call} is None: a return is missing or not reached.",
                f"{call} 得到 None：缺少 return，或没有执行到。",
            )
        )
    got = got.item() if hasattr(got, "item") else got
    if isinstance(got, bool) or not isinstance(got, (int, float)):
        raise unlike("a number", "一个数", got, call)
    if got - got != 0:
        english, chinese = f"{call} is {got}: not finite.", f"{call} 等于 {got}，不是有限的数。"
        raise Wrong(say(english, chinese))
    return got


def unlike(english, chinese, got, call):
    """Return the exception that says what was wanted and what came."""
    kind = type(got).__name__
    said = (
        f"{call} should return {english}, got {kind}.",
        f"{call} 应返回{chinese}，得到的却是 {kind}。",
    )
    return Wrong(say(*said))


def series(got, call):
    """Return the sequence of numbers that a call returned."""
    got = got.tolist() if hasattr(got, "tolist") else got
    if isinstance(got, (list, tuple)):
        return [number(one, call) for one in got]
    if got is None or got is ...:
        return number(got, call)
    raise unlike("a list of numbers", "一列数", got, call)


def several(got, call, names):
    """Return the numbers with these names that a call returned."""
    count = len(names)
    if got is None or got is ...:
        return number(got, call)
    found = got.tolist() if hasattr(got, "tolist") else got
    if not isinstance(found, (list, tuple)) or len(found) != count:
        raise Wrong(
            say(
                f"{call} should return {count} numbers: {', '.join(names)}.",
                f"{call} 应返回 {count} 个数：{'、'.join(names)}。",
            )
        )
    return series(found, call)


def compare(name, function, cases, right, mistakes, tolerance=1e-9):
    """Compare a reader's function with the right one; name the mistake that explains all its numbers.

    `mistakes` are pairs of a wrong function and a sentence.
    """
    calls = ["{}({})".format(name, ", ".join(show(one) for one in case)) for case in cases]
    got = [number(function(*cases[i]), calls[i]) for i in range(len(cases))]
    for i in range(len(cases)):
        wanted = right(*cases[i])
        if not near(got[i], wanted, tolerance):
            numbers = (calls[i], show(got[i]), show(wanted))
            said = say(
                "{}: yours {}, right {}.".format(*numbers),
                "{}：你的 {}，应为 {}。".format(*numbers),
            )
            return both(said, explain(cases, got, mistakes))
    return None


def explain(cases, got, mistakes):
    """Return the sentence on the first mistake that gives every number found, or nothing."""
    for wrong, why in mistakes:
        if all(near(got[i], wrong(*cases[i])) for i in range(len(cases))):
            return why
    return ""


def refused(call, shown, why):
    """Return None if the call raises ValueError, or the sentence that says what it did instead."""
    try:
        got = call()
    except ValueError:
        return None
    except (ArithmeticError, AssertionError, RuntimeError) as error:
        kind = type(error).__name__
        did = say(
            f"{shown} raised {kind}, not ValueError.", f"{shown} 引发的是 {kind}，不是 ValueError。"
        )
        return both(did, why)
    return both(say(f"{shown} returned {got}.", f"{shown} 返回了 {got}。"), why)
