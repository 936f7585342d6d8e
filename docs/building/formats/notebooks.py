"""The notebooks of an edition, and all of them as one ZIP file, with the package and its licence."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import package
import place
import takeaway

from .needs import read_by
from .notebook import Notebook
from .read import Reader

if TYPE_CHECKING:
    from pathlib import Path

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest date that a ZIP file can hold


def write(site: Path, docs: Path, language: str) -> None:
    """Write the notebooks of an edition, and the ZIP file with all of them, the package and its licence."""
    reader = Reader(site, language)
    address, folder = place.site_url(), site / language
    (folder / takeaway.FOLDER).mkdir(parents=True, exist_ok=True)
    packed: dict[str, bytes] = {}
    for name in takeaway.chapter(docs):
        page, title = reader.read(name), reader.title()
        url = f"{address}/{language}/{name}.html" if address else ""
        alone, beside = (Notebook(page, language, title, docs, one, url) for one in (address, ""))
        (folder / takeaway.notebook(name)).write_text(alone.written(), "utf-8")
        packed[f"{name}.ipynb"] = beside.written().encode()
        packed |= {file: (docs / file).read_bytes() for file in read_by(beside.codes, docs)}
    downloads = site / package.FOLDER
    for file in (package.WHEEL, "LICENSE.txt"):
        packed[file] = (downloads / file).read_bytes()
    pack(folder / takeaway.archive(language), packed)


def pack(archive: Path, files: dict[str, bytes]) -> None:
    """Write a ZIP file that has the same bytes whenever it holds the same, in a folder of its name."""
    with zipfile.ZipFile(archive, "w") as opened:
        for name, held in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{archive.stem}/{name}", FIRST_DAY)
            entry.external_attr = 0o644 << 16
            opened.writestr(entry, held, zipfile.ZIP_DEFLATED)
