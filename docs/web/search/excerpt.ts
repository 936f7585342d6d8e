/** The passage of a place that answers a query, and the words in it. */

import type { Entry } from "./book.ts";
import { fold } from "./fold.ts";
import type { Hit } from "./literal.ts";
import type { Query } from "./query.ts";

export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

export interface Passage {
  readonly pieces: readonly Piece[];
  readonly language: "zh" | "";
  readonly code: boolean;
  /** The words of the query as they stand there. */
  readonly words: readonly string[];
}

const [WIDE, BEFORE] = [180, 60]; // signs; a Chinese one counts twice
const WORDS = 6;
const HAN = /[\u3000-\u9fff\uff00-\uff60]/g;

/** All hits of a query in a text, in their order, none within another. */
const hitsOf = (text: string, query: Query): Hit[] => {
  const folded = fold(text);
  const all = query.needs.flatMap(({ ways }) => ways.flatMap(({ find }) => find(folded)));
  all.sort((a, b) => a.at - b.at || b.length - a.length);
  let end = 0;
  return all.filter((hit) => hit.at >= end && ((end = hit.at + hit.length), true));
};

/** The passage of an entry, in the language of the query where it is in both. */
export const passage = (entry: Entry, query: Query): Passage => {
  const texts = [
    { text: entry.text, language: "", code: false },
    { text: entry.chinese, language: "zh", code: false },
    { text: entry.code, language: "", code: true },
  ] as const;
  const order = query.chinese ? [texts[1], texts[0], texts[2]] : texts;
  const found = order.map((one) => ({ ...one, hits: hitsOf(one.text, query) }));
  const { text, language, code, hits } = found.find((one) => one.hits.length) ?? found.find((one) => one.text) ?? { ...texts[0], hits: [] };
  const words = found.flatMap((one) => one.hits.map(({ at, length }) => one.text.slice(at, at + length)));
  return { pieces: cut(text, hits), language, code, words: distinct(words) };
};

const distinct = (words: readonly string[]): string[] =>
  [...new Map(words.map((word) => [word.toLowerCase(), word])).values()].slice(0, WORDS);

/** Cut a text to the window that says most of what was asked for, and into what is marked and what is not. */
const cut = (text: string, hits: readonly Hit[]): Piece[] => {
  const first = hits.reduce<Hit | undefined>((best, hit) => (best && variety(text, hits, best) >= variety(text, hits, hit) ? best : hit), undefined);
  const start = first ? beginning(text, first.at) : 0;
  const end = ending(text, start);
  const pieces: Piece[] = [{ text: start ? "… " : "", marked: false }];
  let place = start;
  for (const { at, length } of hits) {
    if (at < start || at >= end) continue;
    pieces.push({ text: text.slice(place, at), marked: false }, { text: text.slice(at, at + length), marked: true });
    place = at + length;
  }
  pieces.push({ text: text.slice(place, Math.max(place, end)) + (end < text.length ? " …" : ""), marked: false });
  return pieces.filter((piece) => piece.text);
};

/** How wide a text is: a Chinese sign takes two places. */
const width = (text: string): number => text.length + (text.match(HAN)?.length ?? 0);

/** How many different words stand in the window that begins at a hit, and how many in all. */
const variety = (text: string, hits: readonly Hit[], { at: from }: Hit): number => {
  const near = hits.filter(({ at }) => at >= from && at < from + WIDE && width(text.slice(from, at)) < WIDE - BEFORE);
  return new Set(near.map(({ at, length }) => fold(text.slice(at, at + length)))).size + near.length / 100;
};

/** Where to begin, so that a hit is seen early: with its sentence, or else with a word before it. */
const beginning = (text: string, at: number): number => {
  const before = text.slice(0, at);
  const sentence = before.length - (/[^\n。！？；]*$/.exec(before.replace(/[.!?] /g, "\n\n"))?.[0].length ?? 0);
  if (width(text.slice(sentence, at)) <= BEFORE) return sentence;
  let start = at;
  while (start > sentence && width(text.slice(start, at)) < BEFORE) start--;
  const word = /[\s\u3000-\u9fff，；：（]/.exec(text.slice(start, at));
  return word ? start + word.index + 1 : start;
};

const ending = (text: string, start: number): number => {
  let end = start;
  for (let left = WIDE; left > 0 && end < text.length; end++) left -= width(text.charAt(end));
  while (end < text.length && /[\w\u0370-\u03ff]/.test(text.charAt(end))) end++;
  return end;
};
