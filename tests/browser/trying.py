"""What readers do with a lab."""

from typing import Any

from playwright.sync_api import Locator, Page
from waiting import until

CODE = ".code textarea"


def opened(page: Page, address: str, name: str = "half") -> Locator:
    """Go to a page, open a lab and return its place."""
    page.goto(address)
    place = page.locator(f"#lab-{name}")
    place.locator(".opener").click()
    place.locator(".editor").wait_for()
    return place


def write(place: Locator, code: str) -> None:
    """Put code into the editor, as if it had been pasted over all that was there."""
    place.locator(CODE).evaluate(
        """(el, code) => {
          el.focus();
          el.select();
          if (code.length < 2000) return document.execCommand("insertText", false, code);
          el.value = code;
          el.dispatchEvent(new InputEvent("input", { inputType: "insertFromPaste" }));
        }""",
        code,
    )


def run(place: Locator) -> None:
    """Run the code and wait for what comes of it."""
    place.locator(".run").click()
    ended(place)


def ended(place: Locator) -> str:
    """Wait for the end of a run and return what is said of it."""
    busy = "[...document.querySelectorAll('.lab .run')].some((el) => el.matches('.stop'))"
    until(place.page, f"!({busy})")
    return said(place)


def said(place: Locator) -> str:
    """Return what the panel says at present."""
    return place.locator(".told").inner_text()


def stored(page: Page) -> dict[str, Any]:
    """Return what is remembered, after the moment that writing takes."""
    page.wait_for_timeout(400)
    entries: dict[str, Any] = page.evaluate(
        "JSON.parse(localStorage.getItem('momentum-labs') ?? '{}')"
    )
    return entries
