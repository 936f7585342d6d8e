/** What the reader's code finds of JavaScript: `import js` leads to the global object of its worker, and from there to the network. */

/** The language itself, and what MicroPython asks for while it runs. All else goes, whatever browsers may add. */
const KEPT = new Set([
  ..."Object Array String Number Boolean Symbol BigInt Math JSON Date RegExp Promise Proxy Reflect Map Set WeakMap WeakSet WeakRef FinalizationRegistry".split(" "),
  ..."Error TypeError RangeError SyntaxError ReferenceError EvalError URIError AggregateError Iterator".split(" "),
  ..."ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array".split(" "),
  ..."globalThis undefined NaN Infinity isNaN isFinite parseInt parseFloat TextDecoder TextEncoder console crypto".split(" "),
  ..."Module proxy_js_ref proxy_js_ref_next proxy_js_ref_map proxy_js_map proxy_js_existing pyProxyFinalizationRegistry".split(" "),
]);

/** Take all that is not kept from the global object and from what it inherits. */
export function confine(): void {
  forgetMakers();
  for (let holder: object = globalThis; holder !== Object.prototype; holder = Object.getPrototypeOf(holder) as object) {
    for (const name of Object.getOwnPropertyNames(holder)) if (!KEPT.has(name)) remove(holder, name);
  }
}

/** A function leads to what makes functions out of texts; the policy of the page refuses these, too. */
function forgetMakers(): void {
  for (const one of [() => {}, async () => {}, function* () {}, async function* () {}]) {
    remove(Object.getPrototypeOf(one) as object, "constructor");
  }
}

/** Delete a property, or if it cannot be deleted, empty it. */
function remove(holder: object, name: string): void {
  if (Reflect.deleteProperty(holder, name)) return;
  if (Reflect.defineProperty(holder, name, { value: undefined })) return;
  Reflect.set(holder, name, undefined);
}
