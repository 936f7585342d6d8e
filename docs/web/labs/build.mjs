// Bundles the labs: `node build.mjs OUT` writes labs.js, which pages with labs load, and python.js, which the first press fetches:
// the source of a worker with MicroPython in it, the engine, compressed, and the Python files, so that all works from a folder, too.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";

import { build, transform } from "esbuild";

import { bundle } from "../bundle.mjs";
import { trimmed } from "./worker/trim.ts";
import { IDLE, KNOWN, classic } from "./worker/micropython.mjs";

const here = import.meta.dirname;
const out = process.argv[2];
const NOTICE = "/*! Contains MicroPython, Copyright Damien P. George and others, MIT licence: _downloads/third-party-licences.txt of this site */";

function digest(parts) {
  const made = createHash("sha256");
  for (const part of parts) made.update(part);
  return made.digest("hex").slice(0, 8);
}

/** The Python files, by their paths below /lib. */
function pythonFiles(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".py")).sort();
  return Object.fromEntries(names.map((name) => [name.replaceAll("\\", "/"), trimmed(readFileSync(join(folder, name), "utf8"))]));
}

/** The source of the worker: MicroPython, and what drives it. */
async function workerSource() {
  const options = { minify: true, target: "es2022", legalComments: "none", charset: "utf8" };
  const engine = await transform(classic(), { ...options, define: KNOWN, pure: IDLE });
  const driver = await build({ ...options, entryPoints: [join(here, "worker/worker.ts")], bundle: true, format: "iife", write: false });
  return `${engine.code}${driver.outputFiles[0].text}`;
}

const package_ = join(here, "../../node_modules/@micropython/micropython-webassembly-pyscript");
const parts = {
  worker: await workerSource(),
  engine: deflateRawSync(readFileSync(join(package_, "micropython.wasm")), { level: 9 }).toString("base64"),
  files: pythonFiles(process.env["LAB_PYTHON"] ?? join(here, "python")),
};
const python = `${NOTICE}\nglobalThis.labPython=${JSON.stringify(parts)};\n`;
writeFileSync(join(out, "python.js"), python);
/** A digest of what the explorables' shared script is made of, so that a browser asks for a new one when there is one. */
const shared = ["ui", "core"].flatMap((folder) => readdirSync(join(here, "..", folder)).sort().map((name) => readFileSync(join(here, "..", folder, name))));
const define = { VERSION: JSON.stringify(digest([python])), SHARED: JSON.stringify(digest(shared)) };
await bundle(join(here, "index.ts"), join(out, "labs.js"), { notice: "", define });
