"""From edition to edition, and from the root to one of them."""

import pytest
from conftest import in_all_editions, watch
from playwright.sync_api import Browser, Page
from served import EDITIONS, SITE
from waiting import drawn


@in_all_editions
@pytest.mark.parametrize(("width", "where"), [(1280, ".sidebar-drawer"), (360, "article")])
def test_switcher(page: Page, site: str, edition: str, width: int, where: str) -> None:
    """The switcher, on a telephone above the text, leads to the same place in another edition."""
    page.set_viewport_size({"width": width, "height": 800})
    anchor = page_with_anchor(page, f"{site}/{edition}/")
    other = EDITIONS[(EDITIONS.index(edition) + 1) % 3]
    page.locator(f"{where} .editions a[href*='/{other}/']").click()
    page.wait_for_url(f"{site}/{other}/{anchor}")


@in_all_editions
def test_switcher_keeps_what_is_read(page: Page, site: str, edition: str) -> None:
    """Who has scrolled down goes on where they are, whatever place the address named before."""
    other = EDITIONS[(EDITIONS.index(edition) + 1) % 3]
    page.goto(f"{site}/{edition}/noise.html#a-cloud-that-settles")
    page.evaluate("document.getElementById('thm-mean').scrollIntoView({ behavior: 'instant' })")
    drawn(page)
    page.locator(f".sidebar-drawer .editions a[href*='/{other}/']").click()
    page.wait_for_url(f"{site}/{other}/noise.html#thm-mean")
    page.goto(f"{site}/{edition}/noise.html")
    page.locator(f".sidebar-drawer .editions a[href*='/{other}/']").click()
    page.wait_for_url(f"{site}/{other}/noise.html")


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


@in_all_editions
def test_switcher_without_script(scriptless: Page, site: str, edition: str) -> None:
    """Without JavaScript the switcher leads to the same page, and the text is there."""
    name = chapter_pages()[0]
    scriptless.goto(f"{site}/{edition}/{name}")
    assert scriptless.locator("article h1").inner_text()
    for other in EDITIONS:
        scriptless.goto(f"{site}/{edition}/{name}")
        scriptless.locator(f".editions a[href*='/{other}/']:visible").first.click()
        scriptless.wait_for_url(f"{site}/{other}/{name}")


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
