// Bundles the labs: `node build.mjs OUT` writes labs.js, answers.js and progress.js, which pages load that need them, and python.js,
// which the first press fetches: a worker's source with MicroPython in it, the engine, compressed, the Python files, and what draws
// the plots. It is one classic script, so that all works from a folder, too.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import zopfli from "@gfx/zopfli";
import { build, transform } from "esbuild";

import { bundle } from "../bundle.mjs";
import { IDLE, KNOWN, classic } from "./worker/micropython.mjs";
import { trimmed } from "./worker/trim.ts";

const here = import.meta.dirname;
const out = process.argv[2];
const ENGINE = join(here, "../../node_modules/@micropython/micropython-webassembly-pyscript/micropython.wasm");
const NOTICE = "/*! Contains MicroPython, Copyright Damien P. George and others, MIT licence: _downloads/third-party-licences.txt of this site */";
const SMALL = { minify: true, target: "es2022", legalComments: "none", charset: "utf8" };

/** The source of the worker: MicroPython, and what drives it. */
async function workerSource() {
  const { code } = await transform(classic(), { ...SMALL, define: KNOWN, pure: IDLE });
  return code + (await text("worker/worker.ts"));
}

/** The engine as a text. Zopfli's deflate is smaller by a sixteenth than zlib's, and only this build has to wait for it. */
async function engine() {
  const bytes = await zopfli.deflateAsync(readFileSync(ENGINE), { numiterations: 1 });
  return Buffer.from(bytes).toString("base64");
}

/** The Python files, by their paths below /lib. */
function pythonFiles(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".py")).sort();
  return Object.fromEntries(names.map((name) => [name.replaceAll("\\", "/"), trimmed(readFileSync(join(folder, name), "utf8"))]));
}

/** A short digest, by which a browser sees that a file is not the one that it has. */
function digest(...parts) {
  const made = createHash("sha256");
  for (const part of parts) made.update(part);
  return JSON.stringify(made.digest("hex").slice(0, 8));
}

/** What the explorables' script, which draws the plots, is made of. */
function shared() {
  const folders = ["ui", "core"].map((folder) => join(here, "..", folder));
  return folders.flatMap((folder) => readdirSync(folder).sort().map((name) => readFileSync(join(folder, name))));
}

/** A script as a text. */
async function text(entry, options = {}) {
  const made = await build({ ...SMALL, entryPoints: [join(here, entry)], bundle: true, format: "iife", write: false, ...options });
  return made.outputFiles[0].text;
}

const parts = { worker: await workerSource(), engine: await engine(), files: pythonFiles(join(here, "python")) };
const plot = await text("plot.ts", { globalName: "labPlot", define: { SHARED: digest(...shared()) } });
const python = `${NOTICE}\nglobalThis.labPython=${JSON.stringify(parts)};\n${plot}`;
writeFileSync(join(out, "python.js"), python);
const define = { VERSION: digest(python) };
for (const [name, source] of Object.entries({ labs: "index", answers: "answers", progress: "progress" })) {
  await bundle(join(here, `${source}.ts`), join(out, `${name}.js`), { notice: "", define });
}
