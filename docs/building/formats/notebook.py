"""A page of the chapter as a Jupyter notebook.

It holds what the page says and shows, with the printed outputs and its figures inside; its first cell of
code installs the package, the solutions stand folded at its end. Two builds make the same bytes.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import package

from .book import Box, Cell, Figure, Heading, Link, Para
from .figures import picture
from .markdown import Markdown, fenced, quoted
from .needs import needed, read_by
from .volume import SOLUTIONS, every, is_solution

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .book import AnyBlock, Page

LICENCE = {
    "en": "version {}, text CC BY-SA 4.0, code MIT",
    "zh": "版本 {}，文字 CC BY-SA 4.0，代码 MIT",
}
ON_WEB = {"en": "this page on the web", "zh": "网页版"}
INSTALL = {
    "en": "The next cell installs the package of the chapter, and PyTorch where it is missing.",
    "zh": "下一个单元格安装本章的软件包；没有 PyTorch 时也会一并装上。",
}
TRY = {"en": "Move its controls on the web", "zh": "在网页上动手调一调"}


class NotOffered(LookupError):
    """Code of a page reads a file that no reader of the page gets."""


@dataclass
class Notebook:
    """A page on its way into a notebook."""

    page: Page
    language: str
    book: str  # its title
    docs: Path  # the sources: the pictures of the gallery, and files that cells read
    site: str  # its address; empty if the package lies beside the notebook
    url: str  # of the page on the web, if known
    cells: list[dict[str, Any]] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)  # texts of a cell that may go on

    @cached_property
    def blocks(self) -> list[AnyBlock]:
        """All blocks, those in others, too."""
        return [*every(self.page.blocks)]

    @cached_property
    def codes(self) -> list[str]:
        """The code of all cells that have some."""
        return [one.source for one in self.blocks if isinstance(one, Cell) and one.source]

    @cached_property
    def text(self) -> Markdown:
        """What writes the texts."""
        ids = {
            one.number: one.ids
            for one in self.blocks
            if isinstance(one, Box) and one.number and not is_solution(one)
        }
        solved = {
            one.number: (ids[one.number][0], one.ids[0])
            for one in self.blocks
            if isinstance(one, Box) and is_solution(one)
        }
        wanted = {
            one.anchor
            for block in self.blocks
            for one in linked(block)
            if one.page == self.page.name
        }
        there = {name for block in self.blocks for name in block.ids}
        anchors = (wanted & there) | {name for pair in solved.values() for name in pair}
        return Markdown(self.language, self.page.name, frozenset(anchors), self.url, solved)

    # -- Parts -------------------------------------------------------------------------------------

    def written(self) -> str:
        """Return the notebook."""
        solutions = [one for one in self.page.blocks if isinstance(one, Box) and is_solution(one)]
        for block in self.page.blocks:
            if isinstance(block, Heading) and block.level > 1:
                self.install()
            if not is_solution(block):
                self.add(block)
            if isinstance(block, Heading) and block.level == 1:
                self.waiting.append(self.about())
        if solutions:
            self.close()
            self.waiting.append(f"## {SOLUTIONS[self.language]}")
        for solution in solutions:
            self.solve(solution)
        self.close()
        kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
        metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
        book = {"cells": self.cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
        return json.dumps(book, ensure_ascii=False, indent=1) + "\n"

    def about(self) -> str:
        """Return the line below the title: the book, its version and licence, and where the page is."""
        said = f"*{self.book}* · {LICENCE[self.language].format(package.VERSION)}"
        return f"{said} · [{ON_WEB[self.language]}]({self.url})" if self.url else said

    def install(self) -> None:
        """Add the cell that installs the package, and brings the files that cells read, if it is not there."""
        if not self.codes or any(cell["cell_type"] == "code" for cell in self.cells):
            return
        self.waiting.append(INSTALL[self.language])
        extras = ",".join(sorted(needed(self.codes, self.docs.parent)))
        name = package.NAME + (f"[{extras}]" if extras else "")
        wheel = f"{self.site}/{package.FOLDER}/{package.WHEEL}"
        if self.site:
            source = f'%pip install -q "{name} @ {wheel}"'
        else:
            source = f'%pip install -q "./{package.WHEEL}{name.removeprefix(package.NAME)}"'
        if self.site and (files := read_by(self.codes, self.docs)):
            source += "\n\nfrom pathlib import Path\nfrom urllib.request import urlretrieve\n"
            for file in files:
                source += f'\nPath("{Path(file).parent}").mkdir(exist_ok=True)'
                source += f'\nurlretrieve("{self.file(file)}", "{file}");'
        self.code(source, "")

    def file(self, name: str) -> str:
        """Return the address of a file that a cell reads, which the page offers."""
        for link in (one for block in self.blocks for one in linked(block)):
            if link.kind == "file" and Path(link.url).name == Path(name).name:
                return urljoin(self.url, link.url)
        raise NotOffered(f"{self.page.name} reads {name}, so it must offer it with {{download}}")

    # -- Blocks ------------------------------------------------------------------------------------

    def add(self, block: AnyBlock) -> None:
        """Add a block."""
        match block:
            case Cell():
                self.run(block)
            case Figure():
                self.close()
                self.waiting.append(self.figure(block))
                self.close()
            case Para(role="cells") if not self.url:
                pass  # it leads to a page of the site
            case Box(body=body) if any(isinstance(one, Cell) for one in body):
                self.box(block)
            case Heading():
                self.close()
                self.waiting.append(self.text.block(block))
            case _:
                self.waiting.append(self.text.block(block))

    def run(self, cell: Cell) -> None:
        """Add code that ran, and what it printed; only that, if the page shows no more."""
        if cell.source:
            self.install()
            self.code(cell.source, cell.output)
        else:
            self.waiting.append(fenced(cell.output, "text"))

    def figure(self, figure: Figure) -> str:
        """Return a figure with its caption."""
        anchors = "".join(
            f'<a id="{name}"></a>' for name in figure.ids if name in self.text.anchors
        )
        shown = picture(figure, self.docs)
        caption = self.text.caption(figure.number, figure.caption)
        if figure.explorable and self.url:
            url = urljoin(self.url, f"explore/{figure.explorable}.html")
            caption += f" [{TRY[self.language]}]({url})"
        return "\n\n".join(filter(None, [anchors, shown, caption]))

    def box(self, box: Box) -> None:
        """Add what stands apart, and its cells between its texts."""
        for part, (texts, cell) in enumerate(parted(box.body)):
            if not part:
                self.waiting.append(self.text.block(dataclasses.replace(box, body=texts)))
            elif texts:
                self.waiting.append(quoted(self.text.blocks(texts)))
            if cell:
                self.run(cell)

    def solve(self, solution: Box) -> None:
        """Add a solution: its texts folded, and between them its cells, which unfold, too."""
        for part, (texts, cell) in enumerate(parted(solution.body)):
            body = "\n\n".join(
                self.figure(one) if isinstance(one, Figure) else self.text.block(one)
                for one in texts
            )
            if texts or not part:
                self.waiting.append(self.text.solution(solution, part, body))
            if cell:
                self.install()
                self.code(cell.source, cell.output, folded=True)

    # -- Cells -------------------------------------------------------------------------------------

    def close(self) -> None:
        """End a cell of text."""
        if self.waiting:
            self.cell("markdown", "\n\n".join(self.waiting), {})
            self.waiting.clear()

    def code(self, source: str, output: str, folded: bool = False) -> None:
        """Add a cell of code."""
        self.close()
        stream = {"name": "stdout", "output_type": "stream", "text": lines(output)}
        outputs = [stream] if output else []
        self.cell("code", source.rstrip("\n"), {"execution_count": None, "outputs": outputs})
        if folded:
            self.cells[-1]["metadata"] = {
                "jupyter": {"outputs_hidden": True, "source_hidden": True}
            }

    def cell(self, kind: str, source: str, more: dict[str, Any]) -> None:
        """Add a cell, whose name follows from what it says and what said the same before it."""
        again = sum("".join(one["source"]) == source for one in self.cells)
        name = hashlib.sha256(f"{kind} {again} {source}".encode()).hexdigest()[:12]
        self.cells.append(
            {"cell_type": kind, "id": name, "metadata": {}, "source": lines(source), **more}
        )


def parted(body: tuple[AnyBlock, ...]) -> Iterator[tuple[tuple[AnyBlock, ...], Cell | None]]:
    """Yield the texts before each cell with it, and those after the last one."""
    texts: list[AnyBlock] = []
    for one in body:
        if isinstance(one, Cell):
            yield tuple(texts), one
            texts.clear()
        else:
            texts.append(one)
    yield tuple(texts), None


def lines(text: str) -> list[str]:
    """Return a text as the lines that a notebook keeps."""
    return text.splitlines(keepends=True)


def linked(value: object) -> Iterator[Link]:
    """Yield the links in a block, or in whatever a block holds that is no block."""
    match value:
        case Link():
            yield value
        case tuple() | list():
            for one in value:
                yield from linked(one)
        case _:
            for name in ("parts", "title", "caption", "rows"):
                yield from linked(getattr(value, name, ()))
