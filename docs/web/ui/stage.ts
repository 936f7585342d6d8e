/** The plots of a widget, in a place for those that stay on the screen and in one for the rest. */

import { handle } from "./handle.ts";
import { swatch } from "./key.ts";
import type { Params, Values } from "./params.ts";
import { Plot } from "./plot.ts";
import { type Text, element, spans } from "./text.ts";
import type { Panel, Reading, View, Widget } from "./widget.ts";

const SHARE = { lead: 1, wide: 1, half: 1 / 2, third: 1 / 3 }; // of a row

export class Stage<P extends Params, D> {
  readonly lead = element("div", { class: "views lead" });
  readonly rest = element("div", { class: "views rest" });
  readonly readings = element("dl", { class: "readings" });
  /** The height of the plots in each place, in percent of their width. */
  readonly tall = { lead: 0, rest: 0 };
  private readonly view: View<P, D>;
  private readonly plots: Plot[] = [];
  private readonly handles: ((values: Values<P>) => void)[] = [];

  constructor(widget: Widget<P, D>, set: (change: Partial<Values<P>>) => void) {
    const panel: Panel<P> = {
      plot: (options, room) => {
        const cell = element("div", { class: `view ${room}` });
        const place = room === "lead" ? "lead" : "rest";
        this[place].append(cell);
        const plot = new Plot(cell, options);
        this.plots.push(plot);
        this.tall[place] += 100 * SHARE[room] ** 2 * plot.ratio;
        return plot;
      },
      handle: (plot, x, y, label, className) => {
        const made = handle(plot, widget.params, [x, y], label, set, className);
        this.handles.push(made.follow);
        return made.show;
      },
    };
    this.view = widget.build(panel);
    this.lead.style.setProperty("--plots", `${this.lead.childElementCount}`);
  }

  /** Take the sizes that the page gives: all are asked for before the first plot is drawn. */
  fit(): void {
    const sizes = this.plots.map(({ size }) => size);
    this.plots.forEach((plot, i) => plot.fit(sizes[i]!));
  }

  /** Draw what a widget has computed. */
  draw(data: D, values: Values<P>): void {
    this.view.draw(data, values);
    for (const follow of this.handles) follow(values); // after scales may have changed
    this.read(data, values);
  }

  read(data: D, values: Values<P>): void {
    list(this.readings, this.view.readings(data, values));
  }

  say(data: D, values: Values<P>): Text {
    return this.view.say(data, values);
  }
}

/** Write readings; the elements stay and only texts that differ are touched. */
export function list(root: HTMLElement, readings: readonly Reading[]): void {
  while (root.children.length < readings.length) {
    root.append(element("div", {}, element("dt"), element("dd")));
  }
  readings.forEach(({ label, value, name = "" }, i) => {
    const [term, number] = root.children[i]!.children as unknown as [HTMLElement, HTMLElement];
    const wanted = `${name} ${label}`;
    if (term.dataset["text"] !== wanted) {
      term.replaceChildren(...(name ? [swatch(name)] : []), ...spans(label));
      term.dataset["text"] = wanted;
    }
    if (number.textContent !== value) number.textContent = value;
  });
}
