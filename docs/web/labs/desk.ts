/** Which text lies in the editor: the page's, the reader's own from last time, or one that a link brought; and what of it is kept. */

import { type Text, element, spans } from "../ui/text.ts";
import { Editor } from "./editor.ts";
import { get, set } from "./store.ts";
import { NOTICE } from "./words.ts";

const QUIET = 300; // ms without a change before it is stored

export class Desk {
  readonly root = element("div", { class: "desk" });
  readonly editor: Editor;
  private readonly name: string;
  private readonly start: string;
  private readonly notice = element("p", { class: "notice" });
  /** Brought by a link, and not yet made the reader's own by a change. */
  private foreign = false;
  private tidying = false;
  private timer = 0;

  constructor(name: string, start: string, run: () => void) {
    [this.name, this.start] = [name, start];
    this.editor = new Editor(name, () => this.changed(), run);
    this.root.append(this.notice, this.editor.root);
    addEventListener("pagehide", () => this.timer && this.keep());
    this.begin();
  }

  /** Whether the text is the reader's own, or the page's. */
  get own(): boolean {
    return !this.foreign;
  }

  /** Whether the reader has changed the page's code. */
  get begun(): boolean {
    return this.editor.text !== this.start;
  }

  /** Lay out the reader's text, or else the page's. */
  begin(): void {
    const { code, of } = get(this.name);
    this.foreign = false;
    this.editor.begin(code ?? this.start);
    if (code !== undefined && of !== digest(this.start)) this.tell(NOTICE.newer, NOTICE.take, () => this.reset());
    else this.tell(null);
  }

  /** Lay out what a link brought; the reader's own stays where it is stored. */
  borrow(code: string | null): void {
    if (this.timer) this.keep();
    this.begin();
    if (code === null) return this.tell(NOTICE.damaged);
    this.foreign = true;
    this.editor.begin(code);
    this.tell(NOTICE.link, NOTICE.mine, () => this.giveBack());
  }

  /** Put the page's text back; undo takes that back. */
  reset(): void {
    this.editor.put(this.start);
  }

  /** Make the text what Python reads. That is no change of the reader's. */
  tidy(): string {
    this.tidying = true;
    this.editor.tidy();
    this.tidying = false;
    return this.editor.text;
  }

  private giveBack(): void {
    forgetLink();
    this.begin();
    this.editor.field.focus();
  }

  private changed(): void {
    if (this.foreign && this.tidying) return;
    if (this.foreign) forgetLink();
    this.foreign = false;
    this.tell(null);
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.keep(), QUIET);
  }

  private keep(): void {
    clearTimeout(this.timer);
    this.timer = 0;
    set(this.name, this.begun ? { code: this.editor.text, of: digest(this.start) } : { code: undefined, of: undefined });
  }

  /** Say something about the text, with a button that acts on it. */
  private tell(text: Text | null, label?: Text, act?: () => void): void {
    this.notice.hidden = text === null;
    this.notice.replaceChildren(...(text ? [element("span", {}, ...spans(text))] : []));
    if (!label || !act) return;
    const button = element("button", { type: "button" }, ...spans(label));
    button.addEventListener("click", act);
    this.notice.append(button);
  }
}

/** What a link brought is in the address until the reader makes something else of it. */
function forgetLink(): void {
  if (location.hash.startsWith("#lab=")) history.replaceState(history.state, "", location.href.split("#")[0]);
}

/** A short digest of a text (FNV-1a). */
export function digest(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return value.toString(16).padStart(8, "0");
}
