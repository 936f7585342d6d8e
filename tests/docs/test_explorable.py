"""Explorables before a browser sees them: the directive, the types, and the package's numbers."""

import gzip
import os
import runpy
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import explorable
import pytest
from books import DOCS, EDITIONS, Book, build, sample
from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import directives
from docutils.utils import new_document
from explorable import Explorable, add_files, bundle, check, compile_scripts, prepare, query, stage
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


# -- Without a book

WIDGET = {
    "params": {
        "eta": {"kind": "range", "min": 0.5, "max": 2, "step": 0.1},
        "ghost": {"kind": "toggle"},
    },
    "outlines": {"en": "<p>English</p>", "zh": "<p>中文</p>"},
}


@pytest.fixture
def widget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Know one explorable, and no other."""
    monkeypatch.setattr(explorable, "manifest", {"play": WIDGET})
    monkeypatch.setitem(directives._directives, "explorable", Explorable)


def read(argument: str, *options: str) -> nodes.document:
    """Read the directive with these options and a caption."""
    lines = "".join(f"   {option}\n" for option in options)
    text = f".. explorable:: {argument}\n{lines}\n   Caption\n"
    return publish_doctree(text, settings_overrides={"report_level": 5})


USUAL = (":alt: A", ":fallback: a.svg", ":show: eta=0.5 ghost=1")


def test_the_picture_of_a_figure_stands_on_a_stage(widget: None) -> None:
    """The stage knows the widget and both states; the caption stays where it is."""
    (figure,) = read("play", *USUAL, ":state: eta=2", ":class: wide")
    assert isinstance(figure, nodes.figure) and figure["classes"] == ["explorable"]
    place, caption = figure.children
    assert isinstance(place, stage) and caption.astext() == "Caption"
    (image,) = place.children
    assert image.attributes["uri"] == "a.svg" and image.attributes["alt"] == "A"
    assert place["explorable"] == "play"
    assert (place["state"], place["show"]) == ("eta=2", "eta=0.5&ghost=1")
    assert read("play", *USUAL)[0].children[0].attributes["state"] == ""


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("play", USUAL[1:], "the explorable 'play' needs the option :alt:"),
        ("play", (USUAL[0], USUAL[2]), "the explorable 'play' needs the option :fallback:"),
        ("play", USUAL[:2], "the explorable 'play' needs the option :show:"),
        ("game", USUAL, "explorable must be one of ['play'], got 'game'"),
        ("play", (*USUAL, ":state: x=1"), "must be one of ['eta', 'ghost'], got 'x'"),
        ("play", (*USUAL, ":state: eta=1 ghost"), "play: ghost must be one of ['0', '1'], got ''"),
    ],
)
def test_a_wrong_directive_says_what_is_wrong(
    widget: None, name: str, options: tuple[str, ...], said: str
) -> None:
    """In place of a figure."""
    (found,) = read(name, *options)
    assert isinstance(found, nodes.system_message) and said in found.astext()


def test_a_caption_that_is_none_is_reported(widget: None) -> None:
    """Beside the figure, which has its stage."""
    figure, said = read("play", *USUAL, "", "   - not a caption").children
    assert isinstance(figure[0], stage) and isinstance(said, nodes.system_message)


def test_a_state_is_written_as_in_a_link(widget: None) -> None:
    """Whatever stands between its values."""
    assert query("play", " eta=0.5\nghost=0 ") == "eta=0.5&ghost=0"
    assert query("play", "") == ""


RANGE: dict[str, Any] = {"kind": "range", "min": 0.5, "max": 4, "step": 0.5}
STEPS = RANGE | {"min": 1, "step": 1}
CHOICE = {"kind": "choice", "options": ["heavy", "nesterov"]}
NUMBER, INTEGER = "a number from 0.5 to 4", "an integer from 1 to 4"


@pytest.mark.parametrize(
    ("param", "good", "bad", "rule"),
    [
        (RANGE, ["0.5", "0.75", "4", "4.0"], ["0.49", "4.01", "x", "", "nan"], NUMBER),
        (STEPS, ["1", "2.0", "4"], ["0", "5", "1.5", "x"], INTEGER),
        (STEPS | {"log": True}, ["1", "1.5"], ["0.9"], "a number from 1 to 4"),
        (RANGE | {"min": 1, "whole": True}, ["2"], ["1.5"], INTEGER),
        (STEPS | {"whole": False}, ["1.5"], ["0.5"], "a number from 1 to 4"),
        (CHOICE, ["heavy", "nesterov"], ["adam", ""], "one of ['heavy', 'nesterov']"),
        ({"kind": "toggle"}, ["0", "1"], ["2", "01", "yes"], "one of ['0', '1']"),
    ],
)
def test_a_parameter_takes_what_its_control_can_show(
    param: dict[str, Any], good: list[str], bad: list[str], rule: str
) -> None:
    """A range with both its ends, whole numbers where its steps are whole; a choice; a switch."""
    for value in good:
        check("play: x", param, value)
    for value in bad:
        with pytest.raises(ValueError) as error:
            check("play: x", param, value)
        assert str(error.value) == f"play: x must be {rule}, got {value!r}"


def test_compiled_scripts_come_into_the_site(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Beside what is there; what the bundler says of them is known afterwards, and only that."""

    def make(part: str, out: Path) -> str:
        (out / "loader.js").write_text(part)
        return '{"play": {}}'

    def kept(name: str, make: Any) -> Path:
        (folder := tmp_path / name).mkdir(exist_ok=True)
        make(folder)
        return folder

    monkeypatch.setattr(explorable, "make", make)
    monkeypatch.setattr(explorable, "kept", kept)
    monkeypatch.setattr(explorable, "manifest", {"old": {}})
    out = tmp_path / "out" / "_static" / "explorables"
    out.mkdir(parents=True)
    prepare(SimpleNamespace(outdir=tmp_path / "out"))
    assert [path.name for path in out.iterdir()] == ["loader.js"]
    assert (out / "loader.js").read_text() == "explorables"
    assert explorable.manifest == {"play": {}}
    compile_scripts(tmp_path)
    assert (tmp_path / "manifest.json").read_text() == '{"play": {}}'


@pytest.mark.parametrize("what", ["explorable", "text", "nothing"])
def test_a_page_loads_the_script_for_its_explorables(what: str) -> None:
    """When it is there; not a page without, nor one that Sphinx makes by itself."""
    page = new_document("page")
    page += nodes.figure("", stage()) if what == "explorable" else nodes.paragraph()
    added: list[tuple[str, str]] = []
    app = SimpleNamespace(
        add_js_file=lambda name, loading_method: added.append((name, loading_method))
    )
    add_files(app, "page", "page.html", {}, None if what == "nothing" else page)
    assert added == ([("explorables/loader.js", "defer")] if what == "explorable" else [])


@pytest.mark.parametrize(("edition", "outline"), [("en", "<p>English</p>"), ("zh", "<p>中文</p>")])
def test_a_stage_says_what_comes(widget: None, edition: str, outline: str) -> None:
    """For the script in attributes, and with room for the panel in the language of the edition."""
    app = SimpleNamespace(tags={edition})
    page = SimpleNamespace(builder=SimpleNamespace(app=app), body=[])
    node = stage(explorable="play", state="a=1&b=2", show='"')
    explorable.visit_stage(page, node)
    explorable.depart_stage(page, node)
    assert page.body == [
        '<div class="stage" data-explorable="play" data-state="a=1&amp;b=2" data-show="&quot;"'
        f' data-edition="{edition}">',
        f'<div class="outline" aria-hidden="true" inert>{outline}</div></div>\n',
    ]
