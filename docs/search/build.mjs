// Bundles the script that the first key fetches: `node build.mjs OUT` writes search.js, with a place for the book, and
// characters.json, what traditional characters become. docs/_ext/search.py puts a book in.
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { Converter } from "opencc-js/t2cn";

const here = dirname(fileURLToPath(import.meta.url));
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

await build({
  entryPoints: [join(here, "src/index.ts")],
  outfile: join(out, "search.js"),
  bundle: true,
  minify: true,
  charset: "utf8",
  format: "iife",
  target: "es2022",
  legalComments: "none",
  banner: { js: "/*! Contains works of others; their licences: _downloads/third-party-licences.txt of this site */" },
  logLevel: "warning",
  plugins: [book],
});
