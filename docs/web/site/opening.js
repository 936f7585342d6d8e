// A long page opens in pieces (_ext/pieces.py, styles/opening.css): those far below are laid out one by one when
// there is time, and all at once for who leaves for another place, since only then it is known where that is.
const root = document.documentElement;
const close = () => root.classList.remove("opening");

const layOut = (pieces) => {
  const ask = () => requestIdleCallback(step, { timeout: 500 });
  // Some in a moment without work, as long as a good part of it is left: one each would take long pages seconds.
  const step = (moment) => {
    do {
      const piece = pieces.shift();
      if (!piece || !root.matches(".opening")) return close();
      piece.classList.add("laid");
      void piece.offsetHeight;
    } while (moment.timeRemaining() > 8);
    ask();
  };
  ask();
};

if (root.matches(".opening")) {
  layOut([...document.querySelectorAll(".piece")]);
  addEventListener("click", ({ target }) => target.closest?.("a[href*='#']") && close(), { capture: true });
  for (const event of ["hashchange", "beforeprint"]) addEventListener(event, close);
}

// The place is found when the page has been drawn.
addEventListener("load", () => requestAnimationFrame(() => setTimeout(() => root.classList.remove("arriving"))));
