/** What a reader has done, kept on the reader's device and nowhere else. */

/** Of a lab its code and guess, of a drill the answer; `solved` is a day, 2026-11-30. */
export interface Kept {
  code?: string;
  of?: string; // digest of the page's own code when the reader began
  guess?: number;
  lines?: number;
  answer?: string;
  solved?: string;
}

export type Progress = Record<string, Kept>;

const KEY = "momentum-labs";
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const count = (field: unknown): boolean => Number.isInteger(field) && (field as number) >= 0;
const text = (field: unknown): boolean => typeof field === "string";
const FORMS: Record<keyof Kept, (field: unknown) => boolean> = {
  code: text, of: text, guess: count, lines: count, answer: text, solved: (field) => text(field) && DAY.test(field as string),
};

/** What the browser would not keep: a private window, a page from a folder in some, a store that is full. It lasts as long as the page. */
let memory: string | null = null;

function load(): string | null {
  try {
    return memory ?? localStorage.getItem(KEY);
  } catch {
    return memory;
  }
}

function save(progress: Progress): void {
  const text = JSON.stringify(progress);
  try {
    localStorage.setItem(KEY, text);
    memory = null;
  } catch {
    memory = text;
  }
}

/** Keep of any value only what has the form of a progress: a file or a store may hold anything. */
export function understood(value: unknown): Progress {
  const known: Progress = Object.create(null) as Progress;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return known;
  for (const [name, kept] of Object.entries(value)) {
    if (!NAME.test(name) || typeof kept !== "object" || kept === null) continue;
    const fields = Object.entries(kept).filter(([key, field]) => Object.hasOwn(FORMS, key) && FORMS[key as keyof Kept](field));
    if (fields.length) known[name] = Object.fromEntries(fields) as Kept;
  }
  return known;
}

/** All that is kept. */
export function all(): Progress {
  try {
    return understood(JSON.parse(load() ?? "{}"));
  } catch {
    return understood(null);
  }
}

/** What is kept of a lab or a drill. */
export function get(name: string): Kept {
  return all()[name] ?? {};
}

/** Change some of what is kept of one; undefined forgets. */
export function set(name: string, changes: { [Key in keyof Kept]?: Kept[Key] | undefined }): void {
  const progress = all();
  const kept = Object.entries({ ...progress[name], ...changes }).filter(([, field]) => field !== undefined);
  if (kept.length) progress[name] = Object.fromEntries(kept) as Kept;
  else delete progress[name];
  replace(progress);
  tell(name);
}

/** Put all in the place of what is kept. */
export function replace(progress: Progress): void {
  save(understood(progress));
}

/** Forget all. */
export function clear(): void {
  memory = null;
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}

/** Two progresses as one: what is solved in either is solved, of two codes the first stays. */
export function merged(first: Progress, second: Progress): Progress {
  const names = new Set([...Object.keys(first), ...Object.keys(second)]);
  return understood(Object.fromEntries([...names].map((name) => [name, { ...second[name], ...first[name] }])));
}

/** The day, as it is kept: in the reader's own time. */
export function today(now = new Date()): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function tell(name: string): void {
  document.dispatchEvent(new CustomEvent("momentum:lab", { detail: name }));
}
