/** The panel of an explorable: plots, controls, readings, buttons. State goes in, drawing comes out. */

import { control } from "./controls.ts";
import { enlarge, isEnlarged } from "./enlarge.ts";
import { type Params, type Values, broken, defaults, format, parse } from "./params.ts";
import { save } from "./save.ts";
import { Stage } from "./stage.ts";
import { type Text, element, plain, spans } from "./text.ts";
import type { Widget } from "./widget.ts";

const FULL = "full"; // in an address: the panel fills the screen
const QUIET = 500; // ms without change before a screen reader is told and the address is written

/** What a page's script may do with an explorable. */
export interface Explorable {
  get(): Record<string, number | string | boolean>;
  set(values: Record<string, number | string | boolean>): void;
  /** The numbers behind the drawing. */
  data(): unknown;
}

/** Put the pieces of a panel together, in the order in which they are met. */
function assemble<P extends Params, D>(widget: Widget<P, D>, set: (change: Partial<Values<P>>) => void) {
  const stage = new Stage(widget, set);
  const controls = Object.keys(widget.params).flatMap((key) => control(key, widget.params, set) ?? []);
  const actions = element("div", { class: "actions" });
  const { lead, rest } = stage.tall;
  const root = element("div", { class: "panel", role: "group", "aria-label": plain(widget.title), style: `--tall: ${(lead + rest).toFixed(1)}; --lead-share: ${lead.toFixed(1)}fr; --rest-share: ${rest.toFixed(1)}fr` });
  const box = element("div", { class: "controls" }, ...controls.map((made) => made.root));
  root.append(stage.lead, element("div", { class: "beside" }, box, stage.readings), stage.rest, actions);
  const buttons = (acts: readonly (() => void)[]) => {
    actions.append(...LABELS.map((label, i) => button(label, acts[i] ?? (() => {}), i ? "" : "primary")));
    for (const save of [...actions.children].slice(-2)) save.setAttribute("title", plain("Always in light colours ｜ 图片总是浅色的"));
  };
  return { stage, controls, actions, root, buttons };
}

const LABELS: readonly Text[] = [
  "Show me ｜ 看答案",
  "Start again ｜ 重来",
  "Full screen ｜ 全屏",
  "Copy link ｜ 复制链接",
  "Save SVG ｜ 保存 SVG",
  "Save PNG ｜ 保存 PNG",
];

/** A panel as the page comes with it, to keep its room: all but what is drawn. */
export function outline<P extends Params, D>(widget: Widget<P, D>): HTMLElement {
  const values = defaults(widget.params);
  const { stage, controls, buttons, root } = assemble(widget, () => {});
  buttons([]);
  stage.read(widget.compute(values), values);
  for (const { follow } of controls) follow(values);
  return root;
}

/** Build the panel of a widget in its stage, in place of the still picture. */
export async function mount<P extends Params, D>(place: HTMLElement, name: string, widget: Widget<P, D>): Promise<Explorable> {
  const { params } = widget;
  const adjusted = (change: Partial<Values<P>>, values: Values<P>): Values<P> => ({ ...values, ...change, ...widget.adjust?.(change, values) });
  const initial = adjusted(parse(params, place.dataset["state"] ?? ""), defaults(params));
  const state = (query: string) => adjusted({ ...initial, ...parse(params, query) }, initial);
  let values = state(fromAddress(name));
  let data: D;

  let frame = 0;
  let quiet = 0;
  let asked = false; // for the answer, which is then seen and not only heard
  let notice = complaint(); // goes before what is said of the state
  const set = (change: Partial<Values<P>>): void => {
    values = adjusted(change, values);
    [asked, notice] = [false, null];
    status.className = "unseen";
    frame ||= requestAnimationFrame(render);
    clearTimeout(quiet);
    quiet = window.setTimeout(settle, QUIET);
  };
  const { stage, controls, actions, root, buttons } = assemble(widget, set);
  const status = element("p", { class: "unseen", role: "status" });
  /** Go to a state, whatever was moving. */
  const go = (to: Values<P>): void => {
    for (const { stop } of controls) stop();
    set(to);
  };
  const query = () => format(params, values, initial);
  const fill = () => enlarge(root, actions.querySelectorAll("button")[2]!, writeAddress);
  const picture = () => ({ widget, values, name, query: query(), link: link(false) });
  buttons([
    () => {
      go(state(place.dataset["show"] ?? ""));
      asked = true;
    },
    () => go(initial),
    fill,
    () => void copy(),
    () => void save(picture(), "svg"),
    () => void save(picture(), "png"),
  ]);
  actions.children[1]!.after(status); // below the two buttons that bring something to say

  function render(): void {
    frame = 0;
    data = widget.compute(values);
    stage.draw(data, values);
    for (const { follow } of controls) follow(values);
  }

  function settle(): void {
    announce(notice ?? stage.say(data, values), asked || notice !== null);
    writeAddress();
  }

  /** Say something to screen readers, and to all who have asked for it. */
  function announce(text: Text, seen: boolean): void {
    status.className = seen ? "told" : "unseen";
    status.replaceChildren(...spans(text));
  }

  function link(full = isEnlarged(root)): string {
    return `${location.href.split("#")[0]}#${address(full)}`;
  }

  /** The state and, where the panel fills the screen, that it does. */
  function address(full = isEnlarged(root)): string {
    const said = [query(), full ? FULL : ""].filter(Boolean).join("&");
    return said ? `${name}?${said}` : name;
  }

  /** What is wrong with the link that led here. */
  function complaint(): Text | null {
    return broken(params, fromAddress(name)) ? "Values in the link that are not possible here were left out. ｜ 链接中的数值有的超出范围，已略去。" : null;
  }

  function writeAddress(): void {
    const hash = address() !== name || fromAddress(name) ? `#${address()}` : location.hash;
    if (hash !== location.hash) history.replaceState(history.state, "", hash || " ");
  }

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(link());
      tell("Copied. ｜ 已复制。");
    } catch {
      history.replaceState(history.state, "", link());
      tell("Copy the link from the address bar. ｜ 请从地址栏复制链接。");
    }
  }

  function tell(text: Text): void {
    clearTimeout(quiet);
    writeAddress();
    announce(text, true);
  }

  addEventListener("hashchange", ({ oldURL }) => {
    if (isFor(name)) {
      go(state(fromAddress(name)));
      notice = complaint();
      if (asksForAll(name) && !isEnlarged(root)) fill();
    } else if (isFor(name, new URL(oldURL).hash)) go(initial); // back from a link with a state
  });
  await new Promise((done) => setTimeout(done)); // made in one task, put into the page and laid out in the next
  place.querySelector(".outline")?.remove();
  place.append(root);
  place.classList.add("live");
  // How far a control scrolls down to be seen with the plots: below them where they stick, else as far as it stands from their top.
  const measure = (): void => {
    const [top, height] = [stage.lead.offsetTop, stage.lead.offsetHeight];
    const above = controls.map(({ root: { offsetTop, offsetHeight } }) => offsetTop + offsetHeight - top);
    root.style.setProperty("--lead", `${height}px`);
    controls.forEach((made, i) => made.root.style.setProperty("--above", `${above[i]}px`));
  };
  let drawn = "";
  const fit = (): void => {
    const size = `${stage.lead.clientWidth} ${stage.lead.clientHeight}`;
    if (size === drawn) return;
    drawn = size; // before drawing, which may change it
    stage.fit();
    render();
    requestAnimationFrame(measure); // when the page has been laid out with what was drawn
  };
  // On paper, drawn for its width: what is only scaled has letters of another size than the words beside it.
  for (const [event, printed] of [["beforeprint", true], ["afterprint", false]] as const) {
    addEventListener(event, () => {
      place.classList.toggle("printed", printed);
      stage.fit();
      render();
    });
  }
  if (notice) announce(notice, true);
  fit(); // at once: what is drawn decides the sizes, and nothing is to move when it is on the screen
  new ResizeObserver(fit).observe(stage.lead);
  if (asksForAll(name)) fill();
  return { get: () => ({ ...values }), set: (change) => set(change as Partial<Values<P>>), data: () => widget.compute(values) };
}

/** Whether the address names this explorable. */
function isFor(name: string, hash = location.hash): boolean {
  return hash.slice(1).split("?")[0] === name;
}

/** The state in the address, `#name?eta=0.6`, if it is for this explorable. */
function fromAddress(name: string): string {
  return isFor(name) ? (location.hash.split("?")[1] ?? "") : "";
}

/** Whether the address asks for the whole screen, `#name?eta=0.6&full`. */
function asksForAll(name: string): boolean {
  return new URLSearchParams(fromAddress(name)).has(FULL);
}

function button(label: Text, act: () => void, name = ""): HTMLButtonElement {
  const made = element("button", { type: "button", class: name }, ...spans(label));
  made.addEventListener("click", act);
  return made;
}
