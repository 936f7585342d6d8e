"""How long an explorable needs from a key to the picture, in Chromium, at full speed and at a quarter.

    python tests/bench_explorables.py [OUT]

Needs the built site. Presses arrow keys on every slider and menu and measures from the event to the moment
after the next frame was drawn. Writes median and 95th percentile in milliseconds.
"""

import json
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "browser"))
from conftest import ARGS, executable
from playwright.sync_api import Page, sync_playwright
from served import SITE, serve

PRESSES = 24  # a control
LIMITS = {1: 50, 4: 100}  # ms, by how much the processor is slowed down
WATCH = """
self.samples = [];
document.addEventListener("input", ({ timeStamp }) => requestAnimationFrame(() => {
  const drawn = new MessageChannel();
  drawn.port1.onmessage = () => samples.push(performance.now() - timeStamp);
  drawn.port2.postMessage(0);
}), true);
"""


def measure(page: Page, url: str, slower: int) -> list[float]:
    """Return all delays of one explorable."""
    page.goto(url)
    page.locator(".stage.live .panel").wait_for()
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.evaluate(WATCH)
    for control in page.locator(".panel :is(input[type=range], select)").all():
        control.focus()
        for i in range(PRESSES):
            page.keyboard.press("ArrowUp" if i % 6 < 3 else "ArrowDown")
            page.wait_for_timeout(60)
    samples: list[float] = page.evaluate("samples")
    return samples


def main(out: Path) -> None:
    """Measure all, print a table, write the numbers."""
    rows = []
    with serve() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGS)
        print(f"{'':12}" + "".join(f"{f'{slower}x: median, p95 (ms)':>26}" for slower in LIMITS))
        for path in sorted((SITE / "en" / "explore").glob("*.html")):
            cells = []
            for slower in LIMITS:
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                url = f"{site}/en/explore/{path.name}"
                samples = measure(page, url, slower)
                page.close()
                middle, high = statistics.median(samples), statistics.quantiles(samples, n=20)[-1]
                cells.append(f"{middle:18.1f}{high:8.1f}")
                row = {"slower": slower, "samples": len(samples), "median": middle, "p95": high}
                rows.append({"name": path.stem, **row, "limit": LIMITS[slower]})
            print(f"{path.stem:12}" + "".join(cells), flush=True)
        browser.close()
    over = [f"{row['name']} at {row['slower']}x" for row in rows if row["p95"] > row["limit"]]
    print(f"Over {LIMITS}: {', '.join(over) or 'none'}.")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    print(f"Written to {out}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/bench-explorables.json"))
