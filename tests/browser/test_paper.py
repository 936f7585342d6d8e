"""Pages on paper: what is folded, and how full the sheets are."""

import pypdfium2 as pdfium
import pytest
from conftest import SITE
from playwright.sync_api import Page

# Each page on one of the two papers; the gallery, which is the same in all editions, once.
SHEETS = {"en/gallery/**/*.html": "A4", "zh/*.html": "A4", "both/*.html": "Letter"}
PAGES = sorted(
    (path.relative_to(SITE).as_posix(), form)
    for pattern, form in SHEETS.items()
    for path in SITE.glob(pattern)
)
SHOWN = """[...document.querySelectorAll("details.solution")]
  .map((el) => el.lastElementChild.checkVisibility())"""


@pytest.mark.parametrize("edition", ["en", "zh", "both"])
def test_paper_shows_solutions_as_the_screen_or_all(tab: Page, site: str, edition: str) -> None:
    """Without a script: the choice is a box; and nothing on the screen has changed behind it."""
    tab.goto(f"{site}/{edition}/exercises.html")
    tab.evaluate("document.querySelectorAll('details')[1].open = true")
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tab.evaluate(SHOWN) == [False, True, False, False]
    tab.emulate_media(media="screen")
    tab.locator(".print-choice input").check()
    tab.emulate_media(media="print")
    assert tab.evaluate(SHOWN) == [True] * 4
    tab.emulate_media(media="screen")
    assert tab.evaluate(SHOWN) == [False, True, False, False]


@pytest.mark.parametrize(("name", "form"), PAGES)
def test_paper_has_no_empty_sheets(tab: Page, site: str, name: str, form: str) -> None:
    """No sheet but the last is three fifths blank, and the last has more than a line on it."""
    tab.goto(f"{site}/{name}")
    filled = list(map(fill, pdfium.PdfDocument(tab.pdf(format=form, prefer_css_page_size=False))))
    assert not [place for place, share in enumerate(filled[:-1], 1) if share < 0.4]
    assert filled[-1] > 0.02 or len(filled) == 1


def fill(sheet: pdfium.PdfPage) -> float:
    """Return how far down the text of a sheet reaches; the line at its foot does not count."""
    picture = sheet.render(scale=0.3, grayscale=True).to_pil()
    body = picture.crop((0, 0, picture.width, int(picture.height * 0.93)))
    box = body.point(lambda grey: 255 * (grey < 200)).getbbox()
    return box[3] / body.height if box else 0.0
