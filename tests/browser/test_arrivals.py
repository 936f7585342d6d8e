"""Arriving at places, whatever folds, with finger and keyboard, and where the browser stores nothing."""

from urllib.parse import quote

import pytest
from conftest import in_all_editions, watch
from playwright.sync_api import FrameLocator, Page
from waiting import until

# A page of every kind: front, chapter with an explorable, gallery, script, functions, made pages.
KINDS = [
    "index",
    "momentum-method",
    "exercises",
    "exercise-sheet",
    "glossary",
    "api",
    "ledger",
    "run",
    "explore/cycle",
    "gallery/index",
    "gallery/basics/plot_5_weights",
    "genindex",
    "search",
]
of_every_kind = pytest.mark.parametrize("name", KINDS)


BLOCKED = """for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { configurable: true,
    get() { throw new DOMException("no storage", "SecurityError"); } });"""
FULL = """Storage.prototype.setItem = () => {
  throw new DOMException("no room", "QuotaExceededError"); };"""
NULL = """for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { configurable: true, value: null });"""


@of_every_kind
@pytest.mark.parametrize("storage", [BLOCKED, FULL, NULL], ids=["blocked", "full", "null"])
def test_nothing_breaks_without_storage(page: Page, site: str, name: str, storage: str) -> None:
    """Where cookies are refused, no script stops, and the theme can be chosen."""
    faults = watch(page)
    page.add_init_script(storage)
    page.goto(f"{site}/both/{name}.html")
    choose_theme(page)
    assert not faults


def choose_theme(page: Page | FrameLocator) -> None:
    """Press the switch, and see that it does something."""
    body = page.locator("body")
    assert body.get_attribute("data-theme") == "auto"
    page.locator(".theme-toggle-content button").click()
    assert body.get_attribute("data-theme") in ("light", "dark")


@of_every_kind
def test_nothing_breaks_in_a_sandboxed_frame(page: Page, site: str, name: str) -> None:
    """A frame without an origin may store nothing and change no address: no script stops there."""
    inside, errors = framed(page, f"{site}/en/{name}.html")
    choose_theme(inside)
    assert not errors


def framed(page: Page, url: str) -> tuple[FrameLocator, list[str]]:
    """Open a page in a frame that may run scripts and nothing else; give the frame and its errors."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    frame = f'<iframe sandbox="allow-scripts" style="width:1200px;height:700px" src="{url}">'
    page.route("**/frame.html", lambda route: route.fulfill(body=frame, content_type="text/html"))
    page.goto(f"{url[: url.index('/', 8)]}/frame.html")
    return page.frame_locator("iframe"), errors


@in_all_editions
def test_search_without_storage(page: Page, site: str, edition: str) -> None:
    """The search finds and marks where cookies are refused."""
    faults = watch(page)
    page.add_init_script(BLOCKED)
    page.goto(f"{site}/{edition}/search.html?q={quote('收敛')}")
    page.locator("#search-results ol a").first.click()
    page.locator("mark").first.wait_for()
    assert not faults


def test_search_in_a_sandboxed_frame(page: Page, site: str) -> None:
    """A frame that may send no form searches all the same."""
    inside, errors = framed(page, f"{site}/en/scalar.html")
    inside.locator(".sidebar-search").fill("saddle")
    inside.locator(".sidebar-search").press("Enter")
    inside.locator("#search-results ol a").first.click()
    inside.locator("mark").first.wait_for()
    inside.locator(".unmark").click()
    assert inside.locator("mark, .unmark").count() == 0
    assert not errors


FOLDED = [
    ("exercises", "details.solution", "link"),
    ("exercises", "details.solution", "hash"),
    ("exercises", "details.solution", "again"),
    ("exercises", "details.solution", "back"),
    ("frameworks", "details.solution", "link"),
]


@pytest.mark.parametrize(("name", "folded", "way"), FOLDED)
def test_arrivals_unfold(page: Page, site: str, name: str, folded: str, way: str) -> None:
    """However one arrives at what is folded, it opens, and with it all that it is in."""
    page.goto(f"{site}/en/{name}.html")
    block = page.locator(f"{folded}[id]").nth(1)
    anchor = block.get_attribute("id")
    assert not block.evaluate("el => el.open")
    if way == "link":
        page.goto("about:blank")
        page.goto(f"{site}/en/{name}.html#{anchor}")
    else:
        page.evaluate("hash => { location.hash = hash }", anchor)
    until(page, "id => document.getElementById(id).open", arg=anchor)
    if way == "back":
        page.evaluate("location.hash = ''")
        block.evaluate("el => { el.open = false }")
        page.go_back()
        until(page, "id => document.getElementById(id).open", arg=anchor)
    if way == "again":
        block.evaluate("el => { el.open = false }")
        page.evaluate(
            """id => document.querySelector("article").insertAdjacentHTML("afterbegin",
              `<a id="same" href="#${id}">again</a>`)""",
            anchor,
        )
        page.locator("#same").click()
        until(page, "id => document.getElementById(id).open", arg=anchor)


def test_nested_folds_and_tabs_open(page: Page, site: str) -> None:
    """A place in a fold in a fold, or on a tab that is not shown, opens all of them."""
    page.goto(f"{site}/en/scalar.html")
    page.evaluate(NESTED)
    for anchor in ("deep", "second"):
        page.evaluate("hash => { location.hash = hash }", anchor)
        until(page, "id => document.getElementById(id).checkVisibility()", arg=anchor)


NESTED = """document.querySelector("article").insertAdjacentHTML("afterbegin", `
  <details><summary>a</summary><details><summary>b</summary><p id="deep">c</p></details></details>
  <div class="sd-tab-set">
    <input id="t1" type="radio" name="t" checked><label class="sd-tab-label" for="t1">1</label>
    <div class="sd-tab-content">one</div>
    <input id="t2" type="radio" name="t"><label class="sd-tab-label" for="t2">2</label>
    <div class="sd-tab-content"><p id="second">two</p></div>
  </div>`)"""

PERMALINKS = {
    "heading": ("scalar", "section[id] > h2"),
    "caption": ("scalar", "figure[id] figcaption p"),
    "table": ("implementation", "table[id] > caption"),
    "equation": ("scalar", "div.math .eqno"),
    "theorem": ("scalar", ".theorem > .admonition-title"),
    "exercise": ("exercises", ".exercise > .admonition-title"),
    "term": ("glossary", "dl.glossary > dt:first-child"),
    "function": ("api", "dl.py > dt"),
}


@in_all_editions
@pytest.mark.parametrize("kind", PERMALINKS)
def test_a_finger_reaches_the_links_to_places(
    telephone: Page, site: str, edition: str, kind: str
) -> None:
    """Without a pointer they are seen, large enough, and lead to where they stand."""
    name, where = PERMALINKS[kind]
    telephone.goto(f"{site}/{edition}/{name}.html")
    link = telephone.locator(f"{where} > .headerlink").first
    link.scroll_into_view_if_needed()
    assert link.evaluate("el => getComputedStyle(el).opacity") == "1"
    box = link.bounding_box()
    assert box and box["width"] >= 20 and box["height"] >= 24
    assert box["x"] >= 0 and box["x"] + box["width"] <= 360
    link.tap()
    anchor = link.get_attribute("href")
    assert anchor and telephone.url.endswith(anchor)
    assert telephone.evaluate("id => document.getElementById(id) !== null", anchor[1:])


@pytest.mark.parametrize("kind", PERMALINKS)
def test_the_keyboard_reaches_the_links_to_places(page: Page, site: str, kind: str) -> None:
    """A link that has the focus is seen; one that has neither focus nor pointer is not."""
    name, where = PERMALINKS[kind]
    page.goto(f"{site}/en/{name}.html")
    link = page.locator(f"{where} > .headerlink").first
    opacity = "el => getComputedStyle(el).opacity"
    assert link.evaluate(opacity) == "0"
    page.keyboard.press("Tab")  # from now on, focus is seen
    link.focus()
    assert link.evaluate(opacity) == "1"
