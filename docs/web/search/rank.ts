/**
 * Which places answer a query, the best first: BM25 over the texts themselves.
 *
 * There is no index of words. A pass over all texts takes 5 to 15 ms, building one (MiniSearch, FlexSearch)
 * 70 to 260 ms in every reader's browser; and only the texts tell 二项式 from 多项式 and know 1/(1-β).
 */

import type { Book, Entry, Kind } from "./book.ts";
import { fold } from "./fold.ts";
import { pattern } from "./pattern.ts";
import { Asker, essence, type Need, type Query } from "./query.ts";

export interface Found {
  readonly entry: Entry;
  readonly url: string;
  readonly score: number;
}

export interface Answer {
  readonly query: Query;
  /** Where the glossary says in a sentence what was asked for. */
  readonly definition: Found | undefined;
  readonly found: readonly Found[];
  /** Whether all that was asked for is in one place, or only some of it. */
  readonly complete: boolean;
  /** How many of the places have most of it: the rest lack one word more. */
  readonly most: number;
}

/** A place with its texts folded. */
interface Place {
  readonly entry: Entry;
  readonly url: string;
  readonly weight: number;
  readonly length: number;
  readonly texts: readonly (readonly [text: string, weight: number])[];
}

// What a word counts in the title of a place, in that of its page, in the text, in code.
const [TITLE, PAGE, TEXT, CODE] = [8, 1, 1, 0.3];
const KINDS: Readonly<Record<Kind, number>> = {
  page: 1.3, section: 1, theorem: 0.8, exercise: 0.6, solution: 0.5, term: 0.6, api: 0.5,
};
const SATURATION = 6;
const LENGTH = 0.5;
const WHOLE = 1; // what all that a page says counts for the page
const PHRASE = 1.5; // the words stand as they were typed
const NAMED = 2; // the title is what was typed
const SEEN = 1.5; // the place that explains a word says more about it than any other
const FEW = 5; // so few places may have all words by chance:
const NEXT = 10; // so many of those that lack one come after them, or before,
const LACK = 0.5; // if they are about the others

export class Searcher {
  readonly #places: readonly Place[];
  readonly #pages: readonly (readonly number[])[];
  readonly #asker: Asker;
  #words: ReadonlySet<string> | undefined;

  constructor(book: Book) {
    const lengths = book.entries.map(({ text, chinese, code }) => text.length + chinese.length + code.length);
    const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
    this.#places = book.entries.map((entry, index) => {
      const page = book.pages[entry.page];
      return {
        entry,
        url: `${page?.url}${entry.anchor && `#${entry.anchor}`}`,
        weight: KINDS[entry.kind] * (page?.weight ?? 1),
        length: 1 - LENGTH + (LENGTH * (lengths[index] ?? 0)) / mean,
        texts: [
          [fold(entry.title), TITLE],
          [entry.kind === "page" ? "" : fold(page?.title ?? ""), PAGE],
          [fold(entry.text), TEXT],
          [fold(entry.chinese), TEXT],
          [fold(entry.code), CODE],
        ],
      };
    });
    this.#pages = book.pages.map((_, page) => [...book.entries.keys()].filter((one) => book.entries[one]?.page === page));
    this.#asker = new Asker(book, (word) => this.#has(word), () => (this.#words ??= this.#vocabulary()));
  }

  #has(word: string): boolean {
    const find = pattern(word);
    return this.#places.some(({ texts }) => texts.some(([text]) => find(text).length));
  }

  #vocabulary(): ReadonlySet<string> {
    return new Set(this.#places.flatMap(({ texts }) => texts.flatMap(([text]) => text.match(/[a-z]{3,}/g) ?? [])));
  }

  /** The places that have everything asked for, or most of it; if these are few, also those that lack one word more. */
  ask(typed: string): Answer {
    const query = this.#asker.ask(typed);
    const tables = query.needs.map((need) => this.#weigh(need));
    const met = this.#places.map((_, index) => tables.filter((table) => table[index]).length);
    const most = Math.max(1, ...met);
    const meeting = (number: number, counts: number): Found[] =>
      this.#places.flatMap((place, index): Found[] => {
        if (met[index] !== number || isThePlace(place, query)) return [];
        const sum = tables.reduce((all, table) => all + (table[index] ?? 0), 0);
        return [{ ...place, score: counts * sum * worth(place, query) }];
      });
    const first = this.#places.flatMap((place): Found[] => (isThePlace(place, query) ? [{ ...place, score: Infinity }] : []));
    first.push(...meeting(most, 1));
    const next = most > 1 && first.length <= FEW ? sorted(meeting(most - 1, LACK)).slice(0, NEXT) : [];
    const found = sorted([...first, ...next]);
    const definition = found.find(({ entry }) => entry.kind === "term" && isNamed(entry, query));
    const rest = found.filter((one) => one !== definition);
    return { query, definition, found: rest, complete: most >= query.needs.length, most: rest.filter((one) => !next.includes(one)).length };
  }

  /** What every place says about one need: 0 where it says nothing; the place that explains it says most. */
  #weigh(need: Need): number[] {
    const counts = this.#places.map(({ texts }) =>
      texts.reduce((sum, [text, weight]) => sum + weight * count(need, text), 0),
    );
    const where = counts.filter((one) => one > 0).length;
    const rare = Math.log(1 + (counts.length - where + 0.5) / (where + 0.5));
    const says = this.#places.map(({ entry, length }, index) => {
      let often = (counts[index] ?? 0) / length;
      if (often && entry.kind === "page") often += WHOLE * this.#whole(entry.page, counts);
      return (rare * often * (SATURATION + 1)) / (often + SATURATION);
    });
    if (!need.seen.size) return says;
    const best = SEEN * Math.max(...says);
    return says.map((said, index) => (need.seen.has(this.#places[index]?.url ?? "") ? best : said));
  }

  /** How often a page says it, for its length. */
  #whole(page: number, counts: readonly number[]): number {
    const places = this.#pages[page] ?? [];
    const sum = (of: (index: number) => number): number => places.reduce((all, index) => all + of(index), 0);
    return sum((index) => counts[index] ?? 0) / (1 + sum((index) => this.#places[index]?.length ?? 0));
  }
}

const sorted = (found: readonly Found[]): Found[] => [...found].sort((a, b) => (a.score === b.score ? 0 : b.score - a.score));

const count = (need: Need, text: string): number =>
  Math.max(...need.ways.map(({ find, weight }) => weight * find(text).reduce((sum, hit) => sum + hit.weight, 0)));

/** Where docs/words.toml says that this is the place, in whatever words; or where this name is explained. */
const isThePlace = ({ entry, url }: Place, query: Query): boolean =>
  query.ideas.some(({ see }) => see === url) ||
  (entry.kind === "api" && query.name !== undefined && `.${fold(entry.title)}`.endsWith(`.${query.name}`));

const isNamed = ({ title }: Entry, query: Query): boolean =>
  title.split(" ｜ ").some((side) => essence(side) === query.essence) ||
  query.ideas.some(({ ours }) => ours.includes(title.split(" ｜ ")[0] ?? ""));

const worth = ({ entry, weight, texts }: Place, query: Query): number => {
  if (query.phrase && texts.some(([text, of]) => of >= TEXT && query.phrase?.(text).length)) weight *= PHRASE;
  return isNamed(entry, query) ? weight * NAMED : weight;
};
