/** What a coordinate does at (β, h), and where the lines of the map run: what `momentum.dynamics` and `.nesterov` say. */

import { border } from "./momentum.ts";

/** The names of `momentum.dynamics.Regime`. */
export type Regime = "overdamped" | "critically damped" | "underdamped" | "alternating" | "marginal" | "divergent";

const CLOSE = 1e-9; // a double root, or the border, is met only up to rounding

/** Name what a coordinate does. */
export function regime(beta: number, h: number, nesterov = false): Regime {
  const limit = border(beta, nesterov);
  if (Math.abs(h - limit) < CLOSE * limit) return "marginal";
  if (h > limit) return "divergent";
  const b = nesterov ? beta * (1 - h) : beta;
  const trace = 1 + b - h;
  const disc = trace * trace - 4 * b;
  if (Math.abs(disc) < CLOSE) return trace > -CLOSE ? "critically damped" : "alternating";
  if (disc < 0) return "underdamped";
  return trace > 0 ? "overdamped" : "alternating";
}

/** A curve on the map, h and β along a parameter from 0 to 1. */
type Curve = (s: number) => [number, number];

/** The border of stability, and the two ends of the region where a coordinate swings: the first is critical damping. */
export function curves(nesterov: boolean): { border: Curve; low: Curve; high: Curve } {
  return {
    border: (s) => [border(s, nesterov), s],
    low: nesterov ? (s) => [s * s, (1 - s) / (1 + s)] : (s) => [(1 - s) ** 2, s * s],
    high: nesterov ? (s) => [1, s] : (s) => [(1 + s) ** 2, s * s],
  };
}

/** Eigenvalues from 1 down to 1/κ, at equal ratios. */
export function spectrum(kappa: number, n: number): number[] {
  return Array.from({ length: n }, (_, i) => kappa ** (-i / (n - 1)));
}

/** The index of the largest rate, of equal ones the last; rounding near a double root is no difference. */
export function lastWorst(rates: readonly number[]): number {
  const worst = Math.max(...rates);
  return rates.reduce((last, rate, i) => (rate > worst - 1e-6 ? i : last), 0);
}

const VIRIDIS = [0x440154, 0x3b528b, 0x21918c, 0x5ec962, 0xfde725];

/** Ten bands from it, as 0xAABBGGRR. */
const PALETTE = Array.from({ length: 10 }, (_, i) => {
  const place = ((i + 0.5) / 10) * (VIRIDIS.length - 1);
  const [low, high, part] = [VIRIDIS[Math.floor(place)]!, VIRIDIS[Math.ceil(place)]!, place % 1];
  const mix = (shift: number) => Math.round(((low >> shift) & 255) * (1 - part) + ((high >> shift) & 255) * part);
  return ((255 << 24) | (mix(0) << 16) | (mix(8) << 8) | mix(16)) >>> 0;
});

/** The colour of a rate; none from 1 on. */
export function shade(rate: number): number {
  return rate < 1 ? PALETTE[Math.floor(rate * 10)]! : 0;
}
