"""Labs in Firefox and in WebKit, from a server and from a folder."""

import re
from collections.abc import Iterator
from pathlib import Path

import lab_pages
import pytest
from conftest import Engine, until
from served import serve

BUSY = "document.querySelector('.run.stop')"
SAID = "document.querySelector('.told').textContent"
TYPE = """const field = document.querySelector('.code textarea');
field.focus();
field.select();
document.execCommand('insertText', false, arguments[0]);"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the pages of two labs."""
    made = tmp_path_factory.mktemp("labs")
    lab_pages.build(made)
    return made


@pytest.fixture(scope="session")
def lab_server(folder: Path) -> Iterator[str]:
    """Serve them."""
    with serve(folder=folder) as address:
        yield address


@pytest.fixture(params=["http", "folder"])
def place(request: pytest.FixtureRequest, lab_server: str, folder: Path) -> str:
    """Give their address, from a server and from a folder."""
    return lab_server if request.param == "http" else folder.as_uri()


def opened(engine: Engine, address: str, name: str = "half") -> None:
    """Go to a page and open a lab."""
    engine.open(address)
    until(engine, f"document.querySelector('#lab-{name} .opener')")
    engine.run("localStorage.clear()")
    engine.run(f"document.querySelector('#lab-{name} .opener').click()")
    until(engine, "document.querySelector('.editor')")


def ran(engine: Engine, code: str | None = None) -> str:
    """Write code, run it, and return what is said."""
    if code is not None:
        engine.run(TYPE, code)
    engine.run("document.querySelector('.run').click()")
    until(engine, f"!{SAID}.includes('240 kB')")  # that is how much is on its way
    until(engine, f"!{BUSY}")
    said: str = engine.run(f"return {SAID}")
    return said


@pytest.mark.parametrize("name", lab_pages.LABS)
def test_a_lab_is_solved(engine: Engine, place: str, name: str) -> None:
    """Red as printed, green with the page's own solution; the paths are drawn."""
    opened(engine, f"{place}/zh.html", name)
    assert "通过了" in ran(engine)
    until(engine, "document.querySelectorAll('.drawing .plot path.line[d]').length > 0")
    assert "做对了" in ran(engine, lab_pages.LABS[name]["solution"])


def test_a_loop_is_stopped(engine: Engine, place: str) -> None:
    """Of itself, and the next run is as any other."""
    opened(engine, f"{place}/en.html")
    ran(engine)
    assert "Is there a loop" in ran(engine, "while True:\n    pass")
    assert "Solved" in ran(engine, lab_pages.SOLUTION)


@pytest.mark.parametrize(
    "code",
    ["a = 'x'\nwhile True:\n    a = a + a", "def f():\n    f()\nf()", "import js\njs.fetch('x')"],
)
def test_what_goes_wrong_is_told(engine: Engine, place: str, code: str) -> None:
    """Memory, recursion, a way to the network: an error, and the lab goes on."""
    opened(engine, f"{place}/en.html")
    assert re.search("error|broke down", ran(engine, code))
    assert "Solved" in ran(engine, lab_pages.SOLUTION)


NAMES = "fetch XMLHttpRequest WebSocket EventSource Worker importScripts indexedDB caches navigator BroadcastChannel"
SEARCH = f"""
import js
for name in "{NAMES}".split():
    for way in (js, js.globalThis, js.Object.getPrototypeOf(js.globalThis)):
        found = getattr(way, name, None)
        if found is not None and "undefined" not in str(found):
            print("FOUND", name, found)
print("looked")
"""


def test_there_is_no_way_to_the_network(engine: Engine, place: str) -> None:
    """Whatever the browser calls it."""
    opened(engine, f"{place}/en.html")
    ran(engine, SEARCH)
    assert engine.run("return document.querySelector('.printed').textContent") == "looked\n"


def test_wide_marks_are_turned_and_given_back(engine: Engine, place: str) -> None:
    """What is typed becomes ASCII; what is taken back stays wide."""
    opened(engine, f"{place}/zh.html")
    engine.run(TYPE, "print（“一，二”）# 注，")
    value = "document.querySelector('.code textarea').value"
    until(engine, f"""{value} === 'print("一，二")# 注，'""")
    engine.run("document.execCommand('undo')")
    until(engine, f"{value} === 'print（“一，二”）# 注，'")


def test_reset_is_undone(engine: Engine, place: str) -> None:
    """By the engine's own undo."""
    opened(engine, f"{place}/en.html")
    engine.run(TYPE, "mine")
    engine.run("[...document.querySelectorAll('.tools button')].at(-2).click()")
    value = "document.querySelector('.code textarea').value"
    assert engine.run(f"return {value}") == lab_pages.START
    engine.run("document.querySelector('.code textarea').focus(); document.execCommand('undo')")
    until(engine, f"{value} === 'mine'")


def test_the_copy_lies_under_its_text(engine: Engine, place: str) -> None:
    """The coloured letters and the clear ones break their lines alike."""
    opened(engine, f"{place}/both.html")
    engine.run(
        TYPE, "x = '" + "长的一行 long " * 40 + "'\n\n" + "y" * 300 + "\n" + "  " * 90 + "z\n"
    )
    rows, field = engine.run(
        """const [rows, field] = document.querySelectorAll(".rows, .code textarea");
        return [rows.getBoundingClientRect().height, field.scrollHeight]"""
    )
    assert abs(rows - field) <= 1


def test_code_goes_into_a_link_and_comes_back(engine: Engine, place: str) -> None:
    """Compressed, and shown without a run."""
    opened(engine, f"{place}/en.html")
    engine.run(TYPE, "print('一')")
    engine.run(
        "Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject() } })"
    )
    engine.run("[...document.querySelectorAll('.tools button')].at(-1).click()")
    until(engine, "location.hash.startsWith('#lab=half&code=')")
    engine.open(engine.run("return location.href"))
    until(engine, "document.querySelector('.editor')")
    assert engine.run("return document.querySelector('.code textarea').value") == "print('一')"
    assert "from a link" in engine.run("return document.querySelector('.notice').textContent")
