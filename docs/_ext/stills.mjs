// Makes the figures of the gallery small, and lets them be dark: `node stills.mjs FILE…` rewrites SVGs of Matplotlib in
// place. Shown as fig.svg#dark, a figure has the colours of the explorables on a dark page; so one file serves both.
// A thumbnail, …_thumb.svg, loses its text and its finer lines.
import { readFileSync, writeFileSync } from "node:fs";

import { optimize, querySelector, querySelectorAll } from "svgo";

const DARK = {
  "#0072b2": "#5cb8f0", "#d55e00": "#ff9a52", "#009e73": "#3fcf9d", "#cc79a7": "#e6a5cb", "#56b4e9": "#a8dcff", "#e69f00": "#ffc84a",
};
const COLOURLESS = 48; // the most that red, green and blue of a grey differ

/** What a colour becomes on a dark ground: ours have partners, greys change sides, of maps only lines become lighter. */
function dark(colour, key) {
  const six = colour.length === 4 ? colour.replace(/\w/g, "$&$&") : colour;
  if (DARK[six]) return DARK[six];
  const rgb = [1, 3, 5].map((i) => parseInt(six.slice(i, i + 2), 16));
  const [low, high] = [Math.min(...rgb), Math.max(...rgb)];
  const grey = (low + high) / 2;
  const turn = high - low < COLOURLESS ? (value) => 235 - 0.78 * grey + value - grey : (value) => value + 0.35 * (255 - value);
  if (key === "fill" && high - low >= COLOURLESS) return null;
  return `#${rgb.map((value) => Math.round(Math.min(Math.max(turn(value), 0), 255)).toString(16).padStart(2, "0")).join("")}`;
}

/** Leave out points that lie on the line through their neighbours (Ramer, Douglas, Peucker). */
function simplify(points, tolerance) {
  const keep = new Uint8Array(points.length).fill(0);
  const walk = (from, to) => {
    keep[from] = keep[to] = 1;
    const [[ax, ay], [bx, by]] = [points[from], points[to]];
    const [dx, dy] = [bx - ax, by - ay];
    const length = Math.hypot(dx, dy);
    let [worst, at] = [tolerance, 0];
    for (let i = from + 1; i < to; i++) {
      const [x, y] = points[i];
      const off = length ? Math.abs((x - ax) * dy - (y - ay) * dx) / length : Math.hypot(x - ax, y - ay);
      // A point beyond the ends is off, too, though it lies on the line.
      const along = length ? ((x - ax) * dx + (y - ay) * dy) / length : 0;
      const far = Math.max(off, -along, along - length);
      if (far > worst) [worst, at] = [far, i];
    }
    if (at) {
      walk(from, at);
      walk(at, to);
    }
  };
  walk(0, points.length - 1);
  return points.filter((_, i) => keep[i]);
}

const lines = (tolerance) => ({
  name: "lines",
  fn: () => ({
    element: {
      enter(node) {
        const d = node.attributes.d;
        if (node.name !== "path" || !d || /[^MLz\d\s.e-]/.test(d)) return;
        const runs = d.split("M").slice(1).map((run) => {
          const points = run.replace("z", "").split("L").map((pair) => pair.trim().split(/\s+/).map(Number));
          return `M${simplify(points, tolerance).map((pair) => pair.join(" ")).join("L")}${run.includes("z") ? "z" : ""}`;
        });
        node.attributes.d = runs.join("");
      },
    },
  }),
});

/** Round markers of one kind become one path of round ends; where they shine through each other, a few. */
const dots = {
  name: "dots",
  fn: (root) => {
    const shapes = new Map(querySelectorAll(root, "defs > path").map((path) => [`#${path.attributes.id}`, path.attributes]));
    return {
      element: {
        exit(node) {
          const uses = node.children.filter(({ name }) => name === "use");
          const first = uses[0]?.attributes;
          const shape = shapes.get(first?.["xlink:href"]);
          if (uses.length < 8 || !shape || shape.d.match(/C/g)?.length !== 8) return;
          if (uses.some(({ attributes: { style, "xlink:href": href } }) => style !== first.style || href !== first["xlink:href"])) return;
          const look = Object.fromEntries(first.style.split(";").map((pair) => pair.split(":").map((text) => text.trim())));
          if (look.fill === "none" || (look.stroke ?? look.fill) !== look.fill) return;
          const opacity = look.opacity ?? look["fill-opacity"];
          const count = opacity ? 40 : 1;
          const size = 2 * Number(shape.d.match(/M \S+ (\S+)/)[1]) + Number(look["stroke-width"] ?? (look.stroke ? 1 : 0));
          const ends = Array.from({ length: count }, (_, i) => uses.filter((_, k) => k % count === i));
          const made = ends.map((some) => ({
            type: "element",
            name: "path",
            attributes: {
              d: some.map(({ attributes: { x, y } }) => `M${Number(x).toFixed(2)} ${Number(y).toFixed(2)}h.1`).join(""),
              fill: "none", stroke: look.fill, "stroke-width": `${size}`, "stroke-linecap": "round",
              ...(opacity ? { opacity } : {}),
            },
            children: [],
          }));
          node.children = [...node.children.filter(({ name }) => name !== "use"), ...made];
        },
      },
    };
  },
};

/** Add the rules that turn the colours when the file is shown as #dark. */
const theme = {
  name: "theme",
  fn: (root) => {
    const rules = new Set();
    for (const { attributes } of querySelectorAll(root, "[fill], [stroke]")) {
      for (const key of ["fill", "stroke"]) {
        const colour = attributes[key];
        if (!colour || colour === "none") continue;
        if (!/^#(\w{3}){1,2}$/.test(colour)) throw new Error(`${colour} is no colour that can be turned`);
        const turned = dark(colour, key);
        if (turned) rules.add(`:target [${key}="${colour}"]{${key}:${turned}}`);
      }
    }
    const svg = querySelector(root, "svg");
    svg.attributes.id = "dark";
    const value = `:target{fill:#ebebeb}${[...rules].sort().join("")}`;
    svg.children.unshift({ type: "element", name: "style", attributes: {}, children: [{ type: "text", value }] });
    return {};
  },
};

/** Matplotlib says how lines end and meet by a rule, which would outdo what attributes say. */
const ends = {
  name: "ends",
  fn: (root) => {
    querySelector(root, "svg").attributes["stroke-linejoin"] = "round";
    return { element: { enter: (node, parent) => node.name === "style" && remove(node, parent) } };
  },
};

const remove = (node, parent) => {
  parent.children = parent.children.filter((child) => child !== node);
};

const wordless = {
  name: "wordless",
  fn: () => ({
    element: {
      enter: (node, parent) => /^(text|legend)_/.test(node.attributes.id) && remove(node, parent),
    },
  }),
};

const preset = { name: "preset-default", params: { overrides: { convertColors: { shortname: false } } } };
for (const file of process.argv.slice(2)) {
  const small = file.endsWith("_thumb.svg");
  const { data } = optimize(readFileSync(file, "utf8"), {
    floatPrecision: small ? 1 : 2,
    plugins: [
      ...(small ? [wordless] : []),
      ends,
      lines(small ? 0.6 : 0.05), // points by which a line may leave its place
      dots,
      preset,
      "convertStyleToAttrs",
      preset,
      theme,
    ],
  });
  writeFileSync(file, `${data}\n`);
}
