"""What pages print and the project knows: ``%wheel%`` in the source of a page becomes its name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import package
from checked.statements import TOCTREE, pages
from notices import table

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

PLACE = re.compile(r"%([a-z-]+)%")
UNSPOKEN = re.compile(
    r"^(```|~~~).*?^\1|^---\n.*?^---\n|^\$\$.*?\$\$|^:[a-z-]+:.*?$|^%.*?$", re.M | re.S
)
DISPLAYED = re.compile(r"^\$\$\n.*?^\$\$", re.M | re.S)
BUILDS_ON = re.compile(r"^builds_on: (\w[\w -]*)$", re.M)
HAN = re.compile(r"[\u3400-\u9fff]")
SPEED, FORMULA = 200, 0.5  # words in a minute, minutes for a displayed formula


def minutes(source: str) -> float:
    """Estimate how long a page takes to read, in English; Chinese takes about as long."""
    prose = UNSPOKEN.sub("", source)
    english = (line.split(" ｜ ")[0] for line in prose.splitlines())
    words = sum(len(line.split()) for line in english if not HAN.search(line))
    return words / SPEED + FORMULA * len(DISPLAYED.findall(source))


def plan(read: dict[str, str]) -> str:
    """Return the table of the pages with a question: how long each takes, what it builds on."""
    rows, whole = [], 0
    for name, text in read.items():
        if "{.question}" in text:
            found = BUILDS_ON.search(text)
            before = " · ".join(f"{{doc}}`{one}`" for one in found[1].split()) if found else ""
            whole += (time := max(1, round(minutes(text))))
            rows.append(f"| {{doc}}`{name}` | {time} | {before} |")
    head = "| page ｜ 页面 | minutes ｜ 分钟 | builds on ｜ 先读 |\n| --- | --- | --- |"
    return "\n".join([head, *rows, f"| all ｜ 合计 | {whole} | |"])


def facts(docs: Path, site: str) -> dict[str, str]:
    """Return what each name stands for."""
    index = (docs / "index.md").read_text("utf-8")
    read = {page: (docs / f"{page}.md").read_text("utf-8") for page in pages(docs)}
    first, *_ = TOCTREE.findall(index) or [""]
    basics = sum(minutes(read[name]) for name in read if name in first.split())
    whole = sum(minutes(text) for text in read.values() if "{.question}" in text)
    return {
        "address": f", {site}/" if site else "",
        "address-zh": f"，{site}/" if site else "",
        "archive": package.ARCHIVE,
        "basics-minutes": str(5 * max(1, round(basics / 5))),
        "bibtex-url": f", \\url{{{site}/}}" if site else "",
        "hours": str(max(1, round(whole / 60))),
        "install": package.install(site or ".."),
        "install-file": package.install_file(),
        "notices": table(),
        "plan": plan(read),
        "version": package.VERSION,
        "wheel": package.WHEEL,
        "year": package.year(),
        "whether-credited": "credit" if site else "credit unknown",
        "whether-known": "from-site" if site else "from-site unknown",
    }


def fill(app: Sphinx, page: str, source: list[str]) -> None:
    """Put the facts into the source of a page."""
    if PLACE.search(source[0]):
        known = facts(Path(app.srcdir), app.config.site_url)
        source[0] = PLACE.sub(lambda found: known.get(found[1], found[0]), source[0])


def outdated(app: Sphinx, env: BuildEnvironment, *_: Any) -> list[str]:
    """Read the pages with facts in every build: these may be others, and the pages are few."""
    return [page for page in env.found_docs if PLACE.search(text_of(env.doc2path(page)))]


def text_of(path: Path) -> str:
    """Return the source of a page, nothing if it comes from elsewhere."""
    return path.read_text("utf-8") if path.suffix == ".md" else ""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the facts."""
    app.connect("source-read", fill)
    app.connect("env-get-outdated", outdated)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
