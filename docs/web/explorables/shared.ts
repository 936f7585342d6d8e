/** What all explorables share; it is one file of the site. Widgets import from here. */

export * from "../core/momentum.ts";
export { mount } from "../ui/panel.ts";
export { type Mark } from "../ui/key.ts";
export { Plot, type Point, roundUp } from "../ui/plot.ts";
export { type Text, digits, times } from "../ui/text.ts";
export { type Reading, type View, type Widget, widget } from "../ui/widget.ts";
export { contourLines } from "../ui/contours.ts";
export { raster } from "../ui/raster.ts";
