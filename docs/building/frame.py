"""What stands around the editions: the root page, the page for what is not there, and downloads.

The three editions share it. Addresses come from ``SITE_URL``; without it nothing needs one.
"""

import shutil
import sys
from pathlib import Path

import jinja2
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

DOCS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(DOCS / "_ext"))

import bill  # noqa: E402
import notices  # noqa: E402
import package  # noqa: E402
import pictures  # noqa: E402
import place  # noqa: E402
import policy  # noqa: E402

PREVIEW = "docs/root/preview.py"
DEPTH = 8  # folders below the root in which a lost reader is still led home
PAGES = ("index.html", "404.html", "home.html")
WITH_ADDRESS = ("robots.txt", "sitemap.xml")
MADE = {"genindex.html", "py-modindex.html", "search.html"}


def downloads(site: Path) -> None:
    """Write the package, the project, what says how they may be used and are made, the picture."""
    folder = site / package.FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for builder in (WheelBuilder, SdistBuilder):  # their files have the same bytes in every build
        list(builder(str(package.ROOT)).build(directory=str(folder)))
    shutil.copyfile(package.ROOT / "LICENSE", folder / "LICENSE.txt")
    shutil.copyfile(package.ROOT / "CITATION.cff", folder / "CITATION.cff")
    (folder / "third-party-licences.txt").write_text(notices.texts(), "utf-8")
    (folder / bill.FILE).write_text(bill.bill(), "utf-8")
    shutil.copyfile(pictures.drawn(PREVIEW), site / "preview.png")


def doors(site: Path) -> None:
    """Write the pages at the root, when the editions are there, and what search engines read."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(DOCS / "root"),
        autoescape=True,
        keep_trailing_newline=True,
        lstrip_blocks=True,
        trim_blocks=True,
    )
    url = place.site_url()
    (site / ".nojekyll").touch()  # GitHub Pages would leave out the folders that begin with _
    for name in (*PAGES, *(WITH_ADDRESS if url else ())):
        page = environment.get_template(name).render(url=url, depth=DEPTH, pages=pages(site))
        (site / name).write_text(policy.guarded(page) if name in PAGES else page, "utf-8")


def pages(site: Path) -> list[str]:
    """Return the pages that a search engine should know, which every edition has."""
    found = (path.relative_to(site / "en").as_posix() for path in (site / "en").rglob("*.html"))
    return sorted(set(found) - MADE)
