/** Adam, in the order of operations of `torch.optim.Adam`. */

import type { Gradient, Step } from "../shared.ts";

/** Build the step of one run: it remembers the squares and how often it was taken; v is the average of gradients. */
export function adamStep(gradient: Gradient, eta: number, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8): Step {
  let square: number[] = [];
  let [power1, power2] = [1, 1];
  return (x, v) => {
    const g = gradient(x);
    power1 *= beta1;
    power2 *= beta2;
    const m = v.map((v_i, i) => v_i + (1 - beta1) * (g[i]! - v_i));
    square = g.map((g_i, i) => (square[i] ?? 0) * beta2 + (1 - beta2) * g_i * g_i);
    const size = eta / (1 - power1);
    const root = Math.sqrt(1 - power2);
    return [x.map((x_i, i) => x_i - (size * m[i]!) / (Math.sqrt(square[i]!) / root + epsilon)), m];
  };
}
