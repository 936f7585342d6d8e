"""The labs of a page, read from its text: code, start and solution come from what the page shows."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from checked.statements import pages
from exercises import CELL, EXERCISE, OPTION, without_examples

from . import code

if TYPE_CHECKING:
    from pathlib import Path

LAB = re.compile(
    r"^(?P<fence>:{3,})\{lab\} (?P<name>[^\n]*)\n(?P<options>(?::[\w-]+:[^\n]*\n)*)"
    r"(?P<body>.*?)\n?^(?P=fence)$",
    re.M | re.S,
)
SET = re.compile(r"^:([\w-]+): *([^\n]*)$", re.M)
BLOCK = re.compile(r"^```(?P<kind>python|diff)\n(?P<code>.*?)^```$", re.M | re.S)
HINT = re.compile(r"^:{3,}\{hint\}$", re.M)
NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
KNOWN = {"checks", "solution", "start", "title", "with"}
SOLUTION = (
    r"^(?P<fence>:::+)\{{solution\}} {0}$(?P<text>.*?)(?=^(?P=fence)$)|"
    r"^```\{{solution-start\}} {0}$(?P<long>.*?)(?=^```\{{solution-end\}}$)"  # it holds cells
)


class LabError(ValueError):
    """A lab is not whole, or does not fit its page."""


@dataclass(frozen=True)
class Lab:
    """A lab as the page that it stands in makes it."""

    name: str
    page: str
    title: str
    exercise: str  # its label, or nothing
    checks: str
    cells: tuple[str, ...]
    start: str
    solution: str
    files: dict[str, str] = field(repr=False)

    def job(self) -> dict[str, Any]:
        """Return what the page tells the script of it, without the files of all labs."""
        told = ("checks", "cells", "start", "solution", "title")
        return {name: getattr(self, name) for name in told}


def read(docs: Path) -> dict[str, Lab]:
    """Return all labs of a book by their names, in their order."""
    found: dict[str, Lab] = {}
    for page in pages(docs):
        for name, lab in read_page(docs, page).items():
            if name in found:
                raise LabError(f"two labs have the name {name!r}: on {found[name].page} and {page}")
            found[name] = lab
    return found


def read_page(docs: Path, page: str, name: str | None = None) -> dict[str, Lab]:
    """Return the labs of a page, or the one with this name; raise LabError for one that is not whole."""
    source = without_examples((docs / f"{page}.md").read_text("utf-8"))
    found = (one for one in LAB.finditer(source) if name in (None, one["name"]))
    return {one["name"]: make(docs, page, source, one) for one in found}


def make(docs: Path, page: str, source: str, found: re.Match[str]) -> Lab:
    """Make a lab of its directive."""
    name, options = found["name"], dict(SET.findall(found["options"]))
    exercise, title = around(source, found.start())
    own = [one["code"] for one in BLOCK.finditer(found["body"]) if one["kind"] == "python"]
    try:
        if not NAME.fullmatch(name):
            raise LookupError("its name must be small letters, digits and hyphens")
        if unknown := options.keys() - KNOWN:
            raise LookupError(f"it has no option {', '.join(sorted(unknown))}")
        if not (title := options.get("title", title)):
            raise LookupError("it stands in no exercise, so it needs a title")
        if not HINT.search(found["body"]):
            raise LookupError("it has no text: give it a hint")
        start = fetched(docs, page, options["start"]) if "start" in options else own and own[0]
        if not start:
            raise LookupError("it has no start: the option, or a block of Python")
        solution = solved(docs, page, source, exercise, options.get("solution", ""), start)
        files = modules(docs, options.get("checks", ""), name)
        with_ = options.get("with", "").split()
        cells = tuple(gathered(docs, page, with_))
    except (LookupError, SyntaxError) as error:
        raise LabError(f"lab {name!r}: {error}") from error
    start, solution = start.strip("\n") + "\n", solution.strip("\n") + "\n"
    told = (options["checks"], cells, start, solution, files)
    return Lab(name, page, title, exercise, *told)


def around(source: str, place: int) -> tuple[str, str]:
    """Return label and title of the exercise that a place lies in, or nothing."""
    for one in EXERCISE.finditer(source):
        if place in range(*one.span()):
            return dict(OPTION.findall(one["options"]))["label"], one["title"]
    return "", ""


@cache
def cells(path: Path) -> list[str]:
    """Return the code of the cells of a page, hidden or not."""
    return [one["code"] for one in CELL.finditer(path.read_text("utf-8"))]


def sources(docs: Path, page: str, where: str) -> list[str]:
    """Return the code of a place: of the page itself (no name), of ``page.md``, of ``momentum.optim``."""
    if where.startswith("momentum."):
        module = docs.parent.joinpath(*where.split(".")).with_suffix(".py")
        return [module.read_text("utf-8")]
    file = docs / (where or f"{page}.md")
    if not file.is_file():
        raise LookupError(f"there is no page {where}")
    return cells(file)


def fetched(docs: Path, page: str, wanted: str) -> str:
    """Return the statement that defines a name: ``Name``, ``page.md:Name``, ``momentum.optim:name``."""
    where, _, name = wanted.rpartition(":")
    return code.definition(sources(docs, page, where), name)


def gathered(docs: Path, page: str, names: list[str]) -> list[str]:
    """Return the code that defines names, a piece for each place that they come from."""
    places: dict[str, list[str]] = {}
    for name in names:
        where, _, short = name.rpartition(":")
        places.setdefault(where, []).append(short)
    return [code.pick(sources(docs, page, where), wanted) for where, wanted in places.items()]


def solved(docs: Path, page: str, source: str, exercise: str, wanted: str, start: str) -> str:
    """Return the page's own solution."""
    if not wanted:
        raise LookupError("it has no solution")
    pattern = SOLUTION.format(re.escape(exercise))
    found = re.search(pattern, source, re.M | re.S) if exercise else None
    text = (found["text"] or found["long"] or "") if found else ""
    blocks = [(one["kind"], one["code"]) for one in BLOCK.finditer(text)]
    if wanted == "diff":
        diffs = [block for kind, block in blocks if kind == "diff"]
        if not diffs:
            raise LookupError(f"the solution of {exercise!r} has no diff")
        return code.patched(start, diffs[0])
    for block in [*(block for kind, block in blocks if kind == "python"), *CELL.findall(text)]:
        if any(wanted in code.defined(node) for node, _ in code.statements(block)):
            return str(block)
    return fetched(docs, page, wanted)


def modules(docs: Path, checks: str, name: str) -> dict[str, str]:
    """Return the module that checks a lab, with those of ``docs/labs`` that it imports."""
    file = docs / "labs" / f"{checks}.py"
    if not checks or not file.is_file():
        raise LookupError(f"it has no checks: there is no docs/labs/{checks or 'NAME'}.py")
    text = file.read_text("utf-8")
    functions = {node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
    if not functions & {"checks", name.replace("-", "_")}:
        raise LookupError(
            f"docs/labs/{checks}.py defines neither {name.replace('-', '_')} nor checks"
        )
    return {file.name: text, **imported(docs, text)}


def imported(docs: Path, text: str) -> dict[str, str]:
    """Return the modules of ``docs/labs`` that a text imports, and those that they import."""
    found: dict[str, str] = {}
    for node in ast.walk(ast.parse(text)):
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            if (file := docs / "labs" / f"{name}.py").is_file():
                source = file.read_text("utf-8")
                found |= {file.name: source, **imported(docs, source)}
    return found
