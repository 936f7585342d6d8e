/** What the marks in a plot are: each is drawn beside its words, by the same rules of style. */

import { type Text, element, joined, spans } from "./text.ts";

/** The classes of a mark, the first of which says its kind, and what it is. A mark that takes the colour of its plot names none. Of `words` there is no mark; a `knob` can be dragged. */
export type Mark = readonly [classes: string, what: Text];

const SVG = "http://www.w3.org/2000/svg";
const SHAPES: Record<string, string> = {
  line: "M1,6H25",
  dots: "M13,6h0",
  area: "M2,1H24V11H2Z",
  sticks: "M5,11V4M13,11V1M21,11V6",
};

/** The marks and their words, as a list. */
export function key(marks: readonly Mark[]): HTMLElement {
  return element("ul", { class: "key" }, ...marks.map(([classes, what]) => element("li", {}, ...(classes === "words" ? [] : [swatch(classes)]), ...words(classes, what))));
}

/** What can be dragged says so, but not on paper. */
function words(classes: string, what: Text): Node[] {
  if (classes !== "knob") return [element("span", {}, ...spans(what))];
  return [element("span", { class: "on-screen" }, ...spans(joined(what, "drag it ｜ 可以拖动"))), element("span", { class: "on-paper" }, ...spans(what))];
}

/** Take out of the key of a view what its plot does not show at present: a mark and its swatch look alike. */
export function trim(view: HTMLElement): void {
  const look = (mark: Element): string => {
    const kind = ["knob", "area", "dots", "line"].find((name) => mark.classList.contains(name));
    const { fill, stroke, strokeDasharray } = getComputedStyle(mark);
    return `${kind} ${kind === "knob" || kind === "area" ? fill : stroke} ${strokeDasharray}`;
  };
  const drawn = [...view.querySelectorAll(".plot :is(path[d]:not([d='']), .handle:not([style*='none']) .knob)")].map(look);
  for (const item of view.querySelectorAll(".key > li")) {
    const mark = item.querySelector("path, .knob");
    if (mark && !drawn.includes(look(mark))) item.remove();
  }
}

/** Give the marks that have no colour of their own that of a series. */
export function tint(list: HTMLElement, series: string): void {
  list.className = `key ${series}`;
}

/** A mark alone. */
export function swatch(classes: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const [kind] = classes.split(" ") as [string];
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("viewBox", "0 0 26 12");
  svg.innerHTML =
    kind === "knob"
      ? `<g><circle class="ring" cx="13" cy="6" r="5.5"/><circle class="knob" cx="13" cy="6" r="3"/></g>`
      : `<path class="${kind === "sticks" ? classes.replace(kind, "line") : classes}" d="${SHAPES[kind]}"/>`;
  return svg;
}
