/** One walk with a point that steps, one that averages and one that looks: what `momentum.walks` computes. */

import type { Gradient, Vector } from "./momentum.ts";

/** How to walk: the learning rate of z, the place of the gradient between z (0) and x (1), and the weight of the newest point in step t. */
export interface Walking {
  gamma: number;
  b: number;
  weight(t: number): number;
}

/** The three paths; each ends before the first point that is not finite. */
export interface Paths {
  z: Vector[];
  x: Vector[];
  y: Vector[];
}

const mix = (from: Vector, to: Vector, share: number): Vector => from.map((from_i, i) => from_i + share * (to[i]! - from_i));

/** Walk from `x0`; the gradient of step t gets noise that adds to it. */
export function averagedWalk(gradient: Gradient, { gamma, b, weight }: Walking, x0: Vector, steps: number, noise?: (t: number) => Vector): Paths {
  let [z, x, y] = [x0, x0, x0];
  const paths: Paths = { z: [z], x: [x], y: [y] };
  for (let t = 1; t <= steps; t++) {
    const [g, xi] = [gradient(y), noise?.(t)];
    z = z.map((z_i, i) => z_i - gamma * (g[i]! + (xi?.[i] ?? 0)));
    x = mix(x, z, weight(t));
    y = mix(z, x, b);
    if (![...z, ...x, ...y].every(Number.isFinite)) break;
    paths.z.push(z);
    paths.x.push(x);
    paths.y.push(y);
  }
  return paths;
}

/** The largest stable γλ with this constant weight; 0 is the limit of weights that fall. */
export function edge(b: number, c: number): number {
  return 2 / (1 - b + (b * c) / (2 - c));
}

/** Product of both eigenvalues of one step along curvature λ, where u = γλ. */
const kept = (b: number, c: number, u: number): number => (1 - c) * (1 - (1 - b) * u);

/** The larger modulus of the two eigenvalues: the factor per step in the long run. */
export function rate(b: number, c: number, u: number): number {
  const determinant = kept(b, c, u);
  const trace = 1 + determinant - c * u;
  const square = trace * trace - 4 * determinant;
  return square < 0 ? Math.sqrt(determinant) : (Math.abs(trace) + Math.sqrt(square)) / 2;
}

/** Variance of the average in the long run with noise of variance 1; infinite where the walk is not stable. */
export function varianceOfAverage(b: number, c: number, gamma: number, lambda: number): number {
  const u = gamma * lambda;
  if (!(u < edge(b, c))) return Infinity;
  const d = kept(b, c, u);
  return (c * gamma * (1 + d)) / (lambda * (1 - d) * (2 * (1 + d) - c * u));
}
