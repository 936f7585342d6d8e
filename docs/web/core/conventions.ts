/** One momentum method in three notations: what `momentum.conventions` computes for them. */

/** A: learning rate outside the velocity; B: inside; C: average of gradients. */
export type Form = "a" | "b" | "c";
export const FORMS = ["a", "b", "c"] as const;

/** How far a new gradient of length one moves at once. */
function entry(form: Form, eta: number, beta: number): number {
  return form === "c" ? eta * (1 - beta) : eta;
}

/** How far, against its sign, one unit of stored velocity moves. */
function unit(form: Form, eta: number): number {
  return form === "b" ? -1 : eta;
}

/** The learning rate with which another form walks the same path, as long as it stays constant. */
export function convert(eta: number, beta: number, from: Form, to: Form): number {
  return from === to ? eta : entry(from, eta, beta) / entry(to, 1, beta);
}

/** Walk from rest with one learning rate for each step; a corrected velocity makes A and C act as B, and B as A. */
export function walk(
  form: Form,
  gradient: (x: number) => number,
  x0: number,
  rates: readonly number[],
  beta: number,
  corrected: boolean,
): number[] {
  const path = [x0];
  let [x, v, old] = [x0, 0, rates[0]!];
  for (const eta of rates) {
    if (corrected) v *= form === "b" ? eta / old : old / eta;
    const k = unit(form, eta);
    v = beta * v + (entry(form, eta, beta) / k) * gradient(x);
    x -= k * v;
    old = eta;
    path.push(x);
  }
  return path;
}
