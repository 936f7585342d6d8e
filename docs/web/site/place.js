// The root of the site, and the first page of each edition, offer to go on where the reader was in the chapter; where
// nothing may be stored, they cannot.
import { element, spans } from "../ui/text.ts";
import { section, title } from "./reading.js";

const root = new URL(`${document.documentElement.dataset.content_root}../`, location);
const here = location.href.slice(root.href.length).replace(/[?#].*/, "");
const key = `place ${root}`;
const heading = document.querySelector("article section > h1");

// Pages of the chapter say how long they take; a glance at another page does not lose the place.
addEventListener("pagehide", () => {
  if (!document.querySelector("article .orientation")) return;
  const read = section();
  const place = { path: read ? `${here}#${read.id}` : here, title: title(heading), section: read && title(read.querySelector("h2, h3, h4")) };
  try {
    localStorage.setItem(key, JSON.stringify(place));
  } catch {}
});

/** The place that is stored, if it is one. */
const stored = () => {
  try {
    const place = JSON.parse(localStorage.getItem(key));
    return /^(en|zh|both)\/[\w./-]+\.html(#.*)?$/.test(place?.path) && place;
  } catch {}
};

const edition = /^(\w+)\/(index\.html)?$/.exec(here)?.[1];
const last = edition && stored();
if (last) {
  const [, from, page] = /^(\w+)\/([^#]+)/.exec(last.path);
  // In another edition, the page is called as it is here.
  const link = document.querySelector(`.sidebar-tree a[href="${page}"]`);
  const names = from === edition ? [last.title, last.section] : [link && title(link)];
  const said = names.filter(Boolean).flatMap((name) => [" · ", ...(name.includes(" ｜ ") ? spans(name) : [name])]);
  if (said.length)
    heading.after(element("p", { class: "go-on" }, ...spans("Continue reading: ｜ 接着读："), " ", element("a", { href: last.path.slice(from.length + 1) }, ...said.slice(1))));
}

// Where the reader finds the book, pip finds its package.
for (const part of document.querySelectorAll(".from-site.unknown")) {
  for (const text of part.querySelectorAll("pre span"))
    text.textContent = text.textContent.replace(/\.\.\/[^"]+/, (file) => new URL(file, location));
  part.classList.remove("unknown");
}
