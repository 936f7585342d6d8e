/** Plots in SVG, as wide as their place: a still layer with the axes, and a live one that changes with the state. */

import { scaleLinear, scaleLog } from "d3-scale";
import { select } from "d3-selection";

import { type Axis, type Fitted, type Scale, base, drawAxes, fitLabel, lengths, title } from "./axes.ts";
import { type Mark, key, tint } from "./key.ts";
import { type Text, element, plain } from "./text.ts";

export interface PlotOptions {
  alt: Text;
  x: Axis;
  y: Axis;
  /** Height as a share of the width, on a wide screen. */
  ratio?: number;
  /** Two lines through the origin in place of axes with numbers. */
  cross?: boolean;
  /** What the marks in it are. */
  key?: readonly Mark[];
}

export type Point = readonly [number, number];

const SVG = "http://www.w3.org/2000/svg";
const FAR = 9999; // pixels; what lies farther out is drawn there

/** Width and height, the size of type, and the lengths of the labels, in pixels. */
export interface Size {
  width: number;
  height: number;
  em: number;
  x: readonly number[];
  y: readonly number[];
}

/** A plot in a host element. */
export class Plot {
  readonly x: Scale;
  readonly y: Scale;
  readonly root: HTMLElement;
  /** Behind: contours, borders, what changes rarely. Cut off at the frame. */
  readonly back: SVGSVGElement;
  /** The live layer, cut off at the frame. */
  readonly front: SVGSVGElement;
  /** Above all and not cut off: handles. */
  readonly top: SVGGElement;
  /** The frame inside the axes, in pixels of the plot. */
  frame = { left: 0, top: 0, width: 0, height: 0 };
  /** The whole, and the size of its type. */
  box = { width: 0, height: 0, em: 12 };
  /** How the labels keep to their plot. */
  labels: { x: Fitted; y: Fitted } = { x: { rows: 1, scale: 1 }, y: { rows: 1, scale: 1 } };
  /** Counts changes of size or scales: what was drawn under another number is out of date. */
  version = 0;
  /** Height as a share of the width. */
  readonly ratio: number;
  private readonly options: PlotOptions;
  private readonly still: SVGSVGElement;
  private readonly live: SVGSVGElement;
  private readonly list: HTMLElement;

  constructor(host: HTMLElement, options: PlotOptions) {
    this.options = options;
    this.ratio = options.ratio ?? 0.7;
    this.root = element("div", { class: "plot", role: "img", "aria-label": plain(options.alt) });
    host.style.setProperty("--ratio", `${this.ratio}`);
    this.list = key(options.key ?? []);
    host.append(this.root, this.list);
    [this.still, this.live] = [this.layer(), this.layer()];
    [this.x, this.y] = [options.x, options.y].map(({ log }) => (log ? scaleLog().base(base(log)) : scaleLinear())) as [Scale, Scale];
    this.x.domain(options.x.domain);
    this.y.domain(options.y.domain);

    const group = (layer: SVGSVGElement, name: string) => select(layer).append("g").attr("class", name);
    // Cut off by pictures in the picture: WebKit does not paint anew what a clip path that has changed lets through.
    const framed = (layer: SVGSVGElement, name: string) => select(layer).append("svg").attr("class", name).attr("overflow", "hidden").node()!;
    this.back = framed(this.still, "back");
    for (const name of ["axis x", "axis y"]) group(this.still, name);
    for (const name of ["x", "y"] as const) title(select(this.still).append("text").attr("class", `label ${name}`).node()!, options[name]);
    this.front = framed(this.live, "front");
    this.top = group(this.live, "top").node()!;
  }

  private layer(): SVGSVGElement {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("aria-hidden", "true");
    this.root.append(svg);
    return svg;
  }

  /** The size that the page gives; to ask for it lays the page out. */
  get size(): Size {
    const [x, y] = ["x", "y"].map((name) => lengths(this.still.querySelector(`.label.${name}`)!)) as [number[], number[]];
    return { width: this.root.clientWidth, height: this.root.clientHeight, em: parseFloat(getComputedStyle(this.root).fontSize), x, y };
  }

  /** Take a size. */
  fit({ width, height, em, x, y }: Size): void {
    const right = this.options.cross ? 3 : em;
    const left = this.options.cross ? 3 : 3.5 * em;
    this.labels = { x: fitLabel(x, width - right), y: fitLabel(y, width - 2) };
    const more = ({ rows }: Fitted) => 1.2 * em * (rows - 1);
    const [top, bottom] = [(this.options.cross ? 1.7 : 1.83) * em + more(this.labels.y), (this.options.cross ? 1.7 : 3.17) * em + more(this.labels.x)];
    const [w, h] = [Math.max(width - left - right, 1), Math.max(height - top - bottom, 1)];
    this.box = { width, height, em };
    this.frame = { left, top, width: w, height: h };
    for (const svg of [this.still, this.live]) svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    for (const svg of [this.back, this.front]) {
      for (const [name, value] of Object.entries({ x: left, y: top, width: w, height: h, viewBox: `${left} ${top} ${w} ${h}` })) svg.setAttribute(name, `${value}`);
    }
    this.x.range([left, left + w]);
    this.y.range([top + h, top]);
    this.draw();
  }

  /** Change the domains. */
  rescale(x: readonly [number, number], y: readonly [number, number]): void {
    if (String([this.x.domain(), this.y.domain()]) === String([x, y])) return;
    this.x.domain(x);
    this.y.domain(y);
    this.draw();
  }

  /** Change the label of the vertical axis. */
  relabel(text: string): void {
    if (text === this.options.y.label) return;
    this.options.y.label = text;
    title(this.still.querySelector(".label.y")!, this.options.y);
    this.fit(this.size);
  }

  /** Give the live layer, and its marks in the key, the colour of a series. */
  tint(series: string): void {
    this.live.setAttribute("class", series);
    tint(this.list, series);
  }

  private draw(): void {
    this.version++;
    drawAxes(this.still, this, this.options);
  }

  /** A line; what is returned draws it through points. A point that is no number leaves a gap. */
  line(name: string, layer: SVGElement = this.front): (points: readonly Point[]) => void {
    return this.path(`line ${name}`, layer, (points) => {
      let pen = "M";
      let d = "";
      for (const [x, y] of points) {
        if (Number.isNaN(x + y)) pen = "M";
        else {
          d += `${pen}${x},${y}`;
          pen = "L";
        }
      }
      return d;
    });
  }

  /** Dots, drawn as one path of round ends; what is returned moves them. */
  dots(name: string, layer: SVGElement = this.front): (points: readonly Point[]) => void {
    return this.path(`dots ${name}`, layer, (points) =>
      points.map(([x, y]) => (Number.isNaN(x + y) ? "" : `M${x},${y}h0`)).join(""),
    );
  }

  /** Sticks from y = 0, or on a logarithmic axis from its lower end, to the points. */
  sticks(name: string, layer: SVGElement = this.front): (points: readonly Point[]) => void {
    return this.path(`line ${name}`, layer, (points) => {
      const [, ground] = this.place([this.x.domain()[0]!, this.options.y.log ? this.y.domain()[0]! : 0]);
      return points.map(([x, y]) => (Number.isNaN(x + y) ? "" : `M${x},${ground}V${y}`)).join("");
    });
  }

  /** Short texts, centred on their points; what is returned writes them. */
  texts(name: string, layer: SVGElement = this.back): (texts: readonly (readonly [...Point, string])[]) => void {
    const group = select(layer).append("g").attr("class", `texts ${name}`);
    return (texts) => {
      const placed = texts.map(([x, y, text]) => [...this.place([x, y]), text] as const);
      group.selectAll("text").data(placed).join("text").attr("x", ([x]) => x).attr("y", ([, y]) => y).text(([, , text]) => text);
    };
  }

  private path(name: string, layer: SVGElement, write: (points: Point[]) => string): (points: readonly Point[]) => void {
    const path = select(layer).append("path").attr("class", name);
    let last = "";
    return (points) => {
      const d = write(points.map((point) => this.place(point)));
      if (d !== last) path.attr("d", (last = d));
    };
  }

  /** A point of the plot in pixels, rounded; what is far outside comes nearer. */
  place([x, y]: Point): Point {
    return [round(this.x(x)), round(this.y(y))];
  }

  /** Where in the plot a pointer is. */
  locate(event: { clientX: number; clientY: number }): Point {
    const box = this.root.getBoundingClientRect();
    return [this.x.invert(event.clientX - box.left), this.y.invert(event.clientY - box.top)];
  }
}

function round(value: number): number {
  return Math.round(Math.min(Math.max(value, -FAR), FAR) * 100) / 100;
}

/** The next number of one digit, as 0.3 or 20, that is not smaller: the end of an axis that follows what it shows. */
export function roundUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 3, 4, 5, 6, 8].find((digit) => value <= digit * power * (1 + 1e-9)) ?? 10);
}
