/** An open lab: a guess, the code, a run, its results, help. */

import { type Text, element, plain, spans } from "../ui/text.ts";
import { Desk } from "./desk.ts";
import { changed } from "./diff.ts";
import { type End, prepare, run } from "./engine.ts";
import { Help } from "./help.ts";
import type { Done, Lab } from "./messages.ts";
import { Predict } from "./predict.ts";
import { Results } from "./results.ts";
import { link } from "./share.ts";
import { get, set, today } from "./store.ts";
import { Tools } from "./tools.ts";
import { PANEL, SAY, faulty, partly, solved } from "./words.ts";

export class Panel {
  readonly root: HTMLElement;
  private readonly name: string;
  private readonly lab: Lab;
  private readonly files: Record<string, string>;
  private readonly fail: (error: unknown) => void;
  private readonly desk: Desk;
  private readonly tools: Tools;
  private readonly help: Help;
  private readonly results: Results;
  private readonly predict: Predict | null;
  private readonly status = element("p", { class: "told", role: "status" });
  private stop: AbortController | null = null;

  /** `words` holds what the page says: a question to guess at, hints. */
  constructor(name: string, title: Text, lab: Lab, files: Record<string, string>, words: DocumentFragment, fail: (error: unknown) => void, close: () => void) {
    [this.name, this.lab, this.files, this.fail] = [name, lab, files, fail];
    this.desk = new Desk(name, lab.start, () => void this.run());
    this.results = new Results((line) => this.desk.editor.select(line));
    this.help = new Help([...words.querySelectorAll<HTMLElement>(".hint")], lab, (code) => this.take(code));
    this.tools = new Tools({ run: () => this.pressed(), stop: () => this.stop?.abort(), reset: () => this.reset(), share: () => void this.share() }, this.help.button);
    const asked = words.querySelector<HTMLElement>(".predict");
    this.predict = asked && new Predict(asked, get(name).guess, (guess) => this.guessed(guess));
    const away = element("button", { type: "button", class: "away" }, ...spans(PANEL.close));
    away.addEventListener("click", close);
    const head = element("div", { class: "head" }, element("p", { class: "step" }, ...spans(PANEL.name)), away);
    const panel = element("div", { class: "panel", role: "group", "aria-label": `${plain(PANEL.name)} · ${plain(title)}`, tabindex: "-1" }, head, ...(this.predict ? [this.predict.root] : []));
    panel.append(this.desk.root, this.tools.root, this.status, this.results.root, this.help.root);
    this.root = element("div", { class: "stage" }, panel);
    this.greet();
  }

  /** Show somebody's code, or what was there before; Python comes meanwhile, but not with a link. */
  open(shared?: { code: string | null }): void {
    if (shared) {
      this.desk.borrow(shared.code);
      this.greet();
    } else prepare().catch(this.fail);
    (this.root.firstElementChild as HTMLElement).focus({ preventScroll: true });
  }

  close(): void {
    this.stop?.abort();
  }

  /** What to do first. */
  private greet(): void {
    this.tools.next(!this.predict?.open);
    this.say(this.predict?.open ? SAY.guess : this.desk.own && this.desk.begun ? SAY.again : SAY.hello);
  }

  private guessed(guess: number): void {
    set(this.name, { guess });
    if (this.stop) return;
    this.tools.next(true);
    this.tools.focus();
    this.say(SAY.hello);
  }

  /** Run by a finger: the keyboard on the screen goes, so that the results can be seen. */
  private pressed(): void {
    if (matchMedia("(pointer: coarse)").matches) this.desk.editor.field.blur();
    void this.run();
  }

  private async run(): Promise<void> {
    if (this.stop) return;
    const { name, lab, files } = this;
    this.stop = new AbortController();
    const code = this.desk.tidy();
    const { own } = this.desk; // what is in the editor may be another text by the end
    const first = this.predict && !this.predict.told;
    this.predict?.ran();
    this.results.clear();
    this.tools.next(true);
    this.tools.run(true);
    this.say(SAY.loading);
    void prepare().then(() => this.stop && this.say(SAY.running)).catch(() => {});
    let done: Done | null = null;
    const job = { lab: name, checks: lab.checks, files, cells: lab.cells, code };
    const hear = (message: Parameters<Parameters<typeof run>[1]>[0]): void => (message.kind === "done" ? void (done = message) : this.results.hear(message));
    const end = await run(job, hear, this.stop.signal).catch(this.fail);
    this.stop = null;
    this.tools.run(false);
    this.results.close();
    if (end) this.finish(end, done, code, own);
    if (end === "done" && first) this.predict!.reveal(this.results.root);
  }

  /** Say what has come of a run. */
  private finish(end: End, done: Done | null, code: string, own: boolean): void {
    const { fault } = this.results;
    const all = end === "done" && !fault && !!done && done.of > 0 && done.green === done.of;
    this.desk.editor.mark(fault?.line ?? null);
    if (end !== "done" || !done) this.say(end === "done" ? SAY.broken : SAY[end]);
    else if (fault) this.say(faulty(fault.line));
    else if (!done.of) this.say(SAY.none);
    else if (!all) this.say(partly(done.green, done.of));
    else this.solve(done, changed(this.lab.start, code), own);
    this.status.classList.toggle("solved", all);
    this.help.ran(all);
    this.look();
  }

  private solve(done: Done, lines: number, own: boolean): void {
    this.say(solved(done.of, lines, this.help.enough));
    const known = get(this.name);
    if (own) set(this.name, { solved: known.solved ?? today(), lines: Math.min(lines, known.lines ?? lines) });
  }

  /** Bring the results into the window, if hardly anything of them is. */
  private look(): void {
    if (this.status.getBoundingClientRect().bottom > innerHeight - 160) this.tools.root.scrollIntoView({ block: "start" });
  }

  private reset(): void {
    this.desk.reset();
    this.say(SAY.restored);
  }

  private take(code: string): void {
    this.desk.editor.put(code);
    this.desk.root.scrollIntoView({ block: "nearest" });
    this.tools.focus();
    this.say(SAY.taken);
  }

  private async share(): Promise<void> {
    const address = await link(this.name, this.desk.editor.text);
    try {
      await navigator.clipboard.writeText(address);
      this.say(SAY.copied);
    } catch {
      history.replaceState(history.state, "", address);
      this.say(SAY.address);
    }
  }

  private say(text: Text): void {
    this.status.classList.remove("solved");
    this.status.replaceChildren(...spans(text));
  }
}
