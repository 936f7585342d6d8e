/** What a run is given, and what it says: plain JSON both ways; docs/web/labs/python/lab.py is the other side. */

import type { Text } from "../ui/text.ts";

/** What a page has for a lab, written by the directive. */
export interface Lab {
  /** The module of its checks. */
  checks: string;
  /** Cells of the page that are run before the reader's code. */
  cells: string[];
  start: string;
  solution: string;
  /** What it is called where it stands in no exercise. */
  title: Text;
}

/** What the script `labs-of-page` holds. */
export interface Labs {
  files: Record<string, string>;
  labs: Record<string, Lab>;
}

export interface Job {
  lab: string;
  checks: string;
  files: Record<string, string>;
  cells: string[];
  code: string;
}

export interface Scene {
  kind: "scene";
  x: string;
  y: string;
  log: boolean;
  levels: [number, number] | null;
}

export interface Path {
  kind: "path";
  name: Text;
  role: "yours" | "right" | "other";
  xs: (number | null)[];
  ys: (number | null)[];
}

export interface Check {
  kind: "check";
  text: Text;
  ok: boolean;
  note: Text | "";
}

export interface Fault {
  kind: "error";
  type: string;
  message: string;
  line: number | null;
  help: Text | "";
}

export interface Done {
  kind: "done";
  green: number;
  of: number;
  seconds: number;
}

export type Message = { kind: "print"; text: string } | { kind: "cut" } | Scene | Path | Check | Fault | Done;
