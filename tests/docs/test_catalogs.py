"""Translations of what stands around the text: ours are compiled, and Sphinx is told where."""

import gettext
from pathlib import Path
from types import SimpleNamespace

import pytest
from books import DOCS
from editions.catalogs import add_catalogs, barred
from sphinx.locale import translators


def compiled(folder: Path, *tags: str) -> tuple[SimpleNamespace, list[tuple[str, str]]]:
    """Compile our catalogues for an edition; return its application and what this was told."""
    told: list[tuple[str, str]] = []
    app = SimpleNamespace(doctreedir=str(folder / "doctrees"), tags=set(tags))
    app.add_message_catalog = lambda *catalog: told.append(catalog)
    add_catalogs(app)
    return app, told


def said(folder: Path, language: str, english: str) -> str:
    """Return what the compiled catalogue says for a text."""
    place = folder / "doctrees" / "locale"
    return gettext.translation("sphinx", place, [language]).gettext(english)


def test_each_catalogue_is_registered(tmp_path: Path) -> None:
    """All that the book has, where they have been compiled; also a second time."""
    names = sorted(path.stem for path in (DOCS / "locale").rglob("*.po"))
    assert "sphinx" in names and len(names) > 1
    for _ in range(2):
        app, told = compiled(tmp_path, "zh")
        assert told == [(name, str(tmp_path / "doctrees" / "locale")) for name in names]
    assert not hasattr(app, "translator")
    assert said(tmp_path, "zh_CN", "Back to top") == "回到顶部"


def test_side_by_side_the_furniture_says_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In what Sphinx takes for English; templates get the catalogue that has them."""
    ours = gettext.NullTranslations()
    monkeypatch.setitem(translators, ("general", "sphinx"), ours)
    app, _ = compiled(tmp_path, "both")
    assert said(tmp_path, "en", "Back to top") == "Back to top ｜ 回到顶部"
    assert said(tmp_path, "en", "Made with ") == "Made with "
    assert app.translator is ours


@pytest.mark.parametrize(
    ("english", "both"), [("Next", "Next ｜ 下"), ("Made with ", ""), ("Copyright %(c)s", "")]
)
def test_what_is_only_a_beginning_has_no_sides(english: str, both: str) -> None:
    """Nor has what is filled in: the other side would not be."""
    assert barred(english, "下") == both
