/** Words in all their forms. */

import { stemmer } from "stemmer";

import { type Hit, hits, isFormula, literal, type Pattern } from "./literal.ts";

const PREFIX = 0.3;
const SHORT = 3; // fewer letters begin too many words

/** A word in all its forms, `averages` for `averaging`, and at the beginning of longer ones. */
const word = (text: string): Pattern => {
  if (!/^[a-z]+$/.test(text)) return literal(text);
  const stem = stemmer(text);
  let common = 0;
  while (common < stem.length && stem[common] === text[common]) common++;
  const what = new RegExp(`(?<![a-z0-9])${text.slice(0, common)}[a-z]*`, "g");
  const weights = new Map<string, number>();
  const weigh = (found: string): number => {
    let weight = weights.get(found);
    if (weight === undefined) {
      const longer = text.length >= SHORT && found.startsWith(text);
      weights.set(found, (weight = stemmer(found) === stem ? 1 : longer ? PREFIX : 0));
    }
    return weight;
  };
  return (folded) =>
    hits(folded, what).flatMap((hit) => {
      const weight = weigh(folded.slice(hit.at, hit.at + hit.length));
      return weight ? [{ ...hit, weight }] : [];
    });
};

/** Words one after the other, whatever space or dash is between them. */
const words = (texts: readonly string[]): Pattern => {
  const patterns = texts.map(word);
  return (folded) => {
    const [first = [], ...others] = patterns.map((pattern) => pattern(folded));
    return others.reduce((before, after) => {
      const places = new Map(after.map((hit) => [hit.at, hit]));
      return before.flatMap((hit): Hit[] => {
        const end = hit.at + hit.length;
        const gap = /^[\s\-_.]*/.exec(folded.slice(end, end + 3))?.[0].length ?? 0;
        const next = places.get(end + gap);
        return next ? [{ at: hit.at, length: next.at + next.length - hit.at, weight: Math.min(hit.weight, next.weight) }] : [];
      });
    }, first);
  };
};

/** The pattern of a folded word, phrase or formula. */
export const pattern = (text: string): Pattern => {
  if (isFormula(text)) return literal(text);
  const parts = text.match(/[a-z]+|\d+(?:\.\d+)*|[^\sa-z\d\-_"',.;:!?]+/g) ?? [];
  return parts.length > 1 ? words(parts) : word(parts[0] ?? text);
};
