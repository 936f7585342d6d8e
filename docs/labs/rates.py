"""The lab on critical damping: the best coefficient for one eigenvalue."""

from math import sqrt

from reading import both, compare, drawn, judge, several
from telling import near


def radius(beta, u):
    """Return the larger modulus of the roots of s² - (1 + beta - u) s + beta, with u = eta lambda."""
    trace = 1 + beta - u
    square = trace * trace - 4 * beta
    return sqrt(beta) if square < 0 else (abs(trace) + sqrt(square)) / 2


def lowest(u):
    """Find the best coefficient by trying: a fine grid, then finer ones around the best of it."""
    low, high = 0.0, 1.0
    for _ in range(12):
        grid = [low + (high - low) * i / 40 for i in range(41)]
        best = min(grid, key=lambda beta: radius(beta, u))
        width = (high - low) / 40
        low, high = max(best - width, 0.0), min(best + width, 1.0)
    return best


def lowest_rate(u):
    """Return the rate at the best coefficient."""
    return radius(lowest(u), u)


PRODUCTS = [(0.04,), (0.25,), (0.5,), (2.25,), (3.61,)]


def critical(lab):
    """The formulas against a search over β, for five products ηλ."""
    betas = [i / 200 for i in range(200)]
    lab.scene("beta", "rate")
    lab.draw("ηλ = 0.5 ｜ ηλ = 0.5", "right", [radius(beta, 0.5) for beta in betas], betas)
    drawn(lab, "your choice ｜ 你的选择", chosen)
    judge(lab, CHECKS)


def rate_there(lab):
    """Compare the rate; one that belongs to a wrong β is right for it."""
    beta, rate = part(lab, 0), part(lab, 1)
    said = compare("best", rate, PRODUCTS, lowest_rate, RATES, 1e-6)
    if said and all(near(rate(*u), radius(beta(*u), *u)) for u in PRODUCTS):
        return both(said, "It is the rate of your β. ｜ 它的确是你的 β 的收敛率。")
    return said


def part(lab, i):
    """Return one of the two numbers that the reader's function gives."""
    rule = lab.mine("best")
    return lambda u: several(rule(u), f"best({u})", ("beta", "rate"))[i]


def chosen(lab):
    """Return the ends of a line up to the curve at the reader's choice for 0.5."""
    beta = part(lab, 0)(0.5)
    return [0, radius(beta, 0.5)], [beta, beta]


BETAS = (
    (
        lambda u: (1 - u) ** 2,
        "Under the square stands the root of ηλ. ｜ 平方之内应是 ηλ 的平方根。",
    ),
    (
        lambda u: abs(1 - sqrt(u)),
        "That is the rate, the root of β. ｜ 这是收敛率，即 β 的平方根。",
    ),
    (
        lambda u: 1 - sqrt(u),
        "That is the root of β, with a sign. ｜ 这是 β 的平方根，还带着正负号。",
    ),
    (
        lambda u: (1 + sqrt(u)) ** 2,
        "That is the other end: there the roots are real again. ｜ 这是另一端：两根在那里又变成实数。",
    ),
    (
        lambda u: (1 - sqrt(u)) ** 2 if u < 1 else 0.0,
        "Right below 1. Above it some β is better than none as well: the roots need not be positive. ｜"
        " ηλ < 1 时对。ηλ > 1 时，β > 0 也比 0 好：两根不一定是正的。",
    ),
    (
        lambda u: 0.9,
        "One β for all: near the border of the plateau there is a better one. ｜"
        " 对什么 ηλ 都用同一个 β：平台边缘上有更好的。",
    ),
)
RATES = (
    (
        lambda u: 1 - sqrt(u),
        "A rate is never negative: what counts is the modulus. ｜ 收敛率不会是负数：要取绝对值。",
    ),
    (
        lambda u: (1 - sqrt(u)) ** 2,
        "That is β; the rate is its root. ｜ 这是 β；收敛率是它的平方根。",
    ),
)

CHECKS = (
    (
        "best: the β that a search finds, for 5 ηλ ｜ best：与搜索得到的 β 一致，5 个 ηλ",
        lambda lab: compare("best", part(lab, 0), PRODUCTS, lowest, BETAS, 1e-6),
    ),
    ("best: the rate there ｜ best：那里的收敛率", rate_there),
)
