// What a widget computes is what the package computes: golden.py wrote the file that GOLDEN names.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { defaults } from "../../ui/params.ts";

const TOLERANCE = 1e-12; // relative to the largest number of a row, unless a case says otherwise

const golden = JSON.parse(readFileSync(process.env.GOLDEN, "utf8"));
const widgets = readdirSync(new URL("../widgets", import.meta.url)).map((file) => file.replace(/\.ts$/, ""));

/** Fail unless everything that was wanted is there and agrees. */
function agree(found, wanted, tolerance, place) {
  if (Array.isArray(wanted) && typeof wanted[0] === "number") {
    assert.equal(found.length, wanted.length, `${place}: length`);
    const size = Math.max(...wanted.map(Math.abs));
    wanted.forEach((value, i) => {
      const off = Math.abs(found[i] - value);
      assert.ok(off <= tolerance * size, `${place}[${i}]: ${found[i]} is not ${value}`);
    });
  } else if (typeof wanted === "number") {
    agree([found], [wanted], tolerance, place);
  } else if (wanted !== null && typeof wanted === "object") {
    if (Array.isArray(wanted)) assert.equal(found.length, wanted.length, `${place}: length`);
    for (const key of Object.keys(wanted)) agree(found[key], wanted[key], tolerance, `${place}.${key}`);
  } else assert.equal(found, wanted, place);
}

for (const name of widgets) {
  const { default: widget } = await import(`../widgets/${name}.ts`);
  test(`${name} has golden values`, () => assert.ok(golden[name]?.length > 0));
  for (const { state, data, tolerance = {} } of golden[name] ?? []) {
    test(`${name} at ${JSON.stringify(state)}`, () => {
      assert.deepEqual(Object.keys(state).filter((key) => !(key in widget.params)), []);
      const found = widget.compute({ ...defaults(widget.params), ...state });
      for (const [key, wanted] of Object.entries(data)) agree(found[key], wanted, tolerance[key] ?? TOLERANCE, key);
    });
  }
}
