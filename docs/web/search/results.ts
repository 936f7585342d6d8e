/** Draws what was found. */

import { element, spans, type Text } from "../ui/text.ts";
import type { Book } from "./book.ts";
import { passage } from "./excerpt.ts";
import { type Answer, type Found, Searcher } from "./rank.ts";

export type Show = (typed: string, results: HTMLElement) => void;

const FIRST = 20;

/** Make the function that answers a query in an element. */
export const answering = (book: Book, root: string): Show => {
  const searcher = new Searcher(book);
  return (typed, results) => {
    const [status, list] = [element("p", { role: "status" }), element("ol", { class: "search" })];
    const before = results.querySelector("[role=status]");
    results.replaceChildren(before ?? status);
    if (!typed) return void (before ?? status).replaceChildren();
    const answer = searcher.ask(typed);
    (before ?? status).replaceChildren(...spans(summary(answer)));
    if (answer.definition) results.append(definition(answer.definition, answer.query.chinese, root));
    results.append(list, ...more(answer, list, (found) => item(found, answer, book, root)));
  };
};

const summary = ({ query, found, complete, most }: Answer): Text => {
  const count: Text = found.length === 1 ? "1 place ｜ 1 处" : `${found.length} places ｜ ${found.length} 处`;
  const less = found.length - most;
  const [en, zh] = count.split(" ｜ ") as [string, string];
  const words = query.corrected.join(", ");
  if (!found.length) return "Nothing found. Fewer or other words may help. ｜ 没有找到。换个说法，或者少用几个词试试。";
  if (!complete) return `No place has all of these words; ${en} with most of them ｜ 没有一处包含所有这些词；以下 ${zh}包含其中大部分`;
  if (less) return `${en}: ${most} with all of these words, ${less} with most of them ｜ ${zh}：${most} 处包含所有这些词，${less} 处包含其中大部分`;
  return words ? `${en} for “${words}” ｜ “${words}”：${zh}` : count;
};

/** A list that shows its beginning, and a button for the rest. */
const more = (answer: Answer, list: HTMLElement, draw: (found: Found) => HTMLElement): HTMLElement[] => {
  list.append(...answer.found.slice(0, FIRST).map(draw));
  const rest = answer.found.slice(FIRST);
  if (!rest.length) return [];
  const button = element("button", { type: "button", class: "more" }, ...spans(`${rest.length} more ｜ 还有 ${rest.length} 处`));
  button.addEventListener("click", () => {
    const items = rest.map(draw);
    list.append(...items);
    button.remove();
    items[0]?.querySelector("a")?.focus();
  });
  return [button];
};

const item = ({ entry, url }: Found, answer: Answer, book: Book, root: string): HTMLElement => {
  const found = passage(entry, answer.query);
  const page = book.pages[entry.page]?.title ?? "";
  const link = element("a", { href: address(root + url, found.words) }, ...title(entry.title));
  const where = entry.kind === "page" ? [] : [element("span", { class: "where" }, ...title(page))];
  return element("li", {}, link, ...where, excerpt(found));
};

const definition = ({ entry, url }: Found, chinese: boolean, root: string): HTMLElement => {
  const beside = chinese && entry.chinese !== "";
  const says = element("span", beside ? { lang: "zh-CN" } : {}, beside ? entry.chinese : entry.text);
  return element("p", { class: "definition" }, element("a", { href: root + url }, ...title(entry.title)), " ", says);
};

/** The words to mark go along in the address. */
const address = (url: string, words: readonly string[]): string => {
  const [page = "", anchor] = url.split("#");
  const query = new URLSearchParams(words.map((word) => ["highlight", word])).toString();
  return page + (query && `?${query}`) + (anchor === undefined ? "" : `#${anchor}`);
};

/** A title in two languages, each marked with its own. */
const title = (text: string): (Node | string)[] => {
  const sides = text.split(" ｜ ");
  if (sides.length < 2) return [text];
  const [en = "", zh = ""] = sides;
  const bar = element("span", { class: "bar" }, " ｜ ");
  return [element("span", { class: "en", lang: "en" }, en), bar, element("span", { class: "zh", lang: "zh-CN" }, zh)];
};

/** Blocks one after the other; a title or cell without a stop ends with a dot. */
const oneLine = (text: string): string => text.replace(/(?<![\s.?!:,;。？！：，；])\n/g, " · ").replaceAll("\n", " ");

const excerpt = ({ pieces, language, code }: ReturnType<typeof passage>): HTMLElement => {
  const parts = pieces.map(({ text, marked }) => (marked ? element("mark", {}, text) : code ? text : oneLine(text)));
  const lang = language ? { lang: "zh-CN" } : {};
  return element("p", { class: "context", ...lang }, ...(code ? [element("code", {}, ...parts)] : parts));
};
