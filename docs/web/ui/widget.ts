/** What an explorable is: parameters, and views that are drawn from their values. */

import type { Params, Values } from "./params.ts";
import type { Plot, PlotOptions } from "./plot.ts";
import type { Text } from "./text.ts";

/** `lead` stays on the screen while controls are moved; `wide` takes a whole row; others share one, and `third` in threes. */
export type Room = "lead" | "wide" | "half" | "third";

/** What a widget may ask of the panel that holds it. */
export interface Panel<P extends Params> {
  /** Add a plot. */
  plot(options: PlotOptions, room: Room): Plot;
  /** A point in a plot that pointer and arrow keys move; x and y are parameters. Without y the widget gives the height as it shows the point. */
  handle(plot: Plot, x: keyof P & string, y: (keyof P & string) | null, label: Text, name?: string): (shown?: boolean, height?: number) => void;
}

/** One line of the numbers below the plots; `name` gives the classes of a mark, as in a key. */
export interface Reading {
  label: Text;
  value: string;
  name?: string;
}

/** How a widget shows what it has computed. */
export interface View<P extends Params, D> {
  draw(data: D, values: Values<P>): void;
  /** Numbers to show; always the same number of lines. */
  readings(data: D, values: Values<P>): Reading[];
  /** One or two sentences on what can be seen, for readers who cannot see it. */
  say(data: D, values: Values<P>): Text;
}

/** State goes in, numbers come out, and these alone are drawn. */
export interface Widget<P extends Params = Params, D = unknown> {
  title: Text;
  params: P;
  /** What a change brings with it, or what becomes of it: another start with another surface, a slider that shows a best value. */
  adjust?(change: Partial<Values<P>>, values: Values<P>): Partial<Values<P>>;
  /** The numbers behind the drawing; tests hold them to those of the package. */
  compute(values: Values<P>): D;
  build(panel: Panel<P>): View<P, D>;
}

/** Let the compiler find the types of a widget. */
export function widget<const P extends Params, D>(made: Widget<P, D>): Widget<P, D> {
  return made;
}
