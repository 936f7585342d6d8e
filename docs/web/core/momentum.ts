/** Momentum, step by step and along one eigenvector: what `momentum.training`, `.dynamics` and `.nesterov` compute. */

export type Vector = readonly number[];
export type Gradient = (x: Vector) => Vector;
export type Step = (x: Vector, v: Vector) => [Vector, Vector];

/** The path of an optimiser; it ends before the first point that is not finite. */
export interface Trace {
  x: Vector[];
  v: Vector[];
  divergedAt: number | null;
}

/** Build the step v ← βv + g(x), x ← x - ηv; with `nesterov`, x ← x - η(g + βv). */
export function momentumStep(gradient: Gradient, eta: number, beta: number, nesterov = false): Step {
  return (x, v) => {
    const g = gradient(x);
    const next = v.map((v_i, i) => beta * v_i + g[i]!);
    const move = nesterov ? next.map((v_i, i) => g[i]! + beta * v_i) : next;
    return [x.map((x_i, i) => x_i - eta * move[i]!), next];
  };
}

/** Take steps from `x0`, at rest, and keep the path. */
export function descend(step: Step, x0: Vector, steps: number): Trace {
  let x = x0;
  let v: Vector = x0.map(() => 0);
  const trace: Trace = { x: [x], v: [v], divergedAt: null };
  for (let t = 1; t <= steps; t++) {
    [x, v] = step(x, v);
    if (!x.every(Number.isFinite)) return { ...trace, divergedAt: t };
    trace.x.push(x);
    trace.v.push(v);
  }
  return trace;
}

/** An eigenvalue of the iteration matrix. */
export interface Complex {
  re: number;
  im: number;
}

/** Coefficients of σ² - trace σ + determinant for one step at h = ηλ. */
function characteristic(beta: number, h: number, nesterov: boolean): [number, number] {
  const b = nesterov ? beta * (1 - h) : beta;
  return [1 + b - h, b];
}

/** Discriminant, without cancellation where the determinant is not negative. */
function discriminant(trace: number, determinant: number, h: number): number {
  const root = Math.sqrt(Math.max(determinant, 0));
  return determinant >= 0
    ? (h - (1 - root) ** 2) * (h - (1 + root) ** 2)
    : trace ** 2 - 4 * determinant;
}

/** Both eigenvalues of one step, the larger real part first. */
export function eigenvalues(beta: number, h: number, nesterov = false): [Complex, Complex] {
  const [trace, determinant] = characteristic(beta, h, nesterov);
  const disc = discriminant(trace, determinant, h);
  const root = Math.sqrt(Math.abs(disc)) / 2;
  return disc < 0
    ? [{ re: trace / 2, im: root }, { re: trace / 2, im: -root }]
    : [{ re: trace / 2 + root, im: 0 }, { re: trace / 2 - root, im: 0 }];
}

/** Modulus of the larger eigenvalue: the factor per step in the long run. */
export function spectralRadius(beta: number, h: number, nesterov = false): number {
  const [trace, determinant] = characteristic(beta, h, nesterov);
  const disc = discriminant(trace, determinant, h);
  return disc < 0
    ? Math.sqrt(Math.max(determinant, 0))
    : (Math.abs(trace) + Math.sqrt(disc)) / 2;
}

/** The largest stable h = ηλ at this β. */
export function border(beta: number, nesterov = false): number {
  return nesterov ? (2 + 2 * beta) / (1 + 2 * beta) : 2 + 2 * beta;
}

/** A constant pair and the rate that it reaches. */
export interface Best {
  eta: number;
  beta: number;
  rate: number;
}

/** Best constant pair of momentum on the spectrum [mu, L]. */
export function bestMomentum(mu: number, L: number): Best {
  const [low, high] = [Math.sqrt(mu), Math.sqrt(L)];
  const rate = (high - low) / (high + low);
  return { eta: (2 / (high + low)) ** 2, beta: rate ** 2, rate };
}

/** The best constant step of gradient descent on [mu, L]. */
export function bestGradientDescent(mu: number, L: number): Best {
  return { eta: 2 / (mu + L), beta: 0, rate: (L - mu) / (L + mu) };
}

/** The best constant pair of Nesterov's momentum on [mu, L]. */
export function bestNesterov(mu: number, L: number): Best {
  const s = Math.sqrt((3 * L) / mu + 1);
  return { eta: 4 / (3 * L + mu), beta: (s - 2) / (s + 2), rate: 1 - 2 / s };
}
