// Every text of a widget has two sides, the second in Chinese unless both are the same.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";

/** All texts below a value. */
function* texts(value) {
  if (typeof value === "string" && value.includes("｜")) yield value;
  else if (value && typeof value === "object") for (const inner of Object.values(value)) yield* texts(inner);
}

for (const file of readdirSync(new URL("../widgets", import.meta.url))) {
  const { default: widget } = await import(`../widgets/${file}`);
  test(`texts of ${file}`, () => {
    const found = [...texts({ title: widget.title, params: widget.params })];
    assert.ok(found.length > Object.keys(widget.params).length);
    for (const text of found) {
      const sides = text.split(" ｜ ");
      assert.equal(sides.length, 2, text);
      assert.ok(sides[0] === sides[1] || (/[\u4e00-\u9fff]/.test(sides[1]) && !/[\u4e00-\u9fff]/.test(sides[0])), text);
    }
  });
}

// What a widget draws on is nothing here: it answers everything with itself.
const nothing = new Proxy(function () {}, {
  get: (_, name) => (name === Symbol.iterator ? function* () {} : name === Symbol.toPrimitive ? () => 0 : nothing),
  apply: () => nothing,
  construct: () => nothing,
  set: () => true,
});
const GAP = /[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef] +[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]|, | %|  |[（“《] | [）”》，。；：]/;

/** The values of a widget, and those with one choice or switch moved. */
function* states(params) {
  const values = Object.fromEntries(Object.entries(params).map(([name, { value }]) => [name, value]));
  yield values;
  for (const [name, { kind, options, min, max }] of Object.entries(params))
    for (const value of kind === "choice" ? Object.keys(options) : kind === "flag" ? [true, false] : [min, max]) yield { ...values, [name]: value };
}

test("gaps are found", () => {
  for (const bad of ["两点 之间", "重球法， 学习率", "−1.8, 2.1", "占 5 %"]) assert.match(bad, GAP);
  assert.doesNotMatch("重球法，学习率 0.1：从 (−5.00, −2.00) 出发，占 5%。Nesterov 动量".replace("−5.00, ", ""), GAP);
});

for (const file of readdirSync(new URL("../widgets", import.meta.url))) {
  const { default: widget } = await import(`../widgets/${file}`);
  test(`what ${file} says in Chinese has no stray gaps`, () => {
    globalThis.document = nothing;
    const view = widget.build(nothing);
    for (const values of states(widget.params)) {
      const said = view.say(widget.compute(values), values).split(" ｜ ")[1].replace(/\(\S+, \S+\)/g, "0");
      assert.ok(/[\u4e00-\u9fff]/.test(said));
      assert.doesNotMatch(said, GAP);
    }
    delete globalThis.document;
    for (const text of texts({ title: widget.title, params: widget.params })) assert.doesNotMatch(text.split(" ｜ ")[1], GAP);
  });
}
