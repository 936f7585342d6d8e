// Every text of a widget has two sides, the second in Chinese unless both are the same.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";

/** All texts below a value. */
function* texts(value) {
  if (typeof value === "string" && value.includes("｜")) yield value;
  else if (value && typeof value === "object") for (const inner of Object.values(value)) yield* texts(inner);
}

for (const file of readdirSync(new URL("../src/widgets", import.meta.url))) {
  const { default: widget } = await import(`../src/widgets/${file}`);
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
