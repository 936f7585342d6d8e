"""Still figures: they follow the theme, are fetched once, and can be read on a telephone."""

import re

import pytest
from playwright.sync_api import Browser, Page, Request
from served import SITE

FIGURES = sorted(SITE.glob("en/_images/sphx_glr_*_001.svg"))
PLACES = ("en/scalar.html", "zh/momentum-method.html", "both/noise.html", "en/gallery/index.html")
CARD = "en/gallery/nesterov/plot_2_radius.html"
INK = """
async (image) => {
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [300, 300];
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0, 300, 300);
  const { data } = pen.getImageData(0, 0, 300, 300);
  let [sum, weight] = [0, 0];
  for (let i = 0; i < data.length; i += 4) {
    sum += ((data[i] + data[i + 1] + data[i + 2]) / 3) * data[i + 3];
    weight += data[i + 3];
  }
  return sum / weight;
}
"""


def ink(page: Page) -> float:
    """Return how light the ink of the figure on the page is, from 0 to 255."""
    image = page.locator("article .still:visible img").first
    image.scroll_into_view_if_needed()
    found: float = image.evaluate(INK)
    return found


def test_ink_follows_the_theme(chromium: Browser, site: str) -> None:
    """Dark in the light and light in the dark: of the system, of the switch, and without script."""
    url = f"{site}/en/gallery/basics/plot_5_weights.html"
    for scheme in ("light", "dark"):
        for script in (True, False):
            context = chromium.new_context(
                color_scheme=scheme,
                java_script_enabled=script,  # type: ignore[arg-type]
            )
            page = context.new_page()
            page.goto(url)
            assert page.locator("article .still:visible").count() == 1
            name = page.locator("article .still:visible img").get_attribute("src") or ""
            assert name.endswith("#dark") == (scheme == "dark")
            if script:
                assert (ink(page) > 128) == (scheme == "dark")
                other = {"light": "dark", "dark": "light"}[scheme]
                page.evaluate("theme => { document.body.dataset.theme = theme }", other)
                assert (ink(page) > 128) == (scheme == "light")
            context.close()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("width", [360, 1280])
def test_a_figure_is_fetched_once(chromium: Browser, site: str, place: str, width: int) -> None:
    """Neither theme nor layout brings a second file, also when the theme is changed."""
    context = chromium.new_context(viewport={"width": width, "height": 800})  # with an empty cache
    page = context.new_page()
    asked: list[str] = []

    def note(request: Request) -> None:
        if "sphx_glr_" in request.url:
            asked.append(request.url.split("#")[0])

    page.on("requestfinished", note)
    page.goto(f"{site}/{place}")
    for theme in ("light", "dark", "light"):
        page.evaluate("theme => { document.body.dataset.theme = theme }", theme)
        for image in page.locator("article .still:not(.stage .still):visible img").all():
            image.scroll_into_view_if_needed()
            image.evaluate("el => el.complete || new Promise((done) => { el.onload = done })")
    assert asked
    assert len(asked) == len(set(asked)), asked
    plots = [re.sub(r"(_narrow)?\.svg$", "", url) for url in asked]
    assert len(plots) == len(set(plots)), asked
    context.close()


def test_paper_and_forced_colours_are_light(page: Page, site: str) -> None:
    """On paper the ink is dark whatever the theme; with colours of a reader's own it lies on white."""
    page.emulate_media(color_scheme="dark")
    page.goto(f"{site}/{CARD}")
    page.evaluate("document.body.dataset.theme = 'dark'")
    page.emulate_media(media="print")
    assert "#dark" not in (page.locator(".still:visible img").get_attribute("src") or "")
    page.emulate_media(media="screen", forced_colors="active")
    image = page.locator(".still:visible img")
    assert "#dark" not in (image.get_attribute("src") or "")
    assert image.evaluate("el => getComputedStyle(el).backgroundColor") == "rgb(255, 255, 255)"


def test_every_figure_can_be_read_on_a_telephone(page: Page, site: str) -> None:
    """At 360 px every letter of every figure, an index too, has a font of 10 px or more."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}/{CARD}")
    room = page.locator("article").evaluate("el => el.clientWidth")
    assert len(FIGURES) > 40
    small = {}
    for path in FIGURES:
        narrow = path.with_name(path.stem + "_narrow.svg")
        sizes = page.evaluate(
            """async ([url, room]) => {
              const text = await (await fetch(url)).text();
              const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
              document.body.append(svg);
              svg.style.width = `${Math.min(room, svg.width.baseVal.value)}px`;
              svg.style.height = "auto";
              // A glyph has 6400 units an em, and is drawn by reference in the size of its font.
              const uses = [...svg.querySelectorAll("use")];
              const scale = (el) => svg.querySelector(el.href.baseVal).transform.baseVal.consolidate()?.matrix.a;
              const glyphs = uses.filter((el) => Math.abs(64 * (scale(el) ?? 1) - 1) < 0.01);
              const sizes = glyphs.map((el) => el.getScreenCTM()).map((at) => 100 * Math.hypot(at.c, at.d));
              svg.remove();
              return sizes.map((size) => size.toFixed(1));
            }""",
            [f"{site}/en/_images/{narrow.name}", room],
        )
        assert sizes, path
        if min(map(float, sizes)) < 10:
            small[path.stem] = min(map(float, sizes))
    assert not small


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.stem)
def test_a_figure_is_small(path) -> None:
    """No figure has more than 100 kB, no thumbnail more than 45."""
    assert path.stat().st_size < 100_000
    assert path.with_name(path.stem + "_narrow.svg").stat().st_size < 100_000
    thumb = path.with_name(path.name.replace("_001", "_thumb"))
    assert not thumb.is_file() or thumb.stat().st_size < 45_000
