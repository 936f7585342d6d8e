"""The frame of the site: lost readers, readers who come back, and the line that installs."""

from collections.abc import Iterator

import pytest
from conftest import SITE
from playwright.sync_api import Browser, BrowserContext, Page
from served import LOST, PREFIXES, Hosted, serve

SECTION = "document.querySelectorAll('article section section[id]')[2]"


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    """Serve the site as hosts do and return the address without a prefix."""
    with serve(Hosted) as address:
        yield address


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """Give a reader who has not been here."""
    context = chromium.new_context(locale="en-GB")
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("prefix", PREFIXES)
def test_lost_readers_find_the_book(
    chromium: Browser, host: str, prefix: str, script: bool
) -> None:
    """Under any prefix and at any depth the links of the 404 page lead to the editions."""
    context = chromium.new_context(java_script_enabled=script)
    context.set_default_timeout(20_000)
    page = context.new_page()
    for lost in LOST:
        for edition in ("en", "zh", "both"):
            assert page.goto(f"{host}{prefix}{lost}").status == 404
            home = f"{host}{prefix}/home.html"
            while (doors := page.frame(url=home)) is None:  # the browser is still trying folders
                page.wait_for_timeout(50)
            doors.locator(f"a[href='{edition}/index.html']").click()
            page.wait_for_url(f"{host}{prefix}/{edition}/index.html")
    context.close()


def read_somewhere(page: Page, site: str) -> None:
    """Read the Chinese page on scalar functions, down to a section."""
    page.goto(f"{site}/zh/scalar.html")
    page.evaluate(f"{SECTION}.scrollIntoView({{ behavior: 'instant' }})")


@pytest.mark.parametrize("prefix", PREFIXES)
def test_root_offers_to_go_on(context: BrowserContext, host: str, prefix: str) -> None:
    """Who comes back is not led away, but offered the page, the section and the edition they chose."""
    page = context.new_page()
    read_somewhere(page, host + prefix)
    section = page.evaluate(f"{SECTION}.id")
    page.goto(f"{host}{prefix}/")
    link = page.locator("#back a")
    assert link.inner_text() == "标量函数"
    link.click()
    page.wait_for_url(f"{host}{prefix}/zh/scalar.html#{section}")


def test_places_of_two_sites_are_apart(context: BrowserContext, host: str) -> None:
    """Two versions of the book on one host do not mix up their readers."""
    page = context.new_page()
    read_somewhere(page, f"{host}/book")
    page.goto(f"{host}/en/latest/")
    page.wait_for_url(f"{host}/en/latest/en/index.html")


@pytest.mark.parametrize(
    "stored",
    ["nonsense", "null", '{"path": "//evil.example/en/a.html"}', '{"path": "javascript:1"}'],
)
def test_root_trusts_nothing_that_is_stored(
    context: BrowserContext, host: str, stored: str
) -> None:
    """What is stored and is no place leads nowhere: the visit is the first."""
    page = context.new_page()
    page.goto(f"{host}/404.html")
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", [f"place {host}/", stored])
    page.goto(f"{host}/")
    page.wait_for_url(f"{host}/en/index.html")


def test_storage_may_be_refused(context: BrowserContext, host: str) -> None:
    """Where nothing may be stored, every visit is the first, and nothing breaks."""
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } });"
    )
    page = context.new_page()
    page.goto(f"{host}/book/zh/run.html")
    assert page.locator(".from-site pre").inner_text()
    page.goto(f"{host}/book/")
    page.wait_for_url(f"{host}/book/en/index.html")


@pytest.mark.parametrize("edition", ["en", "zh", "both"])
def test_line_that_installs(context: BrowserContext, host: str, edition: str) -> None:
    """The line names the file where the reader finds the book: on a host or in a folder."""
    page = context.new_page()
    for base in (f"{host}/book", SITE.as_uri()):
        page.goto(f"{base}/{edition}/run.html")
        line = page.locator(".from-site pre").inner_text()
        address = line.split(" @ ")[1].rstrip('"\n')
        assert address.startswith(f"{base}/_downloads/momentum_chapter-") and address.endswith(
            ".whl"
        )
    assert page.request.get(address.replace(SITE.as_uri(), f"{host}/book")).ok


def test_without_script_the_page_says_nothing_wrong(chromium: Browser, host: str) -> None:
    """Without an address and without script, what stays is right: the file and its own line."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{host}/book/en/run.html")
    assert not page.locator(".from-site.unknown").is_visible()
    assert page.locator("pre", has_text=".whl[gallery]").is_visible()
    context.close()
