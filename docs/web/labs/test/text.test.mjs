// The reader's code as text: its colours, its wide marks, what changed in it, how its loops look out.
import assert from "node:assert/strict";
import test from "node:test";

import { changed, diff } from "../diff.ts";
import { rows } from "../python.ts";
import { ticking } from "../ticks.ts";
import { narrowed, tidied } from "../wide.ts";
import { trimmed } from "../worker/trim.ts";

test("all of a text is in its rows", () => {
  for (const text of ["", "\n", 'x = """a\n b"""\n', "class A(B): # ，\n\tdef f(self): return 'a\\'b'\n", "💡 = 1e-3_0 @ \\\n x", '"open\n(']) {
    assert.equal(rows(text).map((row) => row.map(([piece]) => piece).join("")).join("\n"), text);
  }
});

test("pieces have the classes of Pygments", () => {
  const names = Object.fromEntries(rows("@deco\ndef f(x): return x.sub_(1.5, None) in [len(self)] # c").flat());
  const wanted = { "@deco": "nd", def: "k", f: "nf", return: "k", sub_: "n", "1.5": "mi", None: "kc", in: "ow", len: "nb", self: "bp", "# c": "c1", "(": "p" };
  assert.deepEqual(Object.fromEntries(Object.keys(wanted).map((key) => [key, names[key]])), wanted);
  assert.deepEqual(rows("(]").flat().map(([, name]) => name), ["err", "err"]);
});

test("wide marks are turned outside strings and comments, sign for sign", () => {
  const turned = {
    "print（“你好”）": 'print("你好")',
    'print("你好”）': 'print("你好")',
    "x ＝ （1，2）# 注释，（）": "x = (1,2)# 注释，（）",
    '"""一，\n二""" ，': '"""一，\n二""" ,',
    "a = '他说，“好”'，": "a = '他说，“好”',",
    'print("他说“你好”': 'print("他说“你好”',
    '"a\\"b，"，': '"a\\"b，",',
    "x。sub_（eta × v）−１": "x.sub_(eta * v)-1",
  };
  for (const [wide, ours] of Object.entries(turned)) {
    assert.equal(narrowed(wide), ours);
    assert.equal(narrowed(ours), ours);
  }
  assert.equal(tidied("if x：\n\ty\u00a0= 1\n  \t\tz"), "if x:\n    y = 1\n          z");
});

test("lines that were changed are counted once, without blank ones and comments", () => {
  assert.equal(changed("a\nb\nc", "a\nB\nc"), 1);
  assert.equal(changed("a\nb\nc", "a\nc"), 1);
  assert.equal(changed("a\nb\nc", "a\n\n# why\nb\nc  \nd\ne"), 2);
  assert.equal(changed("a\nb", "b\na"), 2);
  assert.deepEqual(diff("a\nb\nc", "a\nx\nc"), [[" ", "a"], ["-", "b"], ["+", "x"], [" ", "c"]]);
});

test("a while loop looks out before it asks, on the same line", () => {
  assert.equal(ticking("while True:\n    pass"), "while __tick() and ( True):\n    pass");
  const code = "while (\n a[1:2]\n): x = {1: 2}  # while b:\n";
  assert.equal(ticking(code).split("\n").length, code.split("\n").length);
  assert.ok(ticking(code).includes("\n)): x = {1: 2}  # while b:"));
  for (const same of ["x = 'while a:'", "while x", "whiles: int"]) assert.equal(ticking(same), same);
});

test("trimmed Python keeps its strings and its blocks", () => {
  assert.equal(trimmed('"""Doc."""\n\n\nclass A:\n    """Doc."""\n\n    x = """a\n        b"""  # c\n'), '0\nclass A:\n 0\n x = """a\n        b"""\n');
});
