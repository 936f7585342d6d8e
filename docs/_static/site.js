// Small comforts. Without this script everything is there and every link works.

// The language switcher keeps the query and the place on the page.
for (const link of document.querySelectorAll(".editions a")) {
  link.addEventListener("click", () => {
    link.search = location.search;
    link.hash = location.hash;
  });
}

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

// Code that scrolls can be reached by the keyboard, in every browser.
for (const block of document.querySelectorAll("article pre")) {
  if (block.scrollWidth > block.clientWidth) block.tabIndex = 0;
}

// A link into a folded solution opens it; paper shows all of them.
const anchor = (hash) => {
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash; // a lone % sign is no escape
  }
};
const unfold = () => {
  const target = document.getElementById(anchor(location.hash.slice(1)));
  target?.closest("details")?.setAttribute("open", "");
};
addEventListener("hashchange", unfold);
unfold();
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details")) folded.open = true;
});
