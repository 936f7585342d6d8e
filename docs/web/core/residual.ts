/** What t steps leave of an error along one eigenvector, in closed form: `momentum.dynamics.power` and `.chebyshev`. */

import { type Best, eigenvalues } from "./momentum.ts";

/** p_t(λ), a bound that it touches as it swings, and the angle by which it has swung. */
export interface Rest {
  value: number;
  crest: number;
  angle: number;
}

/** One eigenvalue under one method: from the second step on, |p_t| is at most size · rateᵗ. */
export interface Mode {
  rate: number;
  size: number;
  at(t: number): Rest;
}

const HUGE = 1e9; // the size at a double root, where t takes its place: more than any t here

/** The mode of constant momentum, from rest. */
export function momentumMode(eta: number, beta: number, lambda: number, nesterov = false): Mode {
  const h = eta * lambda;
  const first = 1 - (nesterov ? 1 + beta : 1) * h; // p_1
  const [one, other] = eigenvalues(beta, h, nesterov);
  if (one.im > 0) return swinging(first, Math.hypot(one.re, one.im), Math.atan2(one.im, one.re));
  return Math.abs(one.re) < Math.abs(other.re) ? creeping(first, other.re, one.re) : creeping(first, one.re, other.re);
}

/** Roots rate · exp(±i turn). */
function swinging(first: number, rate: number, turn: number): Mode {
  const lean = first / rate - Math.cos(turn);
  const size = Math.min(Math.hypot(1, lean / Math.sin(turn)), HUGE);
  const at = (t: number): Rest => {
    const [shrunk, angle] = [rate ** t, t * turn];
    const value = shrunk * (Math.cos(angle) + (lean * Math.sin(angle)) / Math.sin(turn));
    return { value, crest: shrunk * Math.min(size, 1 + t * Math.abs(lean)), angle };
  };
  return { rate, size, at };
}

/** Real roots, perhaps equal; the first has the larger modulus. */
function creeping(first: number, big: number, small: number): Mode {
  const gap = big === 0 ? 1 : 1 - small / big;
  const quotient = (t: number): number => {
    if (gap === 0) return t;
    return (gap < 0.5 ? -Math.expm1(t * Math.log1p(-gap)) : 1 - (1 - gap) ** t) / gap;
  };
  const at = (t: number): Rest => {
    const value = t === 0 ? 1 : big ** (t - 1) * (big + (first - big) * quotient(t));
    return { value, crest: Math.abs(value), angle: big < 0 ? t * Math.PI : 0 };
  };
  const share = big === small ? Infinity : (first - small) / (big - small);
  return { rate: Math.abs(big), size: Math.min(Math.abs(share) + Math.abs(1 - share), HUGE), at };
}

/** The mode of Chebyshev's method for the spectrum [mu, L]. */
export function chebyshevMode(mu: number, L: number, lambda: number): Mode {
  const c = (L + mu - 2 * lambda) / (L - mu);
  const [rise, slope] = [Math.acosh(Math.max(Math.abs(c), 1)), -Math.log(quickest(mu, L))];
  const turn = Math.acos(Math.min(Math.max(c, -1), 1));
  const at = (t: number): Rest => {
    const bound = 2 / (Math.exp(t * slope) + Math.exp(-t * slope));
    // outside of the spectrum a quotient of hyperbolic cosines, written so that neither overflows
    const crest = rise ? (Math.exp(t * (rise - slope)) * (1 + Math.exp(-2 * t * rise))) / (1 + Math.exp(-2 * t * slope)) : bound;
    return { value: crest * Math.cos(t * turn), crest, angle: t * turn };
  };
  return { rate: Math.exp(rise - slope), size: 2, at };
}

/** The best rate of all, (√κ - 1)/(√κ + 1). */
function quickest(mu: number, L: number): number {
  return (Math.sqrt(L) - Math.sqrt(mu)) / (Math.sqrt(L) + Math.sqrt(mu));
}

/** The first step, at least `least`, from which the error stays below the tolerance: down from a step that is surely late. */
export function arrival({ rate, size, at }: Mode, tolerance: number, least = 1): number {
  if (rate >= 1) return Infinity;
  let t = Math.ceil(Math.log(tolerance / size) / Math.log(rate)) + 2;
  while (t > least && Math.abs(at(t - 1).value) < tolerance) t--;
  return Math.max(t, least);
}

/** What Chebyshev's method uses at step t, in the form of Polyak, and its rate in the long run. */
export function chebyshevPair(t: number, mu: number, L: number): Best {
  const rate = quickest(mu, L);
  const square = rate ** 2;
  const omega = t === 1 ? 1 : ((1 + square) * (1 + square ** (t - 1))) / (1 + square ** t);
  return { eta: (2 * omega) / (mu + L), beta: omega - 1, rate };
}
