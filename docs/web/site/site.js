// The language switcher keeps the query and the place on the page.
import { place } from "./reading.js";

for (const link of document.querySelectorAll(".editions a")) {
  for (const kind of ["pointerdown", "click"])
    link.addEventListener(kind, () => {
      link.search = location.search;
      link.hash = place();
    });
}
