"""Explorables before a browser sees them: the directive, the types, and the package's numbers."""

import gzip
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from books import DOCS, EDITIONS, Book, build, sample
from explorable import bundle
from node import NODE, WEB

FALLBACK = "/gallery/basics/images/sphx_glr_plot_weights_001.svg"
OPTIONS = {
    "name": "fig-play",
    "fallback": FALLBACK,
    "alt": "English ｜ 中文",
    "state": "eta=0.5 method=nesterov ghost=0",
    "show": "beta=0.25",
}
FAULTS = {
    "unknown": ("playing", {}, "explorable must be one of ['"),
    "parameter": ("playground", {"state": "theta=1"}, "a parameter of playground must be one of"),
    "outside": ("playground", {"state": "eta=7"}, "playground: eta must be a number from 0.01 to"),
    "fraction": ("playground", {"state": "t=1.5"}, "playground: t must be an integer from 0 to 60"),
    "text": ("playground", {"show": "eta=x"}, "playground: eta must be a number from 0.01 to"),
    "choice": (
        "playground",
        {"show": "method=adam"},
        "method must be one of ['heavy', 'nesterov']",
    ),
    "flag": ("playground", {"show": "ghost=yes"}, "playground: ghost must be one of ['0', '1']"),
    "no-alt": ("playground", {"alt": None}, "'playground' needs the option :alt:"),
    "no-fallback": ("playground", {"fallback": None}, "'playground' needs the option :fallback:"),
    "no-show": ("playground", {"show": None}, "'playground' needs the option :show:"),
}


def source(widget: str, changed: dict[str, str | None]) -> str:
    """Write the directive with some options changed or left out."""
    options = {key: value for key, value in (OPTIONS | changed).items() if value is not None}
    lines = "".join(f":{key}: {value}\n" for key, value in options.items())
    return f":::{{explorable}} {widget}\n{lines}\nEnglish caption ｜ 中文图题\n:::\n"


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Build a page with an explorable, and one that refers to it."""
    refers = "English words, {numref}`fig-play`.\n\n中文的词，{numref}`fig-play`。\n"
    pages = {"play": source("playground", {}), "refers": refers}
    root = sample(tmp_path_factory.mktemp("play"), pages)
    for edition in EDITIONS:
        done = build(root, edition)
        assert done.returncode == 0, done.stderr
    return Book(root)


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_figure_is_complete_without_script(play: Book, edition: str) -> None:
    """It has a picture with its text, a caption and a number, and says what the script needs."""
    page = play.page(edition, "pages/play")
    (figure,) = page.select("figure#fig-play")
    (stage,) = figure.select(".stage")
    alt = {"en": "English", "zh": "中文", "both": "English ｜ 中文"}[edition]
    assert [image["alt"] for image in stage.select("img")] == [alt, alt]  # light, dark
    assert stage["data-edition"] == edition
    (outline,) = stage.select(".outline")
    assert outline.has_attr("inert") and outline["aria-hidden"] == "true"
    assert len(outline.select(".plot")) == 2 and not outline.select(".plot *")
    assert len(outline.select(".control")) == 6
    assert stage["data-explorable"] == "playground"
    assert stage["data-state"] == "eta=0.5&method=nesterov&ghost=0"
    assert stage["data-show"] == "beta=0.25"
    number = figure.select_one(".caption-number").text.strip()
    assert number in play.page(edition, "pages/refers").article.text


def test_only_its_page_loads_the_script(play: Book) -> None:
    """Other pages stay without script, and all files are there."""
    for name, files in (("play", {"explorables/loader.js"}), ("refers", set())):
        page = play.page("en", f"pages/{name}")
        urls = [str(tag["src"]) for tag in page.select("script[src]")]
        found = {url.split("_static/")[1].split("?")[0] for url in urls if "explorables/" in url}
        assert found == files
    folder = play.path("en") / "_static" / "explorables"
    widgets = {path.stem for path in (WEB / "explorables" / "widgets").glob("*.ts")}
    names = {path.name for path in folder.iterdir()}
    assert names == {"loader.js", "shared.js"} | {f"{name}.js" for name in widgets}


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Build one page for every fault and return what Sphinx says."""
    pages = {name: source(widget, changed) for name, (widget, changed, _) in FAULTS.items()}
    done = build(sample(tmp_path_factory.mktemp("faults"), pages), "en")
    assert done.returncode != 0
    return done.stderr


@pytest.mark.parametrize("name", FAULTS)
def test_a_wrong_directive_fails_the_build(complaints: str, name: str) -> None:
    """A reader never meets an explorable that does not exist, or a state that it cannot take."""
    lines = [line for line in complaints.splitlines() if f"pages/{name}.md:3:" in line]
    assert any(FAULTS[name][2] in line for line in lines), complaints


def test_numbers_of_the_package_in_node(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the scripts compute is what the package computes; the browser tests ask the same later."""
    golden = DOCS.parent / "build" / "golden.json"
    monkeypatch.setattr(sys, "argv", ["golden", str(golden)])
    runpy.run_path(
        str(WEB / "explorables" / "golden"), run_name="__main__"
    )  # in a process that has torch
    tests = sorted((WEB / "explorables" / "test").glob("*.test.mjs"))
    done = subprocess.run(
        [NODE, "--test", *tests],
        env=os.environ | {"GOLDEN": str(golden)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout


def test_all_scripts_together_are_small(tmp_path: Path) -> None:
    """A page with all explorables loads less than 60 KB, compressed."""
    bundle(tmp_path)
    sizes = [len(gzip.compress(path.read_bytes(), 9)) for path in tmp_path.glob("*.js")]
    assert len(sizes) > 2
    assert sum(sizes) < 60_000
