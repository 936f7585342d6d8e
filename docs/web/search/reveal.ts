/** Whatever one arrives at is unfolded: solutions, code cells, tests, tabs. */

/** Open all that an element is folded into, and itself; return whether anything was closed. */
export const reveal = (element: Element): boolean => {
  let closed = false;
  for (let around: Element | null = element; around; around = around.parentElement) {
    if (around instanceof HTMLDetailsElement && !around.open) closed = around.open = true;
    if (around.matches(".sd-tab-content")) {
      const input = around.previousElementSibling?.previousElementSibling;
      if (input instanceof HTMLInputElement && !input.checked) closed = input.checked = true;
    }
  }
  return closed;
};

/** The element that an address names, if it is on this page. */
export const targetOf = (hash: string): HTMLElement | null => {
  let name = hash.slice(1);
  try {
    name = decodeURIComponent(name);
  } catch {
    // A lone % sign is no escape.
  }
  return document.getElementById(name);
};

/** Unfold what the address names, and go there again if it was folded. */
const arrive = (): void => {
  const target = targetOf(location.hash);
  if (!target || !reveal(target)) return;
  document.documentElement.classList.remove("opening"); // see scripts/opening.js: all heights are needed
  target.scrollIntoView();
};

export const revealArrivals = (): void => {
  addEventListener("hashchange", arrive);
  // A link to where the reader is already changes no address.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href*='#']") : null;
    if (link?.hash && link.hash === location.hash && link.pathname === location.pathname) setTimeout(arrive);
  });
  arrive();
};
