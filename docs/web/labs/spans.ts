/** How far a plot reaches: as far as the right path, and as much of the reader's as leaves that legible. */

import type { Path, Scene } from "./messages.ts";

export type Span = [number, number];

const ROOM = 2; // spans of the right path that the reader's may leave it by
const DEEP = 1e-17; // of the largest value, which a logarithmic axis goes down to

/** The domain of the horizontal axis. */
export function widthOf({ levels }: Scene, paths: readonly Path[]): Span {
  const span = fair(paths, "xs");
  return levels ? padded(span) : span;
}

/** The domain of the vertical axis. */
export function heightOf({ log }: Scene, paths: readonly Path[]): Span {
  if (!log) return padded(fair(paths, "ys"));
  const values = paths.flatMap(({ ys }) => ys.filter((y): y is number => y !== null && y > 0));
  const top = Math.max(...numbers(paths.filter(({ role }) => role !== "yours"), "ys").filter((y) => y > 0), 1e-300);
  const most = Math.min(Math.max(...values, top), top * 1e6);
  return [Math.max(Math.min(...values, most), most * DEEP) / 2, most * 2];
}

/** The span of all paths, where the reader's may run away from the others. */
function fair(paths: readonly Path[], side: "xs" | "ys"): Span {
  const others = paths.filter(({ role }) => role !== "yours");
  const [low, high] = ends(numbers(others.length ? others : paths, side));
  const [least, most] = ends(numbers(paths, side));
  const room = ROOM * (high - low || 1);
  return [Math.max(least, low - room), Math.min(most, high + room)];
}

function numbers(paths: readonly Path[], side: "xs" | "ys"): number[] {
  return paths.flatMap((path) => path[side].filter((value): value is number => value !== null));
}

function ends(values: readonly number[]): Span {
  return values.length ? [Math.min(...values), Math.max(...values)] : [0, 1];
}

function padded([low, high]: Span): Span {
  const room = 0.06 * (high - low) || 0.5;
  return [low - room, high + room];
}
