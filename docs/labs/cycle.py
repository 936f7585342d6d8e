"""The lab on the cycle: three points that come back after three steps."""

from reading import both, drawn, judge, say, several, show
from telling import near

ETA, BETA = 1 / 9, 4 / 9
KNOWN = (792 / 1225, -2208 / 1225, 2592 / 1225)
PIECES = ("left ｜ 左段", "middle ｜ 中段", "right ｜ 右段")


def piece(x):
    """Return on which piece of the function a point lies."""
    return 0 if x < 1 else 1 if x < 2 else 2


def slope(x, at=None):
    """Return the slope at a point, or that of the line through another piece."""
    at = piece(x) if at is None else at
    return (25 * x, x + 24, 25 * x - 24)[at]


def step(before, now, at=None):
    """Take one step of heavy ball."""
    return now + BETA * (now - before) - ETA * slope(now, at)


def walk(before, now, steps):
    """Walk on from two points."""
    path = [now]
    for _ in range(steps):
        before, now = now, step(before, now)
        path.append(now)
    return path


def cycle(lab):
    """The reader's points lead to each other, return after three steps, and draw others in."""
    lab.scene("t", "x")
    lab.draw("from 3.3 ｜ 从 3.3 出发", "other", walk(3.3, 3.3, 30))
    drawn(lab, "from your points ｜ 从你的点出发", lambda lab: (walk(*points(lab)[:2], 29), None))
    judge(lab, CHECKS)


def different(lab):
    """Tell whether no two of the points are the same."""
    found = points(lab)
    if not any(near(found[i], found[i - 1]) for i in range(3)):
        return None
    return say(
        "Two of them are the same. A point at which the run rests is no cycle.",
        "有两个点相同。停住不动的点不算循环。",
    )


def periodic(lab):
    """Tell whether the run is back after three steps."""
    found = points(lab)
    return lab.close(walk(found[0], found[1], 3)[-1], found[1], "x ｜ x", 1e-9)


def attracting(lab):
    """Tell whether the run is still there after many steps: rounding does not drive it away."""
    found = points(lab)
    apart = lab.close(walk(found[0], found[1], 300)[-1], found[1], "x ｜ x", 1e-9)
    return both(apart, REPELS) if apart and not steps(found) else apart


REPELS = (
    "Your points are a cycle, but one that repels: rounding alone drives the run away."
    " Look for one that attracts. ｜"
    " 你的点确实构成循环，但它是排斥的：光是舍入误差就会使迭代离开。请找一个吸引的循环。"
)


def points(lab):
    """Return the reader's three points."""
    return several(lab.mine("points"), "points", ("p0", "p1", "p2"))


def steps(found):
    """Check the three steps; name a wrong piece, a wrong order, or rounded numbers."""
    for i in range(3):
        before, now, after = found[i - 2], found[i - 1], found[i]
        got = step(before, now)
        if not abs(got - after) <= 1e-9:
            shown = (show(before), show(now), f"{got:.10g}", f"{after:.10g}")
            said = say(
                "From {} and {} the step leads to {}, not to {}.".format(*shown),
                "从 {} 与 {} 出发，这一步走到 {}，不是 {}。".format(*shown),
            )
            return both(said, about(found, i))
    return None


def about(found, i):
    """Recognise why a step of the reader's cycle is none."""
    before, now, after = found[i - 2], found[i - 1], found[i]
    names = [one.split(" ｜ ") for one in PIECES]
    for at in range(3):
        if at != piece(now) and abs(step(before, now, at) - after) <= 1e-9:
            here, there = names[piece(now)], names[at]
            return say(
                f"It would on the {there[0]} piece, but {show(now)} lies on the {here[0]} one.",
                f"若 {show(now)} 在{there[1]}上就对了，可是它在{here[1]}上。",
            )
    backwards = [found[2 - k] for k in range(3)]
    if all(abs(step(backwards[k - 2], backwards[k - 1]) - backwards[k]) <= 1e-9 for k in range(3)):
        return "These are the points, but in the reverse order. ｜ 点是对的，次序反了。"
    for k in range(3):
        cycle = [KNOWN[(k + j) % 3] for j in range(3)]
        if all(near(abs(found[j]), abs(cycle[j])) for j in range(3)):
            return "The sizes are right, a sign is not. ｜ 大小都对，有个正负号不对。"
        scale = found[0] / cycle[0]
        if all(near(found[j], scale * cycle[j]) for j in range(3)):
            lost = show(scale)
            return say(f"All are {lost} times the right ones.", f"三个数都是正确值的 {lost} 倍。")
    if abs(step(before, now) - after) <= 0.05:
        return "Near, but rounded: solve for the exact numbers. ｜ 很接近，但这是舍入过的数：请解出精确值。"
    return ""


CHECKS = (
    ("Three points, none twice ｜ 三个点，互不相同", different),
    (
        "Each step leads to the next point, to 1e-9 ｜ 每一步都走到下一个点，误差不超过 1e-9",
        lambda lab: steps(points(lab)),
    ),
    (
        "After its period of 3 the run is back, to 1e-9 ｜ 走满周期 3 步就回到原处，误差不超过 1e-9",
        periodic,
    ),
    ("After 300 steps it is still on them ｜ 300 步之后仍在这些点上", attracting),
)
