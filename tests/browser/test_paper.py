"""What is folded, on paper."""

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
