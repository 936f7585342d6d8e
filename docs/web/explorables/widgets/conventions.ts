/** Three notations of one momentum method, under a learning rate that changes. */

import { FORMS, type Form, convert, walk } from "../../core/conventions.ts";
import { type Mark, type Plot, type Point, type Reading, type Text, digits, roundUp, widget } from "../shared.ts";

const STEPS = 60;
const FAR = 1000; // what goes beyond is drawn no further
const NAMES: Record<Form, Text> = { a: "A (PyTorch) ｜ A (PyTorch)", b: "B (Keras) ｜ B (Keras)", c: "C (average) ｜ C（平均）" };
const MARKS: Record<Form, string> = { a: "line series-1", b: "line series-2 dashed", c: "dots series-3" };
const FORMS_KEY: readonly Mark[] = FORMS.map((form) => [MARKS[form], NAMES[form]]);
const PROBLEMS: Record<string, { gradient: (x: number) => number; x0: number }> = {
  steady: { gradient: () => 1, x0: 0 },
  parabola: { gradient: (x) => x, x0: 1 },
};
/** The learning rate as a share of the chosen one; w goes from 0 to 1 while it changes. */
const SCHEDULES: Record<string, (w: number, factor: number) => number> = {
  constant: () => 1,
  jump: (w, factor) => (w < 1 ? 1 : factor),
  cosine: (w, factor) => factor + ((1 - factor) * (1 + Math.cos(Math.PI * w))) / 2,
  warmup: (w, factor) => factor + (1 - factor) * w,
};

function each<T>(make: (form: Form) => T): Record<Form, T> {
  return { a: make("a"), b: make("b"), c: make("c") };
}

/** How far from step to step. */
function lengths(path: readonly number[]): number[] {
  return path.slice(1).map((x, t) => Math.abs(x - path[t]!));
}

/** The values up to the first that is far out. */
function shown(values: readonly number[]): readonly number[] {
  const out = values.findIndex((value) => Math.abs(value) > FAR);
  return out < 0 ? values : values.slice(0, out + 1);
}

export default widget({
  title: "Three notations under a changing learning rate ｜ 学习率变化时的三种写法",
  params: {
    schedule: {
      kind: "choice",
      label: "schedule ｜ 学习率的变化",
      options: { constant: "constant ｜ 不变", jump: "at once ｜ 突变", cosine: "cosine ｜ 余弦", warmup: "warm-up ｜ 预热" },
      value: "jump",
    },
    problem: {
      kind: "choice",
      label: "gradient ｜ 梯度",
      options: { steady: "always 1 ｜ 恒为 1", parabola: "x, from x = 1 ｜ x，从 x = 1 出发" },
      value: "steady",
    },
    eta: { kind: "range", label: "learning rate ｜ 学习率", symbol: "η", min: 0.001, max: 1, step: 0.01, value: 0.1, log: true },
    beta: { kind: "range", label: "momentum coefficient ｜ 动量系数", symbol: "β", min: 0, max: 0.99, step: 0.005, value: 0.9, places: 3 },
    at: { kind: "range", label: "change complete at step ｜ 变化在第几步完成", min: 1, max: STEPS - 1, step: 1, value: 30, places: 0 },
    factor: { kind: "range", label: "ηₜ/η at the end (warm-up: start) ｜ 最后（预热则最初）的 ηₜ/η", min: 0.01, max: 10, step: 0.01, value: 0.1, log: true },
    mine: { kind: "choice", label: "η is counted as in ｜ η 按哪种写法计", options: NAMES, value: "a" },
    correct: {
      kind: "choice",
      label: "momentum correction ｜ 动量修正",
      options: {
        none: "none ｜ 不修正",
        a: "A, C: v · ηₜ₋₁/ηₜ ｜ A 与 C：v 乘以 ηₜ₋₁/ηₜ",
        b: "B: v · ηₜ/ηₜ₋₁ ｜ B：v 乘以 ηₜ/ηₜ₋₁",
      },
      value: "none",
    },
    translate: { kind: "flag", label: "translate η for the others ｜ 为其他写法换算 η", value: true },
  },
  compute({ schedule, problem, eta, beta, at, factor, mine, correct, translate }) {
    const { gradient, x0 } = PROBLEMS[problem]!;
    const share = Array.from({ length: STEPS }, (_, t) => SCHEDULES[schedule]!(Math.min(t / at, 1), factor));
    const etas = each((form) => (translate ? convert(eta, beta, mine as Form, form) : eta));
    const paths = each((form) => {
      const rates = share.map((part) => part * etas[form]);
      return walk(form, gradient, x0, rates, beta, correct === (form === "b" ? "b" : "a"));
    });
    const moves = each((form) => lengths(paths[form]));
    return {
      share,
      etas,
      paths,
      moves,
      ways: each((form) => moves[form].slice(at).reduce((sum, move) => sum + move, 0)),
      ratio: moves.b[at]! / moves.a[at]!,
    };
  },
  build(panel) {
    const x = { domain: [0, STEPS] as const, label: "t", words: "step ｜ 步数" } as const;
    const rate = panel.plot(
      {
        alt: "The learning rate against the step, relative to the chosen one, on a logarithmic scale ｜ 学习率与所选值之比随步数的变化，对数坐标",
        x,
        y: { domain: [0.008, 12.5], label: "ηₜ/η", words: "learning rate, relative ｜ 相对学习率", log: true },
        ratio: 0.2,
        key: [
          ["line", "learning rate ｜ 学习率"],
          ["knob", "end of the change ｜ 变化的终点"],
        ],
      },
      "lead",
    );
    const length = panel.plot(
      {
        alt: "Lengths of the steps of three notations against the step ｜ 三种写法的步长随步数的变化",
        x,
        y: { domain: [0, 1], label: "|xₜ − xₜ₋₁|", words: "length of a step ｜ 步长" },
        ratio: 0.3,
        key: [...FORMS_KEY, ["line thin", "full speed, ηₜ/(1 − β) ｜ 终速，ηₜ/(1 − β)"]],
      },
      "lead",
    );
    const place = panel.plot(
      {
        alt: "Positions of three notations against the step ｜ 三种写法的位置随步数的变化",
        x,
        y: { domain: [0, 1], label: "xₜ", words: "position ｜ 位置" },
        ratio: 0.26,
        key: FORMS_KEY,
      },
      "wide",
    );
    const zero = place.line("thin dashed", place.back);
    const stairs = rate.line("");
    const steady = length.line("thin");
    const showHandle = panel.handle(rate, "at", "factor", "Change ｜ 变化");
    const curves = (plot: Plot) => ({ a: plot.line("series-1"), b: plot.line("series-2 dashed"), c: plot.dots("series-3") });
    const [moved, placed] = [curves(length), curves(place)];

    return {
      draw({ share, etas, moves, paths }, { schedule, problem, beta }) {
        const pieces = (height: (t: number) => number): Point[] => share.flatMap((_, t): Point[] => [[t, height(t)], [t + 1, height(t)]]);
        stairs(pieces((t) => share[t]!));
        showHandle(schedule === "jump" || schedule === "cosine");

        const full = (t: number) => (share[t]! * etas.a) / (1 - beta);
        const calm = problem === "steady";
        const top = Math.max(...FORMS.flatMap((form) => moves[form]), ...(calm ? share.map((_, t) => full(t)) : []));
        length.rescale([0, STEPS], [0, roundUp(Math.min(top, FAR))]);
        steady(calm ? pieces(full) : []);

        const points = FORMS.flatMap((form) => paths[form]);
        const [low, high] = [Math.max(Math.min(...points), -FAR), Math.min(Math.max(...points), FAR)];
        place.rescale([0, STEPS], [low < 0 ? -roundUp(-low) : 0, high > 0 ? roundUp(high) : 0]);
        zero([[0, 0], [STEPS, 0]]);
        for (const form of FORMS) {
          moved[form](shown(moves[form]).map((move, t): Point => [t + 1, move]));
          placed[form](shown(paths[form]).map((x_t, t): Point => [t, x_t]));
        }
      },
      readings({ etas, ways, ratio }, { at }) {
        const rows = FORMS.flatMap((form): Reading[] => {
          const [en, zh] = NAMES[form].split(" ｜ ");
          const letter = form.toUpperCase();
          return [
            { label: `η in ${en} ｜ η，写法 ${zh}`, value: digits(etas[form], 4), name: MARKS[form] },
            { label: `distance of ${letter}, steps ${at + 1} to ${STEPS} ｜ 第 ${at + 1}～${STEPS} 步 ${letter} 的路程`, value: digits(ways[form], 4), name: MARKS[form] },
          ];
        });
        return [
          ...rows,
          { label: `length of step ${at + 1}, B : A ｜ 第 ${at + 1} 步的步长，B : A`, value: digits(ratio, 1) },
        ];
      },
      say({ ways, ratio }, { at, mine }) {
        const [a, b, c] = FORMS.map((form) => digits(ways[form], 4));
        const letter = mine.toUpperCase();
        return `Learning rate counted as in ${letter}. From step ${at} to step ${STEPS}, form A goes ${a} far, form B ${b} and form C ${c}. Step ${at + 1} of B is ${digits(ratio, 1)} times that of A. ｜ 学习率按写法 ${letter} 计。第 ${at} 步之后到第 ${STEPS} 步，写法 A 走了 ${a}，B 走了 ${b}，C 走了 ${c}。第 ${at + 1} 步，B 的步长是 A 的 ${digits(ratio, 1)} 倍。`;
      },
    };
  },
});
