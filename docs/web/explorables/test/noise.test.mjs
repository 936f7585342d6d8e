// The seeded noise is noise, and the chains that it drives have the exact variance.
import assert from "node:assert/strict";
import { test } from "node:test";

import { moments, sampleVariance, simulate, stationaryVariance } from "../../core/noise.ts";
import { mulberry32, normals } from "../../core/random.ts";
import { defaults } from "../../ui/params.ts";
import widget from "../widgets/noise.ts";

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
const [CHAINS, STEPS, START] = [1000, 400, 2];
const mean = (x) => x.reduce((sum, x_i) => sum + x_i, 0) / x.length;

/** Fail unless a mean of so many independent numbers is within 3 standard errors of what it estimates. */
function within(found, wanted, deviation, count, place) {
  const off = Math.abs(found - wanted) / (deviation / Math.sqrt(count));
  assert.ok(off < 3, `${place}: ${found} is ${off} standard errors from ${wanted}`);
}

test("the generator is uniform, the normal numbers are normal and independent", () => {
  const count = 200_000;
  const uniform = mulberry32(5);
  const u = Array.from({ length: count }, uniform);
  assert.ok(u.every((x) => x >= 0 && x < 1));
  within(mean(u), 1 / 2, Math.sqrt(1 / 12), count, "mean");
  within(mean(u.map((x) => x * x)), 1 / 3, Math.sqrt(4 / 45), count, "square");
  const z = normals(count, 6);
  for (const [power, wanted, deviation] of [[1, 0, 1], [2, 1, Math.sqrt(2)], [3, 0, Math.sqrt(15)], [4, 3, Math.sqrt(96)]]) {
    within(mean(z.map((x) => x ** power)), wanted, deviation, count, `power ${power}`);
  }
  for (const lag of [1, 2, 1000]) within(mean(z.slice(lag).map((x, i) => x * z[i])), 0, 1, count - lag, `lag ${lag}`);
  assert.deepEqual(normals(10, 7), normals(11, 7).slice(0, 10));
  assert.notDeepEqual(normals(10, 7), normals(10, 8));
});

// A factor (1 + β) too many or too few, σ in place of σ², or the other method's formula is far outside these bounds.
for (const [eta, beta, sigma, nesterov, drop] of [
  [0.1, 0, 1, false, STEPS],
  [0.1, 0.9, 1, false, STEPS],
  [0.01, 0.9, 2, false, STEPS],
  [1.5, 0.5, 0.5, false, STEPS],
  [0.1, 0.9, 1, true, STEPS],
  [0.25, 0.5, 1, true, STEPS],
  [0.1, 0.9, 1, false, STEPS - 10],
]) {
  test(`chains at η ${eta}, β ${beta}, σ ${sigma}${nesterov ? ", Nesterov" : ""}, η divided after ${drop}`, () => {
    const rule = { eta, beta, sigma, nesterov, drop };
    const exact = moments(rule, START, STEPS);
    const wanted = exact.variance.at(-1);
    const spread = wanted * Math.sqrt(2 / (CHAINS - 1)); // of the variance of so many normal numbers
    const ends = SEEDS.map((seed) => simulate(rule, START, STEPS, normals(CHAINS * STEPS, seed), 3).end);
    for (const [i, end] of ends.entries()) within(sampleVariance(end), wanted, spread, 1, `seed ${SEEDS[i]}`);
    within(mean(ends.map(sampleVariance)), wanted, spread, SEEDS.length, "all seeds");
    within(mean(ends.map(mean)), exact.mean.at(-1), Math.sqrt(wanted), SEEDS.length * CHAINS, "mean");
    if (drop === STEPS) assert.ok(Math.abs(wanted / stationaryVariance(eta, beta, sigma, nesterov) - 1) < 1e-6);
  });
}

test("a method that is not stable has no variance in the long run", () => {
  for (const [eta, beta, nesterov, stable] of [
    [2, 0, false, false],
    [1.99, 0, false, true],
    [2.99, 0.5, false, true],
    [3, 0.5, false, false],
    [1.5, 0.5, true, false],
    [1.49, 0.5, true, true],
  ]) {
    assert.equal(Number.isFinite(stationaryVariance(eta, beta, 1, nesterov)), stable, `${eta} ${beta} ${nesterov}`);
  }
});

test("the same state shows the same cloud, and a drawn chain is one of the cloud", () => {
  const state = { ...defaults(widget.params), eta: 0.03, beta: 0.7 };
  const [first, second] = [widget.compute(state), widget.compute({ ...state })];
  assert.deepEqual(first.end, second.end);
  const few = first.ways.length / (STEPS + 1);
  assert.deepEqual(first.ways.slice(-few), first.end.slice(0, few));
});

test("the lock holds η/(1 - β), and only β moves η", () => {
  const { eta, beta } = widget.params;
  for (const alpha of [0.1, 2, 0.0005]) {
    let values = { ...defaults(widget.params), eta: alpha, lock: true };
    for (const wanted of [0.5, 0.99, 0.3, 0.985, 0]) {
      values = { ...values, ...widget.adjust({ beta: wanted }, values) };
      assert.ok(Math.abs(values.eta / (1 - values.beta) / alpha - 1) < 1e-9, `${JSON.stringify(values)}`);
      assert.ok(values.eta >= eta.min && values.eta <= eta.max && values.beta >= beta.min && values.beta <= beta.max);
    }
  }
  const values = { ...defaults(widget.params), lock: true };
  for (const change of [{ eta: 0.3 }, { eta: 0.3, beta: 0.5 }, { sigma: 2 }]) assert.deepEqual(widget.adjust(change, values), change);
  assert.deepEqual(widget.adjust({ beta: 0.5 }, { ...values, lock: false }), { beta: 0.5 });
});
