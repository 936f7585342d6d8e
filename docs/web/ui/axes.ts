/** The axes of a plot: scales with ticks, and labels that say in words what a symbol stands for. */

import { axisBottom, axisLeft } from "d3-axis";
import type { scaleLinear, scaleLog } from "d3-scale";
import { select } from "d3-selection";

import { type Text, power, spans } from "./text.ts";

export type Scale = ReturnType<typeof scaleLinear<number, number>> | ReturnType<typeof scaleLog<number, number>>;

export interface Axis {
  domain: readonly [number, number];
  label: string;
  /** What the label stands for. */
  words: Text;
  /** Logarithmic; a number is the base of its ticks, else 10. */
  log?: boolean | number;
  ticks?: number;
}

interface Place {
  x: Scale;
  y: Scale;
  frame: { left: number; top: number; width: number; height: number };
  box: { em: number };
  labels: { x: Fitted; y: Fitted };
}

/** How a label keeps to its plot: a line for each language, and smaller if it must be. */
export interface Fitted {
  rows: number;
  scale: number;
}

const SVG = "http://www.w3.org/2000/svg";

/** Draw the axes into the layer that has groups for them. */
export function drawAxes(layer: SVGSVGElement, { x, y, frame, box: { em }, labels }: Place, axes: { x: Axis; y: Axis; cross?: boolean }): void {
  const { left, top, width, height } = frame;
  const still = select(layer);
  // Above the upper end of one axis and below the right end of the other: there words have room, and none stand on their heads.
  set(still.select<SVGTextElement>(".label.x").node()!, left + width, top + height + (axes.cross ? 1.25 : 2.83) * em, labels.x);
  set(still.select<SVGTextElement>(".label.y").node()!, 2, em, labels.y);
  if (axes.cross) {
    still.select(".axis.x").html(`<path d="M${left},${y(0)}h${width}"/>`);
    still.select(".axis.y").html(`<path d="M${x(0)},${top}v${height}"/>`);
    return;
  }
  const few = (ticks = 5, room: number) => Math.max(2, Math.min(ticks, Math.floor(room)));
  const below = axisBottom(x).ticks(few(axes.x.ticks, width / (3.75 * em)), ticks(axes.x.log)).tickSizeOuter(0);
  const beside = axisLeft(y).ticks(few(axes.y.ticks, height / (2 * em)), ticks(axes.y.log)).tickSizeOuter(0);
  still.select<SVGGElement>(".axis.x").attr("transform", `translate(0,${top + height})`).call(below);
  still.select<SVGGElement>(".axis.y").attr("transform", `translate(${left},0)`).call(beside);
  still.selectAll(".axis").attr("font-size", null).attr("font-family", null);
}

/** Write the label of an axis: the symbol, and what it stands for, each language in a piece of its own. */
export function title(node: SVGTextElement, { label, words }: Axis): void {
  const span = (name: string, lang: string, ...inside: (Node | string)[]): SVGTSpanElement => {
    const made = document.createElementNS(SVG, "tspan");
    made.setAttribute("class", name);
    if (lang) made.setAttribute("lang", lang);
    made.append(...inside);
    return made;
  };
  const sides = spans(words).map((side, i) => {
    const lang = side instanceof HTMLElement ? side.lang : "";
    return span(i === 1 ? "gap" : "side", lang, ...(label && !i ? [span("symbol", "", label), "\u2002"] : []), side.textContent!);
  });
  node.replaceChildren(...sides);
}

/** How long the pieces of a label are, at their full size. */
export function lengths(node: SVGTextElement): number[] {
  const scale = Number(node.dataset["scale"] ?? 1);
  return [...node.querySelectorAll<SVGTSpanElement>(".side, .gap")].map((piece) => {
    const long = piece.getComputedTextLength() / scale || Number(piece.dataset["long"]); // a gap that is out has its last length
    piece.dataset["long"] = `${long}`;
    return long;
  });
}

/** Two lines where one is too long, and smaller where these are. */
export function fitLabel(pieces: readonly number[], room: number): Fitted {
  const whole = pieces.reduce((sum, piece) => sum + piece, 0);
  const rows = pieces.length > 1 && whole > room ? 2 : 1;
  return { rows, scale: Math.min(1, room / (rows > 1 ? Math.max(...pieces) : whole)) };
}

/** Put a label where it belongs. */
function set(node: SVGTextElement, x: number, y: number, { rows, scale }: Fitted): void {
  const [, gap, second] = node.children as unknown as SVGElement[];
  node.dataset["scale"] = `${scale}`;
  node.style.fontSize = scale < 1 ? `${scale}em` : "";
  for (const [name, value] of Object.entries({ x, y })) node.setAttribute(name, `${value}`);
  if (!gap || !second) return;
  gap.style.display = rows > 1 ? "none" : "";
  for (const [name, value] of Object.entries({ x: `${x}`, dy: "1.2em" })) {
    if (rows > 1) second.setAttribute(name, value);
    else second.removeAttribute(name);
  }
}

export function base(log: boolean | number): number {
  return typeof log === "number" ? log : 10;
}

/** How an axis writes its ticks; null leaves it to d3. */
function ticks(log: boolean | number = false): ((value: { valueOf(): number }) => string) | null {
  return log ? (value) => power(value.valueOf(), base(log)) : null;
}
