// A copied formula is its TeX, once, and nothing of the furniture comes along. What holds neither is
// left to the browser. (KaTeX's own copy-tex loses the ends of paragraphs, and copies formulas twice
// as HTML.)
const FURNITURE = ".headerlink, .tick, .eqno, .copybtn, .wrap-lines, .editions, .bar, .visually-hidden, button, script, style";

const element = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);

/** The pieces of the formula around a node. */
function pieces(node) {
  const display = element(node).closest(".katex-display");
  if (display) return [display];
  const inside = element(node).closest(".katex");
  return inside ? [...(inside.closest(".math") ?? inside.parentElement).querySelectorAll(".katex")] : [];
}

/** The selected parts of the page, whole formulas where one was cut. */
function* ranges(selection) {
  for (let i = 0; i < selection.rangeCount; i++) {
    const range = selection.getRangeAt(i).cloneRange();
    const first = pieces(range.startContainer)[0], last = pieces(range.endContainer).at(-1);
    if (first) range.setStartBefore(first);
    if (last) range.setEndAfter(last);
    yield range;
  }
}

/** Put TeX in the place of the formulas; a long one is written in pieces, the first of which knows it. */
function simplify(fragment) {
  for (const el of fragment.querySelectorAll(".katex")) {
    const tex = el.querySelector("annotation")?.textContent.trim();
    const display = el.closest(".katex-display");
    if (!tex) el.remove();
    else if (display) display.replaceWith(block(`$$${tex}$$`));
    else el.replaceWith(`$${tex}$`);
  }
  for (const el of fragment.querySelectorAll(FURNITURE)) el.replaceWith(el.matches(".bar") ? " ｜ " : "");
  for (const el of fragment.querySelectorAll("details:not([open]) > :not(summary)")) el.remove();
  for (const el of fragment.querySelectorAll("[id]")) el.removeAttribute("id");
  for (const el of fragment.querySelectorAll("a[href]")) el.setAttribute("href", el.href);
  for (const el of fragment.querySelectorAll("img[src]")) el.setAttribute("src", el.src);
}

function block(text) {
  const el = document.createElement("p");
  el.textContent = text;
  el.style.whiteSpace = "pre";
  return el;
}

/** The text of a piece of page as the browser would copy it: set where styles hold, but not seen. */
function plain(holder) {
  holder.style.cssText = "position:fixed;left:-200vw;width:100vw;white-space:normal";
  document.querySelector("article").append(holder);
  const text = holder.innerText;
  holder.remove();
  return text.trim();
}

document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !event.clipboardData) return;
  if (element(event.target).closest("input, textarea")) return;
  const holder = document.createElement("div");
  for (const range of ranges(selection)) {
    const pre = element(range.commonAncestorContainer).closest("pre")?.cloneNode();
    pre?.append(range.cloneContents());
    holder.append(pre ?? range.cloneContents());
  }
  if (!holder.querySelector(`.katex, ${FURNITURE}`)) return;
  simplify(holder);
  event.clipboardData.setData("text/html", holder.innerHTML);
  event.clipboardData.setData("text/plain", plain(holder));
  event.preventDefault();
});
