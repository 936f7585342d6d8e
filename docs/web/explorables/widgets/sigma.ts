/** Singular values under the steps of Newton and Schulz, one at a time: Muon's coefficients, those that converge, or others. */

import { type Point, digits, widget } from "../shared.ts";

const VALUES = 9; // in geometric progression, from the largest to the least
const STEPS = 12;
const GRID = Array.from({ length: 241 }, (_, k) => 10 ** (-k / 40)); // of one singular value, as a share of the norm
const ONE = Array.from({ length: 126 }, (_, k) => k / 100);
const BAND = [0.68, 1.21] as const; // where Muon's five steps lead what is large enough: thm-jordan

type Three = { a: number; b: number; c: number };
const SETS: Record<string, Three> = {
  jordan: { a: 3.4445, b: -4.775, c: 2.0315 },
  convergent: { a: 15 / 8, b: -10 / 8, c: 3 / 8 },
};

/** One step; what has grown beyond all numbers stays there. */
const step = (x: number, { a, b, c }: Three): number => (Number.isFinite(x) ? x * (a + x * x * (b + c * x * x)) : x);

/** A value and what each of so many steps makes of it; its sign goes into the singular vectors. */
function course(x: number, steps: number, three: Three): number[] {
  const path = [x];
  while (path.length <= steps) path.push(step(path.at(-1)!, three));
  return path;
}

export default widget({
  title: "Singular values in the steps of Muon ｜ Muon 迭代中的奇异值",
  params: {
    set: {
      kind: "choice",
      label: "coefficients ｜ 系数",
      options: { jordan: "of Muon ｜ Muon 的", convergent: "that converge ｜ 收敛的", free: "chosen below ｜ 自选（见下）" },
      value: "jordan",
    },
    steps: { kind: "range", label: "steps ｜ 步数", symbol: "n", min: 0, max: STEPS, step: 1, value: 5, places: 0, play: "Run through the steps ｜ 逐步播放" },
    kappa: { kind: "range", label: "condition number ｜ 条件数", symbol: "κ", min: 1, max: 1e6, step: 0.05, value: 100, log: true },
    a: { kind: "range", label: "slope at 0 ｜ 0 处的斜率", symbol: "a", min: 0, max: 5, step: 0.01, value: 3.4445, places: 4 },
    b: { kind: "range", label: "of the cube ｜ 三次项系数", symbol: "b", min: -8, max: 2, step: 0.01, value: -4.775, places: 4 },
    c: { kind: "range", label: "of the fifth power ｜ 五次项系数", symbol: "c", min: -1, max: 4, step: 0.01, value: 2.0315, places: 4 },
  },
  /** Whoever takes hold of a coefficient has chosen it; a set brings its own. */
  adjust(change, values) {
    const own = "a" in change || "b" in change || "c" in change;
    const set = change.set ?? (own ? "free" : values.set);
    return { set, ...SETS[set] };
  },
  compute({ set, steps, kappa, a, b, c }) {
    const three = SETS[set] ?? { a, b, c };
    const shares = Array.from({ length: VALUES }, (_, i) => kappa ** (-i / (VALUES - 1)));
    const norm = Math.hypot(...shares);
    const paths = shares.map((share) => course(share / norm, STEPS, three));
    const now = paths.map((path) => path[steps]!);
    const sizes = now.map(Math.abs);
    return {
      paths,
      curve: GRID.map((x) => Math.abs(course(x, steps, three).at(-1)!)),
      map: ONE.map((x) => Math.abs(step(x, three))),
      now,
      largest: Math.max(...sizes),
      least: Math.min(...sizes),
      off: Math.sqrt(now.reduce((sum, x) => sum + (x - 1) ** 2, 0) / VALUES),
      atOne: step(1, three),
      slopeAtOne: three.a + 3 * three.b + 5 * three.c,
    };
  },
  build(panel) {
    const course = panel.plot(
      {
        alt: "Nine singular values against the number of steps, on a logarithmic scale, with two dotted lines at 0.68 and 1.21 ｜ 九个奇异值随步数的变化，对数坐标；两条点线为 0.68 与 1.21",
        x: { domain: [-0.3, STEPS + 0.3], label: "n", words: "steps ｜ 步数", ticks: STEPS },
        y: { domain: [1e-3, 4], label: "σₙ", words: "singular values ｜ 奇异值", log: true, ticks: 5 },
        ratio: 0.48,
        key: [
          ["line series-1 thin", "nine singular values ｜ 九个奇异值"],
          ["line thin dashed", "now ｜ 现在"],
          ["line thin dotted quiet", "0.68 and 1.21 ｜ 0.68 与 1.21"],
        ],
      },
      "lead",
    );
    const after = panel.plot(
      {
        alt: "What the steps make of a singular value between a millionth and 1, with the nine as dots ｜ 百万分之一到 1 之间的奇异值，走完这些步之后的值；九个奇异值画成点",
        x: { domain: [1e-6, 1], label: "σ₀", words: "share of the norm ｜ 占范数的份额", log: true, ticks: 4 },
        y: { domain: [0, 1.4], label: "σₙ", words: "after the steps ｜ 走完之后", ticks: 4 },
        ratio: 0.56,
        key: [
          ["line series-2", "any singular value ｜ 任意奇异值"],
          ["dots series-1 big", "the nine ｜ 这九个"],
        ],
      },
      "half",
    );
    const one = panel.plot(
      {
        alt: "What one step makes of a singular value, with the diagonal, which it crosses where a step changes nothing ｜ 一步把奇异值变成什么，以及对角线；两者的交点处，一步什么也不改变",
        x: { domain: [0, 1.25], label: "σ", words: "before a step ｜ 一步之前", ticks: 4 },
        y: { domain: [0, 1.4], label: "|p(σ)|", words: "after it ｜ 一步之后", ticks: 4 },
        ratio: 0.56,
        key: [
          ["line series-3", "one step ｜ 一步"],
          ["line thin dashed", "no change ｜ 不变"],
        ],
      },
      "half",
    );
    const band = BAND.map(() => course.line("thin dotted quiet", course.back));
    const lines = Array.from({ length: VALUES }, () => [course.line("series-1 thin"), course.dots("series-1 small")] as const);
    const [ends, curve, nine] = [after.line("thin dotted quiet", after.back), after.line("series-2"), after.dots("series-1 big")];
    const [diagonal, map] = [one.line("thin dashed", one.back), one.line("series-3")];
    const moment = course.line("thin dashed");

    return {
      draw(data, { steps }) {
        const start = data.paths.map(([first]) => first!);
        course.rescale([-0.3, STEPS + 0.3], [0.6 * Math.min(0.1, ...start), 4]);
        BAND.forEach((level, i) => band[i]!([[-0.3, level], [STEPS + 0.3, level]]));
        data.paths.forEach((path, i) => {
          const points = path.map((x, n): Point => [n, Math.abs(x) || Number.NaN]);
          for (const draw of lines[i]!) draw(points);
        });
        moment([[steps, 1e-9], [steps, 4]]);
        const top = Math.min(Math.max(1.4, ...data.curve, ...data.map), 4);
        after.rescale([1e-6, 1], [0, top]);
        one.rescale([0, 1.25], [0, top]);
        ends(BAND.flatMap((level): Point[] => [[1e-6, level], [1, level], [Number.NaN, Number.NaN]]));
        curve(data.curve.map((y, k) => [GRID[k]!, y]));
        nine(data.now.map((y, i) => [start[i]!, Math.abs(y)]));
        diagonal([[0, 0], [1.25, 1.25]]);
        map(data.map.map((y, k) => [ONE[k]!, y]));
      },
      readings: (data) => [
        { label: "least singular value now ｜ 现在最小的奇异值", value: digits(data.least, 4), name: "dots series-1" },
        { label: "largest singular value now ｜ 现在最大的奇异值", value: digits(data.largest, 4), name: "dots series-1" },
        { label: "distance from the polar factor, share of its norm ｜ 与极因子之差，占其范数的份额", value: digits(data.off, 4) },
        { label: "a step takes 1 to ｜ 一步把 1 变为", value: digits(data.atOne, 4), name: "line series-3" },
        { label: "slope there ｜ 那里的斜率", value: digits(data.slopeAtOne, 4), name: "line series-3" },
      ],
      say: (data, { steps, kappa }) =>
        `Condition number ${digits(kappa, 0)}: after ${steps} steps the singular values lie between ${digits(data.least, 4)} and ${digits(data.largest, 4)}, and the matrix is ${digits(data.off, 4)} of its norm away from the polar factor. A step takes 1 to ${digits(data.atOne, 4)}. ｜ 条件数 ${digits(kappa, 0)}：走 ${steps} 步之后，奇异值在 ${digits(data.least, 4)} 与 ${digits(data.largest, 4)} 之间，矩阵与极因子之差占其范数的 ${digits(data.off, 4)}。一步把 1 变为 ${digits(data.atOne, 4)}。`,
    };
  },
});
