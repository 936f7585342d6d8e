/** What stands in a text as it was typed: formulas, code, numbers, Chinese. */

import { squeeze } from "./fold.ts";

export interface Hit {
  readonly at: number;
  readonly length: number;
  /** 1 for the word itself in any of its forms, less where it only begins a longer one. */
  readonly weight: number;
}

export type Pattern = (folded: string) => Hit[];

export const isHan = (text: string): boolean => /[\u3400-\u9fff]/.test(text);

/** A formula, or a piece of code: it has a sign between letters or numbers. */
export const isFormula = (text: string): boolean =>
  !isHan(text) && /[=^/()*+<>|√≤≥]|(?<![a-z])[a-zα-ω]_|(?<![a-z\d.-])\d+-(?:[α-ω]|beta\b|eta\b)/.test(text) && /[a-z\dα-ω]/.test(text);

/** Letters and digits do not go on before and behind; Greek letters stand in products, Chinese in sentences. */
const alone = (text: string): RegExp => {
  const before = /^[a-z]/.test(text) ? "(?<![a-z0-9])" : /^\d/.test(text) ? "(?<![\\d.])" : "";
  const behind = /[a-z]$/.test(text) ? "(?![a-z0-9])" : /\d$/.test(text) ? "(?!\\.?\\d)" : "";
  return new RegExp(before + text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&") + behind, "g");
};

export const hits = (folded: string, what: RegExp): Hit[] =>
  Array.from(folded.matchAll(what), ({ 0: found, index }) => ({ at: index, length: found.length, weight: 1 }));

/** A folded text as it stands; of a formula, spaces and braces do not matter. */
export const literal = (text: string): Pattern => {
  if (!isFormula(text)) {
    const what = alone(text);
    return (folded) => hits(folded, what);
  }
  const what = alone(squeeze(text).text);
  const signs = [...new Set(text.replace(/[\sa-zα-ω^_{}$\\]/g, ""))];
  return (folded) => {
    if (!signs.every((sign) => folded.includes(sign))) return []; // squeezing takes long
    const { text: squeezed, from } = squeeze(folded);
    return hits(squeezed, what).map(({ at, length }) => {
      const [start = 0, end = 0] = [from[at], from[at + length - 1]];
      return { at: start, length: end - start + 1, weight: 1 };
    });
  };
};
