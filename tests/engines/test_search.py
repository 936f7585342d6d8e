"""The search in Firefox and WebKit, from a server and from a folder."""

from urllib.parse import quote

import pytest
from conftest import Engine, until

BOX = "input.sidebar-search"
FIRST = "document.querySelector('#search-results ol li > a')"
MARK = "document.querySelector('article mark')"


@pytest.mark.parametrize(
    ("edition", "typed", "place"),
    [
        ("en", "momentum", "momentum-method.html"),
        ("en", "learning rate decay", "conventions.html#when-the-learning-rate-changes"),
        ("en", "1/(1-beta)", "effective-weight.html#the-sample-size-is-another-number"),
        ("zh", "動量", "momentum-method.html"),
        ("zh", "二项式", "speed-limits.html#speed-limits-solution-8"),
        ("zh", "动量系数怎么选", "speed-limits.html#choosing-eta-and-beta-eta-beta"),
        ("both", "收敛", "scalar.html"),
        ("both", "nestrov", "nesterov.html"),
    ],
)
def test_the_first_result(engine: Engine, site: str, edition: str, typed: str, place: str) -> None:
    """A query leads to the place that explains it, as in Chromium."""
    engine.open(f"{site}/{edition}/search.html?q={quote(typed)}")
    until(engine, FIRST)
    path, anchor = engine.run(f"return [{FIRST}.pathname, {FIRST}.hash]")
    assert path.rpartition("/")[2] + anchor == place


@pytest.mark.parametrize(("edition", "typed"), [("en", "saddle"), ("zh", "鞍点"), ("both", "鞍点")])
def test_from_the_box_to_the_marks(engine: Engine, site: str, edition: str, typed: str) -> None:
    """The box leads to the results, a result to its words, and Escape takes the marks away."""
    engine.open(f"{site}/{edition}/scalar.html")
    engine.run(
        f"const box = document.querySelector('{BOX}'); box.focus(); box.value = arguments[0]", typed
    )
    engine.press(BOX, "Enter")
    until(engine, FIRST)
    engine.open(engine.run(f"return {FIRST}.href"))
    until(engine, MARK)
    until(
        engine,
        f"(({{ top, bottom }}) => top >= 0 && bottom <= innerHeight)({MARK}.getBoundingClientRect())",
    )
    marked = engine.run(
        "return [...document.querySelectorAll('article mark')].map((mark) => mark.textContent)"
    )
    assert typed in "\n".join(marked).lower()
    engine.press("body", "Escape")
    until(engine, f"!{MARK} && !location.search")


def test_a_folded_solution_opens(engine: Engine, site: str) -> None:
    """A result in a solution opens it; so does its own link."""
    engine.open(f"{site}/zh/search.html?q={quote('二项式')}")
    until(engine, FIRST)
    engine.open(engine.run(f"return {FIRST}.href"))
    until(engine, f"{MARK}?.closest('details').open")
    assert engine.run(f"return {MARK}.textContent") == "二项式"
    engine.open(f"{site}/en/exercises.html#exercises-solution-3")
    until(engine, "document.getElementById('exercises-solution-3').open")
