"""A module of checks that draws the paths of optimisers; runs in three interpreters."""

import torch

STEPS = 100
SGD = [
    {},
    {"momentum": 0.9},
    {"momentum": 0.9, "dampening": 0.3},
    {"momentum": 0.9, "nesterov": True},
    {"momentum": 0.5, "weight_decay": 0.1},
    {"momentum": 0.5, "weight_decay": 0.1, "nesterov": True},
    {"momentum": 0.9, "dampening": 0.9, "weight_decay": 0.01},
    {"weight_decay": 0.2},
    {"momentum": 0.2, "maximize": True, "lr": 0.001},
    {"momentum": 0.9, "lr": torch.tensor(0.04)},
]
PLANS = [
    ("StepLR", {"step_size": 13, "gamma": 0.6}),
    ("LambdaLR", {"lr_lambda": lambda t: 1 / (1 + t)}),
    ("CosineAnnealingLR", {"T_max": 80, "eta_min": 0.001}),
]


def walk(lab, name, make, scheduler=None, shape=(2,), groups=False, **options):
    """Draw 100 steps in a ravine, with a gradient that also depends on time."""
    start = torch.tensor([1.0, -2.0]) * torch.ones(shape)
    x, y = start.clone().requires_grad_(), torch.ones(1).requires_grad_()
    params = [{"params": [x]}, {"params": y, "lr": 0.02}] if groups else [x, y]
    optimizer = make(params, **options)
    plan = scheduler and scheduler(optimizer)
    curvature = torch.tensor([0.3, 4.0])
    path = []
    for t in range(STEPS):
        optimizer.zero_grad(set_to_none=t % 2 == 0)
        if t % 7 != 3:  # now and then a parameter has no gradient
            x.grad = curvature * x.detach() + 0.1 * (t % 5)
        ((y - 0.5) ** 2 + y.exp()).sum().backward()
        optimizer.step()
        if plan:
            plan.step()
        rates = [group["lr"] for group in optimizer.param_groups]
        path.append(x.flatten().tolist() + y.tolist() + rates)
        if t == 50:
            optimizer.load_state_dict(optimizer.state_dict())
    lab.draw(name, "other", path)


def sgd(lab, **more):
    for number, options in enumerate(SGD):
        rest = dict({"lr": 0.05}, **options)
        walk(lab, "SGD %d %s" % (number, sorted(more)), torch.optim.SGD, **rest, **more)


def plans(lab):
    for name, given in PLANS:
        plan = getattr(torch.optim.lr_scheduler, name)
        walk(lab, name, torch.optim.SGD, lambda one: plan(one, **given), lr=0.1, momentum=0.9)  # noqa: B023


def zoo(lab, groups=False):
    for name in ["Momentum"] + ["Specimen%d" % number for number in range(1, 10)]:
        options = {"lr": 0.05, "momentum": 0.8, "weight_decay": 0.03, "groups": groups}
        walk(lab, "%s %s" % (name, groups), lab.page[name], **options)


# Each in an interpreter of its own: MicroPython does not collect garbage before a run has ended.
PARTS = {
    "sgd": sgd,
    "groups": lambda lab: sgd(lab, groups=True),
    "matrices": lambda lab: sgd(lab, shape=(3, 2)),
    "plans": plans,
    "zoo": zoo,
    "zoo in groups": lambda lab: zoo(lab, groups=True),
}


def checks(lab):
    PARTS[lab.mine("part")](lab)
