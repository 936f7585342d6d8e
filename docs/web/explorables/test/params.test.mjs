// What a link says: values of the parameters, and nothing that only looks like one.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";

import { defaults, format, parse, rounded } from "../../ui/params.ts";

const WIDGETS = new URL("../widgets/", import.meta.url);
// Every object has these; a parameter or an option that is asked for by a reader's word has not.
const INHERITED = Object.getOwnPropertyNames(Object.prototype);
const HOSTILE = [...INHERITED, "", " ", "NaN", "1e999", "-1e999", "null", "true", "01x", "\u0000", "１", "🙂"];

for (const file of readdirSync(WIDGETS)) {
  const { default: widget } = await import(new URL(file, WIDGETS));
  const { params } = widget;

  test(`${file}: no word that objects know is a value or a parameter`, () => {
    for (const name of [...Object.keys(params), ...INHERITED])
      for (const value of HOSTILE) {
        const found = parse(params, new URLSearchParams({ [name]: value }).toString());
        assert.deepEqual(found, {}, `${name}=${value}`);
      }
  });

  test(`${file}: a state survives its link`, () => {
    const own = defaults(params);
    for (const [name, param] of Object.entries(params)) {
      const ends = () => [param.min, param.max].map((end) => rounded(param, end)); // a link has the digits of the control
      const others = param.kind === "flag" ? [!param.value] : param.kind === "choice" ? Object.keys(param.options) : ends();
      for (const value of others) {
        const state = { ...own, [name]: value };
        const found = parse(params, format(params, state, own));
        assert.deepEqual(found, value === own[name] ? {} : { [name]: value }, `${name}=${value}`);
      }
    }
  });
}
