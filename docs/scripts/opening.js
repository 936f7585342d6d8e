// A long page opens in pieces (styles/opening.css): what lies far below is laid out when there is time for
// it, and at once for who leaves for another place, since only then it is known where that is.
const root = document.documentElement;
const close = () => root.classList.remove("opening");

const layOut = (blocks) => {
  let next = 0;
  const ask = () => requestIdleCallback(step, { timeout: 500 });
  const step = (deadline) => {
    do {
      blocks[next]?.style.setProperty("content-visibility", "visible");
      void blocks[next]?.offsetHeight;
      next += 1;
    } while (next < blocks.length && deadline.timeRemaining() > 10);
    if (next < blocks.length && root.matches(".opening")) return ask();
    close();
    for (const block of blocks) {
      block.style.removeProperty("content-visibility");
      if (!block.getAttribute("style")) block.removeAttribute("style");
    }
  };
  ask();
};

if (root.matches(".opening")) {
  layOut([...document.querySelectorAll("article section > *")]); // to ask which of them wait would lay them out
  addEventListener("click", ({ target }) => target.closest?.("a[href*='#']") && close(), { capture: true });
  for (const event of ["hashchange", "beforeprint"]) addEventListener(event, close);
}

// The place is found when the page has been drawn.
addEventListener("load", () => requestAnimationFrame(() => setTimeout(() => root.classList.remove("arriving"))));
