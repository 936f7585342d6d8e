"""A source of Typst as a PDF that screen readers can read, with the same bytes in every build."""

from __future__ import annotations

import tempfile
from pathlib import Path

import node
import typst

FONTS = Path(__file__).resolve().parents[1] / "fonts"
FACES = ("400Regular", "700Bold")


class TypesetError(RuntimeError):
    """Typst refuses a source, or warns of it."""


def fonts() -> list[Path]:
    """Return the folders of the Chinese fonts, brought in if need be; Typst has the others."""
    family = node.install(FONTS) / "@expo-google-fonts" / "noto-serif-sc"
    return [family / face for face in FACES]


def typeset(source: str, out: Path) -> None:
    """Write the PDF of a source, whose pictures have absolute paths."""
    with tempfile.TemporaryDirectory() as folder:
        (main := Path(folder, "main.typ")).write_text(source, "utf-8")
        try:
            pdf, warnings = typst.compile_with_warnings(
                str(main),
                root="/",
                font_paths=[str(one) for one in fonts()],
                ignore_system_fonts=True,
                pdf_standards=["ua-1"],
            )
        except typst.TypstError as error:
            raise TypesetError(
                "\n".join([out.name, str(error), *error.hints, *error.trace])
            ) from None
    if warnings:
        raise TypesetError("\n".join([out.name, *(one.message for one in warnings)]))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(pdf)
