"""Opening an explorable, and waiting for it."""

from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Locator, Page
from served import EDITIONS, SITE
from waiting import drawn

NAMES = sorted(path.stem for path in (SITE / "en" / "explore").glob("*.html"))
every = pytest.mark.parametrize("name", NAMES)
# The tests that only look share a tab.
looked_at = pytest.mark.parametrize(
    ("name", "edition"), [(name, edition) for name in NAMES for edition in EDITIONS], scope="module"
)


class Open(NamedTuple):
    """A panel, where it is, and what its page should not have done."""

    page: Page
    stage: Locator
    faults: list[str]


def visit(page: Page, site: str, name: str, edition: str = "en", state: str = "") -> Locator:
    """Open the page of an explorable, wait until it lives, and return its stage."""
    page.goto(f"{site}/{edition}/explore/{name}.html{state and f'#{name}?{state}'}")
    stage = page.locator("[data-explorable]")  # a dialog over it is a stage as well
    stage.scroll_into_view_if_needed()
    page.locator(".stage.live .panel, dialog.stage[open] .panel").first.wait_for()
    return stage


def get(stage: Locator) -> dict[str, Any]:
    """Return the state."""
    return stage.evaluate("el => el.explorable.get()")


def told(stage: Locator) -> str:
    """Wait until a screen reader is told something, and return it."""
    stage.locator("[role=status]:not(:empty)").wait_for(state="attached")
    return stage.locator("[role=status]").inner_text()


def settle(page: Page) -> None:
    """Wait until the panel is drawn, and until it has told screen readers and the address."""
    page.evaluate("new Promise((done) => setTimeout(done, 700))")
    drawn(page)
