"""The frame of the site: lost readers, readers who come back, and the line that installs."""

import re
from collections.abc import Iterator

import pytest
from conftest import in_all_editions
from playwright.sync_api import Browser, Frame, Page
from served import EDITIONS, LOST, PREFIXES, SITE, Hosted, serve

SECTION = "document.querySelectorAll('article section section[id]')[2]"


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    """Serve the site as hosts do and return the address without a prefix."""
    with serve(Hosted) as address:
        yield address


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("prefix", PREFIXES)
def test_lost_readers_find_the_book(
    chromium: Browser, host: str, prefix: str, script: bool
) -> None:
    """Under any prefix and at any depth the links of the 404 page lead to the editions."""
    context = chromium.new_context(java_script_enabled=script)
    page = context.new_page()
    for lost, edition in zip(LOST, EDITIONS * 2, strict=True):
        assert page.goto(f"{host}{prefix}{lost}").status == 404
        doors = frame(page, f"{host}{prefix}/home.html")
        links = doors.locator("a[href$='/index.html']").evaluate_all(
            "all => all.map((a) => a.href)"
        )
        assert links == [f"{host}{prefix}/{one}/index.html" for one in EDITIONS]
        doors.locator(f"a[href='{edition}/index.html']").click()
        page.wait_for_url(f"{host}{prefix}/{edition}/index.html")
    context.close()


def frame(page: Page, url: str) -> Frame:
    """Wait until the browser has tried all folders and found the one with the page."""
    for _ in range(300):
        if found := page.frame(url=url):
            return found
        page.wait_for_timeout(50)
    raise AssertionError(f"no frame has {url}: {[one.url for one in page.frames]}")


def read_somewhere(page: Page, site: str) -> None:
    """Read the Chinese page on scalar functions, down to a section."""
    page.goto(f"{site}/zh/scalar.html")
    page.evaluate(f"{SECTION}.scrollIntoView({{ behavior: 'instant' }})")


@pytest.mark.parametrize("prefix", PREFIXES)
def test_root_offers_to_go_on(page: Page, host: str, prefix: str) -> None:
    """Who comes back is not led away, but offered the page, the section and the edition they chose."""
    read_somewhere(page, host + prefix)
    section = page.evaluate(f"{SECTION}.id")
    page.goto(f"{host}{prefix}/")
    link = page.locator("#back a")
    assert link.inner_text() == "标量函数 · 有多快"
    link.click()
    page.wait_for_url(f"{host}{prefix}/zh/scalar.html#{section}")


def test_a_glance_at_another_page_does_not_lose_the_place(page: Page, host: str) -> None:
    """Only the chapter is read; the first page of every edition offers to go on, too, in its own words."""
    said = {"zh": "接着读： 标量函数 · 有多快", "en": "Continue reading: Scalar functions"}
    read_somewhere(page, f"{host}/book")
    section = page.evaluate(f"{SECTION}.id")
    for other in ("glossary", "run", "index", "genindex", "gallery/index"):
        page.goto(f"{host}/book/en/{other}.html")
    for edition in EDITIONS:
        page.goto(f"{host}/book/{edition}/")
        back = page.locator(".go-on")
        assert said.get(edition, "Scalar functions") in back.inner_text()
        back.get_by_role("link").click()
        page.wait_for_url(f"{host}/book/{edition}/scalar.html#{section}")
        page.evaluate(f"{SECTION}.scrollIntoView({{ behavior: 'instant' }})")
        page.goto(f"{host}/book/zh/scalar.html")
        page.evaluate(f"{SECTION}.scrollIntoView({{ behavior: 'instant' }})")


def test_places_of_two_sites_are_apart(page: Page, host: str) -> None:
    """Two versions of the book on one host do not mix up their readers."""
    read_somewhere(page, f"{host}/book")
    page.goto(f"{host}/en/latest/")
    page.wait_for_url(f"{host}/en/latest/en/index.html")


@pytest.mark.parametrize(
    "stored",
    ["nonsense", "null", '{"path": "//evil.example/en/a.html"}', '{"path": "javascript:1"}'],
)
def test_root_trusts_nothing_that_is_stored(page: Page, host: str, stored: str) -> None:
    """What is stored and is no place leads nowhere: the visit is the first."""
    page.goto(f"{host}/404.html")
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", [f"place {host}/", stored])
    page.goto(f"{host}/")
    page.wait_for_url(f"{host}/en/index.html")


def test_storage_may_be_refused(page: Page, host: str) -> None:
    """Where nothing may be stored, every visit is the first, and nothing breaks."""
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } });"
    )
    page.goto(f"{host}/book/zh/run.html")
    assert page.locator(".from-site pre").inner_text()
    page.goto(f"{host}/book/")
    page.wait_for_url(f"{host}/book/en/index.html")


@in_all_editions
def test_line_that_installs(page: Page, host: str, edition: str) -> None:
    """The line names the file where the reader finds the book: on a host or in a folder."""
    for base in (f"{host}/book", SITE.as_uri()):
        page.goto(f"{base}/{edition}/run.html")
        line = page.locator(".from-site pre").inner_text()
        address = line.split(" @ ")[1].rstrip('"\n')
        assert address.startswith(f"{base}/_downloads/momentum_chapter-") and address.endswith(
            ".whl"
        )
    assert page.request.get(address.replace(SITE.as_uri(), f"{host}/book")).ok


@in_all_editions
def test_credit_names_the_address(page: Page, host: str, edition: str) -> None:
    """What is copied to cite the book says where it stands; a folder is no address."""
    for base, address in ((f"{host}/book", f"{host}/book/"), (SITE.as_uri(), "")):
        page.goto(f"{base}/{edition}/reuse.html")
        bibtex = page.locator(".credit pre").inner_text()
        note = f", \\url{{{address}}}" if address else ""
        assert re.search(rf"note\s+= \{{Version [\d.]+{re.escape(note)}\}}\n\}}", bibtex), bibtex
        lines = page.locator(".credit blockquote").all_inner_texts()
        assert len(lines) == (2 if edition == "both" else 1)
        for line in lines:
            comma = "，" if "选自" in line else ", "
            assert f"{comma}{address and address + comma}CC BY-SA 4.0" in line
            assert line.count("//") == bool(address)


def test_without_script_the_page_says_nothing_wrong(scriptless: Page, host: str) -> None:
    """Without an address and without script, what stays is right: the file and its own line."""
    scriptless.goto(f"{host}/book/en/run.html")
    assert not scriptless.locator(".from-site.unknown").is_visible()
    assert scriptless.locator("pre", has_text=".whl[gallery]").is_visible()
