"""Every page of every edition in Chromium."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from conftest import SITE
from playwright.sync_api import Browser, Page

EDITIONS = ("en", "zh", "both")
PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.glob("*/**/*.html"))


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Open an empty tab of its own."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def watch(page: Page) -> list[str]:
    """Collect whatever a page should not do."""
    faults: list[str] = []
    page.on(
        "requestfailed",
        lambda request: (  # what leaving a page cuts short did not fail
            faults.append(f"failed: {request.url}") if request.failure != "net::ERR_ABORTED" else 0
        ),
    )
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on(
        "console",
        lambda message: faults.append(f"console: {message.text}") if message.type == "error" else 0,
    )
    page.on(
        "response",
        lambda answer: (
            faults.append(f"{answer.status}: {answer.url}") if answer.status > 399 else 0
        ),
    )
    page.on(
        "request",
        lambda request: (
            faults.append(f"outside: {request.url}")
            if urlsplit(request.url).hostname not in ("127.0.0.1", None)
            else 0
        ),
    )
    return faults


@pytest.mark.parametrize("name", PAGES)
def test_page(page: Page, site: str, name: str) -> None:
    """A page asks no other host, misses nothing, and fits a narrow telephone."""
    faults = watch(page)
    page.goto(f"{site}/{name}")
    assert not faults
    page.set_viewport_size({"width": 360, "height": 740})
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 360, f"{width} px wide: {page.evaluate(WIDEST)}"
    assert not page.evaluate(COVERED), "numbers lie on their equations"
    assert not page.evaluate(PARTED), "punctuation begins a line"


# Equations whose number overlaps them.
COVERED = """[...document.querySelectorAll("div.math:has(> .eqno)")]
  .filter((el) => el.querySelector(".eqno").getBoundingClientRect().left
    < el.querySelector(".katex-display").getBoundingClientRect().right - 1)
  .map((el) => el.id)"""
# Formulas whose closing punctuation stands on a line of its own.
PARTED = """[...document.querySelectorAll(".unbroken")].filter((el) => {
  const bases = el.querySelectorAll(".katex-base"), end = document.createRange();
  if (!bases.length || el.lastChild.nodeType !== Node.TEXT_NODE) return false;
  end.selectNodeContents(el.lastChild);
  const left = end.getBoundingClientRect().left;
  return left < bases[bases.length - 1].getBoundingClientRect().right - 3;
}).map((el) => el.textContent)"""
WIDEST = """[...document.querySelectorAll("article *")]
  .filter((el) => el.getBoundingClientRect().right > 360)
  .slice(0, 5).map((el) => el.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(("width", "where"), [(1280, ".sidebar-drawer"), (360, "article")])
def test_switcher(page: Page, site: str, edition: str, width: int, where: str) -> None:
    """The switcher, on a telephone above the text, leads to the same place in another edition."""
    page.set_viewport_size({"width": width, "height": 800})
    anchor = page_with_anchor(page, f"{site}/{edition}/")
    other = EDITIONS[(EDITIONS.index(edition) + 1) % 3]
    page.locator(f"{where} .editions a[href*='/{other}/']").click()
    page.wait_for_url(f"{site}/{other}/{anchor}")


def page_with_anchor(page: Page, base: str) -> str:
    """Open a chapter page at its last heading and return ``name#anchor``."""
    page.goto(f"{base}index.html")
    page.goto(f"{base}{next(name for name in chapter_pages() if name != 'index.html')}")
    anchor = page.evaluate("[...document.querySelectorAll('article section[id]')].at(-1).id")
    place = f"{page.url.removeprefix(base)}#{anchor}"
    page.goto(base + place)
    return place


def chapter_pages() -> list[str]:
    """Return the pages that have a section to go to."""
    made = {"genindex.html", "search.html", "py-modindex.html"}
    return [path.name for path in sorted((SITE / "en").glob("*.html")) if path.name not in made]


@pytest.mark.parametrize("edition", EDITIONS)
def test_switcher_without_script(chromium: Browser, site: str, edition: str) -> None:
    """Without JavaScript the switcher leads to the same page, and the text is there."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    name = chapter_pages()[0]
    page.goto(f"{site}/{edition}/{name}")
    assert page.locator("article h1").inner_text()
    for other in EDITIONS:
        page.goto(f"{site}/{edition}/{name}")
        page.locator(f".editions a[href*='/{other}/']:visible").first.click()
        page.wait_for_url(f"{site}/{other}/{name}")
    context.close()


def test_works_from_a_folder(page: Page) -> None:
    """The site opens from disk, without a server."""
    faults = watch(page)
    page.goto((SITE / "en" / "index.html").as_uri())
    page.locator(".editions a[href*='/zh/']:visible").first.click()
    assert page.url.endswith("/zh/index.html")
    assert not faults


@pytest.mark.parametrize(
    ("language", "edition"), [("zh-CN", "zh"), ("zh-TW", "zh"), ("en-GB", "en"), ("fr", "en")]
)
def test_root(chromium: Browser, site: str, language: str, edition: str) -> None:
    """The root leads to the reader's language."""
    context = chromium.new_context(locale=language)
    page = context.new_page()
    page.goto(f"{site}/")
    page.wait_for_url(f"{site}/{edition}/index.html")
    context.close()


def test_folded_solutions(page: Page, site: str) -> None:
    """A solution is folded, opens by its link, and is all there on paper."""
    page.goto(f"{site}/en/exercises.html")
    solution = page.locator("details.solution").first
    assert not solution.evaluate("el => el.open")
    anchor = solution.get_attribute("id")
    page.goto(f"{site}/en/exercises.html#{anchor}")
    assert solution.evaluate("el => el.open")
