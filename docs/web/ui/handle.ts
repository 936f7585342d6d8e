/** A point in a plot that two parameters place, or one along x: by pointer, or by sliders that only the keyboard and screen readers meet. */

import { select } from "d3-selection";

import { input, position, shown } from "./controls.ts";
import { type Params, type Range, type Values, rounded } from "./params.ts";
import type { Plot } from "./plot.ts";
import { type Text, element, inPlot, plain } from "./text.ts";

type Setter<P extends Params> = (change: Partial<Values<P>>) => void;

/** Put a handle into a plot; without a second parameter it moves along x, at the height that `show` gives. */
export function handle<P extends Params>(
  plot: Plot,
  params: P,
  [first, second]: readonly [keyof P & string, (keyof P & string) | null],
  label: Text,
  set: Setter<P>,
  name = "",
) {
  const group = select(plot.top).append("g").attr("class", `handle ${name}`);
  group.append("circle").attr("class", "ring").attr("r", 12);
  group.append("circle").attr("class", "knob").attr("r", 6);
  group.append("circle").attr("class", "grip").attr("r", 22);
  const node = group.node()!;
  const keys = second === null ? [first] : [first, second];
  const axes = keys.map((key) => params[key] as Range);

  const sliders = keys.map((key, i) => {
    const slider = input(axes[i]!, (value) => set({ [key]: value } as Partial<Values<P>>));
    slider.className = "unseen";
    const name = axes[i]!.label;
    slider.setAttribute("aria-label", plain(axes[i]!.handle ? name : inPlot(name))); // the other has a slider of its own, too
    slider.setAttribute("aria-orientation", i ? "vertical" : "horizontal");
    slider.addEventListener("focus", () => node.classList.toggle("focused", slider.matches(":focus-visible")));
    slider.addEventListener("blur", () => node.classList.remove("focused"));
    return slider;
  });
  // Arrows move along their own axis: left and right the first parameter, up and down the second.
  sliders.forEach((slider, i) =>
    slider.addEventListener("keydown", (event) => {
      const along = ["ArrowLeft", "ArrowRight"].includes(event.key) ? 0 : ["ArrowUp", "ArrowDown"].includes(event.key) ? 1 : i;
      if (along === i || along >= keys.length || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const other = sliders[along]!;
      if (["ArrowRight", "ArrowUp"].includes(event.key)) other.stepUp();
      else other.stepDown();
      other.dispatchEvent(new Event("input"));
    }),
  );
  plot.root.after(element("div", { class: "unseen", role: "group", "aria-label": plain(label) }, ...sliders));

  let holder = 0; // the pointer that holds it: another finger changes nothing
  let held = { x: 0, y: 0 }; // from the centre to where it was taken
  const move = ({ clientX, clientY }: PointerEvent): void => {
    const place = plot.locate({ clientX: clientX - held.x, clientY: clientY - held.y });
    const change = keys.map((key, i) => {
      const { min, max } = axes[i]!;
      return [key, Math.min(Math.max(rounded(axes[i]!, snap(axes[i]!, place[i]!)), min), max)];
    });
    set(Object.fromEntries(change) as Partial<Values<P>>);
  };
  node.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    if (event.button || holder) return;
    holder = event.pointerId;
    const box = node.querySelector(".knob")!.getBoundingClientRect();
    held = { x: event.clientX - (box.left + box.right) / 2, y: event.clientY - (box.top + box.bottom) / 2 };
    node.setPointerCapture(event.pointerId);
    sliders[0]!.focus({ preventScroll: true });
  });
  node.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false }); // a finger here does not scroll
  node.addEventListener("pointermove", (event) => {
    if (event.pointerId === holder) move(event);
  });
  node.addEventListener("lostpointercapture", (event) => {
    if (event.pointerId === holder) holder = 0;
  });

  let at: number[] = [];
  let height = plot.y.domain()[0]!;
  const follow = (values: Values<P>): void => {
    at = keys.map((key) => values[key] as number);
    sliders.forEach((slider, i) => {
      slider.value = `${position(axes[i]!, at[i]!)}`;
      slider.setAttribute("aria-valuetext", shown(axes[i]!, at[i]!));
    });
    draw();
  };
  const draw = (): void => {
    const [x, y] = plot.place([at[0]!, at[1] ?? height]);
    node.setAttribute("transform", `translate(${x},${y})`);
  };
  const show = (visible = true, y = height): void => {
    if (y !== height) {
      height = y;
      if (at.length) draw();
    }
    node.style.display = visible ? "" : "none";
    for (const slider of sliders) slider.disabled = !visible;
  };
  return { follow, show };
}


/** The step of a slider that is nearest to where a pointer is. */
function snap({ step, log }: Range, value: number): number {
  return log ? value : Math.round(value / step) * step;
}
