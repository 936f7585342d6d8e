/** The coloured copy of a text behind it, a box for each line, with the numbers that errors name. */

import { element } from "../ui/text.ts";
import { type Piece, rows } from "./python.ts";

export class Rows {
  readonly root = element("div", { class: "rows", "aria-hidden": "true" });
  private shown: string[] = [];

  /** Show a text; only what differs is made anew. */
  show(text: string): void {
    this.mark(null);
    const wanted = rows(text);
    const keys = wanted.map((row) => JSON.stringify(row));
    const most = Math.min(keys.length, this.shown.length);
    let [head, tail] = [0, 0];
    while (head < most && keys[head] === this.shown[head]) head++;
    while (tail < most - head && keys.at(-1 - tail) === this.shown.at(-1 - tail)) tail++;
    const old = [...this.root.children].slice(head, this.shown.length - tail);
    for (const row of old) row.remove();
    const fresh = document.createDocumentFragment(); // a call cannot have a hundred thousand arguments
    for (const row of wanted.slice(head, keys.length - tail)) fresh.append(box(row));
    this.root.insertBefore(fresh, this.root.children[head] ?? null);
    this.shown = keys;
  }

  /** The box of a line, from 1. */
  row(line: number): HTMLElement | null {
    return this.root.children[line - 1] as HTMLElement | null;
  }

  /** Mark one line, or none. */
  mark(line: number | null): void {
    this.root.querySelector(".marked")?.classList.remove("marked");
    if (line) this.row(line)?.classList.add("marked");
  }
}

/** A line as a box of its pieces. */
export function box(row: readonly Piece[]): HTMLElement {
  return element("div", { class: "row" }, ...row.map(([text, name]) => (name ? element("span", { class: name }, text) : text)), "\n");
}
