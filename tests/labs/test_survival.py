"""Code that floods, nests, eats or is long: the runner tells it in bounded messages, and ends."""

import pytest
from interpreters import Message, job, kinds, run

# What is said of it (the type of the error, or ""), and how many lines it may print.
CODES = {
    "flood": ("for i in range(5000): print(i)", "", 200),
    "wide flood": ("for i in range(300): print('x' * 10000)", "", 200),
    "one line": ("for i in range(10000): print('abc', end=' ')", "", 1),
    "flood and error": ("for i in range(5000): print(i)\nno_such_thing", "NameError", 200),
    "recursion": ("def f(n):\n    return f(n + 1)\nf(0)", "RecursionError", 0),
    "recursion in a check": ("def f(n):\n    return f(n + 1)", "RecursionError", 0),
    "bomb": ("kept = []\nwhile True:\n    kept.append([0.0] * 1000)", "MemoryError", 0),
    "bomb in a check": ("def f(n):\n    while True: n = [n, 0.5 * 3]", "MemoryError", 0),
    "litter": ("x = 0.0\nwhile True:\n    x = [x + 0.5][0]", "MemoryError", 0),
    "doubled": ("s = 'x'\nwhile True:\n    s = s + s", "MemoryError", 0),
    "100 kB": (
        "x = 1\n" + "".join(f"y{i} = x + {i}  # 中文，\n" for i in range(4000)) + "print(y3999)",
        "",
        1,
    ),
    "deep brackets": ("x = " + "(" * 3000 + ")" * 3000, "", 0),
    "open brackets": ("x = " + "(" * 3000, "SyntaxError", 0),
    "long message": ("raise ValueError('<b>' * 100000)", "ValueError", 0),
    "long key": ("{}['k' * 100000]", "KeyError", 0),
    "no message": (
        "class E(Exception):\n    def __str__(self): return 1 / 0\nraise E()",
        "E",
        0,
    ),
    "exit": ("raise SystemExit", "SystemExit", 0),
    "nothing": ("", "", 0),
    "names lost": ("print = len = isinstance = None\nfloat = 3", "", 0),
    "built-ins lost": ("import builtins\nbuiltins.print = builtins.len = None", "", 0),
}
CHECKS = """
def checks(lab):
    @lab.check("called ｜ 调用")
    def _():
        if "f" in lab._mine:
            lab.mine("f")(0)
"""


def said(*names: str) -> list[list[Message]]:
    return run("micropython", [job(CODES[name][0], CHECKS) for name in names])


@pytest.mark.parametrize("name", CODES)
def test_hostile_code_is_survived(name):
    messages = said(name)[0]
    _, error, lines = CODES[name]
    assert [one["type"] for one in kinds(messages, "error")] == [error] * bool(error)
    printed = kinds(messages, "print")
    assert len(printed) == lines and len(kinds(messages, "cut")) == (lines == 200)
    assert all(len(one["text"]) <= 500 for one in printed)
    assert all(len(one["message"]) <= 1000 for one in kinds(messages, "error"))
    assert messages[-1]["kind"] == "done" and messages[-1]["green"] == (not error)


def test_a_hostile_run_leaves_the_next_one_alone():
    _, _, lost, nothing = said("bomb", "recursion", "built-ins lost", "nothing")
    assert lost[-1]["green"] == nothing[-1]["green"] == 1


@pytest.mark.parametrize("which", ["small", "micropython"])
def test_what_a_check_says_of_a_long_value_is_bounded(which):
    check = """
def checks(lab):
    @lab.check("a number ｜ 一个数")
    def _():
        return lab.close(lab.mine("x"), 1.0)
"""
    [messages] = run(which, [job("x = list(range(30000))", check)])
    [told] = kinds(messages, "check")
    english, chinese = told["note"].split(" ｜ ")
    assert english.startswith("x: a number is expected") and chinese.startswith("x：应是一个数")
    assert len(english) == len(chinese) == 1000
