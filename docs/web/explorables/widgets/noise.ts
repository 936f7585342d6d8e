/** Many chains of momentum with noisy gradients, and the exact law of their cloud. */

import { moments, sampleVariance, simulate, stationaryVariance } from "../../core/noise.ts";
import { normals } from "../../core/random.ts";
import { type Plot, type Point, digits, roundUp, widget } from "../shared.ts";

const STEPS = 400;
const CHAINS = 1000;
const FEW = 24; // chains that are drawn
const START = 2;
const SEED = 1;
const ETA = { min: 1e-4, max: 2 };
const BETA = { min: 0, max: 0.99 };
const WIDTH = 2.5; // of the cloud's picture, to both sides
const BINS = 32;
const GONE = 300; // what is farther out is not drawn, nor a variance beyond its cube read out
const BETAS = Array.from({ length: 67 }, (_, i) => 1 - 10 ** (-i / 33));
const LOOKS: Record<string, { series: string; chains: string }> = {
  heavy: { series: "series-2", chains: "#e0793a" }, // of the chains: seen on light and on dark
  nesterov: { series: "series-3", chains: "#1fa37a" },
};

let drawn: Float64Array | null = null;

/** The noise of all chains: the same in every state, so that a cloud changes with its state alone. */
function noise(): Float64Array {
  return (drawn ??= normals(STEPS * CHAINS, SEED));
}

const density = (mean: number, variance: number, x: number) => Math.exp(-((x - mean) ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);

/** A variance, or that it grows without bound. */
const shown = (variance: number) => digits(variance > GONE ** 3 ? Infinity : variance, 4);

function bell(mean: number, variance: number): Point[] {
  if (!Number.isFinite(variance)) return [];
  return Array.from({ length: 161 }, (_, i) => [WIDTH * (i / 80 - 1), density(mean, variance, WIDTH * (i / 80 - 1))]);
}

/** Outline of the histogram, in bins that follow the exact deviation. */
function histogram(x: Float64Array, mean: number, variance: number): Point[] {
  const width = (8 * Math.sqrt(variance)) / BINS;
  const left = mean - (BINS / 2) * width;
  const counts = new Array<number>(BINS).fill(0);
  for (const x_i of x) {
    const bin = Math.floor((x_i - left) / width);
    if (bin >= 0 && bin < BINS) counts[bin]!++;
  }
  const steps = counts.flatMap((count, i) => [0, 1].map((side) => [left + (i + side) * width, count / (x.length * width)] as const));
  return [[left, 0], ...steps, [left + BINS * width, 0]];
}

/** Draw chains behind a plot; far too many points for a path. */
function chainsIn(plot: Plot): (ways: Float64Array, colour: string, until: number) => void {
  const canvas = document.createElement("canvas");
  plot.root.prepend(canvas);
  const pen = canvas.getContext("2d")!;
  let version = -1;
  return (ways, colour, until) => {
    if (version !== plot.version) {
      version = plot.version;
      [canvas.width, canvas.height] = [plot.box.width, plot.box.height].map((size) => Math.round(size * devicePixelRatio)) as [number, number];
    }
    const { left, top, width, height } = plot.frame;
    pen.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.save();
    pen.beginPath();
    pen.rect(left, top, width, height);
    pen.clip();
    pen.beginPath();
    const [x0, y0] = plot.place([0, 0]);
    const [x1, y1] = plot.place([STEPS, 1]);
    const far = (y: number) => Math.min(Math.max(y, -height), 3 * height);
    for (let i = 0; i < FEW; i++) {
      pen.moveTo(x0, far(y0 + (y1 - y0) * ways[i]!));
      for (let t = 1; t < until; t++) pen.lineTo(x0 + ((x1 - x0) * t) / STEPS, far(y0 + (y1 - y0) * ways[t * FEW + i]!));
    }
    Object.assign(pen, { strokeStyle: colour, globalAlpha: 0.4, lineWidth: 0.8 });
    pen.stroke();
    pen.restore();
  };
}

export default widget({
  title: "The cloud of noisy momentum ｜ 带噪声的动量法的云",
  params: {
    eta: { kind: "range", label: "learning rate ｜ 学习率", symbol: "η", ...ETA, step: 0.01, value: 0.1, log: true },
    beta: { kind: "range", label: "momentum coefficient ｜ 动量系数", symbol: "β", ...BETA, step: 0.005, value: 0, places: 3 },
    sigma: { kind: "range", label: "standard deviation of the noise ｜ 噪声的标准差", symbol: "σ", min: 0.1, max: 2, step: 0.05, value: 1, places: 2 },
    drop: { kind: "range", label: "divide η by 10 after step (400: never) ｜ 从第几步起 η 降到 1/10（400 表示不降）", min: 0, max: STEPS, step: 5, value: STEPS, places: 0 },
    method: {
      kind: "choice",
      label: "method ｜ 方法",
      options: { heavy: "heavy ball ｜ 重球法", nesterov: "Nesterov ｜ Nesterov 动量" },
      value: "heavy",
    },
    lock: { kind: "flag", label: "hold η/(1−β) while β moves ｜ 改变 β 时，η/(1−β) 保持不变", value: false },
  },
  adjust(change, { eta, beta, lock }) {
    if (!lock || change.beta === undefined || change.eta !== undefined) return change;
    const alpha = eta / (1 - beta);
    const wanted = alpha * (1 - change.beta);
    const allowed = Math.min(Math.max(wanted, ETA.min), ETA.max);
    // Where η meets its end, β must stop.
    return { ...change, eta: Number(allowed.toPrecision(12)), beta: allowed === wanted ? change.beta : 1 - allowed / alpha };
  },
  compute({ eta, beta, sigma, drop, method }) {
    const nesterov = method === "nesterov";
    const rule = { eta, beta, sigma, nesterov, drop };
    const last = drop < STEPS ? eta / 10 : eta;
    const alpha = last / (1 - beta);
    const { end, ways } = simulate(rule, START, STEPS, noise(), FEW);
    return {
      ...moments(rule, START, STEPS),
      end,
      ways,
      measured: sampleVariance(end),
      last,
      alpha,
      stationary: stationaryVariance(last, beta, sigma, nesterov),
      plain: stationaryVariance(last, 0, sigma),
      matched: stationaryVariance(alpha, 0, sigma),
    };
  },
  build(panel) {
    const fan = panel.plot(
      {
        alt: "Chains against the step, their exact mean, and two standard deviations to both sides ｜ 各条链随步数的变化，及其精确的均值与上下两倍标准差",
        x: { domain: [0, STEPS], label: "t", words: "step ｜ 步数" },
        y: { domain: [-3, 3], label: "xₜ", words: "position ｜ 位置", ticks: 6 },
        ratio: 0.38,
        key: [
          ["line thin", "single chains ｜ 单条链"],
          ["line", "exact mean ｜ 精确的均值"],
          ["area", "two deviations ｜ 两倍标准差"],
          ["line dashed quiet", "η falls ｜ η 下降"],
        ],
      },
      "lead",
    );
    const cloud = panel.plot(
      {
        alt: "Histogram of all chains at the last step, with exact densities ｜ 最后一步所有链的直方图，以及精确的密度",
        x: { domain: [-WIDTH, WIDTH], label: "x", words: "position at the last step ｜ 最后一步的位置" },
        y: { domain: [0, 2], label: "p(x)", words: "density ｜ 概率密度", ticks: 4 },
        key: [
          ["area", "all chains ｜ 全部链"],
          ["line", "exact ｜ 精确值"],
          ["line dotted series-1", "β = 0, same η ｜ β = 0，η 相同"],
          ["line dashed series-1", "β = 0, same η/(1−β) ｜ β = 0，η/(1−β) 相同"],
        ],
      },
      "half",
    );
    const compare = panel.plot(
      {
        alt: "Variance in the long run against 1/(1-β), logarithmic: one curve for this η, one for this η/(1-β) ｜ 长期方差随 1/(1-β) 的变化，对数坐标：一条曲线固定 η，另一条固定 η/(1-β)",
        x: { domain: [0.9, 111], label: "1/(1−β)", words: "memory in steps ｜ 记忆（步）", log: true },
        y: { domain: [1e-4, 1e2], label: "Var x", words: "variance in the long run ｜ 长期方差", log: true, ticks: 4 },
        key: [
          ["line", "this η ｜ η 不变"],
          ["line dashed", "this η/(1−β) ｜ η/(1−β) 不变"],
          ["dots big", "now ｜ 现在"],
          ["dots series-1 big square", "β = 0 ｜ β = 0"],
        ],
      },
      "half",
    );
    const chains = chainsIn(fan);
    const [band, mean, cut] = [fan.line("area"), fan.line(""), fan.line("dashed", fan.back)];
    const [bars, plain, matched, exact] = [cloud.line("area"), cloud.line("dotted series-1"), cloud.line("dashed series-1"), cloud.line("")];
    const [fixedEta, fixedAlpha, ends, now] = [compare.line(""), compare.line("dashed"), compare.dots("series-1 big square"), compare.dots("big")];
    const known = (points: Point[]): Point[] => points.map(([x, y]) => [x, Number.isFinite(y) ? y : NaN]);

    return {
      draw(data, { beta, sigma, drop, method }) {
        const { series, chains: colour } = LOOKS[method]!;
        for (const plot of [fan, cloud, compare]) plot.tint(series);
        const reach = data.mean.map((m, t) => Math.abs(m) + 2 * Math.sqrt(data.variance[t]!));
        const gone = reach.findIndex((far) => far > GONE);
        const until = gone < 0 ? STEPS + 1 : gone;
        chains(data.ways, colour, until);
        const means = data.mean.slice(0, until);
        const edge = (side: number): Point[] => means.map((m, t) => [t, m + side * 2 * Math.sqrt(data.variance[t]!)]);
        band([...edge(1), ...edge(-1).reverse()]);
        mean(means.map((m, t) => [t, m]));
        cut(drop < STEPS ? [[drop, -3], [drop, 3]] : []);

        const [center, variance] = [data.mean[STEPS]!, data.variance[STEPS]!];
        const peak = Math.max(0.05, density(0, variance, 0), Number.isFinite(data.matched) ? density(0, data.matched, 0) : 0);
        cloud.rescale([-WIDTH, WIDTH], [0, roundUp(1.15 * peak)]);
        bars(histogram(data.end, center, variance));
        exact(bell(center, variance));
        plain(bell(0, data.plain));
        matched(bell(0, data.matched));

        const nesterov = method === "nesterov";
        const curve = (rate: (b: number) => number) => known(BETAS.map((b) => [1 / (1 - b), stationaryVariance(rate(b), b, sigma, nesterov)]));
        fixedEta(curve(() => data.last));
        fixedAlpha(curve((b) => data.alpha * (1 - b)));
        ends(known([[1, data.plain], [1, data.matched]]));
        now(known([[1 / (1 - beta), data.stationary]]));
      },
      readings: (data, { method }) => [
        { label: "variance in the long run ｜ 长期方差", value: shown(data.stationary), name: `dots big ${LOOKS[method]!.series}` },
        { label: "η/(1−β) at the end ｜ 最后的 η/(1−β)", value: digits(data.alpha) },
        { label: "variance with β = 0, the same η ｜ η 相同、β = 0 时的长期方差", value: shown(data.plain), name: "line dotted series-1" },
        { label: "variance with β = 0, the same η/(1−β) ｜ η/(1−β) 相同、β = 0 时的长期方差", value: shown(data.matched), name: "line dashed series-1" },
        { label: `exact variance at step ${STEPS} ｜ 第 ${STEPS} 步方差的精确值`, value: shown(data.variance[STEPS]!) },
        { label: `of ${CHAINS} chains at step ${STEPS} ｜ 第 ${STEPS} 步 ${CHAINS} 条链的方差`, value: shown(data.measured) },
      ],
      say(data, { beta, method, lock }) {
        const [name, zhName] = method === "nesterov" ? ["Nesterov", "Nesterov 动量"] : ["Heavy ball", "重球法"];
        const held = lock ? [`η/(1−β) is held at ${digits(data.alpha)}. `, `η/(1−β) 固定为 ${digits(data.alpha)}。`] : ["", ""];
        const [all, same, matching] = [data.stationary, data.plain, data.matched].map(shown);
        // restates eq-stationary, eq-matched
        return `${name}, final learning rate ${digits(data.last, 4)}, momentum coefficient ${digits(beta)}: in the long run the variance of the point is ${all}. Without momentum it is ${same} at the same learning rate and ${matching} at the same effective learning rate. ${held[0]}At step ${STEPS} it is ${shown(data.variance[STEPS]!)}. ｜ ${zhName}，最后的学习率 ${digits(data.last, 4)}，动量系数 ${digits(beta)}：点的长期方差为 ${all}。不用动量时，学习率相同则为 ${same}，有效学习率相同则为 ${matching}。${held[1]}第 ${STEPS} 步的方差为 ${shown(data.variance[STEPS]!)}。`;
      },
    };
  },
});
