"""Labs as readers use them: what a run says, what is kept, who helps."""

import re

import pytest
from axe import violations
from conftest import watch
from lab_pages import EDITIONS, LABS, SOLUTION, START
from playwright.sync_api import Page
from trying import CODE, HAN, PLOT, alive, focused, opened, run, said, stored, write
from waiting import drawn, until

in_editions = pytest.mark.parametrize("edition", EDITIONS)


@in_editions
def test_nothing_is_fetched_before_the_press(tab: Page, lab_site: str, edition: str) -> None:
    """A page with labs loads its script alone; then Python, once, and nothing from elsewhere."""
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    faults = watch(tab)
    tab.goto(f"{lab_site}/{edition}.html")
    drawn(tab)
    assert not [url for url in asked if "python" in url or "shared" in url]
    for name in LABS:
        tab.locator(f"#lab-{name} .opener").click()
        place = tab.locator(f"#lab-{name}")
        run(place)
        place.locator(PLOT).first.wait_for(state="attached")
    assert sum("python.js" in url for url in asked) == 1
    assert not faults


@in_editions
def test_names_are_in_the_languages_of_the_edition(tab: Page, lab_site: str, edition: str) -> None:
    """Every control says in each language of the edition, and in no other, what it does."""
    place = opened(tab, f"{lab_site}/{edition}.html")
    run(place)
    for _ in range(3):
        place.locator("button.hint").click()
    tree = place.aria_snapshot()
    names = re.findall(r'(?:button|textbox|group|img) "((?:[^"\\]|\\.)+)"', tree)
    assert len(names) > 6
    for name in names:
        words = bool(re.search(r"[A-Za-z]{3,}", name.replace("Python", ""))), bool(HAN.search(name))
        if any(words):
            assert (
                words == {"en": (True, False), "zh": (False, True), "both": (True, True)}[edition]
            ), name
    assert bool(HAN.search(said(place))) == (edition != "en")


def test_a_run_says_what_holds(tab: Page, lab_site: str) -> None:
    """Signs and words, numbers, a plot with its sentence, and what became of the guess."""
    place = opened(tab, f"{lab_site}/en.html")
    place.locator(".choice").nth(0).click()
    run(place)
    assert said(place).startswith("1 of 2 checks holds.")
    assert place.locator(".checks li").all_inner_texts() == [
        "✗ fails\nhalf of 3 is 1.5\nhalf of 3: yours 3, right 1.5",
        "✓ holds\nhalf of 0 is 0",
    ]
    assert "It is otherwise" in place.locator(".sentence").inner_text()
    assert "Three times" in place.locator(".sentence").inner_text()
    assert "They part at step 1: 8.000 and 4.000." in place.locator("figcaption").inner_text()
    assert place.get_by_role("img", name="point against step").count() == 1
    place.locator(PLOT).first.wait_for(state="attached")
    write(place, SOLUTION + "\n\nunused = 1")
    run(place)
    assert said(place) == "Solved: all 2 checks hold, 2 lines changed; 1 is enough."
    assert not place.locator(".sentence").count()
    write(place, SOLUTION)
    run(place)
    entry = stored(tab)["half"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", entry["solved"]) and entry["lines"] == 1
    place.get_by_role("button", name="Close").click()
    assert "Solved" in tab.locator("#lab-half .opener").inner_text()


def test_a_plane_has_level_lines(tab: Page, lab_site: str) -> None:
    """A path of two coordinates lies among the level lines of its function."""
    place = opened(tab, f"{lab_site}/en.html", "pull")
    run(place)
    until(tab, "document.querySelector('.contours')?.getAttribute('d').length > 100")
    assert "it is still zero" in place.locator(".checks").inner_text()


def test_hints_come_in_order_and_the_solution_last(tab: Page, lab_site: str) -> None:
    """One after the other; the solution shows what changes and can be taken, and given back."""
    place = opened(tab, f"{lab_site}/en.html")
    button = place.locator("button.hint")
    for label in ("Hint 1 of 2", "Hint 2 of 2", "Show the solution"):
        assert button.inner_text() == label
        button.click()
    assert not button.is_visible()
    assert place.locator(".helping").count() == 3
    assert place.locator(".listing .gone").all_inner_texts() == ["-    return x  # 一半\n"]
    assert place.locator(".listing .come").all_inner_texts() == ["+    return x / 2  # 一半\n"]
    place.get_by_role("button", name="Put it into the editor").click()
    assert "Run" in focused(tab)
    assert place.locator(CODE).input_value() == SOLUTION
    run(place)
    assert "1 line changed, as in" in said(place)


def test_the_text_survives_a_reload(tab: Page, lab_site: str) -> None:
    """With the guess, which is made once; where it is the page's again, nothing is kept of it."""
    place = opened(tab, f"{lab_site}/en.html")
    place.locator(".choice").nth(0).click()
    write(place, "x = 1")
    assert stored(tab)["half"]["code"] == "x = 1"
    write(place, "x = 2")
    tab.reload()  # before the moment is over
    assert "Go on" in tab.locator("#lab-half .opener").inner_text()
    place = opened(tab, f"{lab_site}/en.html")
    assert place.locator(CODE).input_value() == "x = 2"
    assert place.locator(".mine").inner_text() == "Your guess: three times"
    assert not place.locator(".choice").count()
    place.get_by_role("button", name="Start over").click()
    assert stored(tab) == {"half": {"guess": 1}}


def test_reset_can_be_undone(tab: Page, lab_site: str) -> None:
    """By the key that undoes everything else."""
    place = opened(tab, f"{lab_site}/en.html")
    write(place, "mine")
    place.get_by_role("button", name="Start over").click()
    assert place.locator(CODE).input_value() == START
    assert "undo" in said(place)
    place.locator(CODE).focus()
    tab.keyboard.press("Control+z")
    assert place.locator(CODE).input_value() == "mine"


@pytest.fixture
def folder_page(folder: object) -> str:
    """Give the address of the English page from a folder."""
    from pathlib import Path

    return (Path(str(folder)) / "en.html").as_uri()


def test_from_a_folder(tab: Page, folder_page: str) -> None:
    """Everything works without a server."""
    place = opened(tab, folder_page)
    write(place, SOLUTION)
    run(place)
    assert "Solved" in said(place)
    place.locator(PLOT).first.wait_for(state="attached")


def test_without_python_the_page_is_as_it_was(tab: Page, lab_site: str) -> None:
    """It says what to do; what was written is kept, and the next press tries again."""
    tab.route("**/python.js*", lambda route: route.abort())
    tab.goto(f"{lab_site}/en.html")
    place = tab.locator("#lab-half")
    place.locator(".opener").click()
    place.locator(".sorry").wait_for()
    assert "press again" in place.locator(".sorry").inner_text()
    assert not place.locator(".editor").count() and place.locator(".opener").is_visible()
    assert place.locator(".opener").evaluate("el => el === document.activeElement")
    tab.unroute_all()
    place.locator(".opener").click()
    alive(place)
    assert not place.locator(".sorry").count()


def test_without_the_plot_the_checks_are_told(tab: Page, lab_site: str) -> None:
    """Numbers do not depend on a picture."""
    tab.route("**/shared.js*", lambda route: route.abort())
    place = opened(tab, f"{lab_site}/en.html")
    run(place)
    assert "1 of 2" in said(place)
    until(tab, "!document.querySelector('.drawing')")


@in_editions
def test_axe_finds_nothing(tab: Page, lab_site: str, edition: str) -> None:
    """Before, while guessing, and with everything open, in the light and in the dark."""
    seen: list[str] = []
    tab.goto(f"{lab_site}/{edition}.html")
    assert not violations(tab, seen)
    place = opened(tab, f"{lab_site}/{edition}.html")
    assert not violations(tab, seen)
    place.locator(".choice").nth(0).click()
    write(place, "import torch\nprint(1)\ndef half(x):\n    '''None'''\n    return (x @ True")
    run(place)
    assert not violations(tab, seen)
    write(place, "print(1)\n" + START)
    run(place)
    for _ in range(3):
        place.locator("button.hint").click()
    assert not violations(tab, seen)
    write(place, SOLUTION)
    run(place)
    assert not violations(tab, seen)
