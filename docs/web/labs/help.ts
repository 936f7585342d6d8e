/** Hints in their order, and the page's own solution last. */

import { type Text, element, spans } from "../ui/text.ts";
import { changed, diff } from "./diff.ts";
import type { Lab } from "./messages.ts";
import { copied } from "./predict.ts";
import { rows } from "./python.ts";
import { box } from "./rows.ts";
import { HELP, hint } from "./words.ts";

export class Help {
  readonly root = element("div", { class: "helps" });
  readonly button = element("button", { type: "button", class: "hint" });
  /** How many lines the page's own solution changes. */
  readonly enough: number;
  private readonly hints: HTMLElement[];
  private readonly lab: Lab;
  private readonly take: (code: string) => void;
  private open = 0;
  private tried = false;

  constructor(hints: HTMLElement[], lab: Lab, take: (code: string) => void) {
    [this.hints, this.lab, this.take] = [hints, lab, take];
    this.enough = changed(lab.start, lab.solution);
    this.button.addEventListener("click", () => this.next());
    this.label();
  }

  /** The code has been run; whoever has solved it may see the solution at once. */
  ran(solved: boolean): void {
    this.tried = true;
    if (solved) this.open = Math.max(this.open, this.hints.length);
    this.label();
  }

  private next(): void {
    const made = this.open < this.hints.length ? this.hint() : this.solution();
    this.root.append(made);
    this.open++;
    this.label();
    made.focus({ preventScroll: true });
    made.scrollIntoView({ block: "nearest" });
  }

  /** The button says what comes next; where there are no hints, the solution waits for a run. */
  private label(): void {
    const [open, of] = [this.open, this.hints.length];
    this.button.hidden = open > of || (of === 0 && !this.tried);
    this.button.replaceChildren(...spans(open < of ? hint(open + 1, of) : HELP.solution));
  }

  private hint(): HTMLElement {
    const words = copied(this.hints[this.open]!);
    return part(hint(this.open + 1, this.hints.length), ...words);
  }

  /** The solution as what changes in the page's code. */
  private solution(): HTMLElement {
    const [old, fresh] = [rows(this.lab.start), rows(this.lab.solution)];
    let [a, b] = [0, 0];
    const lines = diff(this.lab.start, this.lab.solution).map(([sign]) => {
      const made = box(sign === "-" ? old[a]! : fresh[b]!);
      [a, b] = [a + Number(sign !== "+"), b + Number(sign !== "-")];
      made.classList.add({ " ": "same", "-": "gone", "+": "come" }[sign]);
      made.prepend(element("span", { class: "sign" }, sign));
      return made;
    });
    const button = element("button", { type: "button" }, ...spans(HELP.take));
    button.addEventListener("click", () => this.take(this.lab.solution));
    return part(HELP.shown, element("div", { class: "listing highlight notranslate" }, ...lines), button);
  }
}

function part(name: Text, ...inside: Node[]): HTMLElement {
  return element("section", { class: "helping", tabindex: "-1" }, element("p", { class: "step" }, ...spans(name)), ...inside);
}
