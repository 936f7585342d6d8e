/** The guess before the first run: a choice, made once, and after the run a sentence on it. */

import { element, spans } from "../ui/text.ts";
import { PREDICT } from "./words.ts";

export class Predict {
  readonly root = element("section", { class: "predict" });
  private readonly words: HTMLElement;
  private readonly choices: HTMLElement[];
  private guess: number | undefined;
  private readonly chosen: (guess: number) => void;

  /** `guess` is the one of an earlier visit: 0 where it was skipped. */
  constructor(words: HTMLElement, guess: number | undefined, chosen: (guess: number) => void) {
    [this.words, this.guess, this.chosen] = [words, guess, chosen];
    this.choices = [...words.querySelectorAll<HTMLElement>(".choices > li")];
    if (guess === undefined) this.ask();
    else this.answered();
  }

  /** Whether the reader has still to choose. */
  get open(): boolean {
    return this.guess === undefined;
  }

  /** Take the guess: a number from 1, or 0 for none. */
  choose(guess: number): void {
    if (!this.open) return;
    this.guess = guess;
    this.answered();
    this.chosen(guess);
  }

  /** Whether it has been said what is right. */
  get told(): boolean {
    return this.root.querySelector(".sentence") !== null;
  }

  /** The code is run: without a guess, if none was made; what was said of an earlier run goes. */
  ran(): void {
    if (this.told) this.root.remove();
    this.choose(0);
  }

  /** Say before what follows whether it was right, and why. */
  reveal(before: HTMLElement): void {
    const right = Number(this.words.dataset["right"]);
    const verdict = this.guess === right ? PREDICT.right : PREDICT.wrong;
    const told = element("div", { class: "sentence" }, ...copied(this.words.querySelector(".sentence")));
    if (this.guess) told.prepend(element("p", { class: "verdict" }, element("b", { "aria-hidden": "true" }, this.guess === right ? "✓ " : "✗ "), ...spans(verdict)));
    this.root.append(told);
    this.root.hidden = false;
    before.before(this.root);
  }

  private ask(): void {
    const button = (label: Node[], guess: number, name: string): HTMLElement => {
      const made = element("button", { type: "button", class: name }, ...label);
      made.addEventListener("click", () => this.choose(guess));
      return element("li", {}, made);
    };
    const choices = this.choices.map((choice, i) => button(copied(choice.querySelector(":scope > p:only-child") ?? choice), i + 1, "choice"));
    this.root.append(
      element("p", { class: "step" }, ...spans(PREDICT.first)),
      element("div", { class: "question" }, ...copied(this.words.querySelector(".question"))),
      element("ul", { class: "choices" }, ...choices, button(spans(PREDICT.skip), 0, "skip")),
    );
  }

  private answered(): void {
    const choice = this.choices[this.guess! - 1];
    this.root.hidden = !choice;
    const mine = element("p", { class: "mine" }, element("span", { class: "step" }, ...spans(PREDICT.yours)), " ");
    if (choice) mine.append(element("q", {}, ...copied(choice.querySelector(":scope > p:only-child") ?? choice)));
    this.root.replaceChildren(mine);
    mine.hidden = !choice;
  }
}

/** Copies of what an element holds. */
export function copied(from: Element | null): Node[] {
  return [...(from?.cloneNode(true).childNodes ?? [])];
}
