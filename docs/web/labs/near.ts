/** A number that a reader answers: read as it is written, and judged with what kind of miss it is. */

import type { Text } from "../ui/text.ts";

export interface Question {
  readonly right: number;
  readonly tolerance: number; // half a unit of the last printed digit; 0 where the answer is exact
  readonly beta: number | null; // the momentum coefficient that the question gives
}

export interface Verdict {
  readonly ok: boolean;
  readonly note: Text;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/;
const LONGEST = 100; // signs of what may be a number
const EXACT = 1e-9; // relative: a reader's own rounding of an exact answer is no answer
const NEAR = 1e-2; // relative: as near as a number with two digits

/** Read 0.25, −3, 1/8, 12.5 %, 2.5e−3, 0,125 and the wide signs of a Chinese keyboard; null: no number. */
export function read(text: string): number | null {
  if (text.length > LONGEST) return null;
  const plain = text
    .normalize("NFKC")
    .replace(/[−–—]/g, "-")
    .replace(/[。．]/g, ".")
    .replace(/\s|_/g, "")
    .replace(/^[^=≈]*[=≈]/, "")
    .replace(/[×*]10\^?\(?(-?\d+)\)?/, "e$1")
    .toLowerCase();
  const [body, percent] = plain.endsWith("%") ? [plain.slice(0, -1), 100] : [plain, 1];
  const parts = body.replaceAll(",", ".").split("/");
  if (parts.length > 2 || !parts.every((part) => NUMBER.test(part))) return null;
  const value = Number(parts[0]) / Number(parts[1] ?? 1) / percent;
  return Number.isFinite(value) ? value : null;
}

const RIGHT: Text = "Right. ｜ 正确。";
const WRONG: Text = "Not yet. Look at the question once more, or unfold the solution. ｜ 还不对。再看一遍题目，或展开解答。";
const ROUNDED: Text = "Close: you have rounded too early, or too much. ｜ 很接近：四舍五入得太早，或者位数太少。";

/** What a number is that is off by this: factors of the field, each with the sentence that names it. */
function misses({ beta }: Question): [number, Text][] {
  const found: [number, Text][] = [
    [-1, "The size is right, the sign is not. ｜ 大小对了，正负号错了。"],
    [2, "Twice too large. Where might a factor 2 come from: a square’s derivative, a ½ left out, something counted twice? ｜ 恰好是答案的两倍。这个因子 2 可能从哪里来：平方的导数、漏掉的 ½，还是有什么算了两次？"],
    [1 / 2, "Half of what it should be. Where might a factor 2 be lost: a square’s derivative, a ½ too many, something not counted? ｜ 只有答案的一半。因子 2 可能丢在了哪里：平方的导数、多乘的 ½，还是有什么漏算了？"],
    [100, "A hundred times too large: a percentage is a number divided by 100. ｜ 是答案的一百倍：百分数要除以 100。"],
    [1 / 100, "A hundred times too small: is it asked for in percent? ｜ 只有答案的百分之一：题目问的是不是百分数？"],
    [10, "Ten times too large: count the places of the decimals. ｜ 是答案的十倍：数一数小数点后的位数。"],
    [1 / 10, "Ten times too small: count the places of the decimals. ｜ 只有答案的十分之一：数一数小数点后的位数。"],
  ];
  if (beta !== null && beta > 0 && beta < 1 && beta !== 1 / 2) { // at 1/2 the factor is 2, which may come from anywhere
    found.unshift(
      [1 / (1 - beta), "Too large by exactly 1/(1−β): the factor by which momentum lengthens the steps is in your answer once too often. ｜ 恰好是答案的 1/(1−β) 倍：这是动量放大步长的倍数，你多乘了一次。"],
      [1 - beta, "Too small by exactly 1−β: momentum lengthens the steps by 1/(1−β) in the long run. ｜ 恰好是答案的 1−β 倍：长远来看，动量把步长放大到 1/(1−β) 倍。"],
    );
  }
  return found;
}

/** Judge an answer. */
export function judge(given: number, question: Question): Verdict {
  const { right, tolerance } = question;
  const size = Math.max(Math.abs(right), Number.MIN_VALUE);
  if (Math.abs(given - right) <= Math.max(tolerance * (1 + 1e-9), EXACT * size)) return { ok: true, note: RIGHT };
  const ratio = given / right;
  const near = (wanted: number) => Math.abs(ratio / wanted - 1) <= Math.max(tolerance / size, 1e-6);
  const known = misses(question).find(([factor]) => near(factor));
  if (known) return { ok: false, note: known[1] };
  if (Math.abs(ratio - 1) <= NEAR + tolerance / size) return { ok: false, note: ROUNDED };
  if (Math.abs(given * right - 1) <= Math.max(tolerance / size, 1e-6))
    return { ok: false, note: "The reciprocal: one divided by it is the answer. ｜ 这是倒数：用 1 除以它才是答案。" };
  return { ok: false, note: WRONG };
}
