"""Walks in three notations, with and without momentum correction, some of them divergent."""

import math
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor

from momentum.conventions import Settings, convert, convert_state, step, walk

LIBRARIES = {"a": "torch", "b": "keras", "c": "optax.ema"}
STEPS = 60
PROBLEMS = {"steady": (torch.ones_like, 0.0), "parabola": (torch.clone, 1.0)}


def share(schedule: str, at: int, factor: float) -> list[float]:
    """Learning rates relative to the chosen one."""
    before = {
        "constant": lambda t: 1.0,
        "jump": lambda t: 1.0,
        "cosine": lambda t: factor + (1 - factor) * math.cos(math.pi * t / at / 2) ** 2,
        "warmup": lambda t: factor + (1 - factor) * t / at,
    }[schedule]
    after = factor if schedule in ("jump", "cosine") else 1.0
    return [before(t) for t in range(at)] + [after] * (STEPS - at)


def corrected(settings: Settings, gradient: Any, x: Tensor, rates: list[float]) -> Tensor:
    """Correct as on the page: A and C carry their last move over, B forgets in proportion."""
    points, v, old = [x], None, rates[0]
    for rate in rates:
        before, now = replace(settings, lr=old), replace(settings, lr=rate)
        if v is not None and settings.library == "keras":
            v = v * (rate / old)
        elif v is not None:
            x, v = convert_state(x, v, before, now)
        x, v = step(x, v, gradient, now)
        points, old = [*points, x], rate
    return torch.stack(points)


def cases() -> list[dict[str, Any]]:
    """Run the package where the widget will be asked."""
    found = []
    for schedule, problem, eta, beta, at, factor, mine, correct, translate in (
        ("jump", "parabola", 0.05, 0.9, 20, 0.01, "a", "none", True),
        ("jump", "steady", 0.1, 0.9, 30, 0.1, "a", "none", True),
        ("jump", "steady", 0.1, 0.9, 30, 0.1, "a", "b", True),
        ("jump", "parabola", 0.05, 0.9, 20, 0.01, "b", "a", False),
        ("constant", "parabola", 0.3, 0.95, 30, 0.1, "a", "none", True),
        ("constant", "steady", 0.1, 0.99, 30, 0.1, "c", "none", True),
        ("cosine", "parabola", 0.2, 0.5, 45, 0.02, "c", "none", True),
        ("cosine", "steady", 0.2, 0.8, 45, 0.02, "b", "a", True),
        ("warmup", "steady", 0.1, 0.9, 30, 0.05, "a", "none", False),
        ("warmup", "parabola", 0.02, 0.0, 5, 4.0, "a", "b", True),
        ("jump", "parabola", 1.0, 0.9, 10, 10.0, "a", "none", True),  # diverges
    ):
        rates = share(schedule, at, factor)
        gradient, start = PROBLEMS[problem]
        given = Settings(LIBRARIES[mine], eta, beta)
        etas, paths, moves = {}, {}, {}
        for form, library in LIBRARIES.items():
            settings = convert(given, library) if translate else replace(given, library=library)
            run = corrected if correct == ("b" if form == "b" else "a") else walk
            x = torch.tensor([start], dtype=torch.float64)
            path = run(settings, gradient, x, [settings.lr * part for part in rates]).squeeze(1)
            etas[form], paths[form] = settings.lr, path.tolist()
            moves[form] = path.diff().abs()
        state = {
            "schedule": schedule,
            "problem": problem,
            "eta": eta,
            "beta": beta,
            "at": at,
            "factor": factor,
            "mine": mine,
            "correct": correct,
            "translate": translate,
        }
        data = {
            "share": rates,
            "etas": etas,
            "paths": paths,
            "moves": {form: move.tolist() for form, move in moves.items()},
            "ways": {form: float(move[at:].sum()) for form, move in moves.items()},
            "ratio": float(moves["b"][at] / moves["a"][at]),
        }
        found.append({"state": state, "data": data})
    return [*found, *acceptance()]


def acceptance() -> list[dict[str, Any]]:
    """Give the numbers of the design, and equality while the learning rate stands still."""
    constant = {"schedule": "constant", "problem": "parabola", "eta": 0.05, "beta": 0.9}
    start = torch.ones(1, dtype=torch.float64)
    path = walk(Settings("torch", 0.05, 0.9), torch.clone, start, [0.05] * STEPS).squeeze(1)
    jump = {**constant, "schedule": "jump", "at": 20, "factor": 0.01}
    return [
        {
            "state": constant,
            "data": {"paths": dict.fromkeys("abc", path.tolist())},
            "tolerance": {"paths": 1e-15},
        },
        {
            "state": jump,
            "data": {"ways": {"a": 0.0243, "b": 0.667}, "ratio": 92.4},
            "tolerance": {"ways": 0.002, "ratio": 0.002},  # printed with three digits
        },
    ]
