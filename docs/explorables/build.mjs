// Bundles the explorables: `node build.mjs OUT` writes loader.js, shared.js, one file a widget
// into OUT, and prints what widgets there are, what parameters they have, and the outlines of their panels.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { parseHTML } from "linkedom";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
const names = readdirSync(join(here, "src/widgets")).map((file) => file.replace(/\.ts$/, "")).sort();

const { outline } = await import("./src/ui/panel.ts");
const exported = Object.keys(await import("./src/shared.ts"));

/** What goes out with all scripts, as D3's licence asks; the page "Reuse and cite" has all licences. */
const NOTICE = "/*! Contains D3, Copyright Mike Bostock, ISC licence: _downloads/third-party-licences.txt of this site */";

/** Widgets find what they share in the global that shared.js makes. */
const shared = {
  name: "shared",
  setup(tool) {
    tool.onResolve({ filter: /\/shared\.ts$/ }, () => ({ path: "shared", namespace: "global" }));
    tool.onLoad({ filter: /.*/, namespace: "global" }, () => ({
      contents: `export const { ${exported.join(", ")} } = globalThis.explorables`,
    }));
  },
};

/** The panel of a widget as HTML without its drawings, for the pages of an edition. */
function outlined(widget, edition) {
  const { document, HTMLElement } = parseHTML(`<html><body data-edition="${edition}"></body></html>`);
  Object.assign(globalThis, { document, HTMLElement });
  const panel = outline(widget);
  for (const drawing of panel.querySelectorAll(".plot")) drawing.replaceChildren();
  return panel.outerHTML;
}

const bundle = (name, contents, plugins = [], define = {}) =>
  build({
    stdin: { contents, resolveDir: join(here, "src"), sourcefile: `${name}.entry.ts`, loader: "ts" },
    outfile: join(out, `${name}.js`),
    alias: { "d3-color": join(here, "src/ui/colourless.ts") },
    bundle: true,
    minify: true,
    charset: "utf8",
    format: "iife",
    target: "es2022",
    legalComments: "none",
    banner: { js: NOTICE },
    logLevel: "warning",
    plugins,
    define,
  });

await bundle("shared", 'import * as shared from "./shared.ts"; globalThis.explorables = { ...shared, widgets: {} };');
const manifest = {};
for (const name of names) {
  await bundle(name, `import made from "./widgets/${name}.ts"; globalThis.explorables.widgets["${name}"] = made;`, [shared]);
  const widget = (await import(`./src/widgets/${name}.ts`)).default;
  const outlines = Object.fromEntries(["en", "zh", "both"].map((edition) => [edition, outlined(widget, edition)]));
  manifest[name] = { params: widget.params, outlines };
}
const version = createHash("sha256");
for (const name of ["shared", ...names]) version.update(readFileSync(join(out, `${name}.js`)));
await bundle("loader", 'import "./loader.ts";', [], { VERSION: JSON.stringify(version.digest("hex").slice(0, 8)) });
console.log(JSON.stringify(manifest));
