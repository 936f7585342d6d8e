// Numbers are read as people write them, and a near miss is named.
import assert from "node:assert/strict";
import { test } from "node:test";

import { judge, read } from "../near.ts";

const WRITTEN = {
  "0.25": 0.25, ".25": 0.25, "0,25": 0.25, "０．２５": 0.25, "0。25": 0.25, " 1 / 4 ": 0.25, "25 %": 0.25, "25％": 0.25, "-3": -3, "−3": -3, "＋3": 3,
  "2.5e-3": 0.0025, "2.5e−3": 0.0025, "2.5 × 10^-3": 0.0025, "β = 0.5": 0.5, "≈0.514": 0.514, "1_000": 1000,
};
for (const [text, value] of Object.entries(WRITTEN)) {
  test(`${text} is ${value}`, () => assert.equal(read(text), value));
}
for (const text of ["", "x", "1/0", "1/2/3", "0x10", "1e999", "1 2 x", "--1", "%", "1..2", "NaN", "Infinity"]) {
  test(`${text || "nothing"} is no number`, () => assert.equal(read(text), null));
}
test("a hundred thousand digits are no number, and are found to be none at once", () => {
  const before = performance.now();
  assert.equal(read(`${"1".repeat(100_000)}x`), null);
  assert.ok(performance.now() - before < 1_000);
});

const exact = { right: 0.125, tolerance: 0, beta: 0.75 };
const rounded = { right: 0.514, tolerance: 0.0005, beta: null };
const MISSES = [
  [exact, 0.125, /Right/], [exact, 1 / 8, /Right/], [exact, -0.125, /sign/], [exact, 0.25, /Twice/], [exact, 0.0625, /Half/], [exact, 0.5, /Too large by exactly 1\/\(1−β\)/],
  [exact, 0.03125, /Too small by exactly 1−β/], [exact, 12.5, /percentage/], [exact, 1.25, /Ten times too large/], [exact, 0.0125, /Ten times too small/],
  [exact, 0.00125, /in percent/], [exact, 8, /reciprocal/], [exact, 0.1251, /rounded/], [exact, 0.2, /Not yet/],
  [rounded, 0.514, /Right/], [rounded, 0.51442, /Right/], [rounded, 0.5136, /Right/], [rounded, 0.51, /rounded/], [rounded, 0.6, /Not yet/], [rounded, 1.0284, /Twice/],
  [{ right: 0.3, tolerance: 0, beta: 0.5 }, 0.6, /Twice/], [{ right: 0.3, tolerance: 0, beta: 0.5 }, 0.15, /Half/],
  [{ right: 0, tolerance: 0, beta: null }, 0, /Right/], [{ right: 0, tolerance: 0, beta: null }, 1, /Not yet/],
];
for (const [question, given, note] of MISSES) {
  test(`${given} for ${question.right}: ${note}`, () => {
    const { ok, note: said } = judge(given, question);
    assert.match(said, note);
    assert.equal(ok, /Right/.test(said));
    assert.match(said, / ｜ /);
  });
}
