/** What the first key fetches: the book to search in, and all that it takes. */

import { book } from "book"; // docs/_ext/search.py puts it in

import { answering } from "./results.ts";

const root = new URL("../", (document.currentScript as HTMLScriptElement).src);
globalThis.searchBook = answering(book, root.href);
