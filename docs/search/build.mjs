// Bundles the script that the first key fetches: `node build.mjs OUT`, with the book as JSON on standard input.
import { text } from "node:stream/consumers";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { Converter } from "opencc-js/t2cn";

const here = dirname(fileURLToPath(import.meta.url));
const [, , outfile] = process.argv;

/** Traditional characters whose simplified ones the book has, for readers who type them. */
const characters = (used) => {
  const simplify = Converter({ from: "t", to: "cn" });
  const pairs = Array.from({ length: 0x9fff - 0x3400 + 1 }, (_, i) => String.fromCharCode(0x3400 + i))
    .map((sign) => [sign, simplify(sign)])
    .filter(([sign, simple]) => sign !== simple && simple.length === 1 && used.has(simple) && !used.has(sign));
  return { traditional: pairs.map(([sign]) => sign).join(""), simplified: pairs.map(([, sign]) => sign).join("") };
};

const book = {
  name: "book",
  setup(tool) {
    tool.onResolve({ filter: /^book$/ }, () => ({ path: "book", namespace: "made" }));
    tool.onLoad({ filter: /.*/, namespace: "made" }, async () => {
      const source = await text(process.stdin);
      const made = { ...JSON.parse(source), ...characters(new Set(source)) };
      // A string of JSON is read faster than the same object in JavaScript.
      return { contents: `export const book = JSON.parse(${JSON.stringify(JSON.stringify(made))});` };
    });
  },
};

await build({
  entryPoints: [join(here, "src/index.ts")],
  outfile,
  bundle: true,
  minify: true,
  charset: "utf8",
  format: "iife",
  target: "es2022",
  legalComments: "none",
  logLevel: "warning",
  plugins: [book],
});
