"""The lab that waits until a velocity has died away."""

from reading import compare, drawn, judge, number

BETAS = (0.5, 0.8, 0.9, 0.95, 0.6)


def coasted(beta, ahead, steps=2000):
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
    drawn(lab, "your end ｜ 你的终点", lambda lab: ([distance(lab)(0.9, False)] * 2, [0, 60]))
    judge(lab, CHECKS)


def distance(lab):
    """Return the reader's function, made to return a number."""
    rule = lab.mine("coast")
    return lambda beta, nesterov: number(rule(beta, nesterov), f"coast({beta}, {nesterov})")


def runs(lab, nesterov):
    """Compare with a run for each coefficient."""
    cases = [(beta, nesterov) for beta in BETAS]
    return compare("coast", distance(lab), cases, coasted, AHEAD + WAYS if nesterov else WAYS)


CHECKS = (
    ("Heavy ball: a run for each of 5 β ｜ 重球法：5 个 β，各跑一次", lambda lab: runs(lab, False)),
    ("Nesterov’s variant: the same ｜ Nesterov 变体：同样", lambda lab: runs(lab, True)),
)


def extra(beta, ahead):
    """Return the factor that the look-ahead brings."""
    return beta if ahead else 1


AHEAD = (
    (
        lambda beta, ahead: beta / (1 - beta) ** 2,
        "That is heavy ball’s way. With the gradient zero, the variant’s step is -ηβv, not -ηv. ｜"
        " 这是重球法的距离。梯度为零时，变体的一步是 -ηβv，不是 -ηv。",
    ),
    (
        lambda beta, ahead: beta**3 / (1 - beta) ** 2,
        "One factor β too many. ｜ 多乘了一个 β。",
    ),
)
WAYS = (
    (
        lambda beta, ahead: extra(beta, ahead) * beta / (1 - beta),
        "That is how far the velocity 1 coasts. After a long training it is 1/(1-β). ｜"
        " 这是速度为 1 时滑行的距离。训练很久之后，速度是 1/(1-β)。",
    ),
    (
        lambda beta, ahead: extra(beta, ahead) / (1 - beta) ** 2,
        "The last step with a gradient is counted as well: coasting begins with β times the velocity. ｜"
        " 把最后那步有梯度的也算进去了：滑行的第一步已经是速度的 β 倍。",
    ),
    (
        lambda beta, ahead: 1 / (1 - beta),
        "That is one step at full speed. How many such steps does the fading velocity make up? ｜"
        " 这只是全速的一步。速度逐渐衰减，总共抵得上几步？",
    ),
    (
        lambda beta, ahead: -extra(beta, ahead) * beta / (1 - beta) ** 2,
        "Right but for its sign: a distance is wanted. ｜ 只差正负号：这里要的是距离。",
    ),
    (
        lambda beta, ahead: 0.1 * extra(beta, ahead) * beta / (1 - beta) ** 2,
        "Times η = 0.1: wanted is the way in units of ηg. ｜ 多乘了 η = 0.1：这里以 ηg 为单位。",
    ),
    (
        lambda beta, ahead: extra(beta, ahead) * (beta / (1 - beta)) ** 2,
        "One factor β too many. ｜ 多乘了一个 β。",
    ),
)
