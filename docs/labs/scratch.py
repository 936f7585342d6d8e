"""`sgd_momentum` from scratch: its path, torch's, and what else it promises to those who call it."""

import torch
from courses import Course, column, differ, follow
from recurrences import descent, heavy
from suspects import judge
from telling import apart, known, near, say, shown

PICTURE = Course([1.0], [1.0], 0.03, 0.9, steps=100)
UNSEEN = Course([1.0, -2.0], [1.5, 0.4], 0.07, 0.7, steps=36, target=[0.3, -0.2])
# Learning rate and coefficient of the comparisons with torch.
PAIRS = [(0.02, 0.5), (0.1, 0.9), (0.3, 0.0)]
INPLACE = (
    "In Python `p = …` and `v = …` bind a name to a new tensor, `add` and `sub` without a _ at the end make one,"
    " and the old one stays as it was: a step must change the tensors themselves,"
    " with `sub_`, `add_`, `mul_`, `copy_` or `[:]`.",
    "Python 里 `p = …`、`v = …` 只是让名字指向一个新张量，末尾不带 _ 的 `add`、`sub` 也只是造出新张量，"
    "原来的张量都没有变：要改的是张量本身，可用 `sub_`、`add_`、`mul_`、`copy_` 或 `[:]`。",
)
RATED = "η is inside the velocity.", "η 进了速度里。"
AVERAGED = "The factor 1−β is inside the velocity.", "速度里多了因子 1−β。"
STILL = "Nothing moves.", "点一步也没有动。"
REPLACED = (
    "The list now holds another tensor: right for this list, but whoever kept the old tensor,"
    " or hands in a tuple, does not see it.",
    "列表里换成了另一个张量：对这个列表没有错，但仍拿着旧张量、或者传入元组的人，就看不到了。",
)


def parameter(values, gradient=None):
    """Return a parameter with a gradient."""
    p = torch.tensor(values, dtype=torch.float64, requires_grad=True)
    if gradient is not None:
        p.grad = torch.tensor(gradient, dtype=torch.float64)
    return p


def numbers(tensor):
    """Return the numbers of a tensor of one axis."""
    return tensor.detach().tolist()


def travel(step, course):
    """Return the points that a step of the reader's visits."""
    x, hyperparams = parameter(course.start), {"lr": course.eta, "momentum": course.beta}
    states, path = [torch.zeros_like(x).detach()], [numbers(x)]
    for _ in range(course.steps):
        x.grad = torch.tensor(course.gradient(path[-1]), dtype=torch.float64)
        step([x], states, hyperparams)
        path.append(numbers(x))
    return path


def checks(lab):
    """Draw and judge the reader's function."""
    step = lab.mine("sgd_momentum")
    lab.scene(x="t", y="x")
    lab.draw("momentum ｜ 动量法", "right", column(follow(heavy, PICTURE)))
    lab.draw("gradient descent ｜ 梯度下降", "other", column(follow(descent, PICTURE)))

    @lab.check("The path in the picture ｜ 图中的轨迹")
    def _():
        path = travel(step, PICTURE)
        lab.draw("yours ｜ 你的", "yours", column(path))
        return along(path, PICTURE)

    @lab.check(
        "A path that is not drawn, with other η and β ｜ 另一条没有画出的轨迹，换一组 η 与 β"
    )
    def _():
        return along(travel(step, UNSEEN), UNSEEN)

    @lab.check(
        "As torch.optim.SGD, three pairs of η and β ｜ 三组 η 与 β，都与 torch.optim.SGD 相同"
    )
    def _():
        for eta, beta in PAIRS:
            told = beside_torch(step, eta, beta)
            if told:
                return told
        return None

    promises(lab, step)


def along(path, course):
    """Return None for the right path, or what is to be said of it."""
    if path[-1] == path[0]:
        return say(differ(path, follow(heavy, course)), STILL, INPLACE)
    return judge(path, course, heavy)


def promises(lab, step):
    """Check what a caller relies on beside the path."""

    @lab.check("The velocities stay in `states` ｜ 速度存在 `states` 里")
    def _():
        return stored(step)

    @lab.check("The gradients are zero afterwards ｜ 之后梯度归零")
    def _():
        p = parameter([1.0], [2.0])
        step([p], [torch.zeros(1, dtype=torch.float64)], {"lr": 0.1, "momentum": 0.5})
        if p.grad is None or near(p.grad.item(), 0.0):
            return None
        return say(
            (
                "After the step the gradient is still %s; the next backward pass would add to it."
                % shown(p.grad.item()),
                "走完一步，梯度仍是 %s；下一次反向传播会累加在它上面。" % shown(p.grad.item()),
            )
        )

    @lab.check("Without a gradient nothing moves ｜ 没有梯度的参数不动")
    def _():
        return resting(step)


def beside_torch(step, eta, beta):
    """Compare two parameters of different shapes with torch's, over thirty steps."""
    shapes = [[1.0, -2.0, 0.5], [3.0]]
    mine, right = [parameter(one) for one in shapes], [parameter(one) for one in shapes]
    states = [torch.zeros_like(p).detach() for p in mine]
    optimizer = torch.optim.SGD(right, lr=eta, momentum=beta)
    for t in range(30):
        for pair in zip(mine, right):
            for p in pair:
                p.grad = torch.tensor(
                    [((7 * t + 3 * i) % 11 - 4) / 5 for i in range(len(numbers(p)))],
                    dtype=torch.float64,
                )
        step(mine, states, {"lr": eta, "momentum": beta})
        optimizer.step()
        for k, (p, q) in enumerate(zip(mine, right)):
            for a, b in zip(numbers(p), numbers(q)):
                if not near(a, b, 1e-12):
                    return beside(t + 1, eta, beta, k + 1, *apart(a, b))
    return None


def beside(*what):
    """Say which number of which parameter differs, after which step of which pair."""
    return (
        "After step %d with η = %s and β = %s a number of parameter %d is %s; torch has %s."
        " ｜ 第 %d 步之后，η = %s，β = %s，参数 %d 中有个数是 %s；torch 得到 %s。"
    ) % (what + what)


def stored(step):
    """Return None if the velocity is in the tensor that was handed in, or what is to be said."""
    p, v = parameter([1.0]), torch.zeros(1, dtype=torch.float64)
    states = [v]
    for gradient in (2.0, 1.0):
        p.grad = torch.full_like(p, gradient).detach()
        step([p], states, {"lr": 0.1, "momentum": 0.5})
    if near(v.item(), 2.0):
        return None
    yours, right = apart(v.item(), 2.0)
    replaced = states[0] is not v and near(states[0].item(), 2.0)
    reasons = [(0.2, RATED), (1.0, AVERAGED), (0.0, REPLACED if replaced else INPLACE)]
    return say(
        (
            "With β = 0.5 and the gradients 2 and 1 the tensor in `states` is %s; it should be %s."
            % (yours, right),
            "β = 0.5，梯度依次为 2 和 1，`states` 里的张量是 %s，应为 %s。" % (yours, right),
        ),
        known(v.item(), reasons),
    )


def resting(step):
    """Return None if a parameter without a gradient rests, or what is to be said."""
    p, q = parameter([1.0]), parameter([1.0], [1.0])
    v, w = torch.full((1,), 3.0, dtype=torch.float64), torch.zeros(1, dtype=torch.float64)
    step([p, q], [v, w], {"lr": 0.1, "momentum": 0.5})
    if not near(p.item(), 1.0):
        what = "The parameter moved from 1 to %s.", "参数从 1 移到了 %s。"
        return say([one % shown(p.item()) for one in what])
    if not near(v.item(), 3.0):
        what = "Its velocity changed from 3 to %s.", "它的速度从 3 变成了 %s。"
        return say([one % shown(v.item()) for one in what])
    if near(q.item(), 1.0):
        return say(
            (
                "Right, but the parameter beside it, which has a gradient, rests as well.",
                "对；可是旁边那个有梯度的参数也没有动。",
            )
        )
    return None
