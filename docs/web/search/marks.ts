/** On arrival from a search: the reader's words in the section are marked, the first is in view. */

import { element, spans } from "../ui/text.ts";
import { fold } from "./fold.ts";
import { readable } from "./formulas.ts";
import { literal, type Pattern } from "./literal.ts";
import { reveal, targetOf } from "./reveal.ts";

const PARAMETER = "highlight";
const SETTLED = 3000; // ms
const SKIPPED = ".katex, script, style, svg, button, .headerlink, .editions, .stage";

/** Mark the words of the address in the place that it names. */
export const markArrival = (): void => {
  const words = new URLSearchParams(location.search).getAll(PARAMETER);
  const article = document.querySelector<HTMLElement>("article");
  if (!words.length || !article) return;
  const target = targetOf(location.hash);
  const patterns = words.map((word) => literal(fold(word)));
  const place = target ? placeOf(target) : [article];
  const marks = place.flatMap((part) => [
    ...markFormulas(part, patterns),
    ...markTexts(part, patterns),
  ]);
  if (!marks.length) return;
  const first = marks.reduce((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_PRECEDING ? b : a));
  reveal(first);
  keepInView(first, place[0]?.querySelector("h1, h2, h3, h4, .admonition-title") ?? place[0] ?? first);
  offerRemoval(first);
};

/** The section or box to which an element belongs, or a term with what is said about it. */
const placeOf = (target: HTMLElement): Element[] => {
  const term = target.closest("dt");
  if (!term) return [target.closest("section, .admonition, details, figure, table") ?? target];
  const parts: Element[] = [term];
  for (let next = term.nextElementSibling; next; next = next.nextElementSibling) {
    if (next.matches("dt") && parts.at(-1)?.matches("dd")) break;
    parts.push(next);
  }
  return parts;
};

/** When all is loaded, the browser goes to the heading once more, and figures that come to life move the text. */
const keepInView = (mark: HTMLElement, heading: Element): void => {
  const show = (): void => {
    mark.scrollIntoView({ block: "center", behavior: "instant" });
    const room = innerHeight - (parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0);
    const { top } = heading.getBoundingClientRect();
    // With the heading above it, wherever the two have room in the window.
    if (top < innerHeight - room && mark.getBoundingClientRect().bottom - top < room) heading.scrollIntoView({ behavior: "instant" });
  };
  const observer = new ResizeObserver(show);
  const stop = (): void => {
    observer.disconnect();
    removeEventListener("load", settle);
  };
  const settle = (): void => void requestAnimationFrame(() => requestAnimationFrame(show));
  observer.observe(document.body);
  addEventListener("load", settle);
  for (const kind of ["wheel", "touchstart", "pointerdown", "keydown"]) addEventListener(kind, stop, { once: true, passive: true });
  setTimeout(stop, SETTLED);
};

const markFormulas = (scope: Element, patterns: readonly Pattern[]): HTMLElement[] =>
  [...scope.querySelectorAll<HTMLElement>(".katex")].flatMap((formula) => {
    const maths = formula.querySelector("math");
    const text = maths ? fold(readable(maths)) : "";
    if (!patterns.some((find) => find(text).length)) return [];
    const mark = element("mark");
    formula.replaceWith(mark);
    mark.append(formula);
    return [mark];
  });

/** Words may begin in one element and end in the next. */
const markTexts = (scope: Element, patterns: readonly Pattern[]): HTMLElement[] => {
  const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  const nodes: { node: Text; from: number }[] = [];
  let text = "";
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    if (nodes.length && blockOf(node) !== blockOf(nodes.at(-1)!.node)) text += "\n";
    nodes.push({ node, from: text.length });
    text += node.data;
  }
  const folded = fold(text);
  const found = patterns.flatMap((find) => find(folded)).sort((a, b) => a.at - b.at);
  return nodes.flatMap(({ node, from }) => {
    const ranges = found.map(({ at, length }) => [Math.max(at - from, 0), Math.min(at + length - from, node.length)] as const);
    return wrap(node, ranges.filter(([start, end]) => start < end));
  });
};

const BLOCKS = "p, li, dd, dt, td, th, pre, h1, h2, h3, h4, h5, h6, figcaption, caption, summary, section, div";
const blockOf = (node: Text): Element | null | undefined => node.parentElement?.closest(BLOCKS);

/** Wrap parts of a text node, the last first, so that the places of the others hold. */
const wrap = (node: Text, ranges: readonly (readonly [start: number, end: number])[]): HTMLElement[] => {
  const marks: HTMLElement[] = [];
  let limit = node.length;
  for (const [start, end] of [...ranges].reverse()) {
    if (end > limit) continue;
    const part = node.splitText(start);
    part.splitText(end - start);
    const mark = element("mark");
    part.replaceWith(mark);
    mark.append(part);
    marks.unshift(mark);
    limit = start;
  }
  return marks;
};

/** A button, and the escape key, take the marks away, and from the address as well; the keyboard goes on at the first. */
const offerRemoval = (first: HTMLElement): void => {
  const button = element("button", { type: "button", class: "unmark" }, ...spans("Remove the marks ｜ 去掉标记"), element("kbd", {}, "Esc"));
  const around = first.closest<HTMLElement>(BLOCKS);
  const remove = (): void => {
    const focused = document.activeElement;
    for (const mark of document.querySelectorAll("article mark")) {
      const whole = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      whole?.normalize();
    }
    button.remove();
    if (around && (focused === button || focused === document.body)) {
      if (!around.hasAttribute("tabindex")) around.tabIndex = -1;
      around.focus({ preventScroll: true });
    }
    removeEventListener("keydown", escape);
    const url = new URL(location.href);
    url.searchParams.delete(PARAMETER);
    try {
      history.replaceState(history.state, "", url);
    } catch {
      // A frame without an origin keeps its address.
    }
  };
  const escape = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && !event.isComposing) remove();
  };
  button.addEventListener("click", remove);
  addEventListener("keydown", escape);
  document.querySelector("article")?.append(button);
};
