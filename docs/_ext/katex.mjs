// One JSON request a line in, one JSON answer a line out; ends when standard input closes.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { default: katex } = await import(pathToFileURL(process.argv[2]));

const markup = (nodes) => nodes.map((node) => node.toMarkup()).join("");
const together = (html) => `<span class="together">${html}</span>`;

/** Write an inline formula in pieces: where it breaks, its ends stay with the punctuation there. */
function inline(tex, options, before, after) {
  const [mathml, { children: bases }] = katex.__renderToDomTree(tex, options).children;
  const piece = (some, spoken = "") =>
    `<span class="katex">${spoken}<span class="katex-html" aria-hidden="true">${markup(some)}</span></span>`;
  const spoken = mathml.toMarkup();
  if (!before && !after) return piece(bases, spoken);
  if (bases.length < 2) return together(before + piece(bases, spoken) + after);
  const first = before ? 1 : 0, last = after ? bases.length - 1 : bases.length;
  const head = before && together(before + piece(bases.slice(0, first), spoken));
  const body = first < last ? piece(bases.slice(first, last), before ? "" : spoken) : "";
  return head + body + (after && together(piece(bases.slice(last)) + after));
}

for await (const line of createInterface({ input: process.stdin })) {
  const { tex, options, before, after } = JSON.parse(line);
  let answer;
  try {
    const html = options.displayMode
      ? katex.renderToString(tex, options)
      : inline(tex, options, before, after);
    answer = { html };
  } catch (error) {
    answer = { error: error.message };
  }
  console.log(JSON.stringify(answer));
}
