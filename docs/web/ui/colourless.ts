/** In place of d3-color: d3-scale brings it to mix colours, 10 KB that our scales, being of numbers, never use. */

function colourless(): never {
  throw new Error("scales of explorables are of numbers");
}

export { colourless as color, colourless as cubehelix, colourless as hcl, colourless as hsl, colourless as lab, colourless as rgb };
