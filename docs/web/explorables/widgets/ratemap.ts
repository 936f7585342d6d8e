/** The map of the rate over ηλ and β, with what a coordinate does at a point of it: its steps, its phase portrait, its eigenvalues. */

import { type Plot, type Point, type Reading, type Text, bestMomentum, bestNesterov, border, descend, digits, eigenvalues, momentumStep, raster, spectralRadius, times, widget } from "../shared.ts";
import { type Regime, curves, lastWorst, regime, shade, spectrum } from "../../core/ratemap.ts";

const DOTS = 5;
const STEPS = 40;
const LEGEND = { from: 2.75, to: 3.7, bottom: 0.08, top: 0.12 }; // a place that is blank for both methods
const NAMES: Record<Regime, [Text, string]> = {
  overdamped: ["overdamped ｜ 过阻尼", "1"],
  "critically damped": ["critically damped ｜ 临界阻尼", "1|2"],
  underdamped: ["underdamped ｜ 欠阻尼", "2"],
  alternating: ["alternating ｜ 正负交替", "3"],
  marginal: ["marginal ｜ 恰在边界上", "3|4"],
  divergent: ["divergent ｜ 发散", "4"],
};

/** Points along a curve, from 0 to 1. */
const trace = (curve: (s: number) => Point, n = 120): Point[] => Array.from({ length: n + 1 }, (_, i) => curve(i / n));

/** A circle; with a plot, in pixels around a point of it. */
const circle = (r: number): Point[] => trace((s) => [r * Math.cos(2 * Math.PI * s), r * Math.sin(2 * Math.PI * s)], 72);
const ring = (plot: Plot, [x, y]: Point, r: number): Point[] =>
  circle(r).map(([dx, dy]) => [plot.x.invert(plot.x(x) + dx), plot.y.invert(plot.y(y) + dy)]);

/** The region of an end of the row: its name stands in the label, its number is the value. */
function region(end: string, name: Regime): Reading {
  const [label, value] = NAMES[name];
  return { label: `region of ${end}: ${label.replace("｜ ", `｜ ${end} 所在区域：`)}` as Text, value };
}

export default widget({
  title: "The map of momentum ｜ 动量法的地图",
  params: {
    h: { kind: "range", label: "ηλ of the steepest direction ｜ 最陡方向的 ηλ", symbol: "ηL", min: 0.01, max: 4, step: 0.01, value: 1.8 },
    beta: { kind: "range", label: "momentum coefficient ｜ 动量系数", symbol: "β", min: 0, max: 0.99, step: 0.005, value: 0, places: 3 },
    kappa: { kind: "range", label: "condition number ｜ 条件数", symbol: "κ", min: 1, max: 100, step: 1, value: 9, places: 0 },
    method: {
      kind: "choice",
      label: "method ｜ 方法",
      options: { heavy: "heavy ball ｜ 重球法", nesterov: "Nesterov ｜ Nesterov 动量" },
      value: "heavy",
    },
  },
  compute({ h, beta, kappa, method }) {
    const nesterov = method === "nesterov";
    const lambdas = spectrum(kappa, DOTS);
    const steps = lambdas.map((lambda) => h * lambda);
    const rates = steps.map((step) => spectralRadius(beta, step, nesterov));
    const slow = lastWorst(rates);
    const run = (i: number) => {
      const { x, v } = descend(momentumStep(([x]) => [lambdas[i]! * x!], h, beta, nesterov), [1], STEPS);
      const scale = Math.sqrt(h / lambdas[i]!); // so that slow swings are round
      return { x: x.map(([x]) => x!), v: v.map(([v]) => scale * v!) };
    };
    return {
      steps,
      rates,
      eigenvalues: steps.map((step) => eigenvalues(beta, step, nesterov).flatMap(({ re, im }) => [re, im])),
      slow,
      run: run(0),
      slowRun: run(slow),
      regimes: steps.map((step) => regime(beta, step, nesterov)),
      limit: border(beta, nesterov),
      best: (nesterov ? bestNesterov : bestMomentum)(1, kappa).rate,
    };
  },
  build(panel) {
    const map = panel.plot(
      {
        alt: "Map of the spectral radius over ηλ and β, in bands from dark, fast, to bright, slow, and blank where the method diverges; on it, dots in a row ｜ 谱半径的地图，横轴为 ηλ，纵轴为 β；深色为快，亮色为慢，发散处空白；图上有一排点",
        x: { domain: [0, 4], label: "ηλ", words: "learning rate times curvature ｜ 学习率乘曲率" },
        y: { domain: [0, 1], label: "β", words: "momentum coefficient ｜ 动量系数" },
        ratio: 0.66,
        key: [
          ["knob", "steepest direction ｜ 最陡方向"],
          ["dots series-0", "flatter directions ｜ 较平的方向"],
          ["words", "ρ: a step leaves ρ of the error, dark is fast ｜ ρ：误差每步乘以 ρ，深色为快"],
          ["words", "1 overdamped, 2 underdamped, 3 alternating, 4 divergent ｜ 1 过阻尼，2 欠阻尼，3 正负交替，4 发散"],
        ],
      },
      "lead",
    );
    const sticks = panel.plot(
      {
        alt: "The coordinate of the steepest direction against the step, as sticks, and that of the slowest as a line ｜ 最陡方向的坐标随步数的变化，画成竖线；最慢方向的画成折线",
        x: { domain: [-1, STEPS + 1], label: "t", words: "step ｜ 步数", ticks: 4 },
        y: { domain: [-1.4, 1.4], label: "xₜ", words: "coordinate ｜ 坐标", ticks: 3 },
        ratio: 0.62,
        key: [
          ["sticks thin", "steepest direction ｜ 最陡方向"],
          ["line series-0 thin dashed", "slowest ｜ 最慢方向"],
        ],
      },
      "third",
    );
    const phase = panel.plot(
      {
        alt: "Phase portrait: position against velocity, step by step ｜ 相图：逐步画出的位置与速度",
        x: { domain: [-2.2, 2.2], label: "v", words: "velocity ｜ 速度" },
        y: { domain: [-1.4, 1.4], label: "x", words: "position ｜ 位置" },
        ratio: 0.62,
        cross: true,
        key: [
          ["line thin", "steepest direction ｜ 最陡方向"],
          ["line series-0 thin dashed", "slowest ｜ 最慢方向"],
        ],
      },
      "third",
    );
    const disc = panel.plot(
      {
        alt: "The eigenvalues of one step in the complex plane, with the unit circle ｜ 复平面上迭代矩阵的特征值，以及单位圆",
        x: { domain: [-1.3, 1.3], label: "Re", words: "real part ｜ 实部" },
        y: { domain: [-1.3, 1.3], label: "Im", words: "imaginary part ｜ 虚部" },
        ratio: 0.62,
        cross: true,
        key: [
          ["dots big", "steepest direction ｜ 最陡方向"],
          ["dots series-0", "others ｜ 其余"],
          ["line series-0 thin", "unit circle ｜ 单位圆"],
        ],
      },
      "third",
    );
    const paint = raster(map);
    const other = map.line("series-0 thin dotted", map.back);
    const lines = (["border", "low", "high"] as const).map((name) => {
      const [halo, line] = [map.line("paper halo", map.back), map.line(name === "border" ? "series-0" : "series-0 thin dashed", map.back)];
      return { name, draw: (points: Point[]) => [halo, line].forEach((made) => made(points)) };
    });
    const numbers = map.texts("");
    const row = [map.line("paper halo", map.top), map.line("series-0 thin", map.top)];
    const dots = [map.dots("paper big", map.top), map.dots("series-0", map.top)];
    const mark = [map.line("paper halo", map.top), map.line("series-0", map.top)];
    panel.handle(map, "h", "beta", "Point on the map ｜ 地图上的点");
    const [slowLine, stems, tips] = [sticks.line("series-0 thin dashed"), sticks.sticks("thin"), sticks.dots("small")];
    const [slowOrbit, orbit, stops] = [phase.line("series-0 thin dashed"), phase.line("thin"), phase.dots("small")];
    const [unit, reach] = [disc.line("series-0 thin", disc.back), disc.line("series-0 thin dashed")];
    const [others, both] = [disc.dots("series-0"), disc.dots("big")];
    const pairs = (row: readonly number[]): Point[] => [
      [row[0]!, row[1]!],
      [row[2]!, row[3]!],
    ];
    let drawn = "";

    const background = (nesterov: boolean): void => {
      const key = `${nesterov}`;
      paint(key, (x, y) => {
        const { from, to, bottom, top } = LEGEND;
        const legend = x > from && x < to && y > bottom && y < top;
        return shade(legend ? (x - from) / (to - from) : spectralRadius(y, x, nesterov));
      });
      if (drawn === `${key} ${map.version}`) return;
      drawn = `${key} ${map.version}`;
      const known = curves(nesterov);
      const beside = (x: number, pixels: number): number => map.x.invert(map.x(x) + pixels);
      const middle = (LEGEND.bottom + LEGEND.top) / 2;
      for (const { name, draw } of lines) draw(trace(known[name]));
      other(nesterov ? trace(curves(false).border) : []);
      numbers([
        [0.19, 0.12, "1"],
        [nesterov ? 0.75 : 1, 0.4, "2"],
        nesterov ? [1.25, 0.4, "3"] : [2.03, 0.12, "3"],
        [3.3, 0.25, "4"],
        [beside(LEGEND.from, -26), middle, "ρ"],
        [beside(LEGEND.from, -10), middle, "0"],
        [beside(LEGEND.to, 10), middle, "1"],
      ]);
    };

    return {
      draw(data, { h, beta, kappa, method }) {
        const nesterov = method === "nesterov";
        for (const plot of [map, sticks, phase, disc]) plot.tint(nesterov ? "series-3" : "series-2");
        background(nesterov);
        const points = data.steps.map((step): Point => [step, beta]);
        for (const draw of row) draw([points[0]!, points.at(-1)!]);
        for (const draw of dots) draw(points);
        const slowest = points[data.slow]!;
        const besides = map.x(h) - map.x(slowest[0]) > 20; // else the ring goes around the handle
        for (const draw of mark) draw(ring(map, slowest, besides ? 9 : 17));

        const inTime = (x: readonly number[]): Point[] => x.map((x, t) => [t, x]);
        const slow = kappa > 1 && data.slow ? data.slowRun : { x: [], v: [] };
        slowLine(inTime(slow.x));
        for (const draw of [stems, tips]) draw(inTime(data.run.x));
        const inPlane = ({ x, v }: { x: readonly number[]; v: readonly number[] }): Point[] => x.map((x, t) => [v[t]!, x]);
        slowOrbit(inPlane(slow));
        for (const draw of [orbit, stops]) draw(inPlane(data.run));

        // The same scale on both axes, and room for every eigenvalue.
        const size = Math.max(1.25, 1.1 * Math.max(...data.rates));
        const { width, height } = disc.frame;
        const least = Math.min(width, height);
        const [across, up] = [(size * width) / least, (size * height) / least];
        disc.rescale([-across, across], [-up, up]);
        unit(circle(1));
        reach(circle(data.rates[data.slow]!));
        others(data.eigenvalues.slice(1).flatMap(pairs));
        both(pairs(data.eigenvalues[0]!));
      },
      readings: (data) => [
        { label: "error per step, steepest (less is faster) ｜ 最陡方向的收敛率，即误差每步的倍数（越小越快）", value: times(data.rates[0]!) },
        { label: "error per step, slowest (ringed) ｜ 最慢方向（带圈）的收敛率", value: times(data.rates[data.slow]!) },
        { label: "best for this κ, per step ｜ 此 κ 下最好的收敛率", value: times(data.best) },
        { label: "stable up to ηL ｜ ηL 的稳定上限", value: digits(data.limit) },
        region("ηL", data.regimes[0]!),
        region("ημ", data.regimes.at(-1)!),
      ],
      say(data, { h, beta, kappa, method }) {
        const name = method === "nesterov" ? ["Nesterov", "Nesterov 动量"] : ["Heavy ball", "重球法"];
        const [en, zh] = NAMES[data.regimes[0]!][0].split(" ｜ ");
        const [rate, worst, best] = [data.rates[0]!, data.rates[data.slow]!, data.best].map((value) => digits(value));
        // restates eq-radius, eq-best, thm-nesterov-best
        return `${name[0]}, ηλ of the steepest direction ${digits(h, 2)}, momentum coefficient ${digits(beta)}: ${en}, in the long run a step multiplies the error by ${rate} on average. Along the slowest of five eigenvalues by ${worst}; the best constant pair of this method for condition number ${kappa} has ${best}. ｜ ${name[1]}，最陡方向的 ηλ 为 ${digits(h, 2)}，动量系数 ${digits(beta)}：${zh}，长远来看，平均每步把误差乘以 ${rate}。五个特征值中最慢的方向上，乘以 ${worst}；条件数为 ${kappa} 时，这种方法的最优固定参数能做到 ${best}。`;
      },
    };
  },
});
