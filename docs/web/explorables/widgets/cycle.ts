/** Momentum on a convex function that bends in two places, and which starts never arrive. */

import { type End, type Rule, endOf, fates, height, orbit } from "../../core/lessard.ts";
import { type Plot, type Point, type Text, digits, widget } from "../shared.ts";

const STEPS = 60; // that are shown
const LONG = 3000; // after which the end is judged
const PATIENCE = 400; // the same for the bar of starts
const STARTS = Array.from({ length: 1201 }, (_, i) => (i - 600) / 100);
const [TOP, BAR, BOTTOM] = [110, -23, -36]; // of the graph, and where the bar lies in it
const GRID = Array.from({ length: 251 }, (_, i) => (i - 125) / 20);
const NAMES: Record<string, Text> = { heavy: "Heavy ball ｜ 重球法", nesterov: "Nesterov ｜ Nesterov 动量", gd: "Gradient descent ｜ 梯度下降" };
const COLOURS: Record<string, string> = { heavy: "series-2", nesterov: "series-3", gd: "series-1" };
const ENDS: Record<End["kind"], Text> = {
  zero: "converges to ｜ 收敛到",
  cycle: "ends in the cycle ｜ 陷入循环",
  infinity: "diverges ｜ 发散",
  open: "no end within 3000 steps ｜ 3000 步内未见分晓",
};

let known: { key: string; bar: number[] } = { key: "", bar: [] };

/** The fates of all starts; these do not change while the start or t does. */
function barOf(rule: Rule): number[] {
  const key = JSON.stringify(rule);
  if (key !== known.key) known = { key, bar: fates(rule, STARTS, PATIENCE) };
  return known.bar;
}

/** Neighbours of one fate as one stroke. */
function strokes(bar: readonly number[], fate: number): Point[] {
  const drawn: Point[] = [];
  for (let i = 0, from = 0; i < bar.length; i++) {
    if (bar[i] !== fate) continue;
    if (bar[i - 1] !== fate) from = STARTS[i]! - 0.005;
    if (bar[i + 1] !== fate) drawn.push([from, BAR], [STARTS[i]! + 0.005, BAR], [NaN, NaN]);
  }
  return drawn;
}

const share = (bar: readonly number[], fate: number) => bar.filter((found) => found === fate).length / bar.length;
const percent = (part: number, gap = " ") => `${digits(100 * part, 1)}${gap}%`;

export default widget({
  title: "Heavy ball that never stops ｜ 停不下来的重球",
  params: {
    x0: { kind: "range", label: "start ｜ 起点", symbol: "x₀", min: -6, max: 6, step: 0.01, value: 3.3, handle: true },
    eta: { kind: "range", label: "learning rate ｜ 学习率", symbol: "η", min: 0.01, max: 0.16, step: 0.001, value: 1 / 9, places: 3 },
    beta: { kind: "range", label: "momentum coefficient ｜ 动量系数", symbol: "β", min: 0, max: 0.95, step: 0.005, value: 4 / 9, places: 3 },
    t: { kind: "range", label: "step ｜ 步数", symbol: "t", min: 0, max: STEPS, step: 1, value: STEPS, places: 0, play: "Run through the steps ｜ 逐步播放" },
    method: {
      kind: "choice",
      label: "method ｜ 方法",
      options: { heavy: "heavy ball ｜ 重球法", nesterov: "Nesterov ｜ Nesterov 动量", gd: "gradient descent, β = 0 ｜ 梯度下降，β = 0" },
      value: "heavy",
    },
  },
  compute({ x0, eta, beta, method }) {
    const rule = { eta, beta: method === "gd" ? 0 : beta, nesterov: method === "nesterov" };
    const points = orbit(rule, x0, LONG);
    const bar = barOf(rule);
    const x = points.slice(0, STEPS + 1);
    return { x, heights: x.map(height), end: endOf(rule, points), bar, swinging: share(bar, 1), gone: share(bar, 2) };
  },
  build(panel) {
    const graph = panel.plot(
      {
        alt: "The function with the points of the run on it, and below it a bar of starts: thick where they never arrive ｜ 函数图像与运行经过的点；其下是表示起点的横条，粗的地方永远到不了极小点",
        x: { domain: [-6.2, 6.2], label: "x", words: "position ｜ 位置" },
        y: { domain: [BOTTOM, TOP], label: "f(x)", words: "height ｜ 高度", ticks: 3 },
        ratio: 0.42,
        key: [
          ["knob", "start ｜ 起点"],
          ["dots", "points of the run ｜ 经过的点"],
          ["line", "cycle ｜ 循环"],
          ["line bar slim quiet", "starts that arrive ｜ 能到达的起点"],
          ["line bar", "starts that swing on ｜ 永远摆动的起点"],
          ["line bar dashed series-4", "starts that diverge ｜ 发散的起点"],
        ],
      },
      "lead",
    );
    const plane = panel.plot(
      {
        alt: "Each point of the run against the one before ｜ 每个点与它的前一点",
        x: { domain: [-6.2, 6.2], label: "xₜ₋₁", words: "point before ｜ 前一点" },
        y: { domain: [-6.2, 6.2], label: "xₜ", words: "point ｜ 现在的点" },
        ratio: 0.72,
        key: [
          ["dots", "points of the run ｜ 经过的点"],
          ["line thin quiet", "no motion ｜ 静止"],
        ],
      },
      "half",
    );
    const time = panel.plot(
      {
        alt: "Distance from the minimum against the step, on a logarithmic scale ｜ 到极小点的距离随步数的变化，对数坐标",
        x: { domain: [0, STEPS], label: "t", words: "step ｜ 步数" },
        y: { domain: [1e-9, 10], label: "|xₜ|", words: "distance from the minimum ｜ 到极小点的距离", log: true, ticks: 5 },
        ratio: 0.72,
        key: [
          ["dots", "points of the run ｜ 经过的点"],
          ["dots big", "now ｜ 现在"],
        ],
      },
      "half",
    );
    const shade = graph.line("area", graph.back);
    const diagonal = plane.line("thin", plane.back);
    const curve = graph.line("", graph.back);
    const [arriving, swinging, gone] = [graph.line("bar slim", graph.back), graph.line("bar"), graph.line("bar dashed series-4")];
    const lead = graph.line("dashed thin quiet");
    const views = [graph, plane, time].map((plot) => ({
      plot,
      path: plot === graph ? null : plot.line("thin"),
      dots: plot.dots(""),
      ring: plot.line(""),
      now: plot.dots("big"),
    }));
    const place = panel.handle(graph, "x0", null, "Start ｜ 起点");
    const where = (plot: Plot, x: readonly number[]): Point[] => {
      if (plot === graph) return x.map((x_t) => [x_t, height(x_t)]);
      if (plot === time) return x.map((x_t, t) => [t, Math.abs(x_t) || NaN]);
      return x.map((x_t, t) => [x[t - 1] ?? x_t, x_t]); // at rest: as if it had been there before
    };

    return {
      draw({ x, end, bar }, { x0, t, method }) {
        place(true, 0);
        shade([[1, 0], [1, TOP], [2, TOP], [2, 0]]);
        diagonal([[-9, -9], [9, 9]]);
        curve(GRID.map((at) => [at, height(at)]));
        arriving(strokes(bar, 0));
        swinging(strokes(bar, 1));
        gone(strokes(bar, 2));
        lead([[x0, BAR], [x0, height(x0)]]);
        const loop = end.kind === "cycle" ? [...end.points, ...end.points.slice(0, 2)] : [];
        for (const { plot, path, dots, ring, now } of views) {
          plot.tint(COLOURS[method]!);
          const points = where(plot, x.slice(0, t + 1));
          path?.(points);
          dots(points);
          now(x.length > t ? points.slice(-1) : []);
          ring(plot === time ? [] : where(plot, loop).slice(1));
        }
      },
      readings: ({ x, end, swinging: some, gone: others }, { t, method }) => [
        { label: ENDS[end.kind], value: { zero: "0", infinity: "∞", open: "–", cycle: list(end.points) }[end.kind] },
        { label: "points in the cycle ｜ 循环的点数", value: end.kind === "cycle" ? `${end.points.length}` : "–" },
        { label: `share of ${STARTS.length} starts still swinging ｜ ${STARTS.length} 个起点中仍在摆动的`, value: percent(some), name: `line bar ${COLOURS[method]}` },
        { label: "share of starts that diverge ｜ 发散的起点所占比例", value: percent(others), name: "line bar dashed series-4" },
        { label: "the point now ｜ 现在的点", value: digits(x[t] ?? NaN) },
      ],
      say({ x, end, swinging: some, gone: others }, { x0, eta, beta: chosen, method, t }) {
        const [name, zhName] = NAMES[method]!.split(" ｜ ") as [string, string];
        const now = t < x.length ? [`; after ${t} steps it is at ${digits(x[t]!)}`, `；第 ${t} 步位于 ${digits(x[t]!)}`] : ["", ""];
        const beta = method === "gd" ? 0 : chosen;
        const en = { zero: "converges to 0", infinity: "diverges", open: "has found no end within 3000 steps", cycle: `ends in a cycle of ${end.points.length} points, ${list(end.points)}` }[end.kind];
        const zh = { zero: "收敛到 0", infinity: "发散", open: "3000 步内未见分晓", cycle: `陷入 ${end.points.length} 个点的循环：${list(end.points).replaceAll(", ", "、")}` }[end.kind];
        return `${name}, learning rate ${digits(eta)}, momentum coefficient ${digits(beta)}: the run from ${digits(x0, 2)} ${en}${now[0]}. Of all starts, ${percent(some)} still swing and ${percent(others)} diverge. ｜ ${zhName}，学习率 ${digits(eta)}，动量系数 ${digits(beta)}：从 ${digits(x0, 2)} 出发，${zh}${now[1]}。全部起点中，${percent(some, "")} 仍在摆动，${percent(others, "")} 发散。`;
      },
    };
  },
});

function list(points: readonly number[]): string {
  return points.slice(0, points.length > 3 ? 2 : 3).map((x) => digits(x)).join(", ") + (points.length > 3 ? ", …" : "");
}
