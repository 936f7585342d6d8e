/** Points that step, their average, and where the gradient is taken: one slider from SGD with an average to heavy ball. */

import { normals } from "../../core/random.ts";
import { ravine } from "../../core/surfaces.ts";
import { averagedWalk, edge, rate, varianceOfAverage } from "../../core/walk.ts";
import { type Point, type Vector, contourLines, digits, times, widget } from "../shared.ts";

const LAMBDA = [0.2, 4] as const;
const STEPS = 80;
const SEED = 3;
const LEVELS = [0.05, 0.3, 0.9, 2, 4, 7, 11, 16, 22, 29, 40, 52];
const [FAR_X, FAR_Y] = [60, 50]; // far out of the picture; a path that goes farther is not followed

let drawn: Float64Array | null = null;

/** The noise of step t: the same in every state. */
function noise(t: number): Vector {
  drawn ??= normals(2 * STEPS, SEED);
  return [drawn[2 * t - 2]!, drawn[2 * t - 1]!];
}

/** Names of what the walk is, in both languages. */
function nameOf(b: number, c: number, falling: boolean): [string, string] {
  if (falling) return b === 0 ? ["SGD and the mean of its points", "SGD 与各点的平均"] : b === 1 ? ["primal averaging", "b = 1 的 1/t 平均"] : ["Schedule-Free", "免调度方法"];
  if (c === 1) return ["Gradient descent", "梯度下降"];
  if (b === 0) return ["SGD and a leaky average of its points", "SGD 与各点的泄漏平均"];
  if (b === 1) return ["Heavy ball", "重球法"];
  return Math.abs(b - (1 - c)) < 1e-9 ? ["Nesterov", "Nesterov 动量"] : ["Quasi-hyperbolic momentum", "拟双曲动量"];
}

export default widget({
  title: "Where the gradient is taken ｜ 在哪里求梯度",
  params: {
    b: { kind: "range", label: "gradient at z: 0, at x: 1 ｜ 求梯度处：z 为 0，x 为 1", symbol: "b", min: 0, max: 1, step: 0.01, value: 0.8 },
    c: { kind: "range", label: "weight of the newest point ｜ 最新一点的权重", symbol: "c", min: 0.01, max: 1, step: 0.01, value: 0.2 },
    gamma: { kind: "range", label: "learning rate of z ｜ z 的学习率", symbol: "γ", min: 0.01, max: 10, step: 0.01, value: 0.45, log: true },
    weights: {
      kind: "choice",
      label: "average ｜ 平均",
      options: { constant: "leaky, weight c ｜ 泄漏平均，权重 c", falling: "mean of all, weight 1/t ｜ 算术平均，权重 1/t" },
      value: "constant",
    },
    sigma: { kind: "range", label: "noise of the gradients ｜ 梯度的噪声", symbol: "σ", min: 0, max: 4, step: 0.1, value: 0, places: 1 },
    t: { kind: "range", label: "step ｜ 步数", symbol: "t", min: 0, max: STEPS, step: 1, value: 40, places: 0, play: "Run through the steps ｜ 逐步播放" },
    x1: { kind: "range", label: "start, x₁ ｜ 起点 x₁", min: -5.5, max: 5.5, step: 0.05, value: -5, handle: true },
    x2: { kind: "range", label: "start, x₂ ｜ 起点 x₂", min: -4, max: 4, step: 0.05, value: -2, handle: true },
  },
  compute({ b, c, gamma, weights, sigma, x1, x2 }) {
    const falling = weights === "falling";
    const weight = (t: number) => (falling ? 1 / t : c);
    const xi = sigma > 0 ? (t: number) => noise(t).map((one) => sigma * one) : undefined;
    const { z, x, y } = averagedWalk(ravine.gradient, { gamma, b, weight }, [x1, x2], STEPS, xi);
    return {
      z,
      x,
      y,
      heights: { z: z.map(ravine.value), x: x.map(ravine.value), y: y.map(ravine.value) },
      largest: edge(b, falling ? 0 : c) / LAMBDA[1],
      rate: falling ? NaN : Math.max(...LAMBDA.map((lambda) => rate(b, c, gamma * lambda))),
      variance: falling ? NaN : sigma ** 2 * varianceOfAverage(b, c, gamma, LAMBDA[1]),
    };
  },
  build(panel) {
    const plane = panel.plot(
      {
        alt: "Level lines of a ravine, and over them the points that step, their average, and where the gradient is taken ｜ 峡谷的等高线，以及其上走步的点、它们的平均和求梯度的点",
        x: { domain: [-6, 6], label: "x₁", words: "first coordinate ｜ 第一个坐标" },
        y: { domain: [-5, 5], label: "x₂", words: "second coordinate ｜ 第二个坐标" },
        ratio: 0.56,
        key: [
          ["line series-1 thin", "z steps ｜ z 走步"],
          ["line series-2", "x averages ｜ x 求平均"],
          ["dots series-3 square", "y: the gradient is taken here ｜ y：在此求梯度"],
          ["line dotted", "from z to x, now ｜ 此刻的 z 与 x"],
          ["knob", "start ｜ 起点"],
        ],
      },
      "lead",
    );
    const height = panel.plot(
      {
        alt: "Heights of the three points above the minimum against the step, on a logarithmic scale ｜ 三个点高出极小值的高度随步数的变化，对数坐标",
        x: { domain: [0, STEPS], label: "t", words: "step ｜ 步数" },
        y: { domain: [1e-8, 1e4], label: "f", words: "height above minimum ｜ 高出极小值", log: true, ticks: 4 },
        ratio: 0.26,
        key: [
          ["line series-1 thin", "f(z) ｜ f(z)"],
          ["line series-2", "f(x) ｜ f(x)"],
          ["line series-3 dashed thin", "f(y) ｜ f(y)"],
          ["dots series-2 big", "now ｜ 现在"],
        ],
      },
      "wide",
    );
    const contours = contourLines(plane);
    const [stepping, stops] = [plane.line("series-1 thin"), plane.dots("series-1 small")];
    const looking = plane.dots("series-3 square");
    const average = plane.line("series-2");
    const between = plane.line("dotted");
    const [now, mean] = [plane.dots("series-1 big"), plane.dots("series-2 big")];
    const [ofZ, ofY, ofX, here] = [height.line("series-1 thin"), height.line("series-3 dashed thin"), height.line("series-2"), height.dots("series-2 big")];
    panel.handle(plane, "x1", "x2", "Start ｜ 起点");

    return {
      draw({ z, x, y, heights }, { t }) {
        contours("ravine", (x1, x2) => ravine.value([x1, x2]), LEVELS);
        const gone = z.findIndex(([x1, x2]) => Math.abs(x1!) > FAR_X || Math.abs(x2!) > FAR_Y);
        const until = Math.min(t + 1, gone < 0 ? t + 1 : gone + 1);
        const shown = (path: readonly Vector[]) => path.slice(0, until) as unknown as Point[];
        stepping(shown(z));
        stops(shown(z));
        average(shown(x));
        looking(shown(y));
        const last = (path: readonly Vector[]) => path.slice(t, t + 1) as unknown as Point[];
        between([...last(z), ...last(x)]);
        now(last(z));
        mean(last(x));
        const curve = (rows: readonly number[]): Point[] => rows.slice(0, t + 1).map((f, step) => [step, f || NaN]);
        ofZ(curve(heights.z));
        ofY(curve(heights.y));
        ofX(curve(heights.x));
        here(t < heights.x.length ? curve(heights.x).slice(-1) : []);
      },
      readings: ({ heights, largest, rate: factor, variance }, { t, gamma }) => [
        { label: "height of x, the average ｜ 平均点 x 的高度", value: digits(heights.x[t] ?? NaN), name: "line series-2" },
        { label: "height of z, which steps ｜ 走步的点 z 的高度", value: digits(heights.z[t] ?? NaN), name: "line series-1 thin" },
        { label: "γ now, and its largest stable value ｜ 现在的 γ，与稳定的最大值", value: `${digits(gamma)} / ${digits(largest)}` },
        { label: "error in the long run, per step (– for 1/t) ｜ 收敛率：误差每步的倍数，越小越快（1/t 时无）", value: Number.isNaN(factor) ? "–" : times(factor) },
        { label: "variance of x across, in the long run (– for 1/t) ｜ x 在陡方向上的长期方差（1/t 时无）", value: digits(variance, 4) },
      ],
      say({ heights, largest, rate: factor, variance }, { b, c, gamma, weights, sigma, t, x1, x2 }) {
        const falling = weights === "falling";
        const [name, zhName] = nameOf(b, c, falling);
        const share = falling ? ["", ""] : [`, c ${digits(c, 2)}`, `，c 为 ${digits(c, 2)}`];
        const long = falling ? ["", ""] : [` In the long run a step on average multiplies the error by ${digits(factor)}.`, `长远来看，平均每步误差乘以 ${digits(factor)}。`];
        const noisy = falling || sigma === 0 ? ["", ""] : [` The noise leaves the average a variance of ${digits(variance, 4)} in the steep direction.`, `噪声使平均点在陡的方向上保持 ${digits(variance, 4)} 的方差。`];
        const [up, above] = [heights.x[t] ?? Infinity, heights.z[t] ?? Infinity].map((one) => digits(one));
        // restates thm-walk-edge, thm-free, eq-walk-noise
        return `${name}: b ${digits(b, 2)}${share[0]}, γ ${digits(gamma)}; stable ${falling ? "late " : ""}up to γ ${digits(largest)}.${long[0]}${noisy[0]} After ${t} steps from (${digits(x1)}, ${digits(x2)}) the average is at height ${up}, the point that steps at ${above}. ｜ ${zhName}：b 为 ${digits(b, 2)}${share[1]}，γ 为 ${digits(gamma)}，${falling ? "后期" : ""}稳定的上限为 ${digits(largest)}。${long[1]}${noisy[1]}从 (${digits(x1)}, ${digits(x2)}) 走 ${t} 步后，平均点的高度为 ${up}，走步的点为 ${above}。`;
      },
    };
  },
});
