/** What goes on with the block above it, though it does not stand to the right. */
const GOES_ON = /^(?:[)\]}]|(?:elif|else|except|finally|case)\b)/;

/**
 * Python as its prompt takes it: before version 3.13, a blank line ends a block, and nothing else does.
 * So blocks lose the blank lines inside them, and get one behind them.
 */
export function pasteable(code) {
  const lines = code.split("\n");
  const kept = lines.filter((line, i) => line.trim() || !/^\s/.test(lines.slice(i + 1).find((next) => next.trim()) ?? ""));
  return kept
    .flatMap((line, i) => (/^\s+\S/.test(kept[i - 1] ?? "") && /^\S/.test(line) && !GOES_ON.test(line) ? ["", line] : [line]))
    .join("\n");
}
