/** A panel in its present state as a picture: drawn anew on a white sheet of fixed width, so that a telephone saves what a desk does. */

import { shown } from "./controls.ts";
import { trim } from "./key.ts";
import type { Params, Values } from "./params.ts";
import { Stage, list } from "./stage.ts";
import { type Text, element, plain } from "./text.ts";
import type { Reading, Widget } from "./widget.ts";

const SCALE = 2; // pixels of a PNG for one of the page
const NS = "http://www.w3.org/2000/svg";
const LOOKS = [
  "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "stroke-linejoin",
  "opacity", "font-family", "font-size", "font-style", "font-weight", "text-anchor", "dominant-baseline", "paint-order",
];

interface Picture<P extends Params, D> {
  widget: Widget<P, D>;
  values: Values<P>;
  name: string;
  query: string;
  link: string;
}

/** Save as a file, whose name says the state. */
export async function save<P extends Params, D>(picture: Picture<P, D>, kind: "svg" | "png"): Promise<void> {
  const svg = draw(picture);
  const text = new XMLSerializer().serializeToString(svg);
  const file = `momentum-${picture.name}${picture.query && `-${picture.query.replace(/[^\w.-]+/g, "-")}`}.${kind}`;
  const source = new Blob([text], { type: "image/svg+xml" });
  const url = URL.createObjectURL(kind === "svg" ? source : await pixels(text, svg));
  element("a", { href: url, download: file }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

async function pixels(text: string, svg: SVGSVGElement): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`; // a blob would taint the canvas in a page from a folder
  await image.decode();
  const canvas = element("canvas", { width: `${SCALE * svg.width.baseVal.value}`, height: `${SCALE * svg.height.baseVal.value}` });
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture")))));
}

/** The values of all parameters, as readings. */
function settings<P extends Params>(params: P, values: Values<P>): Reading[] {
  return Object.entries(params).map(([key, param]) => {
    const value = values[key]!;
    const symbol = param.kind === "range" && param.symbol ? `${param.symbol} ` : "";
    const text =
      param.kind === "range" ? shown(param, value as number) : param.kind === "flag" ? (value ? "✓" : "–") : plain(param.options[value as string]!);
    return { label: param.label.split(" ｜ ").map((side) => symbol + side).join(" ｜ ") as Text, value: text };
  });
}

function draw<P extends Params, D>({ widget, values, link }: Picture<P, D>): SVGSVGElement {
  const stage = new Stage(widget, () => {});
  const used = element("dl", { class: "readings" });
  list(used, settings(widget.params, values));
  const sheet = element("div", { class: "stage sheet", inert: "" }, element("b", {}, plain(widget.title)), stage.lead, stage.rest, stage.readings, used);
  sheet.append(element("small", {}, link.startsWith("file:") ? `#${link.split("#")[1]}` : link));
  document.body.append(sheet);
  stage.fit();
  stage.draw(widget.compute(values), values);
  for (const view of sheet.querySelectorAll<HTMLElement>(".view")) trim(view);
  const made = trace(sheet);
  sheet.remove();
  return made;
}

/** What a sheet shows, as one SVG that needs no rule of style. */
function trace(sheet: HTMLElement): SVGSVGElement {
  const { left, top, width, height } = sheet.getBoundingClientRect();
  const place = (box: DOMRect) => ({ x: box.left - left, y: box.top - top });
  const svg = make("svg", { width, height, viewBox: `0 0 ${width} ${height}` });
  svg.append(make("rect", { width, height, fill: "#fff" }));
  for (const node of sheet.querySelectorAll("canvas, :not(svg, svg *) > svg")) {
    const box = node.getBoundingClientRect();
    const size = { width: box.width, height: box.height };
    if (node instanceof HTMLCanvasElement) svg.append(make("image", { ...place(box), ...size, href: node.toDataURL() }));
    else svg.append(styled(node as SVGSVGElement, { ...place(box), ...size, overflow: "visible" }));
  }
  const walker = document.createTreeWalker(sheet, NodeFilter.SHOW_TEXT, (node) => (node.parentElement!.closest("svg") ? 2 : 1));
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const range = document.createRange();
    range.selectNode(node);
    const [box] = range.getClientRects();
    const { color, fontFamily, fontSize, fontWeight } = getComputedStyle(node.parentElement!);
    if (!box) continue;
    const { x, y } = place(box);
    // Numbers keep to the right: other programs have other widths for what is before them.
    const side = node.parentElement!.matches("dd") ? { x: x + box.width, "text-anchor": "end" } : { x };
    const text = make("text", { ...side, y: y + 0.78 * box.height, fill: color, "font-family": fontFamily, "font-size": fontSize, "font-weight": fontWeight });
    text.textContent = node.textContent;
    svg.append(text);
  }
  return svg as SVGSVGElement;
}

/** A copy that carries its looks. */
function styled(node: SVGElement, attributes: Record<string, number | string>): SVGElement {
  const copy = node.cloneNode(true) as SVGElement;
  const [from, to] = [node, copy].map((root) => [...root.querySelectorAll<SVGElement>("*")]) as [SVGElement[], SVGElement[]];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const look of LOOKS) to[i]!.setAttribute(look, style.getPropertyValue(look));
    to[i]!.removeAttribute("class");
    if (style.display === "none") to[i]!.setAttribute("display", "none");
  });
  for (const [name, value] of Object.entries(attributes)) copy.setAttribute(name, `${value}`);
  return copy;
}

function make(name: string, attributes: Record<string, number | string>): SVGElement {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, `${value}`);
  return made;
}
