"""All figures of the book in one ZIP, for slides, handouts and walls: SVG and PNG, captions, licence.

They are in their light colours, on no ground. A file is called by the number and the name of its figure; what stands
below the figure, in both languages, is in ``figures.md``.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import package

from .book import Code, Emph, Figure, Link, Math, Strong, plain
from .figures import light
from .volume import every, volume

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .book import Inline
    from .volume import Volume

NAME = "momentum-figures"
DOCS = package.ROOT / "docs"
LANGUAGES = ("en", "zh")
CAPTIONS = "figures.md"
DATE = (1980, 1, 1, 0, 0, 0)  # of every file, in every build
NUMBER = re.compile(r"\d+")
DARK = re.compile(r'^(<svg\b[^>]*?) id="dark"([^>]*>)<style>.*?</style>', re.S)
TITLE = """\
# Figures of The Momentum Method ｜ 《动量法》的图

Each figure is there as SVG and as PNG. Say where it comes from, what you have changed, and the licence, CC BY-SA 4.0: \
`LICENSE.txt`. The scripts that drew them are under MIT.

每幅图都有 SVG 与 PNG 两种格式。使用时请注明出处、所作的改动和许可（CC BY-SA 4.0，见 `LICENSE.txt`）。\
绘图脚本用 MIT 许可。
"""


def write(site: Path, docs: Path = DOCS) -> Path:
    """Write the ZIP from both editions of a site and what its gallery has drawn, and return where."""
    volumes = {language: volume(site, language) for language in LANGUAGES}
    shown = [dict(figures(volumes[language])) for language in LANGUAGES]
    files: dict[str, bytes] = {}
    entries = [TITLE]
    for label, (page, english) in shown[0].items():
        name = f"{int(NUMBER.findall(english.number)[0]):02}-{label.removeprefix('fig-')}"
        files[f"{name}.svg"] = daylight(english.image.read_text("utf-8")).encode()
        files[f"{name}.png"] = light(english, docs).read_bytes()
        entries.append(entry(volumes["en"], name, page, english, shown[1][label][1]))
    files[CAPTIONS] = "\n".join(entries).encode()
    files["LICENSE.txt"] = (package.ROOT / "LICENSE").read_bytes()
    out = site / package.FOLDER / f"{NAME}.zip"
    out.parent.mkdir(parents=True, exist_ok=True)
    pack(out, files)
    return out


def figures(book: Volume) -> Iterator[tuple[str, tuple[str, Figure]]]:
    """Yield the figures that have a number, by their labels, each with its page."""
    for page in book.book.pages:
        for block in every(page.blocks):
            if isinstance(block, Figure) and block.number:
                yield block.ids[0], (page.name, block)


def daylight(svg: str) -> str:
    """Return a picture without the colours that it has in the dark."""
    return DARK.sub(r"\1\2", svg, count=1)


def entry(book: Volume, name: str, page: str, english: Figure, chinese: Figure) -> str:
    """Return what is to be known of a figure."""
    address = book.url and f"{book.url}/{page}.html#{english.ids[0]}"
    lines = [
        f"## {english.number} ｜ {chinese.number}\n",
        f"- files ｜ 文件: `{name}.svg`, `{name}.png`",
        f"- label ｜ 标签: `{english.ids[0]}`",
        f"- page ｜ 页面: {address or page}",
    ]
    if script := next((link.page for link in links(english.caption) if link.kind == "doc"), ""):
        lines.append(f"- script ｜ 脚本: `{script}.py`")
    if english.explorable:
        lines.append(f"- still of the explorable ｜ 互动图的静态图: `{english.explorable}`")
    for figure in (english, chinese):
        lines.append(f"\n{marked(figure.caption)}\n\n> {figure.alt}")
    return "\n".join(lines) + "\n"


def links(parts: tuple[Inline, ...]) -> Iterator[Link]:
    """Yield the links in a caption."""
    return (part for part in parts if isinstance(part, Link))


def marked(parts: tuple[Inline, ...]) -> str:
    """Return a caption in Markdown; a link is its words."""
    said = []
    for part in parts:
        match part:
            case Math(tex):
                said.append(f"${tex}$")
            case Code(text):
                said.append(f"`{text}`")
            case Strong(inner):
                said.append(f"**{marked(inner)}**")
            case Emph(inner):
                said.append(f"*{marked(inner)}*")
            case Link(inner):
                said.append(marked(inner))
            case _:
                said.append(plain((part,)))
    return "".join(said)


def pack(out: Path, files: dict[str, bytes]) -> None:
    """Write a ZIP that has the same bytes in every build, in a folder of its own name."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted(files.items()):
            info = zipfile.ZipInfo(f"{NAME}/{name}", DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, content)
