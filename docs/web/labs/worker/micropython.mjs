// MicroPython as its package has it is an ES module for node and pages; here it becomes a function of a classic script.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const SOURCE = "@micropython/micropython-webassembly-pyscript/micropython.mjs";

/** What is put in place of what. */
const CHANGES = [
  ["export default _createMicroPythonModule;export async function loadMicroPython", "async function loadMicroPython"],
  ["let Module={locateFile:", "let Module={instantiateWasm:options.instantiateWasm,locateFile:"],
  ["globalThis.loadMicroPython=loadMicroPython,", ""],
  ['ENVIRONMENT_IS_NODE=globalThis.process?.versions?.node&&"renderer"!=globalThis.process?.type,', ""],
  ["ENVIRONMENT_IS_WEB=!!globalThis.window,ENVIRONMENT_IS_WORKER=!!globalThis.WorkerGlobalScope,", ""],
  ['const path=await import("path"),url=await import("url"),', "const path={},url={},"],
  ['function assert(condition,text){condition||abort("Assertion failed"+(text?": "+text:""))}', ""],
];
/** What is left out, from where to where: names, kept for those who look for them in vain. */
const CUTS = [['["writeI53ToI64",', '"jstoi_s"].forEach(unexportedRuntimeSymbol);']];

/** What is known of a worker: told so, the minifier leaves out what is for node and for windows. */
export const KNOWN = {
  ENVIRONMENT_IS_NODE: "false",
  ENVIRONMENT_IS_WEB: "false",
  ENVIRONMENT_IS_WORKER: "true",
  "globalThis.process": "undefined",
  "import.meta.url": "self.location.href",
  process: "undefined",
};
/** Calls that only look for mistakes in the use of the engine. */
export const IDLE = ["assert"];

/** The source as a classic script that defines loadMicroPython, and nothing else. */
export function classic() {
  let source = readFileSync(createRequire(import.meta.url).resolve(SOURCE), "utf8");
  for (const [old, ours] of CHANGES) source = source.replace(once(source, old), () => ours);
  for (const [from, to] of CUTS) source = source.slice(0, source.indexOf(once(source, from))) + source.slice(source.indexOf(once(source, to)) + to.length);
  return `const loadMicroPython=(()=>{${source};return loadMicroPython})();`;
}

/** A part that stands in the source once: where it does not, another version of the package wants another look. */
function once(source, part) {
  const times = source.split(part).length - 1;
  if (times !== 1) throw new Error(`MicroPython has ${times} times what must be there once: ${part}`);
  return part;
}
