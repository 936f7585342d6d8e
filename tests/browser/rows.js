// The room between the rows of display formulas, in pixels; evaluated in a page. The ink of a row
// reaches from the top of its letters and bars to their bottom; the box of a letter is higher than it.
(() => {
  const TABLES = "article .katex-display > .katex > .katex-html > .katex-base > .mord > .mtable";
  const ROWS = ":scope > [class^=col-align] > .vlist-t > .vlist-r:first-child > .vlist";
  const drawn = (el) => !el.children.length && el.textContent.trim() && !el.matches(".vlist-s");

  const ink = (cells) => {
    const boxes = cells.flatMap((cell) => [...cell.querySelectorAll("*")])
      .filter((el) => el.matches(".frac-line") || drawn(el))
      .map((el) => ({
        box: el.getBoundingClientRect(),
        slack: el.matches(".frac-line") ? 0 : 0.3 * parseFloat(getComputedStyle(el).fontSize),
      }))
      .filter(({ box }) => box.width);
    return {
      top: Math.min(...boxes.map(({ box, slack }) => box.top + slack)),
      bottom: Math.max(...boxes.map(({ box, slack }) => box.bottom - slack)),
    };
  };

  return [...document.querySelectorAll(TABLES)]
    .filter((table) => table.querySelector(":scope > .col-align-r + .col-align-l"))
    .flatMap((table) => {
      const columns = [...table.querySelectorAll(ROWS)];
      const rows = [...columns[0].children].map((_, i) => ink(columns.map((one) => one.children[i])));
      return rows.slice(1).map((row, i) => [row.top - rows[i].bottom, table.textContent.slice(0, 50)]);
    });
})()
