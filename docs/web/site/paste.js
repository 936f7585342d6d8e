// The button that copies gives Python that can be pasted at its prompt. The library behind it selects a
// text area that nobody sees, and copies: there its text is caught.
import { pasteable } from "./prompt.js";

const PYTHON = /highlight-(?:i?python3?|pycon|doctest|default)\b/i;

let pressed;
document.addEventListener("click", ({ target }) => (pressed = target.closest?.(".copybtn")), { capture: true });
document.addEventListener("copy", (event) => {
  const block = pressed?.closest("[class*='highlight-']");
  pressed = undefined;
  if (!block || !PYTHON.test(block.className) || !event.target.matches?.("textarea")) return;
  event.clipboardData.setData("text/plain", pasteable(event.target.value));
  event.preventDefault();
});
