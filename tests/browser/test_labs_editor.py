"""The editor of labs: by keyboard, by finger, in Chinese."""

import re

import pytest
from lab_pages import EDITIONS
from playwright.sync_api import Page
from trying import CODE, ended, focused, opened, run, said, write
from waiting import drawn

in_editions = pytest.mark.parametrize("edition", EDITIONS)


def test_solved_by_keyboard_alone(tab: Page, lab_site: str) -> None:
    """From the button through guess, code, run and error to all green; Tab is never caught."""
    tab.goto(f"{lab_site}/en.html")
    press = tab.keyboard.press
    for key in (
        "Tab",
        "Enter",
        "Tab",
        "Tab",
        "Tab",
    ):  # open; away from the panel, past what closes it
        press(key)
    assert "four" in focused(tab)
    press("Enter")
    assert "Run" in focused(tab)
    press("Shift+Tab")
    assert tab.evaluate("document.activeElement.tagName") == "TEXTAREA"
    press("Control+End")
    for _ in range(4):
        press("Control+Shift+ArrowLeft")
    press("Control+a")
    tab.keyboard.type("def half(x):")
    press("Enter")
    tab.keyboard.type("return x / 2")
    press("Enter")
    press("Control+]")
    press("Control+[")
    press("Control+Enter")
    place = tab.locator("#lab-half")
    assert "Solved: all 2 checks hold" in ended(place)
    assert place.locator(CODE).input_value() == "def half(x):\n    return x / 2\n"
    for _ in range(12):
        press("Tab")
        if tab.evaluate("document.activeElement.id") == "end":
            break
    assert tab.evaluate("document.activeElement.id") == "end"


@in_editions
def test_solved_by_finger(phone: Page, lab_site: str, edition: str) -> None:
    """At 360 pixels nothing sticks out, letters are as large as telephones want, keys come along."""
    place = opened(phone, f"{lab_site}/{edition}.html")
    wide(phone)
    place.locator(".choice").nth(0).tap()
    field = place.locator(CODE)
    assert field.evaluate("el => getComputedStyle(el).fontSize") == "16px"
    field.tap()
    field.evaluate(
        "el => el.setSelectionRange(el.value.indexOf('x  #') + 1, el.value.indexOf('x  #') + 1)"
    )
    place.locator(".strip button", has_text="/").tap()
    assert field.evaluate("el => el === document.activeElement")
    phone.keyboard.insert_text("3")
    place.locator(".strip button").nth(2).tap()  # take it back
    phone.keyboard.insert_text("/2")
    assert "return x/2  # 一半" in field.input_value()
    place.locator(".run").tap()
    assert re.search("Solved|做对了", ended(place))
    assert not field.evaluate("el => el === document.activeElement")
    wide(phone)
    for _ in range(3):
        if place.locator("button.hint").is_visible():
            place.locator("button.hint").tap()
    wide(phone)
    for button in place.locator(".tools button:visible, .strip button").all():
        box = button.bounding_box()
        assert box is not None and box["height"] >= 40


def wide(page: Page) -> None:
    """Nothing is wider than the window."""
    drawn(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    out = page.locator("article *:not(.strip *, svg *)").evaluate_all(
        """all => all.filter((el) => el.checkVisibility() && el.getBoundingClientRect().right > 360.5)
          .map((el) => el.className)"""
    )
    assert not out


def test_the_strip_keeps_the_place_and_moves_lines(phone: Page, lab_site: str) -> None:
    """Indentation, arrows and marks by its keys."""
    place = opened(phone, f"{lab_site}/zh.html")
    field = place.locator(CODE)
    write(place, "ab")
    for key in ("indent", "left"):
        place.locator(".strip button").nth({"indent": 0, "left": 3}[key]).tap()
    place.locator(".strip button", has_text="(").tap()
    assert field.input_value() == "    a(b"
    place.locator(".strip button").nth(1).tap()
    assert field.input_value() == "a(b"
    assert field.evaluate("el => el.selectionStart") == 2


@pytest.mark.parametrize("name", ["Enter", "Backspace"])
def test_lines_begin_where_they_should(tab: Page, lab_site: str, name: str) -> None:
    """Deeper behind a colon, back behind a return; in front of the code, Backspace takes a step."""
    place = opened(tab, f"{lab_site}/en.html")
    write(place, "def half(x):")
    tab.keyboard.press("Enter")
    tab.keyboard.type("return x")
    tab.keyboard.press("Enter")
    assert place.locator(CODE).input_value() == "def half(x):\n    return x\n"
    if name == "Backspace":
        tab.keyboard.type("        ")
        tab.keyboard.press("Backspace")
        assert place.locator(CODE).input_value() == "def half(x):\n    return x\n    "


def test_an_error_leads_to_its_line(tab: Page, lab_site: str) -> None:
    """Its button selects the line; help is in words."""
    place = opened(tab, f"{lab_site}/en.html")
    write(place, "a = 1\nb = a + wrong\n")
    run(place)
    assert "at line 2" in said(place)
    assert "NameError" in place.locator(".fault").inner_text()
    place.get_by_role("button", name="Line 2").click()
    chosen = "el => el.value.slice(el.selectionStart, el.selectionEnd)"
    assert place.locator(CODE).evaluate(chosen) == "b = a + wrong"
    assert place.locator(".row.marked").inner_text().strip() == "b = a + wrong"
    tab.keyboard.press("End")
    tab.keyboard.type(" ")
    assert not place.locator(".row.marked").count()


def test_the_copy_lies_under_its_text(tab: Page, lab_site: str) -> None:
    """Letters and lines are where the textarea has them, however long they are."""
    place = opened(tab, f"{lab_site}/both.html")
    write(place, "x = '" + "长的一行 long " * 40 + "'\n\n" + "y" * 300 + "\n" + "  " * 90 + "z\n")
    heights = place.locator(".code").evaluate(
        "el => [el.querySelector('.rows').getBoundingClientRect().height, el.querySelector('textarea').scrollHeight]"
    )
    assert abs(heights[0] - heights[1]) <= 1
    assert (
        place.locator(".rows").evaluate("el => el.textContent")
        == place.locator(CODE).input_value() + "\n"
    )
