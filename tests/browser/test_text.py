"""Text on every page: lines, wide things, copies, paper, fonts."""

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from conftest import SITE
from playwright.sync_api import Browser, Page

EDITIONS = ("en", "zh", "both")
PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.glob("*/**/*.html"))
LINES = Path(__file__).with_name("lines.js").read_text("utf-8")
WIDTHS = (320, 360, 375, 390, 412, 480, 600, 768, 1024, 1200, 1366, 1600)
every = pytest.mark.parametrize("name", PAGES)
in_all_editions = pytest.mark.parametrize("edition", EDITIONS)


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """One tab for all pages."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@every
def test_lines(page: Page, site: str, name: str) -> None:
    """No line begins with closing punctuation or ends with opening one; nothing wide is nameless."""
    page.goto(f"{site}/{name}")
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        faults += [f"{width}: {fault}" for fault in page.evaluate(LINES)]
        if width == 320:
            wide = page.evaluate("document.documentElement.scrollWidth")
            faults += [f"{wide} px wide"] if wide > width else []
            page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
            faults += page.evaluate(NAMELESS)
    assert not faults


# What scrolls sideways and cannot be reached by the keyboard, or not under a name, or shows no shadow.
NAMELESS = """[...document.querySelectorAll("article :is(.katex-display, .table-wrapper, pre)")]
  .filter((el) => el.checkVisibility() && el.scrollWidth > el.clientWidth + 1)
  .filter((el) => el.tabIndex !== 0 || !el.getAttribute("aria-label") || !el.getAttribute("role")
    || !getComputedStyle(el).backgroundImage.includes("gradient"))
  .map((el) => `nameless: ${el.outerHTML.slice(0, 100)}`)"""


@in_all_editions
@pytest.mark.parametrize("name", ["noise", "speed-limits", "nesterov"])
def test_rows_of_formulas_do_not_touch(page: Page, site: str, edition: str, name: str) -> None:
    """Between the fractions of two rows there is room."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{site}/{edition}/{name}.html")
    gaps = page.evaluate(ROWS)
    assert gaps, "there are formulas with several rows"
    assert not [gap for gap in gaps if gap[0] < 4]


# The ink of a row reaches from the top of its letters and bars to their bottom; the box of a letter is
# higher than the letter.
ROWS = """[...document.querySelectorAll("article .katex-display > .katex > .katex-html > .katex-base > .mord > .mtable")]
  .filter((table) => table.querySelector(":scope > .col-align-r + .col-align-l"))
  .flatMap((table) => {
    const columns = [...table.querySelectorAll(":scope > [class^=col-align] > .vlist-t > .vlist-r:first-child > .vlist")];
    const ink = (row) => row.flatMap((cell) => [...cell.querySelectorAll("*")])
      .filter((el) => el.matches(".frac-line") || (!el.children.length && el.textContent.trim() && !el.matches(".vlist-s")))
      .map((el) => [el.getBoundingClientRect(), el.matches(".frac-line") ? 0 : 0.3 * parseFloat(getComputedStyle(el).fontSize)])
      .filter(([box]) => box.width);
    const rows = [...columns[0].children].map((_, i) => ink(columns.map((one) => one.children[i]).filter(Boolean)));
    return rows.slice(1).map((row, i) => [
      Math.min(...row.map(([box, slack]) => box.top + slack)) - Math.max(...rows[i].map(([box, slack]) => box.bottom - slack)),
      table.textContent.slice(0, 50)]);
  })"""


def copied(page: Page, select: str) -> list[str]:
    """Select with a script, copy as a reader does, and return the plain text and the HTML."""
    page.evaluate(
        """addEventListener("copy", ({ clipboardData: data }) => {
          window.copied = ["text/plain", "text/html"].map((kind) => data.getData(kind));
        })"""
    )
    page.evaluate(f"(() => {{ const chosen = getSelection(); {select} }})()")
    page.keyboard.press("Control+C")
    return page.evaluate("window.copied")


@in_all_editions
def test_copied_text_holds_each_formula_once(page: Page, site: str, edition: str) -> None:
    """As standard TeX, between dollars, with its punctuation; and no furniture comes along."""
    page.goto(f"{site}/{edition}/noise.html")
    plain, html = copied(
        page, 'chosen.selectAllChildren(document.querySelector("section#a-cloud-that-settles"))'
    )
    for text in (plain, html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")):
        assert text.count(r"\xi_t\, \mathbf e") == 1
        assert r"\boldsymbol\Sigma_t = \mathbf{R}" in text
        assert not [sign for sign in ("#", "✓", "β", "Σ", "(71)\n") if sign in text.replace(":", "")]
    assert r"$$\begin{bmatrix} v_t \\ x_t" in plain
    mark = r"$g_t = \lambda x_{t-1} + \xi_t$" + ("。" if edition == "zh" else ".")
    assert mark in plain
    assert "\n\n" in plain, "paragraphs stay apart"
    assert "katex" not in html


PARTS = {
    "inside a long formula": (
        'const piece = [...document.querySelectorAll(".together .katex")].at(-1);'
        "chosen.selectAllChildren(piece)",
        r"^\$[^$]+\$$",
    ),
    "inside a display formula": (
        'chosen.selectAllChildren(document.querySelector(".katex-display .katex-html"))',
        r"(?s)^\$\$.+\$\$$",
    ),
}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_a_formula_copies_the_whole(page: Page, site: str, part: str) -> None:
    """What is cut is taken whole, once."""
    page.goto(f"{site}/zh/noise.html")
    select, pattern = PARTS[part]
    plain, _ = copied(page, select)
    assert re.search(pattern, plain)


def test_code_copies_as_it_is(page: Page, site: str) -> None:
    """Also where its lines are wrapped: the same lines, the same indents."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{site}/en/noise.html")
    before = page.evaluate("document.querySelector('article pre').textContent")
    page.locator(".wrap-lines").first.click()
    block = page.locator("article div.highlight.wrapped pre").first
    assert block.evaluate("el => el.scrollWidth <= el.clientWidth")
    assert block.evaluate("el => el.textContent").rstrip() == before.rstrip()
    assert block.evaluate(
        "el => { getSelection().selectAllChildren(el); return getSelection().toString() }"
    ).rstrip() == before.rstrip()
    page.reload()
    assert page.locator("article div.highlight.wrapped").count(), "the choice is remembered"
    page.evaluate("localStorage.clear()")


@in_all_editions
def test_paper_shows_solutions_as_the_screen_or_all(
    page: Page, site: str, edition: str
) -> None:
    """Without a script: the choice is a box; and nothing on the screen has changed behind it."""
    page.goto(f"{site}/{edition}/exercises.html")
    page.evaluate("document.querySelectorAll('details')[1].open = true")
    shown = "[...document.querySelectorAll('details.solution')].map((el) => el.lastElementChild.checkVisibility({ contentVisibilityAuto: true }))"
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(shown) == [False, True, False, False]
    page.emulate_media(media="screen")
    page.locator(".print-choice input").check()
    page.emulate_media(media="print")
    assert page.evaluate(shown) == [True] * 4
    page.emulate_media(media="screen")
    assert page.evaluate(shown) == [False, True, False, False]


@every
def test_paper_has_no_empty_sheets(page: Page, site: str, name: str) -> None:
    """No sheet but the last is three fifths blank, and the last has more than a line on it."""
    if name.startswith("both/gallery"):
        pytest.skip("like those of the other editions")
    page.goto(f"{site}/{name}")
    form = "Letter" if name.startswith("en/") else "A4"
    filled = list(map(fill, pdfium.PdfDocument(page.pdf(format=form, prefer_css_page_size=False))))
    assert not [place for place, share in enumerate(filled[:-1], 1) if share < 0.4]
    assert filled[-1] > 0.02 or len(filled) == 1


def fill(sheet: pdfium.PdfPage) -> float:
    """Return how far down the text of a sheet reaches; the line at its foot does not count."""
    picture = sheet.render(scale=0.3, grayscale=True).to_pil()
    body = picture.crop((0, 0, picture.width, int(picture.height * 0.93)))
    box = body.point(lambda grey: 255 * (grey < 200)).getbbox()
    return box[3] / body.height if box else 0.0


@in_all_editions
def test_reduced_motion(chromium: Browser, site: str, edition: str) -> None:
    """Who asks for rest is not scrolled smoothly."""
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{site}/{edition}/scalar.html")
    for place in ("html", ".sidebar-scroll"):
        smooth = f"getComputedStyle(document.querySelector('{place}')).scrollBehavior"
        assert page.evaluate(smooth) == "auto"
    context.close()


@pytest.mark.parametrize("width", [1200, 1366, 1440, 1600])
def test_both_languages_stand_beside_each_other(page: Page, site: str, width: int) -> None:
    """From 1200 pixels on, and no bar is seen anywhere."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site}/both/scalar.html")
    beside = """[...document.querySelectorAll("article > section > .pair")].map((pair) => {
      const [en, zh] = [...pair.children].map((el) => el.getBoundingClientRect());
      return en.width > 300 && zh.left >= en.right;
    })"""
    sides = page.evaluate(beside)
    assert sides and all(sides)
    assert not page.evaluate(
        "[...document.querySelectorAll('.bar')].filter((el) => el.getBoundingClientRect().height > 2).length"
    )


@every
def test_every_text_says_its_language(page: Page, site: str, name: str) -> None:
    """Whatever a reader sees in Chinese has a Chinese language around it, scripts' words too."""
    page.goto(f"{site}/{name}")
    assert not page.evaluate(UNSAID)


UNSAID = """(() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const el = node.parentElement;
    if (!/[\\u3400-\\u9fff]/.test(node.data) || el.closest("script, style, svg, math, noscript, textarea")) continue;
    if (!el.closest("[lang]").lang.startsWith("zh")) found.push(node.data.trim().slice(0, 60));
  }
  return found;
})()"""


@pytest.mark.parametrize("edition", ["en", "zh"])
def test_signs_come_from_a_font_of_their_language(page: Page, site: str, edition: str) -> None:
    """The apostrophe of English is narrow, the quotation marks of Chinese are full."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{site}/{edition}/nesterov.html")
    width = page.evaluate(
        """(sign) => {
          const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(sign), range = document.createRange();
            if (at < 0 || node.parentElement.closest("code, .katex, [lang]:not(html)")) continue;
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            return range.getBoundingClientRect().width / parseFloat(getComputedStyle(node.parentElement).fontSize);
          }
        }""",
        "’" if edition == "en" else "“",
    )
    assert width < 0.5 if edition == "en" else width > 0.9
