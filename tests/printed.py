"""Formulas as the pages print them, read from their TeX and computed with numbers or symbols.

A test that is to hold an equation reads the equation itself, puts in values that it found by
another route, and asks whether the printed relations are true. So a wrong sign on a page turns a
test red.
"""

import functools
import itertools
import math
import operator
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import sympy as sp
import torch
from checked.statements import read_page

ROOT = Path(__file__).parents[1]

USED: set[str] = set()  # labels whose printed relations the running test has computed

Env = Mapping[str, Any]
Node = Callable[[Env], Any]

TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\d+(?:\.\d+)?|\S")
ARRAY = re.compile(r"(\\begin\{(?:bmatrix|cases)\}.*?\\end\{(?:bmatrix|cases)\})", re.S)
IGNORED = {r"\left", r"\right", r"\,", r"\;", r"\:", r"\!", r"\displaystyle", "~"}
IGNORED |= {rf"\{size}{side}" for size in ("big", "Big", "bigg") for side in ("l", "r", "")}
BREAKS = {r"\qquad", r"\quad", r"\\", ",", ";", "."}
NAMING = {r"\mathbf", r"\mathcal", r"\mathrm", r"\operatorname", r"\hat", r"\bar", r"\tilde"}
NAMING |= {r"\boldsymbol", r"\mathbb", r"\widehat", r"\dot", r"\ddot"}
FRACTIONS = {r"\frac", r"\tfrac", r"\dfrac"}
PAIRS = {"(": ")", "[": "]", "{": "}", r"\{": r"\}", r"\lfloor": r"\rfloor", r"\lceil": r"\rceil"}
ROUNDING = {r"\lfloor": math.floor, r"\lceil": math.ceil}


def close(left: Any, right: Any, rel: float, abs_: float) -> bool:
    """Whether two values are equal: symbols exactly, numbers and tensors up to rounding."""
    if isinstance(left, sp.MatrixBase | sp.Basic) or isinstance(right, sp.MatrixBase | sp.Basic):
        difference = sp.simplify(left - right)
        zero = difference.is_zero_matrix if hasattr(difference, "shape") else difference == 0
        return bool(zero)
    return bool(np.allclose(np.asarray(left), np.asarray(right), rtol=rel, atol=abs_))


RELATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt, ">": operator.gt,
    r"\le": operator.le, r"\leq": operator.le, r"\ge": operator.ge, r"\geq": operator.ge,
    r"\ne": operator.ne, r"\in": lambda x, ends: ends[0] <= x <= ends[1],
    r"\notin": lambda x, ends: not ends[0] <= x <= ends[1],
}  # fmt: skip
EQUALS = {"=", r"\leftarrow", r"\approx", r"\to", r"\mapsto"}
FUNCTIONS: dict[str, Any] = {
    r"\ln": lambda x: sp.log(x) if isinstance(x, sp.Basic) else np.log(x),
    r"\exp": lambda x: sp.exp(x) if isinstance(x, sp.Basic) else np.exp(x),
    r"\cos": lambda x: sp.cos(x) if isinstance(x, sp.Basic) else np.cos(x),
    r"\sin": lambda x: sp.sin(x) if isinstance(x, sp.Basic) else np.sin(x),
    r"\cosh": lambda x: sp.cosh(x) if isinstance(x, sp.Basic) else np.cosh(x),
    r"\max": max, r"\min": min,
    r"\pi": math.pi, "e": math.e, r"\mathbf{0}": 0, r"\infty": math.inf,
}  # fmt: skip


def is_function(value: Any) -> bool:
    """Whether a value is applied to what follows; SymPy's symbols can be called but are not."""
    return callable(value) and not isinstance(value, sp.Basic)


def times(left: Any, right: Any) -> Any:
    """Multiply: matrices as matrices (vectors are columns), everything else as numbers."""
    arrays = (np.ndarray, torch.Tensor)
    if isinstance(left, arrays) and isinstance(right, arrays) and left.ndim == right.ndim == 2:
        product = left @ right
        return product[0, 0] if tuple(product.shape) == (1, 1) else product
    product = left * right
    one = isinstance(product, sp.MatrixBase) and product.shape == (1, 1)
    return product[0, 0] if one else product


def number(digits: str, env: Env) -> Any:
    """Return a number, exact where the values are symbols."""
    if env.get("exact"):
        return sp.Rational(digits)
    return float(digits) if "." in digits else int(digits)


def root(value: Any) -> Any:
    """Return the square root; that of a negative number is imaginary."""
    if isinstance(value, sp.Basic):
        return sp.sqrt(value)
    if isinstance(value, torch.Tensor):
        return value.sqrt()
    return np.emath.sqrt(value)


def length(value: Any, bar: str) -> Any:
    """Return the modulus of a number, or the norm of a vector."""
    number = bar == "|" or isinstance(value, sp.Basic)
    return abs(value) if number else np.linalg.norm(value)


def transposed(value: Any) -> Any:
    """Return the transpose; a number is its own."""
    return value if isinstance(value, sp.Expr) and not value.is_Matrix else value.T


def add(values: Iterable[Any]) -> Any:
    """Add up, without a zero of the wrong kind to begin with; nothing adds up to 0."""
    return functools.reduce(operator.add, terms) if (terms := list(values)) else 0


def matrix(rows: list[list[Any]], env: Env) -> Any:
    """Return a matrix of symbols or of numbers."""
    return sp.Matrix(rows) if env.get("exact") else np.array(rows, dtype=float)


def power(base: Any, exponent: Any) -> Any:
    """Raise to a power; a square array to a whole power is a matrix power."""
    if isinstance(base, torch.Tensor) and base.ndim == 2:
        return torch.linalg.matrix_power(base, int(exponent))
    if isinstance(base, np.ndarray) and base.ndim == 2:
        return np.linalg.matrix_power(base, int(exponent))
    return base**exponent


@dataclass(frozen=True)
class Relation:
    """Expressions in a chain, such as ``a = b < c``."""

    sides: list[Node]
    signs: list[str]

    def holds(self, env: Env, rel: float = 1e-9, abs_: float = 1e-12) -> bool:
        """Whether every link of the chain is true."""
        values = [side(env) for side in self.sides]
        return all(
            close(left, right, rel, abs_)
            if sign in EQUALS
            else bool(np.all(RELATIONS[sign](left, right)))
            for sign, (left, right) in zip(self.signs, itertools.pairwise(values), strict=True)
        )


def printed(label: str) -> "Formula":
    """Return the equation with this label, as its page prints it."""
    return Formula(equations()[label], label)


@functools.cache
def equations() -> dict[str, str]:
    """Return the TeX of every labelled equation of the book."""
    pages = (ROOT / "docs").glob("*.md")
    found = [one for page in pages for one in read_page(page) if one.role == "eq"]
    return {one.label: one.text for one in found}


class Formula:
    """All relations of one printed formula."""

    def __init__(self, tex: str, label: str = "") -> None:
        self.tex, self.label = tex, label
        self.relations = Reader(tex).formula()

    def values(self, env: Env, number: int = 0) -> list[Any]:
        """Return the values of the sides of one relation."""
        USED.add(self.label)
        return [side(complete(env)) for side in self.relations[number].sides]

    def check(self, env: Env, *only: int, rel: float = 1e-9, abs_: float = 1e-12) -> None:
        """Raise AssertionError unless the relations (all, or those numbered) are true."""
        USED.add(self.label)
        for number in only or range(len(self.relations)):
            if not self.relations[number].holds(complete(env), rel, abs_):
                sides = self.values(env, number)
                raise AssertionError(f"relation {number} of {self.tex!r} is not true: {sides}")


def complete(env: Env) -> Env:
    """Add the functions every page knows, and whether numbers are to be exact."""
    exact = any(isinstance(value, sp.Basic | sp.MatrixBase) for value in env.values())
    return FUNCTIONS | {"exact": exact} | dict(env)


class Reader:
    """Recursive descent over the TeX that the book uses."""

    def __init__(self, tex: str) -> None:
        plain = re.sub(r"\\(begin|end)\{(aligned|gathered)\}", "", re.sub(r"\[\d+pt\]", "", tex))
        pieces = [p if p.startswith(r"\begin") else p.replace("&", " ") for p in ARRAY.split(plain)]
        self.tokens = [t for t in TOKEN.findall(" ".join(pieces)) if t not in IGNORED]
        self.place = 0
        self.bars: list[str] = []  # the open bars around this place

    # -- tokens ---------------------------------------------------------------------------------

    @property
    def token(self) -> str:
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def take(self, wanted: str = "") -> str:
        token = self.token
        if not token or (wanted and token != wanted):
            raise ValueError(f"{wanted or 'more'} expected at {self.tokens[self.place :][:6]}")
        self.place += 1
        return token

    def raw(self) -> str:
        """Take a group, or one token, as it is written, without spaces."""
        if self.token != "{":
            return self.take()
        start, depth = self.place, 0
        while True:
            depth += {"{": 1, "}": -1}.get(self.take(), 0)
            if depth == 0:
                inside = " ".join(self.tokens[start + 1 : self.place - 1])
                return re.sub(r"(?<!\\)(\\[A-Za-z]+ (?=[A-Za-z]))| ", lambda m: m[1] or "", inside)

    # -- formula, relation, expression ----------------------------------------------------------

    def formula(self) -> list[Relation]:
        relations = []
        while self.token:
            if self.token in BREAKS:
                self.take()
            else:
                relations.append(self.relation())
        return relations

    def relation(self) -> Relation:
        sides, signs = [self.expression()], []
        while self.token in RELATIONS or self.token in EQUALS:
            signs.append(self.take())
            sides.append(self.expression())
        return Relation(sides, signs)

    def expression(self) -> Node:
        terms = [self.signed() if self.token in ("+", "-", r"\pm", r"\mp") else self.term()]
        while self.token in ("+", "-", r"\pm", r"\mp"):
            terms.append(self.signed())
        if len(terms) == 1:
            return terms[0]
        return lambda env: add(term(env) for term in terms)

    def signed(self) -> Node:
        sign, term = self.take(), self.term()
        return {
            "+": term,
            "-": lambda env: -term(env),
            r"\pm": lambda env: env[r"\pm"] * term(env),
            r"\mp": lambda env: -env[r"\pm"] * term(env),
        }[sign]

    def term(self) -> Node:
        factors: list[tuple[str, Node]] = [("*", self.factor())]
        while True:
            if self.token in ("/", r"\cdot", r"\times"):
                factors.append(("/" if self.take() == "/" else "*", self.factor()))
            elif self.begins_factor():
                factors.append(("*", self.factor()))
            else:
                return lambda env: product(factors, env)

    def begins_factor(self) -> bool:
        stops = {"", "&", "+", "-", r"\pm", r"\mp", *BREAKS, *RELATIONS, *EQUALS, *PAIRS.values()}
        return self.token not in stops | {r"\end"} and self.token not in self.bars[-1:]

    def factor(self) -> Node:
        node = self.atom()
        while self.token in ("^", r"\T", "!"):
            node = self.postfix(node)
        return node

    def postfix(self, base: Node) -> Node:
        if self.take() == r"\T":
            return lambda env: transposed(base(env))
        exponent = self.group()
        if getattr(base, "applies", False):
            return Powered(base, exponent)
        return lambda env: power(base(env), exponent(env))

    def group(self) -> Node:
        """Read a braced expression, or one token as an expression."""
        if self.token == "{":
            self.take()
            node = self.expression()
            self.take("}")
            return node
        return Reader(self.take()).expression() if self.token[0] != "\\" else self.atom()

    # -- atoms ----------------------------------------------------------------------------------

    def atom(self) -> Node:
        token = self.token
        if re.match(r"\d", token):
            digits = self.take()
            return lambda env: number(digits, env)
        if token in PAIRS:
            return self.bracket()
        if token in ("|", r"\|"):
            return self.absolute()
        if token in FRACTIONS:
            self.take()
            # \frac12 is two tokens for TeX and one number for us
            if re.fullmatch(r"\d\d", self.token):
                above, below = self.take()
                return lambda env: number(above, env) / number(below, env)
            up, down = self.group(), self.group()
            return lambda env: up(env) / down(env)
        if token == r"\sqrt":
            self.take()
            under = self.group()
            return lambda env: root(under(env))
        if token in (r"\sum", r"\prod"):
            return self.series()
        if token == r"\begin":
            return self.environment()
        if token in RELATIONS or token in EQUALS:
            raise ValueError(f"a value expected at {self.tokens[self.place :][:6]}")
        return self.symbol()

    def bracket(self) -> Node:
        opening = self.take()
        bars, self.bars = self.bars, []
        parts = [self.expression()]
        while self.token == ",":
            self.take()
            parts.append(self.expression())
        closing = self.take()
        self.bars = bars
        if closing != PAIRS[opening] and {opening, closing} & {"{", "}"}:
            raise ValueError(f"{opening} is closed by {closing}")
        if opening in ROUNDING:
            return lambda env: ROUNDING[opening](parts[0](env))
        return Bracket(parts)

    def absolute(self) -> Node:
        bar = self.take()
        self.bars.append(bar)
        inside = self.expression()
        self.bars.pop()
        self.take(bar)
        return lambda env: length(inside(env), bar)

    def series(self) -> Node:
        name, below, above = self.take(), "", None
        while self.token in ("_", "^"):
            if self.take() == "_":
                below = self.raw()
            else:
                above = Reader(self.raw()).expression()
        body = self.term()
        index, _, start = below.partition("=")
        first = Reader(start).expression() if start else None

        def value(env: Env) -> Any:
            if first is None or above is None:
                run: Iterable[Any] = env[f"{name}_{below}"]
            elif isinstance(above(env), sp.Basic) and not above(env).is_Integer:
                at = sp.Dummy(integer=True)
                return sp.Sum(body({**env, index: at}), (at, first(env), above(env)))
            else:
                run = range(int(first(env)), int(above(env)) + 1)
            values = (body({**env, re.split(r"\\(?:in|ne)", index)[0]: i}) for i in run)
            return add(values) if name == r"\sum" else math.prod(values)

        return value

    def environment(self) -> Node:
        self.take()
        kind = self.raw()
        rows: list[list[Relation]] = [[]]
        while self.token != r"\end":
            if self.token in (r"\\", "&", ",", "."):
                if self.take() == r"\\":
                    rows.append([])
            else:
                rows[-1].append(self.relation())
        self.take(r"\end")
        self.raw()
        if kind == "cases":
            return lambda env: env.get("cases", the_case)([row for row in rows if row], env)
        return lambda env: matrix(
            [[cell.sides[0](env) for cell in row] for row in rows if row], env
        )

    def symbol(self) -> Node:
        base = self.take()
        if base in NAMING:
            base = f"{base}{{{self.raw()}}}"
        name, subscript = base, ""
        while self.token in ("_", "'") or (self.token == "^" and self.peek_star()):
            mark = self.take()
            if mark == "_":
                subscript = self.raw()
                name += (
                    f"_{subscript}" if len(TOKEN.findall(subscript)) == 1 else f"_{{{subscript}}}"
                )
            else:
                name += mark if mark == "'" else "^*"
                base += mark if mark == "'" else "^*"
                if mark == "^":
                    self.raw()
        return Symbol(name, base, subscript)

    def peek_star(self) -> bool:
        return self.tokens[self.place + 1 : self.place + 2] == ["*"] or self.tokens[
            self.place + 1 : self.place + 4
        ] == ["{", "*", "}"]


@functools.cache
def indices(subscript: str) -> list[Node]:
    """Read the expressions of a subscript, parted by commas."""
    reader, parts = Reader(subscript), []
    while reader.token:
        parts.append(reader.expression())
        if reader.token:
            reader.take(",")
    return parts


def the_case(rows: list[list[Relation]], env: Env) -> Any:
    """Return the value of the case that applies; where several do, they must agree."""
    true = [row[0].sides[0](env) for row in rows if all(c.holds(env) for c in row[1:])]
    if not true or not all(close(true[0], other, 1e-6, 1e-9) for other in true):
        raise AssertionError(f"one case must apply, or all that do agree: {true}")
    return true[0]


@dataclass(frozen=True)
class Symbol:
    """A name; its subscript is part of the name, or the argument of a sequence."""

    name: str
    base: str
    subscript: str
    applies = True

    def __call__(self, env: Env) -> Any:
        if self.name in env:
            return env[self.name]
        if self.subscript and is_function(sequence := env.get(self.base)):
            return sequence(*(index(env) for index in indices(self.subscript)))
        raise KeyError(f"no value for {self.name}")


@dataclass(frozen=True)
class Bracket:
    """One expression or several in brackets: a number, or the arguments of a function."""

    parts: list[Node]

    applies = True

    def values(self, env: Env) -> tuple[Any, ...]:
        return tuple(part(env) for part in self.parts)

    def __call__(self, env: Env) -> Any:
        values = self.values(env)
        return values[0] if len(values) == 1 else values


@dataclass(frozen=True)
class Powered:
    """A symbol or bracket with an exponent; a function is raised to it after its call."""

    base: Node
    exponent: Node

    def __call__(self, env: Env) -> Any:
        value = self.base(env)
        if is_function(value):
            return lambda *args: power(value(*args), self.exponent(env))
        return power(value, self.exponent(env))


def product(factors: list[tuple[str, Node]], env: Env) -> Any:
    """Multiply and divide from left to right; a function takes the factor behind it."""
    values: list[tuple[str, Any]] = []
    for sign, node in reversed(factors):
        argument = values[-1][1] if values else None
        if isinstance(node, Symbol | Powered) and is_function(value := node(env)):
            if not isinstance(argument, Argument):
                argument = Argument((argument,))
            values[-1:] = [(sign, argument.given_to(value))]
        else:
            values.append((sign, Argument.of(node, env)))
    pairs = [(sign, v.alone() if isinstance(v, Argument) else v) for sign, v in reversed(values)]
    (_, result), *rest = pairs
    for sign, value in rest:
        result = times(result, value) if sign == "*" else result / value
    return result


@dataclass(frozen=True)
class Argument:
    """What a bracket holds: a factor by itself, or the arguments of the function before it."""

    values: tuple[Any, ...]
    exponent: Any = None

    @classmethod
    def of(cls, node: Node, env: Env) -> "Argument":
        """Compute a factor; the exponent of a bracket waits, for f(x)^2 is the square of f(x)."""
        if isinstance(node, Powered) and isinstance(node.base, Bracket):
            return cls(node.base.values(env), node.exponent(env))
        return cls(node.values(env) if isinstance(node, Bracket) else (node(env),))

    def alone(self) -> Any:
        """Return the value of the factor; several values are the ends of an interval."""
        value = self.values[0] if len(self.values) == 1 else self.values
        return value if self.exponent is None else power(value, self.exponent)

    def given_to(self, function: Callable[..., Any]) -> Any:
        """Return the value of a function of this argument."""
        value = function(*self.values)
        return value if self.exponent is None else power(value, self.exponent)
