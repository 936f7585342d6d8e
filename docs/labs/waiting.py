"""The labs that wait for a velocity: until it has grown, and until it has died away."""

from math import ceil, floor, log

from reading import check, compare, drawn, number

SHARES = [(0.9, 0.5), (0.9, 0.8), (0.9, 0.9), (0.9, 0.95), (0.9, 0.99)]
OTHERS = [(0.5, 0.9), (0.99, 0.7), (0.63, 0.98), (0.05, 0.6)]


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
    drawn(lambda: lab.draw("your step ｜ 你的步数", "yours", [0, 0.9], [mine(lab)(0.9, 0.9)] * 2))

    @check(lab, "q = 0.9: counted for 5 β ｜ q = 0.9：对 5 个 β 数出来的步数")
    def _():
        return compare("steps_to", mine(lab), SHARES, first_step, COUNTS)

    @check(lab, "Other shares, less and more than 0.9 ｜ 别的 q，比 0.9 小的与大的")
    def _():
        return compare("steps_to", mine(lab), OTHERS, first_step, COUNTS)


def mine(lab):
    """Return the reader's function, made to return a number."""
    rule = lab.mine("steps_to")
    return lambda q, beta: number(rule(q, beta), f"steps_to({q}, {beta})")


COUNTS = (
    (
        lambda q, beta: floor(log(1 - q) / log(beta)),
        "That is one step short: rounded down, the share is not yet reached. ｜"
        " 差一步：向下取整时还没有达到。",
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

COASTS = [(0.5,), (0.8,), (0.9,), (0.95,), (0.6,)]


def coasted(beta, ahead=False, steps=2000):
    """Measure in units of ηg how far a parameter coasts after a long training with a steady gradient."""
    v, way = 0.0, 0.0
    for _ in range(steps):
        v = beta * v + 1
    for _ in range(steps):
        v = beta * v
        way += beta * v if ahead else v
    return way


def coast(lab):
    """The formula against a run whose gradient is set to zero, plain and with the look-ahead."""
    ways = [0.0]
    for t in range(1, 61):
        ways.append(ways[-1] + 10 * 0.9**t)
    lab.scene("t", "x")
    lab.draw("after the gradient is zero ｜ 梯度为零之后", "right", ways)
    drawn(lambda: lab.draw("your end ｜ 你的终点", "yours", [distance(lab, False)(0.9)] * 2, [0, 60]))

    @check(lab, "Heavy ball: a run for each of 5 β ｜ 重球法：5 个 β，各跑一次")
    def _():
        return compare("coast", distance(lab, False), COASTS, coasted, WAYS)

    @check(lab, "Nesterov’s variant: the same ｜ Nesterov 变体：同样")
    def _():
        return compare("coast", distance(lab, True), COASTS, lambda beta: coasted(beta, True), AHEAD + WAYS)


def distance(lab, nesterov):
    """Return the reader's function of β alone."""
    rule = lab.mine("coast")
    return lambda beta: number(rule(beta, nesterov), f"coast({beta}, {nesterov})")


AHEAD = (
    (
        lambda beta: beta / (1 - beta) ** 2,
        "That is heavy ball’s way. With the gradient zero, the variant’s step is -ηβv, not -ηv. ｜"
        " 这是重球法的距离。梯度为零时，变体的一步是 -ηβv，不是 -ηv。",
    ),
    (
        lambda beta: beta**3 / (1 - beta) ** 2,
        "One factor β too many. ｜ 多乘了一个 β。",
    ),
)
WAYS = (
    (
        lambda beta: beta / (1 - beta),
        "That is how far the velocity 1 coasts. After a long training it is 1/(1-β). ｜"
        " 这是速度为 1 时滑行的距离。训练很久之后，速度是 1/(1-β)。",
    ),
    (
        lambda beta: 1 / (1 - beta) ** 2,
        "The last step with a gradient is counted as well: coasting begins with β times the velocity. ｜"
        " 把最后那步有梯度的也算进去了：滑行的第一步已经是速度的 β 倍。",
    ),
    (
        lambda beta: 1 / (1 - beta),
        "That is one step at full speed. How many such steps does the fading velocity make up? ｜"
        " 这只是全速的一步。速度逐渐衰减，总共抵得上几步？",
    ),
    (
        lambda beta: -beta / (1 - beta) ** 2,
        "Right but for its sign: a distance is wanted. ｜ 只差正负号：这里要的是距离。",
    ),
    (
        lambda beta: 0.1 * beta / (1 - beta) ** 2,
        "Times η = 0.1: wanted is the way in units of ηg. ｜ 多乘了 η = 0.1：这里以 ηg 为单位。",
    ),
    (
        lambda beta: (beta / (1 - beta)) ** 2,
        "One factor β too many. ｜ 多乘了一个 β。",
    ),
)
