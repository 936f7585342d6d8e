"""Reading without a pointer: what has the focus is seen, keeps it, and says what it does."""

import pytest
from conftest import in_all_editions
from explorables import every, settle, visit
from playwright.sync_api import Page
from waiting import drawn, resize, until

ZOOMED = {"400 %": (320, 256), "267 %": (480, 270), "200 %": (640, 400)}
# Whether something else lies over the middle of what has the focus, or it is out of the window. What
# moves a point of a plot by key is not seen itself: the plot is where one looks.
COVERED = """(() => {
  const focused = document.activeElement;
  if (!focused.closest("article")) return null;
  const el = focused.matches(".unseen") ? focused.closest(".view").querySelector(".plot") : focused;
  const [box] = el.getClientRects();
  if (el === document.body || !box?.width) return null;
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const seen = top && (el.contains(top) || top.contains(el) || el.parentElement.contains(top));
  return seen ? null : el.outerHTML.slice(0, 100);
})()"""
STATUS = "[...document.querySelectorAll('[role=status]')].map((el) => el.textContent).join('')"


def covered(page: Page) -> str | None:
    """Return what has the focus and cannot be seen, also when what moves has come to rest."""
    if page.evaluate(COVERED):
        drawn(page)
    found: str | None = page.evaluate(COVERED)
    return found


@every
def test_nothing_lies_over_a_control_in_a_zoomed_window(page: Page, site: str, name: str) -> None:
    """At any zoom, forwards and backwards: a control that has the focus can be seen."""
    page.emulate_media(reduced_motion="reduce")
    stage = visit(page, site, name)
    steps = stage.locator("input, select, button, .handle").count()
    for zoom, (width, height) in ZOOMED.items():
        resize(page, width, height)
        stage.locator("input, select").first.focus()
        for key in ["Tab"] * steps + ["Shift+Tab"] * steps:
            page.keyboard.press(key)
            assert not covered(page), (zoom, key)


@pytest.mark.parametrize("name", ["noise", "momentum-method"])
def test_links_are_not_hidden_behind_the_bar(page: Page, site: str, name: str) -> None:
    """Who goes backwards in a narrow window sees each link that has the focus."""
    page.emulate_media(reduced_motion="reduce")
    resize(page, 640, 400)
    page.goto(f"{site}/en/{name}.html")
    page.locator("article a[href]:visible").last.focus()
    for _ in range(50):
        page.keyboard.press("Shift+Tab")
        assert not covered(page)


@in_all_editions
def test_code_is_copied_by_keyboard(page: Page, site: str, edition: str) -> None:
    """The button is seen when it has the focus, keeps it, and says that it has copied."""
    page.goto(f"{site}/{edition}/momentum-method.html")
    button = page.locator("article .copybtn").first
    page.locator("article a:visible").first.focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        if button.evaluate("el => el === document.activeElement"):
            break
    until(page, "getComputedStyle(document.activeElement).opacity === '1'")
    page.keyboard.press("Enter")
    said = {"en": "Copied.", "zh": "已复制。", "both": "Copied. ｜ 已复制。"}[edition]
    until(page, f"{STATUS} === '{said}'")
    assert button.evaluate("el => el === document.activeElement")


def test_the_theme_button_says_what_it_has_chosen(page: Page, site: str) -> None:
    """Its name changes with the theme."""
    page.goto(f"{site}/en/scalar.html")
    button = page.locator(".theme-toggle:visible")
    names = set()
    for _ in range(3):
        button.focus()
        page.keyboard.press("Enter")
        theme = page.evaluate("document.body.dataset.theme")
        name = button.get_attribute("aria-label") or ""
        assert {"auto": "system"}.get(theme, theme) in name.split(". ")[1]
        names.add(name)
    assert len(names) == 3


def test_the_navigation_unfolds_by_key(page: Page, site: str) -> None:
    """The box beside a part of the navigation can be reached, shows that it has the focus, and works."""
    page.goto(f"{site}/en/scalar.html")
    page.locator(".sidebar-tree a", has_text="Explorables").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.sidebar-tree input[role=switch]')")
    ring = "getComputedStyle(document.activeElement.nextElementSibling).outlineStyle"
    assert page.evaluate(ring) == "solid"
    page.keyboard.press("Space")
    assert page.locator(".sidebar-tree a", has_text="race").first.is_visible()


@in_all_editions
@pytest.mark.parametrize(("drawer", "width"), [("sidebar-drawer", 800), ("toc-drawer", 1300)])
def test_drawers_open_by_key(page: Page, site: str, edition: str, drawer: str, width: int) -> None:
    """Their icons are buttons that say whether they are open; Enter opens, and Escape closes."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{site}/{edition}/scalar.html")
    name = "nav-overlay-icon" if drawer == "sidebar-drawer" else "toc-overlay-icon"
    button = page.locator(f"button.{name}:visible")
    assert button.get_attribute("aria-label") and button.get_attribute("aria-expanded") == "false"
    box = f"document.querySelector('.{drawer}').getBoundingClientRect()"
    seen = f"{box}.left < innerWidth && {box}.right > 0"
    assert not page.evaluate(seen)
    for key in ("Enter", "Space"):
        button.focus()
        page.keyboard.press(key)
        until(page, seen)
        assert button.get_attribute("aria-expanded") == "true"
        page.keyboard.press("Tab")
        assert page.evaluate(
            f"document.querySelector('.{drawer}').contains(document.activeElement)"
        )
        page.keyboard.press("Escape")
        until(page, f"!({seen})")
        assert button.evaluate("el => el === document.activeElement")
    button.click()
    until(page, seen)
    page.locator(f"label.{drawer.split('-')[0]}-overlay").click(position={"x": 400, "y": 400})
    until(page, f"!({seen})")
    assert button.get_attribute("aria-expanded") == "false"


def test_the_search_is_reached_and_left_by_key(page: Page, site: str) -> None:
    """The key / leads to the box; behind Enter, the next Tab is on the first hit."""
    page.goto(f"{site}/en/scalar.html")
    page.keyboard.press("/")
    page.keyboard.type("saddle/point")
    assert page.locator(".sidebar-search").input_value() == "saddle/point"
    page.keyboard.press("Enter")
    first = "#search-results a"
    for _ in range(2):
        page.locator(first).first.wait_for()
        until(page, "document.activeElement.id === 'search-results'")
        page.keyboard.press("Tab")
        assert page.locator(first).first.evaluate("el => el === document.activeElement")
        page.locator("article input").fill("valley")
        page.keyboard.press("Enter")


def test_focus_stays_where_the_marks_were(page: Page, site: str) -> None:
    """Who takes the marks away goes on from there."""
    page.goto(f"{site}/en/noise.html?highlight=cloud#making-the-cloud-shrink")
    page.locator(".unmark").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('#making-the-cloud-shrink') !== null")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_controls_are_as_light_or_dark_as_the_page(page: Page, site: str, theme: str) -> None:
    """Whatever the system prefers."""
    page.emulate_media(color_scheme="dark" if theme == "light" else "light")
    page.add_init_script(f"localStorage.setItem('theme', '{theme}')")
    page.goto(f"{site}/en/scalar.html")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == theme


@in_all_editions
def test_headings_are_called_by_their_words(page: Page, site: str, edition: str) -> None:
    """The link beside it is no part of its name, and a formula is."""
    page.goto(f"{site}/{edition}/speed-limits.html")
    tree = page.locator("article").aria_snapshot()
    headings = [line for line in tree.splitlines() if "- heading" in line]
    assert len(headings) > 8
    assert not [line for line in headings if "Link to" in line or "链接到" in line]
    wanted = {"en": "Choosing η and β", "zh": "选择 η 与 β"}
    assert any(wanted.get(edition, "Choosing η and β ｜ 选择 η 与 β") in line for line in headings)
    assert not page.locator(".sidebar-drawer").get_by_role("heading").count()
    assert page.get_by_role("navigation").count() >= 4


@pytest.mark.parametrize("full", [True, False])
def test_the_full_screen_covers_a_scrolled_page_and_gives_it_back(
    page: Page, site: str, full: bool
) -> None:
    """From the middle of a page, with and without a real full screen: the place is kept."""
    if not full:
        page.add_init_script("delete Element.prototype.requestFullscreen")
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{site}/en/noise.html")
    stage = page.locator(".stage").last
    stage.scroll_into_view_if_needed()
    stage.locator(".panel dd").first.wait_for()
    button = stage.get_by_role("button", name="Full screen")
    button.focus()
    settle(page)
    place = page.evaluate("scrollY")
    assert place > 1000
    page.keyboard.press("Enter")
    dialog = page.locator("dialog[open]")
    dialog.wait_for()
    box = dialog.bounding_box()
    assert box is not None
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 1280, 900)
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    until(page, "place => Math.abs(scrollY - place) < 2", arg=place)
    assert button.evaluate("el => el === document.activeElement")


def test_in_colours_of_the_readers_own_no_still_lies_beside_the_panel(
    page: Page, site: str
) -> None:
    """The picture has gone when the panel is there."""
    page.emulate_media(forced_colors="active")
    stage = visit(page, site, "ratemap")
    assert stage.locator(".panel").is_visible()
    assert not stage.locator(".still:visible").count()
