"""The lab in which the reader writes the leaky average and the weights of its gradients."""

from paths import NOISE
from reading import both, drawn, judge, say, series, show

BETAS = (0.9, 0.5, 0.0)


def leaky(gradients, beta):
    """Return the velocities, by their definition."""
    v, velocities = 0.0, []
    for g in gradients:
        v = beta * v + g
        velocities.append(v)
    return velocities


def weights(lab):
    """Velocities against the definition, and weights against what a single gradient leaves behind."""
    gradients = [1 + NOISE[t] for t in range(60)]
    lab.scene("t", "v")
    lab.draw("gradients ｜ 梯度", "other", gradients)
    lab.draw("velocity ｜ 速度", "right", leaky(gradients, 0.9))
    drawn(lab, "yours ｜ 你的", lambda lab: (velocities(lab, gradients, 0.9), None))
    judge(lab, CHECKS)


def untouched(lab):
    """Tell whether the gradients are left as they were."""
    given = [1.0, 2.0, 3.0]
    velocities(lab, given, 0.5)
    if given == [1.0, 2.0, 3.0]:
        return None
    return say(
        f"[1, 2, 3] has become {given}: who calls it may need its gradients again.",
        f"[1, 2, 3] 变成了 {given}：调用者也许还要用到这些梯度。",
    )


def agree(lab):
    """Tell whether a velocity is the sum of the gradients with the weights."""
    by_age = parts(lab, 0.8, 30)
    total, v = sum(by_age[i] * NOISE[29 - i] for i in range(30)), velocities(lab, NOISE[:30], 0.8)
    if abs(total - v[-1]) < 1e-12:
        return None
    return say(
        f"On 30 gradients your weights give {show(total)}, your leaky_sum {show(v[-1])}.",
        f"对 30 个梯度，用你的 weights 得 {show(total)}，用你的 leaky_sum 得 {show(v[-1])}。",
    )


def velocities(lab, gradients, beta):
    """Return what the reader's `leaky_sum` gives."""
    return series(lab.mine("leaky_sum")(gradients, beta), f"leaky_sum(gradients, {beta})")


def parts(lab, beta, t):
    """Return what the reader's `weights` gives."""
    return series(lab.mine("weights")(beta, t), f"weights({beta}, {t})")


def summed(lab):
    """Compare the velocities; name the mistake that [1, 0, 0] and [1, 1, 1] show."""
    for beta in BETAS:
        apart = lab.close(velocities(lab, list(NOISE), beta), leaky(NOISE, beta), "v ｜ v", 1e-12)
        if apart:
            got = velocities(lab, [1.0, 0.0, 0.0], 0.5), velocities(lab, [1.0, 1.0, 1.0], 0.5)
            return both(apart, about(*got))
    return None


def about(single, same):
    """Recognise a mistake in the velocities of [1, 0, 0] and [1, 1, 1] at 0.5."""
    if len(same) != 3:
        return "One velocity is wanted for each gradient. ｜ 每个梯度都要对应一个速度。"
    why = matching(single, SUMS)
    if why or alike(single, [1.0, 0.5, 0.25]):
        return why
    found = ", ".join(show(one) for one in single)
    return say(
        f"At β = 0.5, [1, 0, 0] gives {found} in yours; it should halve.",
        f"β = 0.5 时，你由 [1, 0, 0] 得到 {found}；应当逐次减半。",
    )


def alike(one, other):
    """Tell whether two lists are the same up to rounding."""
    return len(one) == len(other) and all(abs(one[i] - other[i]) < 1e-9 for i in range(len(one)))


def matching(got, patterns):
    """Return the sentence on the first pattern that was found, or nothing."""
    for pattern, why in patterns:
        if alike(got, pattern):
            return why
    return ""


def weighed(lab):
    """Compare the weights with the velocities that one gradient of 1 leaves, and name a mistake."""
    for beta, t in ((0.9, 40), (0.5, 8), (0.0, 3), (0.7, 1)):
        right = leaky([1.0] + [0.0] * (t - 1), beta)
        apart = lab.close(parts(lab, beta, t), right, "w ｜ w", 1e-12, "age %d ｜ 时滞 %d ")
        if apart:
            return both(apart, matching(parts(lab, 0.5, 3), WEIGHTS))
    return None


SUMS = (
    (
        [0.5, 0.25, 0.125],
        "Your gradients enter with the weight 1-β: that is the average, form C. ｜"
        " 你的梯度带了权重 1-β：这是写法 C 的平均。",
    ),
    (
        [0.0, 1.0, 0.5],
        "You record the velocity before its gradient has come in. ｜ 梯度还没有加进来，你就记下了速度。",
    ),
    ([1.0, 1.0, 1.0], "Nothing leaks: this is the plain sum. ｜ 什么也没有漏掉：这是普通的累加。"),
    (
        [1.0, 0.0, 0.0],
        "Nothing is kept: each velocity is its own gradient. ｜ 什么也没有留下：每个速度只是同一步的梯度。",
    ),
)
WEIGHTS = (
    (
        [0.25, 0.5, 1.0],
        "That is oldest first; wanted is the age 0 first. ｜ 这是从最旧的排起；应从时滞 0 排起。",
    ),
    (
        [0.5, 0.25, 0.125],
        "The newest gradient has the weight 1: its age is 0, and β⁰ = 1. ｜"
        " 最新的梯度权重是 1：时滞为 0，β⁰ = 1。",
    ),
    (
        [1.0, 0.5, 0.25, 0.125],
        "One age too many: 0 to t - 1 are t ages. ｜ 多了一个：从 0 到 t - 1 共 t 个。",
    ),
    ([1.0, 0.5], "One age is missing: 0 to t - 1 are t ages. ｜ 少了一个：从 0 到 t - 1 共 t 个。"),
    (
        [4 / 7, 2 / 7, 1 / 7],
        "Yours add up to 1; the weights of the leaky sum are not normalised. ｜"
        " 你的权重之和是 1；泄漏累加的权重没有归一化。",
    ),
)
CHECKS = (
    ("leaky_sum: 100 gradients, 3 β ｜ leaky_sum：100 个梯度，3 个 β", summed),
    ("leaky_sum leaves its gradients alone ｜ leaky_sum 不改动传入的梯度", untouched),
    ("weights: what a single gradient leaves behind ｜ weights：单独一个梯度留下的痕迹", weighed),
    ("The two agree: velocity = weighted sum ｜ 两者一致：速度等于加权和", agree),
)
