"""Back from a checkpoint of torch's to θ and d, against a run of Sutskever's form beside it."""

import torch
from telling import apart, near, say

CURVATURES = [0.2, 4.0]  # of the ravine
START = [-5.0, -2.0]
SETTINGS = [(0.1, 0.8), (0.2, 0.5)]  # η and β
STEPS = 12

# Usual answers, as multiples of v that are added to y (θ) or taken instead of it (d).
THETAS = [
    (lambda e, b: 0, "That is y, the look-ahead point itself.", "这是 y，前瞻点本身。"),
    (
        lambda e, b: -e * b,
        "The sign is turned: y − ηβv is one more jump ahead.",
        "正负号反了：y − ηβv 是又往前跳了一次。",
    ),
    (lambda e, b: e, "That is y + ηv: β is missing.", "这是 y + ηv：少了 β。"),
    (lambda e, b: b, "That is y + βv: η is missing.", "这是 y + βv：少了 η。"),
    (lambda e, b: e * (1 + b), "That is θ one step earlier.", "这是前一步的 θ。"),
]
DISPLACEMENTS = [
    (
        lambda e, b: 1,
        "That is v: d is a displacement, and η is part of it.",
        "这是 v：d 是位移，η 也在其中。",
    ),
    (lambda e, b: -1, "That is −v: η is missing.", "这是 −v：少了 η。"),
    (
        lambda e, b: e,
        "The sign is turned: d points the way that the point goes, against v.",
        "正负号反了：d 指向点移动的方向，与 v 相反。",
    ),
    (
        lambda e, b: -e * b,
        "That is −ηβv: the next jump, not the last displacement.",
        "这是 −ηβv：是下一次的跳跃，不是刚走过的位移。",
    ),
]
EARLIER = [
    (lambda e, b: 0, "That is y.", "这是 y。"),
    (lambda e, b: e * b, "That is θ after the step.", "这是走完这一步之后的 θ。"),
    (
        lambda e, b: e * b - e,
        "That is θ + d: the way back is θ − d.",
        "这是 θ + d：往回走应是 θ − d。",
    ),
    (
        lambda e, b: e,
        "That is y − d: the way back begins at θ, not at y.",
        "这是 y − d：往回走要从 θ 出发，而不是从 y。",
    ),
]
# What is asked for, its place in the answer, whether y is part of it, and the usual answers.
PARTS = [
    ("θ ｜ θ", 0, 1, THETAS),
    ("The displacement d ｜ 位移 d", 1, 0, DISPLACEMENTS),
    ("θ one step earlier ｜ 前一步的 θ", 2, 1, EARLIER),
]


def slope(point):
    """Return the gradient in the ravine."""
    return [a * x for a, x in zip(CURVATURES, point)]


def sutskever(theta, d, eta, beta):
    """Make one step of Sutskever's form, in plain numbers."""
    ahead = [x + beta * z for x, z in zip(theta, d)]
    d = [beta * z - eta * g for z, g in zip(d, slope(ahead))]
    return [x + z for x, z in zip(theta, d)], d


def beside(eta, beta):
    """Run torch and Sutskever's form side by side; return rows of y, v and (θ, d, θ before)."""
    y = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([y], lr=eta, momentum=beta, nesterov=True)
    theta, d, rows = START, [0.0, 0.0], []
    for _ in range(STEPS):
        y.grad = torch.tensor(slope(y.tolist()), dtype=torch.float64)
        optimizer.step()
        before = theta
        theta, d = sutskever(theta, d, eta, beta)
        v = optimizer.state[y]["momentum_buffer"].tolist()
        rows.append((y.tolist(), v, (theta, d, before)))
    return rows


def taken(back, row, eta, beta):
    """Return the three vectors that the reader's function makes of a row, as lists."""
    y, v = (torch.tensor(part, dtype=torch.float64) for part in row[:2])
    return [part.tolist() for part in back(y, v, eta, beta)]


def checks(lab):
    """Draw and judge the reader's function."""
    back = lab.mine("back")
    draw(lab, back)
    for part in PARTS:
        lab.check(part[0])(lambda part=part: judged(back, part))

    @lab.check(
        "A step of Sutskever’s form from them is a gradient step from y"
        " ｜ 从它们出发走一步 Sutskever 的写法，就是从 y 走一个梯度步"
    )
    def _():
        for eta, beta in SETTINGS:
            row = beside(eta, beta)[-1]
            theta, d, _ = taken(back, row, eta, beta)
            wanted = [x - eta * g for x, g in zip(row[0], slope(row[0]))]
            told = lab.close(sutskever(theta, d, eta, beta)[0], wanted, "θ ｜ θ")
            if told:
                return told
        return None


def draw(lab, back):
    """Draw the three paths in the ravine."""
    eta, beta = SETTINGS[0]
    rows = beside(eta, beta)
    paths = (
        ("θ", "right", [START] + [row[2][0] for row in rows]),
        ("y", "other", [START] + [row[0] for row in rows]),
        ("yours ｜ 你的", "yours", [START] + [taken(back, row, eta, beta)[0] for row in rows]),
    )
    lab.scene(x="x₁", y="x₂", levels=CURVATURES)
    for name, role, path in paths:
        lab.draw(name, role, [p[1] for p in path], [p[0] for p in path])


def judged(back, part):
    """Return None if a part is right in every row of every setting, or what is to be said."""
    for eta, beta in SETTINGS:
        for t, row in enumerate(beside(eta, beta)):
            got, right = taken(back, row, eta, beta)[part[1]], row[2][part[1]]
            for i in range(2):
                if not near(got[i], right[i]):
                    when = t + 1, eta, beta, i + 1
                    return say(
                        sentence(when, *apart(got[i], right[i])), reason(got, row, part, when)
                    )
    return None


def sentence(when, yours, right):
    """Say (a pair) which number differs after which step of which setting."""
    what = when + (yours, right)
    return (
        "After step %d with η = %s and β = %s coordinate %d of yours is %s; the run has %s." % what,
        "η = %s，β = %s，第 %d 步之后，你的第 %d 个坐标是 %s，实际是 %s。"
        % ((when[1], when[2], when[0], when[3]) + (yours, right)),
    )


def reason(got, row, part, when):
    """Return the sentence (a pair) on a usual answer, or None."""
    _, _, with_y, usual = part
    for multiple, english, chinese in usual:
        factor = multiple(when[1], when[2])
        if all(near(x, with_y * y + factor * v) for x, y, v in zip(got, row[0], row[1])):
            return english, chinese
    return None
