"""An explorable on the wall of a lecture hall: alone, in large type, and by a link."""

import re
import time

import pytest
from conftest import in_all_editions
from explorables import every, get, settle, visit
from playwright.sync_api import Browser, Locator, Page
from served import SITE
from waiting import drawn, resize, until

# Letters as a share of the height of the wall: in one language, and in two.
WALLS = {(1920, 1080): (1 / 45, 1 / 50), (1024, 768): (1 / 55, 1 / 62)}
TEXTS = (
    ".tick text, .key, .control label, .control select, .readings dt, .readings dd, .actions button"
)
STATES = {
    "playground": "eta=0.3&beta=0.2",
    "filter": "beta=0.5",
    "ratemap": "h=1&beta=0.5",
    "conventions": "beta=0.5",
    "spectrum": "n=9",
    "noise": "eta=0.05&beta=0.5",
    "cycle": "eta=0.12",
    "race": "surface=beale",
    "walk": "b=0.5",
    "sigma": "kappa=30",
}


def on_the_wall(page: Page) -> Locator:
    """Wait for a panel that fills the window, and return it."""
    dialog = page.locator("dialog.stage[open]")
    dialog.wait_for()
    drawn(page)
    return dialog


def panel(page: Page) -> Locator:
    """Return the place of the panel in the page: the dialog is a stage as well."""
    return page.locator("[data-explorable]")


def leave(page: Page) -> None:
    """Go back to the page by Escape."""
    page.keyboard.press("Escape")
    page.locator("dialog.stage").wait_for(state="detached")


@every
@in_all_editions
def test_type_is_read_from_the_back(page: Page, site: str, name: str, edition: str) -> None:
    """All words and numbers are large, all are on the wall, and the plots have half of it."""
    visit(page, site, name, edition)
    page.get_by_role("button", name=re.compile("Full screen|全屏")).click()
    dialog = on_the_wall(page)
    for (width, height), shares in WALLS.items():
        resize(page, width, height)
        sizes = dialog.locator(TEXTS).evaluate_all(
            "all => all.map((el) => parseFloat(getComputedStyle(el).fontSize))"
        )
        assert min(sizes) >= height * shares[edition == "both"], (width, height)
        for box in (dialog, dialog.locator(".beside")):
            over = "el => [el.scrollWidth - el.clientWidth, el.scrollHeight - el.clientHeight]"
            assert max(box.evaluate(over)) <= 0, (width, height)
        lead = dialog.locator(".views.lead").bounding_box()
        assert lead is not None and lead["width"] >= width / 2


def test_lines_and_points_grow_with_the_type(page: Page, site: str) -> None:
    """A line of two pixels would not be seen beside letters of thirty."""
    stage = visit(page, site, "playground")
    page.set_viewport_size({"width": 1920, "height": 1080})
    sizes = """el => [
      parseFloat(getComputedStyle(el.querySelector(".front .line")).strokeWidth),
      el.querySelector(".knob").getBoundingClientRect().width,
    ]"""
    small = stage.evaluate(sizes)
    page.get_by_role("button", name="Full screen").click()
    large = on_the_wall(page).evaluate(sizes)
    assert all(b >= 1.7 * a for a, b in zip(small, large, strict=True)), (small, large)


@every
def test_a_link_leads_to_the_wall(page: Page, site: str, name: str) -> None:
    """With its state, which the address keeps; Escape leads to the page, to the button and to a link without it."""
    state = STATES[name]
    visit(page, site, name, state=f"{state}&full")
    on_the_wall(page)
    stage = panel(page)
    wanted = dict(pair.split("=") for pair in state.split("&"))
    shown = get(stage)
    assert {key: str(shown[key]) for key in wanted} == wanted
    before = page.url
    slider = page.locator("dialog .control input[type=range]").first
    slider.press("ArrowRight")
    settle(page)
    moved = get(stage)
    assert moved != shown and page.url != before and page.url.endswith("&full")
    leave(page)
    assert get(stage) == moved
    assert "full" not in page.url.partition("#")[2] and state.split("=")[0] in page.url
    button = page.get_by_role("button", name="Full screen")
    slider = stage.locator(".control input[type=range]").first
    assert slider.evaluate("el => el === document.activeElement") or button.evaluate(
        "el => el === document.activeElement"
    )


def test_focus_comes_back_to_the_button(page: Page, site: str) -> None:
    """Who came by a link finds focus where the wall is entered again, and the link without it."""
    visit(page, site, "playground", state="full")
    on_the_wall(page)
    assert page.evaluate("document.activeElement.textContent") == "Leave full screen"
    leave(page)
    assert page.evaluate("document.activeElement.textContent") == "Full screen"
    assert page.url.endswith("#playground")
    page.keyboard.press("Enter")
    on_the_wall(page)
    assert page.url.endswith("#playground?full")
    page.get_by_role("button", name="Leave full screen").first.click()
    page.locator("dialog.stage").wait_for(state="detached")


def test_a_click_gives_a_link_the_whole_screen(page: Page, site: str) -> None:
    """A link alone may not take it; the first click in the picture does, and leaving gives it back."""
    page.add_init_script(
        """const real = Element.prototype.requestFullscreen;
        let gesture = false;
        addEventListener("pointerdown", () => (gesture = true), true);
        Element.prototype.requestFullscreen = function () {
          return gesture ? real.call(this) : Promise.reject(new Error("no gesture"));
        };"""
    )
    visit(page, site, "playground", state="full")
    dialog = on_the_wall(page)
    assert not page.evaluate("!!document.fullscreenElement")
    dialog.locator(".readings").click()
    until(page, "() => !!document.fullscreenElement")
    dialog.locator(".leave").click()
    dialog.wait_for(state="detached")
    until(page, "() => !document.fullscreenElement")


def test_leaving_asks_for_nothing(page: Page, site: str) -> None:
    """If the first click is the one on the cross, the screen is not taken after all."""
    page.add_init_script(
        """window.asked = 0;
        Element.prototype.requestFullscreen = () => Promise.reject(new Error(window.asked++));"""
    )
    visit(page, site, "playground", state="full")
    dialog = on_the_wall(page)
    dialog.locator(".leave").click()
    dialog.wait_for(state="detached")
    drawn(page)
    assert page.evaluate("window.asked") == 1


def test_the_copied_link_leads_to_the_wall(page: Page, site: str) -> None:
    """A teacher sets it up once and keeps the link; a saved picture names the state alone."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(page, site, "playground", state="beta=0.8&full")
    dialog = on_the_wall(page)
    dialog.get_by_role("button", name="Copy link").click()
    dialog.locator(".told").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith("#playground?beta=0.8&full")
    with page.expect_download() as coming:
        dialog.get_by_role("button", name="Save SVG").click()
    assert "full" not in coming.value.path().read_text("utf-8").partition("playground?")[2]


def test_a_second_link_on_the_same_page(page: Page, site: str) -> None:
    """A lecture goes from state to state by links, and the panel stays where it is."""
    visit(page, site, "playground", state="beta=0.2&full")
    dialog = on_the_wall(page)
    page.evaluate("location.hash = 'playground?beta=0.7&full'")
    until(page, "() => document.querySelector('[data-explorable]').explorable.get().beta === 0.7")
    assert dialog.count() == 1
    settle(page)
    leave(page)
    page.evaluate("location.hash = 'playground?beta=0.4&full'")
    on_the_wall(page)
    assert get(panel(page))["beta"] == 0.4


def test_from_a_folder(page: Page) -> None:
    """Pages that were handed out need no server for it."""
    page.goto(f"{(SITE / 'zh' / 'explore' / 'cycle.html').as_uri()}#cycle?eta=0.12&full")
    dialog = on_the_wall(page)
    assert get(panel(page))["eta"] == 0.12
    leave(page)
    assert dialog.count() == 0


@every
def test_on_a_telephone(telephone: Page, site: str, name: str) -> None:
    """360 pixels wide it is the same panel, none of it is beside the screen, and a finger can leave."""
    visit(telephone, site, name, state="full")
    dialog = on_the_wall(telephone)
    assert dialog.evaluate("el => el.scrollWidth") <= 360
    cross = dialog.locator(".leave").bounding_box()
    assert cross is not None and min(cross["width"], cross["height"]) >= 24
    dialog.locator(".leave").tap()
    dialog.wait_for(state="detached")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_has_the_colours_of_the_page(chromium: Browser, site: str, theme: str) -> None:
    """In a dark hall as on a bright wall."""
    context = chromium.new_context(
        color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce"
    )
    page = context.new_page()
    visit(page, site, "race", state="full")
    dialog = on_the_wall(page)
    ground, ink = dialog.evaluate(
        "el => [getComputedStyle(el).backgroundColor, getComputedStyle(el).color]"
    )
    assert (light(ground) > 0.8) == (theme == "light")
    assert (light(ink) < 0.3) == (theme == "light")
    # Nothing moves by itself, and ▶ shows a few still pictures.
    assert page.evaluate("document.getAnimations().length") == 0
    dialog.locator(".play").click()
    dialog.locator(".play[aria-pressed=true]").wait_for()
    began, steps = time.monotonic(), {get(panel(page))["t"]}
    while len(steps) < 4:
        steps.add(get(panel(page))["t"])
        drawn(page)
    assert time.monotonic() - began > 0.8  # two pictures lie half a second apart
    context.close()


def light(colour: str) -> float:
    """Return how light a colour is, from 0 to 1."""
    return sum(float(part) for part in re.findall(r"[\d.]+", colour)[:3]) / 3 / 255
