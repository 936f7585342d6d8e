"""Formulas: rendered at build time, and a bad one is reported where it stands."""

import html
import io
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import katex
import pytest
from books import DOCS, EDITIONS, Book
from docutils import nodes
from katex import render
from node import install
from sphinx.errors import ExtensionError

MACROS = {r"\v": r"\mathbf{v}", r"\c": r"\mathbf{c}", r"\O": r"\mathbf{O}", r"\T": r"^{\top}"}


pytestmark = pytest.mark.usefixtures("node")


@pytest.mark.parametrize("display", [True, False])
def test_render(display: bool) -> None:
    """A formula becomes HTML for the eye and MathML for the ear."""
    text = render(r"\v_t = \beta", display=display, macros=MACROS)["html"]
    assert '<span class="katex-html" aria-hidden="true">' in text and "<math" in text
    assert ("katex-display" in text) == display


def test_macros_replace_accents() -> None:
    r"""Our letters win over TeX's accents ``\v``, ``\c`` and its letter ``\O``."""
    text = render(r"\v\c\O\T", display=False, macros=MACROS)["html"]
    assert re.findall(r'mathvariant="bold">(\w)<', text) == ["v", "c", "O"]


@pytest.mark.parametrize("tex", [r"\frac{1}{", r"\unknown", "x 中", "a % b", r"\left( x", "x^2^3"])
def test_bad_formula(tex: str) -> None:
    """What LaTeX would reject is an error, not red text; the next formula works again."""
    assert set(render(tex, display=False, macros={})) == {"error"}
    assert "html" in render("x", display=False, macros={})


def test_numbered_equation(book: Book) -> None:
    """A labelled equation has its number, its permalink and one anchor."""
    for edition in EDITIONS:
        equation = book.page(edition, "chapter").select_one("#equation-eq-leaky")
        assert equation.select_one(".eqno").text.startswith("(1)")
        assert equation.select_one(".eqno a.headerlink")["href"] == "#equation-eq-leaky"
        assert equation.select_one("math")


def test_lock_file_names_no_host() -> None:
    """The lock file pins versions and checksums, not the place they came from."""
    lock = (DOCS / "package-lock.json").read_text("utf-8")
    assert "resolved" not in lock and '"integrity": "sha512-' in lock
    assert install().is_dir()


# -- What stands around a formula, and the process behind it


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Cut two signs from the fonts, and return the list of warnings."""
    said: list[str] = []
    monkeypatch.setattr(katex.fonts, "lost", lambda: frozenset("Ⓢ。"))
    monkeypatch.setattr(katex.logger, "warning", lambda text, *args, **_: said.append(text % args))
    return said


def written(visit: Callable[..., None], node: nodes.Element, *around: str) -> str:
    """Return what a visit writes of a formula."""
    translator = SimpleNamespace(
        body=[],
        encode=html.escape,
        config=SimpleNamespace(katex_macros=MACROS),
        builder=SimpleNamespace(config=SimpleNamespace(math_numfig=False)),
        starttag=lambda _, tag, *__, **___: f"<{tag}>",
    )
    translator.add_permalink_ref = lambda *_: translator.body.append("<a>#</a>")
    with pytest.raises(nodes.SkipNode):
        visit(translator, node, *around)
    return "".join(translator.body)


def test_a_formula_in_a_line_keeps_its_punctuation(said: list[str]) -> None:
    """Together with it, as text; a sign that the text has needs no font of KaTeX."""
    text = written(katex.visit_math, nodes.math("", r"\v"), "<", "。")
    assert text.startswith('<span><span class="together">&lt;<') and text.endswith(
        "。</span></span>"
    )
    assert "katex-display" not in text and "mathbf{v}" in text and not said


@pytest.mark.parametrize(
    ("options", "number"),
    [
        ({"number": None}, ""),
        ({"number": 3}, '<span class="eqno">(3)<a>#</a></span>'),
        (
            {"number": 3, "tick": nodes.raw("", "✓")},
            '<span class="eqno">(3)✓<a>#</a></span>',
        ),
    ],
)
def test_a_displayed_formula_has_its_number(
    options: dict[str, Any], number: str, said: list[str]
) -> None:
    """With the link to its test, if there is one, and the link to itself; without, neither."""
    text = written(katex.visit_math_block, nodes.math_block("", "x", **options))
    assert text.startswith(f'<div>{number}<span class="katex-display">') and not said


def test_a_bad_formula_is_shown_as_it_is_written(said: list[str]) -> None:
    """With what stands around it; and reported."""
    text = written(katex.visit_math, nodes.math("", "{<"), "(", ")")
    assert text == "<span>({&lt;)</span>" and "parse error" in said[0]


def test_a_sign_without_a_glyph_is_reported(said: list[str]) -> None:
    """By the name of the file that must keep it."""
    assert "Ⓢ" in written(katex.visit_math, nodes.math("", r"\circledS"))
    assert said == ["docs/_ext/fonts.py must keep these characters: Ⓢ"]


def test_one_process_renders_all_formulas(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is started once, with KaTeX of the lock file."""
    monkeypatch.setattr(katex.subprocess, "Popen", lambda command, **_: command)
    assert katex._server(-1) is katex._server(-1)
    assert str(katex._server(-1)[-1]).endswith("node_modules/katex/dist/katex.mjs")


def test_a_formula_is_rendered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks again is given the same answer."""
    server = SimpleNamespace(stdin=io.StringIO(), stdout=io.StringIO('{"html": "x"}\n'))
    monkeypatch.setattr(katex, "_server", lambda _: server)
    assert katex._ask("once") == katex._ask("once") == {"html": "x"}
    assert server.stdin.getvalue() == "once\n"


@pytest.mark.parametrize(
    ("pipes", "message"),
    [
        ({"stdin": None, "stdout": io.StringIO()}, "no pipes"),
        ({"stdin": io.StringIO(), "stdout": None}, "no pipes"),
        ({"stdin": io.StringIO(), "stdout": io.StringIO()}, "exit code 3"),
    ],
)
def test_a_process_that_does_not_answer_ends_the_build(
    pipes: dict[str, Any], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Instead of waiting for it, or leaving formulas out."""
    monkeypatch.setattr(katex, "_server", lambda _: SimpleNamespace(**pipes, wait=lambda: 3))
    with pytest.raises(ExtensionError, match=message):
        katex._ask(message)
