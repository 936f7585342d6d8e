/** What a run brings: an error, plots, checks, what was printed. */

import { type Text, element, spans } from "../ui/text.ts";
import type { Check, Fault, Message } from "./messages.ts";
import type { Drawing } from "./plot.ts";
import { RESULT, line } from "./words.ts";

export class Results {
  readonly root = element("div", { class: "results" });
  /** What stopped the code, if anything did. */
  fault: Fault | null = null;
  private readonly goTo: (line: number) => void;
  private plot: Drawing | null = null;
  private checks: HTMLElement | null = null;
  private printed: HTMLElement | null = null;

  constructor(goTo: (line: number) => void) {
    this.goTo = goTo;
  }

  /** Make room for another run; what is below does not jump meanwhile. */
  clear(): void {
    this.root.style.minHeight = `${this.root.offsetHeight}px`;
    this.root.replaceChildren();
    this.plot = this.checks = this.printed = this.fault = null;
  }

  /** Nothing more will come. */
  close(): void {
    this.root.style.minHeight = "";
  }

  /** Show what a run says. */
  hear(message: Message): void {
    if (message.kind === "scene") this.root.append((this.plot = new labPlot.Drawing(message)).root);
    else if (message.kind === "path") this.plot?.add(message);
    else if (message.kind === "check") this.check(message);
    else if (message.kind === "error") this.stumble(message);
    else if (message.kind === "print") this.print(`${message.text}\n`);
    else if (message.kind === "cut") this.paper().after(element("p", { class: "cut" }, ...spans(RESULT.cut)));
  }

  /** A sign and a word say how it is; the note says it in numbers. */
  private check({ ok, text, note }: Check): void {
    this.checks ??= this.section(RESULT.checks, element("ul", { class: "checks" }));
    const verdict = element("b", { class: "verdict" }, element("span", { "aria-hidden": "true" }, ok ? "✓ " : "✗ "), ...spans(ok ? RESULT.holds : RESULT.fails));
    const what = element("div", {}, element("span", { class: "what" }, ...spans(text)));
    if (note) what.append(element("div", { class: "note" }, ...spans(note)));
    this.checks.append(element("li", { class: ok ? "holds" : "fails" }, verdict, what));
  }

  private stumble(fault: Fault): void {
    this.fault = fault;
    const told = element("p", { class: "raised" }, element("code", { lang: "en" }, fault.message ? `${fault.type}: ${fault.message}` : fault.type));
    if (fault.line !== null) told.prepend(this.place(fault.line));
    const made = element("div", { class: "fault" }, told);
    if (fault.help) made.append(element("p", { class: "help" }, ...spans(fault.help)));
    this.root.append(made);
  }

  private place(number: number): HTMLElement {
    const made = element("button", { type: "button", class: "line" }, ...spans(line(number)));
    made.addEventListener("click", () => this.goTo(number));
    return made;
  }

  private print(text: string): void {
    this.paper().append(text);
  }

  private paper(): HTMLElement {
    return (this.printed ??= this.section(RESULT.output, element("pre", { class: "printed", tabindex: "0" })));
  }

  /** A part with a name of its own. */
  private section<Part extends HTMLElement>(name: Text, part: Part): Part {
    this.root.append(element("section", {}, element("p", { class: "step" }, ...spans(name)), part));
    return part;
  }
}
