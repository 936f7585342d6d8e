"""The labs on the rate of heavy ball: the best coefficient for one eigenvalue, and the border of stability."""

from math import sqrt

from reading import both, check, compare, drawn, number, say, several, show


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


PRODUCTS = [(0.04,), (0.25,), (0.5,), (2.25,), (3.61,)]


def critical(lab):
    """The formulas against a search over β, for five products ηλ."""
    betas = [i / 200 for i in range(200)]
    lab.scene("β", "ρ")
    lab.draw("ηλ = 0.5", "right", [radius(beta, 0.5) for beta in betas], betas)
    drawn(lambda: lab.draw("your choice ｜ 你的选择", "yours", *chosen(lab)))

    @check(lab, "best: the β that a search finds, for 5 ηλ ｜ best：与搜索得到的 β 一致，5 个 ηλ")
    def _():
        return compare("best", part(lab, 0), PRODUCTS, lowest, BETAS, 1e-6)

    @check(lab, "best: the rate there ｜ best：那里的收敛率")
    def _():
        return compare("best", part(lab, 1), PRODUCTS, lambda u: radius(lowest(u), u), RATES, 1e-6)


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
    (
        lambda u: abs(1 - u),
        "That is the rate of gradient descent. ｜ 这是梯度下降的收敛率。",
    ),
)

BORDERS = [([10.0], 0.8), ([0.2, 4.0], 0.5), ([3.0, 1.0, 7.0], 0.0), ([0.5, 0.25], 0.9), ([25.0, 1.0], 0.3)]


def edge(lab):
    """The border of stability against the spectral radius on both sides of it."""
    lab.scene("t", "x")
    drawn(lambda: sides(lab))

    @check(lab, "border: five quadratics, by the formula of the page ｜ border：五个二次函数，与本页的公式一致")
    def _():
        return compare("border", border(lab), BORDERS, limit, LIMITS, 1e-6)

    @check(lab, "A little below it every run converges ｜ 比它略小时，从哪里出发都收敛")
    def _():
        return beside(lab, 0.999)

    @check(lab, "A little above it some run diverges ｜ 比它略大时，总有起点会发散")
    def _():
        return beside(lab, 1.001)


def border(lab):
    """Return the reader's function, made to return a number."""
    rule = lab.mine("border")
    return lambda lams, beta: number(rule(list(lams), beta), f"border({lams}, {beta})")


def limit(lams, beta):
    """Return the learning rate at which the steepest direction stops converging."""
    return (2 + 2 * beta) / max(lams)


def beside(lab, factor):
    """Check the largest spectral radius at a learning rate beside the reader's border."""
    rule = border(lab)
    for lams, beta in BORDERS:
        eta = factor * rule(lams, beta)
        rho = [radius(beta, eta * lam) if eta > 0 else 1.0 for lam in lams]
        worst = rho.index(max(rho))
        if (max(rho) < 1) != (factor < 1):
            at = f"border({lams}, {beta}), η = {show(eta)}"
            return say(
                f"At {show(factor)} times {at}, the eigenvalue {lams[worst]} has the rate {show(rho[worst])}.",
                f"取 {show(factor)} 倍 {at}，特征值 {lams[worst]} 的收敛率是 {show(rho[worst])}。",
            )
    return None


def sides(lab):
    """Draw runs two per cent below and above the reader's border of a parabola."""
    eta = border(lab)([10.0], 0.8)
    for factor, role in ((0.98, "yours"), (1.02, "other")):
        x, v, path = 1.0, 0.0, [1.0]
        while len(path) < 61 and abs(x) < 20:
            v = 0.8 * v + 10 * x
            x = x - factor * eta * v
            path.append(x)
        name = "2 % below your border ｜ 比你的边界小 2%" if factor < 1 else "2 % above ｜ 大 2%"
        lab.draw(name, role, path)


LIMITS = (
    (
        lambda lams, beta: 2 / max(lams),
        "That is the border of gradient descent; momentum may go further. ｜ 这是梯度下降的边界；动量法可以更大。",
    ),
    (
        lambda lams, beta: (2 + 2 * beta) / min(lams),
        "The flat direction allows that, the steep one does not. ｜ 平坦的方向允许，陡的方向却不允许。",
    ),
    (
        lambda lams, beta: (2 + 2 * beta) / lams[0],
        "The first eigenvalue need not be the largest. ｜ 第一个特征值不一定最大。",
    ),
    (
        lambda lams, beta: (2 + 2 * beta) / (sum(lams) / len(lams)),
        "The mean eigenvalue is no direction: the steepest decides. ｜ 平均特征值不对应任何方向：由最陡的方向决定。",
    ),
    (
        lambda lams, beta: (1 + sqrt(beta)) ** 2 / max(lams),
        "There the plateau ends: the rate begins to rise, but it is still below 1. ｜"
        " 这是平台的尽头：收敛率从这里开始上升，但还小于 1。",
    ),
    (
        lambda lams, beta: (2 + 2 * beta) / (1 - beta) / max(lams),
        "That is the border of form C, whose rate is 1/(1-β) times as large. ｜"
        " 这是写法 C 的边界，它的学习率是这里的 1/(1-β) 倍。",
    ),
    (
        lambda lams, beta: 2 * (1 - beta) / max(lams),
        "As if every gradient were amplified by 1/(1-β). Across the valley they flip, and are damped. ｜"
        " 这等于假定梯度都放大到 1/(1-β) 倍。可横向的梯度来回反号，是被抑制的。",
    ),
    (
        lambda lams, beta: (2 + beta) / max(lams),
        "Half of what momentum adds: a gradient that flips is damped by 1+β. ｜"
        " 动量法增加的部分少了一半：反号的梯度要除以 1+β。",
    ),
)
