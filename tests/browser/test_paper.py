"""On paper: what is folded, where a sheet ends, and the panels."""

import io
import re
from itertools import groupby

import pypdfium2
import pytest
from conftest import in_all_editions
from explorables import every, visit
from PIL import Image
from playwright.sync_api import Page
from waiting import resize

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
    document = pypdfium2.PdfDocument(page.pdf(format=form, prefer_css_page_size=False))
    ends = []
    for sheet in document:
        text = sheet.get_textpage().get_text_bounded(bottom=60)
        ends.append(text.strip().splitlines()[-1])
    title = re.compile(
        r"^(Exercise|练习) \d+ |(derive|compute|program|find the bug|think|推导|计算|编程|找错|思考)$"
    )
    assert not [end for end in ends[:-1] if title.search(end.strip())]


def sheets(page: Page) -> list[Image.Image]:
    """Print a page on A4 and return pictures of the sheets."""
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4", print_background=True)))
    return [sheet.render(scale=2).to_pil().convert("RGB") for sheet in document]


def longest(row: list[bool]) -> tuple[int, int]:
    """Return where the longest run of true begins and ends."""
    runs = [[i for i, _ in run] for there, run in groupby(enumerate(row), lambda e: e[1]) if there]
    best = max(runs, key=len, default=[0])
    return best[0], best[-1]


@pytest.mark.parametrize("width", [360, 1280, 1920])
def test_the_map_lies_between_its_axes_on_paper(page: Page, site: str, width: int) -> None:
    """What is painted in pixels scales as its axes do: it ends where they end."""
    resize(page, width, 900)
    visit(page, site, "ratemap", state="beta=0.5")  # no point lies on the axis
    sheet = sheets(page)[0]
    red, green, blue = (band.tobytes() for band in sheet.split())
    yellow = [
        (i % sheet.width, i // sheet.width)
        for i in range(len(red))
        if red[i] > 200 and green[i] > 200 and blue[i] < 80
    ]
    left, right = min(x for x, _ in yellow), max(x for x, _ in yellow)
    bottom = max(y for x, y in yellow if x < left + 10)
    rows = [slice(row * sheet.width, (row + 1) * sheet.width) for row in range(bottom, bottom + 8)]
    axis = max(
        (longest([blue[i] < 235 for i in range(row.start, row.stop)]) for row in rows),
        key=lambda run: run[1] - run[0],
    )
    begin, end = axis
    assert abs(begin - left) <= 14  # a tick stands out
    assert abs(end - right) <= 12  # its last band is thin there


@every
@in_all_editions
def test_a_panel_is_whole_on_one_sheet(page: Page, site: str, name: str, edition: str) -> None:
    """Under its heading, with letters of one size; nothing printed of what is folded."""
    visit(page, site, name, edition)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    resize(page, 680, 900)  # what A4 has within its margins
    box = page.locator(".panel").bounding_box()
    assert box is not None and box["y"] + box["height"] < 990
    sizes = page.locator(".panel :is(.tick text, .label, .key)").evaluate_all(
        """all => [...new Set(all.map((el) => [el.getScreenCTM?.().a ?? 1, parseFloat(getComputedStyle(el).fontSize)])
          .map(([scale, size]) => Math.round(scale * size)))]"""
    )
    assert len(sizes) == 1 and 10 <= sizes[0] <= 13
    assert not page.locator("figure ~ details summary").first.is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".stage.printed").count() == 0
