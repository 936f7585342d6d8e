/** Gives each drill a field for its answer, which is judged in the page; the solution stays folded. */

import { element, spans, type Text } from "../ui/text.ts";
import { judge, type Question, read } from "./near.ts";
import { get, set, today } from "./store.ts";

const BETA = /\\beta\s*=\s*(\d*\.\d+)/;
const UNREAD: Text = "Write a number without words, like 0.25, −3, 1/8 or 2.5e−3. ｜ 请写一个数，不带文字，例如 0.25、−3、1/8 或 2.5e−3。";
const LABEL: Text = "Your answer ｜ 你的答案";
const CHECK: Text = "Check ｜ 核对";
const BEFORE: Text = "Solved before. ｜ 以前已答对。";

/** The exercise that a solution belongs to: on its page the box before it, on the sheet what it lies in. */
function asked(solution: HTMLElement): { place: HTMLElement; label: string; question: HTMLElement } | null {
  const task = solution.closest<HTMLElement>(".task");
  if (task) return { place: task, label: (task.id || task.querySelector("[id]")?.id || "").replace(/^sheet-/, ""), question: task };
  let box = solution.previousElementSibling as HTMLElement | null;
  while (box && !box.matches(".exercise")) box = box.previousElementSibling as HTMLElement | null;
  return box && { place: box.querySelector<HTMLElement>(":scope > section") ?? box, label: box.id, question: box };
}

/** What the solution and the question say of the number. */
function question(result: HTMLElement, box: HTMLElement): Question {
  const formulas = [...box.querySelectorAll('annotation[encoding="application/x-tex"]')].filter((one) => !result.closest("details")!.contains(one));
  const beta = formulas.map((one) => BETA.exec(one.textContent ?? "")?.[1]).find(Boolean);
  const { value, tolerance } = result.dataset;
  return { right: Number(value), tolerance: Number(tolerance), beta: beta === undefined ? null : Number(beta) };
}

function give(result: HTMLElement): void {
  const solution = result.closest("details")!;
  const found = asked(solution);
  if (!found?.label || found.place.querySelector(".answer")) return;
  const about = question(result, found.question);
  const field = element("input", { type: "text", inputmode: "text", autocomplete: "off", spellcheck: "false", size: "10", enterkeyhint: "done" });
  const said = element("output", { role: "status" });
  const form = element("form", { class: "answer", novalidate: "" },
    element("label", {}, element("span", {}, ...spans(LABEL)), field), element("button", {}, ...spans(CHECK)), said);
  const say = (ok: boolean | null, note: Text) => {
    form.dataset["verdict"] = ok === null ? "" : ok ? "right" : "wrong";
    said.replaceChildren(...(ok === null ? [] : [element("span", { class: "sign", "aria-hidden": "true" }, ok ? "✓ " : "✗ ")]), ...spans(note));
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = read(field.value);
    if (given === null) {
      say(null, UNREAD);
      field.focus();
      return;
    }
    const { ok, note } = judge(given, about);
    say(ok, note);
    const { solved } = get(found.label);
    if (ok || !solved) set(found.label, { answer: field.value.trim().slice(0, 60), solved: ok ? today() : undefined }); // a right answer stays
  });
  field.addEventListener("input", () => {
    delete form.dataset["verdict"];
    said.replaceChildren();
  });
  const kept = get(found.label);
  field.value = kept.answer ?? "";
  if (kept.solved) say(true, BEFORE);
  if (found.place.contains(solution)) solution.before(form);
  else found.place.append(form);
}

for (const result of document.querySelectorAll<HTMLElement>("details .result[data-value]")) give(result);
