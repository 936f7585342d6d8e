/** Texts without what readers do not type: case, accents, width, kinds of dashes and quotes. */

// Maps, not objects: a reader's word may be "constructor".
const ALIKE: ReadonlyMap<string, string> = new Map(Object.entries({
  "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-", "’": "'", "‘": "'", "“": '"', "”": '"',
  "∣": "|", "⋅": "·", "∗": "*", "，": ",", "。": ".", "ł": "l", "ø": "o", "ϵ": "ε", "ϕ": "φ",
}));
const GREEK: ReadonlyMap<string, string> = new Map(Object.entries({
  alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ε", eta: "η", theta: "θ", kappa: "κ",
  lambda: "λ", mu: "μ", nu: "ν", pi: "π", rho: "ρ", sigma: "σ", tau: "τ", phi: "φ", omega: "ω",
}));
const NAMED = new Map([...GREEK].map(([name, letter]) => [letter, name]));
const known = new Map<string, string>();

/** Fold a text; every sign keeps its place, so that what is found in it is found in the text. */
export const fold = (text: string): string =>
  text.replace(/[^\x00-\x7f\u3400-\u9fff]/g, foldSign).toLowerCase();

const foldSign = (sign: string): string => {
  let folded = known.get(sign);
  if (folded === undefined) {
    const plain = sign.normalize("NFKD").replace(/\p{M}/gu, "");
    folded = plain.length === 1 ? plain : sign;
    folded = ALIKE.get(folded) ?? ALIKE.get(folded.toLowerCase()) ?? folded;
    known.set(sign, folded);
  }
  return folded;
};

/** The other name of a Greek letter, `β` of `beta` and `beta` of `β`. */
export const greek = (word: string): string | undefined =>
  GREEK.get(word) ?? NAMED.get(word);

/** A text made shorter, and where each of its signs comes from. */
export interface Squeezed {
  readonly text: string;
  readonly from: readonly number[];
}

const NAMES = new RegExp(`(?<![a-z])(?:${[...GREEK.keys()].join("|")})(?![a-z])`, "g");
// Letters stay apart, or the last word before a formula would become a part of it.
const LOOSE = /(?<![a-z0-9])\s+|\s+(?![a-z0-9])|[\^_{}$\\\u0300-\u036f]/g;

const swap = (text: string, what: RegExp, instead: (found: string) => string): Squeezed => {
  const from: number[] = [];
  let made = "";
  let place = 0;
  const keep = (end: number): void => {
    made += text.slice(place, end);
    while (place < end) from.push(place++);
  };
  for (const { 0: found, index } of text.matchAll(what)) {
    keep(index);
    made += instead(found);
    while (from.length < made.length) from.push(index);
    place = index + found.length;
  }
  keep(text.length);
  return { text: made, from };
};

/** A folded text as formulas are compared: no spaces, braces and backslashes, letters for `beta`. */
export const squeeze = (folded: string): Squeezed => {
  const named = swap(folded, NAMES, (name) => GREEK.get(name) ?? name);
  const tight = swap(named.text, LOOSE, () => "");
  return { text: tight.text, from: tight.from.map((place) => named.from[place] ?? 0) };
};
