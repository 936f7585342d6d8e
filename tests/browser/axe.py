"""What axe finds on a page, in the light and in the dark."""

from pathlib import Path

from playwright.sync_api import Page

HERE = Path(__file__).parent
AXE = (HERE.parents[1] / "docs/node_modules/axe-core/axe.min.js").read_text("utf-8")
ASK = (HERE / "axe.js").read_text("utf-8")
# Axe reads no MathML, and takes a head that holds a formula for empty; as a text it is seen.
SPELL = """for (const formula of document.querySelectorAll(".katex"))
  formula.replaceWith(formula.querySelector("annotation")?.textContent ?? "")"""


def violations(page: Page, seen: list[str]) -> list[str]:
    """Return violations of WCAG and best practice; add to `seen` the kinds of text asked about.

    Formulas are texts afterwards. What has nothing to do with colours is asked in the light only.
    """
    page.evaluate(SPELL)
    page.evaluate(AXE)
    faults = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate(ASK, {"all": scheme == "light", "seen": seen})
        seen += found["kinds"]
        faults += [f"{scheme}: {fault}" for fault in found["faults"]]
    page.emulate_media(color_scheme="light")
    return faults
