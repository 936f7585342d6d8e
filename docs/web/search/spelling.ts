/** The book's word for one that is typed wrongly. */

import { distance } from "fastest-levenshtein";

const LEAST = 4; // letters; of shorter words too many are alike

/** The nearest word, if few letters are wrong: one in four. */
export const nearest = (word: string, vocabulary: Iterable<string>): string | undefined => {
  if (word.length < LEAST || !/^[a-z]+$/.test(word)) return undefined;
  let best: string | undefined;
  let least = Math.floor(word.length / 4) + 1;
  for (const known of vocabulary) {
    if (Math.abs(known.length - word.length) >= least) continue;
    const wrong = distance(word, known);
    if (wrong < least) [best, least] = [known, wrong];
  }
  return best;
};
