"""Nesterov's momentum, made out of the momentum method."""

import recurrences as r
import torch
from courses import Course, column, follow, travel
from laws import judge as judge_by_laws
from specimen import UNSEEN
from suspects import judge
from telling import apart, known, near, say

PICTURE = Course([1.0], [1.0], 0.13, 0.9)


def checks(lab):
    """Draw and judge the reader's optimiser."""
    make = lab.mine("Momentum")
    lab.scene(x="t", y="x")
    lab.draw("Nesterov’s ｜ Nesterov 动量", "right", column(follow(r.nesterov, PICTURE)))
    lab.draw("momentum method ｜ 动量法", "other", column(follow(r.heavy, PICTURE)))

    @lab.check("The path in the picture ｜ 图中的轨迹")
    def _():
        path = travel(make, PICTURE)
        lab.draw("yours ｜ 你的", "yours", column(path))
        return judge(path, PICTURE, r.nesterov)

    @lab.check("The first step is η(1+β)g ｜ 第一步是 η(1+β)g")
    def _():
        return first_step(make)

    @lab.check(
        "As torch.optim.SGD(nesterov=True), with weight decay and a changing η"
        " ｜ 与 torch.optim.SGD(nesterov=True) 相同，带权重衰减，η 中途改变"
    )
    def _():
        told = judge(travel(make, UNSEEN), UNSEEN, r.nesterov)
        return told or lab.close(travel(make, UNSEEN), travel(library, UNSEEN), "x ｜ x", 1e-9)

    judge_by_laws(lab, make, [1])


def library(params, **options):
    """Return torch's own optimiser."""
    return torch.optim.SGD(params, nesterov=True, **options)


def first_step(make, eta=0.2, beta=0.8, g=3.0):
    """Return None for a first step of the right length, or what is to be said."""
    x = torch.ones(1, dtype=torch.float64, requires_grad=True)
    optimizer = make([x], lr=eta, momentum=beta)
    x.grad = torch.full_like(x, g).detach()
    optimizer.step()
    length, wanted = 1.0 - x.item(), eta * (1 + beta) * g
    if near(length, wanted):
        return None
    yours, right = apart(length, wanted)
    plain = "That is ηg, the plain step.", "这是 ηg，普通的一步。"
    jump = "That is ηβg: the jump without the gradient.", "这是 ηβg：只有跳跃，没有梯度。"
    double = "That is 2ηg: β is missing.", "这是 2ηg：少了 β。"
    half = "That is η(1−β)g: the sign of β is turned.", "这是 η(1−β)g：β 的正负号反了。"
    reasons = [(eta * g, plain), (2 * eta * g, double), (eta * (1 - beta) * g, half)]
    return say(
        (
            "With η = 0.2, β = 0.8 and g = 3 yours is %s; it should be %s." % (yours, right),
            "η = 0.2，β = 0.8，g = 3 时，你的是 %s，应为 %s。" % (yours, right),
        ),
        known(length, [(eta * beta * g, jump)] + reasons),
    )
