/** A convex function on which heavy ball can run in circles: what `momentum.landscapes.LESSARD` and `.training` compute. */

/** Height; the minimum is at 0. */
export function height(x: number): number {
  if (x < 1) return 12.5 * x * x;
  return x < 2 ? 0.5 * x * x + 24 * x - 12 : 12.5 * x * x - 24 * x + 36;
}

/** Slope; it has kinks at 1 and 2. */
export function slope(x: number): number {
  if (x < 1) return 25 * x;
  return x < 2 ? x + 24 : 25 * x - 24;
}

/** The step v ← βv + g, x ← x - ηv, or x ← x - η(g + βv) with `nesterov`. */
export interface Rule {
  eta: number;
  beta: number;
  nesterov: boolean;
}

interface Ball {
  x: number;
  v: number;
}

function advance(ball: Ball, { eta, beta, nesterov }: Rule): void {
  const g = slope(ball.x);
  ball.v = beta * ball.v + g;
  ball.x -= eta * (nesterov ? g + beta * ball.v : ball.v);
}

/** Points of a run from rest; it ends before the first that is not finite. */
export function orbit(rule: Rule, x0: number, steps: number): number[] {
  const ball = { x: x0, v: 0 };
  const points = [x0];
  for (let t = 1; t <= steps; t++) {
    advance(ball, rule);
    if (!Number.isFinite(ball.x)) break;
    points.push(ball.x);
  }
  return points;
}

/** Whether the minimum attracts what comes near: its curvature is 25. */
export function attracts({ eta, beta, nesterov }: Rule): boolean {
  return 25 * eta < (2 + 2 * beta) / (nesterov ? 1 + 2 * beta : 1);
}

/** How a run ends: at 0, at infinity, in a cycle of points (from the smallest on), or so far nowhere. */
export interface End {
  kind: "zero" | "infinity" | "cycle" | "open";
  points: number[];
}

const NEAR = 1e-3; // from here a stable method converges: it never meets the kinks again
const FAR = 1e6; // here the kinks no longer matter
const PERIODS = 60;
const SAME = 1e-9;

/** Which end the last points of a run tell. */
export function endOf(rule: Rule, points: readonly number[]): End {
  const [before, now] = points.slice(-2) as [number, number];
  if (settled(rule, before, now)) return { kind: "zero", points: [0] };
  if (Math.abs(now) > FAR) return { kind: "infinity", points: [] };
  for (let period = 2; period <= PERIODS; period++) {
    const last = points.slice(-period);
    const same = points.slice(-2 * period, -period).every((x, i) => Math.abs(x - last[i]!) < SAME);
    if (!same) continue;
    const first = last.indexOf(Math.min(...last));
    return { kind: "cycle", points: [...last.slice(first), ...last.slice(0, first)] };
  }
  return { kind: "open", points: [] };
}

function settled(rule: Rule, before: number, now: number): boolean {
  const near = attracts(rule) ? NEAR : 0;
  return Math.abs(before) <= near && Math.abs(now) <= near;
}

/** What has become of each start after some steps: 0 it is at the minimum, 1 it swings, 2 it is far away. */
export function fates(rule: Rule, starts: readonly number[], steps: number): number[] {
  return starts.map((x0) => {
    const ball = { x: x0, v: 0 };
    let before = NaN;
    for (let t = 1; t <= steps; t++) {
      before = ball.x;
      advance(ball, rule);
      if (Math.abs(ball.x) > FAR) return 2;
      if (settled(rule, before, ball.x)) return 0;
    }
    return 1;
  });
}
