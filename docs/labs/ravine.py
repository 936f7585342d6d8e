"""The lab on the best pair for the ravine (0.2 x1² + 4 x2²)/2, and who leads when."""

from math import sqrt

from rates import radius
from reading import both, drawn, judge, number, say, show
from telling import near

LAMS = (0.2, 4.0)
START = (-5.0, -2.0)
KNOWN = (0.6, 0.5)
BEST = (
    (2 / (sqrt(4.0) + sqrt(0.2))) ** 2,
    ((sqrt(4.0) - sqrt(0.2)) / (sqrt(4.0) + sqrt(0.2))) ** 2,
)
AXES = ("along the floor, x1 ｜ 沿谷底的 x1", "across the ravine, x2 ｜ 横向的 x2")


def walk(eta, beta, steps):
    """Walk through the ravine; a run that has left the picture by far ends."""
    x, v, path = list(START), [0.0, 0.0], [START]
    while len(path) <= steps and abs(x[0]) + abs(x[1]) < 1e6:
        v = [beta * v[i] + LAMS[i] * x[i] for i in (0, 1)]
        x = [x[i] - eta * v[i] for i in (0, 1)]
        path.append((x[0], x[1]))
    return path


def height(x):
    """Return the height of the ravine at a point."""
    return (LAMS[0] * x[0] ** 2 + LAMS[1] * x[1] ** 2) / 2


def best_pair(lab):
    """The reader's pair converges, is within one per cent of the best rate, and leads in the end."""
    lab.scene("x1", "x2", False, list(LAMS))
    lab.draw("the best pair ｜ 最优参数", "right", *traced(*BEST))
    lab.draw("0.6 and 0.5 ｜ 0.6 与 0.5", "other", *traced(*KNOWN))
    drawn(lab, "yours ｜ 你的", lambda lab: traced(*pair(lab)))
    judge(lab, CHECKS)


def converges(lab):
    """Tell whether both directions do."""
    eta, beta = pair(lab)
    found = [radius(beta, eta * lam) for lam in LAMS]
    return None if max(found) < 1 and eta > 0 else both(rates(found), diverging(eta, beta))


def fast(lab):
    """Tell whether the rate is near the best, and what holds it back."""
    eta, beta = pair(lab)
    found, best = [radius(beta, eta * lam) for lam in LAMS], sqrt(BEST[1])
    if max(found) <= 1.01 * best:
        return lab.fine(rates(found))
    told = say(f"The best is {show(best)}.", f"最优值是 {show(best)}。")
    return both(rates(found), told, slower(beta, found))


def ahead(lab):
    """Tell whether the pair is lower after 60 steps, and who was before."""
    leads = race(*pair(lab))
    told = say(
        "Lower after 5, 10, 20, 60 steps: " + ", ".join(one[0] for one in leads),
        "走 5、10、20、60 步之后，更低的依次是：" + "、".join(one[1] for one in leads),
    )
    return lab.fine(told) if leads[-1][0] == "yours" else told


CHECKS = (
    ("It converges ｜ 收敛", converges),
    ("Its rate is within 1 % of the best ｜ 收敛率与最优值相差不到 1%", fast),
    ("After 60 steps it is lower than 0.6, 0.5 ｜ 走 60 步之后比 0.6、0.5 更低", ahead),
)


def pair(lab):
    """Return the reader's two numbers."""
    eta, beta = number(lab.mine("eta"), "eta"), number(lab.mine("beta"), "beta")
    return eta, beta


def traced(eta, beta):
    """Return x2 and x1 of the first twenty steps that stay in the picture."""
    path = [x for x in walk(eta, beta, 20) if abs(x[0]) < 20 and abs(x[1]) < 20]
    return [x[1] for x in path], [x[0] for x in path]


def rates(found):
    """Say the rates of both directions, and which of them decides."""
    worst = AXES[found.index(max(found))].split(" ｜ ")
    shown = show(found[0]), show(found[1])
    return say(
        f"Rates: x1 {shown[0]}, x2 {shown[1]}; the slower decides, {worst[0]}.",
        f"收敛率：x1 为 {shown[0]}，x2 为 {shown[1]}；快慢由慢的决定，即{worst[1]}。",
    )


def diverging(eta, beta):
    """Say why a pair does not converge."""
    if not -1 < beta < 1:
        return "β must be below 1 in size, or nothing is ever forgotten. ｜ β 的绝对值要小于 1，否则什么也忘不掉。"
    if eta <= 0:
        return "η must be positive: steps go down. ｜ η 必须为正：要往低处走。"
    return "Across the ravine η·4 must stay below 2 + 2β. ｜ 横向上，η·4 必须小于 2 + 2β。"


def slower(beta, found):
    """Say what holds a pair back."""
    floor = sqrt(max(beta, 0.0))
    if max(found) <= floor * (1 + 1e-9):
        return say(
            f"Both directions swing and share the rate √β = {show(floor)}: a smaller β is faster, as long as both do.",
            f"两个方向都在摆动，收敛率都是 √β = {show(floor)}：β 小一些会更快，只要两个方向都还在摆动。",
        )
    if near(found[0], found[1]):
        return (
            "One direction creeps and the other overshoots, equally slowly: only a larger β helps both. ｜"
            " 一个方向在爬行，另一个总冲过头，同样慢：只有增大 β，才能照顾两边。"
        )
    if found[0] > found[1]:
        return (
            "Along the floor the point creeps: a larger η, or a larger β, lets it swing. ｜"
            " 沿谷底，点在爬行：η 大一些，或 β 大一些，它才会摆动。"
        )
    return (
        "Across the ravine every step overshoots: a smaller η, or a larger β, calms it. ｜"
        " 横向上每一步都冲过头：η 小一些，或 β 大一些，就会平稳下来。"
    )


def race(eta, beta):
    """Return who is lower after 5, 10, 20 and 60 steps, in both languages."""
    mine, known = walk(eta, beta, 60), walk(*KNOWN, 60)
    names = []
    for t in (5, 10, 20, 60):
        ahead = t < len(mine) and height(mine[t]) < height(known[t])
        names.append(("yours", "你的") if ahead else ("0.6 and 0.5", "0.6 与 0.5"))
    return names
