"""The five laws of the bug zoo, the page's own, with the numbers that each of them compared."""

from telling import apart, known, say

TITLES = [
    "Law 1: the long run ｜ 定律 1：长远来看",
    "Law 2: no momentum ｜ 定律 2：没有动量",
    "Law 3: the present rate ｜ 定律 3：当前的学习率",
    "Law 4: independence ｜ 定律 4：互不相干",
    "Law 5: resuming ｜ 定律 5：接着训练",
]
# What the two numbers are that a law compares.
SAID = [
    (
        "Under a constant gradient your step ends at %s; it should tend to η/(1−β) times the gradient, %s.",
        "梯度不变，你的步长最后是 %s；应趋于梯度的 η/(1−β) 倍，即 %s。",
    ),
    (
        "With β = 0 one step leads you to %s; gradient descent with its weight decay comes to %s.",
        "β = 0 时，你走一步到 %s；带权重衰减的梯度下降应到 %s。",
    ),
    (
        "With η = 0 nothing may move; yours was at %s and went to %s.",
        "η = 0 时什么也不该动；你的点却从 %s 走到 %s。",
    ),
    (
        "In the company of another parameter yours ends at %s, alone at %s.",
        "与另一个参数同在时，你的参数停在 %s；单独时是 %s。",
    ),
    (
        "Never stopped, yours comes to %s; saved, loaded and continued, to %s.",
        "不中断时，你的点走到 %s；保存、加载再继续，走到 %s。",
    ),
]
WHY = [
    None,
    None,
    (
        "Old learning rates must be in what it remembers.",
        "它记住的东西里一定带着旧的学习率。",
    ),
    (
        "Something is shared that belongs to each parameter, or done again for each group.",
        "本该各参数自有的东西被共用了，或者某件事每组都做了一遍。",
    ),
    (
        "What it remembers is not where `state_dict` looks: in `state`.",
        "`state_dict` 只保存 `state`，而它记住的东西不在那里。",
    ),
]


class Recorder:
    """Runs a law and keeps what it compared and what it asked of the optimiser."""

    def __init__(self, page, make):
        self.page, self.make, self.options, self.pair = page, make, {}, None
        self.same = page["same"]

    def same_of(self, a, b):
        """Stand in for the page's `same`."""
        self.pair = a, b
        return self.same(a, b)

    def build(self, params, **options):
        """Stand in for the class of an optimiser."""
        self.options = dict(options)
        return self.make(params, **options)

    def keeps(self, law):
        """Whether a law is kept."""
        self.page["same"] = self.same_of
        try:
            return law(self.build)
        finally:
            self.page["same"] = self.same


def reason(number, recorder, start):
    """Return a sentence (a pair) on the number that broke a law, or None."""
    (a, b), options = recorder.pair, recorder.options
    eta = options["lr"]
    if number == 1:
        if a < 0:
            return "It climbs: the step points uphill.", "它在上坡：方向反了。"
        if not abs(a) < 10 * abs(b):
            return "It grows and grows: the past does not fade.", "它越走越快：过去没有淡去。"
        plain = (
            "That is η times the gradient, as if β were 0 or one factor 1−β too many.",
            "这是梯度的 η 倍：好像 β 是 0，或者多乘了一个 1−β。",
        )
        rest = "It has come to a stand.", "它停下来了。"
        return known(a, [(eta, plain), (0.0, rest)])
    if number == 2:
        lost = eta * options.get("weight_decay", 0.0) * start
        missing = "The weight decay is missing.", "少了权重衰减。"
        double = "The weight decay is counted twice.", "权重衰减算了两次。"
        rest = "It has not moved at all.", "它根本没有动。"
        turned = "The sign of the step is turned.", "步子的正负号反了。"
        values = [(start, rest), (b + lost, missing), (b - lost, double), (2 * start - b, turned)]
        return known(a, values)
    return WHY[number - 1]


def verdict(lab, number, make):
    """Return None for a law that is kept, or what is to be said of it."""
    recorder = Recorder(lab.page, make)
    if recorder.keeps(lab.page["LAWS"][number - 1]):
        return None
    yours, other = apart(*recorder.pair)
    english, chinese = SAID[number - 1]
    told = english % (yours, other), chinese % (yours, other)
    return say(told, reason(number, recorder, lab.page["one"]().item()))


def judge(lab, make, numbers=(1, 2, 3, 4, 5)):
    """Check an optimiser by the laws with these numbers."""
    for number in numbers:
        lab.check(TITLES[number - 1])(lambda number=number: verdict(lab, number, make))
