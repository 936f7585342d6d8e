"""Labs as readers use them: by keyboard, by finger, in Chinese; and as somebody would who wants to break them."""

import base64
import re
import zlib

import pytest
from axe import violations
from conftest import tab_of, watch
from lab_pages import EDITIONS, LABS, SOLUTION, START
from playwright.sync_api import Browser, BrowserContext, Locator, Page
from trying import CODE, ended, opened, run, said, stored, write
from waiting import drawn, until

pytestmark = pytest.mark.usefixtures("lab_site")
HAN = re.compile(r"[\u4e00-\u9fff]")
in_editions = pytest.mark.parametrize("edition", EDITIONS)
# What may be heard of the run in a plot: drawn with the frame after it.
PLOT = ".drawing .plot path.line"


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


def focused(page: Page) -> str:
    """Return the words of what has the focus."""
    text: str = page.evaluate("document.activeElement.textContent")
    return text


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
        "all => all.filter((el) => el.checkVisibility() && el.getBoundingClientRect().right > 360.5)"
        ".map((el) => el.className)"
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


def typed(page: Page, text: str) -> None:
    """Type as an input method does: a composition, then what was meant."""
    session = page.context.new_cdp_session(page)
    for end in range(1, 3):
        part = {"text": "ni"[:end], "selectionStart": end, "selectionEnd": end}
        session.send("Input.imeSetComposition", part)
    session.send("Input.insertText", {"text": text})


def test_chinese_input(tab: Page, lab_site: str) -> None:
    """Wide marks become ASCII outside strings and comments; one undo brings them back, and they stay."""
    place = opened(tab, f"{lab_site}/zh.html")
    field = place.locator(CODE)
    write(place, "")
    typed(tab, "print（“")
    until(tab, f"document.querySelector('{CODE}').value === 'print(\"'")
    typed(tab, "你，好")
    typed(tab, "”）")
    value = f"document.querySelector('{CODE}').value"
    until(tab, f"{value} === 'print(\"你，好\")'")
    tab.keyboard.press("Control+z")
    until(tab, f"{value} === 'print(\"你，好”）'")
    tab.wait_for_timeout(100)
    assert field.input_value() == 'print("你，好”）'
    tab.keyboard.press("Control+y")
    until(tab, f"{value} === 'print(\"你，好\")'")
    typed(tab, "  # 注释，（一）")
    tab.wait_for_timeout(100)
    assert field.input_value() == 'print("你，好")  # 注释，（一）'
    assert place.locator(".rows").inner_text().strip() == field.input_value()


def test_a_key_of_the_input_method_is_left_to_it(tab: Page, lab_site: str) -> None:
    """Enter ends a composition; it neither breaks the line nor runs the code."""
    place = opened(tab, f"{lab_site}/zh.html")
    write(place, "")
    session = tab.context.new_cdp_session(tab)
    session.send("Input.imeSetComposition", {"text": "ni", "selectionStart": 2, "selectionEnd": 2})
    for kind in ({"keyCode": 229}, {"isComposing": True}):
        left = place.locator(CODE).evaluate(
            "(el, kind) => el.dispatchEvent(new KeyboardEvent('keydown',"
            "{ key: 'Enter', ctrlKey: true, cancelable: true, bubbles: true, ...kind }))",
            kind,
        )
        assert left
    session.send("Input.insertText", {"text": "你"})
    assert place.locator(CODE).input_value() == "你"
    assert place.locator(".run:not(.stop)").count() == 1


def test_wide_marks_are_turned_before_a_run(tab: Page, lab_site: str) -> None:
    """What was pasted or stored, too, with tabs and spaces that do not break."""
    place = opened(tab, f"{lab_site}/zh.html")
    code = "def half（x）：\n\treturn\u00a0x／2  # （一半）"
    place.locator(CODE).evaluate("(el, code) => { el.value = code }", code)
    place.locator(".run").click()
    assert "做对了" in ended(place)
    assert place.locator(CODE).input_value() == "def half(x):\n    return x/2  # （一半）"


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


LOOP = "while True:\n    pass"


def test_a_loop_is_stopped_after_a_while(tab: Page, lab_site: str) -> None:
    """Within three seconds, and the next run is as any other."""
    place = opened(tab, f"{lab_site}/en.html")
    run(place)
    write(place, LOOP)
    place.locator(".run").click()
    tab.wait_for_timeout(200)
    assert place.locator(".run").inner_text() == "Stop"
    assert "Is there a loop" in ended(place)
    alive(place)


def test_a_loop_is_stopped_by_its_button(tab: Page, lab_site: str) -> None:
    """The same button, at once; also by key."""
    place = opened(tab, f"{lab_site}/en.html")
    write(place, LOOP)
    place.locator(".run").click()
    tab.wait_for_timeout(300)
    place.locator(".run").press("Enter")
    assert ended(place) == "Stopped."
    alive(place)


def alive(place: Locator) -> None:
    """Whatever has happened, the lab goes on."""
    write(place, SOLUTION)
    run(place)
    assert "Solved" in said(place)


HOSTILE = {
    "memory": "a = ['x' * 1000]\nwhile True:\n    a = a + a",
    "one large thing": "a = bytearray(10 ** 9)",
    "recursion": "def f(x):\n    return f(x) + 1\nf(1)",
    "deep data": "a = []\nfor _ in range(100000):\n    a = [a]\nprint(a)",
    "flood": "for i in range(10 ** 5):\n    print('spam' * 1000)",
    "exit": "import sys\nsys.exit()",
    "no end of brackets": "(" * 5000,
    "long": "x = 1  # ，（\n" * 7500,
    "html": "print('<img src=x onerror=alert(1)>')\nraise ValueError('<b>')",
}


@pytest.mark.parametrize("code", HOSTILE.values(), ids=HOSTILE)
def test_hostile_code_is_survived(tab: Page, lab_site: str, code: str) -> None:
    """It ends with something said, and the page goes on."""
    faults = watch(tab)
    place = opened(tab, f"{lab_site}/en.html")
    write(place, code)
    place.locator(".run").click()
    assert ended(place) not in ("", "Running …")
    assert place.locator(".printed").all_inner_texts() == [] or (
        len(place.locator(".printed").inner_text().splitlines()) <= 200
    )
    assert not place.locator(".results :is(img, b:not(.verdict))").count()
    alive(place)
    assert not [fault for fault in faults if "outside" in fault or "pageerror" in fault]


FORGED = """
import kit.output
class Forger:
    def dumps(self, message):
        return %s
kit.output.json = Forger()
print(1)
"""
FORGERIES = {
    "no JSON": "'{'",
    "nothing": "'null'",
    "other types": """'{"kind": "check", "ok": 1, "text": 5, "note": []}'""",
    "large": """'{"kind": "print", "text": "' + 'x' * 2000000 + '"}'""",
}


@pytest.mark.parametrize("message", FORGERIES.values(), ids=FORGERIES)
def test_a_forged_message_ends_the_run(tab: Page, lab_site: str, message: str) -> None:
    """The reader's code can send what it likes; the page says that this run broke, and goes on."""
    faults = watch(tab)
    place = opened(tab, f"{lab_site}/en.html")
    write(place, FORGED % message)
    run(place)
    assert "broke down" in said(place)
    assert len(place.locator(".results").inner_text()) < 1000
    alive(place)
    assert not faults


def test_labs_that_run_together_have_each_its_own_python(tab: Page, lab_site: str) -> None:
    """Also when all are pressed before Python is there: no lab hears what another one says."""
    tab.goto(f"{lab_site}/en.html")
    for name in LABS:
        tab.locator(f"#lab-{name} .opener").click()
        write(tab.locator(f"#lab-{name}"), f"print('this is {name}')")
    tab.evaluate("document.querySelectorAll('.lab .run').forEach((button) => button.click())")
    for name in LABS:
        ended(tab.locator(f"#lab-{name}"))
    for name in LABS:
        printed = tab.locator(f"#lab-{name} .printed")
        assert printed.all_inner_texts() == [f"this is {name}\n"]


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


NETWORK = """
import js
names = '''fetch XMLHttpRequest WebSocket WebSocketStream WebTransport EventSource Worker SharedWorker importScripts
indexedDB caches navigator BroadcastChannel MessageChannel postMessage close location self FontFace fonts
FileReader FileReaderSync Request Response URL Blob eval Function setTimeout setInterval queueMicrotask
WebAssembly addEventListener dispatchEvent EventTarget WorkerGlobalScope DedicatedWorkerGlobalScope
Notification PushManager StorageManager createImageBitmap ImageDecoder OffscreenCanvas RTCPeerConnection
Cache CacheStorage IDBFactory onmessage performance scheduler trustedTypes crossOriginIsolated'''.split()
ways = {"js": js, "globalThis": js.globalThis}
for name in ("self", "__proto__", "window", "parent", "top"):
    for way in (js, js.globalThis):
        try:
            found = getattr(way, name)
            if found is not None:
                ways[name] = found
        except AttributeError:
            pass
try:
    proto = js.Object.getPrototypeOf(js.globalThis)
    while proto is not None:
        ways["prototype %d" % len(ways)] = proto
        proto = js.Object.getPrototypeOf(proto)
except Exception:
    pass
for way in ways:
    for name in names:
        try:
            found = getattr(ways[way], name)
        except AttributeError:
            continue
        if found is not None and str(found) != "<undefined>":
            print("FOUND", way, name, found)
for name in ("Object", "Promise", "Array"):
    made = getattr(js, name)
    for step in ("constructor", "__proto__.constructor"):
        try:
            for part in step.split("."):
                made = getattr(made, part)
            if made.name.endswith("Function"):  # a call of what is none would end the run
                print("MAKER", name, step)
        except Exception:
            pass
print("ways", len(ways))
"""


def test_the_reader_s_code_finds_no_way_to_the_network(tab: Page, lab_site: str) -> None:
    """Neither by names of JavaScript, nor by prototypes, nor by what makes functions of texts."""
    place = opened(tab, f"{lab_site}/en.html")
    asked: list[str] = []
    write(place, NETWORK)
    until(tab, "true")
    run(place)
    tab.on("request", lambda request: asked.append(request.url))
    printed = place.locator(".printed").inner_text()
    assert "FOUND" not in printed and "MAKER" not in printed
    assert re.search(r"ways [3-9]", printed), printed
    write(place, "import js\njs.fetch('x.txt')")
    run(place)
    assert "Error" in place.locator(".fault").inner_text()
    assert not [url for url in asked if not url.startswith("blob:")]


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


def link_of(place: Locator) -> str:
    """Press the button that copies a link and return what is in the clipboard."""
    page = place.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    place.get_by_role("button", name="Copy link").click()
    until(page, "document.querySelector('.told').textContent.includes('copied')")
    link: str = page.evaluate("navigator.clipboard.readText()")
    return link


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


@pytest.fixture(scope="session")
def table(chromium: Browser) -> BrowserContext:
    """Open a window with a pointer."""
    return chromium.new_context(viewport={"width": 1000, "height": 900})


@pytest.fixture(scope="session")
def hand(chromium: Browser) -> BrowserContext:
    """Open a window under a finger."""
    size = {"width": 360, "height": 740}
    return chromium.new_context(viewport=size, has_touch=True, is_mobile=True)  # type: ignore[arg-type]


@pytest.fixture
def tab(table: BrowserContext) -> object:
    """Open a tab with a pointer."""
    yield from tab_of(table)


@pytest.fixture
def phone(hand: BrowserContext) -> object:
    """Open a tab under a finger."""
    yield from tab_of(hand)
