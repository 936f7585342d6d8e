"""The lab in which the recurrence without a velocity walks the path of the one that has it."""

from paths import UNEVEN, noisy, steady, walk_a
from reading import both, drawn, explain, judge, number, show

DROP = [0.1] * 20 + [0.01] * 30


def two_forms(lab):
    """The reader's step against the velocity form at constant and changing rates."""
    lab.scene("t", "x")
    lab.draw("with the velocity ｜ 用速度", "right", walk_a(DROP, [0.9] * 50, [1] * 50, steady))
    drawn(
        lab, "without, yours ｜ 不用速度，你的", lambda lab: (without(lab, DROP, 0.9, steady), None)
    )
    judge(lab, CHECKS)


def step(lab, *case):
    """Return the point to which the reader's function leads."""
    call = "next_point({})".format(", ".join(show(one) for one in case))
    return number(lab.mine("next_point")(*case), call)


def without(lab, rates, beta, gradient):
    """Walk by the reader's step; before the start stands the start."""
    path = [1.0, 1.0]
    for t in range(len(rates)):
        old = rates[max(t - 1, 0)]
        path.append(step(lab, path[-1], path[-2], gradient(t, path[-1]), rates[t], old, beta))
    return path[1:]


def same(lab, rates, beta):
    """Tell whether the reader's step walks as the velocity form, on 100 gradients."""
    got = without(lab, rates, beta, noisy)
    apart = lab.close(got, walk_a(rates, [beta] * 100, [1] * 100), "x ｜ x", 1e-12)
    return both(apart, about(lab)) if apart else None


CHECKS = (
    (
        "A constant rate, 100 gradients ｜ 学习率不变，100 个梯度",
        lambda lab: same(lab, [0.1] * 100, 0.9),
    ),
    (
        "A rate divided by ten half-way ｜ 学习率中途除以十",
        lambda lab: same(lab, [0.1] * 50 + [0.01] * 50, 0.9),
    ),
    (
        "Another rate at every step ｜ 学习率每一步都变",
        lambda lab: same(lab, UNEVEN, 0.6),
    ),
)

CASE = (2.0, 5.0, 11.0, 0.1, 0.3, 0.7)  # now, before, g, eta, old, beta
MISTAKES = (
    (
        lambda x, y, g, eta, old, beta: x - eta * g + beta * (x - y),
        "The last move keeps the whole β, although it was made at the old rate: so Keras walks. ｜"
        " 上一步的位移是按旧学习率走的，你却照样乘以 β：那是 Keras 的轨迹。",
    ),
    (
        lambda x, y, g, eta, old, beta: x - eta * g + beta * old / eta * (x - y),
        "The ratio is upside down: a falling rate shortens the last move. ｜"
        " 比值颠倒了：学习率下降，上一步的位移应随之变小。",
    ),
    (
        lambda x, y, g, eta, old, beta: x - eta * g - beta * eta / old * (x - y),
        "The last move has the wrong sign: it goes on in its direction. ｜"
        " 上一步位移的正负号反了：应当沿原方向继续。",
    ),
    (
        lambda x, y, g, eta, old, beta: x - eta * g - beta * (x - y),
        "The last move has the wrong sign: it goes on in its direction. ｜"
        " 上一步位移的正负号反了：应当沿原方向继续。",
    ),
    (
        lambda x, y, g, eta, old, beta: x + eta * g + beta * eta / old * (x - y),
        "The gradient step has the wrong sign: the gradient points uphill. ｜"
        " 梯度步的正负号反了：梯度指向上坡。",
    ),
    (
        lambda x, y, g, eta, old, beta: x - old * g + beta * eta / old * (x - y),
        "The gradient is multiplied by the old rate; it is new and takes the new one. ｜"
        " 梯度乘的是旧学习率；它是新的，应乘新学习率。",
    ),
    (
        lambda x, y, g, eta, old, beta: x - eta * (g - beta * eta / old * (x - y)),
        "The last move holds its learning rate already: do not multiply by η again. ｜"
        " 上一步的位移里已有学习率，不必再乘 η。",
    ),
    (
        lambda x, y, g, eta, old, beta: x - eta * g,
        "The last move is missing: this is gradient descent. ｜ 缺了上一步的位移：这是梯度下降。",
    ),
)


def about(lab):
    """Say which mistake gives the reader's answer to one step."""
    return explain([CASE], [step(lab, *CASE)], MISTAKES)
