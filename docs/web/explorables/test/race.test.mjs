// What a change of the race brings with it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { defaults } from "../../ui/params.ts";
import race from "../widgets/race.ts";

const first = defaults(race.params);

test("another surface comes with its start, and what was asked for goes first", () => {
  assert.deepEqual(race.adjust({ surface: "ravine" }, first), { surface: "ravine", eta: 0.4, x1: -5, x2: -2, t: 400 });
  assert.equal(race.adjust({ surface: "ravine", x1: 3, t: 7 }, first).x1, 3);
  assert.deepEqual(race.adjust({ surface: "rosenbrock", beta: 0.5 }, first), { surface: "rosenbrock", beta: 0.5 });
});

test("nothing leaves the picture or outlasts the race", () => {
  assert.deepEqual(race.adjust({ x1: 5, x2: -3 }, first), { x1: 2, x2: -1 });
  assert.deepEqual(race.adjust({ t: 5000 }, { ...first, surface: "wells" }), { t: 200 });
});

test("only t leaves the runs as they are", () => {
  const runs = race.compute(first);
  assert.equal(race.compute({ ...first, t: 3 }), runs);
  assert.notEqual(race.compute({ ...first, eta: 0.001 }), runs);
});
