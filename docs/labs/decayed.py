"""The lab that moves weight decay from coupled to decoupled."""

from reading import both, drawn, explain, judge, number, say, several, show

CASES = [(5e-4, 0.9), (0.1, 0.5), (0.02, 0.8), (0.3, 0.6), (0.01, 0.95)]
RETUNED = [(0.02, 0.1, 0.8, 0.9), (0.1, 0.2, 0.5, 0.75), (0.05, 0.5, 0.9, 0.95)]


def run(beta, delta, decoupled, steps=900):
    """Walk to the balance of (x - 1)²/2 and a weight decay, with η = (1-β)/2; return the path."""
    eta, x, v, path = (1 - beta) / 2, 0.0, 0.0, [0.0]
    for _ in range(steps):
        v = beta * v + (x - 1) + (0 if decoupled else delta * x)
        x = (1 - eta * delta if decoupled else 1) * x - eta * v
        path.append(x)
    return path


def decouple(lab):
    """The destination of a simulated run, before and after β and η have changed."""
    lab.scene("t", "x")
    lab.draw("coupled ｜ 耦合", "right", run(0.6, 0.3, False, 60))
    drawn(
        lab,
        "decoupled, yours ｜ 解耦，你的 δ",
        lambda lab: (run(0.6, mine(lab, 0.3, 0.6), True, 60), None),
    )
    judge(lab, CHECKS)


def arrives(lab):
    """Tell whether the decoupled runs end where the coupled ones do."""
    for delta, beta in CASES:
        got = mine(lab, delta, beta)
        ends = run(beta, got, True)[-1], run(beta, delta, False)[-1]
        if not abs(ends[0] - ends[1]) <= 1e-9:
            call = f"decouple({show(delta)}, {show(beta)}) = {show(got)}"
            return both(ended(call, *ends), about(lab))
    return None


def mine(lab, delta, beta):
    """Return what a reader's `decouple` gives."""
    return number(lab.mine("decouple")(delta, beta), f"decouple({show(delta)}, {show(beta)})")


def ended(what, got, right):
    """Say where two runs ended."""
    return say(
        f"{what}: the run ends at {got:.9g}, it should end at {right:.9g}.",
        f"{what}：运行的终点是 {got:.9g}，应为 {right:.9g}。",
    )


MISTAKES = (
    (
        lambda delta, beta: delta,
        "You keep δ. Decoupled, only the loss is amplified to 1/(1-β) times, and the decay falls behind. ｜"
        " 你没有改 δ。解耦时，只有损失的作用放大到 1/(1-β) 倍，衰减就落了下风。",
    ),
    (
        lambda delta, beta: delta * (1 - beta),
        "That is the way from decoupled to coupled. ｜ 这是从解耦换到耦合，方向反了。",
    ),
    (
        lambda delta, beta: delta / beta,
        "What amplifies the loss is 1/(1-β), not 1/β. ｜ 损失的作用放大到 1/(1-β) 倍，不是 1/β 倍。",
    ),
    (
        lambda delta, beta: delta * (1 + beta),
        "A gradient that stays is amplified by 1/(1-β), which grows without bound; 1+β does not. ｜"
        " 方向不变的梯度放大到 1/(1-β) 倍，它可以任意大，1+β 却不能。",
    ),
)


def about(lab):
    """Say which mistake gives what a reader's `decouple` gives."""
    return explain(CASES, [mine(lab, *case) for case in CASES], MISTAKES)


def retuned(lab, kind):
    """Check one of the two decays that a reader's `retune` gives, by the ends of runs."""
    rule = lab.mine("retune")
    for case in RETUNED:
        call = "retune({})".format(", ".join(show(one) for one in case))
        got = several(rule(*case), call, ("coupled", "decoupled"))[kind]
        delta, old, new = case[kind], case[2], case[3]
        ends = [run(new, got, kind == 1)[-1], run(old, delta, kind == 1)[-1]]
        if not abs(ends[0] - ends[1]) <= 1e-9:
            return both(ended(f"{call}[{kind}] = {show(got)}", *ends), ABOUT[kind])
    return None


ABOUT = (
    "Coupled decay is a part of the gradient: β amplifies both, and their balance stays. ｜"
    " 耦合的衰减是梯度的一部分：β 把两者一起放大，平衡不变。",
    "Decoupled decay shrinks by ηδ a step. η has become smaller by (1-new)/(1-old); what must δ do? ｜"
    " 解耦的衰减每步缩小 ηδ。η 已乘上 (1-new)/(1-old)，δ 该怎样变？",
)

CHECKS = (
    (
        "decouple: the destination of a run stays, for 5 β ｜ decouple：运行的终点不变，5 个 β",
        arrives,
    ),
    (
        "retune: coupled, the destination stays ｜ retune：耦合时终点不变",
        lambda lab: retuned(lab, 0),
    ),
    (
        "retune: decoupled, the destination stays ｜ retune：解耦时终点不变",
        lambda lab: retuned(lab, 1),
    ),
)
