/** Native inputs for the parameters: sliders, menus, check boxes. */

import { type Choice, type Flag, type Param, type Params, type Range, type Values, rounded } from "./params.ts";
import { element, digits, plain, spans } from "./text.ts";

type Setter<P extends Params> = (change: Partial<Values<P>>) => void;

export interface Control<P extends Params> {
  root: HTMLElement;
  follow(values: Values<P>): void;
  /** End what moves by itself. */
  stop(): void;
}

/** Make the control of a parameter; one that a handle moves has none. */
export function control<P extends Params>(key: keyof P & string, params: P, set: Setter<P>): Control<P> | null {
  const param: Param = params[key]!;
  if (param.kind === "range" && param.handle) return null;
  const change = (value: number | string | boolean) => set({ [key]: value } as Partial<Values<P>>);
  const made = {
    range: () => slider(param as Range, change),
    choice: () => menu(param as Choice, change),
    flag: () => check(param as Flag, change),
  }[param.kind]();
  return { root: made.root, follow: (values) => made.follow(values[key] as never, values), stop: "stop" in made ? made.stop : () => {} };
}

/** The position of a slider for a value, and back. */
export function position(param: Range, value: number): number {
  return param.log ? Math.log10(value) : value;
}

/** A native slider; its position is a logarithm where the parameter says so. */
export function input(param: Range, change: (value: number) => void): HTMLInputElement {
  const [min, max] = [position(param, param.min), position(param, param.max)];
  const made = element("input", { type: "range", min: `${min}`, max: `${max}`, step: `${param.step}` });
  const within = (value: number) => change(Math.min(Math.max(rounded(param, value), param.min), param.max));
  const value = () => (param.log ? 10 ** made.valueAsNumber : made.valueAsNumber);
  made.addEventListener("input", () => within(value()));
  // A finger that scrolls the page past a slider has touched it, and gives back what it found.
  let before = Number.NaN;
  made.addEventListener("pointerdown", () => (before = value()), { capture: true });
  made.addEventListener("pointercancel", () => within(before));
  return made;
}

/** A number as its parameter writes it. */
export function shown(param: Range, value: number): string {
  return param.log ? `${rounded(param, value)}` : digits(value, param.places ?? 2);
}

function slider(param: Range, change: (value: number) => void) {
  const made = input(param, change);
  const number = element("span", { class: "number", "aria-hidden": "true" });
  const symbol = param.symbol ? [element("i", {}, param.symbol), " "] : [];
  const root = element(
    "div",
    { class: "control" },
    element("label", {}, element("span", {}, ...symbol, ...spans(param.label)), number, made),
  );
  let [last, end] = [Number.NaN, param.max];
  const player = param.play ? play(param, made, change, () => last, () => position(param, end)) : null;
  if (player) root.append(player.button);
  // Where a key would not reach the next whole number, it goes there.
  if (param.log && param.whole) {
    made.addEventListener("keydown", (event) => {
      const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
      if (!way || Math.round(10 ** (position(param, last) + way * param.step)) !== last) return;
      event.preventDefault();
      change(Math.min(Math.max(last + way, param.min), end));
    });
  }
  const follow = (value: number, values: Values<Params>): void => {
    const until = param.until?.(values) ?? param.max;
    made.max = `${position(param, until)}`;
    made.value = `${position(param, value)}`; // also if only the thumb had moved, and the value has not followed
    if (value === last && until === end) return;
    if (until !== end) player?.stop();
    [last, end] = [value, until];
    number.textContent = shown(param, value);
    made.setAttribute("aria-valuetext", shown(param, value));
  };
  return { root, follow, stop: () => player?.stop() };
}

/** A button that runs a slider to its end; where motion is unwelcome, in a few still pictures. */
function play(param: Range, slider: HTMLInputElement, change: (value: number) => void, now: () => number, end: () => number): { button: HTMLButtonElement; stop: () => void } {
  const min = position(param, param.min);
  const go = (at: number) => change(Math.min(param.log ? 10 ** at : at, param.max));
  const made = element("button", { type: "button", class: "play", "aria-pressed": "false", "aria-label": plain(param.play!) }, "▶");
  let frame = 0;
  const stop = (): void => {
    cancelAnimationFrame(frame);
    frame = 0;
    made.setAttribute("aria-pressed", "false");
    made.textContent = "▶";
  };
  const run = (from: number, start: number) => (time: number): void => {
    const [length, still] = matchMedia("(prefers-reduced-motion: reduce)").matches ? [8000, 500] : [4000, 1]; // ms for the whole way, and for a picture
    const passed = Math.max(Math.floor((time - start) / still), 0) * still;
    const at = Math.min(from + (passed / length) * (end() - min), end());
    go(Math.round(at / param.step) * param.step);
    if (at < end()) frame = requestAnimationFrame(run(from, start));
    else stop();
  };
  made.addEventListener("click", () => {
    if (frame) return stop();
    const here = position(param, now());
    made.setAttribute("aria-pressed", "true");
    made.textContent = "❚❚";
    frame = requestAnimationFrame(run(here < end() ? here : min, performance.now()));
  });
  slider.addEventListener("input", stop);
  return { button: made, stop };
}

function menu(param: Choice, change: (value: string) => void) {
  const options = Object.entries(param.options).map(([value, text]) => element("option", { value }, plain(text)));
  const made = element("select", {}, ...options);
  made.addEventListener("change", () => change(made.value));
  const root = element("div", { class: "control" }, element("label", {}, element("span", {}, ...spans(param.label)), made));
  const follow = (value: string): void => {
    for (const option of options) option.selected = option.value === value;
  };
  return { root, follow };
}

function check(param: Flag, change: (value: boolean) => void) {
  const made = element("input", { type: "checkbox" });
  made.addEventListener("change", () => change(made.checked));
  const root = element("div", { class: "control flag" }, element("label", {}, made, element("span", {}, ...spans(param.label))));
  const follow = (value: boolean): void => {
    made.checked = value;
  };
  return { root, follow };
}
