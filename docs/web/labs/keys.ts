/** What keys do to code, beyond what they do to any text. Tab is not among them: it leads on through the page. */

import type { Hand } from "./strip.ts";

const INDENT = "    ";
/** After these a block ends. */
const LAST = /^\s*(return|pass|break|continue|raise)\b/;

type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "shiftKey">;

/** Do what a key asks for; false leaves it to the browser. */
export function act(hand: Hand, { key, ctrlKey, shiftKey }: Key): boolean {
  if (ctrlKey && key === "]") return shift(hand, 1);
  if (ctrlKey && key === "[") return shift(hand, -1);
  if (ctrlKey || shiftKey) return false;
  if (key === "Enter") return open(hand, "\n");
  if (key === "Backspace") return back(hand);
  return false;
}

/** Begin a line below, as deep as it should be. */
export function open(hand: Hand, line: "\n" | ""): boolean {
  const { selectionStart: from, selectionEnd: to, value } = hand.field;
  const above = value.slice(0, line ? from : from - 1);
  const head = above.slice(above.lastIndexOf("\n") + 1);
  const deep = /^ */.exec(head)![0].length + (/:\s*(#.*)?$/.test(head) ? 4 : 0) - (LAST.test(head) ? 4 : 0);
  if (line || deep > 0) hand.replace(from, to, line + " ".repeat(Math.max(deep, 0)));
  return true;
}

/** In front of the code, back to the indentation before. */
function back(hand: Hand): boolean {
  const { selectionStart: from, selectionEnd: to, value } = hand.field;
  const head = value.slice(value.lastIndexOf("\n", from - 1) + 1, from);
  if (from !== to || !head || head.trim() || head.length % INDENT.length) return false;
  hand.replace(from - INDENT.length, from, "");
  return true;
}

/** Move the lines of the selection to the right or to the left. */
export function shift(hand: Hand, way: 1 | -1): boolean {
  const { selectionStart, selectionEnd, value } = hand.field;
  const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const end = value.indexOf("\n", Math.max(selectionEnd - Number(selectionEnd > selectionStart), from));
  const to = end < 0 ? value.length : end;
  const lines = value.slice(from, to).split("\n");
  const moved = lines.map((line) => (way > 0 ? line && INDENT + line : line.replace(/^ {1,4}/, "")));
  if (selectionStart === selectionEnd && way > 0 && !lines[0]) moved[0] = INDENT;
  hand.replace(from, to, moved.join("\n"));
  const first = moved[0]!.length - lines[0]!.length;
  const whole = moved.join("\n").length - (to - from);
  hand.field.setSelectionRange(Math.max(selectionStart + first, from), Math.max(selectionEnd + whole, from));
  return true;
}
