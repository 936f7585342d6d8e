"""Back from a checkpoint of torch's to θ and d, against a run of Sutskever's form beside it."""

import torch
from courses import ORDINALS
from guesses import PARTS
from telling import apart, near, say

CURVATURES = [0.2, 4.0]  # of the ravine
START = [-5.0, -2.0]
SETTINGS = [(0.1, 0.8), (0.2, 0.5)]  # η and β
STEPS = 12
ENDS = (
    "In the %s coordinate the step from yours ends at %s, the gradient step from y at %s.",
    "第 %d 个坐标：从你的结果走一步到 %s，从 y 走一个梯度步到 %s。",
)


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
    return [part.tolist() for part in given(back, row, eta, beta)]


def given(back, row, eta, beta):
    """Return what the reader's function makes of a row."""
    y, v = [torch.tensor(part, dtype=torch.float64) for part in row[:2]]
    return back(y, v, eta, beta)


def triple(answer):
    """Return None for three tensors of two numbers, or what is to be said."""
    if answer is None:
        return "back returns None: does it end with `return`? ｜ back 返回 None：末尾写了 `return` 吗？"
    good = isinstance(answer, (tuple, list)) and len(answer) == 3
    if good and all(hasattr(part, "tolist") and len(part.tolist()) == 2 for part in answer):
        return None
    return (
        "back must return three tensors, as long as y each: θ, d and θ one step earlier."
        " ｜ back 应返回三个与 y 一样长的张量：θ、d 和前一步的 θ。"
    )


def checks(lab):
    """Draw and judge the reader's function."""
    back, setting = lab.mine("back"), SETTINGS[0]
    wrong = triple(given(back, beside(*setting)[0], *setting))
    lab.check("θ, d and θ one step earlier are given ｜ 给出 θ、d 和前一步的 θ")(lambda: wrong)
    if wrong:
        return
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
            got = sutskever(theta, d, eta, beta)[0]
            for i in range(2):
                if not near(got[i], wanted[i]):
                    ends = apart(got[i], wanted[i])
                    return say((ENDS[0] % ((ORDINALS[i],) + ends), ENDS[1] % ((i + 1,) + ends)))
        return None


def draw(lab, back):
    """Draw the three paths in the ravine."""
    eta, beta = SETTINGS[0]
    rows = beside(eta, beta)
    paths = (
        ("θ ｜ θ", "right", [START] + [row[2][0] for row in rows]),
        ("y ｜ y", "other", [START] + [row[0] for row in rows]),
        ("yours ｜ 你的", "yours", [START] + [taken(back, row, eta, beta)[0] for row in rows]),
    )
    lab.scene(x="x1", y="x2", levels=CURVATURES)
    for name, role, path in paths:
        lab.draw(name, role, [p[1] for p in path], [p[0] for p in path])


def judged(back, part):
    """Return None if a part is right in every row of every setting, or what is to be said."""
    for eta, beta in SETTINGS:
        for t, row in enumerate(beside(eta, beta)):
            parts = taken(back, row, eta, beta)
            got, right = parts[part[1]], row[2][part[1]]
            for i in range(2):
                if not near(got[i], right[i]):
                    when = t + 1, eta, beta, i
                    why = reason(got, row, part, when) or consistent(parts, part)
                    return say(sentence(when, *apart(got[i], right[i])), why)
    return None


def sentence(when, yours, right):
    """Say (a pair) which number differs after which step of which setting."""
    t, eta, beta, i = when
    english = "After step %d with η = %s and β = %s your %s coordinate is %s; the run has %s."
    chinese = "η = %s，β = %s，第 %d 步之后，你的第 %d 个坐标是 %s，实际是 %s。"
    return (
        english % (t, eta, beta, ORDINALS[i], yours, right),
        chinese % (eta, beta, t, i + 1, yours, right),
    )


def reason(got, row, part, when):
    """Return the sentence (a pair) on a usual answer, or None."""
    _, _, with_y, usual = part
    for multiple, english, chinese in usual:
        factor = multiple(when[1], when[2])
        if all(near(x, with_y * y + factor * v) for x, y, v in zip(got, row[0], row[1])):
            return english, chinese
    return None


def consistent(parts, part):
    """Return a sentence (a pair) if the third part is wrong because the first two are."""
    theta, d, before = parts
    if part is PARTS[2] and all(near(z, x - y) for x, y, z in zip(theta, d, before)):
        return (
            "It is your θ minus your d: mend those first.",
            "它是你的 θ 减去你的 d：先改好这两个。",
        )
    return None
