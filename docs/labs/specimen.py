"""The healthy optimiser and the nine specimens: a path that is drawn, one that is not, five laws."""

import recurrences
from courses import Course, column, follow, travel
from laws import judge as judge_by_laws
from suspects import judge

MEMORY = Course([1.0], [1.0], 0.03, 0.9, steps=100)
STEP = Course([1.0], [1.0], 0.13, 0.9)
CUT = [0.03] * 12 + [0.003] * 108
# What no reader has seen: two coordinates, other numbers, and a learning rate that changes.
OTHER = {
    "decay": 0.15,
    "steps": 36,
    "target": [0.3, -0.2],
    "rates": [0.07] * 12 + [0.02] * 12 + [0.11] * 12,
}
UNSEEN = Course([1.0, -2.0], [1.5, 0.4], 0.07, 0.7, **OTHER)
UNSEEN_PLAIN = Course([1.0, -2.0], [1.5, 0.4], 0.07, 0.0, **OTHER)
# The name of the class, what it should be, and the course that its picture in the page shows.
LABS = {
    "healthy": ("Momentum", recurrences.heavy, MEMORY),
    "zoo-1": ("Specimen1", recurrences.heavy, MEMORY),
    "zoo-2": ("Specimen2", recurrences.heavy, MEMORY),
    "zoo-3": ("Specimen3", recurrences.heavy, Course([1.0], [1.0], 0.03, 0.9, steps=100, stop=6)),
    "zoo-4": ("Specimen4", recurrences.heavy, STEP),
    "zoo-5": ("Specimen5", recurrences.averaging, STEP),
    "zoo-6": ("Specimen6", recurrences.nesterov, STEP),
    "zoo-7": (
        "Specimen7",
        recurrences.heavy,
        Course([1.0], [1.0], 0.03, 0.9, steps=120, rates=CUT),
    ),
    "zoo-8": (
        "Specimen8",
        recurrences.heavy,
        Course([3.0], [1.0], 0.03, 0.0, decay=0.5, steps=120, target=[1.0]),
    ),
    "zoo-9": (
        "Specimen9",
        recurrences.shrinking,
        Course([1.0], [0.0], 0.03, 0.9, decay=0.5, steps=120, company=True),
    ),
}


def checks(lab):
    """Draw and judge the reader's class."""
    name, right, course = LABS[lab.name]
    make = lab.mine(name)
    lab.scene(x="t", y="x")
    lab.draw("right ｜ 正确", "right", column(follow(right, course)))

    @lab.check("The path in the picture ｜ 图中的轨迹")
    def _():
        path = travel(make, course)
        lab.draw("yours ｜ 你的", "yours", column(path))
        return judge(path, course, right)

    @lab.check(
        "A path that is not drawn: two coordinates, other η, β and decay, η changes on the way"
        " ｜ 另一条没有画出的轨迹：两个坐标，另一组 η、β 与衰减系数，中途改变 η"
    )
    def _():
        told = judge(travel(make, UNSEEN), UNSEEN, right)
        return told or judge(travel(make, UNSEEN_PLAIN), UNSEEN_PLAIN, right)

    judge_by_laws(lab, handed(make) if lab.name == "zoo-5" else make)


def handed(make):
    """Return an averaging optimiser that is handed η/(1−β), as on the page."""
    return lambda params, lr, momentum, **rest: make(
        params, lr=lr / (1 - momentum), momentum=momentum, **rest
    )
