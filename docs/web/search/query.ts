/** What a reader asks for: needs, each of which several words can meet. */

import { stemmer } from "stemmer";

import type { Book, Idea } from "./book.ts";
import { fold, greek } from "./fold.ts";
import { isFormula, isHan, type Pattern } from "./literal.ts";
import { pattern } from "./pattern.ts";
import { nearest } from "./spelling.ts";

export interface Need {
  readonly word: string;
  /** The places that explain it. */
  readonly seen: ReadonlySet<string>;
  readonly ways: readonly { readonly find: Pattern; readonly weight: number }[];
}

export interface Query {
  /** Words that the book has, instead of those that were typed wrongly. */
  readonly corrected: readonly string[];
  readonly needs: readonly Need[];
  /** All words in their order, for places that have them so. */
  readonly phrase: Pattern | undefined;
  /** The ideas that are asked for, if there is nothing else in the query. */
  readonly ideas: readonly Idea[];
  /** The telling words without inflection, to compare with a title. */
  readonly essence: string;
  /** A name of the package, `optim.sgd` or `best_momentum`. */
  readonly name: string | undefined;
  readonly chinese: boolean;
}

const MEANT = 0.8; // the book's word for a reader's, or the same in the other language
const LONG = 5; // words of the longest name of an idea
const TOKEN = /[\u3400-\u9fff]+|[a-z]+|\d+(?:\.\d+)*|[α-ω]/g;
const CHUNK = /"([^"]+)"|[\u3400-\u9fff]+|[^\s\u3400-\u9fff]+|\s+/g; // a formula in a Chinese sentence is one, too
const WORD = /(?<![a-z])[a-z]{3,}/g;
const GLUE = new Set(
  `a after an and are at be by can do does for from get how i if in into is it its my not of on or should so that the then
   this to use up using what when where which why with 的 了 是 吗 呢 和 与 在 有 为 要 怎么 怎样 如何 什么 是什么 什么是 为什么
   为何 哪些 怎么办 应该 该 用 使用 请问 一个`.split(/\s+/),
);
const LITTLE = new Set("a an are is my our the your 的".split(" ")); // in a name, these say nothing

/** A name without inflection: two names of the same words are one. */
const nameOf = (text: string): string =>
  (fold(text).match(TOKEN) ?? []).filter((token) => !LITTLE.has(token)).map((token) => (/^[a-z]/.test(token) ? stemmer(token) : token)).join(" ");

/** The telling words of a text. */
export const essence = (text: string): string =>
  nameOf((fold(text).match(TOKEN) ?? []).filter((token) => !GLUE.has(token)).join(" "));

/** TeX and numbers as the book has them. */
const typeset = (text: string): string => {
  const grouped = (part: string): string => (/^\w+$/.test(part) ? part : `(${part})`);
  return text
    .replace(/\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, (_, above: string, below: string) => `${grouped(above)}/${grouped(below)}`)
    .replace(/\\sqrt\s*\{([^{}]*)\}/g, (_, under: string) => `√${grouped(under)}`)
    .replace(/\\sqrt\s*/g, "√")
    .replace(/(?<!\d)\.(?=\d)/g, "0.");
};

/** Chinese words, by the browser's dictionary where it has one. */
const segments = (run: string): string[] => {
  if (!("Segmenter" in Intl)) return [...run];
  const parts = new Intl.Segmenter("zh", { granularity: "word" }).segment(run);
  return Array.from(parts, ({ segment }) => segment);
};

export class Asker {
  readonly #ideas = new Map<string, Idea[]>();
  readonly #book: Book;
  readonly #occurs: (word: string) => boolean;
  readonly #named: ReadonlySet<string>;
  readonly #words: () => Iterable<string>;

  /** The book, whether it has a word, and all its words. */
  constructor(book: Book, occurs: (word: string) => boolean, words: () => Iterable<string>) {
    this.#book = book;
    this.#occurs = occurs;
    this.#words = words;
    this.#named = new Set(book.ideas.flatMap((idea) => [...idea.ours, ...idea.theirs].flatMap((name) => fold(name).match(WORD) ?? [])));
    for (const idea of book.ideas)
      for (const name of new Set([...idea.ours, ...idea.theirs].map(nameOf)))
        this.#ideas.set(name, [...(this.#ideas.get(name) ?? []), idea]);
  }

  ask(typed: string): Query {
    const corrected: string[] = [];
    const text = fold(typeset(this.#simplify(typed))).trim().replace(WORD, (word) => {
      const known = this.#named.has(word) || this.#occurs(word) ? undefined : nearest(word, [...this.#named, ...this.#words()]);
      if (known) corrected.push(known);
      return known ?? word;
    });
    const words = [...this.#cut(text)];
    const telling = words.filter((word) => !GLUE.has(word));
    const most = telling.filter((word) => !(isHan(word) && word.length < 2));
    const [chosen = []] = [most, telling, words].filter((list) => list.length);
    return {
      corrected,
      needs: [...new Set(chosen)].map((word) => this.#need(word)),
      phrase: words.length > 1 ? pattern(text) : undefined,
      ideas: chosen.length === 1 ? this.#ideasOf(chosen[0] ?? "") : [],
      essence: essence(text),
      name: /^(?=.*[._])([a-z][\w.]*)(?:\(\))?$/.exec(text)?.[1],
      chinese: isHan(text),
    };
  }

  #simplify(text: string): string {
    const { traditional, simplified } = this.#book;
    return text.replace(/[\u3400-\u9fff]/g, (sign) => simplified[traditional.indexOf(sign)] ?? sign);
  }

  #ideasOf(word: string): readonly Idea[] {
    return this.#ideas.get(nameOf(word)) ?? [];
  }

  #need(word: string): Need {
    const other = greek(word);
    const ideas = this.#ideasOf(word);
    const meant = new Set(ideas.flatMap((idea) => idea.ours.map(fold)));
    if (other) meant.add(other);
    meant.delete(word);
    const ways = Array.from(meant, (ours) => ({ find: pattern(ours), weight: MEANT }));
    const seen = new Set(ideas.flatMap(({ see }) => see ?? []));
    return { word, seen, ways: [{ find: pattern(word), weight: 1 }, ...ways] };
  }

  /** Cut a query into quotations, formulas that the book has, and names. */
  *#cut(text: string): Generator<string> {
    if (isFormula(text) && this.#occurs(text)) {
      yield text;
      return;
    }
    let plain = "";
    for (const [chunk, quoted] of text.matchAll(CHUNK)) {
      const whole = quoted ?? (isFormula(chunk) && this.#occurs(chunk) ? chunk : undefined);
      if (whole === undefined) plain += chunk;
      else {
        yield* this.#names(plain);
        yield whole;
        plain = "";
      }
    }
    yield* this.#names(plain);
  }

  /** Names of ideas are not cut, the longest first. */
  *#names(text: string): Generator<string> {
    const tokens = [...text.matchAll(TOKEN)];
    for (let first = 0, count = 1; first < tokens.length; first += count) {
      const upTo = (more: number): string => {
        const last = tokens[first + more - 1];
        return text.slice(tokens[first]?.index, last ? last.index + last[0].length : undefined);
      };
      count = Math.min(LONG, tokens.length - first);
      while (count > 1 && !this.#ideasOf(upTo(count)).length) count--;
      if (isHan(upTo(count)) && !this.#ideasOf(upTo(count)).length) yield* this.#chinese(upTo(count));
      else yield upTo(count);
    }
  }

  /** Chinese is cut into names, and into words that the book has; it stays whole if it is one of these. */
  *#chinese(run: string): Generator<string> {
    for (let rest = run; rest; ) {
      let end = rest.length;
      while (end > 1 && !this.#ideasOf(rest.slice(0, end)).length && !GLUE.has(rest.slice(0, end))) end--;
      if (rest.length - end === 1 && this.#occurs(rest)) end = rest.length; // 加速度 is no 加速
      else if (end < 2 && this.#occurs(rest)) end = rest.length;
      else if (end < 2) {
        const parts = segments(rest);
        let count = parts.length;
        while (count > 1 && !this.#occurs(parts.slice(0, count).join(""))) count--;
        end = parts.slice(0, count).join("").length;
      }
      yield rest.slice(0, end);
      rest = rest.slice(end);
    }
  }
}
