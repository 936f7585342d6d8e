"""Firefox by Playwright over WebDriver BiDi, and WebKit by its own driver, behind one small face."""

import base64
import os
import shutil
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Error, Page, sync_playwright
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

sys.path.insert(0, str(Path(__file__).parents[1]))
from served import SITE, serve

SIZE = (1280, 900)
PATIENCE = 15  # seconds
NEEDED = {"firefox": "firefox-esr", "webkit": "webkit2gtk-driver xvfb"}


class Engine(Protocol):
    """What the tests ask of a browser."""

    def open(self, url: str) -> None:
        """Go to a page."""

    def run(self, script: str, *args: object) -> Any:
        """Run the body of a function in the page and return what it returns."""

    def press(self, selector: str, key: str) -> None:
        """Press a key on the first element that a selector finds."""

    def picture(self) -> str:
        """Return what is painted in the window, as PNG in base 64."""


class Firefox:
    """The machine's own Firefox."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, url: str) -> None:
        self.page.goto("about:blank")  # a fragment alone would not load the page again
        self.page.goto(url)

    def run(self, script: str, *args: object) -> Any:
        function = f"args => (function () {{ {script} }}).apply(null, args)"
        try:
            return self.page.evaluate(function, [*args])
        except Error as error:
            if "context was destroyed" not in str(error):
                raise
            return None  # the page was just left: there is nothing to say of it

    def press(self, selector: str, key: str) -> None:
        self.page.locator(selector).first.press(key)

    def picture(self) -> str:
        return base64.b64encode(self.page.screenshot()).decode()


class WebKit:
    """WebKitGTK, a sister of Safari."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def open(self, url: str) -> None:
        self.driver.get("about:blank")
        self.driver.get(url)

    def run(self, script: str, *args: object) -> Any:
        try:
            return self.driver.execute_script(script, *args)
        except WebDriverException as error:
            if "before the unload event" not in str(error):
                raise
            return None  # as above

    def press(self, selector: str, key: str) -> None:
        keys = {
            "ArrowRight": Keys.ARROW_RIGHT,
            "ArrowLeft": Keys.ARROW_LEFT,
            "Enter": Keys.ENTER,
            "Escape": Keys.ESCAPE,
        }
        self.driver.find_element(By.CSS_SELECTOR, selector).send_keys(keys[key])

    def picture(self) -> str:
        return str(self.driver.get_screenshot_as_base64())


def until(engine: Engine, condition: str, *args: object) -> None:
    """Wait until a condition holds in the page."""
    end = time.monotonic() + PATIENCE
    while not engine.run(f"return Boolean({condition})", *args):
        assert time.monotonic() < end, f"still not: {condition}"
        time.sleep(0.1)


def found(program: str, engine: str) -> str:
    """Return where a program is, or say what to install."""
    path = shutil.which(program)
    if path is None:
        pytest.exit(f"No {program}: apt-get install {NEEDED[engine]}", returncode=1)
    return path


@pytest.fixture(scope="session")
def firefox() -> Iterator[Firefox]:
    """Start the machine's Firefox. Playwright's newer releases want a newer one than Debian's."""
    path = shutil.which("firefox-esr") or found("firefox", "firefox")
    with sync_playwright() as playwright:
        browser = playwright.firefox.launch(channel="moz-firefox", executable_path=path)
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
        page.set_default_timeout(PATIENCE * 1000)
        yield Firefox(page)
        browser.close()


@pytest.fixture(scope="session")
def webkit() -> Iterator[WebKit]:
    """Start WebKit on a screen of its own."""
    driver_path = found("WebKitWebDriver", "webkit")
    reader, writer = os.pipe()
    command = [
        found("Xvfb", "webkit"),
        "-displayfd",
        str(writer),
        "-screen",
        "0",
        "1400x1100x24",
        "-nolisten",
        "tcp",
    ]
    screen = subprocess.Popen(command, pass_fds=(writer,), stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as display:
        environment = os.environ | {"DISPLAY": f":{display.readline().strip()}"}
    options = Options()
    (options.binary_location, *_) = map(str, Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    options.add_argument("--automation")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Selenium's, for its own use of itself
        driver = webdriver.WebKitGTK(options=options, service=Service(driver_path, env=environment))
    driver.set_window_size(*SIZE)
    try:
        yield WebKit(driver)
    finally:
        driver.quit()
        screen.terminate()
        screen.wait()


@pytest.fixture(params=["firefox", "webkit"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Give each test to both."""
    chosen: Engine = request.getfixturevalue(request.param)
    return chosen


@pytest.fixture(scope="session")
def served() -> Iterator[str]:
    """Serve the built site and return its address."""
    with serve() as address:
        yield address


@pytest.fixture(params=["http", "folder"])
def site(request: pytest.FixtureRequest, served: str) -> str:
    """Give the address of the site, from a server and from a folder."""
    return served if request.param == "http" else SITE.as_uri()
