"""Labs as somebody would use them who wants to break them."""

import re

import pytest
from conftest import watch
from lab_pages import LABS
from playwright.sync_api import Page
from trying import alive, ended, opened, run, said, write

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
            if "function" in str(made("return 1")):
                print("MAKER", name, step)
        except Exception:
            pass
print("ways", len(ways))
"""


def test_the_reader_s_code_finds_no_way_to_the_network(tab: Page, lab_site: str) -> None:
    """Neither by names of JavaScript, nor by prototypes, nor by what makes functions of texts."""
    place = opened(tab, f"{lab_site}/en.html")
    run(place)  # by now all that a lab fetches is there
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    write(place, NETWORK)
    run(place)
    printed = place.locator(".printed").inner_text()
    assert "FOUND" not in printed and "MAKER" not in printed
    assert re.search(r"ways [3-9]", printed), printed
    write(place, "import js\njs.fetch('x.txt')")
    run(place)
    assert "Error" in place.locator(".fault").inner_text()
    assert not [url for url in asked if not url.startswith("blob:")]
