/** Eigenvalues 1, ½, ¼, …: what t steps leave along each, and how many steps it takes. */

import { type Best, type Point, bestGradientDescent, bestMomentum, bestNesterov, digits, spectralRadius, times, widget } from "../shared.ts";
import { type Mode, arrival, chebyshevMode, chebyshevPair, momentumMode } from "../../core/residual.ts";

const METHODS = { gradient: "series-1", heavy: "series-2", nesterov: "series-3", chebyshev: "series-0" } as const;
type Method = keyof typeof METHODS;
const NAMES = {
  gradient: "gradient descent ｜ 梯度下降",
  heavy: "heavy ball ｜ 重球法",
  nesterov: "Nesterov ｜ Nesterov 动量",
  chebyshev: "Chebyshev ｜ 切比雪夫方法",
} as const;

const TARGET = 1e-6;
const LAST = 1e5; // steps
const TIMES = [...new Set(Array.from({ length: 151 }, (_, k) => Math.round(10 ** (k / 30))))];
const SAMPLES = 640; // of the spectrum and a bit on both sides
const COARSE = Math.PI / 4; // a swing by more between two samples is not drawn, only how far it goes

/** What a method does best on [mu, 1]; Chebyshev's changes with t. */
function best(method: Method, n: number, t: number): Best {
  const mu = 2 ** (1 - n);
  if (method === "chebyshev") return chebyshevPair(t, mu, 1);
  return { gradient: bestGradientDescent, heavy: bestMomentum, nesterov: bestNesterov }[method](mu, 1);
}

/** Keep the last result: it is asked for again in every frame. */
function kept<A extends unknown[], R>(make: (...key: A) => R): (...key: A) => R {
  let [last, found]: [string, R | undefined] = ["", undefined];
  return (...key) => {
    if (last !== String(key) || found === undefined) [last, found] = [String(key), make(...key)];
    return found;
  };
}

/** All that does not depend on t. */
function course(n: number, method: Method, eta: number, beta: number) {
  const mode = (lambda: number): Mode =>
    method === "chebyshev" ? chebyshevMode(2 ** (1 - n), 1, lambda) : momentumMode(eta, beta, lambda, method === "nesterov");
  const lambdas = Array.from({ length: n }, (_, i) => 2 ** -i);
  const grid = Array.from({ length: SAMPLES + 1 }, (_, k) => 2 ** (0.5 - (n * k) / SAMPLES));
  const modes = lambdas.map(mode);
  const worst = (t: number): number => Math.max(...modes.map(({ at }) => Math.abs(at(t).value)));
  return {
    lambdas,
    grid,
    modes,
    between: grid.map(mode),
    worst,
    curve: TIMES.map(worst),
    steps: modes.reduceRight((least, one) => arrival(one, TARGET, least), 1),
    rate: Math.max(...lambdas.map((lam) => spectralRadius(beta, eta * lam, method === "nesterov"))),
  };
}

/** The size of p_t over the samples; where it swings too fast to be drawn, how far. */
function sizes(modes: readonly Mode[], t: number): number[] {
  const rests = modes.map(({ at }) => at(t));
  const turn = (from: number, to: number) => Math.abs((rests[to]?.angle ?? 0) - (rests[from]?.angle ?? 0));
  return rests.map(({ value, crest }, k) => (Math.min(turn(k - 1, k), turn(k, k + 1)) > COARSE ? crest : Math.abs(value)));
}

const size = (error: number): string => digits(error, error >= 5e-4 && error < 0.1 ? 5 : 3);
const chosen = kept(course);
const slowest = kept((n: number) => course(n, "gradient", best("gradient", n, 1).eta, 0));
const ripples = kept((n: number) => course(n, "chebyshev", 0, 0));

export default widget({
  title: "Error along each eigenvalue ｜ 各特征值方向上的误差",
  params: {
    n: { kind: "range", label: "eigenvalues 1, ½, ¼, … ｜ 特征值 1、½、¼ …… 的个数", symbol: "n", min: 2, max: 13, step: 1, value: 7, places: 0 },
    t: { kind: "range", label: "step ｜ 步数", symbol: "t", min: 1, max: LAST, step: 0.02, value: 40, log: true, whole: true, play: "Run through the steps ｜ 逐步播放" },
    method: {
      kind: "choice",
      label: "method ｜ 方法",
      options: NAMES,
      value: "heavy",
    },
    best: { kind: "flag", label: "best η and β for this spectrum ｜ η、β 取这个谱的最优值", value: true },
    eta: { kind: "range", label: "learning rate ｜ 学习率", symbol: "η", min: 0.01, max: 4, step: 0.01, value: 3.16, places: 3 },
    beta: { kind: "range", label: "momentum coefficient ｜ 动量系数", symbol: "β", min: 0, max: 0.999, step: 0.001, value: 0.605, places: 3 },
  },
  adjust(change, values) {
    const next = { ...values, ...change };
    const t = Math.round(next.t);
    let [method, optimal] = [next.method as Method, next.best];
    if ("method" in change) optimal ||= method === "chebyshev";
    else {
      // Whoever takes hold of a coefficient freezes both: then it is no longer Chebyshev's method, nor, with a β, gradient descent.
      if (!("best" in change) && ("eta" in change || "beta" in change)) optimal = false;
      if (!optimal && (method === "chebyshev" || (method === "gradient" && "beta" in change))) method = "heavy";
    }
    const pair = optimal ? best(method, next.n, t) : { eta: next.eta, beta: method === "gradient" ? 0 : next.beta };
    const [eta, beta] = [pair.eta, pair.beta].map((value) => Number(value.toPrecision(6))) as [number, number];
    return { t, method, best: optimal, eta, beta };
  },
  compute({ n, t, method: name, best: optimal, eta, beta }) {
    const method = name as Method;
    const found = optimal || method === "chebyshev" ? best(method, n, t) : null;
    const pair = found ?? { eta, beta: method === "gradient" ? 0 : beta };
    const run = method === "chebyshev" ? ripples(n) : chosen(n, method, pair.eta, pair.beta);
    return {
      kappa: 2 ** (n - 1),
      eta: pair.eta,
      beta: pair.beta,
      lambdas: run.lambdas,
      modes: run.modes.map(({ at }) => at(t).value),
      grid: run.grid,
      sizes: sizes(run.between, t),
      bound: ripples(n).worst(t),
      worst: run.worst(t),
      times: TIMES,
      curve: run.curve,
      slowest: slowest(n).curve,
      limit: ripples(n).curve,
      rate: found?.rate ?? run.rate,
      steps: run.steps,
      slowestSteps: slowest(n).steps,
      limitSteps: ripples(n).steps,
    };
  },
  build(panel) {
    const [low, high] = [1e-10, 1e2];
    const along = panel.plot(
      {
        alt: "What is left of the error along each eigenvalue, as bars, and the residual polynomial through their tops, both axes logarithmic ｜ 各特征值方向上剩下的误差（竖条），以及经过其顶端的残差多项式，两轴均为对数坐标",
        x: { domain: [0.01, 1], label: "λ", words: "eigenvalue ｜ 特征值", log: 2, ticks: 8 },
        y: { domain: [low, high], label: "|pₜ(λ)|", words: "error left ｜ 剩下的误差", log: true, ticks: 5 },
        ratio: 0.4,
        key: [
          ["line bars", "error along each eigenvalue ｜ 各特征值方向的误差"],
          ["line", "in between ｜ 特征值之间"],
          ["line series-0 dashed", "Chebyshev's best ｜ 切比雪夫的最优值"],
          ["line thin dotted quiet", "spectrum and target ｜ 谱的两端与目标"],
        ],
      },
      "lead",
    );
    const course = panel.plot(
      {
        alt: "The largest error over all eigenvalues against the step, both axes logarithmic, with the best gradient descent dashed and Chebyshev's method thin ｜ 各特征值中最大的误差随步数的变化，两轴均为对数坐标；虚线是最优的梯度下降，细线是切比雪夫方法",
        x: { domain: [1, LAST], label: "t", words: "step ｜ 步数", log: true },
        y: { domain: [low, high], label: "max |pₜ(λᵢ)|", words: "largest error ｜ 最大的误差", log: true, ticks: 5 },
        ratio: 0.32,
        key: [
          ["line", "this method ｜ 所选方法"],
          ["line series-1 thin dashed", "best gradient descent ｜ 最优的梯度下降"],
          ["line series-0 thin", "Chebyshev ｜ 切比雪夫方法"],
          ["line thin dotted quiet", "now, and target ｜ 现在与目标"],
        ],
      },
      "wide",
    );
    const methods = Object.entries(METHODS).map(([method, name]) => ({
      method,
      bars: along.sticks(`${name} bars`),
      tops: along.dots(name),
      polynomial: along.line(name),
      course: course.line(name),
      now: course.dots(`${name} big`),
    }));
    const [ends, level] = [along.line("thin dotted", along.back), along.line("series-0 dashed")];
    const [limit, slow] = [course.line("series-0 thin", course.back), course.line("series-1 thin dashed")];
    const targets = [along, course].map((plot) => plot.line("thin dotted", plot.back));
    const moment = course.line("thin dotted quiet");
    const upright = (x: number): Point[] => [[x, low], [x, high], [NaN, NaN]];
    const against = (x: readonly number[], y: readonly number[]): Point[] => x.map((x_k, k) => [x_k, Math.min(Math.max(Math.abs(y[k]!), 1e-99), 1e99)]);

    return {
      draw(data, { n, t, method: shown }) {
        along.rescale([2 ** (0.5 - n), 2 ** 0.5], [low, high]);
        for (const plot of [along, course]) plot.tint(METHODS[shown as Method]);
        const mu = 1 / data.kappa;
        for (const { method, bars, tops, polynomial, course, now } of methods) {
          const is = method === shown;
          const left = is ? against(data.lambdas, data.modes) : [];
          bars(left);
          tops(left);
          polynomial(is ? against(data.grid, data.sizes) : []);
          course(is ? against(data.times, data.curve) : []);
          now(is ? against([t], [data.worst]) : []);
        }
        ends([...upright(mu), ...upright(1)]);
        level(against([mu, 1], [data.bound, data.bound]));
        limit(against(data.times, data.limit));
        slow(against(data.times, data.slowest));
        for (const target of targets) target([[2 ** -n, TARGET], [LAST, TARGET]]);
        moment(upright(t));
      },
      readings: (data, { method }) => {
        const name = `line ${METHODS[method as Method]}`;
        return [
          { label: "condition number κ ｜ 条件数 κ", value: digits(data.kappa, 0) },
          { label: "error in the long run, per step (less is faster) ｜ 收敛率，即误差每步的倍数（越小越快）", value: times(data.rate), name },
          { label: "largest error now ｜ 现在最大的误差", value: size(data.worst), name },
          { label: "steps until all are below 10⁻⁶ ｜ 全部降到 10⁻⁶ 以下的步数", value: digits(data.steps, 0), name },
          { label: "steps of the best gradient descent ｜ 最优梯度下降的步数", value: digits(data.slowestSteps, 0), name: "line series-1 thin dashed" },
          { label: "steps of Chebyshev's method ｜ 切比雪夫方法的步数", value: digits(data.limitSteps, 0), name: "line series-0 thin" },
        ];
      },
      say(data, { t, method, best: optimal }) {
        const [en, zh] = NAMES[method as Method].split(" ｜ ") as [string, string];
        const [now, steps, slow, least] = [size(data.worst), digits(data.steps, 0), digits(data.slowestSteps, 0), digits(data.limitSteps, 0)];
        const pair = `η = ${digits(data.eta)}${method === "gradient" ? "" : `, β = ${digits(data.beta)}`}`;
        const zhPair = pair.replace(", ", "、");
        const [at, zhAt] = optimal ? [` at its best, ${pair}`, `（最优参数），${zhPair}`] : [`, ${pair}`, `，${zhPair}`];
        // restates thm-chebyshev, thm-transient
        return `Condition number ${data.kappa}, ${en}${at}: after ${t} steps the largest error is ${now} times the first. All errors are below 10⁻⁶ after ${steps} steps; the best gradient descent needs ${slow}, Chebyshev's method ${least}. ｜ 条件数 ${data.kappa}，${zh}${zhAt}：走 ${t} 步后，最大的误差是初始的 ${now} 倍。误差全部降到 10⁻⁶ 以下要 ${steps} 步；最优的梯度下降要 ${slow} 步，切比雪夫方法要 ${least} 步。`;
      },
    };
  },
});
