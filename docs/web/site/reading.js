// What is being read. Places have the same names in all editions, but for those that Sphinx counts.
import { readable } from "../search/formulas.ts";
import { targetOf } from "../search/reveal.ts";

const PLACES = ":is(section section, .admonition:not(details), figure, div.math, table)[id]:not(details *)";

/** The last of some elements that begins above a height. */
const above = (places, height) =>
  [...document.querySelectorAll(`article ${places}`)].findLast(
    (place) => !/^id\d/.test(place.id) && place.getBoundingClientRect().top < height,
  );

// On the way to where the address leads, nobody reads yet.
let arrived = !("onscrollend" in window);
addEventListener("scrollend", () => (arrived = true));
addEventListener("hashchange", () => (arrived = !("onscrollend" in window)));

export const section = () => above("section section[id]", innerHeight / 2);

/** The name of what is read; where the address led, while that is still seen, and at the top of a page. The state of
    an explorable goes along wherever one is. */
export const place = () => {
  if (location.hash.includes("?")) return location.hash;
  const named = targetOf(location.hash)?.getBoundingClientRect();
  if (named && (!arrived || (named.bottom > 0 && named.top < innerHeight))) return location.hash;
  const found = scrollY > 0 && above(PLACES, 100);
  return found ? `#${found.id}` : location.hash;
};

/** A heading in one line, its formulas as text. */
export const title = (heading) => {
  const copy = heading.cloneNode(true);
  copy.querySelector(".headerlink")?.remove();
  for (const formula of copy.querySelectorAll(".katex")) formula.replaceWith(readable(formula.querySelector("math")));
  return copy.textContent.trim();
};
