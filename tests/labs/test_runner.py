"""The class Lab and the messages of a run, in CPython and in MicroPython."""

import pytest
from interpreters import Message, job, kinds, run

CHECKS = """
import torch

def checks(lab):
    lab.scene(x="a", y="b", log=True, levels=torch.tensor([1.0, 2.0]))
    lab.draw("yours ｜ 你的", "yours", [1.0, float("nan"), 3], xs=[0.0, float("inf"), 2.0])
    lab.draw("right ｜ 正确", "right", torch.tensor([[1.0, 2.0]]))
    for what in lab.page["WHAT"]:
        lab.check(what + " ｜ " + what)(lambda: getattr(Checks(), what)(lab))

class Checks:
    def well(self, lab): return None
    def fine(self, lab): return lab.fine("good ｜ 好")
    def red(self, lab): return "bad ｜ 坏"
    def mine(self, lab): return lab.close(lab.mine("answer"), 42)
    def call(self, lab): lab.mine("f")()
    def own(self, lab): raise ValueError("mine")
    def near(self, lab): return lab.close([0.0, 1 + 1e-10], [1e-10, 1], "v ｜ 速度")
    def far(self, lab): return lab.close([1.0, 1.5, 3], (1, 2, 3), "v ｜ 速度")
    def inner(self, lab): return lab.close(torch.tensor([[1.0, 2.0]]), [[1.0, 2.5]])
    def digits(self, lab): return lab.close(1.00000001, 1.0)
    def length(self, lab): return lab.close([1.0], [1.0, 2.0])
    def none(self, lab): return lab.close(None, 1.0)
    def listed(self, lab): return lab.close(1.0, [1.0])
    def undefined(self, lab): return lab.close(float("nan"), 1.0)
    def endless(self, lab): return lab.close(float("inf"), float("inf"))
    def loose(self, lab): return lab.close(1.05, 1.0, tolerance=0.1)
"""
STEP = "v at step 1: yours 1.5, right 2 ｜ 第 1 步的速度：你的 1.5，应为 2"
NOTES = {  # what a check says, and whether it is green
    "well": (True, ""),
    "fine": (True, "good ｜ 好"),
    "red": (False, "bad ｜ 坏"),
    "near": (True, ""),
    "far": (False, STEP),
    "inner": (False, "x at step 0[1]: yours 2, right 2.5 ｜ 第 0 步的 x[1]：你的 2，应为 2.5"),
    "digits": (False, "x: yours 1.00000001, right 1 ｜ x：你的 1.00000001，应为 1"),
    "length": (False, "x: 2 numbers are expected, yours are 1 ｜ x：应有 2 个数，你的有 1 个"),
    "none": (False, "x: a number is expected, yours is None ｜ x：应是一个数，你的是 None"),
    "listed": (False, "x: a list is expected, yours is 1.0 ｜ x：应是一个列表，你的是 1.0"),
    "undefined": (False, "x: yours nan, right 1 ｜ x：你的 nan，应为 1"),
    "endless": (True, ""),
    "loose": (True, ""),
    "own": (False, "ValueError: mine ｜ ValueError: mine"),
}


def said(which: str, code: str, *what: str) -> list[Message]:
    return run(which, [job(code, CHECKS, (f"WHAT = {what!r}",))])[0]


@pytest.fixture(params=["small", "micropython"])
def which(request):
    return request.param


def test_each_check_says_what_holds(which):
    found = {one["text"].split(" ｜ ")[0]: one for one in kinds(said(which, "", *NOTES), "check")}
    assert {name: (one["ok"], one["note"]) for name, one in found.items()} == NOTES


def test_plots_and_numbers(which):
    messages = said(which, "", "well")
    scene = {"kind": "scene", "x": "a", "y": "b", "log": True, "levels": [1, 2]}
    assert kinds(messages, "scene") == [scene]
    yours, right = kinds(messages, "path")
    assert (yours["xs"], yours["ys"], yours["role"]) == ([0, None, 2], [1, None, 3], "yours")
    assert (right["xs"], right["ys"]) == ([0], [[1, 2]])
    done = messages[-1]
    assert (done["kind"], done["green"], done["of"]) == ("done", 1, 1) and done["seconds"] >= 0


def test_what_all_checks_raise_is_told_once(which):
    messages = said(which, "def f():\n    return g", "call", "call", "call")
    (error,) = kinds(messages, "error")
    assert (error["type"], error["line"]) == ("NameError", 2) and not kinds(messages, "check")
    assert (messages[-1]["green"], messages[-1]["of"]) == (0, 3)


def test_different_failures_are_told_apart(which):
    messages = said(which, "def f():\n    return g", "call", "call", "well")
    notes = [one["note"] for one in kinds(messages, "check")]
    assert notes[0] == notes[1] != notes[2] == "" and not kinds(messages, "error")
    assert notes[0].startswith("Line 2: NameError: name 'g' is not defined.")
    assert " ｜ 第 2 行：NameError" in notes[0]


def test_a_missing_name_is_a_red_check(which):
    (check,) = kinds(said(which, "anser = 42", "mine", "mine"), "check")
    assert not check["ok"] and "Did you mean `anser`?" in check["note"]
    (check,) = kinds(said(which, "answer = 42", "mine"), "check")
    assert check["ok"]


def test_what_is_printed(which):
    code = "print('a', 1, sep='-', end='!')\nprint()\nprint('b\\nc', flush=True)\nprint('no end', end='')"
    assert [one["text"] for one in kinds(said(which, code), "print")] == [
        "a-1!",
        "b",
        "c",
        "no end",
    ]


def test_the_reader_does_not_spoil_the_page(which):
    cells = ("def helper():\n    return 1\n\ndef page():\n    return helper()",)
    checks = "def checks(lab):\n    @lab.check('p ｜ p')\n    def _(): return lab.close(lab.page['page'](), 1)"
    messages = run(which, [job("def helper():\n    return 2\n", checks, cells)])[0]
    assert kinds(messages, "check")[0]["ok"]
