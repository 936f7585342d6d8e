// Run labs in MicroPython under node: each line of stdin is a job (JSON), each line of stdout a message.
// `node micropython.mjs [FOLDER]`: FOLDER holds the Python files, ../python unless said.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const FOLDER = process.argv[2] ?? join(HERE, "..", "python");
const MEMORY = 64 * 2 ** 20; // bytes that an interpreter may grow to
const FOUND = createRequire(import.meta.url).resolve(
  "@micropython/micropython-webassembly-pyscript/micropython.mjs",
);

/** The Python files as [path, text], folders before what lies in them. */
function python(folder, under = "") {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${under}/${entry.name}`;
    if (entry.name === "__pycache__") return [];
    if (entry.isDirectory()) return [[path, null], ...python(join(folder, entry.name), path)];
    return entry.name.endsWith(".py") ? [[path, readFileSync(join(folder, entry.name))]] : [];
  });
}

/** Compile once, and let no interpreter grow beyond MEMORY. */
function bounded() {
  const ordinary = WebAssembly.instantiate.bind(WebAssembly);
  let compiled;
  WebAssembly.instantiate = async (source, imports) => {
    compiled ??= await WebAssembly.compile(source);
    const grow = imports.env.emscripten_resize_heap;
    imports.env.emscripten_resize_heap = (bytes) => (bytes >>> 0) <= MEMORY && grow(bytes);
    return { module: compiled, instance: await ordinary(compiled, imports) };
  };
}

/** A fresh interpreter with the files in /lib. */
async function fresh(loadMicroPython, files) {
  const options = { heapsize: 4 * 2 ** 20, pystack: 16 * 2 ** 10, stderr() {} };
  const micropython = await loadMicroPython(options);
  micropython.FS.mkdir("/lib");
  for (const [path, text] of files) {
    if (text === null) micropython.FS.mkdir(`/lib${path}`);
    else micropython.FS.writeFile(`/lib${path}`, text);
  }
  return micropython;
}

bounded();
const { loadMicroPython } = await import(pathToFileURL(FOUND).href);
const files = python(FOLDER);
const say = (message) => process.stdout.write(`${message}\n`);
for await (const job of createInterface({ input: process.stdin })) {
  if (!job.trim()) continue;
  try {
    (await fresh(loadMicroPython, files)).pyimport("lab").run(job, say);
  } catch (error) {
    say(JSON.stringify({ kind: "broken", message: String(error.message ?? error) }));
    say(JSON.stringify({ kind: "done", green: 0, of: 0, seconds: 0 }));
  }
}
