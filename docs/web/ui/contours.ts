/** Level lines of a function of two variables, behind a plot. */

import { contours } from "d3-contour";
import { select } from "d3-selection";

import type { Plot } from "./plot.ts";

const CELLS = 110; // along the longer side
const PAD = 2; // cells beyond the frame, so that no line runs along it

/** What draws level lines, anew when the key or the plot has changed. */
export function contourLines(plot: Plot): (key: string, f: (x: number, y: number) => number, levels: readonly number[]) => void {
  const path = select(plot.back).append("path").attr("class", "line contours");
  let drawn = "";
  return (key, f, levels) => {
    const wanted = `${key} ${plot.version}`;
    if (wanted !== drawn) path.attr("d", trace(plot, f, levels));
    drawn = wanted;
  };
}

/** d3-contour surrounds what is high, hence the minus where this is used, and interpolates linearly, which suits a root. */
function root(value: number): number {
  return Math.sign(value) * Math.sqrt(Math.abs(value));
}

function trace(plot: Plot, f: (x: number, y: number) => number, levels: readonly number[]): string {
  const { left, top, width, height } = plot.frame;
  const cell = Math.max(width, height) / CELLS;
  const [columns, rows] = [Math.ceil(width / cell) + 2 * PAD + 1, Math.ceil(height / cell) + 2 * PAD + 1];
  const values = new Float64Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    const y = plot.y.invert(top + (row - PAD) * cell);
    for (let column = 0; column < columns; column++) {
      values[row * columns + column] = -root(f(plot.x.invert(left + (column - PAD) * cell), y));
    }
  }
  const find = contours().size([columns, rows]);
  const place = (index: number, start: number) => (start + (index - PAD - 0.5) * cell).toFixed(1);
  const rings = levels.flatMap((level) => find.contour(values as unknown as number[], -root(level)).coordinates.flat());
  return rings.map((ring) => `M${ring.map(([x, y]) => `${place(x!, left)},${place(y!, top)}`).join("L")}`).join("");
}
