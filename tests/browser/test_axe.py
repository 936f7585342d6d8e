"""Axe on every page of every edition, in the light and in the dark."""

import pytest
from conftest import ROOT, SITE
from playwright.sync_api import Page

AXE = (ROOT / "docs/node_modules/axe-core/axe.min.js").read_text("utf-8")
PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.glob("*/**/*.html"))
# Axe reads no MathML, and takes a head that holds a formula for empty; as a text it is seen.
SPELL = """for (const formula of document.querySelectorAll(".katex"))
  formula.replaceWith(formula.querySelector("annotation")?.textContent ?? "")"""
RUN = """(only) => axe.run(document, { ...(only && { runOnly: only }), resultTypes: ["violations"] })
  .then(({ violations }) => violations.map(({ id, nodes }) =>
    `${id} (${nodes.length}): ${nodes[0].html.slice(0, 120)}`))"""


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(tab: Page, site: str, name: str) -> None:
    """No violation of WCAG and best practice; colours in the dark, too."""
    tab.emulate_media(color_scheme="light")
    tab.goto(f"{site}/{name}")
    tab.evaluate(SPELL)
    tab.evaluate(AXE)
    faults = tab.evaluate(RUN, None)
    tab.emulate_media(color_scheme="dark")
    faults += [f"dark: {fault}" for fault in tab.evaluate(RUN, ["color-contrast"])]
    assert not faults
