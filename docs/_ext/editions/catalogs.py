"""Translations of the furniture: compiles ``docs/locale`` and registers every domain in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages import mofile, pofile

if TYPE_CHECKING:
    from sphinx.application import Sphinx

LOCALE = Path(__file__).resolve().parents[2] / "locale"


def add_catalogs(app: Sphinx) -> None:
    """Compile every catalogue into the doctree folder, where nothing is committed from.

    The first registered catalogue of a domain wins; for Sphinx's own domain, which is registered
    before any extension, ours fills the gaps.
    """
    compiled = Path(app.doctreedir) / "locale"
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        target = (compiled / source.relative_to(LOCALE)).with_suffix(".mo")
        target.parent.mkdir(parents=True, exist_ok=True)
        catalog = pofile.read_po(source.open("rb"), locale=source.parts[-3])
        with target.open("wb") as stream:
            mofile.write_mo(stream, catalog)
        app.add_message_catalog(source.stem, str(compiled))
