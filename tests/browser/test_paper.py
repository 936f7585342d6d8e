"""What is folded, and where a sheet ends, on paper."""

import re

import pypdfium2 as pdfium
import pytest
from conftest import in_all_editions
from playwright.sync_api import Page

SHOWN = """[...document.querySelectorAll("details.solution")]
  .map((el) => el.lastElementChild.checkVisibility())"""


@in_all_editions
def test_paper_shows_solutions_as_the_screen_or_all(page: Page, site: str, edition: str) -> None:
    """Without a script: the choice is a box; and nothing on the screen has changed behind it."""
    page.goto(f"{site}/{edition}/exercises.html")
    page.evaluate("document.querySelectorAll('details')[1].open = true")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(SHOWN) == [False, True, False, False]
    page.emulate_media(media="screen")
    page.locator(".print-choice input").check()
    page.emulate_media(media="print")
    assert page.evaluate(SHOWN) == [True] * 4
    page.emulate_media(media="screen")
    assert page.evaluate(SHOWN) == [False, True, False, False]


def test_the_sheet_prints_tasks_alone_or_with_all_solutions(page: Page, site: str) -> None:
    """Nothing is given away at first sight; on paper, folded solutions leave not even a line."""
    page.goto(f"{site}/en/exercise-sheet.html")
    tasks = page.locator(".task").count()
    assert page.locator(".task > details.solution").count() == tasks > 40
    assert page.evaluate(SHOWN) == [False] * tasks
    lines = page.locator(".task > details.solution > summary")
    page.emulate_media(media="print")
    assert not lines.first.is_visible()
    page.emulate_media(media="screen")
    assert lines.first.is_visible()
    lines.nth(1).click()
    page.emulate_media(media="print")
    assert page.evaluate(SHOWN) == [index == 1 for index in range(tasks)]
    page.emulate_media(media="screen")
    page.locator(".print-choice input").check()
    page.emulate_media(media="print")
    assert page.evaluate(SHOWN) == [True] * tasks


@in_all_editions
@pytest.mark.parametrize("form", ["A4", "Letter"])
def test_no_title_of_a_task_ends_a_sheet(page: Page, site: str, edition: str, form: str) -> None:
    """Below the title of an exercise stands its first line."""
    page.goto(f"{site}/{edition}/exercise-sheet.html")
    sheets = pdfium.PdfDocument(page.pdf(format=form, prefer_css_page_size=False))
    ends = []
    for sheet in sheets:
        text = sheet.get_textpage().get_text_bounded(bottom=60)
        ends.append(text.strip().splitlines()[-1])
    title = re.compile(
        r"^(Exercise|练习) \d+ |(derive|compute|program|find the bug|think|推导|计算|编程|找错|思考)$"
    )
    assert not [end for end in ends[:-1] if title.search(end.strip())]
