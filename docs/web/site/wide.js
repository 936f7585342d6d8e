// What is wider than the page scrolls inside itself: then the keyboard reaches it, under a name.
import { say } from "./words.js";

const NAMES = {
  pre: "Code, scrolls sideways ｜ 代码，可左右滚动",
  ".katex-display": "Formula, scrolls sideways ｜ 公式，可左右滚动",
  ".table-wrapper": "Table, scrolls sideways ｜ 表格，可左右滚动",
};

const tell = (el, wide) => {
  if (wide === (el.tabIndex === 0)) return;
  if (!wide) {
    for (const name of ["tabindex", "role", "aria-label"]) el.removeAttribute(name);
    return;
  }
  const [, name] = Object.entries(NAMES).find(([kind]) => el.matches(kind));
  const number = el.closest(".math, figure, div")?.querySelector(".caption-number, .eqno")?.firstChild;
  el.tabIndex = 0;
  el.setAttribute("role", "group");
  el.setAttribute("aria-label", [number?.textContent.trim(), say(name)].filter(Boolean).join(" "));
};

// All are measured before the first is changed: each change would make the page be laid out again.
const watch = new ResizeObserver((changes) => {
  const wide = changes.map(({ target: el }) => el.scrollWidth > el.clientWidth + 1);
  changes.forEach(({ target }, i) => tell(target, wide[i]));
});
for (const el of document.querySelectorAll(Object.keys(NAMES).map((kind) => `article ${kind}`).join())) watch.observe(el);
