// What changes without a word is said: the theme that a press has chosen, and that code was copied.
import { say } from "./words.js";

const THEMES = {
  auto: "Colours: as the system ｜ 配色：跟随系统",
  light: "Colours: light ｜ 配色：浅色",
  dark: "Colours: dark ｜ 配色：深色",
};

/** The buttons are named by the theme they show; a screen reader reads a name again when it changes. */
const name = () => {
  const theme = say(THEMES[document.body.dataset.theme] ?? THEMES.auto).split(" ｜ ");
  for (const button of document.querySelectorAll(".theme-toggle")) {
    const action = (button.dataset.action ??= button.ariaLabel).split(" ｜ ");
    button.ariaLabel = action.map((words, i) => words + (/[\u3400-\u9fff]/.test(words) ? "。" : ". ") + theme[i]).join(" ｜ ");
  }
};
new MutationObserver(name).observe(document.body, { attributeFilter: ["data-theme"] });
name();

// To copy, the library moves the focus, and drops it.
document.addEventListener("DOMContentLoaded", () => {
  const buttons = document.querySelectorAll(".copybtn");
  if (!buttons.length) return;
  const status = document.createElement("div");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  document.querySelector("article").append(status);
  for (const [i, button] of buttons.entries()) {
    button.ariaLabel = buttons.length > 1 ? say(`Copy code ${i + 1} ｜ 复制代码 ${i + 1}`) : say("Copy ｜ 复制");
    button.addEventListener("click", () => {
      status.textContent = "";
      setTimeout(() => {
        button.focus({ preventScroll: true });
        status.textContent = say("Copied. ｜ 已复制。");
      }, 50);
    });
  }
});
