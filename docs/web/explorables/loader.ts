/** Brings an explorable to life when it comes near the screen, or at once when the address names it. */

import type { Explorable } from "../ui/panel.ts";

interface Stage extends HTMLElement {
  explorable?: Explorable;
}

type Shared = typeof import("./shared.ts") & { widgets: Record<string, import("../ui/widget.ts").Widget> };
declare global {
  var explorables: Shared;
}
declare const VERSION: string; // of all scripts; the bundler puts it in

const here = (document.currentScript as HTMLScriptElement).src;
const loaded = new Map<string, Promise<void>>();

function address(name: string): string {
  return new URL(`${name}.js?v=${VERSION}`, here).href;
}

/** Fetch a script ahead of its turn. */
function prepare(name: string): void {
  const link = document.createElement("link");
  Object.assign(link, { rel: "preload", as: "script", href: address(name) });
  document.head.append(link);
}

/** Load a script beside this one, once. Classic scripts: they also work in pages opened from a folder. */
function load(name: string): Promise<void> {
  const known = loaded.get(name);
  if (known) return known;
  const promise = new Promise<void>((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address(name);
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${script.src} did not load`));
    document.head.append(script);
  });
  loaded.set(name, promise);
  return promise;
}

/** If anything fails, the still picture stays. */
async function start(stage: Stage): Promise<void> {
  const name = stage.dataset["explorable"]!;
  try {
    prepare(name);
    await load("shared");
    await load(name);
    stage.explorable = await globalThis.explorables.mount(stage, name, globalThis.explorables.widgets[name]!);
  } catch (error) {
    stage.querySelector(".panel")?.remove();
    stage.classList.remove("live");
    stage.classList.add("still");
    console.warn(error);
  }
}

const stages = [...document.querySelectorAll<Stage>("[data-explorable]")];
const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      void start(target as Stage);
    }
  },
  { rootMargin: "75% 0px" },
);
for (const stage of stages) near.observe(stage);

/** A shared link `#name?state` is no anchor of the page: go there. */
function visit(): void {
  const name = location.hash.slice(1).split("?")[0];
  stages.find((stage) => stage.dataset["explorable"] === name)?.closest("figure")?.scrollIntoView();
}
addEventListener("hashchange", visit);
// Who reloads, or comes back, stays where they were.
const [arrival] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
if (arrival?.type === "navigate") {
  if (document.readyState === "complete") visit();
  else addEventListener("load", visit);
}
