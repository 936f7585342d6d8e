"""Courses on parabolas: where an optimiser starts, what it is told, what happens on the way."""

from copy import deepcopy

import torch
from telling import apart, near

ORDINALS = ["first", "second"]


class Course:
    """A start on parabolas, one for each coordinate, and the options of the run.

    `rates` are the learning rates step by step where they change, `stop` is the step before which
    the run is saved and resumed, `company` puts another parameter into a second group.
    """

    def __init__(self, start, curvature, eta, beta, decay=0.0, steps=60, target=None, **events):
        self.start, self.curvature, self.steps = start, curvature, steps
        self.eta, self.beta, self.decay = eta, beta, decay
        self.target = target or [0.0] * len(start)
        self.rates = events.get("rates")
        self.stop = events.get("stop")
        self.company = events.get("company", False)

    def rate(self, t):
        """Return the learning rate of step t, counted from 0."""
        return self.rates[t] if self.rates else self.eta

    def gradient(self, point):
        """Return the gradient at a point."""
        return [a * (x - c) for a, x, c in zip(self.curvature, point, self.target)]

    def prepare(self, make, x):
        """Return the optimiser of a parameter, which may have company."""
        options = {"lr": self.rate(0), "momentum": self.beta, "weight_decay": self.decay}
        if not self.company:
            return make([x], **options)
        other = torch.ones(1, dtype=torch.float64, requires_grad=True)
        return make([{"params": [x]}, {"params": [other]}], **options)


def travel(make, course):
    """Return the points that an optimiser visits, as lists."""
    x = torch.tensor(course.start, dtype=torch.float64, requires_grad=True)
    optimizer = course.prepare(make, x)
    path = [x.tolist()]
    for t in range(course.steps):
        if t == course.stop:
            saved = deepcopy(optimizer.state_dict())
            optimizer = course.prepare(make, x)
            optimizer.load_state_dict(saved)
        if course.rates:
            for group in optimizer.param_groups:
                group["lr"] = course.rates[t]
        x.grad = torch.tensor(course.gradient(path[-1]), dtype=torch.float64)
        optimizer.step()
        path.append(x.tolist())
    return path


def follow(step, course, forgets=False):
    """Return the points of a recurrence in plain numbers; one that forgets loses all at the stop."""
    point, path = list(course.start), [list(course.start)]
    states = [{} for _ in point]
    for t in range(course.steps):
        if forgets and t == course.stop:
            states = [{} for _ in point]
        options = course.rate(t), course.beta, course.decay
        slopes = course.gradient(point)
        point = [step(s, x, g, *options) for s, x, g in zip(states, point, slopes)]
        path.append(point)
    return path


def column(path, limit=3.0):
    """Return the first coordinate of a path, up to where it leaves the picture."""
    values = [point[0] for point in path]
    for t, value in enumerate(values):
        if not abs(value) <= limit:
            return values[:t]
    return values


def parting(path, right):
    """Return the first step and coordinate where two paths differ, or None."""
    for t, (here, there) in enumerate(zip(path, right)):
        for i, (a, b) in enumerate(zip(here, there)):
            if not near(a, b):
                return t, i
    return None


def differ(path, right):
    """Return the sentence (a pair) that says where a path leaves the right one, or None."""
    place = parting(path, right)
    if place is None:
        return None
    t, i = place
    yours, wanted = apart(path[t][i], right[t][i])
    alone = len(path[t]) == 1
    which = ("x", " x ") if alone else (ORDINALS[i] + " coordinate", "第 %d 个坐标" % (i + 1))
    return (
        "After step %d your %s is %s; it should be %s." % (t, which[0], yours, wanted),
        "第 %d 步之后，你的%s是 %s，应为 %s。" % (t, which[1], yours, wanted),
    )
