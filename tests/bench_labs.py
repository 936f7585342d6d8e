"""How long a lab needs from the first press to the first path, and how much memory its runs take, in Chromium.

    python tests/bench_labs.py [OUT]

Needs the built site. Cold: nothing is cached, the button that opens the lab and Run are pressed at once. Warm: a
second run, with all checks. Slow: all of Chromium has a quarter of one processor, by a control group, as Chromium's own
throttling does not reach workers; where no group can be made, this is left out. Memory is the proportional set size
of all of Chromium's processes, above what it was with the page open.
"""

import json
import os
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "browser"))
from conftest import ARGS, executable
from playwright.sync_api import Browser, Page, sync_playwright
from served import serve

LAB = "zoo-1"
TIMES, RUNS = 7, 20
GROUPS = (
    ("/sys/fs/cgroup/cpu/labs", "cpu.cfs_quota_us", "25000"),
    ("/sys/fs/cgroup/labs", "cpu.max", "25000 100000"),
)
LIMITS = {
    "cold": 600,
    "cold, a quarter": 2000,
    "warm": 400,
    "after 1 run": 60,
    "after 20 runs": 100,
}
PRESS = """name => new Promise((resolve) => {
  const lab = document.getElementById(`lab-${name}`), began = performance.now();
  lab.querySelector(".opener").click();
  const drawn = () =>
    lab.querySelector(".results svg path") ? resolve(performance.now() - began) : requestAnimationFrame(drawn);
  drawn();
  lab.querySelector(".run").click();
})"""
AGAIN = """name => new Promise((resolve) => {
  const lab = document.getElementById(`lab-${name}`), began = performance.now();
  lab.querySelector(".run").click();
  const ready = () => lab.querySelector(".run").textContent.startsWith("Run");
  const done = () => (ready() ? resolve(performance.now() - began) : requestAnimationFrame(done));
  requestAnimationFrame(done);
})"""


def family(parent: int) -> list[int]:
    """Return a process and all below it."""
    found = [parent]
    for pid in found:
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            found += map(int, children.read_text().split())
    return found


def chromium() -> list[int]:
    """Return the processes of the browser that this process has started."""
    return [
        pid for pid in family(os.getpid()) if b"chrom" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]


def memory() -> float:
    """Return the proportional set size of the browser in MB."""
    rollups = (Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in chromium())
    sizes = (
        line.split()[1] for text in rollups for line in text.splitlines() if line.startswith("Pss:")
    )
    return sum(map(int, sizes)) / 1000


@contextmanager
def slowed() -> Iterator[bool]:
    """Give the browser a quarter of one processor, if this machine lets us."""
    for group, file, quota in GROUPS:
        try:
            Path(group).mkdir(exist_ok=True)
            Path(group, file).write_text(quota)
            for pid in chromium():
                Path(group, "cgroup.procs").write_text(str(pid))
        except OSError:
            continue
        yield True
        Path(group, file).write_text("-1" if "quota" in file else "max")
        return
    yield False


@contextmanager
def opened(browser: Browser, url: str) -> Iterator[Page]:
    """Open a page of which nothing is cached."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(url)
    page.locator(f"#lab-{LAB}").scroll_into_view_if_needed()
    page.wait_for_timeout(1000)
    yield page
    context.close()


def cold(browser: Browser, url: str) -> list[float]:
    """Return milliseconds from the press to the first path, a few times."""
    found = []
    for _ in range(TIMES):
        with opened(browser, url) as page:
            found.append(page.evaluate(PRESS, LAB))
    return found


def runs(browser: Browser, url: str) -> tuple[list[float], float, float]:
    """Return milliseconds of warm runs, and MB after the first and after the last."""
    with opened(browser, url) as page:
        before = memory()
        page.evaluate(PRESS, LAB)
        page.wait_for_timeout(2000)
        first = memory() - before
        times = []
        for _ in range(RUNS - 1):
            times.append(page.evaluate(AGAIN, LAB))
            page.wait_for_timeout(500)
        page.wait_for_timeout(2000)
        return times, first, memory() - before


def main(out: Path) -> None:
    """Measure, print, write the numbers."""
    with serve() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGS)
        url = f"{site}/en/bug-zoo.html"
        found = {"cold": cold(browser, url)}
        found["warm"], first, last = runs(browser, url)
        with slowed() as slow:
            if slow:
                found["cold, a quarter"] = cold(browser, url)
        browser.close()
    rows = {name: [min(times), statistics.median(times)] for name, times in found.items()}
    rows |= {"after 1 run": [first], f"after {RUNS} runs": [last]}
    for name, numbers in rows.items():
        unit = "MB" if name.startswith("after") else "ms (least, median)"
        print(
            f"{name:16}"
            + "".join(f"{number:8.0f}" for number in numbers)
            + f" {unit}, limit {LIMITS[name]}"
        )
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    print(f"Written to {out}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/bench-labs.json"))
