"""Axe on every page of every edition, in the light and in the dark."""

from collections.abc import Iterator

import pytest
from conftest import ROOT, SITE
from playwright.sync_api import Browser, Page

AXE = (ROOT / "docs/node_modules/axe-core/axe.min.js").read_text("utf-8")
PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.glob("*/**/*.html"))
# Axe reads no MathML, and takes a head that holds a formula for empty; as a text it is seen.
SPELL = """for (const formula of document.querySelectorAll(".katex"))
  formula.replaceWith(formula.querySelector("annotation")?.textContent ?? "")"""
# What a script would cost: a test of the ledger is folded, and all of them are coloured alike.
RUN = """(only) => axe.run(document, { ...(only && { runOnly: only }), resultTypes: ["violations"] })
  .then(({ violations }) => violations.map(({ id, nodes }) =>
    `${id} (${nodes.length}): ${nodes[0].html.slice(0, 120)}`))"""


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """One tab for all pages."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(page: Page, site: str, name: str) -> None:
    """No violation of WCAG and best practice; colours in the dark, too."""
    page.emulate_media(color_scheme="light")
    page.goto(f"{site}/{name}")
    page.evaluate(SPELL)
    page.evaluate(AXE)
    faults = page.evaluate(RUN, None)
    page.emulate_media(color_scheme="dark")
    faults += [f"dark: {fault}" for fault in page.evaluate(RUN, ["color-contrast"])]
    assert not faults
