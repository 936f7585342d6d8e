// The closed form against the recurrence, step by step, and the bounds that the drawing relies on.
import assert from "node:assert/strict";
import { test } from "node:test";

import { arrival, chebyshevMode, momentumMode } from "../../core/residual.ts";
import { descend, momentumStep } from "../../core/momentum.ts";

const STEPS = 3000;
const TARGET = 1e-6;

for (const nesterov of [false, true]) {
  for (const beta of [0, 0.25, 0.5, 0.9, 0.99]) {
    test(`modes at β = ${beta}${nesterov ? ", Nesterov" : ""}`, () => {
      for (const h of [0.01, 0.09, 0.25, 0.5, 1, 1.2, 1.5, 2, 2.25, 2.4, 3.3]) {
        const mode = momentumMode(1, beta, h, nesterov);
        const { x } = descend(momentumStep(([x]) => [h * x], 1, beta, nesterov), [1], STEPS);
        x.forEach(([left], t) => {
          const { value, crest } = mode.at(t);
          const bound = mode.size * mode.rate ** t;
          if (t > 1 && bound < 1e-290) return; // numbers have fewer digits there
          assert.ok(Math.abs(value - left) <= 1e-10 * Math.max(mode.rate ** t, crest), `h = ${h}, t = ${t}: ${value} is not ${left}`);
          assert.ok(Math.abs(value) <= crest * (1 + 1e-9), `h = ${h}, t = ${t}: ${value} above ${crest}`);
          assert.ok(t < 2 || Math.abs(value) <= bound * (1 + 1e-9), `h = ${h}, t = ${t}: ${value} above ${bound}`);
        });
        const last = x.findLastIndex(([left]) => Math.abs(left) >= TARGET);
        if (last < x.length / 2) assert.equal(arrival(mode, TARGET), last + 1, `h = ${h}`);
      }
    });
  }
}

test("Chebyshev's modes stay below their bound, within the spectrum and far outside", () => {
  for (const lambda of [1e-3, 1 / 64, 0.02, 0.3, 0.99, 1, 1.4]) {
    const mode = chebyshevMode(1 / 64, 1, lambda);
    for (const t of [1, 2, 10, 100, 1000]) {
      const { value, crest } = mode.at(t);
      assert.ok(Math.abs(value) <= crest * (1 + 1e-9) && crest <= mode.size * mode.rate ** t * (1 + 1e-9), `λ = ${lambda}, t = ${t}`);
    }
  }
});
