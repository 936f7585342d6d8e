"""The lab in which the settings of a course that averages go to PyTorch and back."""

from paths import UNEVEN, parabola, walk_a, walk_c
from reading import both, drawn, explain, judge, refused, say, several, show
from telling import near

ONES = [1.0] * 100


def ema_to_torch(lab):
    """Both ways between form C and PyTorch; a coefficient of one is refused."""
    lab.scene("t", "x")
    lab.draw("the course ｜ 课上", "right", walk_c([0.1] * 100, 0.9, parabola))
    drawn(
        lab,
        "PyTorch, by your rule ｜ PyTorch，用你的规则",
        lambda lab: (in_torch(lab, parabola), None),
    )
    judge(lab, CHECKS)


def to_torch(lab):
    """Tell whether the course's pair walks its path in PyTorch."""
    apart = lab.close(in_torch(lab), walk_c([0.1] * 100, 0.9), "x ｜ x", 1e-12)
    return both(apart, about(0.1, 0.9, "torch", *pair(lab, "torch"))) if apart else None


def to_course(lab):
    """Tell whether PyTorch's pair walks its path in the course."""
    lr, momentum = pair(lab, "course")
    right = walk_a([0.1] * 100, [0.9] * 100, ONES)
    apart = lab.close(walk_c([lr] * 100, momentum), right, "x ｜ x", 1e-12)
    return both(apart, about(0.1, 0.9, "course", lr, momentum)) if apart else None


def uneven(lab):
    """Tell whether the paths agree when every rate is converted, with another coefficient."""
    pairs = [pair(lab, "torch", eta, 0.6) for eta in UNEVEN]
    got = walk_a([one[0] for one in pairs], [one[1] for one in pairs], ONES)
    apart = lab.close(got, walk_c(UNEVEN, 0.6), "x ｜ x", 1e-12)
    return both(apart, about(UNEVEN[1], 0.6, "torch", *pairs[1])) if apart else back(lab)


def back(lab):
    """The same, towards the course."""
    pairs = [pair(lab, "course", eta, 0.6) for eta in UNEVEN]
    right = walk_a(UNEVEN, [0.6] * 100, ONES)
    apart = lab.close(walk_c([one[0] for one in pairs], pairs[0][1]), right, "x ｜ x", 1e-12)
    return both(apart, about(UNEVEN[1], 0.6, "course", *pairs[1])) if apart else None


def endless(lab):
    """Tell whether PyTorch's coefficient 1 is refused."""
    why = say(
        "With β = 1 the course gives every new gradient the weight 0, and no rate makes up for that.",
        "β = 1 时，课上给新梯度的权重是 0，学习率再大也补不回来。",
    )
    rule = lab.mine("convert")
    return refused(lambda: rule(0.1, 1, "course"), 'convert(0.1, 1, "course")', why)


CHECKS = (
    ("From the course to PyTorch, 100 gradients ｜ 从课上到 PyTorch，100 个梯度", to_torch),
    ("From PyTorch to the course ｜ 从 PyTorch 到课上", to_course),
    ("Another rate at every step, another β ｜ 学习率每一步都变，β 也换一个", uneven),
    (
        "β = 1 of PyTorch has no equal: ValueError ｜ PyTorch 的 β = 1 没有等价设置：引发 ValueError",
        endless,
    ),
)


def pair(lab, to, eta=0.1, beta=0.9):
    """Return the rate and the coefficient that a reader's function gives."""
    call = f'convert({show(eta)}, {show(beta)}, "{to}")'
    return several(lab.mine("convert")(eta, beta, to), call, ("lr", "momentum"))


def in_torch(lab, *gradient):
    """Walk in PyTorch as the reader converts the course's pair."""
    lr, momentum = pair(lab, "torch")
    return walk_a([lr] * 100, [momentum] * 100, ONES, *gradient)


ABOUT = (
    (
        lambda eta, beta, to: eta,
        "Your rate is unchanged, but a new gradient enters PyTorch’s velocity with the weight 1, the"
        " course’s with 1-β. ｜ 你的学习率没有变；可是新梯度进入速度时的权重，在 PyTorch 里是 1，在课上是 1-β。",
    ),
    (
        lambda eta, beta, to: eta / (1 - beta) if to == "torch" else eta * (1 - beta),
        "That is the right factor in the wrong direction. ｜ 倍数对了，方向反了。",
    ),
    (
        lambda eta, beta, to: eta * beta if to == "torch" else eta / beta,
        "The weight of a new gradient is 1-β, not β. ｜ 新梯度的权重是 1-β，不是 β。",
    ),
    (
        lambda eta, beta, to: eta * 0.1 if to == "torch" else eta * 10,
        "The factor ten belongs to β = 0.9; here β is another. ｜ 十倍是 β = 0.9 时的倍数；这里 β 变了。",
    ),
)


def about(eta, beta, to, lr, momentum):
    """Say what is wrong with what a reader makes of a pair."""
    if not near(momentum, beta):
        kept = show(beta), show(momentum)
        return say(
            "You turn β = {} into {}. Both ways of writing forget equally fast, so β stays.".format(
                *kept
            ),
            "你把 β = {} 变成了 {}。两种写法忘得一样快，所以 β 不变。".format(*kept),
        )
    return explain([(eta, beta, to)], [lr], ABOUT)
