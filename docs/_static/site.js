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

// Paper shows all solutions.
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details")) folded.open = true;
});
