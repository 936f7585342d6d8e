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
const LOUD = 1_000_000; // signs that no honest run sends in all its messages

/** A worker whose interpreter is ready for a job. */
interface Ready {
  worker: Worker;
  patience: number;
}

let warm: Promise<Ready> | null = null;
let idle = 0;

/** Have a worker ready for the next run. Whoever asks is told if that fails. */
export function prepare(): Promise<Ready> {
  return warm ?? keep(python().then((parts) => started(parts, START).catch(() => started(parts, 3 * START))));
}

/** Let a worker wait for the next run, for a while. */
function keep(worker: Promise<Ready>): Promise<Ready> {
  warm = worker;
  worker.catch(() => warm === worker && (warm = null));
  clearTimeout(idle);
  idle = window.setTimeout(drop, IDLE);
  return worker;
}

/** The worker that waits, for one run alone: another one gets a worker of its own, even if both are asked for before Python is there. */
function taken(): Promise<Ready> {
  const worker = prepare();
  clearTimeout(idle);
  warm = null;
  return worker;
}

/** End the worker that waits: it holds memory. */
function drop(): void {
  if (warm) end(warm);
  warm = null;
}

function end(ready: Promise<Ready>): void {
  ready.then(({ worker }) => worker.terminate()).catch(() => {});
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
  const mine = taken();
  const ready = await Promise.race([mine, aborted(stop)]);
  if (!ready) {
    if (warm) end(mine);
    else void keep(mine); // it has not been used
    return "stopped";
  }
  const how = await watched(ready, job, hear, stop);
  ready.worker.terminate();
  void prepare().catch(() => {});
  return how;
}

function aborted(stop: AbortSignal): Promise<null> {
  return new Promise((resolve) => (stop.aborted ? resolve(null) : stop.addEventListener("abort", () => resolve(null), { once: true })));
}

/** Hear a worker until it is done, or until patience with it ends. */
function watched({ worker, patience }: Ready, job: Job, hear: (message: Message) => void, stop: AbortSignal): Promise<End> {
  return new Promise((resolve) => {
    let [heard, signs, timer] = [0, 0, 0];
    const end = (how: End): void => {
      clearTimeout(timer);
      worker.onmessage = null; // what is still on its way comes too late
      resolve(how);
    };
    const wait = (): void => {
      clearTimeout(timer);
      timer = window.setTimeout(end, patience, "silent");
    };
    worker.onerror = () => end("broken");
    worker.onmessage = ({ data }: MessageEvent<string | Report>) => {
      if (typeof data !== "string" || ++heard > FLOOD || (signs += data.length) > LOUD) {
        console.warn(typeof data === "string" ? data.slice(0, 200) : data);
        return end("broken");
      }
      wait();
      try {
        const message = JSON.parse(data) as Message;
        hear(message);
        if (message.kind === "done") end("done");
      } catch (error) {
        console.warn(error); // the reader's code can send what it likes
        end("broken");
      }
    };
    stop.addEventListener("abort", () => end("stopped"), { once: true });
    wait();
    worker.postMessage(JSON.stringify({ ...job, code: ticking(job.code) }));
  });
}
