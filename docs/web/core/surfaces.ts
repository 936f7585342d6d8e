/** Functions of two variables with their gradients: what `momentum.landscapes` and `momentum.quadratic.RAVINE` compute. */

import type { Vector } from "./momentum.ts";

export interface Surface {
  value(x: Vector): number;
  gradient(x: Vector): [number, number];
  /** Where it is lowest, and how low. */
  minima: readonly (readonly [number, number])[];
  minimum: number;
}

/** The chapter's ravine. */
export const ravine: Surface = {
  value: ([x, y]) => 0.5 * (0.2 * x! * x! + 4 * y! * y!),
  gradient: ([x, y]) => [0.2 * x!, 4 * y!],
  minima: [[0, 0]],
  minimum: 0,
};

/** The bent valley. */
export const rosenbrock: Surface = {
  value: ([x, y]) => (1 - x!) ** 2 + 100 * (y! - x! * x!) ** 2,
  gradient([x, y]) {
    const off = y! - x! * x!;
    return [2 * (x! - 1) - 400 * x! * off, 200 * off];
  },
  minima: [[1, 1]],
  minimum: 0,
};

/** The residuals of Beale's function are c - x₁(1 - x₂ᵏ). */
const BEALE = [1.5, 2.25, 2.625];

/** Flat floor and steep corners. */
export const beale: Surface = {
  value([x, y]) {
    let [sum, power] = [0, 1];
    for (const c of BEALE) {
      power *= y!;
      sum += (c - x! * (1 - power)) ** 2;
    }
    return sum;
  },
  gradient([x, y]) {
    let [right, up, power] = [0, 0, 1];
    for (const [i, c] of BEALE.entries()) {
      const slope = (i + 1) * power;
      power *= y!;
      const r = c - x! * (1 - power);
      right += 2 * (-r * (1 - power));
      up += 2 * (r * x! * slope);
    }
    return [right, up];
  },
  minima: [[3, 0.5]],
  minimum: 0,
};

/** A saddle between two wells. */
export const twinWells: Surface = {
  value: ([x, y]) => (x! * x! - y! * y!) / 2 + y! ** 4 / 4,
  gradient: ([x, y]) => [x!, y! * y! * y! - y!],
  minima: [[0, -1], [0, 1]],
  minimum: -0.25,
};
