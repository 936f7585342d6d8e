/** Four methods from one start on one of four surfaces: who gets below the target first, and who stays there? */

import { adamStep } from "../../core/optimizers.ts";
import { type Surface, beale, ravine, rosenbrock, twinWells } from "../../core/surfaces.ts";
import { type Mark, type Point, type Vector, contourLines, descend, digits, momentumStep, widget } from "../shared.ts";

type Pair = readonly [number, number];

/** A surface to race on: the part that is shown, level lines and the target above the minimum, and how the race begins. */
interface Course {
  surface: Surface;
  x: Pair;
  y: Pair;
  levels: readonly number[];
  target: number;
  steps: number;
  first: { eta: number; x1: number; x2: number };
}

const COURSES: Record<string, Course> = {
  rosenbrock: {
    surface: rosenbrock, target: 1e-3, steps: 5000, first: { eta: 0.0015, x1: -1.2, x2: 1 },
    x: [-2, 2], y: [-1, 3], levels: [3, 10, 30, 80, 200, 500, 1100],
  },
  beale: {
    surface: beale, target: 1e-3, steps: 1000, first: { eta: 0.01, x1: 1, x2: 1 },
    x: [-0.5, 4.5], y: [-1.6, 1.6], levels: [0.3, 1, 3, 7, 15, 40, 120, 400],
  },
  ravine: {
    surface: ravine, target: 1e-6, steps: 400, first: { eta: 0.4, x1: -5, x2: -2 },
    x: [-6, 6], y: [-3.3, 3.3], levels: [0.05, 0.3, 0.9, 2, 4, 7, 11, 16, 22, 29],
  },
  wells: {
    surface: twinWells, target: 0.05, steps: 200, first: { eta: 0.05, x1: 1, x2: 0.001 },
    x: [-2.4, 2.4], y: [-1.6, 1.6], levels: [0.01, 0.05, 0.11, 0.18, 0.25, 0.35, 0.5, 0.75, 1.15, 1.65, 2.25, 3.05],
  },
};

const NAMES = [["gradient descent", "梯度下降"], ["heavy ball", "重球法"], ["Nesterov", "Nesterov 动量"], ["Adam", "Adam"]] as const;
const LINES = ["dotted", "", "dashed", "chained"]; // so that the four can be told apart without colours
const LANES: readonly Mark[] = NAMES.map(([en, zh], i) => [`line series-${i + 1} ${LINES[i]} thin`, `${en} ｜ ${zh}`]);
const BINS = 120; // of a curve; each shows its lowest and its highest point
const NEAR = 1 / 160; // of the frame; a point of a path that is nearer to the one before is not drawn
const FAR = 3; // frames; a path that goes farther is not followed

/** One run: points, heights above the minimum, the first step below the target, and the step from which on it stays below. */
interface Run {
  path: Vector[];
  heights: number[];
  first: number | null;
  stays: number | null;
}

function run(path: Vector[], { surface, target }: Course): Run {
  const heights = path.map((x) => surface.value(x) - surface.minimum);
  const first = heights.findIndex((height) => height < target);
  const stays = heights.reduce((step, height, t) => (height < target ? step : t + 1), 0);
  return { path, heights, first: first < 0 ? null : first, stays: stays < path.length ? stays : null };
}

/** What everything but t decides, kept for as long as only t changes. */
const race = { key: "", runs: [] as Run[] };

/** Steps to draw of a curve: of many neighbours the lowest and the highest. */
function extremes(heights: readonly number[], steps: number): number[] {
  const width = Math.ceil(steps / BINS);
  const kept: number[] = [];
  for (let from = 0; from < heights.length; from += width) {
    let [low, high] = [from, from];
    for (let t = from; t < Math.min(from + width, heights.length); t++) {
      if (heights[t]! < heights[low]!) low = t;
      if (heights[t]! > heights[high]!) high = t;
    }
    kept.push(Math.min(low, high), Math.max(low, high));
  }
  return kept;
}

/** Steps to draw of a path: those that have moved, until it is far out of the picture. */
function moves(path: readonly Vector[], { x, y }: Course): number[] {
  const [width, height] = [x[1] - x[0], y[1] - y[0]];
  const kept: number[] = [];
  let [a, b] = [Number.NaN, Number.NaN];
  for (const [t, [x1, x2]] of (path as Pair[]).entries()) {
    const moved = Math.max(Math.abs(x1 - a) / width, Math.abs(x2 - b) / height);
    if (moved < NEAR) continue;
    [a, b] = [x1, x2];
    kept.push(t);
    if (Math.abs(x1) > FAR * width || Math.abs(x2) > FAR * height) break;
  }
  return kept;
}

export default widget({
  title: "Four methods in a race ｜ 四种方法赛跑",
  params: {
    surface: {
      kind: "choice",
      label: "surface ｜ 地形",
      options: {
        rosenbrock: "Rosenbrock ｜ Rosenbrock 峡谷",
        beale: "Beale ｜ Beale 函数",
        ravine: "ravine of the chapter ｜ 本章的峡谷",
        wells: "saddle, two wells ｜ 鞍点与双阱",
      },
      value: "rosenbrock",
    },
    eta: { kind: "range", label: "learning rate of the first three ｜ 前三种的学习率", symbol: "η", min: 1e-4, max: 1, step: 0.005, value: 0.0015, log: true },
    beta: { kind: "range", label: "momentum coefficient ｜ 动量系数", symbol: "β", min: 0, max: 0.99, step: 0.005, value: 0.9, places: 3 },
    adam: { kind: "range", label: "learning rate of Adam ｜ Adam 的学习率", min: 1e-3, max: 1, step: 0.005, value: 0.05, log: true },
    t: {
      kind: "range", label: "step ｜ 步数", symbol: "t", min: 0, max: 5000, step: 1, value: 5000, places: 0, play: "Run the race ｜ 开跑",
      until: ({ surface }) => COURSES[surface as string]!.steps,
    },
    x1: { kind: "range", label: "start, x₁ ｜ 起点 x₁", min: -6, max: 6, step: 0.02, value: -1.2, places: 3, handle: true },
    x2: { kind: "range", label: "start, x₂ ｜ 起点 x₂", min: -3.3, max: 3.3, step: 0.02, value: 1, places: 3, handle: true },
  },
  /** Another surface comes with its own start and learning rate; nothing leaves the picture or outlasts the race. */
  adjust(change, { surface }) {
    const name = change.surface ?? surface;
    const { x, y, steps, first } = COURSES[name]!;
    const wanted = name === surface ? { ...change } : { ...first, t: steps, ...change };
    for (const [key, [low, high]] of Object.entries({ x1: x, x2: y, t: [0, steps] as Pair }) as ["x1" | "x2" | "t", Pair][]) {
      const value = wanted[key];
      if (value !== undefined) wanted[key] = Math.min(Math.max(value, low), high);
    }
    return wanted;
  },
  compute({ surface, eta, beta, adam, x1, x2 }) {
    const key = `${[surface, eta, beta, adam, x1, x2]}`;
    if (key === race.key) return race.runs;
    const course = COURSES[surface]!;
    const { gradient } = course.surface;
    const methods = [momentumStep(gradient, eta, 0), momentumStep(gradient, eta, beta), momentumStep(gradient, eta, beta, true), adamStep(gradient, adam)];
    const runs = methods.map((step) => run(descend(step, [x1, x2], course.steps).x, course));
    Object.assign(race, { key, runs });
    return runs;
  },
  build(panel) {
    const plane = panel.plot(
      {
        alt: "Level lines of the surface, and four paths over them ｜ 地形的等高线，以及其上的四条轨迹",
        x: { domain: [-2, 2], label: "x₁", words: "first coordinate ｜ 第一个坐标" },
        y: { domain: [-1, 3], label: "x₂", words: "second coordinate ｜ 第二个坐标" },
        ratio: 0.52,
        key: [...LANES, ["knob", "start ｜ 起点"], ["dots big quiet square", "minimum ｜ 极小点"]],
      },
      "lead",
    );
    const height = panel.plot(
      {
        alt: "Height above the minimum against the step, on a logarithmic scale; the target is dashed ｜ 高出极小值的高度随步数的变化，对数坐标；虚线为目标",
        x: { domain: [0, 5000], label: "t", words: "step ｜ 步数" },
        y: { domain: [1e-12, 1e4], label: "f(xₜ) − f*", words: "height above minimum ｜ 高出极小值", log: true, ticks: 4 },
        ratio: 0.3,
        key: [...LANES, ["line dashed quiet", "target ｜ 目标"]],
      },
      "wide",
    );
    const contours = contourLines(plane);
    const minima = plane.dots("big square", plane.back);
    const goal = height.line("dashed", height.back);
    // Nesterov's method swings most often, so it is drawn below the others.
    const lanes = [2, 3, 0, 1].map((i) => {
      const name = `series-${i + 1}`;
      const line = `${name} ${LINES[i]} thin`;
      return { i, trail: plane.line(line), place: plane.dots(`${name} big`), curve: height.line(line), now: height.dots(`${name} big`) };
    });
    panel.handle(plane, "x1", "x2", "Start ｜ 起点");
    let drawn: Run[] = [];
    let kept: { trail: number[]; curve: number[] }[] = [];

    return {
      draw(runs, { surface, t }) {
        const course = COURSES[surface]!;
        plane.rescale(course.x, course.y);
        height.rescale([0, course.steps], [1e-12, 1e4]);
        contours(surface, (x, y) => course.surface.value([x, y]) - course.surface.minimum, course.levels);
        minima(course.surface.minima);
        goal([[0, course.target], [course.steps, course.target]]);
        if (runs !== drawn) kept = runs.map(({ path, heights }) => ({ trail: moves(path, course), curve: extremes(heights, course.steps) }));
        drawn = runs;
        for (const { i, trail, place, curve, now } of lanes) {
          const { path, heights } = runs[i]!;
          const last = t < path.length ? [t] : []; // nowhere if the run has diverged
          const point = (step: number) => path[step] as unknown as Point;
          const above = (step: number): Point => [step, heights[step]! > 0 ? heights[step]! : Number.NaN];
          const past = (step: number) => step <= t;
          trail(kept[i]!.trail.filter(past).map(point));
          curve([...kept[i]!.curve.filter(past), ...last].map(above));
          place(last.map(point));
          now(last.map(above));
        }
      },
      readings: (runs) =>
        runs.map(({ first, stays }, i) => ({
          label: `${NAMES[i]![0]}: first / stays ｜ ${NAMES[i]![1]}：先到 / 停住`,
          value: [first, stays].map((step) => digits(step ?? Number.NaN, 0)).join(" / "),
          name: `line series-${i + 1} ${LINES[i]}`,
        })),
      say(runs, { surface, t }) {
        const order = [0, 1, 2, 3].filter((i) => runs[i]!.first !== null).sort((i, j) => runs[i]!.first! - runs[j]!.first!);
        const leaves = (i: number, how: string) => (runs[i]!.stays === null ? how : "");
        const en = order.map((i) => `${NAMES[i]![0]} after ${runs[i]!.first}${leaves(i, ", but does not stay")}`).join("; ") || "nobody";
        const zh = order.map((i) => `${NAMES[i]![1]}（用 ${runs[i]!.first} 步${leaves(i, "，但没有停住")}）`).join("；") || "没有";
        const { steps } = COURSES[surface]!;
        const now = [0, 1].map((side) => NAMES.map((name, i) => `${name[side]} ${digits(runs[i]!.heights[t] ?? Infinity)}`).join(side ? "，" : ", "));
        return `Below the target within ${steps} steps: ${en}. Heights after ${t} steps: ${now[0]}. ｜ ${steps} 步之内到达目标的：${zh}。走 ${t} 步后的高度：${now[1]}。`;
      },
    };
  },
});
