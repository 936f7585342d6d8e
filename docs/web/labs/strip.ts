/** A strip of keys under the editor, for keyboards on a screen: they hide the marks that code is made of, and have neither Tab nor arrows. */

import { type Text, element, plain } from "../ui/text.ts";
import { shift } from "./keys.ts";
import { STRIP } from "./words.ts";

/** What keys move: a field, and a way to change its text that can be undone. */
export interface Hand {
  readonly field: HTMLTextAreaElement;
  replace(from: number, to: number, text: string): void;
}

const SIGNS = [..."()[]=_.,:*+-/#\""];

/** Make the strip. It takes no focus: the keyboard stays where it is. */
export function strip(hand: Hand): HTMLElement {
  const made = element("div", { class: "strip", role: "group", "aria-label": plain(STRIP.name) });
  const key = (sign: string, act: () => void, name?: Text): void => {
    const button = element("button", { type: "button", tabindex: "-1", ...(name && { "aria-label": plain(name) }) }, sign);
    button.addEventListener("click", act);
    made.append(button);
  };
  key("⇥", () => shift(hand, 1), STRIP.indent);
  key("⇤", () => shift(hand, -1), STRIP.dedent);
  key("↶", () => undo(hand), STRIP.undo);
  key("←", () => step(hand, -1), STRIP.left);
  key("→", () => step(hand, 1), STRIP.right);
  for (const sign of SIGNS) key(sign, () => hand.replace(hand.field.selectionStart, hand.field.selectionEnd, sign));
  for (const kind of ["pointerdown", "mousedown"]) made.addEventListener(kind, (event) => event.preventDefault());
  return made;
}

function undo({ field }: Hand): void {
  field.focus({ preventScroll: true });
  document.execCommand("undo");
}

function step({ field }: Hand, way: 1 | -1): void {
  const { selectionStart: from, selectionEnd: to } = field;
  const at = from === to ? from + way : way > 0 ? to : from;
  field.focus({ preventScroll: true });
  field.setSelectionRange(Math.max(at, 0), Math.max(at, 0));
}
