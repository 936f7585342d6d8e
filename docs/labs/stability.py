"""The lab on the border of stability of heavy ball."""

from math import sqrt

from rates import radius
from reading import compare, drawn, judge, number, say, show

BORDERS = [
    ([10.0], 0.8),
    ([0.2, 4.0], 0.5),
    ([3.0, 1.0, 7.0], 0.0),
    ([0.5, 0.25], 0.9),
    ([25.0, 1.0], 0.3),
]


def edge(lab):
    """The border of stability against the spectral radius on both sides of it."""
    lab.scene("t", "x")
    drawn(lab, "2 % below your border ｜ 比你的边界小 2%", lambda lab: (beside(lab, 0.98), None))
    drawn(lab, "2 % above ｜ 大 2%", lambda lab: (beside(lab, 1.02), None))
    judge(lab, CHECKS)


def border(lab):
    """Return the reader's function, made to return a number."""
    rule = lab.mine("border")
    return lambda lams, beta: number(rule(list(lams), beta), f"border({lams}, {beta})")


def limit(lams, beta):
    """Return the learning rate at which the steepest direction stops converging."""
    return (2 + 2 * beta) / max(lams)


def settled(lab, factor):
    """Check the largest spectral radius at a learning rate beside the reader's border."""
    rule = border(lab)
    for lams, beta in BORDERS:
        eta = factor * rule(lams, beta)
        rho = [radius(beta, eta * lam) if eta > 0 else 1.0 for lam in lams]
        worst = rho.index(max(rho))
        if (max(rho) < 1) != (factor < 1):
            said = show(eta), show(factor), lams, beta, show(lams[worst]), show(rho[worst])
            return say(
                "η = {}, {} times border({}, {}): for λ = {} the rate is {}.".format(*said),
                "η = {}，即 {} 倍 border({}, {})：λ = {} 时，收敛率是 {}。".format(*said),
            )
    return None


def beside(lab, factor):
    """Run beside the reader's border of a parabola, as long as it stays in the picture."""
    eta, x, v, path = factor * border(lab)([10.0], 0.8), 1.0, 0.0, [1.0]
    while len(path) < 61 and abs(x) < 20:
        v = 0.8 * v + 10 * x
        x = x - eta * v
        path.append(x)
    return path


LIMITS = (
    (
        lambda lams, beta: 2 + 2 * beta,
        "That is how large ηλ may become: divide by the largest λ. ｜ 这是 ηλ 的上界：还要除以最大的 λ。",
    ),
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

CHECKS = (
    (
        "border: five quadratics, by the page’s formula ｜ border：五个二次函数，与本页公式一致",
        lambda lab: compare("border", border(lab), BORDERS, limit, LIMITS, 1e-6),
    ),
    (
        "A little below it every run converges ｜ 比它略小时，从哪里出发都收敛",
        lambda lab: settled(lab, 0.999),
    ),
    (
        "A little above it some run diverges ｜ 比它略大时，总有起点会发散",
        lambda lab: settled(lab, 1.001),
    ),
)
