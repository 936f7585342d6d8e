// How all scripts of the site are bundled: classic ones, which also run in a page opened from a folder.
import { build } from "esbuild";

/** What goes out with every bundle that holds works of others; the page "Reuse and cite" has all licences. */
const NOTICE = "/*! Contains works of others; their licences: _downloads/third-party-licences.txt of this site */";

/** Bundle a file, or a text that imports from a folder, into a file. */
export function bundle(input, outfile, { notice = NOTICE, ...options } = {}) {
  return build({
    ...(typeof input === "string" ? { entryPoints: [input] } : { stdin: { ...input, loader: "ts" } }),
    outfile,
    bundle: true,
    minify: true,
    charset: "utf8",
    format: "iife",
    target: "es2022",
    legalComments: "none",
    banner: notice ? { js: notice } : {},
    logLevel: "warning",
    ...options,
  });
}
