/** What a leaky sum lets through: a signal before and after, and gain and delay at every frequency. */

import { delay, gain, halfPower, leakySum } from "../../core/filter.ts";
import { normals } from "../../core/random.ts";
import { type Point, digits, roundUp, widget } from "../shared.ts";

const STEPS = 120;
const AGES = 60;
const GRID = Array.from({ length: 181 }, (_, i) => (i * Math.PI) / 180);
/** Every other one: neighbours come from one draw of a radius. */
const NOISE = [...normals(2 * STEPS, 1)].filter((_, i) => i % 2 === 0);
/** The slow part of step t = 1, 2, …; the wave has the frequency of the cursor. */
const SIGNALS: Record<string, (t: number, omega: number) => number> = {
  drift: (t) => Math.cos((2 * Math.PI * t) / STEPS),
  step: (t) => (t > STEPS / 6 ? 1 : 0),
  wave: (t, omega) => Math.cos(omega * t),
  none: () => 0,
};

export default widget({
  title: "The leaky average as a filter ｜ 泄漏平均是一个滤波器",
  params: {
    beta: { kind: "range", label: "momentum coefficient ｜ 动量系数", symbol: "β", min: 0, max: 0.99, step: 0.005, value: 0.9, places: 3 },
    omega: { kind: "range", label: "frequency ｜ 频率", symbol: "ω", min: 0, max: Math.PI, step: 0.01, value: 0.5 },
    signal: {
      kind: "choice",
      label: "slow part of g ｜ g 的慢变部分",
      options: { drift: "drift ｜ 漂移", step: "step ｜ 阶跃", wave: "wave at ω ｜ 频率为 ω 的波", none: "none ｜ 无" },
      value: "drift",
    },
    form: {
      kind: "choice",
      label: "form ｜ 形式",
      options: { average: "average, (1 − β)v ｜ 平均，(1 − β)v", sum: "sum, v ｜ 累加，v" },
      value: "average",
    },
    zigzag: { kind: "range", label: "plus a zigzag of size ｜ 锯齿的幅度", min: 0, max: 2, step: 0.05, value: 1 },
    noise: { kind: "range", label: "plus noise of size ｜ 噪声的幅度", min: 0, max: 1, step: 0.05, value: 0 },
    debias: { kind: "flag", label: "bias correction, ÷ (1 − βᵗ) ｜ 偏差修正，÷ (1 − βᵗ)", value: false },
  },
  compute({ beta, omega, signal, form, zigzag, noise, debias }) {
    const scale = form === "average" ? 1 - beta : 1;
    const slow = NOISE.map((_, i) => SIGNALS[signal]!(i + 1, omega));
    const before = slow.map((s, i) => s + zigzag * (i % 2 ? 1 : -1) + noise * NOISE[i]!);
    const after = leakySum(before, beta).map((v, i) => (scale * v) / (debias ? 1 - beta ** (i + 1) : 1));
    const [gainAt, delayAt] = [scale * gain(beta, omega), delay(beta, omega)];
    // Where the slow part would be without delay; of a wave, what gain and delay foretell.
    const aim = slow.map((s, i) => (signal === "wave" ? gainAt * Math.cos(omega * (i + 1 - delayAt)) : (s * scale) / (1 - beta)));
    return {
      before,
      after,
      aim,
      weights: Array.from({ length: AGES + 1 }, (_, age) => scale * beta ** age),
      gains: GRID.map((w) => scale * gain(beta, w)),
      delays: GRID.map((w) => delay(beta, w)),
      steady: scale / (1 - beta),
      zigzagGain: scale / (1 + beta),
      noiseGain: scale / Math.sqrt(1 - beta * beta),
      lag: beta / (1 - beta),
      half: halfPower(beta),
      gainAt,
      delayAt,
    };
  },
  build(panel) {
    const signals = panel.plot(
      {
        alt: "A sequence of gradients, and what a leaky average makes of it ｜ 一列梯度，以及泄漏平均之后的结果",
        x: { domain: [0, STEPS], label: "t", words: "step ｜ 步数" },
        y: { domain: [-2, 2], label: "g, v", words: "gradients and average ｜ 梯度及其平均" },
        ratio: 0.34,
        key: [
          ["line series-1 thin", "gradients g ｜ 梯度 g"],
          ["line series-2 bold", "leaky average or sum ｜ 泄漏平均或累加"],
          ["line dashed", "slow part, not late ｜ 不延迟的慢变部分"],
        ],
      },
      "lead",
    );
    const gains = panel.plot(
      {
        alt: "Gain against frequency, on a logarithmic scale ｜ 增益随频率的变化，对数坐标",
        x: { domain: [0, Math.PI], label: "ω", words: "frequency ｜ 频率" },
        y: { domain: [0.004, 2], label: "", words: "gain ｜ 增益", log: true },
        ratio: 0.28,
        key: [
          ["knob", "chosen frequency ｜ 所选频率"],
          ["dots series-3 big", "half power ｜ 半功率"],
        ],
      },
      "lead",
    );
    const weights = panel.plot(
      {
        alt: "Weight of a gradient against its age ｜ 梯度的权重随时滞的变化",
        x: { domain: [-1, AGES], label: "τ", words: "age in steps ｜ 时滞（步）" },
        y: { domain: [0, 1], label: "w", words: "weight ｜ 权重", ticks: 4 },
        ratio: 0.52,
        key: [["sticks series-2 thin", "weight of a gradient of this age ｜ 该时滞的梯度的权重"]],
      },
      "half",
    );
    const delays = panel.plot(
      {
        alt: "Delay in steps against frequency ｜ 延迟的步数随频率的变化",
        x: { domain: [0, Math.PI], label: "ω", words: "frequency ｜ 频率" },
        y: { domain: [0, 10], label: "Δt", words: "delay in steps ｜ 延迟（步）", ticks: 4 },
        ratio: 0.52,
        key: [
          ["line series-4", "delay ｜ 延迟"],
          ["dots series-4 big", "at the chosen frequency ｜ 所选频率处"],
        ],
      },
      "half",
    );
    const [aim, before, after] = [signals.line("dashed"), signals.line("series-1 thin"), signals.line("series-2 bold")];
    const [level, curve, half] = [gains.line("thin dashed"), gains.line("series-2"), gains.dots("series-3 big")];
    const [sticks, tops] = [weights.sticks("series-2 thin"), weights.dots("series-2 small")];
    const [late, lateNow] = [delays.line("series-4"), delays.dots("series-4 big")];
    const showCursor = panel.handle(gains, "omega", null, "Chosen frequency ｜ 所选频率");
    const over = (values: readonly number[], first = 1): Point[] => values.map((value, i) => [i + first, value]);
    const along = (values: readonly number[]): Point[] => values.map((value, i) => [GRID[i]!, value]);

    return {
      draw(data, { form, omega }) {
        const top = roundUp(Math.max(...data.before.map(Math.abs), ...data.after.map(Math.abs)));
        signals.rescale([0, STEPS], [-top, top]);
        aim(over(data.aim));
        before(over(data.before));
        after(over(data.after));
        gains.rescale([0, Math.PI], form === "average" ? [0.004, 2] : [0.4, 200]);
        gains.relabel(form === "average" ? "(1 − β)G(ω)" : "G(ω)");
        curve(along(data.gains));
        const halved = data.steady / Math.SQRT2;
        level([[0, halved], [Math.PI, halved]]);
        half([[data.half, halved]]);
        showCursor(true, data.gainAt);
        weights.rescale([-1, AGES], [0, 1.08 * data.weights[0]!]);
        sticks(over(data.weights, 0));
        tops(over(data.weights, 0));
        delays.rescale([0, Math.PI], [0, roundUp(Math.max(data.lag, 1))]);
        late(along(data.delays));
        lateNow([[omega, data.delayAt]]);
      },
      readings: (data, { omega }) => [
        { label: "gain at ω = 0, steady ｜ ω = 0（恒定）的增益", value: digits(data.steady) },
        { label: "gain at ω = π, zigzag ｜ ω = π（锯齿）的增益", value: digits(data.zigzagGain, 4) },
        { label: "factor of independent noise ｜ 独立噪声所乘的倍数", value: digits(data.noiseGain) },
        { label: "half power at ω ｜ 半功率频率 ω", value: digits(data.half, 4), name: "dots big series-3" },
        { label: "gain at the chosen ω ｜ 所选 ω 处的增益", value: digits(data.gainAt, 4), name: "line series-2" },
        { label: "delay there, in steps ｜ 所选 ω 处的延迟（步）", value: digits(data.delayAt, 2), name: "line series-4" },
        { label: "mean lag, in steps ｜ 平均时滞（步）", value: digits(data.lag, 2) },
        { label: "period there, in steps ｜ 所选 ω 的周期（步）", value: digits((2 * Math.PI) / omega, 1) },
      ],
      say: (data, { beta, omega }) =>
        `Momentum coefficient ${digits(beta)}: what never changes is multiplied by ${digits(data.steady)}, a zigzag by ${digits(data.zigzagGain, 4)}. A wave of frequency ${digits(omega, 2)} is multiplied by ${digits(data.gainAt, 4)} and comes ${digits(data.delayAt, 2)} steps late. What comes out begins with ${digits(data.after[0]!)} and ends with ${digits(data.after.at(-1)!)}. ｜ 动量系数 ${digits(beta)}：恒定的梯度乘以 ${digits(data.steady)}，锯齿乘以 ${digits(data.zigzagGain, 4)}。频率为 ${digits(omega, 2)} 的波乘以 ${digits(data.gainAt, 4)}，晚到 ${digits(data.delayAt, 2)} 步。输出从 ${digits(data.after[0]!)} 开始，最后是 ${digits(data.after.at(-1)!)}。`,
    };
  },
});
