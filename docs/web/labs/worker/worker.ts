/** The inside of a worker: one interpreter, one run. The page sends the compiled engine and the Python files, then a job. */

import { TICK } from "../ticks.ts";
import { confine } from "./confine.ts";

interface Interpreter {
  FS: { mkdir(path: string): void; writeFile(path: string, text: string): void };
  pyimport(name: string): { run(job: string, say: (message: string) => void): unknown };
  runPython(code: string): unknown;
  registerJsModule(name: string, module: object): void;
}

interface Options {
  heapsize: number;
  pystack: number;
  stdout(line: string): void;
  stderr(line: string): void;
  instantiateWasm(imports: Imports, done: (instance: WebAssembly.Instance) => void): object;
}

interface Imports extends WebAssembly.Imports {
  env: { emscripten_resize_heap: (size: number) => boolean } & WebAssembly.ModuleImports;
}

/** What the page sends first. */
export interface Start {
  module: WebAssembly.Module;
  files: Record<string, string>;
}

/** What the worker says of itself; what the run says goes as it is, a text. */
export type Report = { kind: "ready"; milliseconds: number } | { kind: "broken"; why: string };

/** MicroPython, put in front of this script when it is bundled. */
declare function loadMicroPython(options: Options): Promise<Interpreter>;

const HEAP = 4 * 2 ** 20; // bytes to begin with
const MOST = 64 * 2 ** 20; // bytes of memory in all: what wants more gets a MemoryError
const STACK = 16 * 2 ** 10; // words: endless recursion gets a RuntimeError

/** Twenty steps of momentum: how long a hundred take says how fast this machine is. */
const PROBE = `
import torch
x, v = torch.tensor([1.0, 1.0]), torch.zeros(2)
for _ in range(20):
    v.mul_(0.9).add_(x)
    x.sub_(0.1 * v)
`;

const send = self.postMessage.bind(self) as (message: string | Report) => void;

/** Start the interpreter, and bring in what a run needs. */
async function start({ module, files }: Start): Promise<Interpreter> {
  const instantiateWasm = (imports: Imports, done: (instance: WebAssembly.Instance) => void): object => {
    const { env } = imports;
    const grow = env.emscripten_resize_heap;
    env.emscripten_resize_heap = (size) => size >>> 0 <= MOST && grow(size);
    void WebAssembly.instantiate(module, imports).then(done);
    return {};
  };
  const silent = (): void => {}; // what is printed comes by messages
  const python = await loadMicroPython({ heapsize: HEAP, pystack: STACK, stdout: silent, stderr: silent, instantiateWasm });
  const folders = new Set<string>();
  for (const [path, text] of Object.entries(files)) {
    path.split("/").slice(0, -1).reduce((above, name) => made(python, folders, `${above}/${name}`), made(python, folders, "/lib"));
    python.FS.writeFile(`/lib/${path}`, text);
  }
  return python;
}

function made(python: Interpreter, known: Set<string>, folder: string): string {
  if (!known.has(folder)) python.FS.mkdir(folder);
  known.add(folder);
  return folder;
}

/** Be ready for a job, then do it. */
async function live(first: Start): Promise<void> {
  const python = await start(first);
  const lab = python.pyimport("lab");
  python.registerJsModule(TICK, { [TICK]: () => true });
  python.runPython(`import builtins, ${TICK}\nbuiltins.${TICK} = ${TICK}.${TICK}`);
  // The fastest of a few: the first ones wait for the engine's compiler, and for whatever else is going on.
  const times = Array.from({ length: 4 }, () => timed(() => python.runPython(PROBE)));
  send({ kind: "ready", milliseconds: 5 * Math.min(...times) });
  const job = await next<string>();
  confine();
  lab.run(job, send);
}

function timed(act: () => void): number {
  const before = performance.now();
  act();
  return performance.now() - before;
}

/** The next message of the page. */
function next<Message>(): Promise<Message> {
  return new Promise((resolve) => self.addEventListener("message", ({ data }) => resolve(data as Message), { once: true }));
}

next<Start>()
  .then(live)
  .catch((error: unknown) => send({ kind: "broken", why: String(error) }));
