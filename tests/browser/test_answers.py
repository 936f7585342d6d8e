"""Drills have a field, and the page of progress knows what is done."""

import json
import re
from pathlib import Path

import pytest
from axe import violations
from conftest import in_all_editions
from playwright.sync_api import Locator, Page

EDGE = "#ex-stale-edge"  # its answer is 0.125, its beta 0.75
SAID = {"en": "Too small by exactly 1−β", "zh": "恰好是答案的 1−β 倍"}


def field(page: Page, place: str = EDGE) -> Locator:
    form = page.locator(f"{place} form.answer")
    form.scroll_into_view_if_needed()
    return form


@in_all_editions
def test_a_miss_is_named_and_the_answer_kept(page: Page, site: str, edition: str) -> None:
    """By keyboard alone; after a reload the field knows that it was solved."""
    page.goto(f"{site}/{edition}/bug-zoo.html")
    form = field(page)
    entry, said = form.locator("input"), form.locator("output")
    for text, part in (("0.03125", SAID), ("abc", {"en": "Write a number", "zh": "请写一个数"})):
        entry.fill(text)
        entry.press("Enter")
        for language, words in part.items():
            assert (words in said.inner_text()) == (edition in (language, "both")), (
                said.inner_text()
            )
    entry.fill("１/８")
    entry.press("Enter")
    assert "✓" in said.inner_text()
    page.reload()
    assert "✓" in field(page).locator("output").inner_text()
    assert field(page).locator("input").input_value() == "１/８"
    assert not violations(page, [])
    field(page).locator("input").fill(
        "7"
    )  # what was solved stays solved, with the answer that solved it
    field(page).locator("input").press("Enter")
    assert "✗" in field(page).locator("output").inner_text()
    page.reload()
    assert field(page).locator("input").input_value() == "１/８"


def test_every_drill_has_a_field(page: Page, site: str) -> None:
    """On its page and on the sheet; each takes its printed number."""
    page.goto(f"{site}/en/exercise-sheet.html")
    drills = page.locator(".task:has(.result[data-value])")
    assert drills.count() == page.locator("form.answer").count() > 25
    wrong = page.evaluate(
        """() => [...document.querySelectorAll('.task:has(.result[data-value])')].filter((task) => {
            const form = task.querySelector('form.answer');
            form.querySelector('input').value = task.querySelector('.result').dataset.value;
            form.requestSubmit();
            return form.dataset.verdict !== 'right';
        }).map((task) => task.id)"""
    )
    assert wrong == []


@in_all_editions
def test_progress_is_shown_saved_and_loaded(
    page: Page, site: str, edition: str, tmp_path: Path
) -> None:
    """What a drill, a lab and a reader's own tick leave; erased, and back from the file."""
    page.goto(f"{site}/{edition}/bug-zoo.html")
    form = field(page)
    form.locator("input").fill("0.125")
    form.locator("input").press("Enter")  # what is below the window may still move under a pointer
    form.locator("output", has_text="✓").wait_for()
    page.goto(f"{site}/{edition}/labs.html")
    page.locator("[data-task=ex-stale-edge][data-state=done]", has_text="✓").wait_for()
    own = page.locator("[data-kind=self] input").first
    own.check()
    told = page.locator(".progress p").inner_text()
    assert bool(re.search(r"\b1 of \d+ drills", told)) == (edition != "zh")
    assert bool(re.search(r"速算题 1/\d+", told)) == (edition != "en")
    buttons = page.locator(".progress button")
    with page.expect_download() as download:
        buttons.nth(0).click()
    download.value.save_as(tmp_path / "progress.json")
    kept = json.loads((tmp_path / "progress.json").read_text("utf-8"))
    assert kept["ex-stale-edge"]["answer"] == "0.125" and len(kept) == 2
    page.on("dialog", lambda dialog: dialog.accept())
    buttons.nth(2).click()
    assert "✓" not in page.locator("[data-task=ex-stale-edge]").text_content()
    page.locator(".progress input[type=file]").set_input_files(tmp_path / "progress.json")
    page.locator("[data-task=ex-stale-edge][data-state=done]").wait_for()
    assert own.is_checked()
    assert not violations(page, [])


@pytest.mark.parametrize(
    "content",
    [
        *["", "no JSON", "[1]", '{"a": 1}', '{"__proto__": {"solved": "x"}}', "null"],
        json.dumps({f"a-{i}": {"solved": "2026-11-30"} for i in range(50_000)}),
        '{"zoo-1": {"solved": "", "lines": -1}}',
    ],
    ids=range(8),
)
def test_a_strange_file_changes_nothing(
    page: Page, site: str, tmp_path: Path, content: str
) -> None:
    """And the page says so."""
    page.goto(f"{site}/en/labs.html")
    (tmp_path / "x.json").write_text(content, "utf-8")
    page.locator(".progress input[type=file]").set_input_files(tmp_path / "x.json")
    page.locator(".progress p", has_text="x.json holds no progress").wait_for()
    assert page.evaluate("localStorage.getItem('momentum-labs')") is None
    assert page.evaluate("({}).solved") is None


def test_without_a_script_it_is_a_list(scriptless: Page, site: str) -> None:
    """Nothing that cannot work is shown."""
    scriptless.goto(f"{site}/en/labs.html")
    assert not scriptless.locator(".progress").is_visible()
    assert scriptless.locator("article a", has_text="Exercise").count() > 60
    scriptless.goto(f"{site}/en/bug-zoo.html")
    assert scriptless.locator("form.answer").count() == 0
