"""Figures for formats that take no SVG: the PNG that the gallery has saved beside each."""

from __future__ import annotations

import base64
import html
from functools import cache
from typing import TYPE_CHECKING

from stills import png, size

if TYPE_CHECKING:
    from pathlib import Path

    from .book import Figure


class NoPicture(FileNotFoundError):
    """A page shows a picture that no script of the gallery has drawn."""


@cache
def drawn(docs: Path) -> dict[str, Path]:
    """Return the pictures of the gallery by the names that they have in the site."""
    return {path.name: path for path in sorted((docs / "gallery").rglob("sphx_glr_*.svg"))}


def light(figure: Figure, docs: Path) -> Path:
    """Return the PNG of a figure, light, twice as large as the page shows it."""
    name = figure.image.name
    found = drawn(docs).get(name)
    if found is None or not (path := found.with_name(png(found.name))).is_file():
        raise NoPicture(f"{name} has no PNG in the gallery")
    return path


def picture(figure: Figure, docs: Path) -> str:
    """Return a figure as HTML that holds all of it."""
    held = base64.b64encode(light(figure, docs).read_bytes()).decode()
    width = size(drawn(docs)[figure.image.name]).split()[0]
    return f'<img src="data:image/png;base64,{held}" alt="{html.escape(figure.alt)}" {width}>'
