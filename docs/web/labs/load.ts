/** Brings Python to the page when it is first asked for: classic scripts beside this one, which a page from a folder may load, too. */

declare const VERSION: string; // of python.js; the bundler puts it in

/** What python.js puts into the page; build.mjs writes it. */
interface Parts {
  worker: string;
  engine: string;
  files: Record<string, string>;
}

/** What a worker is made of. */
export interface Python {
  /** The address of its source. */
  source: string;
  module: WebAssembly.Module;
  files: Record<string, string>;
}

declare global {
  var labPython: Parts | undefined;
  /** It also brings what draws the plots of a run. */
  var labPlot: typeof import("./plot.ts");
}

const here = (document.currentScript as HTMLScriptElement | null)?.src ?? "";
let loading: Promise<Python> | null = null;

/** Fetch and compile, once; after a failure the next call tries again. */
export function python(): Promise<Python> {
  loading ??= fetchPython().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function fetchPython(): Promise<Python> {
  await script(`python.js?v=${VERSION}`);
  const { worker, engine, files } = globalThis.labPython!;
  globalThis.labPython = undefined; // what has been compiled need not be kept as a text
  const module = await WebAssembly.compile(await inflated(engine));
  return { source: URL.createObjectURL(new Blob([worker], { type: "text/javascript" })), module, files };
}

/** Load a script, by its address seen from this one. */
export function script(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const made = document.createElement("script");
    made.src = new URL(address, here).href;
    made.onload = () => resolve();
    made.onerror = () => {
      made.remove();
      reject(new Error(`${made.src} did not load`));
    };
    document.head.append(made);
  });
}

/** Bytes from base 64 and raw deflate. */
function inflated(text: string): Promise<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream).arrayBuffer();
}
