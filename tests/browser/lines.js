// Lines that begin with closing punctuation, or end with an opening one; evaluated in a page.
(() => {
  const CLOSING = /[，。、；：！？）」』”’》】〉〕…％.,;:!?)\]}%｜]/;
  const OPENING = /[（「『“‘《【〈〔([{｜]/;
  const UNSEEN = "pre, script, style, svg, math, noscript, .katex-mathml, .visually-hidden, .sr-only, [hidden]";
  const SLACK = 3;

  const block = (node) => {
    let el = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    while (el && /^(inline|contents|ruby)/.test(getComputedStyle(el).display)) el = el.parentElement;
    return el;
  };
  // One for all: every range that lives on makes every later change of the page dearer.
  const range = document.createRange();
  const rect = (node, from, to) => {
    range.setStart(node, from);
    range.setEnd(node, to);
    return [...range.getClientRects()].filter((one) => one.width && one.height);
  };

  // Everything that is seen, in order: texts, and the unbreakable pieces of formulas and pictures.
  const leaves = () => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
      acceptNode(node) {
        if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT;
        if (node.matches(UNSEEN)) return NodeFilter.FILTER_REJECT;
        return node.matches(".katex-base, img") ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP;
      },
    });
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.ELEMENT_NODE || !node.parentElement.closest(".katex-base")) found.push(node);
    }
    return found;
  };

  const last = (leaf) =>
    leaf.nodeType === Node.ELEMENT_NODE ? leaf.getBoundingClientRect() : rect(leaf, leaf.data.trimEnd().length - 1, leaf.data.trimEnd().length).at(-1);
  const first = (leaf) => {
    if (leaf.nodeType === Node.ELEMENT_NODE) return leaf.getBoundingClientRect();
    const at = leaf.data.search(/\S/);
    return rect(leaf, at, at + 1)[0];
  };
  const parted = (before, after) =>
    before && after && (after.left < before.right - SLACK || after.top > before.bottom - 1);

  // Where a line must not end, at whatever width: what stands before and after, and whether it can be.
  const places = () => leaves().flatMap((leaf, place, all) => {
    if (leaf.nodeType === Node.ELEMENT_NODE || leaf.parentElement.closest("code")) return [];
    const start = leaf.data.search(/\S/), end = leaf.data.trimEnd().length - 1;
    const [before, after] = [all[place - 1], all[place + 1]];
    const closes = (at) => CLOSING.test(leaf.data[at]) && !/^[.,:!]\w/.test(leaf.data.slice(at, at + 2));
    const sign = (at) => () => rect(leaf, at, at + 1);
    const here = (at) => leaf.data.slice(Math.max(0, at - 8), at + 9);
    const tag = `<${leaf.parentElement.tagName.toLowerCase()}>`;
    const found = [];
    if (before && closes(start)) found.push({
      text: `begins: ${before.textContent.slice(-12)}▏${here(start)} ${tag}`,
      ends: () => last(before), begins: () => sign(start)()[0],
      can: () => block(before).contains(block(leaf)) || block(leaf).contains(block(before)),
    });
    if (after && OPENING.test(leaf.data[end])) found.push({
      text: `ends: ${here(end)}▏${after.textContent.slice(0, 12)} ${tag}`,
      ends: () => sign(end)().at(-1), begins: () => first(after), can: () => block(after) === block(leaf),
    });
    for (let at = start + 1; at <= end; at++) {
      const closing = closes(at) && !/\s/.test(leaf.data[at - 1]);
      if (closing || (OPENING.test(leaf.data[at - 1]) && !/\s/.test(leaf.data[at]))) found.push({
        text: `${closing ? `begins: ▏${here(at)}` : `ends: ${here(at - 1)}▏`} ${tag}`,
        leaf, ends: () => sign(at - 1)().at(-1), begins: () => sign(at)()[0], can: () => true,
      });
    }
    return found;
  });

  // Texts stay when widths change: they are read once.
  self.places ??= places();
  const whole = new Map();
  const folded = (leaf) => {
    if (!whole.has(leaf)) whole.set(leaf, rect(leaf, 0, leaf.data.length).length < 2);
    return !whole.get(leaf);
  };
  return self.places
    .filter(({ leaf, ends, begins, can }) => (!leaf || folded(leaf)) && parted(ends(), begins()) && can())
    .map(({ text }) => text);
})()
