/** The panel of an explorable: plots, readings, controls. State goes in, drawing comes out. */

import { control } from "./controls.ts";
import { handle } from "./handle.ts";
import { type Params, type Values, defaults, format, parse } from "./params.ts";
import { Plot } from "./plot.ts";
import { type Text, element, plain, spans } from "./text.ts";
import type { Panel, Widget } from "./widget.ts";

const QUIET = 500; // ms without change before a screen reader is told and the address is written

/** What a page's script may do with an explorable. */
export interface Explorable {
  get(): Record<string, number | string | boolean>;
  set(values: Record<string, number | string | boolean>): void;
  /** The numbers behind the drawing. */
  data(): unknown;
}

/** Build the panel of a widget in its stage, in place of the still picture. */
export function mount<P extends Params, D>(stage: HTMLElement, name: string, widget: Widget<P, D>): Explorable {
  const { params } = widget;
  const adjusted = (change: Partial<Values<P>>, values: Values<P>): Values<P> => ({ ...values, ...change, ...widget.adjust?.(change, values) });
  const initial = adjusted(parse(params, stage.dataset["state"] ?? ""), defaults(params));
  const state = (query: string) => adjusted({ ...initial, ...parse(params, query) }, initial);
  let values = state(fromAddress(name));
  let data: D;

  const views = element("div", { class: "views" });
  const readings = element("dl", { class: "readings" });
  const controls = element("div", { class: "controls" });
  const actions = element("div", { class: "actions" });
  const status = element("p", { class: "unseen", role: "status" });
  const root = element("div", { class: "panel", role: "group", "aria-label": plain(widget.title) });
  root.append(views, readings, controls, actions, status);

  let frame = 0;
  let quiet = 0;
  const set = (change: Partial<Values<P>>): void => {
    values = adjusted(change, values);
    frame ||= requestAnimationFrame(render);
    clearTimeout(quiet);
    quiet = window.setTimeout(settle, QUIET);
  };

  const plots: Plot[] = [];
  const followers: ((values: Values<P>) => void)[] = [];
  const stops: (() => void)[] = [];
  /** Go to a state, whatever was moving. */
  const go = (to: Values<P>): void => {
    for (const stop of stops) stop();
    set(to);
  };
  const panel: Panel<P> = {
    plot: (options, room) => {
      const cell = element("div", { class: `view ${room ?? ""}` });
      views.append(cell);
      const plot = new Plot(cell, options);
      plots.push(plot);
      return plot;
    },
    handle: (plot, x, y, label, className) => {
      const made = handle(plot, params, [x, y], label, set, className);
      followers.push(made.follow);
      return made.show;
    },
  };
  const view = widget.build(panel);
  for (const key of Object.keys(params)) {
    const made = control(key, params, set);
    if (!made) continue;
    controls.append(made.root);
    followers.push(made.follow);
    stops.push(made.stop);
  }
  actions.append(
    button("Show me ｜ 看答案", () => go(state(stage.dataset["show"] ?? "")), "primary"),
    button("Start again ｜ 重来", () => go(initial)),
    button("Copy link ｜ 复制链接", () => void copy()),
  );

  function render(): void {
    frame = 0;
    data = widget.compute(values);
    view.draw(data, values);
    for (const follow of followers) follow(values); // after scales may have changed
    list(readings, view.readings(data, values));
  }

  function settle(): void {
    status.replaceChildren(...spans(view.say(data, values)));
    writeAddress();
  }

  function writeAddress(): void {
    const query = format(values, initial);
    const address = query ? `#${name}?${query}` : fromAddress(name) ? `#${name}` : location.hash;
    if (address !== location.hash) history.replaceState(history.state, "", address || " ");
  }

  async function copy(): Promise<void> {
    const query = format(values, initial);
    const link = `${location.href.split("#")[0]}#${name}${query && `?${query}`}`;
    try {
      await navigator.clipboard.writeText(link);
      tell("Copied. ｜ 已复制。");
    } catch {
      history.replaceState(history.state, "", link);
      tell("Copy the link from the address bar. ｜ 请从地址栏复制链接。");
    }
  }

  function tell(text: Text): void {
    const note = element("span", { class: "told" }, ...spans(text));
    clearTimeout(quiet);
    writeAddress();
    status.replaceChildren(...spans(text));
    actions.querySelector(".told")?.remove();
    actions.append(note);
    setTimeout(() => note.remove(), 3000);
  }

  addEventListener("hashchange", ({ oldURL }) => {
    if (isFor(name)) go(state(fromAddress(name)));
    else if (isFor(name, new URL(oldURL).hash)) go(initial); // back from a link with a state
  });
  stage.append(root);
  stage.classList.add("live");
  const fit = (): void => {
    for (const plot of plots) plot.fit();
    render();
  };
  fit();
  let width = views.clientWidth;
  new ResizeObserver(() => {
    if (views.clientWidth === width) return;
    width = views.clientWidth;
    fit();
  }).observe(views);
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

function button(label: Text, act: () => void, name = ""): HTMLButtonElement {
  const made = element("button", { type: "button", class: name }, ...spans(label));
  made.addEventListener("click", act);
  return made;
}

/** Write the readings; the elements stay and only texts that differ are touched. */
function list(root: HTMLElement, readings: { label: Text; value: string; name?: string }[]): void {
  while (root.children.length < readings.length) {
    root.append(element("div", {}, element("dt"), element("dd")));
  }
  readings.forEach(({ label, value, name = "" }, i) => {
    const [term, number] = root.children[i]!.children as unknown as [HTMLElement, HTMLElement];
    if (term.dataset["text"] !== label) {
      term.replaceChildren(...spans(label));
      term.dataset["text"] = label;
    }
    const wanted = `reading ${name}`;
    if (term.className !== wanted) term.className = wanted;
    if (number.textContent !== value) number.textContent = value;
  });
}
