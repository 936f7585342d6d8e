"""All that is printed of an edition: the book, and what a teacher gives out or shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import deck, paper, sheet
from .volume import volume

if TYPE_CHECKING:
    from pathlib import Path


def book(site: Path, language: str) -> None:
    """Write the book."""
    paper.write(site, volume(site, language))


def kit(site: Path, language: str) -> None:
    """Write slides for each part, and sheets with the exercises."""
    whole = volume(site, language)
    for name, part in deck.parts(whole):
        deck.write(site, whole, name, part)
    for kind in sheet.KINDS if sheet.there(site, language) else ():
        sheet.write(site, whole, kind)
