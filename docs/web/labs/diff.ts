/** What differs between two texts, line by line. */

/** A line that both have, or that only the old or the new one has. */
export type Line = readonly [sign: " " | "-" | "+", text: string];

const MOST = 2_000; // lines that are compared one by one

/** The lines of both texts, in their order. */
export function diff(old: string, fresh: string): Line[] {
  const [a, b] = [split(old), split(fresh)];
  let [head, tail] = [0, 0];
  const least = Math.min(a.length, b.length);
  while (head < least && a[head] === b[head]) head++;
  while (tail < least - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const same = (lines: readonly string[]): Line[] => lines.map((text) => [" ", text]);
  return [...same(a.slice(0, head)), ...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)), ...same(a.slice(a.length - tail))];
}

/** How many lines were changed: a line put in place of another counts once, blank lines and comments do not count. */
export function changed(old: string, fresh: string): number {
  let [count, gone, come] = [0, 0, 0];
  for (const [sign] of [...diff(code(old), code(fresh)), [" ", ""] as const]) {
    if (sign === "-") gone++;
    else if (sign === "+") come++;
    else [count, gone, come] = [count + Math.max(gone, come), 0, 0];
  }
  return count;
}

/** A text without what Python does not see. */
function code(text: string): string {
  return split(text).filter((line) => !/^\s*(#.*)?$/.test(line)).join("\n");
}

function split(text: string): string[] {
  return text.split("\n").map((line) => line.trimEnd());
}

/** By the longest common subsequence: lengths from the end, then a walk from the beginning. */
function middle(a: readonly string[], b: readonly string[]): Line[] {
  if (a.length > MOST || b.length > MOST) return [...a.map((text): Line => ["-", text]), ...b.map((text): Line => ["+", text])];
  const width = b.length + 1;
  const long = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let k = b.length - 1; k >= 0; k--) {
      long[i * width + k] = a[i] === b[k] ? long[(i + 1) * width + k + 1]! + 1 : Math.max(long[(i + 1) * width + k]!, long[i * width + k + 1]!);
    }
  }
  const lines: Line[] = [];
  for (let [i, k] = [0, 0]; i < a.length || k < b.length; ) {
    if (i < a.length && k < b.length && a[i] === b[k]) [i, k] = (lines.push([" ", a[i]!]), [i + 1, k + 1]);
    else if (i < a.length && (k === b.length || long[(i + 1) * width + k]! >= long[i * width + k + 1]!)) lines.push(["-", a[i++]!]);
    else lines.push(["+", b[k++]!]);
  }
  return lines;
}
