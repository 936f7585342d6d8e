/** Four methods from one start on one of four surfaces; who gets below the target first, and who stays there? */

import { adamStep } from "../core/optimizers.ts";
import { type Surface, beale, ravine, rosenbrock, twinWells } from "../core/surfaces.ts";
import { type Point, type Text, type Vector, contourLines, descend, digits, momentumStep, widget } from "../shared.ts";

type Pair = readonly [number, number];

/** A surface to race on: what part of it is shown, where the target lies above the minimum, and how the race begins. */
interface Course {
  surface: Surface;
  x: Pair;
  y: Pair;
  levels: readonly number[];
  target: number;
  steps: number;
  first: { x1: number; x2: number; eta: number };
}

const COURSES: Record<string, Course> = {
  rosenbrock: {
    surface: rosenbrock,
    x: [-2, 2],
    y: [-1, 3],
    levels: [0.5, 3, 10, 30, 80, 200, 500, 1100],
    target: 1e-3,
    steps: 5000,
    first: { x1: -1.2, x2: 1, eta: 0.0015 },
  },
  beale: {
    surface: beale,
    x: [-0.5, 4.5],
    y: [-1.6, 1.6],
    levels: [0.1, 0.5, 2, 6, 15, 40, 120, 400],
    target: 1e-3,
    steps: 1000,
    first: { x1: 1, x2: 1, eta: 0.01 },
  },
  ravine: {
    surface: ravine,
    x: [-6, 6],
    y: [-3.3, 3.3],
    levels: [0.05, 0.3, 0.9, 2, 4, 7, 11, 16, 22, 29],
    target: 1e-6,
    steps: 400,
    first: { x1: -5, x2: -2, eta: 0.4 },
  },
  wells: {
    surface: twinWells,
    x: [-2.4, 2.4],
    y: [-1.6, 1.6],
    levels: [-0.24, -0.2, -0.14, -0.07, 0, 0.1, 0.25, 0.5, 0.9, 1.4, 2, 2.8],
    target: 0.05,
    steps: 200,
    first: { x1: 1, x2: 0.001, eta: 0.05 },
  },
};

const NAMES: readonly Text[] = ["gradient descent ｜ 梯度下降", "heavy ball ｜ 重球法", "Nesterov ｜ Nesterov 动量", "Adam ｜ Adam"];
const STEPS: readonly Text[] = ["gradient descent, steps ｜ 梯度下降的步数", "heavy ball, steps ｜ 重球法的步数", "Nesterov, steps ｜ Nesterov 动量的步数", "Adam, steps ｜ Adam 的步数"];
const BINS = 180; // of a curve; each shows its lowest and its highest point
const NEAR = 0.004; // shares of the frame; a point of a path nearer than this to the one before is not drawn

/** One method's run: points, heights above the minimum, the first step below the target, and from when on it stays there. */
interface Run {
  path: Vector[];
  heights: number[];
  first: number | null;
  stays: number | null;
}

/** What everything but t decides. */
function race(name: string, eta: number, beta: number, adam: number, start: Vector): Run[] {
  const { surface, target, steps } = COURSES[name]!;
  const { value, gradient, minimum } = surface;
  const methods = [
    momentumStep(gradient, eta, 0),
    momentumStep(gradient, eta, beta),
    momentumStep(gradient, eta, beta, true),
    adamStep(gradient, adam),
  ];
  return methods.map((step) => {
    const path = descend(step, start, steps).x;
    const heights = path.map((x) => value(x) - minimum);
    const first = heights.findIndex((h) => h < target);
    let stays = heights.length;
    while (stays > 0 && heights[stays - 1]! < target) stays--;
    return { path, heights, first: first < 0 ? null : first, stays: stays < heights.length ? stays : null };
  });
}

const last = { key: "", runs: [] as Run[] };

/** Steps to draw of a curve: of many neighbours the lowest and the highest. */
function extremes(heights: readonly number[], steps: number): number[] {
  const width = Math.max(1, Math.ceil(steps / BINS));
  const kept: number[] = [];
  for (let from = 0; from < heights.length; from += width) {
    let [low, high] = [from, from];
    for (let t = from; t < Math.min(from + width, heights.length); t++) {
      if (heights[t]! < heights[low]!) low = t;
      if (heights[t]! > heights[high]!) high = t;
    }
    kept.push(Math.min(low, high));
    if (low !== high) kept.push(Math.max(low, high));
  }
  return kept;
}

/** Steps to draw of a path: those that have moved. */
function moves(path: readonly Vector[], { x, y }: Course): number[] {
  const [near1, near2] = [NEAR * (x[1] - x[0]), NEAR * (y[1] - y[0])];
  const kept = [0];
  let [a, b] = path[0]!;
  path.forEach(([x1, x2], t) => {
    if (Math.abs(x1! - a!) < near1 && Math.abs(x2! - b!) < near2) return;
    kept.push(t);
    [a, b] = [x1, x2];
  });
  return kept;
}

export default widget({
  title: "Four methods in a race ｜ 四种方法赛跑",
  params: {
    surface: {
      kind: "choice",
      label: "surface ｜ 地形",
      options: {
        rosenbrock: "Rosenbrock’s valley ｜ Rosenbrock 峡谷",
        beale: "Beale’s function ｜ Beale 函数",
        ravine: "the ravine ｜ 本章的峡谷",
        wells: "a saddle between two wells ｜ 两阱之间的鞍点",
      },
      value: "rosenbrock",
    },
    eta: { kind: "range", label: "learning rate of the first three ｜ 前三种的学习率", symbol: "η", min: 1e-4, max: 1, step: 0.005, value: 0.0015, log: true },
    beta: { kind: "range", label: "momentum coefficient ｜ 动量系数", symbol: "β", min: 0, max: 0.99, step: 0.005, value: 0.9, places: 3 },
    adam: { kind: "range", label: "Adam’s own learning rate ｜ Adam 自己的学习率", min: 1e-3, max: 1, step: 0.005, value: 0.05, log: true },
    t: {
      kind: "range",
      label: "step ｜ 步",
      symbol: "t",
      min: 0,
      max: 5000,
      until: ({ surface }) => COURSES[surface as string]!.steps,
      step: 1,
      value: 5000,
      places: 0,
      play: "Run the race ｜ 开跑",
    },
    x1: { kind: "range", label: "left and right ｜ 左右", min: -6, max: 6, step: 0.02, value: -1.2, places: 3, handle: true },
    x2: { kind: "range", label: "up and down ｜ 上下", min: -3.3, max: 3.3, step: 0.02, value: 1, places: 3, handle: true },
  },
  /** Another surface comes with its own start and learning rate; nothing leaves the picture or outlasts the race. */
  adjust(change, { surface }) {
    const name = change.surface ?? surface;
    const { x, y, steps, first } = COURSES[name]!;
    const wanted = name === surface ? change : { ...first, t: steps, ...change };
    const within = (value: number | undefined, [low, high]: Pair) => Math.min(Math.max(value!, low), high);
    return {
      ...wanted,
      ...(wanted.x1 !== undefined && { x1: within(wanted.x1, x) }),
      ...(wanted.x2 !== undefined && { x2: within(wanted.x2, y) }),
      ...(wanted.t !== undefined && { t: within(wanted.t, [0, steps]) }),
    };
  },
  compute({ surface, eta, beta, adam, x1, x2 }) {
    const key = [surface, eta, beta, adam, x1, x2].join();
    if (key !== last.key) Object.assign(last, { key, runs: race(surface, eta, beta, adam, [x1, x2]) });
    return last.runs;
  },
  build(panel) {
    const plane = panel.plot(
      {
        alt: "Level lines of the surface, and four paths over them ｜ 地形的等高线，以及其上的四条轨迹",
        x: { domain: [-2, 2], label: "x₁" },
        y: { domain: [-1, 3], label: "x₂" },
        ratio: 0.52,
      },
      true,
    );
    const height = panel.plot(
      {
        alt: "Height above the minimum against the step, on a logarithmic scale, with the target dashed ｜ 高出极小值的高度随步数的变化，对数坐标，虚线为目标",
        x: { domain: [0, 5000], label: "t" },
        y: { domain: [1e-12, 1e4], label: "f(xₜ) − f*", log: true, ticks: 4 },
        ratio: 0.3,
      },
      true,
    );
    const contours = contourLines(plane);
    const minima = plane.dots("big", plane.back);
    const goal = height.line("dashed thin");
    // What swings most lies below the others.
    const views = [2, 3, 0, 1].map((i) => {
      const name = `series-${i + 1}`;
      return { i, path: plane.line(`${name} thin`), at: plane.dots(`${name} big`), curve: height.line(`${name} thin`), now: height.dots(`${name} big`) };
    });
    panel.handle(plane, "x1", "x2", "Start ｜ 起点");
    let drawn: Run[] = [];
    let kept: { path: number[]; curve: number[] }[] = [];

    return {
      draw(runs, { surface, t }) {
        const course = COURSES[surface]!;
        plane.rescale(course.x, course.y);
        height.rescale([0, course.steps], [1e-12, 1e4]);
        contours(surface, (x, y) => course.surface.value([x, y]), course.levels);
        minima(course.surface.minima);
        goal([[0, course.target], [course.steps, course.target]]);
        if (runs !== drawn) kept = runs.map(({ path, heights }) => ({ path: moves(path, course), curve: extremes(heights, course.steps) }));
        drawn = runs;
        for (const { i, ...view } of views) {
          const { path, heights } = runs[i]!;
          const until = (steps: readonly number[]) => [...steps.filter((step) => step < t), ...(t < path.length ? [t] : [])];
          const point = (step: number) => path[step] as unknown as Point;
          const above = (step: number): Point => [step, heights[step]! > 0 ? heights[step]! : Number.NaN];
          view.path(until(kept[i]!.path).map(point));
          view.curve(until(kept[i]!.curve).map(above));
          view.at(t < path.length ? [point(t)] : []);
          view.now(t < path.length ? [above(t)] : []);
        }
      },
      readings: (runs) =>
        runs.map(({ first, stays }, i) => ({
          label: STEPS[i]!,
          value: [first, stays].map((step) => digits(step ?? Number.NaN, 0)).join(" / "),
          name: `series-${i + 1}`,
        })),
      say(runs, { surface }) {
        const arrived = runs.map((run, i) => ({ ...run, name: NAMES[i]!.split(" ｜ ") })).filter(({ first }) => first !== null);
        arrived.sort((a, b) => a.first! - b.first!);
        const en = arrived.map(({ name, first, stays }) => `${name[0]} after ${first}${stays === null ? ", but does not stay" : ""}`).join("; ");
        const zh = arrived.map(({ name, first, stays }) => `${name[1]} ${first} 步${stays === null ? "，但没有留住" : ""}`).join("；");
        const { steps } = COURSES[surface]!;
        return `Below the target within ${steps} steps: ${en || "nobody"}. ｜ ${steps} 步之内到达目标的：${zh || "没有"}。`;
      },
    };
  },
});
