// The language switcher keeps the query and the place on the page.
for (const link of document.querySelectorAll(".editions a")) {
  link.addEventListener("click", () => {
    link.search = location.search;
    link.hash = location.hash;
  });
}

