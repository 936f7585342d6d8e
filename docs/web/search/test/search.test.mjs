// The parts of the search on small texts, without a browser.
import assert from "node:assert/strict";
import { test } from "node:test";

import { passage } from "../excerpt.ts";
import { fold, squeeze } from "../fold.ts";
import { literal } from "../literal.ts";
import { pattern } from "../pattern.ts";
import { Searcher } from "../rank.ts";
import { nearest } from "../spelling.ts";

const found = (find, text) => find(fold(text)).map(({ at, length }) => text.slice(at, at + length));

test("folding keeps every sign in its place", () => {
  for (const [text, folded] of [
    ["Łojasiewicz’s –Größe", "lojasiewicz's -große"],
    ["vₜ = βvₜ₋₁+gₜ", "vt = βvt-1+gt"],
    ["１／（１−β）", "1/(1-β)"],
    ["动量，ϵ 与 ﬁ", "动量,ε 与 ﬁ"],
  ]) {
    assert.equal(fold(text), folded);
    assert.equal(fold(text).length, text.length);
  }
});

test("squeezing brings formulas together and knows where their signs come from", () => {
  for (const text of ["1 / (1 - beta)", "1/(1−β)", "$1/(1 - \\beta)$"]) {
    const { text: tight, from } = squeeze(fold(text));
    assert.equal(tight, "1/(1-β)");
    assert.equal(from.length, tight.length);
  }
  assert.equal(squeeze("x_{t-1}").text, squeeze(fold("xₜ₋₁")).text);
  assert.equal(squeeze("where x = 1").text, "where x=1");
});

test("words are found in all their forms, and only whole", () => {
  assert.deepEqual(found(pattern("averages"), "Averaging the average of averaged values"), ["Averaging", "average", "averaged"]);
  assert.deepEqual(found(pattern("gain"), "against the gains of a gain"), ["gains", "gain"]);
  assert.deepEqual(found(pattern("theory"), "theories, theory, theorem"), ["theories", "theory"]);
  assert.deepEqual(found(pattern("nest"), "Nesterov"), ["Nesterov"], "a word not yet typed to its end");
  assert.deepEqual(found(pattern("sgd"), "用SGD训练"), ["SGD"]);
});

test("Chinese, numbers and Greek letters are found as they stand", () => {
  assert.deepEqual(found(pattern("二项式"), "多项式与二项式"), ["二项式"]);
  assert.deepEqual(found(pattern("0.9"), "0.9, 0.99, 10.9, 0.9."), ["0.9", "0.9"]);
  assert.deepEqual(found(pattern("β"), "βv, β"), ["β", "β"]);
});

test("phrases are found across spaces, dashes, dots and underscores", () => {
  const text = "weight decay, weight-decay, weight_decay, Weight\ndecays; the decay of a weight";
  assert.deepEqual(found(pattern("weight decay"), text), ["weight decay", "weight-decay", "weight_decay", "Weight\ndecays"]);
  assert.deepEqual(found(pattern("torch.optim.sgd"), "torch.optim.SGD(x)"), ["torch.optim.SGD"]);
});

test("formulas are found however they are spaced, and end where they end", () => {
  const text = "lr=0.1, momentum=0.9; momentum = 0.95; max=0.9 and x = 0.9";
  assert.deepEqual(found(literal("momentum=0.9"), text), ["momentum=0.9"]);
  assert.deepEqual(found(literal("x=0.9"), text), ["x = 0.9"]);
});

test("a word that is typed wrongly has a near one, a short or strange one has none", () => {
  const vocabulary = ["momentum", "moment", "nesterov", "gain"];
  assert.equal(nearest("momentun", vocabulary), "momentum");
  assert.equal(nearest("nestrov", vocabulary), "nesterov");
  assert.equal(nearest("gan", vocabulary), undefined);
  assert.equal(nearest("qwertzui", vocabulary), undefined);
});

const entry = (page, anchor, kind, title, text, more = {}) => ({ page, anchor, kind, title, text, chinese: "", code: "", ...more });
const book = {
  pages: [
    { url: "a.html", title: "Averages", weight: 1 },
    { url: "b.html", title: "The momentum method", weight: 1 },
    { url: "g.html", title: "Glossary", weight: 1 },
    { url: "e.html", title: "Errata", weight: 0.3 },
  ],
  entries: [
    entry(0, "", "page", "Averages", "A leaky average forgets."),
    entry(0, "old", "section", "Old gradients", "A gradient is forgotten: momentum, momentum, momentum."),
    entry(1, "", "page", "The momentum method", "Step against the velocity. 沿速度的反方向走。"),
    entry(1, "sol", "solution", "Solution: Exercise 1", "The swing dies out. With a large step it overshoots.", { code: "lr = 0.1" }),
    entry(2, "term-velocity", "term", "velocity ｜ 速度", "What remembers.", { chinese: "记住过去的量。" }),
    entry(3, "m", "section", "Momentum", "Momentum was misprinted."),
  ],
  ideas: [
    { ours: ["swing", "摆动"], theirs: ["oscillation", "震荡"], see: "b.html#sol" },
    { ours: ["leaky average"], theirs: ["moving average", "warmup"], see: undefined },
    { ours: ["velocity", "速度"], theirs: [] },
  ],
  traditional: "動盪",
  simplified: "动荡",
};
const searcher = new Searcher(book);
const first = (typed) => searcher.ask(typed).found[0]?.url;

test("a title counts most, then how much a place is about it; pages beside the chapter's own come later", () => {
  assert.deepEqual(searcher.ask("momentum").found.map(({ url }) => url), ["b.html", "e.html#m", "a.html#old", "b.html#sol"]);
  const equal = new Searcher({ ...book, pages: book.pages.map((page) => ({ ...page, weight: 1 })) });
  assert.equal(equal.ask("momentum").found[0].url, "e.html#m", "its title is the very word");
});

test("readers' words lead to the book's, inflected, Chinese and traditional", () => {
  for (const typed of ["oscillation", "oscillations", "震荡", "震盪", "the oscillation of my loss", "why oscillation"])
    assert.equal(searcher.ask(typed).query.needs.some(({ ways }) => ways.length > 1), true, typed);
  assert.equal(first("震盪"), "b.html#sol");
  assert.equal(first("moving averages"), "a.html");
  assert.equal(first("warmupp"), "a.html", "a reader's word that is typed wrongly");
});

test("a term that is asked for is defined before the places", () => {
  const { definition, found: places } = searcher.ask("velocity");
  assert.equal(definition.url, "g.html#term-velocity");
  assert.ok(!places.includes(definition));
  assert.equal(searcher.ask("速度").definition.url, "g.html#term-velocity");
});

test("all words are wanted; where nothing has all, what has most comes, and says so", () => {
  assert.equal(searcher.ask("large step").complete, true);
  const { complete, found: places } = searcher.ask("leaky saddle");
  assert.equal(complete, false);
  assert.deepEqual(places.map(({ url }) => url), ["a.html"]);
});

test("a place that has all words by chance is followed by those that are about most of them", () => {
  const places = [
    entry(0, "", "page", "Averages", "So it went. A leaky average forgets the leaky average before."),
    entry(0, "chance", "solution", "Solution", "Leaky or not, too early or too high, an average may step over it."),
    entry(1, "", "page", "Momentum", "Nothing of that."),
  ];
  const { complete, most, found } = new Searcher({ ...book, ideas: [], entries: places }).ask("leaky average too high");
  assert.deepEqual(found.map(({ url }) => url), ["a.html#chance"], "what lacks two words is no answer");
  const { found: more, most: all } = new Searcher({ ...book, ideas: [], entries: places }).ask("leaky average over");
  assert.deepEqual(more.map(({ url }) => url).sort(), ["a.html", "a.html#chance"]);
  assert.deepEqual([complete, most, all], [true, 1, 1]);
});

test("the place that explains one of several words comes first", () => {
  const places = [
    ...book.entries,
    entry(1, "often", "section", "Swing", "Swing upon swing, step upon step."),
    entry(1, "why", "section", "Two eigenvalues", "Why a step makes it swing."),
  ];
  const ideas = [{ ...book.ideas[0], see: "b.html#why" }];
  assert.equal(new Searcher({ ...book, ideas, entries: places }).ask("oscillation step").found[0].url, "b.html#why");
});

test("a formula in a Chinese sentence is one word, and so is a name", () => {
  const needs = (typed) => formulas.ask(typed).query.needs.map(({ word }) => word);
  const formulas = new Searcher({ ...book, entries: [entry(0, "", "page", "A", "", { chinese: "除以 1−β，得到真正的平均。加速度" })] });
  assert.deepEqual(needs("为什么要除以1-β"), ["除以", "1-β"]);
  assert.deepEqual(needs("除以1−beta"), ["除以", "1-beta"]);
  assert.deepEqual(needs("震荡的速度"), ["震荡", "速度"]);
  assert.deepEqual(needs("加速度"), ["加速度"]);
});

test("nothing is found of nothing", () => {
  for (const typed of ["", "   ", "?!", "\"\"", "((", "\\", "[", "*", "qwertzuiop"]) assert.deepEqual(searcher.ask(typed).found, [], typed);
});

test("an excerpt shows the words, in the language in which they were asked for", () => {
  const marked = ({ pieces }) => pieces.filter((piece) => piece.marked).map(({ text }) => text);
  const { query } = searcher.ask("overshoot");
  const place = entry(1, "", "section", "", `${"Long. ".repeat(100)}It overshoots here. ${"Long. ".repeat(100)}`, { chinese: "冲过头" });
  const text = passage(place, query).pieces.map((piece) => piece.text).join("");
  assert.deepEqual(marked(passage(place, query)), ["overshoots"]);
  assert.match(text, /^… It overshoots here\. Long\..* …$/);
  assert.ok(text.length < 260);
  const chinese = passage(entry(1, "", "section", "", "swing", { chinese: "来回摆动。" }), searcher.ask("摆动").query);
  assert.deepEqual([chinese.language, marked(chinese)], ["zh", ["摆动"]]);
});
