"""The usual mistakes and the methods themselves: a path that is one of them is told so by name."""

from courses import differ, follow, parting
from sayings import KNOWN
from telling import say

FORGETS = (
    "That is the path that starts from rest again when the run is resumed.",
    "这是恢复训练时又从静止开始的轨迹。",
)


def named(path, course, right):
    """Return the sentence (a pair) on a path that is one of those known, or None."""
    for step, english, chinese in KNOWN:
        if parting(path, follow(step, course)) is None:
            return english, chinese
    if parting(path, follow(right, course, forgets=True)) is None:
        return FORGETS
    return None


def moment(path, course, t):
    """Return a sentence (a pair) on what is special about step t, or None."""
    if t == 1 and path[1] == path[0]:
        return (
            "The first step does not move at all: the new velocity comes too late.",
            "第一步原地不动：新速度来得太晚。",
        )
    if course.rates and t > 1 and course.rates[t - 1] != course.rates[t - 2]:
        return "This is the first step with a new η.", "这正是改用新 η 的第一步。"
    if course.stop and t == course.stop + 1:
        return "This is the first step after resuming.", "这正是恢复训练后的第一步。"
    return None if course.beta else ("Here β is 0.", "这里 β 是 0。")


def judge(path, course, right):
    """Return None for a path that is the right one, or what is to be said of it."""
    wanted = follow(right, course)
    place = parting(path, wanted)
    if place is None:
        return None
    reason = named(path, course, right) or moment(path, course, place[0])
    return say(differ(path, wanted), reason)
