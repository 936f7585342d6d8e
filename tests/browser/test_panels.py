"""What a reader does with a panel: sees what moves, enlarges it, saves and prints it, shares it."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from conftest import SITE
from playwright.sync_api import Browser, Download, Locator, Page
from test_explorables import HAN, every, get, in_all_editions, settle, visit

SVG = "{http://www.w3.org/2000/svg}"
SCREENS = {"telephone": (360, 740), "small": (390, 664), "lying": (740, 360), "laptop": (1366, 660)}
SEEN = """
(plots, [top, bottom]) => plots.map((plot) => {
  const box = plot.getBoundingClientRect();
  const [from, to] = [Math.max(box.top, top), Math.min(box.bottom, bottom)];
  const inside = (x, y) => plot.parentElement.contains(document.elementFromPoint(x, y));
  const rows = Array.from({ length: 20 }, (_, i) => box.top + ((i + 0.5) / 20) * box.height);
  const uncovered = rows.filter((y) => y > from && y < to && inside(box.left + 0.8 * box.width, y));
  return uncovered.length / rows.length;
})
"""


@every
@in_all_editions
@pytest.mark.parametrize("screen", SCREENS)
def test_a_control_and_what_it_moves_are_seen_together(
    chromium: Browser, site: str, name: str, edition: str, screen: str
) -> None:
    """Wherever a reader comes from, nine tenths of the leading plots are on the screen, uncovered."""
    width, height = SCREENS[screen]
    context = chromium.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    stage = visit(page, site, name, edition)
    plots = stage.locator(".lead .plot")
    for control in stage.locator(".control :is(input, select)").all():
        for start in ("0", "document.body.scrollHeight"):
            page.evaluate(f"scrollTo({{ top: {start}, behavior: 'instant' }})")
            control.evaluate(
                "el => { document.documentElement.style.scrollBehavior = 'auto'; el.blur();"
                " el.focus({ preventScroll: true });"
                " el.scrollIntoView({ block: 'nearest', behavior: 'instant' }) }"
            )
            box = control.bounding_box()
            assert box is not None
            assert box["y"] >= -1 and box["y"] + box["height"] <= height + 1
            seen = plots.evaluate_all(SEEN, [0, height])
            assert min(seen) >= 0.9, (control.get_attribute("aria-valuetext"), start, seen)
    context.close()


@every
@in_all_editions
def test_axes_and_marks_are_named_in_words(page: Page, site: str, name: str, edition: str) -> None:
    """Each axis says what its symbol means, each plot what its marks are; nothing is cut off."""
    stage = visit(page, site, name, edition)
    plots = stage.locator(".plot").count()
    labels = stage.locator(".plot .label").all_text_contents()
    assert len(labels) == 2 * plots
    keys = stage.locator(".key").all()
    assert len(keys) == plots
    for words in labels + [key.inner_text() for key in keys]:
        spoken = re.search(r"[A-Za-z]{3,}", words), HAN.search(words)
        assert all(spoken) if edition == "both" else spoken[edition == "zh"], words
    out = stage.locator(".plot .label").evaluate_all(
        """all => all.filter((el) => {
          const [word, plot] = [el, el.closest(".plot")].map((one) => one.getBoundingClientRect());
          return word.left < plot.left - 1 || word.right > plot.right + 1;
        }).map((el) => el.textContent)"""
    )
    assert not out


@every
@pytest.mark.parametrize("edition", ["en", "both"])
def test_words_of_axes_fit_a_telephone(
    chromium: Browser, site: str, name: str, edition: str
) -> None:
    """At 360 px, too, and no two texts of a plot lie on each other."""
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    stage = visit(page, site, name, edition)
    wrong = stage.locator(".plot").evaluate_all(
        """plots => plots.flatMap((plot) => {
          const room = plot.getBoundingClientRect();
          const texts = [...plot.querySelectorAll(".label, .tick text")].filter((el) => el.textContent);
          const boxes = texts.map((el) => el.getBoundingClientRect());
          return texts.flatMap((el, i) => [
            ...(boxes[i].left < room.left - 1 || boxes[i].right > room.right + 14 ? [el.textContent] : []),
            ...texts.slice(0, i).filter((_, k) => {
              const [a, b] = [boxes[i], boxes[k]];
              const w = Math.min(a.right, b.right) - Math.max(a.left, b.left);
              const h = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
              return w > 1 && h > 4;
            }).map((other) => `${el.textContent} on ${other.textContent}`),
          ]);
        })"""
    )
    assert not wrong
    context.close()


@every
def test_it_fills_the_screen_and_comes_back(page: Page, site: str, name: str) -> None:
    """By keyboard: in, round inside, and out with Escape; the plots grow, and focus is kept."""
    stage = visit(page, site, name, "zh")
    before = get(stage)
    small = stage.locator(".plot").first.bounding_box()
    enlarge = stage.get_by_role("button", name="全屏", exact=True)
    enlarge.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog[open]")
    dialog.wait_for()
    page.wait_for_timeout(300)
    box, plot = dialog.bounding_box(), dialog.locator(".plot").first.bounding_box()
    assert box is not None and plot is not None and small is not None
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 1280, 900)
    assert plot["height"] > small["height"] * 0.9
    assert dialog.get_attribute("aria-label")
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
    enlarge.focus()
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert enlarge.evaluate("el => el === document.activeElement")
    assert get(stage) == before
    assert stage.locator(".panel:visible").count() == 1


def test_a_telephone_without_full_screen_has_the_dialog(chromium: Browser, site: str) -> None:
    """An iPhone gives the full screen to films only; the dialog fills the window there."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    page = context.new_page()
    page.add_init_script("delete Element.prototype.requestFullscreen")
    stage = visit(page, site, "playground")
    stage.get_by_role("button", name="Full screen").click()
    dialog = page.locator("dialog[open]")
    dialog.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    dialog.get_by_role("button", name="Leave full screen").click()
    dialog.wait_for(state="detached")
    assert stage.locator(".panel:visible").count() == 1
    context.close()


def saved(page: Page, stage: Locator, name: str) -> Download:
    """Press a button and return the file that comes."""
    with page.expect_download() as coming:
        stage.get_by_role("button", name=name).click()
    return coming.value


@every
@pytest.mark.parametrize("place", ["http", "folder"])
def test_it_is_saved_as_it_stands(
    chromium: Browser, site: str, name: str, place: str, tmp_path: Path
) -> None:
    """SVG and PNG of the present state, in light colours, with numbers and the way back, on its own."""
    context = chromium.new_context(color_scheme="dark", accept_downloads=True)
    page = context.new_page()
    stage = visit(page, site if place == "http" else SITE.as_uri(), name)
    stage.get_by_role("button", name="Show me").click()
    page.wait_for_timeout(100)
    download = saved(page, stage, "Save SVG")
    settle(page)
    state = page.url.partition("?")[2].split("&")
    assert state and all(pair in download.suggested_filename for pair in state)
    download.save_as(tmp_path / "panel.svg")
    root = ET.parse(tmp_path / "panel.svg").getroot()
    text = "".join(root.itertext())
    for reading in stage.locator("dd").all_inner_texts():
        assert reading in text
    assert f"#{name}?" in text
    assert len(root.findall(f"{SVG}svg")) >= 2 * stage.locator(".plot").count()
    source = (tmp_path / "panel.svg").read_text("utf-8")
    assert "var(" not in source and "http" not in re.sub(
        r'xmlns(:\w+)?="[^"]*"|>[^<]*<', "", source
    )
    download = saved(page, stage, "Save PNG")
    download.save_as(tmp_path / "panel.png")
    page.goto((tmp_path / "panel.png").as_uri())
    size = page.evaluate("[document.images[0].naturalWidth, document.images[0].naturalHeight]")
    width, height = (float(root.get(side, "0")) for side in ("width", "height"))
    assert size[0] == 2 * width and abs(size[1] - 2 * height) <= 2
    context.close()


def test_a_saved_picture_looks_alike_from_every_screen(chromium: Browser, site: str) -> None:
    """A telephone in the dark saves what a desk in the light does."""
    texts = []
    for width, scheme in ((360, "dark"), (1280, "light")):
        context = chromium.new_context(
            viewport={"width": width, "height": 740},
            color_scheme=scheme,  # type: ignore[arg-type]
        )
        page = context.new_page()
        path = saved(page, visit(page, site, "noise"), "Save SVG").path()
        source = Path(path).read_text("utf-8")
        texts.append(re.sub(r'explorable-clip-\d+|href="data:[^"]*"', "", source))
        context.close()
    assert texts[0] == texts[1]


@every
def test_paper_has_the_present_state(chromium: Browser, site: str, name: str) -> None:
    """A print shows the panel with its numbers, in light colours, without what paper cannot do."""
    context = chromium.new_context(color_scheme="dark")
    page = context.new_page()
    stage = visit(page, site, name)
    stage.get_by_role("button", name="Show me").click()
    settle(page)
    page.emulate_media(media="print")
    assert stage.locator("> .panel").is_visible()
    assert not stage.locator("> picture:visible").count()
    assert not stage.locator(":is(button, input[type=range], .handle):visible").count()
    assert stage.locator(".number").first.is_visible()
    colour = stage.evaluate("el => getComputedStyle(el).getPropertyValue('--series-1')")
    assert colour == "#0072b2"
    page.pdf()
    context.close()


@every
def test_a_second_finger_moves_nothing(chromium: Browser, site: str, name: str) -> None:
    """What one finger holds stays with it, whatever another one does on the handle or beside it."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    stage = visit(page, site, name)
    session = context.new_cdp_session(page)

    def fingers(kind: str, *points: tuple[float, float]) -> None:
        touches = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})
        page.wait_for_timeout(50)

    for handle in stage.locator(".handle:visible").all():
        handle.evaluate("el => el.scrollIntoView({ block: 'center', behavior: 'instant' })")
        grip = handle.locator(".grip").bounding_box()
        assert grip is not None
        x, y = grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2
        fingers("touchStart", (x, y))
        fingers("touchMove", (x + 10, y))
        held = get(stage)
        fingers("touchStart", (x + 10, y), (x + 4, y + 6))
        for i in range(1, 6):
            fingers("touchMove", (x + 10, y), (x + 4 + 8 * i, y + 6))
        assert get(stage) == held
        fingers("touchMove", (x + 20, y), (x + 44, y + 6))
        assert get(stage) != held
        fingers("touchEnd")
    context.close()


@every
def test_links_have_the_digits_of_the_control(page: Page, site: str, name: str) -> None:
    """Whatever a slider is moved to, the link says what the control shows, and leads back to it."""
    stage = visit(page, site, name)
    for slider in stage.locator(".control input[type=range]").all():
        for key in ("ArrowLeft", "ArrowLeft", "ArrowRight", "ArrowLeft"):
            slider.press(key)
    settle(page)
    query = page.url.partition("?")[2]
    shown = stage.locator(".number").all_inner_texts()
    numbers = {text.replace("−", "-").rstrip("0").rstrip(".") or "0" for text in shown}
    found = re.findall(r"(\w+)=([^&]*)", query)
    assert found
    for _, value in found:
        if re.fullmatch(r"-?[\d.]+", value) and value not in ("0", "1"):
            assert value.rstrip("0").rstrip(".") in numbers or value in numbers, (value, numbers)
        assert len(value.lstrip("-0.").replace(".", "")) <= 5, query
    other = page.context.new_page()
    again = visit(other, site, name, state=query)
    assert again.locator(".number").all_inner_texts() == shown


def test_the_front_page_is_alive(page: Page, site: str) -> None:
    """The first picture of the book can be taken hold of, and is lazily loaded."""
    for edition in ("en", "zh", "both"):
        page.goto(f"{site}/{edition}/index.html")
        page.locator(".stage.live .panel").wait_for()
        assert page.locator(".stage").get_attribute("data-explorable") == "playground"
