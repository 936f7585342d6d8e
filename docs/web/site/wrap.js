// Long lines of code can be wrapped; the next line goes on a little to the right of where it began.
import { say } from "./words.js";

const KEY = "wrap-code";
const blocks = [...document.querySelectorAll("article div.highlight")].filter((block) => block.querySelector("pre"));
const buttons = new Map();

/** Storage may be refused: then the choice holds for this page. */
const remember = (value) => {
  try {
    localStorage.setItem(KEY, value);
  } catch {}
};
const remembered = () => {
  try {
    return localStorage.getItem(KEY);
  } catch {}
};

/** Give every line a box of its own, with the indent it has; Pygments closes its spans in each line. */
function box(pre) {
  if (pre.querySelector(".line")) return;
  const lines = pre.innerHTML.replace(/\n$/, "").split("\n");
  pre.innerHTML = lines.map((line) => `<span class="line">${line}\n</span>`).join("");
  for (const line of pre.children) {
    const indent = line.textContent.match(/^ */)[0].length;
    line.style.setProperty("--indent", `${indent + 4}ch`);
  }
}

function wrap(on) {
  for (const [block, button] of buttons) {
    if (on) box(block.querySelector("pre"));
    block.classList.toggle("wrapped", on);
    button.setAttribute("aria-pressed", on);
  }
}

/** A block whose lines are too long gets the control, once. */
function offer(block) {
  const pre = block.querySelector("pre");
  if (buttons.has(block) || pre.scrollWidth <= pre.clientWidth + 1) return;
  const button = document.createElement("button");
  button.className = "wrap-lines";
  button.textContent = "⏎";
  button.title = say("Wrap long lines ｜ 自动换行");
  button.setAttribute("aria-label", button.title);
  button.addEventListener("click", () => {
    const on = !block.classList.contains("wrapped");
    const place = button.getBoundingClientRect().top;
    wrap(on);
    window.scrollBy({ top: button.getBoundingClientRect().top - place, behavior: "instant" }); // blocks above grew, too
    remember(on ? "yes" : "no");
  });
  button.classList.toggle("beside", pre.clientHeight < 72); // no room below the button that copies
  buttons.set(block, button);
  block.append(button);
  wrap(remembered() === "yes");
}

const watch = new ResizeObserver((changes) => changes.forEach(({ target }) => offer(target)));
blocks.forEach((block) => watch.observe(block));
