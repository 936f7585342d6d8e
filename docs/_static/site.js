// Small comforts. Without this script everything is there and every link works.

// The language switcher keeps the query and the place on the page.
for (const link of document.querySelectorAll(".editions a")) {
  link.addEventListener("click", () => {
    link.search = location.search;
    link.hash = location.hash;
  });
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
