"""What readers do with a lab."""

import re
from typing import Any

from lab_pages import SOLUTION
from playwright.sync_api import Locator, Page
from waiting import until

CODE = ".code textarea"
# The lines of a plot; they come with the frame after the run.
PLOT = ".drawing .plot path.line"
HAN = re.compile(r"[\u4e00-\u9fff]")


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


def alive(place: Locator) -> None:
    """Whatever has happened, the lab goes on."""
    write(place, SOLUTION)
    run(place)
    assert "Solved" in said(place)


def link_of(place: Locator) -> str:
    """Press the button that copies a link and return what is in the clipboard."""
    page = place.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    place.get_by_role("button", name="Copy link").click()
    until(page, "document.querySelector('.told').textContent.includes('copied')")
    link: str = page.evaluate("navigator.clipboard.readText()")
    return link


def focused(page: Page) -> str:
    """Return the words of what has the focus."""
    text: str = page.evaluate("document.activeElement.textContent")
    return text
