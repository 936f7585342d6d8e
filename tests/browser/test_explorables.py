"""Explorables in Chromium: every one on its own page, in every edition."""

import math
import re
from typing import Any

import pytest
from conftest import in_all_editions, watch
from explorables import NAMES, Open, every, get, looked_at, settle, told, visit
from playwright.sync_api import Locator, Page, Route
from served import SITE, golden
from waiting import drawn

GOLDEN = golden()
HAN = re.compile(r"[\u3400-\u9fff]")
WORD = re.compile(r"(?!PyTorch|Keras|Adam|Nesterov)\b[A-Za-z]{4,}")  # in Chinese only names
FLOAT = 1e-12  # relative to the largest number of a row, unless a case says otherwise


def test_there_is_a_page_for_every_widget() -> None:
    """The widgets that were compiled, the golden values and the pages are the same."""
    folder = SITE / "en" / "_static" / "explorables"
    widgets = {path.stem for path in folder.glob("*.js")} - {"loader", "shared"}
    assert widgets == set(NAMES) == set(GOLDEN)


@looked_at
def test_it_lives(panel: Open) -> None:
    """The panel takes the place of the picture; nothing fails and no other host is asked."""
    stage = panel.stage
    assert not panel.faults
    assert not stage.locator("> picture:visible").count()
    assert stage.locator(".readings dd").count() > 0
    assert "NaN" not in stage.inner_html()
    assert "undefined" not in stage.inner_html()


@every
@in_all_editions
def test_it_speaks_the_language_of_the_page(page: Page, site: str, name: str, edition: str) -> None:
    """No Chinese in English; every text of the Chinese panel has Chinese; in both, both are marked."""
    stage = visit(page, site, name, edition)
    stage.get_by_role("button", name=re.compile("Show me|看答案")).click()
    told(stage)
    labels = stage.locator("dt, label > span, button:not(.play), [role=status]").all()
    texts = [label.inner_text().strip() for label in labels]
    names = stage.locator("[aria-label]").evaluate_all("all => all.map(el => el.ariaLabel)")
    assert len(texts) > 5
    if edition == "en":
        assert not [text for text in texts + names if HAN.search(text) or "｜" in text]
    elif edition == "zh":
        words = [text for text in texts + names if WORD.search(text)]
        assert not [text for text in words if not HAN.search(text)]
        assert not [text for text in texts + names if "｜" in text]
    else:
        assert all(HAN.search(text) for text in texts if WORD.search(text))
        assert (
            stage.locator("dt span[lang=en]").count()
            == stage.locator("dt span[lang|=zh]").count()
            > 0
        )


@every
def test_it_computes_what_the_package_computes(page: Page, site: str, name: str) -> None:
    """Set to the golden states, the panel has the golden numbers."""
    stage = visit(page, site, name)
    first = get(stage)
    for case in GOLDEN[name]:
        found = stage.evaluate(
            "(el, state) => { el.explorable.set(state); return el.explorable.data() }",
            first | case["state"],
        )
        for key, wanted in case["data"].items():
            agree(at(found, key), wanted, case.get("tolerance", {}).get(key, FLOAT), key)


def at(found: Any, key: str) -> Any:
    """Return what is under a key, as JavaScript has it: lists have keys, too."""
    if isinstance(found, list):
        return len(found) if key == "length" else found[int(key)]
    return found[key]


def agree(found: Any, wanted: Any, tolerance: float, place: str) -> None:
    """Fail unless everything that was wanted is there and agrees."""
    if isinstance(wanted, list) and wanted and isinstance(wanted[0], int | float):
        assert len(found) == len(wanted), place
        size = max(map(abs, wanted))
        assert all(abs(f - w) <= tolerance * size for f, w in zip(found, wanted, strict=True)), (
            place
        )
    elif isinstance(wanted, list):
        for i, (f, w) in enumerate(zip(found, wanted, strict=True)):
            agree(f, w, tolerance, f"{place}[{i}]")
    elif isinstance(wanted, dict):
        for key, w in wanted.items():
            agree(at(found, key), w, tolerance, f"{place}.{key}")
    elif isinstance(wanted, int | float) and not isinstance(wanted, bool):
        assert math.isclose(found, wanted, rel_tol=tolerance, abs_tol=0), place
    else:
        assert found == wanted, place


@every
def test_every_control_works_by_keyboard(page: Page, site: str, name: str) -> None:
    """Tab reaches every control in turn, its focus shows, and keys change the state."""
    stage = visit(page, site, name)
    controls = stage.locator(".panel :is(input, select, button):not([disabled])")
    stage.locator("> .panel").evaluate("el => { el.tabIndex = -1; el.focus() }")
    for i in range(controls.count()):
        page.keyboard.press("Tab")
        control = controls.nth(i)
        assert control.evaluate("el => el === document.activeElement"), control
        before = get(stage)
        kind = control.evaluate("el => el.type")
        if kind == "range":
            assert changed_by(
                page, stage, before, ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown")
            )
        elif kind == "select-one":
            assert changed_by(page, stage, before, ("ArrowDown", "ArrowUp"))
        elif kind == "checkbox":
            assert changed_by(page, stage, before, (" ",))
        assert visible_focus(control)


def changed_by(page: Page, stage: Locator, before: dict[str, Any], keys: tuple[str, ...]) -> bool:
    """Press keys until the state changes."""
    for key in keys:
        page.keyboard.press(key)
        if get(stage) != before:
            return True
    return False


def visible_focus(control: Locator) -> bool:
    """A control shows its focus by an outline; the hidden sliders of a handle by the handle's ring."""
    return control.evaluate(
        """el => el.classList.contains("unseen")
          ? el.closest(".view").querySelector(".handle.focused") !== null
          : getComputedStyle(el).outlineStyle !== "none" """
    )


@looked_at
def test_every_control_has_a_name(panel: Open) -> None:
    """A screen reader hears a name of its own for each control, and news from one place only."""
    page, stage, _ = panel
    session = page.context.new_cdp_session(page)
    tree = session.send("Accessibility.getFullAXTree")["nodes"]
    kinds = {"slider", "combobox", "checkbox"}
    names = [
        node["name"]["value"]
        for node in tree
        if not node["ignored"] and node["role"]["value"].lower() in kinds
    ]
    controls = stage.locator(".panel :is(input, select):not([disabled])")
    assert len(names) == controls.count() > 2
    assert all(names) and len(set(names)) == len(names)
    groups = stage.locator("[role=group].unseen").all()
    for group in groups:
        label = group.get_attribute("aria-label") or "–"
        inside = group.locator("input").evaluate_all("all => all.map((el) => el.ariaLabel)")
        assert not [name for name in inside if name.startswith(f"{label}: ")]  # said twice
    live = stage.locator("[aria-live], [role=status], [role=alert], output")
    assert live.count() == 1


@every
def test_a_screen_reader_is_told_once(page: Page, site: str, name: str) -> None:
    """While a control moves there is silence, then one message."""
    stage = visit(page, site, name)
    settle(page)
    stage.evaluate(
        """el => { self.told = 0; new MutationObserver(() => self.told++)
          .observe(el.querySelector("[role=status]"), { childList: true, characterData: true }) }"""
    )
    # At one go: on a busy machine, keys may come with a pause between them, which is an end.
    told = stage.locator("input[type=range]").first.evaluate(
        """async (el) => {
          for (let i = 0; i < 20; i++) {
            el.stepUp();
            el.dispatchEvent(new Event("input"));
            await Promise.resolve();
          }
          return self.told;
        }"""
    )
    assert told == 0
    settle(page)
    assert page.evaluate("self.told") <= 1


MOVE = """el => {
  if (el.type === "checkbox") return el.click();
  if (el.type === "range") el.valueAsNumber += (el.value === el.max ? -1 : 1) * 0.1 * (el.max - el.min);
  else el.selectedIndex = (el.selectedIndex + 1) % el.length;
  el.dispatchEvent(new Event(el.type === "range" ? "input" : "change"));
}"""


@every
@pytest.mark.parametrize("edition", ["en", "zh"])
def test_what_is_said_follows_every_control(page: Page, site: str, name: str, edition: str) -> None:
    """Whichever control moves, the message is another one, in both languages; a rate is said in words."""
    stage = visit(page, site, name, edition)
    start = get(stage)
    said = """el => new Promise((done) => {
      const status = el.querySelector("[role=status]");
      status.replaceChildren();
      new MutationObserver(() => done(status.textContent)).observe(status, { childList: true });
    })"""
    before = stage.evaluate(
        f"el => {{ el.explorable.set(el.explorable.get()); return ({said})(el) }}"
    )
    for control in stage.locator(".panel :is(input, select):not([disabled])").all():
        control.evaluate(MOVE)
        assert stage.evaluate(said) != before, control
        stage.evaluate("(el, start) => el.explorable.set(start)", start)
    readings = stage.locator("dt").all_inner_texts()
    assert not [reading for reading in readings if re.search(r"\brate\b", reading)]
    rates = [reading for reading in readings if "收敛率" in reading]  # the first says what it is
    assert all("越小越快" in reading for reading in rates[:1]), rates


def test_a_link_that_asks_for_the_impossible_says_so(page: Page, site: str) -> None:
    """Once, for all to see; a link with good values says nothing."""
    stage = visit(page, site, "noise", state="eta=7&beta=1.5")
    assert "left out" in told(stage)
    assert stage.locator("[role=status]").is_visible()
    stage.get_by_role("button", name="Start again").click()
    settle(page)
    assert "left out" not in stage.inner_text()
    assert not stage.locator(".told").count()
    page.goto("about:blank")
    assert "left out" not in visit(page, site, "noise", state="eta=0.7").inner_text()


@every
def test_handles_follow_a_pointer(page: Page, site: str, name: str) -> None:
    """What a handle moves can be dragged, and the state follows."""
    stage = visit(page, site, name)
    for handle in stage.locator(".handle:visible").all():
        handle.scroll_into_view_if_needed()
        grip = handle.locator(".grip").bounding_box()
        assert grip is not None and grip["width"] >= 40
        x, y = grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2
        before = get(stage)
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 12, y - 9, steps=3)
        page.mouse.up()
        assert get(stage) != before


@every
def test_handles_follow_a_finger(telephone: Page, site: str, name: str) -> None:
    """On a telephone, a finger on a handle drags it and does not scroll the telephone."""
    stage = visit(telephone, site, name)
    session = telephone.context.new_cdp_session(telephone)
    for handle in stage.locator(".handle:visible").all():
        handle.evaluate("el => el.scrollIntoView({ block: 'center', behavior: 'instant' })")
        grip = handle.locator(".grip").bounding_box()
        assert grip is not None
        x, y = grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2
        before, scrolled = get(stage), telephone.evaluate("scrollY")
        touch(session, "touchStart", x, y)
        for i in range(1, 6):
            touch(session, "touchMove", x + 3 * i, y - 3 * i)
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        assert get(stage) != before
        assert telephone.evaluate("scrollY") == scrolled


def touch(session: Any, kind: str, x: float, y: float) -> None:
    """Send one event of a finger."""
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})


@every
@in_all_editions
def test_it_fits_a_telephone(page: Page, site: str, name: str, edition: str) -> None:
    """At 360 px nothing sticks out, text in plots can be read, and fingers find the controls."""
    page.set_viewport_size({"width": 360, "height": 740})
    stage = visit(page, site, name, edition)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    edge = stage.evaluate("el => el.getBoundingClientRect().right")
    outside = stage.locator(".panel *:not(.unseen, .unseen *)").evaluate_all(
        """(all, edge) => all.filter((el) => !el.closest("svg")
          && el.getBoundingClientRect().right > edge + 1).map((el) => el.outerHTML.slice(0, 80))""",
        edge,
    )
    assert not outside
    heights = stage.locator("svg text").evaluate_all(
        """all => all.filter((el) => el.textContent)
          .map((el) => [parseFloat(getComputedStyle(el).fontSize), el.getScreenCTM()])
          .map(([size, at]) => size * Math.hypot(at.a, at.b))"""
    )
    assert min(heights) >= 10
    small = stage.locator(
        ":is(button, select, input[type=range]):visible:not(.unseen)"
    ).evaluate_all(
        "all => all.filter((el) => el.getBoundingClientRect().height < 24).map((el) => el.outerHTML)"
    )
    assert not small
    assert not stage.locator(".plot").evaluate_all(CROWDED)


# Texts of a plot that leave it, or lie on each other.
CROWDED = """plots => plots.flatMap((plot) => {
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


@every
def test_it_follows_the_theme(page: Page, site: str, name: str) -> None:
    """Lines have other colours in the dark."""
    stage = visit(page, site, name)
    line = stage.locator("[class*=series-]").first
    seen = set()
    for theme in ("light", "dark"):
        page.evaluate("theme => { document.body.dataset.theme = theme }", theme)
        seen.add(line.evaluate("el => getComputedStyle(el).getPropertyValue('--series')"))
    assert len(seen) == 2


@every
def test_without_script(scriptless: Page, site: str, name: str) -> None:
    """The still picture is there without JavaScript, and room for nothing else."""
    scriptless.goto(f"{site}/en/explore/{name}.html")
    assert scriptless.locator(".stage > picture:visible").count() == 1
    assert scriptless.locator(".outline:visible").count() == 0


@pytest.mark.parametrize(
    ("broken", "name"),
    [("shared", "race"), ("state", "noise"), *(("widget", name) for name in NAMES)],
)
def test_if_its_script_fails_the_picture_stays(
    page: Page, site: str, name: str, broken: str
) -> None:
    """A script that does not come, or throws, leaves the page as it was."""

    def answer(route: Route) -> None:
        if broken == "state":
            route.fulfill(content_type="text/javascript", body=f"explorables.widgets.{name} = {{}}")
        else:
            route.abort()

    page.route(f"**/explorables/{'shared' if broken == 'shared' else name}.js*", answer)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{site}/en/explore/{name}.html")
    page.locator(".stage").scroll_into_view_if_needed()
    settle(page)
    assert page.locator(".stage > picture:visible").count() == 1
    assert page.locator(".panel:visible").count() == 0
    assert not errors


@every
def test_show_me_and_start_again(page: Page, site: str, name: str) -> None:
    """One button leads to the answer, one back; a screen reader hears of it, once it is quiet."""
    stage = visit(page, site, name)
    first = get(stage)
    stage.get_by_role("button", name="Show me").click()
    answer = get(stage)
    assert answer != first
    assert stage.locator("[role=status]").inner_text() == ""
    assert len(told(stage)) > 20
    stage.get_by_role("button", name="Start again").click()
    assert get(stage) == first


@every
def test_the_address_holds_the_state(page: Page, site: str, name: str) -> None:
    """What was found can be shared, also with readers of another edition; nonsense is left out."""
    stage = visit(page, site, name)
    stage.get_by_role("button", name="Show me").click()
    answer = get(stage)
    page.wait_for_url(lambda url: f"#{name}?" in url)
    other = page.context.new_page()
    other.goto(page.url)
    other.locator(".stage.live .panel").wait_for()
    assert get(other.locator(".stage")) == answer
    other.locator(".sidebar-drawer .editions a[href*='/zh/']").click()
    other.wait_for_url(f"{site}/zh/explore/{name}.html#{name}?*")
    other.locator(".stage.live .panel").wait_for()
    assert get(other.locator(".stage")) == answer
    stage.get_by_role("button", name="Start again").click()
    first = get(stage)
    page.wait_for_url(lambda url: "?" not in url)
    stage = visit(page, site, name, state="eta=1e99&beta=&method=no&toString=1&x1=NaN&t=&%E0")
    assert get(stage) == first


@every
def test_copied_link(page: Page, site: str, name: str) -> None:
    """The link in the clipboard is the address with the state."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    stage = visit(page, site, name)
    stage.get_by_role("button", name="Show me").click()
    stage.get_by_role("button", name="Copy link").click()
    stage.locator(".told").wait_for()
    page.wait_for_url(lambda url: "?" in url)
    assert page.evaluate("navigator.clipboard.readText()") == page.url


# Where a slider is when it has moved for the first time: to the next step, or at once to the end.
FIRST_MOVE = """el => new Promise((done) => {
  const look = () => (el.value === el.min ? requestAnimationFrame(look) : done([el.value, el.max]));
  look();
})"""


# How many values a slider has in a second and a half.
CHANGES = """el => new Promise((done) => {
  const [seen, end] = [new Set(), performance.now() + 1500];
  const look = (now) => {
    seen.add(el.value);
    if (now < end) requestAnimationFrame(look);
    else done(seen.size);
  };
  requestAnimationFrame(look);
})"""


@every
def test_motion_is_only_for_those_who_want_it(page: Page, site: str, name: str) -> None:
    """Play runs through the steps, and can be stopped; with reduced motion in a few still pictures."""
    for motion in ("no-preference", "reduce"):
        page.emulate_media(reduced_motion=motion)  # type: ignore[arg-type]
        stage = visit(page, site, name)
        for button in stage.locator("button.play").all():
            slider = button.locator("xpath=..").locator("input")
            slider.evaluate("el => { el.value = el.min; el.dispatchEvent(new Event('input')) }")
            button.click()
            now, end = slider.evaluate(FIRST_MOVE)
            assert float(slider.get_attribute("min") or 0) < float(now) < float(end)
            if motion == "reduce":
                assert slider.evaluate(CHANGES) <= 4
            button.click()
            drawn(page)
            stopped = slider.input_value()
            settle(page)
            assert slider.input_value() == stopped


@every
@pytest.mark.parametrize(
    ("edition", "width"), [("en", 360), ("both", 360), ("zh", 1280), ("both", 1280), ("both", 1600)]
)
def test_nothing_jumps(page: Page, site: str, name: str, width: int, edition: str) -> None:
    """The panel comes without moving the page, also when it is on the screen at once."""
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(
        """new PerformanceObserver((list) => {
          for (const e of list.getEntries()) if (!e.hadRecentInput) self.shift = (self.shift ?? 0) + e.value;
        }).observe({ type: "layout-shift", buffered: true })"""
    )
    visit(page, site, name, edition)
    settle(page)
    assert page.evaluate("self.shift ?? 0") < 0.05


def test_a_swipe_past_a_slider_does_not_move_it(telephone: Page, site: str) -> None:
    """Who scrolls on a telephone leaves the figure as it is."""
    stage = visit(telephone, site, "playground")
    slider = stage.locator(".control input[type=range]").first
    slider.evaluate("el => el.scrollIntoView({ block: 'center', behavior: 'instant' })")
    box = slider.bounding_box()
    assert box is not None
    before, scrolled = get(stage), telephone.evaluate("scrollY")
    session = telephone.context.new_cdp_session(telephone)
    x, y = box["x"] + 0.8 * box["width"], box["y"] + box["height"] / 2
    touch(session, "touchStart", x, y)
    for i in range(1, 12):
        touch(session, "touchMove", x, y - 12 * i)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    settle(telephone)
    assert telephone.evaluate("scrollY") > scrolled
    assert get(stage) == before


def test_a_slider_shows_the_value_it_has(page: Page, site: str) -> None:
    """Where a value may not follow its slider, the slider comes back."""
    stage = visit(page, site, "noise", state="eta=1&beta=0.7&lock=1")
    slider = stage.get_by_role("slider", name="momentum coefficient")
    slider.evaluate("el => { el.value = 0.1; el.dispatchEvent(new Event('input')) }")
    drawn(page)
    assert float(slider.input_value()) == pytest.approx(get(stage)["beta"], abs=0.005)


def test_a_key_moves_by_a_whole_step(page: Page, site: str) -> None:
    """On a logarithmic slider of whole numbers no key is lost."""
    stage = visit(page, site, "spectrum", state="t=1")
    stage.get_by_role("slider", name="step").focus()
    for t in (2, 3, 4):
        page.keyboard.press("ArrowRight")
        drawn(page)
        assert get(stage)["t"] == t


def test_show_me_stops_what_plays(page: Page, site: str) -> None:
    """The answer stays where it is."""
    stage = visit(page, site, "spectrum", state="t=1")
    play = stage.locator("button.play")
    play.click()
    drawn(page)
    stage.get_by_role("button", name="Show me").click()
    answer = get(stage)
    settle(page)
    assert get(stage) == answer
    assert play.get_attribute("aria-pressed") == "false"


def test_who_comes_back_stays_where_they_were(page: Page, site: str) -> None:
    """A state in the address does not pull a reader up who reloads further down."""
    page.goto(f"{site}/en/momentum-method.html#playground?eta=0.2")
    page.locator(".stage.live").wait_for()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    settle(page)
    below = page.evaluate("scrollY")
    page.reload()
    settle(page)
    assert abs(page.evaluate("scrollY") - below) < 100
    page.locator(".stage").scroll_into_view_if_needed()
    page.locator(".stage.live").wait_for()
    assert get(page.locator(".stage"))["eta"] == 0.2


def test_going_back_from_a_state_undoes_it(page: Page, site: str) -> None:
    """A link to a state is a step in the history."""
    stage = visit(page, site, "playground")
    first = get(stage)
    page.evaluate("location.hash = '#playground?eta=0.2'")
    drawn(page)
    assert get(stage)["eta"] == 0.2
    page.go_back()
    drawn(page)
    assert get(stage) == first


def test_a_loader_that_does_not_come_leaves_no_hole(page: Page, site: str) -> None:
    """Without its script the figure is as high as its picture."""
    page.route("**/explorables/loader.js*", lambda route: route.abort())
    page.goto(f"{site}/en/explore/filter.html")
    settle(page)
    heights = page.evaluate(
        "['.stage', '.stage > .only-light'].map((s) => document.querySelector(s).offsetHeight)"
    )
    assert heights[0] < heights[1] + 30


def test_legends_remain_in_forced_colours(page: Page, site: str) -> None:
    """With colours of the reader's own the marks beside the readings are still there."""
    page.emulate_media(forced_colors="active", color_scheme="dark")
    stage = visit(page, site, "race")
    marks = stage.locator("dt svg path").evaluate_all(
        "all => all.map((el) => getComputedStyle(el)).map((style) => style.stroke + style.strokeDasharray)"
    )
    assert len(set(marks)) == stage.locator("dt").count() == 4
    assert not [mark for mark in marks if mark.startswith(("none", "rgba(0, 0, 0, 0)"))]


def test_it_comes_only_when_it_is_near(page: Page, site: str) -> None:
    """A page whose explorable is far below the screen loads no more than the loader."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.split("/")[-1].split("?")[0]))
    page.set_viewport_size({"width": 1280, "height": 300})
    page.goto(f"{site}/en/momentum-method.html")
    settle(page)
    assert "loader.js" in asked
    assert "shared.js" not in asked
    page.locator(".stage").scroll_into_view_if_needed()
    page.locator(".stage.live").wait_for()
    assert {"shared.js", "playground.js"} <= set(asked)


def test_a_link_leads_to_an_explorable_far_down(page: Page, site: str) -> None:
    """Its name in the address scrolls to it, with its state."""
    page.goto(f"{site}/en/momentum-method.html#playground?eta=0.2")
    page.locator(".stage.live").wait_for()
    settle(page)
    assert get(page.locator(".stage"))["eta"] == 0.2
    top = page.locator("figure.explorable").evaluate("el => el.getBoundingClientRect().top")
    assert -50 < top < 300


@every
def test_it_works_from_a_folder(page: Page, name: str) -> None:
    """The site opens from disk, without a server."""
    faults = watch(page)
    page.goto((SITE / "en" / "explore" / f"{name}.html").as_uri())
    page.locator(".stage.live .panel").wait_for()
    assert not faults


@looked_at
def test_it_leads_to_its_script_and_its_derivation(panel: Open) -> None:
    """The caption links to a script of the gallery and to a section of the book."""
    links = panel.page.locator("figure.explorable figcaption a[href]").evaluate_all(
        "all => all.map((a) => a.getAttribute('href'))"
    )
    assert any("/gallery/" in link for link in links)
    assert any("gallery" not in link and "#" in link for link in links)


def test_the_index_asks_all_questions(page: Page, site: str) -> None:
    """The index of explorables has a card for each."""
    page.goto(f"{site}/en/explorables.html")
    links = page.locator(".sd-card a").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
    assert {link.split("/")[-1].removesuffix(".html") for link in links} == set(NAMES)
