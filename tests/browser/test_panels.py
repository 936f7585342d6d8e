"""What a reader does with a panel: sees what moves, enlarges it, saves and prints it, shares it."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from conftest import in_all_editions
from explorables import Open, every, get, looked_at, settle, visit
from playwright.sync_api import Download, Locator, Page
from served import SITE
from test_explorables import HAN
from waiting import drawn, resize

SVG = "{http://www.w3.org/2000/svg}"
SCREENS = {"telephone": (360, 740), "small": (390, 664), "lying": (740, 360), "laptop": (1366, 660)}
DESKS = ((1280, 720), (1366, 660), (1920, 1080))
# Go to every control, from above and from below: which leave the window, or cover a plot that leads?
UNSEEN = """(stage) => {
  document.documentElement.style.scrollBehavior = "auto";
  const plots = [...stage.querySelectorAll(".lead .plot")];
  const seen = (plot) => {
    const box = plot.getBoundingClientRect();
    const inside = (x, y) => plot.parentElement.contains(document.elementFromPoint(x, y));
    const rows = Array.from({ length: 20 }, (_, i) => box.top + ((i + 0.5) / 20) * box.height);
    const uncovered = rows.filter((y) => y > 0 && y < innerHeight && inside(box.left + 0.8 * box.width, y));
    return uncovered.length / rows.length;
  };
  return [...stage.querySelectorAll(".control :is(input, select)")].flatMap((control) =>
    [0, document.body.scrollHeight].flatMap((top) => {
      scrollTo({ top, behavior: "instant" });
      control.blur();
      control.focus({ preventScroll: true });
      control.scrollIntoView({ block: "nearest", behavior: "instant" });
      const box = control.getBoundingClientRect();
      const there = box.top >= -1 && box.bottom <= innerHeight + 1;
      const least = Math.min(...plots.map(seen));
      return there && least >= 0.9 ? [] : [[control.outerHTML.slice(0, 60), top, box.top, least]];
    }),
  );
}"""


@every
@in_all_editions
def test_a_control_and_what_it_moves_are_seen_together(
    page: Page, site: str, name: str, edition: str
) -> None:
    """Wherever a reader comes from, nine tenths of the leading plots are on the screen, uncovered."""
    stage = visit(page, site, name, edition)
    for screen, (width, height) in SCREENS.items():
        resize(page, width, height)
        assert not stage.evaluate(UNSEEN), screen


@looked_at
def test_axes_and_marks_are_named_in_words(panel: Open, edition: str) -> None:
    """Each axis says what its symbol means, each plot what its marks are; nothing is cut off."""
    stage = panel.stage
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
def test_no_mark_is_told_apart_by_its_colour_alone(page: Page, site: str, name: str) -> None:
    """In a key no two marks have one form, however they are coloured."""
    stage = visit(page, site, name)
    for key in stage.locator(".key").all():
        looks = key.locator("svg").evaluate_all(
            """all => all.map((svg) => {
              const mark = svg.querySelector("path");
              if (!mark) return "knob";
              const { strokeDasharray, strokeWidth, strokeLinecap, fillOpacity } = getComputedStyle(mark);
              return [strokeDasharray, strokeWidth, strokeLinecap, fillOpacity, mark.getAttribute("d")].join();
            })"""
        )
        assert len(set(looks)) == len(looks), looks


SPREAD = """* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important }"""
OUT_OF_PLOT = """all => all.filter((el) => {
  const [word, plot] = [el, el.closest(".plot")].map((one) => one.getBoundingClientRect());
  return word.left < plot.left - 1 || word.right > plot.right + 1;
}).map((el) => el.textContent)"""


@every
@pytest.mark.parametrize("width", [320, 640, 1024, 1366])
def test_labels_of_axes_stay_in_their_plot(page: Page, site: str, name: str, width: int) -> None:
    """The longest labels are those with both languages; some readers spread their letters."""
    page.set_viewport_size({"width": width, "height": 900})
    stage = visit(page, site, name, "both")
    assert not stage.locator(".plot .label").evaluate_all(OUT_OF_PLOT)
    page.add_style_tag(content=SPREAD)
    drawn(page)
    assert not stage.locator(".plot .label").evaluate_all(OUT_OF_PLOT), "spread"


def test_the_answer_is_seen_by_who_asked_for_it(page: Page, site: str) -> None:
    """Beside its button, in the languages of the edition, until something else is moved."""
    for edition, signs in {"en": "multiplies", "zh": "乘以", "both": "乘以"}.items():
        stage = visit(page, site, "playground", edition)
        status = stage.locator("[role=status]")
        stage.locator("button.primary").click()
        stage.locator(".told").wait_for()
        assert signs in status.inner_text()
        button, words = stage.locator("button.primary").bounding_box(), status.bounding_box()
        assert button is not None and words is not None
        assert 0 < words["y"] - button["y"] < 60 and words["width"] > 300
        stage.locator(".control input").first.press("ArrowLeft")
        stage.locator(".told").wait_for(state="detached")


def test_type_and_points_follow_the_reader(page: Page, site: str) -> None:
    """With letters twice as large those of the axes are, too, and what can be dragged."""
    visit(page, site, "playground")
    size = "['.tick text', '.handle .knob'].map((one) => document.querySelector(one).getBoundingClientRect().height)"
    small = page.evaluate(size)
    page.add_style_tag(content="html { font-size: 200% !important }")
    drawn(page)
    assert all(b > 1.7 * a for a, b in zip(small, page.evaluate(size), strict=True))


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
    drawn(page)
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
    leave = dialog.locator(".actions").get_by_role("button", name="退出全屏", exact=True)
    assert not enlarge.count()  # the button says what it does now
    leave.focus()
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert enlarge.evaluate("el => el === document.activeElement")
    assert get(stage) == before
    assert stage.locator(".panel:visible").count() == 1


@every
@in_all_editions
def test_on_a_desk_all_of_it_is_on_the_full_screen(
    page: Page, site: str, name: str, edition: str
) -> None:
    """Plots, controls, readings and buttons fit the window in every state; the plots stay legible."""
    stage = visit(page, site, name, edition)
    stage.get_by_role("button", name=re.compile("Full screen|全屏")).click()
    dialog = page.locator("dialog[open]")
    dialog.wait_for()
    for button in ("Start again|重来", "Show me|看答案"):
        dialog.get_by_role("button", name=re.compile(button)).click()
        if button.startswith("Show"):
            dialog.locator(".told").wait_for()
        for width, height in DESKS:
            resize(page, width, height)
            over = dialog.evaluate(
                "el => [el.scrollWidth - el.clientWidth, el.scrollHeight - el.clientHeight]"
            )
            assert max(over) <= 0, (width, height, over)
            for plot in dialog.locator(".plot").all():
                box = plot.bounding_box()
                assert box is not None and box["height"] >= 100 and box["width"] >= 200
            sizes = dialog.locator(".tick text, .key").evaluate_all(
                "all => all.map((el) => parseFloat(getComputedStyle(el).fontSize))"
            )
            assert min(sizes) >= 0.018 * height


def test_a_telephone_without_full_screen_has_the_dialog(telephone: Page, site: str) -> None:
    """An iPhone gives the full screen to films only; the dialog fills the window there."""
    page = telephone
    page.add_init_script("delete Element.prototype.requestFullscreen")
    stage = visit(page, site, "playground")
    stage.get_by_role("button", name="Full screen").click()
    dialog = page.locator("dialog[open]")
    dialog.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    dialog.locator(".leave").click()
    dialog.wait_for(state="detached")
    assert stage.locator(".panel:visible").count() == 1


def saved(page: Page, stage: Locator, name: str) -> Download:
    """Press a button and return the file that comes."""
    with page.expect_download() as coming:
        stage.get_by_role("button", name=name).click()
    return coming.value


@every
@pytest.mark.parametrize("place", ["http", "folder"])
def test_it_is_saved_as_it_stands(
    page: Page, site: str, name: str, place: str, tmp_path: Path
) -> None:
    """SVG and PNG of the present state, in light colours, with numbers and the way back, on its own."""
    page.emulate_media(color_scheme="dark")
    stage = visit(page, site if place == "http" else SITE.as_uri(), name)
    stage.get_by_role("button", name="Show me").click()
    drawn(page)
    download = saved(page, stage, "Save SVG")
    page.wait_for_url(lambda url: "?" in url)
    state = page.url.partition("?")[2].split("&")
    assert state and all(pair.replace("=", "-") in download.suggested_filename for pair in state)
    assert re.fullmatch(r"[\w.-]+", download.suggested_filename)
    download.save_as(tmp_path / "panel.svg")
    root = ET.parse(tmp_path / "panel.svg").getroot()
    text = "".join(root.itertext())
    for reading in stage.locator("dd").all_inner_texts():
        assert reading in text
    assert f"#{name}?" in text
    assert "drag" not in text  # a picture cannot be taken hold of
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
    assert width > height  # a slide


# Texts of a picture that leave it, or lie on each other.
TANGLED = """() => {
  const words = (el) => el.textContent.trim() && !el.closest("svg svg");
  const all = [...document.querySelectorAll("text")].filter(words);
  const boxes = all.map((el) => el.getBoundingClientRect());
  const common = (a, b, start, end) => Math.min(a[end], b[end]) - Math.max(a[start], b[start]);
  return all.flatMap((el, i) => [
    ...(boxes[i].left < 0 || boxes[i].right > 1360 - 19 ? [el.textContent] : []),
    ...all.slice(0, i).filter((_, k) => common(boxes[i], boxes[k], "left", "right") > 1
      && common(boxes[i], boxes[k], "top", "bottom") > 6).map((other) => `${el.textContent} on ${other.textContent}`),
  ]);
}"""


@every
@in_all_editions
def test_words_of_a_saved_picture_have_room(
    page: Page, site: str, name: str, edition: str, tmp_path: Path
) -> None:
    """Nothing sticks out, wherever the picture is opened, and the numbers have the marks of the plots."""
    stage = visit(page, site, name, edition)
    marks = stage.locator("dt svg").count()
    with page.expect_download() as coming:
        stage.locator(".actions button").nth(4).click()
    coming.value.save_as(tmp_path / "panel.svg")
    root = ET.parse(tmp_path / "panel.svg").getroot()
    assert len(root.findall(f"{SVG}svg")) >= 2 * stage.locator(".plot").count() + marks
    page.set_viewport_size({"width": 1400, "height": 1000})
    page.goto((tmp_path / "panel.svg").as_uri())
    assert not page.evaluate(TANGLED)


def test_a_saved_picture_looks_alike_from_every_screen(
    page: Page, telephone: Page, site: str
) -> None:
    """A telephone in the dark saves what a desk in the light does."""
    texts = []
    telephone.emulate_media(color_scheme="dark")
    for tab in (telephone, page):
        path = saved(tab, visit(tab, site, "noise"), "Save SVG").path()
        source = Path(path).read_text("utf-8")
        texts.append(re.sub(r'explorable-clip-\d+|href="data:[^"]*"', "", source))
    assert texts[0] == texts[1]


def test_the_key_of_a_saved_picture_names_what_is_drawn(
    page: Page, site: str, tmp_path: Path
) -> None:
    """A mark that a state does not show is not in the key either; in the panel its room stays."""
    shown = {
        "conventions?schedule=jump": ("end of the change", True),
        "conventions?schedule=warmup": ("end of the change", False),
        "conventions?problem=parabola": ("full speed", False),
        "noise?drop=100": ("η falls", True),
        "noise?drop=400": ("η falls", False),
        "playground?t=20": ("where memory alone leads", True),
        "playground?t=60": ("where memory alone leads", False),
    }
    for address, (mark, there) in shown.items():
        name, _, state = address.partition("?")
        stage = visit(page, site, name, state=state)
        saved(page, stage, "Save SVG").save_as(tmp_path / "panel.svg")
        text = "".join(ET.parse(tmp_path / "panel.svg").getroot().itertext())
        assert (mark in text) == there, address
        page.goto("about:blank")


@every
def test_paper_has_the_present_state(page: Page, site: str, name: str) -> None:
    """A print shows the panel with its numbers, in light colours, without what paper cannot do."""
    page.emulate_media(color_scheme="dark")
    stage = visit(page, site, name)
    stage.get_by_role("button", name="Show me").click()
    settle(page)
    page.emulate_media(media="print")
    assert stage.locator("> .panel").is_visible()
    assert not stage.locator("> picture:visible").count()
    assert not stage.locator(":is(button, input[type=range], .handle):visible").count()
    assert stage.locator(".number").first.is_visible()
    assert "drag" not in stage.inner_text()
    colour = stage.evaluate("el => getComputedStyle(el).getPropertyValue('--series-1')")
    assert colour == "#0072b2"
    page.pdf()


@every
def test_a_second_finger_moves_nothing(telephone: Page, site: str, name: str) -> None:
    """What one finger holds stays with it, whatever another one does on the handle or beside it."""
    stage = visit(telephone, site, name)
    session = telephone.context.new_cdp_session(telephone)

    def fingers(kind: str, *points: tuple[float, float]) -> None:
        touches = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})
        drawn(telephone)

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
