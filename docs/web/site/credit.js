// Who cites a book that does not know its address names the one where they read it; a folder has none.
const root = new URL(`${document.documentElement.dataset.content_root}../`, location);
const PLACES = [
  [/(, |，)(?=CC BY)/, (_, comma) => `${comma}${root}${comma}`],
  [/(?<=^\{?Version [^,}]+)(?=\}?$)/, () => `, \\url{${root}}`],
];

if (root.protocol.startsWith("http")) {
  for (const part of document.querySelectorAll(".credit.unknown")) {
    const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) for (const place of PLACES) texts.currentNode.data = texts.currentNode.data.replace(...place);
    part.classList.remove("unknown");
  }
}
