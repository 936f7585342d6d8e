/** Runs jobs, each in a worker of its own that is ended afterwards; the next one is kept warm for a while. */

import { type Python, python } from "./load.ts";
import type { Job, Message } from "./messages.ts";
import { ticking } from "./ticks.ts";
import type { Report, Start } from "./worker/worker.ts";

/** How a run came to its end: by itself, by the button, because nothing was heard of it, or because the engine broke. */
export type End = "done" | "stopped" | "silent" | "broken";

const START = 10_000; // ms for an interpreter to start, after which another one is tried
const LEAST = 2_000; // ms of silence that are always allowed
const SLOW = 15; // times the probe, on slow machines
const MOST = 6_000; // ms of silence that are never exceeded
const IDLE = 120_000; // ms that a warm worker is kept
const FLOOD = 2_000; // messages that no honest run sends

/** A worker whose interpreter is ready for a job. */
interface Ready {
  worker: Worker;
  patience: number;
}

let warm: Promise<Ready> | null = null;
let idle = 0;

/** Have a worker ready for the next run. Whoever asks is told if that fails. */
export function prepare(): Promise<Ready> {
  warm ??= python().then((parts) => started(parts, START).catch(() => started(parts, 3 * START)));
  warm.catch(() => (warm = null));
  clearTimeout(idle);
  idle = window.setTimeout(drop, IDLE);
  return warm;
}

/** End the worker that waits: it holds memory. */
function drop(): void {
  void warm?.then(({ worker }) => worker.terminate()).catch(() => {});
  warm = null;
}

addEventListener("pagehide", drop);

/** Start an interpreter; after a while without an answer it will not come. */
function started({ source, module, files }: Python, most: number): Promise<Ready> {
  const worker = new Worker(source);
  return new Promise<Ready>((resolve, reject) => {
    const fail = (why: string): void => {
      worker.terminate();
      reject(new Error(why));
    };
    const late = setTimeout(fail, most, "the interpreter does not start");
    worker.onerror = ({ message }) => fail(message || "the worker does not start");
    worker.onmessage = ({ data }: MessageEvent<Report>) => {
      clearTimeout(late);
      if (data.kind === "ready") resolve({ worker, patience: Math.min(Math.max(LEAST, SLOW * data.milliseconds), MOST) });
      else fail(data.why);
    };
    worker.postMessage({ module, files } satisfies Start);
  });
}

/** Run a job. Every message is heard in its turn; `stop` ends it at any time. */
export async function run(job: Job, hear: (message: Message) => void, stop: AbortSignal): Promise<End> {
  const ready = await Promise.race([prepare(), aborted(stop)]);
  if (!ready) return "stopped";
  clearTimeout(idle);
  warm = null;
  const end = await watched(ready, job, hear, stop);
  ready.worker.terminate();
  void prepare().catch(() => {});
  return end;
}

function aborted(stop: AbortSignal): Promise<null> {
  return new Promise((resolve) => (stop.aborted ? resolve(null) : stop.addEventListener("abort", () => resolve(null), { once: true })));
}

/** Hear a worker until it is done, or until patience with it ends. */
function watched({ worker, patience }: Ready, job: Job, hear: (message: Message) => void, stop: AbortSignal): Promise<End> {
  return new Promise((resolve) => {
    let [heard, timer] = [0, 0];
    const end = (how: End): void => {
      clearTimeout(timer);
      resolve(how);
    };
    const wait = (): void => {
      clearTimeout(timer);
      timer = window.setTimeout(end, patience, "silent");
    };
    worker.onerror = () => end("broken");
    worker.onmessage = ({ data }: MessageEvent<string | Report>) => {
      if (typeof data !== "string" || ++heard > FLOOD) {
        console.warn(data);
        return end("broken");
      }
      wait();
      const message = JSON.parse(data) as Message;
      hear(message);
      if (message.kind === "done") end("done");
    };
    stop.addEventListener("abort", () => end("stopped"), { once: true });
    wait();
    worker.postMessage(JSON.stringify({ ...job, code: ticking(job.code) }));
  });
}
