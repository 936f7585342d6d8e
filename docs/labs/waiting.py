"""The lab that waits until a velocity has grown."""

from math import ceil, floor, log

from reading import compare, drawn, judge, number

SHARES = [(0.9, 0.5), (0.9, 0.8), (0.9, 0.9), (0.9, 0.95), (0.9, 0.99)]
OTHERS = [(0.5, 0.5), (0.5, 0.9), (0.99, 0.7), (0.63, 0.98), (0.05, 0.6)]


def first_step(q, beta):
    """Count steps until the velocity of a steady gradient has reached a share of its limit."""
    v, t = 0.0, 0
    while v < q / (1 - beta):
        v = beta * v + 1
        t += 1
    return t


def warm_up(lab):
    """The formula against counting, for five coefficients and for other shares."""
    lab.scene("t", "v")
    lab.draw("share of the limit ｜ 达到极限的几成", "right", [1 - 0.9**t for t in range(61)])
    drawn(lab, "your step ｜ 你的步数", lambda lab: ([0, 0.9], [mine(lab)(0.9, 0.9)] * 2))
    judge(lab, CHECKS)


def mine(lab):
    """Return the reader's function, made to return a number."""
    rule = lab.mine("steps_to")
    return lambda q, beta: number(rule(q, beta), f"steps_to({q}, {beta})")


COUNTS = (
    (
        lambda q, beta: floor(log(1 - q) / log(beta)) + 1,
        "Rounding up leaves a whole number as it is; yours adds one. ｜"
        " 向上取整时，整数不变；你却加了一。",
    ),
    (
        lambda q, beta: floor(log(1 - q) / log(beta)),
        "That is one step short: rounded down, the share is not yet reached. ｜"
        " 差一步：向下取整时还没有达到。",
    ),
    (
        lambda q, beta: 1,
        "Always 1: the loop ends after one round. Does return, or the line that counts, stand where it should? ｜"
        " 总是 1：只数了一步。看看缩进：return 是不是写进了循环，或者计数的那一行掉到了循环外面？",
    ),
    (lambda q, beta: first_step(q, beta) + 1, "That is one step too many. ｜ 多了一步。"),
    (
        lambda q, beta: log(1 - q) / log(beta),
        "Steps are whole: round up. ｜ 步数是整数：要向上取整。",
    ),
    (
        lambda q, beta: round(log(1 - q) / log(beta)),
        "To the nearest whole number is sometimes too early: round up. ｜ 四舍五入有时会早一步：要向上取整。",
    ),
    (
        lambda q, beta: ceil(log(q) / log(beta)),
        "After these steps β^t has fallen to q. It is the missing share that falls so, and it is to be 1-q. ｜"
        " 走这么多步，β^t 降到了 q。可像 β^t 那样减小的是还差的部分，它应降到 1-q。",
    ),
    (
        lambda q, beta: 1 / (1 - beta),
        "1/(1-β) is the limit of the velocity and says how long the memory is, whatever q is. ｜"
        " 1/(1-β) 是速度的极限，也表示记忆有多长，与 q 无关。",
    ),
    (
        lambda q, beta: ceil(1 / (1 - beta)),
        "1/(1-β) is the limit of the velocity and says how long the memory is, whatever q is. ｜"
        " 1/(1-β) 是速度的极限，也表示记忆有多长，与 q 无关。",
    ),
    (
        lambda q, beta: ceil(q / (1 - beta)),
        "The velocity does not grow by 1 a step: the larger it is, the more of it leaks. ｜"
        " 速度并不是每步增加 1：它越大，漏掉的越多。",
    ),
)

CHECKS = (
    (
        "q = 0.9: counted for 5 β ｜ q = 0.9：对 5 个 β 数出来的步数",
        lambda lab: compare("steps_to", mine(lab), SHARES, first_step, COUNTS),
    ),
    (
        "Other shares, less and more than 0.9 ｜ 别的 q，比 0.9 小的与大的",
        lambda lab: compare("steps_to", mine(lab), OTHERS, first_step, COUNTS),
    ),
)
