/** The row of buttons below the editor: the first one runs the code, and stops it. */

import { type Text, element, spans } from "../ui/text.ts";
import { TOOLS } from "./words.ts";

interface Acts {
  run(): void;
  stop(): void;
  reset(): void;
  share(): void;
}

export class Tools {
  readonly root: HTMLElement;
  private readonly main: HTMLButtonElement;
  private running = false;

  constructor(acts: Acts, hint: HTMLElement) {
    this.main = button(TOOLS.run, () => (this.running ? acts.stop() : acts.run()), "run primary");
    this.root = element("div", { class: "tools" }, this.main, hint, button(TOOLS.reset, acts.reset), button(TOOLS.share, acts.share));
  }

  /** The code runs, or it does not. */
  run(running: boolean): void {
    this.running = running;
    this.main.replaceChildren(...spans(running ? TOOLS.stop : TOOLS.run));
    this.main.classList.toggle("stop", running);
  }

  /** Whether running is the next thing to do: then the button shows it. */
  next(yes: boolean): void {
    this.main.classList.toggle("primary", yes);
  }

  focus(): void {
    this.main.focus({ preventScroll: true });
  }
}

function button(label: Text, act: () => void, name = ""): HTMLButtonElement {
  const made = element("button", { type: "button", class: name }, ...spans(label));
  made.addEventListener("click", act);
  return made;
}
