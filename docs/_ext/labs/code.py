"""Pieces of code: what defines a name and all that this needs, what a diff makes of it."""

from __future__ import annotations

import ast
import symtable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def statements(source: str) -> Iterator[tuple[ast.stmt, str]]:
    """Yield the statements of a source with their text, decorators included."""
    lines = source.splitlines()
    for node in ast.parse(source).body:
        first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])
        yield node, "\n".join(lines[first - 1 : node.end_lineno])


def defined(node: ast.stmt) -> set[str]:
    """Return the names that a statement gives a meaning."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return {node.name}
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {(one.asname or one.name).partition(".")[0] for one in node.names}
    if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.For, ast.With)):
        inner = (one.target for one in ast.walk(node) if isinstance(one, ast.comprehension))
        own = {one for target in inner for one in ast.walk(target)}
        stored = (one for one in ast.walk(node) if isinstance(one, ast.Name) and one not in own)
        return {one.id for one in stored if isinstance(one.ctx, ast.Store)}
    return set()


class Generators(ast.NodeTransformer):
    """Makes generators of comprehensions, whose names Python 3.12 counts among those around them (PEP 709)."""

    def visit_ListComp(self, node: ast.ListComp | ast.SetComp) -> ast.AST:
        """Keep what is made of each."""
        return self.generic_visit(ast.GeneratorExp(node.elt, node.generators))

    visit_SetComp = visit_ListComp

    def visit_DictComp(self, node: ast.DictComp) -> ast.AST:
        """Pair keys and values."""
        pair = ast.Tuple([node.key, node.value], ast.Load())
        return self.generic_visit(ast.GeneratorExp(pair, node.generators))


def used(node: ast.stmt) -> set[str]:
    """Return the names that a statement reads from outside: what a function calls its own is not among them."""
    source = ast.unparse(Generators().visit(ast.parse(ast.unparse(node))))
    table = symtable.symtable(source, "cell", "exec")
    read = {one.get_name() for one in table.get_symbols() if one.is_referenced()}
    target = getattr(node, "target", None)  # of an assignment like +=, which reads what it changes
    return read | outer(table) | ({target.id} if isinstance(target, ast.Name) else set())


def outer(table: symtable.SymbolTable) -> set[str]:
    """Return the names that functions and classes take from the level of the module."""
    found = set[str]()
    for child in table.get_children():
        found |= {one.get_name() for one in child.get_symbols() if one.is_global()} | outer(child)
    return found


def pick(sources: Iterable[str], names: Iterable[str]) -> str:
    """Return the statements that define some names, in their order, with those that these need.

    Raises LookupError for a name that no source defines.
    """
    found = [pair for source in sources for pair in statements(source)]
    wanted, chosen = set(names), set[int]()
    known = set().union(*(defined(node) for node, _ in found)) if found else set()
    if missing := wanted - known:
        raise LookupError(f"no cell defines {', '.join(sorted(missing))}")
    while True:
        more = {k for k, (node, _) in enumerate(found) if defined(node) & wanted} - chosen
        if not more:
            break
        chosen |= more
        wanted = {name for k in more for name in used(found[k][0])}
    return "\n\n\n".join(found[k][1] for k in sorted(chosen))


def definition(sources: Iterable[str], name: str) -> str:
    """Return the last statement that defines a name, alone; a long docstring is cut to its first line."""
    found = [
        text for source in sources for node, text in statements(source) if name in defined(node)
    ]
    if not found:
        raise LookupError(f"no cell defines {name}")
    return short(found[-1])


def short(code: str) -> str:
    """Cut the docstring of a function or class to its first line."""
    node = ast.parse(code).body[0]
    if not isinstance(node, (ast.FunctionDef, ast.ClassDef)) or not ast.get_docstring(node):
        return code
    doc, lines = node.body[0], code.splitlines()
    first, end = doc.lineno - 1, doc.end_lineno or doc.lineno
    if end - first > 1:
        lines[first:end] = [f'{lines[first].rstrip()}"""']
    return "\n".join(lines)


def patched(code: str, diff: str) -> str:
    """Return what a diff makes of a code; raise LookupError if it does not fit at exactly one place."""
    lines, minus, plus = code.splitlines(), list[str](), list[str]()
    blocks = []
    for line in [*diff.splitlines(), " "]:
        sign, text = line[:1] or " ", line[1:]
        if sign == "-" and plus:
            blocks.append((minus, plus))
            minus, plus = [], []
        if sign in "-+":
            (minus if sign == "-" else plus).append(text)
        elif minus or plus:
            blocks.append((minus, plus))
            minus, plus = [], []
    for old, new in blocks:
        places = [k for k in range(len(lines)) if old and lines[k : k + len(old)] == old]
        if len(places) != 1:
            raise LookupError(f"the diff fits at {len(places)} places: {old}")
        (place,) = places
        lines[place : place + len(old)] = new
    return "\n".join(lines)
