"""What stands around the editions: package, project, root pages, and what search engines read."""

import importlib.metadata
import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import frame
import notices
import pytest
from books import ADDRESS, DOCS
from bs4 import BeautifulSoup
from package import ARCHIVE, STEM, WHEEL

FILES = {"LICENSE.txt", "CITATION.cff", "third-party-licences.txt", "sbom.cdx.json", WHEEL, ARCHIVE}


def make(site: Path) -> Path:
    """Write the frame around an edition of two pages."""
    for edition in ("en", "zh", "both"):
        (site / edition / "explore").mkdir(parents=True)
        for page in ("index.html", "explore/race.html", "search.html"):
            (site / edition / page).touch()
    frame.downloads(site)
    frame.doors(site)
    return site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the frame of a site without an address."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SITE_URL", raising=False)
        return make(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the frame of a site with an address."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", f"{ADDRESS}/")
        return make(tmp_path_factory.mktemp("hosted"))


def test_downloads_are_the_same_in_every_build(site: Path, hosted: Path) -> None:
    """Two builds make the same bytes, of the picture too."""
    assert {path.name for path in (site / "_downloads").iterdir()} == FILES
    for name in (*(f"_downloads/{file}" for file in FILES), "preview.png"):
        assert (site / name).read_bytes() == (hosted / name).read_bytes(), name


def test_bill_of_materials_lists_what_is_there(site: Path) -> None:
    """Every package of npm and of this Python, once, and of what is shipped all that has a notice."""
    text = (site / "_downloads" / "sbom.cdx.json").read_text("utf-8")
    assert str(DOCS.parent) not in text
    bill = json.loads(text)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["licenses"][0]["expression"].startswith("MIT AND ")
    parts = bill["components"]
    assert len({part["purl"] for part in parts}) == len(parts)
    assert all(part["bom-ref"] == part["purl"] and part["version"] for part in parts)
    lock = json.loads((DOCS / "package-lock.json").read_text("utf-8"))["packages"]
    npm = {(path.rpartition("node_modules/")[2], one.get("version")) for path, one in lock.items()}
    found = {(part["name"], part["version"]) for part in parts}
    assert npm - {("", None)} <= found
    assert ("torch", importlib.metadata.version("torch")) in found
    shipped = {part["name"] for part in parts if part["scope"] == "required"}
    named = {one.name.lower() for one in notices.notices() if one.version} | notices.COMMANDS
    assert shipped == named


def test_package_is_complete(site: Path) -> None:
    """The wheel holds every file of the package, and what the scripts need comes with it."""
    with zipfile.ZipFile(site / "_downloads" / WHEEL) as wheel:
        names = {name for name in wheel.namelist() if name.startswith("momentum/")}
        metadata = wheel.read(f"{STEM}.dist-info/METADATA").decode()
    here = {
        path.relative_to(DOCS.parent).as_posix()
        for path in (DOCS.parent / "momentum").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert names == here
    assert "Provides-Extra: gallery" in metadata


def test_package_installs_and_a_script_runs(site: Path, tmp_path: Path) -> None:
    """The line of the page, with the address of a folder; needs are there already."""
    where = (site / "_downloads" / WHEEL).as_uri()
    pip = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "-q"]
    line = [*pip, "--target", str(tmp_path), f"momentum-chapter[gallery] @ {where}"]
    subprocess.run(line, check=True)
    script = DOCS.parent / "gallery" / "speed" / "plot_4_half_the_edge.py"  # it reads the data
    env = os.environ | {"PYTHONPATH": str(tmp_path), "MPLBACKEND": "agg"}
    code = f"import momentum, runpy; print(momentum.__file__); runpy.run_path({str(script)!r})"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(tmp_path / "momentum")), "the installed one, not this folder"


def test_project_is_complete(site: Path) -> None:
    """The archive can build and test the book: it holds all that git knows, and nothing built."""
    with tarfile.open(site / "_downloads" / ARCHIVE) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    git = ["git", "-c", "core.quotepath=off", "ls-files"]
    known = subprocess.run(git, cwd=DOCS.parent, capture_output=True, text=True)
    if known.returncode == 0:  # else this is a copy from an archive, which has no git
        tracked = {name for name in known.stdout.splitlines() if (DOCS.parent / name).is_file()}
        assert tracked <= names, tracked - names
    assert {"noxfile.py", "docs/conf.py", "gallery/machines/ddp.py", "tests/conftest.py"} <= names
    assert not [name for name in names if name.startswith(("build/", ".nox/", "docs/gallery/"))]
    assert not [name for name in names if "node_modules" in name or "__pycache__" in name]


def test_without_an_address_nothing_needs_one(site: Path) -> None:
    """No file for search engines, no address on the root pages."""
    assert not (site / "robots.txt").exists() and not (site / "sitemap.xml").exists()
    for name in frame.PAGES:
        assert "://" not in (site / name).read_text("utf-8").replace("location)}", ""), name


def test_lost_readers_are_led_upwards(site: Path) -> None:
    """Without an address, the page tries folder after folder; in the last place stands a link."""
    page = BeautifulSoup((site / "404.html").read_text("utf-8"), "lxml")
    tried = [tag["data"] for tag in page.select("object")]
    assert tried == [f"./{'../' * level}home.html" for level in range(frame.DEPTH)]
    assert page.select("object " * frame.DEPTH + "a[href]")
    home = BeautifulSoup((site / "home.html").read_text("utf-8"), "lxml")
    assert {link["target"] for link in home.select("a")} == {"_top"}


def test_with_an_address_links_are_whole(hosted: Path) -> None:
    """With an address, links need no guessing."""
    page = BeautifulSoup((hosted / "404.html").read_text("utf-8"), "lxml")
    links = {link["href"] for link in page.select("a")}
    assert links == {f"{ADDRESS}/{edition}/index.html" for edition in ("en", "zh", "both")}
    assert not page.select("object")


def test_search_engines(hosted: Path) -> None:
    """The map names every page that is read, in all editions, with its translations."""
    assert f"Sitemap: {ADDRESS}/sitemap.xml" in (hosted / "robots.txt").read_text("utf-8")
    root = ElementTree.parse(hosted / "sitemap.xml").getroot()
    spaces = {"s": root.tag[1:].partition("}")[0], "x": "http://www.w3.org/1999/xhtml"}
    listed = {tag.text for tag in root.findall("s:url/s:loc", spaces)}
    pages = ("index.html", "explore/race.html")
    assert listed == {f"{ADDRESS}/{edition}/{p}" for edition in ("en", "zh", "both") for p in pages}
    others = {tag.attrib["href"] for tag in root.findall("s:url/x:link", spaces)}
    assert others == {f"{ADDRESS}/{edition}/{p}" for edition in ("en", "zh") for p in pages}


def test_picture(site: Path) -> None:
    """The picture of link previews has the size that its tags say."""
    head = (site / "preview.png").read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    size = [int.from_bytes(head[at : at + 4], "big") for at in (16, 20)]
    assert size == [1200, 630]
    template = (DOCS / "_templates" / "preview.html").read_text("utf-8")
    assert all(f'content="{length}"' in template for length in size)
