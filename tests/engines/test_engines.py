"""Explorables, figures and search in Firefox and WebKit, from a server and from a folder."""

import math
from typing import Any

import pytest
from conftest import SITE, Engine, until
from served import LOST, PREFIXES, Hosted, golden, serve

NAMES = sorted(path.stem for path in (SITE / "en" / "explore").glob("*.html"))
GOLDEN = golden()
CLOSE = 1e-9  # of the largest of a row; other engines round sines and powers in other ways
STAGE = "document.querySelector('.stage')"
SLIDER = ".control input[type=range]"

every = pytest.mark.parametrize("name", NAMES)


def visit(engine: Engine, site: str, name: str, edition: str = "en") -> None:
    """Open the page of an explorable and wait until it lives."""
    engine.open(f"{site}/{edition}/explore/{name}.html")
    engine.run(f"{STAGE}.scrollIntoView()")
    until(engine, "document.querySelector('.stage.live .panel dd')?.textContent")


@every
@pytest.mark.parametrize("edition", ["zh", "both"])
def test_it_lives(engine: Engine, site: str, name: str, edition: str) -> None:
    """The panel takes the place of the picture, is drawn, and the room kept for it was right."""
    visit(engine, site, name, edition)
    found = engine.run(
        f"""const stage = {STAGE};
        const shown = (el) => el.getClientRects().length > 0;
        return {{ pictures: [...stage.querySelectorAll(":scope > picture")].filter(shown).length,
          outline: stage.querySelectorAll(".outline").length,
          plots: [...stage.querySelectorAll(".plot")].map((el) => el.querySelectorAll("path[d]").length),
          wide: document.documentElement.scrollWidth - innerWidth, text: stage.innerHTML }}"""
    )
    assert (found["pictures"], found["outline"]) == (0, 0)
    assert all(paths > 1 for paths in found["plots"]) and found["plots"]
    assert found["wide"] <= 0
    assert "NaN" not in found["text"] and "undefined" not in found["text"]


@every
def test_it_computes_what_the_package_computes(engine: Engine, served: str, name: str) -> None:
    """The golden numbers come out of every engine."""
    visit(engine, served, name)
    first = engine.run(f"return {STAGE}.explorable.get()")
    for case in GOLDEN[name]:
        data = engine.run(
            f"{STAGE}.explorable.set(arguments[0]); return JSON.parse(JSON.stringify({STAGE}.explorable.data()))",
            first | case["state"],
        )
        for key, wanted in case["data"].items():
            found = data[int(key)] if isinstance(data, list) and key != "length" else data
            found = len(data) if key == "length" else found if isinstance(data, list) else data[key]
            agree(found, wanted, max(CLOSE, case.get("tolerance", {}).get(key, 0)), key)


def agree(found: Any, wanted: Any, tolerance: float, place: str) -> None:
    """Fail unless everything that was wanted is there and agrees."""
    if isinstance(wanted, list):
        numbers = [abs(w) for w in wanted if isinstance(w, int | float)]
        for i, (f, w) in enumerate(zip(found, wanted, strict=True)):
            if isinstance(w, int | float) and not isinstance(w, bool):
                assert abs(f - w) <= tolerance * max(numbers), f"{place}[{i}]"
            else:
                agree(f, w, tolerance, f"{place}[{i}]")
    elif isinstance(wanted, dict):
        for key, w in wanted.items():
            agree(
                len(found)
                if key == "length"
                else found[int(key)]
                if isinstance(found, list)
                else found[key],
                w,
                tolerance,
                f"{place}.{key}",
            )
    elif isinstance(wanted, int | float) and not isinstance(wanted, bool):
        assert math.isclose(found, wanted, rel_tol=tolerance), place
    else:
        assert found == wanted, place


@every
def test_keys_move_sliders(engine: Engine, site: str, name: str) -> None:
    """An arrow that has room changes the state."""
    visit(engine, site, name)
    state = f"JSON.stringify({STAGE}.explorable.get())"
    before = engine.run(f"return {state}")
    slider = f"document.querySelector('{SLIDER}')"
    engine.run(f"{slider}.focus()")
    least = engine.run(f"return Number({slider}.value) === Number({slider}.min)")
    for _ in range(2):
        engine.press(SLIDER, "ArrowRight" if least else "ArrowLeft")
    until(engine, f"{state} !== arguments[0]", before)


@every
def test_it_fills_the_screen(engine: Engine, site: str, name: str) -> None:
    """In by a key, out by another, and focus is back on the button."""
    visit(engine, site, name)
    button = ".actions button:nth-of-type(3)"
    engine.run(f"document.querySelector('{button}').focus()")
    engine.press(button, "Enter")
    until(engine, "document.querySelector('dialog[open] .panel .plot path[d]')")
    wide = engine.run(
        "return document.querySelector('dialog').getBoundingClientRect().width - innerWidth"
    )
    assert abs(wide) < 2
    engine.run("document.querySelector('dialog .leave').click()")
    until(engine, "!document.querySelector('dialog') && document.querySelector('.stage > .panel')")
    assert engine.run(f"return document.activeElement === document.querySelector('{button}')")


def test_the_full_screen_covers_a_scrolled_page(engine: Engine, site: str) -> None:
    """From the middle of a page, and back to the same place."""
    engine.open(f"{site}/zh/scalar.html")
    engine.run(f"{STAGE}.scrollIntoView({{ behavior: 'instant' }})")
    until(engine, "document.querySelector('.stage.live .panel dd')?.textContent")
    button = ".actions button:nth-of-type(3)"
    engine.run(
        "document.documentElement.style.scrollBehavior = 'auto';"
        f"document.querySelector('{button}').scrollIntoView({{ behavior: 'instant', block: 'center' }})"
    )
    assert engine.run("return scrollY") > 500
    top = f"{STAGE}.getBoundingClientRect().top"
    place = engine.run(f"return {top}")
    engine.press(button, "Enter")
    until(engine, "document.querySelector('dialog[open] .panel .plot path[d]')")
    box = "document.querySelector('dialog').getBoundingClientRect()"
    until(engine, f"Math.abs({box}.top) < 2 && Math.abs({box}.height - innerHeight) < 2")
    engine.run("document.querySelector('dialog .leave').click()")
    until(engine, f"!document.querySelector('dialog') && Math.abs({top} - arguments[0]) < 2", place)


# Of what is drawn with the most points: its colour, and the plot that it lies in.
LINE = """(() => {
  const lines = [...document.querySelectorAll(".stage .front path[d]:not(.thin, .area, .halo)")];
  const points = (line) => line.getAttribute("d").length;
  const line = lines.sort((a, b) => points(b) - points(a))[0];
  return [line.closest(".plot"), getComputedStyle(line).stroke];
})()"""


def painted(engine: Engine) -> int:
    """Count the pixels of a plot that have the colour of its longest line."""
    engine.run(f"{LINE}[0].scrollIntoView({{ behavior: 'instant', block: 'center' }})")
    engine.run(f"requestAnimationFrame(() => setTimeout(() => {{ self.at = {LINE} }}))")
    until(engine, "self.at")
    engine.run(
        """const [plot, colour] = self.at;
        self.at = self.count = null;
        const image = new Image();
        image.onload = () => {
          const canvas = document.createElement("canvas");
          [canvas.width, canvas.height] = [image.width, image.height];
          const pen = canvas.getContext("2d");
          pen.drawImage(image, 0, 0);
          const scale = image.width / innerWidth;
          const { left, top, width, height } = plot.getBoundingClientRect();
          const data = pen.getImageData(left * scale, top * scale, width * scale, height * scale).data;
          const wanted = colour.match(/\\d+/g).map(Number);
          self.count = 0;
          for (let i = 0; i < data.length; i += 4) {
            if (Math.max(...wanted.map((value, k) => Math.abs(value - data[i + k]))) < 90) self.count++;
          }
        };
        image.src = `data:image/png;base64,${arguments[0]}`""",
        engine.picture(),
    )
    until(engine, "self.count !== null")
    return int(engine.run("return self.count"))


@every
def test_lines_stay_on_the_full_screen_and_back(engine: Engine, served: str, name: str) -> None:
    """What is painted, not what stands in the tree: WebKit keeps an old picture of what was cut off."""
    visit(engine, served, name)
    before = painted(engine)
    assert before > 100
    engine.press(".actions button:nth-of-type(3)", "Enter")  # only a reader may fill the screen
    until(engine, "document.querySelector('dialog[open] .panel .plot path[d]')")
    until(engine, "document.fullscreenElement")
    assert painted(engine) > before / 4
    engine.press("dialog .leave", "Enter")
    until(engine, "!document.querySelector('dialog') && !document.fullscreenElement")
    assert painted(engine) > before / 4


@every
def test_it_is_saved(engine: Engine, site: str, name: str) -> None:
    """Pictures come, in a page from a folder, too: nothing taints the canvas."""
    visit(engine, site, name)
    for kind in ("SVG", "PNG"):
        picture(engine, name, kind)


def picture(engine: Engine, name: str, kind: str) -> None:
    """Press the button; the file has a name, and a size that fits."""
    engine.run(
        """self.saved = null;
        HTMLAnchorElement.prototype.click = function () { self.saved = [this.download, this.href] };
        const buttons = [...document.querySelectorAll(".actions button")];
        buttons.find((el) => el.textContent.includes(arguments[0])).click()""",
        kind,
    )
    until(engine, "self.saved")
    file, url = engine.run("return self.saved")
    assert file == f"momentum-{name}.{kind.lower()}"
    engine.run(
        """self.size = null;
        const image = new Image();
        image.onload = () => { self.size = [image.width, image.height] };
        image.src = arguments[0]""",
        url,
    )
    until(engine, "self.size")
    width, height = engine.run("return self.size")
    assert width == (2720 if kind == "PNG" else 1360) and width / 3 < height < width


@pytest.mark.parametrize("edition", ["en", "both"])
def test_figures_follow_the_theme(engine: Engine, site: str, edition: str) -> None:
    """One picture is there, the one of the theme, and its ink can be told from the page."""
    engine.open(f"{site}/{edition}/gallery/basics/plot_5_weights.html")
    for theme in ("dark", "light"):
        engine.run("document.body.dataset.theme = arguments[0]", theme)
        shown = "[...document.querySelectorAll('article .still img')].filter((el) => el.getClientRects().length)"
        engine.run(f"{shown}[0].scrollIntoView()")
        until(engine, f"{shown}.length === 1 && {shown}[0].complete && {shown}[0].naturalWidth")
        assert engine.run(f"return {shown}[0].src.endsWith('#dark')") == (theme == "dark")
        if site.startswith("http"):
            light = engine.run(
                f"""const canvas = document.createElement("canvas");
                [canvas.width, canvas.height] = [200, 200];
                const pen = canvas.getContext("2d");
                pen.drawImage({shown}[0], 0, 0, 200, 200);
                const data = pen.getImageData(0, 0, 200, 200).data;
                let [sum, weight] = [0, 0];
                for (let i = 0; i < data.length; i += 4) {{ sum += data[i + 1] * data[i + 3]; weight += data[i + 3]; }}
                return sum / weight"""
            )
            assert (light > 128) == (theme == "dark")


@pytest.mark.parametrize(
    ("edition", "words", "page"),
    [
        ("en", "momentum", "momentum-method"),
        ("zh", "动量", "momentum-method"),
        ("both", "学习率", "glossary"),
    ],
)
def test_search_finds(engine: Engine, site: str, edition: str, words: str, page: str) -> None:
    """A query leads to pages."""
    engine.open(f"{site}/{edition}/search.html?q={words}")
    until(
        engine,
        "document.querySelector(`main a[href*='${arguments[0]}'], [role=main] a[href*='${arguments[0]}']`)",
        f"{page}.html",
    )


@pytest.mark.parametrize("prefix", PREFIXES)
def test_lost_readers_find_the_book(engine: Engine, prefix: str) -> None:
    """The page for what is not there shows the way, at any depth."""
    doors = (
        "Array.from(frames).find((one) => one.location.pathname.endsWith('/home.html'))?.document"
    )
    with serve(Hosted) as host:
        for lost in LOST:
            engine.open(f"{host}{prefix}{lost}")
            until(engine, f"{doors}?.querySelector('a')")
            engine.run(f"{doors}.querySelector('a[href^=zh]').click()")
            there = "location.href === arguments[0] && document.readyState === 'complete'"
            until(engine, there, f"{host}{prefix}/zh/index.html")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_has_the_focus_has_a_ring(engine: Engine, site: str, theme: str) -> None:
    """The book's own, in every theme, on what browsers ring in their own ways."""
    engine.open(f"{site}/en/noise.html")
    engine.run("document.body.dataset.theme = arguments[0]", theme)
    until(engine, "document.querySelector('.wrap-lines, .copybtn')")
    for name in (".theme-toggle-content button", ".copybtn", ".wrap-lines", "article p a"):
        found = engine.run(
            """const el = document.querySelector(arguments[0]);
            if (!el) return "solid 2";
            el.focus({ focusVisible: true });
            const { outlineStyle, outlineWidth } = getComputedStyle(el);
            return `${outlineStyle} ${parseFloat(outlineWidth)}`""",
            name,
        )
        assert found == "solid 2", name
