"""What beginners get wrong is told with its line in their text, and a sentence that helps."""

import pytest
from interpreters import Message, job, kinds, run

TORCH = "import torch\n"
# The code, the type of the error, its line, a part of the help in English (that in Chinese stands beside it).
ERRORS = [
    ("x = (1,\n\ny = 2\n", "SyntaxError", 1, "The bracket ( is never closed."),
    ("x = 3)", "SyntaxError", 1, "The bracket ) closes none that is open here."),
    ("x = [1, 2)", "SyntaxError", 1, "The bracket ) closes none that is open here."),
    ("y = 1\nif y\n  y = 2", "SyntaxError", 2, "A line with if ends in a colon"),
    ("for i in range(3) print(i)", "SyntaxError", 1, "A line with for ends in a colon"),
    ("def f(x)\n    return x", "SyntaxError", 1, "A line with def ends in a colon"),
    ("x = 2\nif x = 3:\n    y = 1", "SyntaxError", 2, "To compare, write =="),
    ("else if x: 1", "SyntaxError", 1, "Python writes else if as elif."),
    ("print 3", "SyntaxError", 1, "What print shows stands in round brackets."),
    ("x = 'abc\ny = 2", "SyntaxError", 1, "The string that begins with ' has no end."),
    ("x = '''abc\n\ny = 2", "SyntaxError", 1, "The string that begins with ''' has no end."),
    ("x = 1，2", "SyntaxError", 1, "The mark ， is a wide one; Python wants ,"),
    ("# 中文，\nprint（'，'）", "SyntaxError", 2, "The mark （ is a wide one; Python wants ("),
    ("x = １", "SyntaxError", 1, "The mark １ is a wide one; Python wants 1"),
    ("if 1:\n    x = 1\n   y = 2", "IndentationError", 3, "indented like no line before it"),
    ("x = 1\n    y = 2", "IndentationError", 2, "indented more than the one before"),
    ("lenth = 3\nprint(length)", "NameError", 2, "Did you mean lenth?"),
    ("print(entirely_unknown)", "NameError", 1, "Nothing has this name here."),
    ("x = log(2)", "NameError", 1, "from math import log"),
    ("a = []\na = a.append(1)\na.append(2)", "AttributeError", 3, "append changes the list itself"),
    ("a = [1]\na(0)", "TypeError", 2, "a[i], not a(i)"),
    ("a = []\na.append[1]", "TypeError", 2, "a.append(x), not a.append[x]"),
    ("2.0 ^ 3", "TypeError", 1, "A power is written **"),
    ("b = 2\nx = b v + 1", "SyntaxError", 2, "Between b and v something is missing"),
    ("x = 2b", "SyntaxError", 1, "Between 2 and b"),
    ("for i in [1]:\n    x = 1\nesle:\n    x = 2", "SyntaxError", 3, "Did you mean else?"),
    ("def f():\n    retrun 3", "SyntaxError", 2, "Did you mean return?"),
    ("dfe f():\n    return 3", "SyntaxError", 1, "Did you mean def?"),
    ("def f(a b):\n    return a", "SyntaxError", 1, "with commas between them"),
    ("x = [1 2]", "SyntaxError", 1, "is a comma, a bracket"),
    ("x = 3 +", "SyntaxError", 1, "Python cannot read this line"),
    ("x = = 3", "SyntaxError", 1, "Python cannot read this line"),
    ("    x = 1", "IndentationError", 1, "The first line must not be indented."),
    (TORCH + "torch.ones(1)()", "TypeError", 2, "A tensor is no function"),
    ("a = 5\nprint(A)", "NameError", 2, "Did you mean a?"),
    ("x = true", "NameError", 1, "Did you mean True?"),
    ("def f():\n  print(q)\n  q = 1\nf()", "UnboundLocalError", 2, "is its own there"),
    ("import no_such_module", "ModuleNotFoundError", 1, "does not have this module"),
    ("x = None\nx.mul_(3)", "AttributeError", 2, "It is None"),
    ("3 + None", "TypeError", 1, "One of them is None"),
    ("f = 3\nf(2)", "TypeError", 2, "Round brackets call a function"),
    ("3[0]", "TypeError", 1, "Square brackets need a list"),
    ("for i in 3: pass", "TypeError", 1, "A loop needs a list or a range"),
    ("def f(a): pass\nf()", "TypeError", 2, "do not have the same number of arguments"),
    ("def f(a): pass\nf(1, b=2)", "TypeError", 2, "no argument of this name"),
    ("[1][3]", "IndexError", 1, "Counting begins at 0"),
    ("{}['a']", "KeyError", 1, "The dictionary has no such key."),
    ("1 / 0", "ZeroDivisionError", 1, "The divisor is zero here."),
    ("a, b = 1, 2, 3", "ValueError", 1, "more or fewer names"),
    ("def f(): return f()\nf()", "RecursionError", 1, "calls itself without end"),
    ("raise ValueError('mine')", "ValueError", 1, ""),
    (TORCH + "torch.ones(2).ad_(1)", "AttributeError", 2, "Did you mean add_? If not"),
    (TORCH + "torch.zeross(3)", "AttributeError", 2, "Did you mean zeros?"),
    (TORCH + "torch.fft", "AttributeError", 2, "The small torch of this page does not have it."),
    (
        TORCH + "torch.ones(2).svd()",
        "AttributeError",
        2,
        "If not: the small torch of this page does not have it.",
    ),
    (TORCH + "torch.nn", "AttributeError", 2, "The small torch of this page does not have it."),
    (TORCH + "import torch.nn", "ModuleNotFoundError", 2, "The small torch of this page"),
    (
        TORCH + "x = torch.ones(1, requires_grad=True)\nx.add_(1)",
        "RuntimeError",
        3,
        "torch.no_grad()",
    ),
    (TORCH + "torch.ones(2) + torch.ones(3)", "RuntimeError", 2, "shapes that do not fit"),
    (TORCH + "if torch.ones(2): pass", "RuntimeError", 2, ".all() or .any()"),
    (TORCH + "torch.ones(1).backward()", "RuntimeError", 2, "requires_grad=True"),
    (TORCH + "x = torch.ones(2)\n(x == x).all()", "AttributeError", 3, "torch.eq"),
    ("class A:\n    def f(self):\n        return self.g\n\nA().f()", "AttributeError", 3, ""),
]
# What only MicroPython cannot do.
SMALL = [
    ("import numpy", "ModuleNotFoundError", 1, "does not have this module"),
    ("'a' + 1", "TypeError", 1, "do not go together"),
    ("x = [*a]", "SyntaxError", 1, "does not know [*a], {**d}"),
    ("x = 1\ny = {**x}", "SyntaxError", 2, "does not know [*a], {**d}"),
    ("match 3:\n  case 1: pass", "SyntaxError", 1, "does not know match"),
    ("def f(a, /): pass", "SyntaxError", 1, "does not know def f(a, /)"),
    (TORCH + "0 < torch.ones(2)", "TypeError", 2, "Write the tensor first"),
    (TORCH + "print(f'{torch.ones(1):.3f}')", "ValueError", 2, "Write x.item()"),
    (TORCH + "int(torch.ones(1))", "TypeError", 2, "Write x.item()"),
]
FINE = [
    "x = lambda a: a\nif (lambda: 1)(): pass\nf = {'a': [1, 2]}['a'][0:1]",
    "print('ok', \"it's\", '''x\n:，y''')  # （\nclass A:\n\n    # c\n    x = [\n 1,\n 2]\n\n    y: int = 3",
    "x = 1; y = \\\n  2\nif x == y or x <= 3 and x != 4: x += 1\nwhile (x := x - 1) > 0: pass",
    "def f(a=1, *b, c: int = 2, **d) -> float: return a\nf(a=2)\n中文 = 3\ns = r'\\d' + b'x'.decode()",
    "x = 6\nx /= 4; x *= 2  # *=\nd = {'k': [x]}\nd['k'][0] **= 2\nif d: x //= 2\nassert (x, d) == (1, {'k': [9]})",
    "x = float('1.5') + sum([1, 2], start=3)\nassert isinstance(True, int) and isinstance(x, (str, float))",
    "from __future__ import annotations\nimport math\nassert math.prod([2, 3]) == 6 and math.comb(5, 2) == 10",
    "from copy import copy, deepcopy\nclass P: pass\n"
    "p = P()\np.a = [1]\nq = deepcopy(p)\nassert q.a is not p.a is copy(p).a",
]


@pytest.fixture(scope="module")
def said() -> dict[str, dict[str, list[Message]]]:
    codes = [one[0] for one in ERRORS + SMALL] + FINE
    both = {which: run(which, [job(code) for code in codes]) for which in ("small", "micropython")}
    return {which: dict(zip(codes, found, strict=True)) for which, found in both.items()}


@pytest.mark.parametrize("which", ["small", "micropython"])
@pytest.mark.parametrize("error", ERRORS, ids=[repr(one[0])[:30] for one in ERRORS])
def test_an_error_is_told(said, which, error):
    told(said[which], *error)


@pytest.mark.parametrize("error", SMALL, ids=[repr(one[0])[:30] for one in SMALL])
def test_what_only_micropython_lacks_is_told(said, error):
    told(said["micropython"], *error)


def told(said: dict[str, list[Message]], code: str, kind: str, line: int, help: str) -> None:
    (error,) = kinds(said[code], "error")
    assert (error["type"], error["line"]) == (kind, line)
    assert help in error["help"] and bool(help) == (" ｜ " in error["help"])
    assert "isn't" not in error["message"] and "your code" not in error["message"]


@pytest.mark.parametrize("which", ["small", "micropython"])
@pytest.mark.parametrize("code", FINE)
def test_what_is_right_is_not_touched(said, which, code):
    assert not kinds(said[which][code], "error")
