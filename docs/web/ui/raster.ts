/** A picture behind a plot, a colour for every pixel. It is as large as the plot, so that both scale alike, on paper too. */

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
    const scale = Math.min(Math.max(devicePixelRatio, FINE[0]), FINE[1]);
    const [left, top, width, height] = [plot.frame.left, plot.frame.top, plot.frame.width, plot.frame.height].map((size) => Math.round(size * scale)) as [number, number, number, number];
    [canvas.width, canvas.height] = [plot.box.width * scale, plot.box.height * scale];
    const image = context.createImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    const columns = Array.from({ length: width }, (_, i) => plot.x.invert((left + i + 0.5) / scale));
    for (let row = 0; row < height; row++) {
      const y = plot.y.invert((top + row + 0.5) / scale);
      for (let column = 0; column < width; column++) pixels[row * width + column] = colour(columns[column]!, y);
    }
    context.putImageData(image, left, top);
  };
}
