"""Formulas: rendered at build time, and a bad one is reported where it stands."""

import re

import pytest
from books import DOCS, EDITIONS, Book
from katex import render
from node import install

MACROS = {r"\v": r"\mathbf{v}", r"\c": r"\mathbf{c}", r"\O": r"\mathbf{O}", r"\T": r"^{\top}"}


pytestmark = pytest.mark.usefixtures("node")


@pytest.mark.parametrize("display", [True, False])
def test_render(display: bool) -> None:
    """A formula becomes HTML for the eye and MathML for the ear."""
    html = render(r"\v_t = \beta", display=display, macros=MACROS)["html"]
    assert '<span class="katex-html" aria-hidden="true">' in html and "<math" in html
    assert ("katex-display" in html) == display


def test_macros_replace_accents() -> None:
    r"""Our letters win over TeX's accents ``\v``, ``\c`` and its letter ``\O``."""
    html = render(r"\v\c\O\T", display=False, macros=MACROS)["html"]
    assert re.findall(r'mathvariant="bold">(\w)<', html) == ["v", "c", "O"]


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
