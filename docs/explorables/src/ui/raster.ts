/** A picture behind a plot, a colour for every pixel. */

import type { Plot } from "./plot.ts";
import { element } from "./text.ts";

const FINE = [1.5, 2] as const; // pixels of the picture a pixel of the page, at least and at most: smooth edges

/** What paints a picture, anew when the key or the plot has changed. A colour is 0xAABBGGRR. */
export function raster(plot: Plot): (key: string, colour: (x: number, y: number) => number) => void {
  const canvas = element("canvas");
  plot.root.prepend(canvas);
  const context = canvas.getContext("2d")!;
  let drawn = "";
  return (key, colour) => {
    const wanted = `${key} ${plot.version}`;
    if (wanted === drawn) return;
    drawn = wanted;
    const { left, top, width, height } = plot.frame;
    canvas.style.cssText = `left:${left}px;top:${top}px;width:${width}px;height:${height}px`;
    const scale = Math.min(Math.max(devicePixelRatio, FINE[0]), FINE[1]);
    [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
    const image = context.createImageData(canvas.width, canvas.height);
    const pixels = new Uint32Array(image.data.buffer);
    const columns = Array.from({ length: canvas.width }, (_, i) => plot.x.invert(left + (i + 0.5) / scale));
    for (let row = 0; row < canvas.height; row++) {
      const y = plot.y.invert(top + (row + 0.5) / scale);
      for (let column = 0; column < canvas.width; column++) {
        pixels[row * canvas.width + column] = colour(columns[column]!, y);
      }
    }
    context.putImageData(image, 0, 0);
  };
}
