/** The plot of a run: the reader's path beside the right one, drawn by the explorables' plot. It comes with Python, in python.js. */

import type { Mark } from "../ui/key.ts";
import type { Plot, Point } from "../ui/plot.ts";
import { type Text, element, spans } from "../ui/text.ts";
import { script } from "./load.ts";
import type { Path, Scene } from "./messages.ts";
import { described, named } from "./paths.ts";
import { type Span, heightOf, widthOf } from "./spans.ts";

declare const SHARED: string; // the version of the explorables' script; the bundler puts it in

type Shared = typeof import("../explorables/shared.ts");

const DOTS = 31; // points that are also drawn as dots
const FORMS = ["dashed series-3", "chained series-4", "dotted series-2"];

/** The explorables' plot, wherever it comes from: a page with an explorable has it. */
async function shared(): Promise<Shared> {
  const global = globalThis as { explorables?: Shared };
  if (!global.explorables) await script(`../explorables/shared.js?v=${SHARED}`);
  return global.explorables!;
}

/** A plot that grows with the messages of a run. */
export class Drawing {
  readonly root = element("figure", { class: "drawing" });
  private readonly scene: Scene;
  private readonly paths: Path[] = [];
  private frame = 0;

  constructor(scene: Scene) {
    this.scene = scene;
  }

  /** Add a path; it is drawn with whatever else comes at the same time. */
  add(path: Path): void {
    this.paths.push(path);
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      void shared().then((made) => this.draw(made)).catch(() => this.root.remove()); // the checks say it in numbers
    });
  }

  private draw(made: Shared): void {
    const host = element("div", { class: "view" });
    this.root.replaceChildren(host, element("figcaption", {}, ...spans(described(this.scene, this.paths))));
    const [x, y] = [widthOf(this.scene, this.paths), heightOf(this.scene, this.paths)];
    const plot = new made.Plot(host, { alt: this.alt(), x: this.axis("x", x), y: this.axis("y", y), ratio: this.scene.levels ? 0.6 : 0.42, key: this.paths.map((path) => this.mark(path)) });
    const level = this.scene.levels && made.contourLines(plot);
    const lines = [...this.paths].sort((a, b) => Number(b.role === "right") - Number(a.role === "right")).map((path) => this.path(plot, path));
    const fit = (): void => {
      if (!host.isConnected) return watch.disconnect();
      plot.fit(plot.size);
      if (level) level("", this.height, levels(this.height, x, y));
      for (const show of lines) show();
    };
    const watch = new ResizeObserver(fit);
    fit();
    watch.observe(host);
  }

  /** A line through the points of a path, and dots where there are few. */
  private path(plot: Plot, path: Path): () => void {
    const points = path.xs.map((x, i): Point => [x ?? Number.NaN, path.ys[i] ?? Number.NaN]);
    const line = plot.line(this.mark(path)[0].replace("line ", ""));
    const dots = path.role === "yours" && points.length <= DOTS ? plot.dots("series-1") : null;
    return () => [line, dots].forEach((show) => show?.(points));
  }

  private mark({ role, name }: Path): Mark {
    const others = this.paths.filter((path) => path.role === "other").findIndex((path) => path.name === name);
    const form = { yours: "series-1 bold", right: "halo quiet", other: FORMS[others % FORMS.length]! }[role];
    return [`line ${form}`, name];
  }

  private axis(side: "x" | "y", domain: Span) {
    const { label, words } = named(this.scene[side]);
    return { domain, label, words, log: side === "y" && this.scene.log, ticks: 5 };
  }

  private alt(): Text {
    const [[a, b], [c, d]] = [named(this.scene.y).spoken, named(this.scene.x).spoken];
    return `${a} against ${c} ｜ ${b}随${d}的变化`;
  }

  private readonly height = (x: number, y: number): number => {
    const [a, b] = this.scene.levels!;
    return (a * x * x + b * y * y) / 2;
  };
}

/** Heights of level lines: each four times the one inside. */
function levels(height: (x: number, y: number) => number, x: Span, y: Span): number[] {
  const top = Math.max(...x.flatMap((one) => y.map((other) => height(one, other))));
  return Array.from({ length: 8 }, (_, i) => top / 4 ** (i + 0.5));
}
