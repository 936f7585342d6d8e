/** Momentum in the chapter's ravine, turned as one likes, beside the same run without momentum. */

import { type Point, type Vector, bestMomentum, contourLines, descend, digits, momentumStep, spectralRadius, times, widget } from "../shared.ts";

const LAMBDA = [0.2, 4] as const;
const STEPS = 60;
const BEST = bestMomentum(...LAMBDA).rate;
const LEVELS = [0.05, 0.3, 0.9, 2, 4, 7, 11, 16, 22, 29];

/** The ravine ½(λ₁z₁² + λ₂z₂²) whose floor is turned by an angle. */
function ravine(angle: number) {
  const [c, s] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  const [a, b, d] = [
    LAMBDA[0] * c * c + LAMBDA[1] * s * s,
    (LAMBDA[0] - LAMBDA[1]) * c * s,
    LAMBDA[0] * s * s + LAMBDA[1] * c * c,
  ];
  return {
    value: ([x, y]: Vector) => 0.5 * (a * x! * x! + 2 * b * x! * y! + d * y! * y!),
    gradient: ([x, y]: Vector) => [a * x! + b * y!, b * x! + d * y!],
  };
}

/** The slowest factor per step over both eigenvalues. */
function rate(eta: number, beta: number, nesterov: boolean): number {
  return Math.max(...LAMBDA.map((lam) => spectralRadius(beta, eta * lam, nesterov)));
}

export default widget({
  title: "Momentum in the ravine ｜ 峡谷中的动量法",
  params: {
    eta: { kind: "range", label: "learning rate ｜ 学习率", symbol: "η", min: 0.01, max: 1.2, step: 0.005, value: 0.6, places: 3 },
    beta: { kind: "range", label: "momentum coefficient ｜ 动量系数", symbol: "β", min: 0, max: 0.99, step: 0.005, value: 0.5, places: 3 },
    angle: { kind: "range", label: "turn the ravine, degrees ｜ 转动峡谷（度）", min: 0, max: 90, step: 1, value: 0, places: 0 },
    t: { kind: "range", label: "step ｜ 步数", symbol: "t", min: 0, max: STEPS, step: 1, value: STEPS, places: 0, play: "Run through the steps ｜ 逐步播放" },
    method: {
      kind: "choice",
      label: "method ｜ 方法",
      options: { heavy: "heavy ball ｜ 重球法", nesterov: "Nesterov ｜ Nesterov 动量" },
      value: "heavy",
    },
    ghost: { kind: "flag", label: "show the same run with β = 0 ｜ 画出 β = 0 的轨迹作对照", value: true },
    x1: { kind: "range", label: "start, x₁ ｜ 起点 x₁", min: -5.5, max: 5.5, step: 0.05, value: -5, handle: true },
    x2: { kind: "range", label: "start, x₂ ｜ 起点 x₂", min: -3, max: 3, step: 0.05, value: -2, handle: true },
  },
  compute({ eta, beta, method, x1, x2, angle }) {
    const { value, gradient } = ravine(angle);
    const nesterov = method === "nesterov";
    const run = descend(momentumStep(gradient, eta, beta, nesterov), [x1, x2], STEPS);
    const plain = descend(momentumStep(gradient, eta, 0), [x1, x2], STEPS);
    return {
      path: run.x,
      velocity: run.v,
      plain: plain.x,
      heights: run.x.map(value),
      plainHeights: plain.x.map(value),
      rate: rate(eta, beta, nesterov),
      plainRate: rate(eta, 0, false),
      best: BEST,
    };
  },
  build(panel) {
    const plane = panel.plot(
      {
        alt: "Level lines of a ravine, and the path of the run over them ｜ 峡谷的等高线，以及其上的轨迹",
        x: { domain: [-6, 6], label: "x₁", words: "first coordinate ｜ 第一个坐标" },
        y: { domain: [-3.3, 3.3], label: "x₂", words: "second coordinate ｜ 第二个坐标" },
        ratio: 0.52,
        key: [
          ["line series-2 thin", "with momentum ｜ 有动量"],
          ["line series-1 thin dashed", "β = 0 ｜ β = 0"],
          ["knob", "start ｜ 起点"],
          ["line dotted", "where memory alone leads ｜ 只凭记忆会去的地方"],
        ],
      },
      "lead",
    );
    const height = panel.plot(
      {
        alt: "Height above the minimum against the step, on a logarithmic scale ｜ 高出极小值的高度随步数的变化，对数坐标",
        x: { domain: [0, STEPS], label: "t", words: "step ｜ 步数" },
        y: { domain: [1e-12, 1e4], label: "f(xₜ)", words: "height above minimum ｜ 高出极小值", log: true, ticks: 4 },
        ratio: 0.26,
        key: [
          ["line series-2", "with momentum ｜ 有动量"],
          ["line series-1 dashed", "β = 0 ｜ β = 0"],
          ["dots series-2 big", "now ｜ 现在"],
        ],
      },
      "wide",
    );
    const [ghost, ghostDots] = [plane.line("series-1 thin dashed"), plane.dots("series-1 small")];
    const [path, dots] = [plane.line("series-2 thin"), plane.dots("series-2")];
    const [memory, tip] = [plane.line("dotted"), plane.dots("big")];
    const [ghostHeight, pathHeight, now] = [height.line("series-1 dashed"), height.line("series-2"), height.dots("series-2 big")];
    panel.handle(plane, "x1", "x2", "Start ｜ 起点");
    const curve = (heights: readonly number[]): Point[] => heights.map((f, t) => [t, f || NaN]);
    const contours = contourLines(plane);

    return {
      draw(data, { angle, t, ghost: shown, eta, beta, method }) {
        contours(`${angle}`, (x, y) => ravine(angle).value([x, y]), LEVELS);
        const gone = data.plain.findIndex(([x, y]) => Math.abs(x!) > 60 || Math.abs(y!) > 30); // far out of the picture
        const until = (rows: readonly Vector[]) => (shown ? rows.slice(0, t + 1) : []).slice(0, gone < 0 ? t + 1 : gone) as unknown as Point[];
        ghost(until(data.plain));
        ghostDots(until(data.plain));
        ghostHeight(shown ? curve(data.plainHeights.slice(0, t + 1)) : []);
        path(data.path.slice(0, t + 1) as unknown as Point[]);
        dots(data.path.slice(0, t + 1) as unknown as Point[]);
        const heights = curve(data.heights.slice(0, t + 1));
        pathHeight(heights);
        now(heights.slice(-1));
        // Where the memory alone carries the ball. Nesterov's method has gone there before it asks for the gradient: its points are these ends.
        const [x, v] = [data.path[t], data.velocity[t]];
        const move = (sign: number) => x!.map((x_i, i) => x_i + sign * eta * beta * v![i]!);
        const carried = !x || !v || t === STEPS ? [] : method === "nesterov" ? [move(1), x] : [x, move(-1)];
        memory(carried as unknown as Point[]);
        tip(carried.slice(1) as unknown as Point[]);
      },
      readings: (data, { t }) => [
        { label: "error in the long run, per step (less is faster) ｜ 收敛率，即误差每步的倍数（越小越快）", value: times(data.rate), name: "line series-2" },
        { label: "error per step with β = 0 ｜ β = 0 时的收敛率", value: times(data.plainRate), name: "line series-1 dashed" },
        { label: "error per step, heavy ball at its best ｜ 重球法最好的收敛率", value: times(data.best) },
        { label: "height now ｜ 现在的高度", value: digits(data.heights[t] ?? NaN) },
      ],
      say(data, { eta, beta, method, t, ghost: compared, x1, x2 }) {
        const [name, zhName] = method === "nesterov" ? ["Nesterov", "Nesterov 动量"] : ["Heavy ball", "重球法"];
        const en = (factor: number) => `${digits(factor)}${factor < 1 ? "" : ", and does not shrink it"}`;
        const zh = (factor: number) => (factor < 1 ? `乘以 ${digits(factor)}` : `乘以 ${digits(factor)}，不会缩小`);
        const plain = compared ? [`; without momentum by ${en(data.plainRate)}`, `；不用动量时${zh(data.plainRate)}`] : ["", ""];
        const [start, now] = [[x1, x2].map((x) => digits(x, 2)).join(", "), digits(data.heights[t] ?? Infinity)];
        // restates eq-radius
        return `${name}, learning rate ${digits(eta)}, momentum coefficient ${digits(beta)}: in the long run a step on average multiplies the error by ${en(data.rate)}${plain[0]}. From (${start}), the height after ${t} steps is ${now}. ｜ ${zhName}，学习率 ${digits(eta)}，动量系数 ${digits(beta)}：长远来看，平均每步误差${zh(data.rate)}${plain[1]}。从 (${start}) 出发，走 ${t} 步后高度为 ${now}。`;
      },
    };
  },
});
