// Bundles the script that the first key fetches: `node build.mjs OUT` writes search.js, with a place for the book, and
// characters.json, what traditional characters become. docs/_ext/search.py puts a book in.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { Converter } from "opencc-js/t2cn";

import { bundle } from "../bundle.mjs";

const here = import.meta.dirname;
const out = process.argv[2];

const simplify = Converter({ from: "t", to: "cn" });
const pairs = Array.from({ length: 0x9fff - 0x3400 + 1 }, (_, i) => String.fromCharCode(0x3400 + i))
  .map((sign) => [sign, simplify(sign)])
  .filter(([sign, simple]) => sign !== simple && simple.length === 1);
writeFileSync(join(out, "characters.json"), JSON.stringify(pairs));

const book = {
  name: "book",
  setup(tool) {
    tool.onResolve({ filter: /^book$/ }, () => ({ path: "book", namespace: "made" }));
    tool.onLoad({ filter: /.*/, namespace: "made" }, () => ({ contents: 'export const book = JSON.parse("@book@");' }));
  },
};

await bundle(join(here, "index.ts"), join(out, "search.js"), { plugins: [book] });
