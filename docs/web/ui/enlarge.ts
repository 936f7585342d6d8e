/** A panel that fills the screen: in a modal dialog, so that keyboard and screen readers stay in it, and where a browser can, on the full screen. */

import { type Text, element, plain, spans } from "./text.ts";

const CLOSE: Text = "Leave full screen ｜ 退出全屏";

/** Move a panel into a dialog; whatever closes that brings it back. Inside, the button that was pressed says the way out. */
export function enlarge(panel: HTMLElement, button: HTMLElement): void {
  const stage = panel.parentElement!;
  if (stage instanceof HTMLDialogElement) return stage.close();
  const focused = document.activeElement as HTMLElement | null;
  const top = (): number => stage.getBoundingClientRect().top;
  const place = top(); // of the panel: what is above it may grow meanwhile
  const name = [...button.childNodes];
  const leave = element("button", { type: "button", class: "leave", "aria-label": plain(CLOSE), title: plain(CLOSE) }, "✕");
  const dialog = element("dialog", { class: "stage", "aria-label": panel.getAttribute("aria-label")! }, panel, leave);
  leave.addEventListener("click", () => dialog.close());
  const back = (): void => window.scrollBy({ top: top() - place, behavior: "instant" });
  dialog.addEventListener("close", () => {
    button.replaceChildren(...name);
    stage.append(panel);
    dialog.remove();
    stage.style.height = "";
    document.removeEventListener("fullscreenchange", left);
    if (document.fullscreenElement) void document.exitFullscreen().then(back);
    focused?.focus({ preventScroll: true });
    back();
  });
  const left = (): void => {
    if (!document.fullscreenElement) dialog.close();
  };
  stage.style.height = `${stage.clientHeight}px`; // its room stays, and with it the reader's place
  button.replaceChildren(...spans(CLOSE));
  stage.append(dialog);
  const open = (): void => {
    if (!dialog.open) dialog.showModal();
    focused?.focus({ preventScroll: true });
  };
  // The page first, the dialog above it; a telephone that has no full screen has the dialog.
  const filled = document.documentElement.requestFullscreen?.() ?? Promise.reject(new Error("no full screen"));
  filled.then(() => document.addEventListener("fullscreenchange", left), () => {}).finally(open);
}
