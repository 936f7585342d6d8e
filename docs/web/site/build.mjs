// Bundles the script of all pages: `node build.mjs OUT` writes site.js.
import { join } from "node:path";

import { bundle } from "../bundle.mjs";

await bundle(join(import.meta.dirname, "index.js"), join(process.argv[2], "site.js"), { notice: "" });
