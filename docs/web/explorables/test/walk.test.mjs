// What noise does to the walk is linear, and the same in every state.
import assert from "node:assert/strict";
import { test } from "node:test";

import { defaults } from "../../ui/params.ts";
import walk from "../widgets/walk.ts";

const first = defaults(walk.params);

test("twice the noise moves all three points twice as far", () => {
  const [none, once, twice] = [0, 1, 2].map((sigma) => walk.compute({ ...first, sigma }));
  for (const path of ["z", "x", "y"])
    for (const [t, point] of none[path].entries())
      for (const [i, value] of point.entries()) assert.ok(Math.abs(twice[path][t][i] - value - 2 * (once[path][t][i] - value)) < 1e-9);
  assert.ok(Math.abs(once.z[80][1] - none.z[80][1]) > 0.01);
});

test("with b = 1 the gradient is taken at the average, with b = 0 at the point that steps", () => {
  const [at0, at1] = [0, 1].map((b) => walk.compute({ ...first, b, sigma: 1 }));
  assert.deepEqual(at0.y, at0.z);
  for (const [t, y] of at1.y.entries()) for (const [i, value] of y.entries()) assert.ok(Math.abs(value - at1.x[t][i]) < 1e-12);
});
