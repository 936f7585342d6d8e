"""Claims about all real numbers, decided by z3: what a page prints becomes polynomials.

Formulas are read with SymPy's symbols. Fractions are cleared, and a claim with a fraction says that
its denominator is not zero; a root, a modulus, a maximum, a case is a new variable with what defines
it. Where a definition does not apply (a root of a negative number, no case), the variable may be
anything, so that no claim which uses it there can be proved.
"""

import functools
import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import printed
import sympy as sp
import z3

PATIENCE = 120_000  # milliseconds: a busy machine is slow, but nothing waits for ever
EFFORT = 20_000_000  # of the solver, in its own units: the same on every machine, some seconds
EXACT = {r"\pi": sp.pi, "e": sp.E, r"\max": sp.Max, r"\min": sp.Min}


class Reals:
    """Real numbers with what defines them, and the question whether a claim holds for all of them."""

    def __init__(self) -> None:
        self.definitions: list[Any] = []
        self.known: dict[sp.Expr, sp.Symbol] = {}
        self.count = itertools.count()

    # -- terms ----------------------------------------------------------------------------------

    def new(self) -> sp.Symbol:
        """Return a number about which nothing is known."""
        return sp.Symbol(f"_{next(self.count)}", real=True)

    def positive(self, names: str) -> Iterator[sp.Symbol]:
        """Return positive numbers, whose roots SymPy may take."""
        for symbol in sp.symbols(names, positive=True, seq=True):
            self.definitions.append(self.link(symbol, ">", 0))
            yield symbol

    def polynomial(self, expr: Any) -> tuple[sp.Poly | sp.Expr, sp.Expr]:
        """Return numerator and denominator, without roots or moduli."""
        plain = sp.sympify(expr).replace(is_defined, self.define)
        return sp.fraction(sp.together(plain))

    def define(self, expr: sp.Expr) -> sp.Expr:
        """Return a variable in the place of a root, a modulus or a maximum."""
        if isinstance(expr, sp.Pow):
            exponent = expr.exp
            return self.defined(sp.sqrt(expr.base, evaluate=False)) ** (2 * exponent)
        return self.defined(expr)

    def defined(self, expr: sp.Expr) -> sp.Symbol:
        """Return the variable of an expression; the first time, write down what defines it."""
        if expr not in self.known:
            value = self.known[expr] = self.new()
            if isinstance(expr, sp.Pow):
                square = [self.link(value, r"\ge", 0), self.link(value**2, "=", expr.base)]
                self.definitions.append(z3.Implies(self.link(expr.base, r"\ge", 0), z3.And(square)))
            elif isinstance(expr, sp.Abs):
                self.largest(value, expr.args[0], -expr.args[0])
            else:
                sign = 1 if isinstance(expr, sp.Max) else -1
                self.largest(sign * value, *(sign * one for one in expr.args))
        return self.known[expr]

    def largest(self, value: Any, *of: Any) -> None:
        """Define a value as the largest of some."""
        bounds = z3.And([self.link(value, r"\ge", one) for one in of])
        reached = z3.Or([self.link(value, "=", one) for one in of])
        self.definitions.append(z3.Implies(self.exists(*of), z3.And(bounds, reached)))

    def cases(self, rows: Iterable[list[printed.Relation]], env: printed.Env) -> sp.Symbol:
        """Return what a printed distinction of cases is: one of its lines that apply, or anything."""
        value, lines, applies = self.new(), [], []
        for row in rows:
            (line,) = (side(env) for side in row[0].sides)
            conditions = [self.relation(one, env) for one in row[1:]]
            applies.append(z3.And(*conditions, self.exists(line)))
            lines.append(z3.And(applies[-1], self.link(value, "=", line)))
        self.definitions.append(z3.Or(*lines, z3.Not(z3.Or(applies))))
        return value

    def exists(self, *values: Any) -> Any:
        """Return the claim that no denominator in the values is zero."""
        return z3.And([term(self.polynomial(value)[1]) != 0 for value in values])

    # -- claims ---------------------------------------------------------------------------------

    def link(self, left: Any, sign: str, right: Any) -> Any:
        """Return one link of a chain as a claim about polynomials."""
        if sign in (r"\in", r"\notin"):
            inside = z3.And(self.link(right[0], r"\le", left), self.link(left, r"\le", right[1]))
            return inside if sign == r"\in" else z3.Not(inside)
        if isinstance(left, sp.MatrixBase):
            equal = z3.And([self.link(a, "=", b) for a, b in zip(left, right, strict=True)])
            return equal if sign == "=" else z3.Not(equal)
        above, below = self.polynomial(left - right)
        if sign == "=" or sign == r"\ne":
            claim = term(above) == 0 if sign == "=" else term(above) != 0
        else:
            claim = printed.RELATIONS[sign](term(above * below), 0)
        return claim if below.is_number else z3.And(term(below) != 0, claim)

    def relation(self, relation: printed.Relation, env: printed.Env) -> Any:
        """Return a printed chain as a claim; what is only approximate is left out."""
        sides = [side(env) for side in relation.sides]
        links = zip(sides, relation.signs, sides[1:], strict=False)
        return z3.And([self.link(*one) for one in links if one[1] not in (r"\approx", r"\to")])

    def claim(self, label: str, env: printed.Env, *only: int) -> Any:
        """Return what a page prints under a label as a claim: all relations, or those numbered."""
        formula = printed.printed(label)
        printed.USED.add(label)
        full = printed.complete(EXACT | {"cases": self.cases} | dict(env))
        numbers = only or range(len(formula.relations))
        return z3.And([self.relation(formula.relations[number], full) for number in numbers])

    def all(self, *links: tuple[Any, str, Any]) -> Any:
        """Return several links as one claim."""
        return z3.And([self.link(*one) for one in links])

    def radius(self, trace: Any, determinant: Any) -> sp.Symbol:
        """Return the largest modulus of the two roots of a real quadratic, from what roots are."""
        r, s, a, b, value = (self.new() for _ in range(5))
        real = self.all((trace, "=", r + s), (determinant, "=", r * s))
        size = self.link(value, "=", sp.Max(abs(r), abs(s)))
        pair = self.all((trace, "=", 2 * a), (determinant, "=", a**2 + b**2), (b, ">", 0))
        modulus = self.all((value, r"\ge", 0), (value**2, "=", determinant))
        nothing = z3.Not(self.exists(trace, determinant))
        self.definitions.append(z3.Or(z3.And(real, size), z3.And(pair, modulus), nothing))
        return value

    def within(self, trace: Any, determinant: Any, r: Any, *, strictly: bool = False) -> Any:
        """Return what it asks of a real quadratic that its roots lie within a radius r > 0.

        ``test_roots_within_a_radius`` proves that this is the same as a bound of ``radius``.
        """
        less = "<" if strictly else r"\le"
        ends = [(0, less, r**2 - sign * trace * r + determinant) for sign in (1, -1)]
        return self.all((-(r**2), less, determinant), (determinant, less, r**2), *ends)

    def proves(self, claim: Any, *given: Any) -> None:
        """Raise AssertionError unless the claim holds for all numbers of which the rest is true."""
        solver = z3.SolverFor("QF_NRA")
        solver.set("rlimit", EFFORT)
        solver.set("timeout", PATIENCE)
        solver.add(*self.definitions, *given)
        assert solver.check() == z3.sat, "there are no such numbers, or none was found"
        solver.add(z3.Not(claim))
        answer = solver.check()
        found = solver.model() if answer == z3.sat else solver.reason_unknown()
        assert answer == z3.unsat, f"{answer}: {found}"


def is_defined(expr: sp.Expr) -> bool:
    """Whether an expression wants a variable of its own."""
    root = isinstance(expr, sp.Pow) and expr.exp.is_Rational and expr.exp.q == 2
    return root or isinstance(expr, sp.Abs | sp.Max | sp.Min)


def term(expr: Any) -> Any:
    """Return a polynomial in the words of z3."""
    expr = sp.expand(expr)
    if expr.is_Rational:
        return z3.RealVal(f"{expr.p}/{expr.q}")
    if expr.is_Symbol:
        return z3.Real(expr.name)
    parts = [term(part) for part in expr.args] if expr.is_Add or expr.is_Mul else []
    if parts:
        return functools.reduce(lambda a, b: a + b if expr.is_Add else a * b, parts)
    if expr.is_Pow and expr.exp.is_Integer and expr.exp > 0:
        return functools.reduce(lambda a, b: a * b, [term(expr.base)] * int(expr.exp))
    raise ValueError(f"{expr} is no polynomial")


def reals(names: str) -> Iterator[sp.Symbol]:
    """Return real numbers as SymPy's symbols."""
    return iter(sp.symbols(names, real=True, seq=True))


def approximately(value: sp.Expr, about: sp.Expr, symbol: sp.Symbol, limit: Any) -> bool:
    """Whether the ratio of a value to what is printed for it tends to 1."""
    return bool(sp.simplify(sp.limit(sp.simplify(value / about), symbol, limit) - 1) == 0)
