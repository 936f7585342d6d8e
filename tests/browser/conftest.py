"""A server of our own on 127.0.0.1, one Chromium, and tabs: on a desk and under a finger."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
import lab_pages
from explorables import Open, visit
from lost import pytest_handlecrashitem  # noqa: F401
from served import EDITIONS, serve
from some import some

ARGS = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking"]
ARGS += ["--in-process-gpu"]  # what paints needs no process of its own
in_all_editions = pytest.mark.parametrize("edition", EDITIONS)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the gate ask for some of the tests that are alike."""
    parser.addoption("--some", action="store_true", help="of tests that are alike, some")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what the gate does not ask for."""
    if config.getoption("--some"):
        kept = some(items)
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """Serve the built site and return its address."""
    with serve() as address:
        yield address


def executable() -> str | None:
    """Find the machine's Chromium; None leaves it to Playwright's own."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start one Chromium."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=executable(), args=ARGS)
        except Error:
            pytest.exit(
                "No Chromium: install it on the machine or run `playwright install chromium`.",
                returncode=1,
            )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def desk(chromium: Browser, site: str) -> BrowserContext:
    """Open a window with a pointer. Windows cost a second, tabs a tenth: all tests share it."""
    return warm(chromium.new_context(viewport={"width": 1280, "height": 900}), site)


@pytest.fixture(scope="session")
def pocket(chromium: Browser, site: str) -> BrowserContext:
    """Open a window under a finger."""
    size = {"width": 360, "height": 740}
    return warm(chromium.new_context(viewport=size, has_touch=True, is_mobile=True), site)  # type: ignore[arg-type]


def warm(context: BrowserContext, site: str) -> BrowserContext:
    """Open a tab that stays: where the last one is closed, the next test costs twice as much."""
    context.new_page().goto(f"{site}/404.html")
    return context


@pytest.fixture
def page(desk: BrowserContext) -> Iterator[Page]:
    """Open a tab on the desk."""
    yield from tab_of(desk)


@pytest.fixture
def telephone(pocket: BrowserContext) -> Iterator[Page]:
    """Open a tab under a finger."""
    yield from tab_of(pocket)


@pytest.fixture
def scriptless(chromium: Browser) -> Iterator[Page]:
    """Open a tab in which no script runs."""
    context = chromium.new_context(java_script_enabled=False)
    yield from tab_of(context)
    context.close()


def tab_of(context: BrowserContext) -> Iterator[Page]:
    """Open a tab, and leave nothing of it behind: neither tabs nor what was stored or allowed."""
    others = context.pages
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    for tab in context.pages:
        if tab not in (*others, page):
            tab.close()
    page.goto("about:blank")  # whoever leaves a page stores its place
    session = context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "local_storage"})
    context.clear_permissions()
    page.close()


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


@pytest.fixture(scope="module")
def panel(desk: BrowserContext, site: str, name: str, edition: str) -> Iterator[Open]:
    """Open a panel for the tests that only look at it."""
    page = desk.new_page()
    faults = watch(page)
    yield Open(page, visit(page, site, name, edition), faults)
    page.close()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the pages of two small labs."""
    made = tmp_path_factory.mktemp("labs")
    lab_pages.build(made)
    return made


@pytest.fixture(scope="session")
def lab_site(folder: Path) -> Iterator[str]:
    """Serve them."""
    with serve(folder=folder) as address:
        yield address


@pytest.fixture(scope="session")
def table(chromium: Browser) -> BrowserContext:
    """Open a window with a pointer."""
    return chromium.new_context(viewport={"width": 1000, "height": 900})


@pytest.fixture(scope="session")
def hand(chromium: Browser) -> BrowserContext:
    """Open a window under a finger."""
    size = {"width": 360, "height": 740}
    return chromium.new_context(viewport=size, has_touch=True, is_mobile=True)  # type: ignore[arg-type]


@pytest.fixture
def tab(table: BrowserContext) -> Iterator[Page]:
    """Open a tab with a pointer."""
    yield from tab_of(table)


@pytest.fixture
def phone(hand: BrowserContext) -> Iterator[Page]:
    """Open a tab under a finger."""
    yield from tab_of(hand)
