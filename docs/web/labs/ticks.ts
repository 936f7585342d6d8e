/** WebKit cannot end a worker that stays inside WebAssembly: a loop without end would go on behind the page. So each turn of a `while` looks out. */

import { tokens } from "./python.ts";

/** What the worker calls its way out; it says True. */
export const TICK = "__tick";

/** The same program, on the same lines, whose `while` loops call TICK before they ask for their condition. */
export function ticking(code: string): string {
  let [out, depth, loop] = ["", 0, -1]; // loop: the depth of the `while` whose colon is still to come
  for (const { piece, kind } of tokens(code)) {
    if (kind === "bracket") depth += "([{".includes(piece) ? 1 : -1;
    if (kind === "name" && piece === "while") {
      loop = depth;
      out += `while ${TICK}() and (`;
    } else if (piece === ":" && loop === depth) {
      loop = -1;
      out += "):";
    } else out += piece;
  }
  return loop < 0 ? out : code; // one without its colon is an error, which is told of the code as it is
}
