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
  const rect = (node, from, to) => {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    return [...range.getClientRects()].filter((one) => one.width && one.height);
  };

  // Everything that is seen, in order: texts, and the unbreakable pieces of formulas and pictures.
  const leaves = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
    acceptNode(node) {
      if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT;
      if (node.matches(UNSEEN)) return NodeFilter.FILTER_REJECT;
      return node.matches(".katex-base, img") ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP;
    },
  });
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.ELEMENT_NODE || !node.parentElement.closest(".katex-base")) leaves.push(node);
  }

  const last = (leaf) =>
    leaf.nodeType === Node.ELEMENT_NODE ? leaf.getBoundingClientRect() : rect(leaf, leaf.data.trimEnd().length - 1, leaf.data.trimEnd().length).at(-1);
  const first = (leaf) => {
    if (leaf.nodeType === Node.ELEMENT_NODE) return leaf.getBoundingClientRect();
    const at = leaf.data.search(/\S/);
    return rect(leaf, at, at + 1)[0];
  };
  const parted = (before, after) =>
    before && after && (after.left < before.right - SLACK || after.top > before.bottom - 1);

  const found = [];
  leaves.forEach((leaf, place) => {
    if (leaf.nodeType === Node.ELEMENT_NODE || leaf.parentElement.closest("code")) return;
    const lines = leaf.data.length < 2 ? 1 : rect(leaf, 0, leaf.data.length).length;
    const start = leaf.data.search(/\S/), end = leaf.data.trimEnd().length - 1;
    const note = (kind, at, other) => {
      const text = other ? other.textContent.slice(kind === "begins" ? -12 : 0).slice(0, 12) : "";
      const here = leaf.data.slice(Math.max(0, at - 8), at + 9);
      found.push(`${kind}: ${kind === "begins" ? `${text}▏${here}` : `${here}▏${text}`} <${leaf.parentElement.tagName.toLowerCase()}>`);
    };
    if (CLOSING.test(leaf.data[start]) && !/^[.,:!]\w/.test(leaf.data.slice(start)) && place) {
      const other = leaves[place - 1];
      if (block(other) === block(leaf) || block(other).contains(block(leaf)) || block(leaf).contains(block(other)))
        if (parted(last(other), rect(leaf, start, start + 1)[0])) note("begins", start, other);
    }
    if (OPENING.test(leaf.data[end]) && leaves[place + 1]) {
      const other = leaves[place + 1];
      if (block(other) === block(leaf) && parted(rect(leaf, end, end + 1).at(-1), first(other))) note("ends", end, other);
    }
    if (lines < 2) return;
    for (let at = start + 1; at <= end; at++) {
      const closing = CLOSING.test(leaf.data[at]) && !/\s/.test(leaf.data[at - 1]) && !/^[.,:!]\w/.test(leaf.data.slice(at));
      const opening = OPENING.test(leaf.data[at - 1]) && !/\s/.test(leaf.data[at]);
      if ((closing || opening) && parted(rect(leaf, at - 1, at).at(-1), rect(leaf, at, at + 1)[0])) note(closing ? "begins" : "ends", closing ? at : at - 1);
    }
  });
  return found;
})()
