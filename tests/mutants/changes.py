"""What can be changed in a file of Python, one thing at a time."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator

BINARY = ["Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul", "FloorDiv_Mul", "Mod_Mul", "Pow_Mul"]
BINARY += ["BitOr_BitAnd", "BitAnd_BitOr", "BitXor_BitOr"]
# The edge moved, and the answer turned round.
COMPARISON = ["Eq_NotEq", "NotEq_Eq", "Is_IsNot", "IsNot_Is"]
COMPARISON += ["Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt", "Lt_GtE", "LtE_Gt", "Gt_LtE", "GtE_Lt"]
OTHERS = ["AddNot", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceAndWithOr"]
OTHERS += ["ReplaceOrWithAnd", "ReplaceBreakWithContinue", "ReplaceContinueWithBreak"]
OTHERS += ["ExceptionReplacer", "NumberReplacer", "RemoveDecorator", "ZeroIterationForLoop"]
OTHERS += ["ReplaceUnaryOperator_USub_UAdd", "ReplaceUnaryOperator_Delete_Not"]
OPERATORS = [
    *(f"ReplaceBinaryOperator_{one}" for one in BINARY),
    *(f"ReplaceComparisonOperator_{one}" for one in COMPARISON),
    *OTHERS,
]


class Mutant(NamedTuple):
    """A file with one thing changed: the first line that differs, as it was and as it is now."""

    file: str
    line: int
    was: str
    now: str
    source: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.was} → {self.now}"


def mutants(root: Path, file: str) -> Iterator[Mutant]:
    """Yield the mutants of a file that do something else, or fail to."""
    source = (root / file).read_text("utf-8")
    seen = {meaning(source), ""}
    for name in OPERATORS:
        operator = get_operator(f"core/{name}")()
        for place in itertools.count():
            broken = mutate_code(source, operator, place)
            if broken is None:
                break
            if (means := meaning(broken)) not in seen:
                seen.add(means)
                yield Mutant(file, *difference(source, broken), broken)


def difference(source: str, broken: str) -> tuple[int, str, str]:
    """Return the number of the first line that differs, and both its states."""
    lines = source.splitlines()
    pairs = itertools.zip_longest(lines, broken.splitlines(), fillvalue="")
    number, (_, now) = next((n, p) for n, p in enumerate(pairs, 1) if p[0] != p[1])
    # With a decorator goes the empty line before it.
    number = next(n for n in range(number, len(lines) + 1) if lines[n - 1].strip())
    return number, lines[number - 1].strip(), now.strip()


def meaning(source: str) -> str:
    """Return what a source says, without what only a reader and a type checker look at."""
    try:
        tree = ast.parse(source)
    except SyntaxError:  # an operator that does not suit the place: no mutant
        return ""
    return ast.dump(Unannotated().visit(tree))


class Unannotated(ast.NodeTransformer):
    """Takes annotations away; all our modules leave them unevaluated, or plain."""

    def visit_arg(self, node: ast.arg) -> ast.arg:
        """Take it from an argument."""
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Take it from what is returned."""
        node.returns = None
        return self.generic_visit(node)

    def visit_If(self, node: ast.If) -> ast.AST | None:
        """Take what is imported for the type checker alone, whatever the condition became."""
        names = {one.id for one in ast.walk(node.test) if isinstance(one, ast.Name)}
        return None if "TYPE_CHECKING" in names else self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """Keep the target and its value."""
        node.annotation = ast.Constant(None)
        return self.generic_visit(node)
