/** Texts in two languages, written as everywhere in this book: English, a bar, Chinese. */

export type Text = `${string} ｜ ${string}`;

const LANGUAGES = ["en", "zh-CN"] as const;

/** The side or sides that this edition shows; sides that are the same are shown once. */
function sides(text: Text): [string, (typeof LANGUAGES)[number]][] {
  const edition = document.querySelector<HTMLElement>("[data-edition]")?.dataset["edition"];
  const split = text.split(" ｜ ").map((side, i) => [side, LANGUAGES[i]!] as [string, "en" | "zh-CN"]);
  const both = edition === "both" && split[0]![0] !== split[1]?.[0];
  return both ? split : split.slice(edition === "zh" ? 1 : 0).slice(0, 1);
}

/** The text for an attribute. */
export function plain(text: Text): string {
  return sides(text).map(([side]) => side).join(" ｜ ");
}

/** Two texts as one: what, and which part of it. */
export function joined(what: Text, part: Text): Text {
  const [[a, b], [c, d]] = [what.split(" ｜ "), part.split(" ｜ ")];
  return `${a}: ${c} ｜ ${b}：${d}`;
}

/** The name of what is also moved in a plot. */
export function inPlot(name: Text): Text {
  const [en, zh] = name.split(" ｜ ");
  return `${en}, in the plot ｜ ${zh}（图中）`;
}

/** The text as elements, each marked with its language where there are two. */
export function spans(text: Text): Node[] {
  const shown = sides(text);
  if (shown.length === 1) return [document.createTextNode(shown[0]![0])];
  return shown.flatMap(([side, lang], i) => {
    const span = element("span", { class: i ? "zh" : "en", lang }, side);
    return i ? [element("span", { class: "bar" }, " ｜ "), span] : [span];
  });
}

/** Make an element with attributes and children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Write an exact power of the base as 10⁻³, another number not at all: the ticks of a logarithmic axis. */
export function power(value: number, base = 10): string {
  const exponent = Math.log(value) / Math.log(base);
  return Math.abs(exponent - Math.round(exponent)) < 1e-9 ? `${base}${raised(Math.round(exponent))}` : "";
}

function raised(exponent: number): string {
  return [...String(exponent)].map((sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)])).join("");
}

/** Write a rate: what a step multiplies an error by. */
export function times(rate: number): string {
  return `× ${digits(rate)}`;
}

/** Write a number with a fixed number of digits and a true minus sign, a very large or small one as 1.5e−7. */
export function digits(value: number, places = 3): string {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size < 1e5 && (size === 0 || size >= 0.5 * 10 ** -places)) return value.toFixed(places).replace("-", "−");
  return value.toExponential(1).replace("e+", "e").replaceAll("-", "−");
}
