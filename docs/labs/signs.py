"""The lab in which Lion is written: the sign of one mixture, and another one that is stored."""

from paths import noisy
from reading import both, drawn, explain, judge, say, several, show
from telling import near

BETAS = (0.9, 0.99)
CASES = (  # x, v, g, eta, beta1, beta2
    (2.0, -1.0, 2.0, 0.5, 0.6, 0.9),
    (2.0, -1.0, 1.2, 0.5, 0.6, 0.5),
    (0.0, 3.0, -1.0, 0.25, 0.9, 0.95),
)


def sign(u):
    """Return 1, 0 or -1."""
    return (u > 0) - (u < 0)


def right(x, v, g, eta, beta1, beta2):
    """Make one step of Lion."""
    return x - eta * sign(beta1 * v + (1 - beta1) * g), beta2 * v + (1 - beta2) * g


def lion(lab):
    """The reader's step against the right one: single steps, then paths."""
    lab.scene("t", "x")
    lab.draw("Lion ｜ Lion", "right", walk(right, *BETAS))
    drawn(lab, "yours ｜ 你的", lambda lab: (walk(mine(lab), *BETAS), None))
    judge(lab, CHECKS)


def mine(lab):
    """Return the reader's step, read as two numbers."""

    def step(*case):
        call = "lion_step({})".format(", ".join(show(one) for one in case))
        return several(lab.mine("lion_step")(*case), call, ("x", "v"))

    return step


def walk(step, beta1, beta2):
    """Walk on a parabola with noise from 1, at rest."""
    x, v, path = 1.0, 0.0, [1.0]
    for t in range(60):
        x, v = step(x, v, noisy(t, x), 0.05, beta1, beta2)
        path.append(x)
    return path


def steps(lab):
    """Compare single steps; the first that differs is shown, with the mistake that explains all."""
    got = [mine(lab)(*case) for case in CASES]
    for i in range(len(CASES)):
        wanted = right(*CASES[i])
        for k in (0, 1):
            if not near(got[i][k], wanted[k], 1e-9):
                call = ", ".join(show(one) for one in CASES[i])
                numbers = (call, "xv"[k], show(got[i][k]), show(wanted[k]))
                said = say(
                    "lion_step({}): your {} is {}, right {}.".format(*numbers),
                    "lion_step({})：你的 {} 是 {}，应为 {}。".format(*numbers),
                )
                return both(said, about(got))
    return None


def about(got):
    """Say which mistake gives all of the reader's numbers."""
    cases = [case + (k,) for case in CASES for k in (0, 1)]
    found = [pair[k] for pair in got for k in (0, 1)]
    return explain(cases, found, [(one_of(wrong), why) for wrong, why in MISTAKES])


def one_of(step):
    """Return a function of a case and of which of its two numbers is asked for."""
    return lambda *case: step(*case[:-1])[case[-1]]


def same(lab, beta1, beta2):
    """Tell whether the reader's step walks as Lion."""
    return (
        lab.close(walk(mine(lab), beta1, beta2), walk(right, beta1, beta2), "x ｜ x", 1e-12) or None
    )


CHECKS = (
    ("Three single steps ｜ 单独的三步", steps),
    ("60 steps with 0.9 and 0.99 ｜ 取 0.9 与 0.99，走 60 步", lambda lab: same(lab, 0.9, 0.99)),
    (
        "The sign of Nesterov’s momentum, 0.81 and 0.9 ｜ Nesterov 动量的符号，0.81 与 0.9",
        lambda lab: same(lab, 0.81, 0.9),
    ),
)


def stored(v, g, beta):
    """Return the mixture of an old velocity and a gradient."""
    return beta * v + (1 - beta) * g


MISTAKES = (
    (
        lambda x, v, g, eta, a, b: (x - eta * sign(stored(v, g, b)), stored(v, g, b)),
        "Under the sign stands the velocity that you store: that is signum. Lion mixes with β₁ there. ｜"
        " 符号里用的就是存下的速度：那是 signum。Lion 在符号里用 β₁ 混合。",
    ),
    (
        lambda x, v, g, eta, a, b: (x - eta * sign(stored(stored(v, g, b), g, a)), stored(v, g, b)),
        "Under the sign stands the new velocity; Lion takes the old one there. ｜"
        " 符号里用了新速度；Lion 在那里用的是旧速度。",
    ),
    (
        lambda x, v, g, eta, a, b: (x - eta * sign(stored(v, g, a)), stored(v, g, a)),
        "The mixture under the sign is stored, too; what is stored is mixed with β₂. ｜"
        " 符号里的混合也被存了下来；存下的应当用 β₂ 混合。",
    ),
    (
        lambda x, v, g, eta, a, b: (x - eta * sign(stored(v, g, b)), stored(v, g, a)),
        "β₁ and β₂ have changed places. ｜ β₁ 与 β₂ 用反了。",
    ),
    (
        lambda x, v, g, eta, a, b: (x - eta * stored(v, g, a), stored(v, g, b)),
        "The sign is missing: this is quasi-hyperbolic momentum. ｜ 没有取符号：这是拟双曲动量。",
    ),
    (
        lambda x, v, g, eta, a, b: (x + eta * sign(stored(v, g, a)), stored(v, g, b)),
        "The step goes uphill. ｜ 这一步走的是上坡。",
    ),
    (
        lambda x, v, g, eta, a, b: (x - eta * sign(a * v + g), b * v + g),
        "The gradient lacks its factor: in form C it is 1 − β. ｜ 梯度缺了系数：写法 C 中是 1 − β。",
    ),
)
