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

/** Numbers from a normal distribution, the same every time: mulberry32, then Box and Muller. */
export function normals(count: number, seed: number): number[] {
  let state = seed;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return Array.from({ length: count }, () => {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    return radius * Math.cos(2 * Math.PI * uniform());
  });
}
