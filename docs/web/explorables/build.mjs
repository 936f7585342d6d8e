// Bundles the explorables: `node build.mjs OUT` writes loader.js, shared.js, one file a widget
// into OUT, and prints what widgets there are, what parameters they have, and the outlines of their panels.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { parseHTML } from "linkedom";

import { bundle } from "../bundle.mjs";

const here = import.meta.dirname;
const out = process.argv[2];
const names = readdirSync(join(here, "widgets")).map((file) => file.replace(/\.ts$/, "")).sort();

const { outline } = await import("../ui/panel.ts");
const exported = Object.keys(await import("./shared.ts"));

/** What goes out with all scripts, as D3's licence asks; the page "Reuse and cite" has all licences. */
const NOTICE = "/*! Contains D3, Copyright Mike Bostock, ISC licence: _downloads/third-party-licences.txt of this site */";

/** What the global of shared.js has: widgets, and the numbers that they import, find it there. */
const sources = readFileSync(join(here, "shared.ts"), "utf8").matchAll(/ from "(.+)"/g);
const held = new Set([join(here, "shared.ts"), ...[...sources].map(([, path]) => join(here, path))]);
const shared = {
  name: "shared",
  setup(tool) {
    tool.onResolve({ filter: /\.ts$/ }, ({ resolveDir, path }) =>
      held.has(join(resolveDir, path)) ? { path: "shared", namespace: "global" } : undefined,
    );
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

const write = (name, contents, options = {}) =>
  bundle({ contents, resolveDir: here, sourcefile: `${name}.entry.ts` }, join(out, `${name}.js`), {
    alias: { "d3-color": join(here, "../ui/colourless.ts") },
    notice: NOTICE,
    ...options,
  });

await write("shared", 'import * as shared from "./shared.ts"; globalThis.explorables ??= { ...shared, widgets: {} };');
const manifest = {};
for (const name of names) {
  await write(name, `import made from "./widgets/${name}.ts"; globalThis.explorables.widgets["${name}"] = made;`, { plugins: [shared] });
  const widget = (await import(`./widgets/${name}.ts`)).default;
  const outlines = Object.fromEntries(["en", "zh", "both"].map((edition) => [edition, outlined(widget, edition)]));
  manifest[name] = { params: widget.params, outlines };
}
const version = createHash("sha256");
for (const name of ["shared", ...names]) version.update(readFileSync(join(out, `${name}.js`)));
await write("loader", 'import "./loader.ts";', {
  define: { VERSION: JSON.stringify(version.digest("hex").slice(0, 8)) },
});
console.log(JSON.stringify(manifest));
