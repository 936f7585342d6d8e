"""How long the first query takes and how much it fetches, in Chromium, at full speed and at a quarter.

    python tests/bench_search.py [OUT]

Needs the built site. Measures from the first key on the page of results to the frame with the results,
without the fifth of a second that it waits for the reader's next key, and then further queries.
"""

import gzip
import json
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "browser"))
from conftest import ARGS, executable
from playwright.sync_api import Page, sync_playwright
from served import SITE, serve

WORDS = {"en": "learning rate", "zh": "学习率", "both": "收敛"}
MORE = ("momentum", "动量系数怎么选", "1/(1-β)", "nestrov", "0.9", "weight decay", "StepLR")
FIRST = """async (words) => {
  const field = document.querySelector(".search-page input");
  const start = performance.now();
  field.value = words;
  field.dispatchEvent(new CompositionEvent("compositionend"));  // asks at once
  while (!document.querySelector("#search-results li")) await new Promise(requestAnimationFrame);
  return performance.now() - start;
}"""
LATER = """(queries) => queries.map((words) => {
  const start = performance.now();
  searchBook(words, document.createElement("div"));
  return performance.now() - start;
})"""


def measure(page: Page, base: str, edition: str, slower: int) -> tuple[float, float]:
    """Return the time to the first results and the median of further queries, in ms."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(f"{base}/{edition}/search.html")
    first: float = page.evaluate(FIRST, WORDS[edition])
    return first, statistics.median(page.evaluate(LATER, list(MORE)))


def main(out: Path) -> None:
    """Measure the editions, print a table, write the numbers."""
    rows = []
    with serve() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGS)
        print("edition  kB (gzip)   first query, then each (ms) at 1x         at 4x")
        for edition in WORDS:
            index = (SITE / edition / "_static" / "search.js").read_bytes()
            size = len(gzip.compress(index, 9)) / 1000
            cells = []
            for slower in (1, 4):
                page = browser.new_page()
                first, later = measure(page, site, edition, slower)
                page.close()
                cells.append(f"{first:18.0f}{later:8.1f}")
                row = {"slower": slower, "first": first, "later": later, "kB": size}
                rows.append({"edition": edition, **row})
            print(f"{edition:8}{size:10.0f}" + "".join(cells), flush=True)
        browser.close()
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    print(f"Written to {out}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/bench-search.json"))
