"""Code that comes from a link, from an older page, from a store that holds anything."""

import base64
import re
import zlib

import pytest
from conftest import watch
from lab_pages import SOLUTION, START
from playwright.sync_api import Page
from trying import CODE, alive, ended, link_of, opened, run, stored, write
from waiting import drawn, until


def test_a_link_brings_code_and_runs_nothing(tab: Page, lab_site: str) -> None:
    """It says where the code is from, fetches no Python, and leaves the reader's own alone."""
    place = opened(tab, f"{lab_site}/en.html")
    write(place, "print('a link，')")
    link = link_of(place)
    write(place, "mine = 1")
    mine = stored(tab)["half"]["code"]
    asked: list[str] = []
    tab.goto("about:blank")
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(link)
    place = tab.locator("#lab-half")
    place.locator(".editor").wait_for()
    assert place.locator(CODE).input_value() == "print('a link，')"
    assert "comes from a link" in place.locator(".notice").inner_text()
    tab.wait_for_timeout(500)
    assert not [url for url in asked if "python" in url or url.startswith("blob:")]
    run(place)
    assert "a link" in place.locator(".printed").inner_text()
    assert stored(tab)["half"]["code"] == mine
    place.get_by_role("button", name="Show my own").click()
    assert place.locator(CODE).input_value() == "mine = 1"
    assert "#" not in tab.url
    tab.goto("about:blank")
    tab.goto(link)
    place.locator(CODE).focus()
    tab.keyboard.type("#")
    assert stored(tab)["half"]["code"] == "print('a link，')#"
    assert not place.locator(".notice").is_visible() and "#" not in tab.url


def test_a_link_s_solution_is_nobody_s_own(tab: Page, lab_site: str) -> None:
    """Not even if the reader's own code is back before the run of the link's ends."""
    place = opened(tab, f"{lab_site}/en.html")
    waiting = "import time\ntime.sleep(1)\n"
    write(place, waiting + SOLUTION)
    link = link_of(place)
    tab.evaluate("localStorage.clear()")
    tab.goto("about:blank")
    tab.goto(link)
    place.locator(".editor").wait_for()
    place.locator(".run").click()
    until(tab, "document.querySelector('.told').textContent.startsWith('Running')")
    place.get_by_role("button", name="Show my own").click()
    assert "Solved" in ended(place)
    assert "solved" not in stored(tab).get("half", {})


# A hundred thousand lines in a few hundred bytes: to show them takes a page half a minute.
LINES = (
    (deflated := zlib.compressobj(9, zlib.DEFLATED, -15)).compress(b"\n" * 100_000)
    + deflated.flush()
)  # fmt: skip
LONG = base64.urlsafe_b64encode(LINES).decode()


@pytest.mark.parametrize("code", ["AAAA", "%%%", "", "x" * 3000, LONG])
def test_a_damaged_link_shows_the_page_s_code(tab: Page, lab_site: str, code: str) -> None:
    """And says so."""
    tab.goto(f"{lab_site}/en.html#lab=half&code={code}")
    place = tab.locator("#lab-half")
    place.locator(".editor").wait_for()
    assert place.locator(CODE).input_value() == START
    assert "cannot be read" in place.locator(".notice").inner_text()


def test_a_link_to_a_lab_that_is_not_there_changes_nothing(tab: Page, lab_site: str) -> None:
    """Nor does one that is no link of ours."""
    faults = watch(tab)
    for place in ("#lab=nope&code=AAAA", "#lab=constructor", "#end", "#%"):
        tab.goto("about:blank")
        tab.goto(f"{lab_site}/en.html{place}")
        drawn(tab)
        assert not tab.locator(".editor").count()
    assert not faults


def test_the_page_s_code_has_changed(tab: Page, lab_site: str) -> None:
    """Who comes back with code for an older one is told, and can take the new one, and undo that."""
    tab.goto(f"{lab_site}/en.html")
    old = '{"half": {"code": "def half(x): return 0", "of": "00000000"}}'
    tab.evaluate("text => localStorage.setItem('momentum-labs', text)", old)
    place = opened(tab, f"{lab_site}/en.html")
    assert "has changed since" in place.locator(".notice").inner_text()
    place.get_by_role("button", name="Take the new code").click()
    assert place.locator(CODE).input_value() == START
    assert not place.locator(".notice").is_visible()
    place.locator(CODE).focus()
    tab.keyboard.press("Control+z")
    assert place.locator(CODE).input_value() == "def half(x): return 0"


@pytest.mark.parametrize("kept", ["[]", "{", '{"half": 1}', '{"half": {"code": 5}}', "null"])
def test_what_is_stored_may_be_anything(tab: Page, lab_site: str, kept: str) -> None:
    """Somebody else's entry, or half a file: the lab begins anew."""
    tab.goto(f"{lab_site}/en.html")
    tab.evaluate("text => localStorage.setItem('momentum-labs', text)", kept)
    place = opened(tab, f"{lab_site}/en.html")
    assert place.locator(CODE).input_value() == START
    write(place, "x")
    assert stored(tab)["half"]["code"] == "x"


def test_without_storage_a_lab_works_as_long_as_its_page(tab: Page, lab_site: str) -> None:
    """Some browsers refuse to keep anything."""
    tab.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })"
    )
    faults = watch(tab)
    place = opened(tab, f"{lab_site}/en.html")
    write(place, SOLUTION)
    run(place)
    place.get_by_role("button", name="Close").click()
    assert "Solved" in place.locator(".opener").inner_text()
    place.locator(".opener").click()
    assert place.locator(CODE).input_value() == SOLUTION
    assert not faults


def test_what_is_kept_in_another_form_is_not_kept(tab: Page, lab_site: str) -> None:
    """A day that is none would be in the way of the day on which the lab is solved."""
    tab.goto(f"{lab_site}/en.html")
    kept = '{"half": {"solved": "", "lines": -3, "guess": 1.5}}'
    tab.evaluate("text => localStorage.setItem('momentum-labs', text)", kept)
    place = opened(tab, f"{lab_site}/en.html")
    alive(place)
    entry = stored(tab)["half"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", entry["solved"]) and entry["lines"] == 1


def test_with_a_full_store_a_lab_works_as_long_as_its_page(tab: Page, lab_site: str) -> None:
    """What was kept before does not come back in place of what is written now."""
    tab.goto(f"{lab_site}/en.html")
    tab.evaluate(
        """() => {
          localStorage.setItem("momentum-labs", '{"half": {"code": "old = 1"}}');
          for (let size = 2 ** 23; size >= 1; size /= 2) {
            try { localStorage.setItem("more", (localStorage.getItem("more") ?? "") + "x".repeat(size)); } catch {}
          }
        }"""
    )
    place = opened(tab, f"{lab_site}/en.html")
    alive(place)
    tab.wait_for_timeout(400)
    place.get_by_role("button", name="Close").click()
    assert "Solved" in place.locator(".opener").inner_text()
