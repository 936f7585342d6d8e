/** What paths do, in words: for readers who cannot see the plot, and for all who wonder where two of them part. */

import { type Text, digits } from "../ui/text.ts";
import type { Path, Scene } from "./messages.ts";

type Both = [en: string, zh: string];

const NEAR = 1e-9;
/** What a symbol on an axis stands for. */
const NAMES: Record<string, readonly [label: string, ...words: Both]> = {
  t: ["t", "step", "步数"],
  x: ["x", "point", "点的位置"],
  v: ["v", "velocity", "速度"],
  x1: ["x₁", "first coordinate", "第一个坐标"],
  x2: ["x₂", "second coordinate", "第二个坐标"],
  f: ["f", "value of the function", "函数值"],
  loss: ["ℓ", "loss", "损失"],
  eta: ["η", "learning rate", "学习率"],
  beta: ["β", "momentum coefficient", "动量系数"],
  rate: ["ρ", "rate of convergence", "收敛率"],
  age: ["τ", "age", "时滞"],
  weight: ["", "weight", "权重"],
};

/** The label of an axis, what it stands for, and how it is called in a sentence. */
export function named(symbol: string): { label: string; words: Text; spoken: Both } {
  const [label, en, zh] = NAMES[symbol] ?? [symbol, "", ""];
  return { label, words: `${en} ｜ ${zh}`, spoken: [en || symbol, zh || ` ${symbol} `] };
}

/** How each path goes, and where the reader's leaves the right one. */
export function described(scene: Scene, paths: readonly Path[]): Text {
  const said = paths.filter(({ ys }) => ys.length).map((path) => course(path, scene.x));
  const [yours, right] = (["yours", "right"] as const).map((role) => paths.find((path) => path.role === role));
  if (yours && right && comparable(yours, right, scene)) said.push(parting(yours, right, scene.x));
  return `${said.map(([en]) => en).join(" ")} ｜ ${said.map(([, zh]) => zh).join("")}`;
}

/** Where on a path its point of this number lies: by its age if the plot is over ages, else by its step. */
function place(symbol: string, { xs }: Path, at: number): Both {
  if (symbol !== "age") return [`step ${at}`, `第 ${at} 步`];
  const [en, zh] = named(symbol).spoken;
  return [`${en} ${xs[at]}`, `${zh} ${xs[at]} 处`];
}

/** From where to where a path goes. */
function course(path: Path, symbol: string): Both {
  const { name, ys } = path;
  const [en, zh] = name.split(" ｜ ") as Both;
  const lost = ys.findIndex((y) => y === null);
  const [first, last] = [ys[0]!, ys.at(-1)!].map((y) => digits(y ?? Number.NaN));
  const [who, steps] = [en[0]!.toUpperCase() + en.slice(1), ys.length - 1];
  if (lost >= 0) {
    const [at, there] = place(symbol, path, lost);
    return [`${who}: from ${first} beyond all bounds, at ${at}.`, `${zh}：从 ${first} 出发，${there}超出一切界限。`];
  }
  if (symbol !== "t") return [`${who}: from ${first} to ${last}.`, `${zh}：从 ${first} 到 ${last}。`];
  return [`${who}: from ${first} to ${last} in ${steps} steps.`, `${zh}：从 ${first} 出发，经 ${steps} 步到 ${last}。`];
}

/** Whether two paths answer the same question: a mark on the plot (a border, a count) is no path beside the right one. */
function comparable(yours: Path, right: Path, { levels }: Scene): boolean {
  const common = Math.min(yours.xs.length, right.xs.length);
  return common > 1 && (levels !== null || yours.xs.slice(0, common).every((x, i) => x === right.xs[i]));
}

/** Where two paths part. */
function parting(yours: Path, right: Path, symbol: string): Both {
  const far = (a: number | null | undefined, b: number | null | undefined): boolean => (a ?? null) !== (b ?? null) && !(Math.abs(a! - b!) <= NEAR * Math.max(1, Math.abs(b!)));
  const steps = Math.max(yours.ys.length, right.ys.length);
  const at = Array.from({ length: steps }, (_, i) => i).find((i) => far(yours.ys[i], right.ys[i]) || far(yours.xs[i], right.xs[i]));
  if (at === undefined) return ["They go together to the end.", "两条轨迹始终重合。"];
  const [mine, theirs] = [yours, right].map(({ ys }) => digits(ys[at] ?? Number.NaN));
  const [en, zh] = place(symbol, yours.xs.length > at ? yours : right, at);
  return [`They part at ${en}: ${mine} and ${theirs}.`, `${zh}起分开：${mine} 与 ${theirs}。`];
}
