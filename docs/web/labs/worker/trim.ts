/** Python files without what only readers of their source need: comments, docstrings, deep indentation. */

import { tokens } from "../python.ts";

/** The same program, shorter. Lines are counted anew: nobody is told a line of these files. */
export function trimmed(source: string): string {
  let [out, depth, line] = ["", 0, ""]; // line: what its logical line has so far
  for (const { piece, kind } of tokens(source)) {
    if (kind === "comment") continue;
    if (kind === "bracket") depth += "([{".includes(piece) ? 1 : -1;
    const ends = kind === "rest" && piece.includes("\n") && depth === 0 && !out.endsWith("\\");
    if (ends) line = "";
    if (kind === "string" && !line.trim() && depth === 0 && /^[rb]?("""|''')/i.test(piece)) out += "0"; // a docstring may be all that a function has
    else out += kind === "rest" ? shallow(piece, out) : piece;
    if (!ends) line += piece;
  }
  return out.replace(/[ \t]+\n/g, "\n").replace(/\n{2,}/g, "\n").trimStart();
}

/** Space at the beginning of a line, a quarter of it. */
function shallow(space: string, before: string): string {
  const [head, ...lines] = space.split("\n");
  if (!lines.length) return before === "" || before.endsWith("\n") ? quarter(space) : space;
  return `${head!.trimEnd()}${lines.map((line) => `\n${quarter(line)}`).join("")}`;
}

function quarter(indent: string): string {
  return " ".repeat(Math.ceil(indent.length / 4));
}
