/** The page that lists all labs and exercises: what is done, ticks of one's own, a file to take along. */

import { element, plain, spans, type Text } from "../ui/text.ts";
import { all, clear, get, merged, type Progress, replace, set, today, understood } from "./store.ts";

const LARGEST = 5_000_000; // bytes of a file: all labs with long texts of a reader have less
const DONE: Text = "done ｜ 已完成";
const BEGUN: Text = "begun ｜ 已开始";
const MINE: Text = "I have done it ｜ 我做完了";
const SAVE: Text = "Save as a file ｜ 存成文件";
const LOAD: Text = "Load a file ｜ 读入文件";
const ERASE: Text = "Erase all ｜ 全部清除";
const SURE: Text = "Erase all answers and all code that this device keeps of these labs? ｜ 要清除本机保存的全部答案和代码吗？";
const KINDS: Record<string, Text> = { lab: "labs ｜ 实验", drill: "drills ｜ 速算题", self: "other exercises ｜ 其他练习" };

const tasks = [...document.querySelectorAll<HTMLElement>("[data-task]")];
const bar = document.querySelector<HTMLElement>(".progress");
const said = element("p", { role: "status" });

/** Show of one task what is kept of it. */
function show(place: HTMLElement): void {
  const name = place.dataset["task"]!;
  const { solved, code, answer, guess } = get(name);
  if (place.dataset["kind"] === "self") {
    const box = place.querySelector("input") ?? tick(place, name);
    box.checked = solved !== undefined;
    return;
  }
  const state = solved ? "done" : code !== undefined || answer !== undefined || guess !== undefined ? "begun" : "";
  place.dataset["state"] = state;
  place.replaceChildren(...(state === "done" ? ["✓ ", ...spans(DONE), ` ${solved}`] : state ? ["… ", ...spans(BEGUN)] : []));
}

/** What no script can judge is ticked by hand. */
function tick(place: HTMLElement, name: string): HTMLInputElement {
  const box = element("input", { type: "checkbox" });
  box.addEventListener("change", () => {
    set(name, { solved: box.checked ? today() : undefined });
    count();
  });
  place.append(element("label", {}, box, " ", ...spans(MINE)));
  return box;
}

/** Say how many of each kind are done. */
function count(): void {
  const parts = Object.entries(KINDS).flatMap(([kind, text]) => {
    const names = new Set(tasks.filter((one) => one.dataset["kind"] === kind).map((one) => one.dataset["task"]!));
    const done = [...names].filter((name) => get(name).solved).length;
    const [en, zh] = text.split(" ｜ ");
    return names.size ? [[`${done} of ${names.size} ${en}`, `${zh} ${done}/${names.size}`]] : [];
  });
  const text = `${parts.map(([en]) => en).join(", ")} ｜ ${parts.map(([, zh]) => zh).join("，")}` as Text;
  said.replaceChildren(...spans(text));
}

function refresh(): void {
  tasks.forEach(show);
  count();
}

function save(): void {
  const file = new Blob([JSON.stringify(all(), null, 1)], { type: "application/json" });
  const link = element("a", { href: URL.createObjectURL(file), download: `momentum-${today()}.json` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Read a file: what it has solved is added, nothing that is kept is lost. What this page does not list would only fill the store. */
async function load(file: File): Promise<void> {
  const listed = new Set(tasks.map((one) => one.dataset["task"]!));
  const found = Object.fromEntries(Object.entries(await content(file)).filter(([name]) => listed.has(name)));
  const names = Object.keys(found);
  if (!names.length) {
    said.replaceChildren(...spans(`${file.name} holds no progress of these labs. ｜ ${file.name} 里没有这些实验的记录。`));
    return;
  }
  replace(merged(all(), found));
  refresh();
}

async function content(file: File): Promise<Progress> {
  if (file.size > LARGEST) return understood(null);
  try {
    return understood(JSON.parse(await file.text()));
  } catch {
    return understood(null);
  }
}

function button(text: Text, press: () => void): HTMLButtonElement {
  const made = element("button", { type: "button" }, ...spans(text));
  made.addEventListener("click", press);
  return made;
}

if (bar) {
  const file = element("input", { type: "file", accept: "application/json,.json", hidden: "" });
  file.addEventListener("change", () => {
    const [chosen] = file.files ?? [];
    if (chosen) void load(chosen);
    file.value = "";
  });
  const erase = () => {
    if (!confirm(plain(SURE))) return;
    clear();
    refresh();
  };
  bar.append(said, button(SAVE, save), button(LOAD, () => file.click()), button(ERASE, erase), file);
  refresh();
  addEventListener("pageshow", refresh);
  addEventListener("storage", refresh);
}
