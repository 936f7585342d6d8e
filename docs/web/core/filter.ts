/** The leaky sum v ← βv + g as a filter: what `momentum.averages` says of it. */

/** The leaky sum of a sequence, from rest. */
export function leakySum(g: readonly number[], beta: number): number[] {
  let v = 0;
  return g.map((g_t) => (v = beta * v + g_t));
}

/** By how much a wave of this frequency, in radians per step, is multiplied. */
export function gain(beta: number, omega: number): number {
  return 1 / Math.hypot(1 - beta, 2 * Math.sqrt(beta) * Math.sin(omega / 2));
}

/** By how many steps it comes late. */
export function delay(beta: number, omega: number): number {
  return omega === 0 ? beta / (1 - beta) : Math.atan2(beta * Math.sin(omega), 1 - beta * Math.cos(omega)) / omega;
}

/** The frequency at which the square of the gain has halved; a small β never halves it. */
export function halfPower(beta: number): number {
  return 2 * Math.asin((1 - beta) / (2 * Math.sqrt(beta)));
}
