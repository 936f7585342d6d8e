"""The lab in which a run of Keras is repeated in PyTorch, whatever its learning rates do."""

from paths import UNEVEN, steady, walk_a, walk_b
from reading import both, drawn, judge, refused, say, several, show
from telling import near

DROP = [0.1] * 20 + [0.01] * 30
HALVES = [0.1] * 50 + [0.01] * 50


def keras_to_torch(lab):
    """The path of Keras at constant and changing rates; a rate of zero is refused."""
    lab.scene("t", "x")
    lab.draw("Keras ｜ Keras", "right", walk_b(DROP, 0.9, steady))
    drawn(lab, "PyTorch, by your rule ｜ PyTorch，用你的规则", dropped)
    judge(lab, CHECKS)


def dropped(lab):
    """Walk under a steady gradient whose rate falls to a tenth."""
    return walk_a(*plan(lab, DROP, 0.9), steady), None


def plan(lab, rates, beta):
    """Return the rates, momenta and factors that a reader's rule gives for all steps."""
    rows = []
    for t in range(len(rates)):
        case = (rates[max(t - 1, 0)], rates[t], beta)
        call = "keras_to_torch({}, {}, {})".format(*[show(one) for one in case])
        got = lab.mine("keras_to_torch")(*case)
        rows.append(several(got, call, ("lr", "momentum", "factor")))
    return [[row[i] for row in rows] for i in range(3)]


def same(lab, rates, beta):
    """Tell whether PyTorch walks the path of Keras by the reader's rule, on 100 gradients."""
    got = walk_a(*plan(lab, rates, beta))
    apart = lab.close(got, walk_b(rates, beta), "x ｜ x", 1e-12)
    return both(apart, about(*lab.mine("keras_to_torch")(0.1, 0.01, 0.9))) if apart else None


def stopped(lab):
    """Tell whether a rate of zero is refused."""
    why = say(
        "At a rate of 0 Keras coasts on, and PyTorch stands still whatever its buffer holds.",
        "学习率为 0 时，Keras 还在滑行，而 PyTorch 停住不动，缓冲区里存什么都没有用。",
    )
    rule = lab.mine("keras_to_torch")
    return refused(lambda: rule(0.1, 0, 0.9), "keras_to_torch(0.1, 0, 0.9)", why)


CHECKS = (
    (
        "A constant rate, 100 gradients ｜ 学习率不变，100 个梯度",
        lambda lab: same(lab, [0.1] * 100, 0.9),
    ),
    (
        "A rate divided by ten half-way ｜ 学习率中途除以十",
        lambda lab: same(lab, HALVES, 0.9),
    ),
    (
        "Another rate at every step ｜ 学习率每一步都变",
        lambda lab: same(lab, UNEVEN, 0.7),
    ),
    ("At the rate 0: ValueError ｜ 学习率为 0 时引发 ValueError", stopped),
)

KEPT = (
    (
        1,
        "When the rate falls your buffer stays as it is. So PyTorch does anyhow: it slows down at"
        " once. ｜ 学习率下降时，你的缓冲区没有变。PyTorch 本来就是这样，所以立刻慢下来。",
    ),
    (
        0.1,
        "You multiply by the new rate over the old. That makes Keras walk as PyTorch, not the"
        " reverse. ｜ 你乘的是新学习率与旧学习率之比。那是让 Keras 走 PyTorch 的轨迹，方向反了。",
    ),
    (
        -10,
        "The velocities of the two have opposite signs, but PyTorch goes on with its own: no sign"
        " changes. ｜ 两个库的速度正负号相反，但 PyTorch 一直用自己的速度，不必变号。",
    ),
    (
        100,
        "You have used the factor twice, in the momentum and for the buffer. ｜"
        " 这个倍数你用了两次：动量系数里一次，缓冲区又一次。",
    ),
)


def about(lr, momentum, factor):
    """Say what is wrong with a rule's answer to a drop from 0.1 to 0.01 at 0.9."""
    if not near(lr, 0.01):
        return say(
            f"When the rate falls from 0.1 to 0.01, your lr is {show(lr)}. A new gradient causes"
            " the same step in both libraries at once, so lr is the new rate.",
            f"学习率从 0.1 降到 0.01 时，你的 lr 是 {show(lr)}。新梯度在本步之内引起的步长，"
            "两个库相同，所以 lr 就是新的学习率。",
        )
    for value, why in KEPT:
        if near(momentum * factor / 0.9, value):
            return why
    kept = show(momentum * factor)
    return say(
        f"When the rate falls from 0.1 to 0.01, momentum times factor is {kept} in yours.",
        f"学习率从 0.1 降到 0.01 时，你的 momentum 与 factor 之积是 {kept}。",
    )
