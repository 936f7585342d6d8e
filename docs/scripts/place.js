// The root of the site offers to go on where the reader was; where nothing may be stored, it cannot.
const root = new URL(`${document.documentElement.dataset.content_root}../`, location);
const here = location.href.slice(root.href.length).replace(/[?#].*/, "");
addEventListener("pagehide", () => {
  const sections = [...document.querySelectorAll("article section section[id]")];
  const read = sections.findLast((section) => section.getBoundingClientRect().top < innerHeight / 2);
  const title = document.querySelector("article section > h1")?.firstChild.textContent;
  if (!title) return; // the search, an index
  try {
    const place = { path: read ? `${here}#${read.id}` : here, title };
    localStorage.setItem(`place ${root}`, JSON.stringify(place));
  } catch {}
});

// Where the reader finds the book, pip finds its package.
for (const part of document.querySelectorAll(".from-site.unknown")) {
  for (const text of part.querySelectorAll("pre span"))
    text.textContent = text.textContent.replace(/\.\.\/[^"]+/, (file) => new URL(file, location));
  part.classList.remove("unknown");
}
