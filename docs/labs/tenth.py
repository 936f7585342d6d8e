"""The tenth specimen, which the reader breeds: five laws kept, another path, and a sixth law."""

import torch
from courses import Course, column, follow, parting, travel
from laws import judge as judge_by_laws
from recurrences import heavy
from specimen import MEMORY, UNSEEN
from telling import say

# Where a fault may hide: the picture's course first, then others.
PLACES = [
    MEMORY,
    UNSEEN,
    Course([-1.0], [1.0], 0.03, 0.5, steps=30),
    Course([2.0], [0.0], 0.1, 0.9, steps=10),
    Course([2.0], [0.0], 0.1, 0.9, decay=0.3, steps=10),
    Course([50.0], [1.0], 0.3, 0.0, steps=10),
    Course([50.0, -3.0], [1.0, 0.1], 0.3, 0.8, decay=0.1, steps=100),
]

BY_NAME = (
    "(It is handed in a function of another name: a law must look at what an optimiser does.)",
    "（交给它的是一个另取了名字的函数：定律要看优化器做了什么，而不是看名字。）",
)


def checks(lab):
    """Draw and judge the reader's specimen and the reader's law."""
    make, law = lab.mine("Specimen10"), lab.mine("law_6")
    differs = draw(lab, make)
    judge_by_laws(lab, make)

    @lab.check("It is ill: its path is not the healthy one ｜ 它确实有错：轨迹与正确的不同")
    def _():
        if not differs and law(disguised(make)):
            return (
                "On every course that was tried it walks just as the healthy one does."
                " ｜ 试过的每一种情形，它的轨迹都与没有错误的原版相同。"
            )
        return None

    @lab.check("Your law 6 is kept by Momentum ｜ 你的定律 6：Momentum 遵守")
    def _():
        return kept(law(disguised(lab.page["Momentum"])), "Momentum")

    @lab.check("Your law 6 is kept by torch.optim.SGD ｜ 你的定律 6：torch.optim.SGD 遵守")
    def _():
        return kept(law(disguised(torch.optim.SGD)), "torch.optim.SGD")

    @lab.check("Your law 6 is broken by your specimen ｜ 你的定律 6：你的标本违反")
    def _():
        answer = law(disguised(make))
        if answer is None:
            return silent()
        if not answer:
            return None
        passed = (
            "law_6(Specimen10) is true: this law lets your specimen pass.",
            "law_6(Specimen10) 为真：这条定律放过了你的标本。",
        )
        return say(passed, None if law(make) else BY_NAME)


def disguised(make):
    """Return an optimiser that a law cannot know by its name: laws look at what it does."""
    return lambda *parts, **options: make(*parts, **options)


def silent():
    """Say that the law has no answer."""
    return (
        "law_6 returns None: does it end with `return`? ｜ law_6 返回 None：末尾写了 `return` 吗？"
    )


def kept(answer, name):
    """Return None for a law that is kept by an optimiser that is well, or what is to be said."""
    if answer is None:
        return silent()
    if answer:
        return None
    return say(
        (
            "law_6(%s) is false, and nothing is wrong with this optimiser." % name,
            "law_6(%s) 为假，而这个优化器并没有错。" % name,
        )
    )


def draw(lab, make):
    """Draw the first course on which the specimen differs; return whether there is one."""
    pairs = [(travel(make, course), follow(heavy, course)) for course in PLACES]
    apart = [pair for pair in pairs if parting(*pair) is not None]
    path, right = (apart or pairs)[0]
    highest = 2 * max(abs(value) for value in column(right, 1e9))
    lab.scene(x="t", y="x")
    lab.draw("healthy ｜ 正确", "right", column(right, highest))
    lab.draw("yours ｜ 你的", "yours", column(path, highest))
    return bool(apart)
