"""The lab on PyTorch's dampening: how far it leads from form C, and how to go on without it."""

from paths import NOISE
from reading import (
    both,
    compare,
    drawn,
    explain,
    judge,
    number,
    refused,
    say,
    several,
    show,
)
from telling import near

GRADIENTS = [1.0 if t == 0 else NOISE[t] for t in range(100)]
CASES = [(0.1, 0.9, 1.0), (0.05, 0.5, 2.0), (0.2, 0.8, -1.0), (0.1, 0.95, 0.5), (0.3, 0.6, 3.0)]


def run(eta, beta, d, gradients, v=None):
    """Walk as PyTorch with dampening; without a velocity the first gradient comes in undamped."""
    x, path = 0.0, []
    for g in gradients:
        v = g if v is None else beta * v + (1 - d) * g
        x = x - eta * v
        path.append(x)
    return path, v


def apart(eta, beta, first, steps=1000):
    """Measure how much further a long run with dampening equal to β ends than form C."""
    gradients = [first] + [NOISE[t % 100] for t in range(1, steps)]
    return run(eta, beta, beta, gradients)[0][-1] - run(eta, beta, beta, gradients, 0.0)[0][-1]


def dampening(lab):
    """The gap to form C, and dampening taken out of a run in its middle; at the start it is refused."""
    lab.scene("t", "x")
    lab.draw("form C ｜ 写法 C", "other", run(0.1, 0.9, 0.9, GRADIENTS, 0.0)[0])
    lab.draw("dampening ｜ 阻尼", "right", run(0.1, 0.9, 0.9, GRADIENTS)[0])
    drawn(lab, "form C and your gap ｜ 写法 C 加上你的差", shifted)
    judge(lab, CHECKS)


def shifted(lab):
    """Return the path of form C, moved by the reader's gap."""
    gap = number(lab.mine("gap")(0.1, 0.9, 1.0), "gap(0.1, 0.9, 1)")
    return [x + gap for x in run(0.1, 0.9, 0.9, GRADIENTS, 0.0)[0]], None


def spared(lab):
    """Tell whether a run without dampening is left as it is."""
    lr, factor = answer(lab, 0.1, 0.9, 0, False)
    if near(lr, 0.1) and near(factor, 1):
        return None
    found = f"undamped(0.1, 0.9, 0, False): {show(lr)}, {show(factor)}"
    return say(f"{found}; nothing is to change: 0.1, 1.", f"{found}；应当不变：0.1, 1。")


def from_rest(lab):
    """Tell whether dampening from rest is refused."""
    why = say(
        "The first gradient comes in undamped, the others do not: no rate does both.",
        "第一个梯度不受阻尼，其余的都受：没有哪个学习率能两者兼顾。",
    )
    rule = lab.mine("undamped")
    return refused(lambda: rule(0.1, 0.9, 0.5, False), "undamped(0.1, 0.9, 0.5, False)", why)


GAPS = (
    (
        lambda eta, beta, g: -apart(eta, beta, g),
        "The sign: steps go against the gradient. ｜ 正负号：步子是逆着梯度走的。",
    ),
    (
        lambda eta, beta, g: -eta * g / (1 - beta),
        "That is all that the first gradient does; form C has its share of it as well. ｜"
        " 这是第一个梯度的全部作用，而写法 C 里也有它的一份。",
    ),
    (
        lambda eta, beta, g: -eta * beta * g,
        "That is the gap after one step; the velocity carries it on. ｜ 这只是第一步之后的差，速度还会把它带下去。",
    ),
    (
        lambda eta, beta, g: -beta * g / (1 - beta),
        "That is the sum of the gaps of the velocities; a step is η times as long. ｜"
        " 这是速度之差的总和；步长还要乘以 η。",
    ),
    (
        lambda eta, beta, g: 0.0,
        "You say that there is no gap, but the first gradient is not dampened. ｜ 你说没有差别，可第一个梯度不受阻尼。",
    ),
)


def answer(lab, eta, beta, d, started):
    """Return the rate and the factor that a reader's function gives."""
    call = f"undamped({show(eta)}, {show(beta)}, {show(d)}, {started})"
    return several(lab.mine("undamped")(eta, beta, d, started), call, ("lr", "factor"))


def goes_on(lab, eta, beta, d):
    """Tell whether a run that drops its dampening half-way goes on as before."""
    before, v = run(eta, beta, d, NOISE[:50])
    lr, factor = answer(lab, eta, beta, d, True)
    after = [before[-1] + x for x in run(lr, beta, 0, NOISE[50:], v * factor)[0]]
    parts = lab.close(before + after, run(eta, beta, d, NOISE)[0], "x ｜ x", 1e-12)
    return both(parts, about(lr, factor, eta, d)) if parts else None


CHECKS = (
    (
        "gap: the ends of long runs, for 5 β ｜ gap：长时间运行的终点之差，5 个 β",
        lambda lab: compare("gap", lab.mine("gap"), CASES, apart, GAPS),
    ),
    (
        "β = 0.9, d = 0.5: dropped half-way, 100 gradients ｜"
        " β = 0.9，d = 0.5：中途去掉阻尼，100 个梯度",
        lambda lab: goes_on(lab, 0.1, 0.9, 0.5),
    ),
    (
        "η = 0.2, β = 0.7, d = 0.8: the same ｜ η = 0.2，β = 0.7，d = 0.8：同样",
        lambda lab: goes_on(lab, 0.2, 0.7, 0.8),
    ),
    ("Without dampening no ValueError ｜ 阻尼为 0 时不引发 ValueError", spared),
    ("From rest, with dampening: ValueError ｜ 从静止出发且有阻尼时，引发 ValueError", from_rest),
)

SLIPS = (
    (
        lambda eta, d: eta,
        "Your rate is unchanged: new gradients come in undamped. ｜ 你的学习率没有变：新梯度就不受阻尼了。",
    ),
    (
        lambda eta, d: eta * d,
        "New gradients come in with the weight 1-d, not d. ｜ 新梯度的权重是 1-d，不是 d。",
    ),
    (
        lambda eta, d: eta / (1 - d),
        "The rate must become smaller, not larger. ｜ 学习率应当变小，而不是变大。",
    ),
    (
        lambda eta, d: 0.1 * (1 - d),
        "0.1 is the rate of one example; yours is to depend on lr. ｜ 0.1 只是一个例子里的学习率；结果应取决于 lr。",
    ),
)


def about(lr, factor, eta, d):
    """Say what is wrong with a rate and a factor for some rate and dampening."""
    if not near(lr, eta * (1 - d)):
        return explain([(eta, d)], [lr], SLIPS)
    if near(factor, 1):
        return say(
            "The buffer stays as it is, but the rate that multiplies it has changed.",
            "缓冲区没有变，可是乘在它上面的学习率变了。",
        )
    if near(factor, 1 - d):
        return say(
            "The buffer is to be divided by 1-d, not multiplied.",
            "缓冲区应当除以 1-d，而不是乘以它。",
        )
    return say(f"Your factor is {show(factor)}.", f"你的 factor 是 {show(factor)}。")
