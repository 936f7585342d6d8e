"""The lab that counts steps on a quadratic with the eigenvalues 1, 1/2, ..., 1/512."""

from math import sqrt

from reading import both, explain, judge, number, say, show

LAMS = [0.5**i for i in range(10)]
LEAST = LAMS[-1]
DESCENT = (2 / (1 + LEAST), 0.0)
BEST = ((2 / (1 + sqrt(LEAST))) ** 2, ((1 - sqrt(LEAST)) / (1 + sqrt(LEAST))) ** 2)


def sizes(eta, beta, lam):
    """Yield the size of one coordinate after each step, until it has died away."""
    x, v = 1.0, 0.0
    while abs(x) + eta * abs(v) > 1e-8:
        v = beta * v + lam * x
        x = x - eta * v
        yield abs(x)


def count(eta, beta, which=max):
    """Count the steps after which the coordinates stay below 1e-6: all of them, or only some."""
    lasts = []
    for lam in LAMS:
        run = list(sizes(eta, beta, lam))
        above = [t for t in range(len(run)) if run[t] >= 1e-6]
        lasts.append(above[-1] + 2 if above else 1)
    return which(lasts)


def first(eta, beta):
    """Count the steps after which all coordinates are below 1e-6 for the first time."""
    runs = [list(sizes(eta, beta, lam)) for lam in LAMS]
    for t in range(max(len(run) for run in runs)):
        if all(t >= len(run) or run[t] < 1e-6 for run in runs):
            return t + 1


def step_counts(lab):
    """The counts of a reader's function for gradient descent and three pairs of momentum."""
    lab.scene("t", "|x|", True)
    lab.draw("1 and 0.9 ｜ 1 与 0.9", "other", largest(1.0, 0.9))
    lab.draw("the best pair ｜ 最优参数", "right", largest(*BEST))
    judge(lab, CHECKS)


def budget(beta):
    """Return within how many steps all coordinates arrive."""
    return 600 if beta else 4000


def largest(eta, beta, steps=600):
    """Return the size of the largest coordinate after each step."""
    runs = [list(sizes(eta, beta, lam))[:steps] for lam in LAMS]
    ends = max(len(run) for run in runs)
    return [1.0] + [
        max(run[t] if t < len(run) else 0.0 for run in runs) or 1e-10 for t in range(ends)
    ]


def mine(lab, case):
    """Return what the reader's function counts."""
    steps = budget(case[1])
    call = f"count({show(case[0])}, {show(case[1])}, {steps})"
    return number(lab.mine("count")(*case, steps), call)


def counted(lab, case):
    """Compare one count; mark that of the best pair."""
    got, right = mine(lab, case), count(*case)
    if case == BEST:
        lab.draw("your count for it ｜ 你数出的步数", "yours", [1.0, 1e-6], [got, got])
    if got == right:
        return lab.fine(say(f"{right} steps", f"{right} 步"))
    said = say(
        f"Yours {show(got)} steps, right {right}.", f"你的 {show(got)} 步，应为 {right} 步。"
    )
    return both(said, explain([case], [got], MISTAKES))


CHECKS = (
    ("The best gradient descent ｜ 最优的梯度下降", lambda lab: counted(lab, DESCENT)),
    ("Momentum with 1 and 0.9 ｜ 动量法，1 与 0.9", lambda lab: counted(lab, (1.0, 0.9))),
    ("The best pair of momentum ｜ 动量法的最优参数", lambda lab: counted(lab, BEST)),
    (
        "3 and 0.9: it passes below 1e-6 and comes back ｜ 3 与 0.9：降到 1e-6 以下，又冒出来",
        lambda lab: counted(lab, (3.0, 0.9)),
    ),
)

MISTAKES = (
    (
        lambda eta, beta: count(eta, beta) - 1,
        "One short: step 1 leads from the start to the first new point. ｜"
        " 少了一步：从起点到第一个新的点，就是第 1 步。",
    ),
    (
        lambda eta, beta: count(eta, beta) + 1,
        "One too many: the start is step 0. ｜ 多了一步：起点是第 0 步。",
    ),
    (
        first,
        "That is the first time all are below; some coordinate swings up again. ｜"
        " 这是第一次全都低于 1e-6；之后还有坐标又摆上来。",
    ),
    (
        lambda eta, beta: count(eta, beta, min),
        "That is when the first coordinate arrives; wanted is the last. ｜ 这是最先到达的坐标；要等最后一个。",
    ),
    (
        lambda eta, beta: budget(beta) + 1,
        "Yours does not arrive within the steps allowed. Is β times the old velocity kept from step"
        " to step, and does the gradient enter with the weight 1? ｜ 在给定的步数之内，你的还没有到。"
        "旧速度的 β 倍，每步都留下来了吗？梯度的权重是 1 吗？",
    ),
)
