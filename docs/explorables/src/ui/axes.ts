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
}

const SVG = "http://www.w3.org/2000/svg";

/** Draw the axes into the layer that has groups for them. */
export function drawAxes(layer: SVGSVGElement, { x, y, frame }: Place, axes: { x: Axis; y: Axis; cross?: boolean }): void {
  const { left, top, width, height } = frame;
  const still = select(layer);
  // Above the upper end of one axis and below the right end of the other: there words have room, and none stand on their heads.
  still.select(".label.x").attr("x", left + width).attr("y", top + height + (axes.cross ? 15 : 34));
  still.select(".label.y").attr("x", 2).attr("y", 12);
  for (const name of ["x", "y"] as const) title(still.select<SVGTextElement>(`.label.${name}`).node()!, axes[name]);
  if (axes.cross) {
    still.select(".axis.x").html(`<path d="M${left},${y(0)}h${width}"/>`);
    still.select(".axis.y").html(`<path d="M${x(0)},${top}v${height}"/>`);
    return;
  }
  const few = (ticks = 5, room: number) => Math.max(2, Math.min(ticks, Math.floor(room)));
  const below = axisBottom(x).ticks(few(axes.x.ticks, width / 45), ticks(axes.x.log)).tickSizeOuter(0);
  const beside = axisLeft(y).ticks(few(axes.y.ticks, height / 24), ticks(axes.y.log)).tickSizeOuter(0);
  still.select<SVGGElement>(".axis.x").attr("transform", `translate(0,${top + height})`).call(below);
  still.select<SVGGElement>(".axis.y").attr("transform", `translate(${left},0)`).call(beside);
  still.selectAll(".axis").attr("font-size", null).attr("font-family", null);
}

/** Write the label of an axis: the symbol, and what it stands for. */
function title(node: SVGTextElement, { label, words }: Axis): void {
  const spoken = spans(words).map((side) => {
    const span = document.createElementNS(SVG, "tspan");
    span.textContent = side.textContent;
    if (side instanceof HTMLElement && side.lang) span.setAttribute("lang", side.lang);
    return span;
  });
  const symbol = document.createElementNS(SVG, "tspan");
  symbol.setAttribute("class", "symbol");
  symbol.textContent = label;
  node.replaceChildren(...(label ? [symbol, "\u2002"] : []), ...spoken);
}

export function base(log: boolean | number): number {
  return typeof log === "number" ? log : 10;
}

/** How an axis writes its ticks; null leaves it to d3. */
function ticks(log: boolean | number = false): ((value: { valueOf(): number }) => string) | null {
  return log ? (value) => power(value.valueOf(), base(log)) : null;
}
