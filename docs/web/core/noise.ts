/** Momentum with noisy gradients x + σξ, a parabola of curvature 1: `momentum.noise`, also at finite times, and chains. */

import { border } from "./momentum.ts";

/** η as it is up to step `drop`, and a tenth of it from then on. */
export interface Noisy {
  eta: number;
  beta: number;
  sigma: number;
  nesterov: boolean;
  drop: number;
}

const rate = ({ eta, drop }: Noisy, t: number): number => (t <= drop ? eta : eta / 10);

/** Mean and variance of the point after every step, exactly, from a start at rest. */
export function moments(rule: Noisy, x0: number, steps: number): { mean: number[]; variance: number[] } {
  const { beta, sigma, nesterov } = rule;
  let [v, x, vv, vx, xx] = [0, x0, 0, 0, 0];
  const [mean, variance] = [[x0], [0]];
  for (let t = 1; t <= steps; t++) {
    const eta = rate(rule, t);
    // The step is v ← βv + x + ξ, x ← av + bx - cξ.
    const [a, b, c] = nesterov ? [-eta * beta * beta, 1 - eta * (1 + beta), eta * (1 + beta)] : [-eta * beta, 1 - eta, eta];
    [v, x] = [beta * v + x, a * v + b * x];
    const [carried, mixed] = [beta * vv + vx, beta * vx + xx]; // covariances of the new v and the old pair
    [vv, vx, xx] = [
      beta * carried + mixed + sigma * sigma,
      a * carried + b * mixed - c * sigma * sigma,
      a * (a * vv + b * vx) + b * (a * vx + b * xx) + c * c * sigma * sigma,
    ];
    mean.push(x);
    variance.push(xx);
  }
  return { mean, variance };
}

/** Variance of the point after very many steps; infinite where the method is not stable. */
export function stationaryVariance(eta: number, beta: number, sigma: number, nesterov = false): number {
  const limit = border(beta, nesterov);
  if (!(eta < limit)) return Infinity;
  const [c, d] = nesterov ? [beta * eta, 1 + 2 * beta] : [0, 1];
  return (eta * sigma ** 2 * (1 + beta + c * d)) / ((1 - beta + c) * (2 + 2 * beta - d * eta));
}

/** Chains side by side: all points after the last step, and the whole way of the first few, time first. */
export function simulate(rule: Noisy, x0: number, steps: number, noise: Float64Array, few: number) {
  const { beta, sigma, nesterov } = rule;
  const chains = noise.length / steps;
  const [x, v] = [new Float64Array(chains).fill(x0), new Float64Array(chains)];
  const ways = new Float64Array((steps + 1) * few).fill(x0, 0, few);
  for (let t = 1; t <= steps; t++) {
    const [eta, from] = [rate(rule, t), (t - 1) * chains];
    for (let i = 0; i < chains; i++) {
      const g = x[i]! + sigma * noise[from + i]!;
      const next = beta * v[i]! + g;
      v[i] = next;
      x[i]! -= eta * (nesterov ? g + beta * next : next);
    }
    ways.set(x.subarray(0, few), t * few);
  }
  return { end: x, ways };
}

/** Variance of numbers, with their own mean. */
export function sampleVariance(x: Float64Array): number {
  const mean = x.reduce((sum, x_i) => sum + x_i, 0) / x.length;
  return x.reduce((sum, x_i) => sum + (x_i - mean) ** 2, 0) / (x.length - 1);
}
