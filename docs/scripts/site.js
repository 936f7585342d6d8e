// The language switcher keeps the query and the place on the page.
for (const link of document.querySelectorAll(".editions a")) {
  link.addEventListener("click", () => {
    link.search = location.search;
    link.hash = location.hash;
  });
}

// A link into a folded solution opens it.
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
