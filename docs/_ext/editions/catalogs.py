"""Translations of the furniture: compiles ``docs/locale`` and registers every domain in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages import mofile, pofile
from sphinx.locale import translators

if TYPE_CHECKING:
    from sphinx.application import Sphinx

LOCALE = Path(__file__).resolve().parents[2] / "locale"


def add_catalogs(app: Sphinx) -> None:
    """Compile every catalogue into the doctree folder, where nothing is committed from.

    The first registered catalogue of a domain wins; for Sphinx's own domain, which is registered
    before any extension, ours fills the gaps. ``both``, whose language is English, says both.
    """
    folder = Path(app.doctreedir) / "locale"
    both = "both" in app.tags
    for source in sorted(LOCALE.glob("zh_CN/LC_MESSAGES/*.po")):
        with source.open("rb") as lines:
            catalog = pofile.read_po(lines, locale="zh_CN")
        if both:
            for message in catalog:
                message.string = barred(str(message.id), str(message.string))
        target = folder / ("en" if both else "zh_CN") / "LC_MESSAGES" / f"{source.stem}.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as stream:
            mofile.write_mo(stream, catalog)
        app.add_message_catalog(source.stem, str(folder))
    if both:  # templates would keep the one that Sphinx has for English, which is empty
        app.translator = translators["general", "sphinx"]


def barred(english: str, chinese: str) -> str:
    """Return both sides of a message; what is only the beginning of one has no sides."""
    return f"{english} ｜ {chinese}" if english == english.strip() and "%" not in english else ""
