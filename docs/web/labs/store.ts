/** What is remembered of labs and of exercises with a number for an answer, on the reader's device only. */

/** One lab, or one exercise. What is not said is not there. */
export interface Entry {
  /** The reader's text, where it is not the page's. */
  code?: string;
  /** The digest of the page's text that the reader's came from. */
  of?: string;
  /** The number of the choice that was guessed, from 1; 0 for none. */
  guess?: number;
  /** The day on which all checks were green for the first time, as 2026-11-30. */
  solved?: string;
  /** Lines changed then. */
  lines?: number;
}

export type Entries = Record<string, Entry>;

const KEY = "momentum-labs";
let kept: Entries | null = null; // where a browser refuses to store: then all is remembered for this page

/** All that is known. */
export function all(): Entries {
  if (kept) return kept;
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return isEntries(found) ? found : {};
  } catch {
    return {};
  }
}

/** What is known of one. */
export function get(name: string): Entry {
  const entries = all();
  return Object.hasOwn(entries, name) ? entries[name]! : {};
}

/** Change what is known of one; undefined takes something away. */
export function set(name: string, change: { [K in keyof Entry]: Entry[K] | undefined }): void {
  const entry: Entry = Object.fromEntries(Object.entries({ ...get(name), ...change }).filter(([, value]) => value !== undefined));
  const { [name]: _, ...others } = all();
  write(Object.keys(entry).length ? { ...others, [name]: entry } : others, name);
}

/** Put other entries in place of all, as a file brings them; what is none is left out. */
export function replace(entries: unknown): number {
  const sound = isEntries(entries) ? entries : {};
  write(sound, "");
  return Object.keys(sound).length;
}

/** Forget everything. */
export function clear(): void {
  write({}, "");
}

/** Today, as an entry has it: by the reader's own calendar. */
export function today(): string {
  const now = new Date();
  const two = (value: number): string => `${value}`.padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function write(entries: Entries, name: string): void {
  try {
    if (Object.keys(entries).length) localStorage.setItem(KEY, JSON.stringify(entries));
    else localStorage.removeItem(KEY);
    kept = null;
  } catch {
    kept = entries;
  }
  document.dispatchEvent(new CustomEvent("momentum:lab", { detail: name }));
}

const KINDS: { [K in keyof Required<Entry>]: "string" | "number" } = { code: "string", of: "string", guess: "number", solved: "string", lines: "number" };

/** Whether this is what we wrote, or at least looks like it: files come from anywhere. */
function isEntries(found: unknown): found is Entries {
  const object = (value: unknown): value is object => typeof value === "object" && value !== null && !Array.isArray(value);
  const sound = ([key, value]: [string, unknown]): boolean => typeof value === KINDS[key as keyof Entry];
  return object(found) && Object.values(found).every((entry) => object(entry) && Object.entries(entry).every(sound));
}
