/** Where the reader writes: a textarea whose letters are clear, over a coloured copy of its text, so that all that browsers know of text holds. */

import { element, plain } from "../ui/text.ts";
import { act, open } from "./keys.ts";
import { Rows } from "./rows.ts";
import { type Hand, strip } from "./strip.ts";
import { narrowed, tidied } from "./wide.ts";
import { EDITOR } from "./words.ts";

const MANY = 20; // lines

export class Editor implements Hand {
  readonly root: HTMLElement;
  readonly field: HTMLTextAreaElement;
  private readonly rows = new Rows();
  private readonly changed: () => void;
  /** The text when last looked at: what is new since then was typed. */
  private before = "";

  constructor(name: string, changed: () => void, run: () => void) {
    this.changed = changed;
    const help = `lab-keys-${name}`;
    this.field = element("textarea", {
      "aria-label": plain(EDITOR.name), "aria-describedby": help, spellcheck: "false", autocapitalize: "off", autocomplete: "off",
      autocorrect: "off", translate: "no", rows: "1", class: "notranslate",
    }); // prettier-ignore
    const code = element("div", { class: "code highlight notranslate" }, this.rows.root, this.field);
    this.root = element("div", { class: "editor" }, code, strip(this), element("p", { class: "unseen", id: help }, plain(EDITOR.keys)));
    this.field.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) return; // the input method has it
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
      else if (!act(this, event)) return;
      event.preventDefault();
    });
    this.field.addEventListener("input", (event) => this.heard(event as InputEvent));
    this.field.addEventListener("compositionend", () => setTimeout(() => this.narrow()));
  }

  get text(): string {
    return this.field.value;
  }

  /** Begin with a text. */
  begin(text: string): void {
    this.field.value = this.before = text;
    this.rows.show(text);
  }

  /** Put a text in place of all; undo brings the old one back. */
  put(text: string): void {
    if (text === this.text) return;
    const focused = document.activeElement as HTMLElement | null;
    const old = this.text;
    const [from, to] = fresh(old, text);
    this.replace(from, old.length - (text.length - to), text.slice(from, to));
    if (focused !== this.field) focused?.focus({ preventScroll: true });
  }

  /** Turn what Python does not read, all over the text. */
  tidy(): void {
    const { selectionStart, selectionEnd } = this.field;
    const text = tidied(this.text);
    if (text === this.text) return;
    this.put(text);
    this.field.setSelectionRange(selectionStart, selectionEnd);
  }

  /** Put text in place of a part, as if it were typed, so that it can be undone. */
  replace(from: number, to: number, text: string): void {
    const { field, text: old } = this;
    field.focus({ preventScroll: true });
    field.setSelectionRange(from, to);
    insert(text);
    if (field.value !== old.slice(0, from) + text + old.slice(to)) {
      field.value = old;
      field.setRangeText(text, from, to, "end");
      this.heard(null);
    }
    this.before = this.text;
  }

  /** Select a line, which is where an error is, and show it. */
  select(line: number): void {
    const lines = this.text.split("\n");
    const from = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    this.field.focus({ preventScroll: true });
    this.field.setSelectionRange(from, from + (lines[line - 1] ?? "").length);
    this.rows.row(line)?.scrollIntoView({ block: "nearest" });
  }

  /** Mark a line until the text changes; null marks none. */
  mark(line: number | null): void {
    this.rows.mark(line);
  }

  private heard(event: InputEvent | null): void {
    this.rows.show(this.text);
    this.changed();
    if (event?.isComposing) return;
    if (event?.inputType.startsWith("history")) this.before = this.text; // who takes a change back wants what was there
    else setTimeout(() => this.narrow());
  }

  /** Turn the wide marks in what has been typed since the last look. */
  private narrow(): void {
    const [old, text] = [this.before, this.text];
    this.before = text;
    const [from, to] = fresh(old, text);
    if (text.slice(from, to) === "\n" && this.field.selectionStart === to) return void open(this, ""); // a keyboard on the screen names no key
    const wanted = narrowed(text);
    const wide = Array.from({ length: to - from }, (_, i) => from + i).filter((at) => wanted[at] !== text[at]);
    if (!wide.length) return;
    const { selectionStart, selectionEnd } = this.field;
    const [first, last] = [wide[0]!, wide.at(-1)! + 1];
    this.replace(first, last, wanted.slice(first, last));
    this.field.setSelectionRange(selectionStart, selectionEnd);
  }
}

/** Insert text as typing does. Chromium takes seconds for a hundred lines of it, but none for as much HTML, which in a textarea is text. */
function insert(text: string): void {
  if (!text) document.execCommand("delete");
  else if (text.split("\n").length < MANY || !document.execCommand("insertHTML", false, text.replaceAll("&", "&amp;").replaceAll("<", "&lt;"))) {
    document.execCommand("insertText", false, text);
  }
}

/** What is new in a text: from where to where. */
function fresh(old: string, text: string): [from: number, to: number] {
  let [from, to] = [0, 0];
  const most = Math.min(old.length, text.length);
  while (from < most && old[from] === text[from]) from++;
  while (to < most - from && old.at(-1 - to) === text.at(-1 - to)) to++;
  return [from, text.length - to];
}
