/** Adam, in the order of operations of `torch.optim.Adam`. */

import type { Gradient, Step } from "./momentum.ts";

/** Build the step of one run; it remembers the average of squares and counts. v is the average of the gradients. */
export function adamStep(gradient: Gradient, eta: number, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8): Step {
  const squares: number[] = [];
  let [power1, power2] = [1, 1];
  return (x, v) => {
    const g = gradient(x);
    power1 *= beta1;
    power2 *= beta2;
    const [size, root] = [eta / (1 - power1), Math.sqrt(1 - power2)];
    const means: number[] = [];
    const next = x.map((x_i, i) => {
      const [mean, slope] = [v[i]!, g[i]!];
      means[i] = mean + (1 - beta1) * (slope - mean);
      squares[i] = (squares[i] ?? 0) * beta2 + (1 - beta2) * slope * slope;
      return x_i - (size * means[i]!) / (Math.sqrt(squares[i]!) / root + epsilon);
    });
    return [next, means];
  };
}
