"""Means over any number of processes, with matrices that do not commute: decided for all values."""

import pytest
import sympy as sp
from printed import printed

K = sp.Symbol("K", integer=True, positive=True)
ETA, BETA, ALL = sp.symbols("eta beta N", positive=True)
V, X, G, Q = (sp.Function(name, commutative=False) for name in ("v", "x", "g", "Q"))
ROWS = sp.Function("n", positive=True)


def added(expr):
    """An expression in which every sum over all processes is a sum of the same few symbols."""
    return sp.expand(sp.sympify(expr).replace(lambda part: isinstance(part, sp.Sum), one_by_one))


def one_by_one(total):
    """A sum over the processes, term by term: what does not depend on the process stands outside."""
    body, result = added(total.function), sp.S.Zero
    for index, low, high in total.limits:
        assert (low, high) == (1, K)
        for term in sp.Add.make_args(body):
            result += outside(term, index)
        body, result = sp.expand(result), sp.S.Zero
    return body


def outside(term, index):
    """One product summed over an index: K times it, or a symbol for what depends on the index."""
    numbers, vectors = term.args_cnc()
    free = [n for n in numbers if not n.has(index)]
    inside = [n for n in numbers if n.has(index)] + [v for v in vectors if v.has(index)]
    if not inside:
        return K * term
    name = str(sp.Mul(*inside).subs(index, sp.Symbol("k")))
    places = [n for n, v in enumerate(vectors) if v.has(index)]
    first, last = (places[0], places[-1]) if places else (0, -1)
    summed = sp.Symbol(f"sum {name}", commutative=not places)
    return sp.Mul(*free, *vectors[:first], summed, *vectors[last + 1 :])


def mean(body):
    k = sp.Dummy(integer=True)
    return sp.Sum(body(k), (k, 1, K)) / K


@pytest.mark.checks("thm-mean-path", "eq-mean-path", "eq-discrepancy", by="decided")
def test_the_mean_moves_like_one():
    """A step of every process, averaged; replacing vectors by their mean keeps the mean."""
    names = {r"\eta": ETA, r"\beta": BETA, "K": K, r"\g": G, r"\Q": Q, r"\x": X}
    velocity = mean(lambda k: BETA * V(k) + G(k))
    names |= {r"\bar{\v}_{t-1}": mean(V), r"\bar{\v}_t": velocity}
    names |= {r"\bar{\x}_{t-1}": mean(X)}
    names |= {r"\bar{\x}_t": mean(lambda k: X(k) - ETA * (BETA * V(k) + G(k)))}
    for number in (0, 1):
        left, right = printed("eq-mean-path").values(names, number)
        assert added(left - right) == 0
    replaced = mean(X)
    assert added(mean(lambda _: replaced) - replaced) == 0
    left, right = printed("eq-discrepancy").values(
        names | {r"\bar{\Q}": added(mean(Q)), r"\bar{\x}": added(mean(X))}
    )
    assert added(left - right) == 0


@pytest.mark.checks("thm-one-velocity", "eq-shards", "eq-weighting", by="decided")
def test_shards_make_the_gradient_of_all_rows():
    """With n_k times a mean as the sum over a shard: the printed mean, and both printed factors."""
    names = {"K": K, "N": ALL, "n": ROWS, r"\g": G, r"\beta": BETA, r"\eta": ETA}
    k = sp.Dummy(integer=True)
    whole = sp.Sum(ROWS(k) * G(k), (k, 1, K)) / ALL  # all rows' gradients over their number
    names |= {r"\bar{\g}_t": whole}
    left, right = printed("eq-shards").values(names, 0)
    assert added(left - right) == 0
    for number in (0, 1):
        left, right = printed("eq-weighting").values(names, number)
        assert added(left - right) == 0
    v, x = sp.symbols("v x", commutative=False)
    state = names | {r"\v_{t-1}": v, r"\v_t": BETA * v + whole, r"\x_{t-1}": x}
    state |= {r"\x_t": x - ETA * (BETA * v + whole)}
    for number in (1, 2):
        left, right = printed("eq-shards").values(state, number)
        assert added(left - right) == 0


@pytest.mark.checks("thm-outer", "eq-outer-round", "eq-outer-sees", by="decided")
def test_what_an_outer_velocity_sees():
    """One inner step of each process; and by induction over the inner steps, with one Hessian for all."""
    v, x, best, hessian = sp.symbols("v x best Q", commutative=False)
    gamma, h = sp.symbols("gamma H", positive=True)
    names = {r"\eta": ETA, r"\beta": BETA, r"\gamma": gamma, "K": K, r"\x_{t-1}": x}
    once = names | {r"\x": lambda k: x - ETA * G(k)}
    once |= {
        r"\boldsymbol{\Delta}_t": ETA * mean(G),
        r"\v_{t-1}": v,
        r"\v_t": BETA * v + ETA * mean(G),
    }
    once |= {r"\x_t": x - ETA * gamma * (BETA * v / ETA + mean(G))}  # v / eta is the velocity
    for number in (0, 1, 2):
        left, right = printed("eq-outer-round").values(once, number)
        assert added(left - right) == 0

    # Processes differ by what adds up to nothing; their mean lies at best + P (x - best).
    inner, power, excess = V, sp.Symbol("P", commutative=False), sp.Function("e", commutative=False)
    after = mean(lambda k: inner(k) - ETA * (hessian * (inner(k) - best) + excess(k)))
    (total, spread) = (added(mean(one)) * K for one in (inner, excess))
    after = added(after).subs(spread, 0).subs(total, K * (best + power * (x - best)))
    then = best + (1 - ETA * hessian) * power * (x - best)
    assert sp.expand(after - then) == 0  # P becomes (1 - eta Q) P, and is 1 at first
    values = names | {r"\mathbf{I}": sp.S.One, r"\Q": hessian, "H": h, r"\x^*": best}
    values[r"\boldsymbol{\Delta}_t"] = x - (best + power * (x - best))
    left, right = printed("eq-outer-sees").values(values)
    assert sp.expand(left - right.subs((1 - ETA * hessian) ** h, power)) == 0
