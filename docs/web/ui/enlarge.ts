/** A panel that fills the screen, for a reader or for a whole lecture hall: in a modal dialog, so that keyboard and screen readers stay in it, and where a browser can, on the full screen. */

import { type Text, element, plain, spans } from "./text.ts";

const CLOSE: Text = "Leave full screen ｜ 退出全屏";
// Beside the plots, one column or two; and type, as a share of the height of the window. What is tried, the best first.
const sizes = (columns: string, from: number, to: number) => Array.from({ length: from - to + 1 }, (_, i) => ({ columns, size: (from - i) / 1000 }));
const ARRANGEMENTS = [...sizes("one", 32, 24), ...sizes("two", 26, 22), ...sizes("one", 23, 20), ...sizes("two", 21, 17)];

/** Whether a panel fills the screen. */
export function isEnlarged(panel: HTMLElement): boolean {
  return panel.parentElement instanceof HTMLDialogElement;
}

/** Move a panel into a dialog; whatever closes that brings it back and says so. Inside, the button that was pressed says the way out. */
export function enlarge(panel: HTMLElement, button: HTMLElement, changed: () => void): void {
  const stage = panel.parentElement!;
  if (stage instanceof HTMLDialogElement) return stage.close();
  const here = document.activeElement as HTMLElement | null;
  const focused = panel.contains(here) ? here! : button; // who came by a link has no place yet
  const top = (): number => stage.getBoundingClientRect().top;
  const place = top(); // of the panel: what is above it may grow meanwhile
  const name = [...button.childNodes];
  const leave = element("button", { type: "button", class: "leave", "aria-label": plain(CLOSE), title: plain(CLOSE) }, "✕");
  const dialog = element("dialog", { class: "stage", "aria-label": panel.getAttribute("aria-label")! }, panel, leave);
  leave.addEventListener("click", () => dialog.close());
  const back = (): void => window.scrollBy({ top: top() - place, behavior: "instant" });
  const observer = fitted(dialog, panel);
  dialog.addEventListener("close", () => {
    observer.disconnect();
    button.replaceChildren(...name);
    stage.append(panel);
    dialog.remove();
    stage.style.height = "";
    document.removeEventListener("fullscreenchange", left);
    if (document.fullscreenElement) void document.exitFullscreen().then(back);
    focused.focus({ preventScroll: true });
    back();
    changed();
  });
  const left = (): void => {
    if (!document.fullscreenElement) dialog.close();
  };
  stage.style.height = `${stage.clientHeight}px`; // its room stays, and with it the reader's place
  button.replaceChildren(...spans(CLOSE));
  stage.append(dialog);
  changed();
  const open = (): void => {
    if (!dialog.open) dialog.showModal();
    focused.focus({ preventScroll: true });
  };
  // The page first, the dialog above it; a telephone that has no full screen has the dialog.
  const fill = (): Promise<void> => document.documentElement.requestFullscreen?.() ?? Promise.reject(new Error("no full screen"));
  const watch = (): void => document.addEventListener("fullscreenchange", left);
  // No link may take the whole screen: then the first click in the dialog does.
  const later = (): void => dialog.addEventListener("click", () => dialog.open && fill().then(watch, () => {}), { once: true });
  fill().then(watch, later).finally(open);
}

/** Give a dialog the largest type with which all of it is seen, beside plots that take half of the width or more; until its window changes, type only shrinks. */
function fitted(dialog: HTMLElement, panel: HTMLElement): ResizeObserver {
  const [lead, beside] = panel.querySelectorAll<HTMLElement>(":scope > :is(.lead, .beside)");
  const over = (box: HTMLElement): boolean => box.scrollHeight > box.clientHeight || box.scrollWidth > box.clientWidth;
  const fits = (): boolean => !over(dialog) && !over(beside!) && 2 * lead!.clientWidth >= dialog.clientWidth;
  let [window, tried] = ["", 0];
  const arrange = (): void => {
    const { columns, size } = ARRANGEMENTS[tried]!;
    panel.dataset["columns"] = columns;
    panel.style.setProperty("--type", `max(0.8rem, ${size * dialog.clientHeight}px)`);
    panel.style.setProperty("--pen", `${Math.max(1, (size * dialog.clientHeight) / 16)}`);
  };
  const observer = new ResizeObserver(() => {
    const now = `${dialog.clientWidth} ${dialog.clientHeight}`;
    if (now !== window) [window, tried] = [now, 0];
    for (arrange(); !fits() && tried < ARRANGEMENTS.length - 1; tried++, arrange());
  });
  for (const box of [dialog, ...panel.querySelectorAll(".controls, .readings, .actions, .key")]) observer.observe(box);
  return observer;
}
