"""The instalments of a gradient in Nesterov's momentum: four formulas against steps that are made."""

import recurrences
import torch
from telling import apart, known, near, say, shown

BETAS = [0.8, 0.9, 0.3]
AGES = 300  # older gradients weigh next to nothing
PAID = {}  # what has been measured, by β
SAME = "That is the momentum method’s.", "这是动量法的。"
SILENT = "It returns None: does it end with `return`? ｜ 它返回 None：末尾写了 `return` 吗？"
MOVED = (
    "That is the momentum method’s: where two are paid at once, all later ones come one step sooner.",
    "这是动量法的：一次付清两期，以后各期都要提前一步。",
)
# Formulas that learners give, and what is said of them.
TOTALS = [
    (
        lambda b: 1 / (1 - b) + b,
        (
            "β too many: what is paid at once is not paid again.",
            "多了 β：一次付清的那期，后面不会再付。",
        ),
    ),
    (lambda b: 1.0, ("The weights do not add up to 1.", "这些权重之和不是 1。")),
]
AGES_GIVEN = [
    (lambda b: b / (1 - b), SAME),
    (
        lambda b: (b / (1 - b)) ** 2,
        (
            "A mean is divided by the sum: the weights add up to 1/(1−β), not to 1.",
            "求平均要除以总和：权重之和是 1/(1−β)，不是 1。",
        ),
    ),
    (
        lambda b: b / (1 - b) - 1,
        (
            "One whole step less than the momentum method’s is too much.",
            "比动量法小了整整一步，减得太多。",
        ),
    ),
]
FACTORS = [
    (lambda b: 1 / (1 + b), SAME),
    (
        lambda b: 1 / (1 - b),
        (
            "That is the plain sum; the signs must alternate.",
            "这是直接求和；各项的正负号应当交错。",
        ),
    ),
]


def paid(beta, ages):
    """Return what torch pays, age by age, for a gradient of 1 that comes once, at η = 1."""
    if beta not in PAID:
        PAID[beta] = measured(beta)
    return PAID[beta][:ages]


def measured(beta):
    """Make the steps."""
    y = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([y], lr=1.0, momentum=beta, nesterov=True)
    weights, before = [], 0.0
    for age in range(AGES):
        y.grad = torch.full_like(y, 0.0 if age else 1.0).detach()
        optimizer.step()
        weights.append(before - y.item())
        before = y.item()
    return weights


def swing(u, beta, steps=400):
    """Return how far the point is from zero at the end of a run on a parabola, as a logarithm's sign."""
    s, y = {}, 1.0
    for _ in range(steps):
        y = recurrences.nesterov(s, y, u * y, 1.0, beta, 0.0)
        if abs(y) > 1e6:
            return 1e6
    return max(abs(y), abs(recurrences.nesterov(s, y, u * y, 1.0, beta, 0.0)))


def compare(function, wanted, usual):
    """Return None if a formula of β is right for three β, or what is to be said.

    `usual` lists formulas that learners give and what is said of each.
    """
    for beta in BETAS:
        got, right = function(beta), wanted(beta)
        if got is None:
            return SILENT
        if near(got, right, 1e-8):
            continue
        yours, other = apart(got, right)
        return say(
            (
                "For β = %s yours is %s; the steps made give %s." % (beta, yours, other),
                "β = %s 时，你的是 %s；实际走出来的是 %s。" % (beta, yours, other),
            ),
            known(got, [(formula(beta), sentence) for formula, sentence in usual]),
        )
    return None


def checks(lab):
    """Draw and judge the reader's formulas."""
    weight = lab.mine("weight")

    @lab.check("The weight of every age ｜ 每个时滞的权重")
    def _():
        draw(lab, weight)
        return weighed(weight)

    @lab.check("The sum of the weights ｜ 权重之和")
    def _():
        return compare(lab.mine("total"), lambda b: sum(paid(b, AGES)), TOTALS)

    @lab.check("The mean age ｜ 平均时滞")
    def _():
        return compare(lab.mine("mean_age"), mean_age, AGES_GIVEN)

    @lab.check("The factor of a gradient that flips ｜ 每步反号的梯度所乘的因子")
    def _():
        return compare(lab.mine("flipping"), flipping, FACTORS)

    @lab.check("The border of ηλ ｜ ηλ 的界限")
    def _():
        return bordered(lab.mine("border"))


def draw(lab, weight, beta=0.9, ages=20):
    """Draw the weights against the age."""
    lab.scene(x="age", y="weight")
    lab.draw("paid ｜ 实际付出", "right", paid(beta, ages))
    lab.draw("yours ｜ 你的", "yours", [weight(age, beta) for age in range(ages)])


def weighed(weight):
    """Return None if all weights are right, or what is to be said."""
    for beta in BETAS:
        for age, right in enumerate(paid(beta, 12)):
            got = weight(age, beta)
            if got is None:
                return SILENT
            if near(got, right, 1e-8):
                continue
            yours, other = apart(got, right)
            return say(
                (
                    "For β = %s and age %d yours is %s; what is paid is %s."
                    % (beta, age, yours, other),
                    "β = %s、时滞 %d 时，你的是 %s；实际付出的是 %s。" % (beta, age, yours, other),
                ),
                known(got, [(beta**age, MOVED if age else SAME)]),
            )
    return None


def mean_age(beta):
    """Return the mean age of what torch pays."""
    weights = paid(beta, AGES)
    return sum(age * w for age, w in enumerate(weights)) / sum(weights)


def flipping(beta):
    """Return the factor of a gradient that flips, from what torch pays."""
    return sum(w if age % 2 == 0 else -w for age, w in enumerate(paid(beta, AGES)))


def bordered(border):
    """Return None if runs shrink just below the border and grow just above, or what is to be said."""
    for beta in BETAS:
        u = border(beta)
        if u is None:
            return SILENT
        below, above = swing(0.98 * u, beta), swing(1.02 * u, beta)
        if below < 0.5 and above > 2:
            continue
        what = "at ηλ = %s it still grows" if below >= 0.5 else "at ηλ = %s it still converges"
        zh = " ηλ = %s 时还在增长" if below >= 0.5 else " ηλ = %s 时仍收敛"
        near_by = shown((0.98 if below >= 0.5 else 1.02) * u)
        return say(
            (
                "For β = %s you say %s, but %s." % (beta, shown(u), what % near_by),
                "β = %s 时，你的答案是 %s，可是%s。" % (beta, shown(u), zh % near_by),
            ),
            known(u, [(2 + 2 * beta, SAME)]),
        )
    return None
