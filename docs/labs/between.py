"""The lab in which the mean of SGD's points becomes Schedule-Free: the gradient is taken between."""

from math import sin

from reading import drawn, explain, judge, number, say, show
from telling import near

NAME = "schedule_free"
BENT = [(0.7, 0.9, 2.0, t) for t in (1, 2, 3, 7, 30)] + [(0.3, 0.5, -4.0, t) for t in (4, 25)]
AT_Z = [(0.7, 0.0, 2.0, t) for t in (1, 2, 5, 30)]


def bent(y):
    """Return a slope that is not a straight line."""
    return y / 4 + sin(y)


def walk(gamma, b, start, steps, gradient=bent, place=None, weight=None, old=False, give="x"):
    """Walk as Schedule-Free does, or with one thing changed."""
    z = x = y = start
    for t in range(1, steps + 1):
        y = place(z, x, b) if place else (1 - b) * z + b * x
        before = z
        z = z - gamma * gradient(y)
        x = x + ((before if old else z) - x) * (weight(t) if weight else 1 / t)
    y = (1 - b) * z + b * x
    return {"x": x, "y": y, "z": z}[give]


MISTAKES = (
    (
        lambda *case: walk(*case, place=lambda z, x, b: z),
        "Your gradient is taken at z, whatever b is. ｜ 不管 b 是多少，你都在 z 处求梯度。",
    ),
    (
        lambda *case: walk(*case, place=lambda z, x, b: x),
        "Your gradient is taken at x, whatever b is. ｜ 不管 b 是多少，你都在 x 处求梯度。",
    ),
    (
        lambda *case: walk(*case, place=lambda z, x, b: b * z + (1 - b) * x),
        "b and 1−b are swapped: b = 0 must lead to z. ｜ b 与 1−b 写反了：b = 0 时应在 z 处。",
    ),
    (
        lambda *case: walk(*case, old=True),
        "The average takes in z from before the step. ｜ 求平均用了走步之前的 z。",
    ),
    (
        lambda *case: walk(*case, weight=lambda t: 1 / (t + 1)),
        "Your weight is 1/(t+1): so the start counts as one of the points. ｜"
        " 你的权重是 1/(t+1)：这样起点也算作一个点。",
    ),
    (
        lambda *case: walk(*case, weight=lambda t: 1 / max(t - 1, 1)),
        "Your weights are 1, 1, 1/2, …: count t from 1. ｜ 你的权重是 1、1、1/2……：t 应从 1 数起。",
    ),
    (
        lambda *case: walk(*case, give="z"),
        "You return z; the average is x. ｜ 你返回的是 z；平均点是 x。",
    ),
    (
        lambda *case: walk(*case, give="y"),
        "You return y, where the gradient is taken; the average is x. ｜"
        " 你返回的是求梯度的点 y；平均点是 x。",
    ),
    (
        lambda gamma, *rest: walk(-gamma, *rest),
        "Your steps lead uphill. ｜ 你的步子是上坡的。",
    ),
)


def schedule_free(lab):
    """The reader's average against the right one, where it asks, and what it survives."""
    lab.scene("t", "x")
    picture = [walk(1.5, 0.9, 1.0, t, parabola) for t in range(41)]
    lab.draw("Schedule-Free ｜ Schedule-Free", "right", picture)
    drawn(
        lab,
        "yours ｜ 你的",
        lambda lab: ([mine(lab, (1.5, 0.9, 1.0, t), parabola) for t in range(41)], None),
    )
    judge(lab, CHECKS)


def parabola(y):
    """Return the slope of a parabola of curvature 1."""
    return y


def call_of(case):
    """Write a call as messages show it."""
    return "{}(…, gamma={}, b={}, start={}, steps={})".format(NAME, *[show(one) for one in case])


def mine(lab, case, gradient=bent):
    """Return what the reader's function gives."""
    return number(lab.mine(NAME)(gradient, *case), call_of(case))


def same(lab, cases):
    """Compare with the right averages, and name the mistake that explains all numbers."""
    got = [mine(lab, case) for case in cases]
    for i in range(len(cases)):
        right = walk(*cases[i])
        if not near(got[i], right):
            numbers = call_of(cases[i]), show(got[i]), show(right)
            said = say(
                "{}: yours {}, right {}.".format(*numbers),
                "{}：你的 {}，应为 {}。".format(*numbers),
            )
            why = explain(cases, got, MISTAKES)
            return joined(said, why) if why else said
    return None


def joined(first, second):
    """Set two sentences side by side."""
    (a, b), (c, d) = first.split(" ｜ "), second.split(" ｜ ")
    return say(a + " " + c, b + d)


def once(lab):
    """Tell whether one gradient is asked for in each step, the first at the start."""
    asked = []

    def slope(y):
        asked.append(y)
        return bent(y)

    mine(lab, (0.7, 0.9, 2.0, 6), slope)
    if len(asked) != 6:
        return say(
            f"In 6 steps you ask for {len(asked)} gradients.", f"6 步中你求了 {len(asked)} 次梯度。"
        )
    if not near(asked[0], 2.0):
        return say(
            f"All three points begin at the start, 2; yours asks first at {show(asked[0])}.",
            f"三个点都从起点 2 出发；你第一次却在 {show(asked[0])} 处求梯度。",
        )
    return None


def survives(lab):
    """Tell whether the average converges where the points of SGD explode."""
    end = mine(lab, (3.0, 0.9, 1.0, 200), parabola)
    if abs(end) < 0.001:
        return None
    return say(
        f"After 200 steps the average is at {show(end)}, not at 0.",
        f"走 200 步后，平均点在 {show(end)} 处，不在 0 处。",
    )


CHECKS = (
    ("b = 0 is still SGD with its mean ｜ b = 0 仍是 SGD 及其平均", lambda lab: same(lab, AT_Z)),
    ("b = 0.9 and 0.5 on a bent slope ｜ b = 0.9 与 0.5，弯曲的坡", lambda lab: same(lab, BENT)),
    ("One gradient in each step ｜ 每步只求一次梯度", once),
    ("γλ = 3 and b = 0.9: it converges ｜ γλ = 3、b = 0.9 时收敛", survives),
)
