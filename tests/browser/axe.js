// Asks axe about the page in one colour scheme; evaluated with what it was asked before. Contrast, the
// dearest of its questions, depends on nothing but the colour and size of a text, its weight, its grounds
// and, for a link, the text around it: it is asked of one text of every such kind and class, wherever
// that comes first.
async ({ all, seen }) => {
  const grounds = new Map([[null, ""]]);
  const ground = (el) => {
    if (!grounds.has(el)) {
      const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode } = getComputedStyle(el);
      const own = [backgroundColor, backgroundImage, opacity, filter, mixBlendMode].join();
      const plain = own === "rgba(0, 0, 0, 0),none,1,none,normal";
      grounds.set(el, ground(el.parentElement) + (plain ? "" : `/${own}`));
    }
    return grounds.get(el);
  };
  const kind = (el) => {
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(el);
    const idle = el.closest(":disabled, [aria-disabled=true]") || el.closest("label")?.control?.disabled;
    const around = el.closest("a")?.parentElement;
    const { color: other, textDecorationLine: line } = getComputedStyle(around ?? el);
    return [el.tagName, el.className, other, line, !!around, color, fontSize, fontWeight, textShadow, !!idle, ground(el)].join("|");
  };
  const written = (el) =>
    el.matches("input, textarea, select") || [...el.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
  const COLOURS = { "color-contrast": "[asked]", "link-in-text-block": "a[href][asked], [role=link][asked]" };
  const [before, fresh] = [new Set(seen), new Map()];
  for (const el of document.querySelectorAll("body, body :not(script, style, noscript, svg, svg *)")) {
    if (!written(el) || !el.checkVisibility({ visibilityProperty: true })) continue;
    const its = kind(el);
    if (!before.has(its) && !fresh.has(its)) fresh.set(its, el);
  }
  // Axe reads the whole page whatever it is asked: so it is asked once, and those rules are told where to look.
  for (const el of document.querySelectorAll("[asked]")) el.removeAttribute("asked");
  for (const el of fresh.values()) for (const one of [el, ...el.querySelectorAll("*")]) one.setAttribute("asked", "");
  // The dark comes last: what is not asked about then would only be read.
  if (!all) for (const el of document.querySelectorAll(".piece")) if (!el.matches("[asked], :has([asked])")) el.remove();
  axe.configure({ rules: Object.entries(COLOURS).map(([id, selector]) => ({ id, selector, enabled: fresh.size > 0 })) });
  const found = all || fresh.size ? (await axe.run({
    resultTypes: ["violations"], ...(all ? {} : { runOnly: Object.keys(COLOURS) }),
  })).violations : [];
  return {
    kinds: [...fresh.keys()],
    faults: found.map(({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0].html.slice(0, 120)}`),
  };
}
