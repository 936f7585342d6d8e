/** Labs of a page: each place gets a button, and nothing more is fetched before it is pressed. */

import { element, spans, type Text } from "../ui/text.ts";
import type { Lab, Labs } from "./messages.ts";
import { Panel } from "./panel.ts";
import { shared } from "./share.ts";
import { get } from "./store.ts";
import { NOTICE, OPEN } from "./words.ts";

/** A place in the page where a lab can be opened. */
class Place {
  readonly name: string;
  private readonly root: HTMLElement;
  private readonly lab: Lab;
  private readonly files: Record<string, string>;
  private readonly button = element("button", { type: "button", class: "opener" });
  private readonly offer = element("div", { class: "offer" }, this.button);
  private panel: Panel | null = null;

  constructor(root: HTMLElement, lab: Lab, files: Record<string, string>) {
    [this.name, this.root, this.lab, this.files] = [root.dataset["lab"]!, root, lab, files];
    this.button.addEventListener("click", () => this.open());
    this.label();
    root.append(this.offer);
  }

  /** Say what the button leads to. */
  label(): void {
    const { code, guess, solved } = get(this.name);
    const state = solved ? "solved" : code !== undefined || guess !== undefined ? "begun" : "fresh";
    const sign = element("span", { class: "sign", "aria-hidden": "true" }, state === "solved" ? "✓" : "▶");
    this.button.replaceChildren(sign, " ", ...spans(OPEN[state]), element("span", { class: "unseen" }, " · ", ...spans(this.title)));
    this.root.classList.toggle("solved", state === "solved");
  }

  /** Open the lab, with somebody's code if a link brought some. */
  open(brought?: { code: string | null }): void {
    this.offer.querySelector(".sorry")?.remove();
    const words = this.root.querySelector<HTMLTemplateElement>("template.words")!.content;
    this.panel ??= new Panel(this.name, this.title, this.lab, this.files, words, (error) => this.fail(error), () => this.close());
    this.offer.hidden = true;
    this.root.append(this.panel.root);
    this.panel.open(brought);
  }

  /** How the exercise around it is called, or the section. */
  private get title(): Text {
    const number = this.root.closest(".exercise")?.querySelector(".caption-number")?.textContent?.trim();
    return number ? `${number} ｜ ${number}` : this.lab.title;
  }

  private close(): void {
    this.panel?.close();
    this.panel?.root.remove();
    this.offer.hidden = false;
    this.label();
    this.button.focus();
  }

  /** Python did not come: the page is as it was, and says what to do. */
  private fail(error: unknown): void {
    console.warn(error);
    if (this.offer.hidden) this.close();
    const absent = error instanceof Error && error.message.endsWith("did not load");
    this.offer.querySelector(".sorry")?.remove();
    this.offer.append(element("p", { class: "sorry", role: "alert" }, ...spans(absent ? NOTICE.absent : NOTICE.old)));
  }
}

const data = JSON.parse(document.getElementById("labs-of-page")?.textContent ?? '{"files": {}, "labs": {}}') as Labs;
const places = [...document.querySelectorAll<HTMLElement>(".lab[data-lab]")].flatMap((root) => {
  const lab = data.labs[root.dataset["lab"]!];
  return lab ? [new Place(root, { ...lab, start: lab.start.trimEnd(), solution: lab.solution.trimEnd() }, data.files)] : [];
});

/** Open the lab that the address shares. */
async function visit(): Promise<void> {
  const found = await shared();
  const place = found && places.find(({ name }) => name === found.lab);
  if (!place) return;
  place.open(found);
  document.getElementById(`lab-${place.name}`)?.scrollIntoView({ block: "start" });
}

for (const event of ["momentum:lab", "storage"]) {
  (event === "storage" ? window : document).addEventListener(event, () => places.forEach((place) => place.label()));
}
addEventListener("hashchange", () => void visit());
void visit();
