/** The boxes to search in: the first key fetches the index, and Enter asks it. */

import type { Show } from "./results.ts";

const INDEX = "search.js"; // beside this script
const here = (document.currentScript as HTMLScriptElement | null)?.src ?? "";
let loading: Promise<Show> | undefined;

declare global {
  var searchBook: Show | undefined;
}

/** Fetch the index once. A classic script also loads in pages opened from a folder. */
const load = (): Promise<Show> =>
  (loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(INDEX, here).href;
    script.onload = () => (globalThis.searchBook ? resolve(globalThis.searchBook) : reject(new Error("empty index")));
    script.onerror = () => {
      loading = undefined;
      reject(new Error(`${script.src} did not load`));
    };
    document.head.append(script);
  }));

export const listen = (): void => {
  for (const input of document.querySelectorAll<HTMLInputElement>("input[name=q]")) {
    const results = input.closest(".search-page")?.querySelector<HTMLElement>("#search-results");
    if (results) live(input, results);
    else leadOn(input);
  }
  addEventListener("keydown", toTheBox);
};

/** The key / leads to the box, unless something is being typed. */
const toTheBox = (event: KeyboardEvent): void => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if ((event.target as Element).closest?.("input, textarea, select, [contenteditable], dialog")) return;
  const input = document.querySelector<HTMLInputElement>("article input[name=q]") ?? document.querySelector("input[name=q]");
  if (!input) return;
  event.preventDefault();
  input.focus();
};

/** In the sidebar: go to the page of results. A frame that may not send forms may follow links. */
const leadOn = (input: HTMLInputElement): void => {
  input.addEventListener("input", () => void load().catch(() => {}), { once: true });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !input.form) return;
    event.preventDefault();
    const url = new URL(input.form.action);
    url.search = new URLSearchParams({ q: input.value }).toString();
    location.assign(url);
  });
};

/** On the page of results: answer while the reader types. */
const live = (input: HTMLInputElement, results: HTMLElement): void => {
  let asked: string | undefined;
  const answer = async (): Promise<void> => {
    const query = input.value.trim();
    if (query === asked) return;
    asked = query;
    remember(query);
    results.setAttribute("aria-busy", "true");
    try {
      const show = await load();
      if (query === asked) show(query, results);
    } catch {
      asked = undefined;
      results.closest(".search-page")?.querySelector(".failure")?.removeAttribute("hidden");
    }
    results.removeAttribute("aria-busy");
  };
  let waiting = 0;
  input.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (!(event as InputEvent).isComposing) waiting = setTimeout(answer, 120);
  });
  input.addEventListener("compositionend", () => void answer());
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    void answer().then(() => results.focus());
  });
  input.value = new URLSearchParams(location.search).get("q") ?? input.value;
  // Who has pressed Enter in the sidebar goes on with the first hit.
  if (input.value.trim()) void answer().then(() => results.focus({ preventScroll: true }));
  else input.focus();
};

/** The address is that of the results, to go back to and to send on. */
const remember = (query: string): void => {
  const url = new URL(location.href);
  if (query) url.searchParams.set("q", query);
  else url.searchParams.delete("q");
  try {
    history.replaceState(history.state, "", url);
  } catch {
    // A frame without an origin keeps its address.
  }
};
