"""Signals before and after a leaky sum, and its gain measured on waves."""

import math
from collections.abc import Iterator
from itertools import islice
from typing import Any

import torch
from torch import Tensor

from momentum.averages import frequency_response, gain, leaky_sum, mean_lag, sample_size, weights

STEPS = 120
AGES = 60


def uniforms(seed: int) -> Iterator[float]:
    """Yield what mulberry32 draws: the noise of the widget is the same every time."""
    mask = 0xFFFFFFFF
    while True:
        seed = (seed + 0x6D2B79F5) & mask
        t = (seed ^ (seed >> 15)) * (seed | 1) & mask
        t ^= (t + ((t ^ (t >> 7)) * (t | 61) & mask)) & mask
        yield ((t ^ (t >> 14)) & mask) / 2**32


def normals(count: int, seed: int) -> Tensor:
    """Turn them into normal numbers, as Box and Muller did."""
    u = torch.tensor([*islice(uniforms(seed), 2 * count)], dtype=torch.float64).reshape(-1, 2)
    return (-2 * torch.log1p(-u[:, 0])).sqrt() * torch.cos(2 * torch.pi * u[:, 1])


def slow(signal: str, omega: float) -> Tensor:
    """Draw the part of the signal that is neither zigzag nor noise."""
    t = torch.arange(1, STEPS + 1, dtype=torch.float64)
    return {
        "drift": torch.cos(2 * torch.pi * t / STEPS),
        "step": (t > 20).double(),
        "wave": torch.cos(omega * t),
        "none": torch.zeros_like(t),
    }[signal]


def half_power(beta: float) -> float:
    """Find by bisection where the gain has fallen to the root of a half; it falls all the way."""
    low, high = 0.0, math.pi
    for _ in range(100):
        middle = torch.tensor((low + high) / 2, dtype=torch.float64)
        above = frequency_response(beta, middle).abs() > gain(beta) / math.sqrt(2)
        low, high = (float(middle), high) if above else (low, float(middle))
    return low


def measured(beta: float, omega: float) -> dict[str, float]:
    """Fit a wave to what a leaky sum makes of a wave: how large it is, and how late."""
    t = torch.arange(4000, dtype=torch.float64)
    v = leaky_sum(torch.cos(omega * t), beta)
    waves = torch.stack([torch.cos(omega * t), torch.sin(omega * t)], 1)
    c, s = torch.linalg.lstsq(waves[2000:], v[2000:, None]).solution.flatten().tolist()
    return {"gainAt": math.hypot(c, s), "delayAt": math.atan2(s, c) / omega}


def cases() -> list[dict[str, Any]]:
    """Run the package where the widget will be asked."""
    found = []
    grid = torch.linspace(0, torch.pi, 181, dtype=torch.float64)
    for beta, omega, signal, form, zigzag, noise, debias in (
        (0.9, 0.5, "drift", "average", 1.0, 0.0, False),
        (0.9, 0.1, "wave", "sum", 0.0, 0.0, False),
        (0.99, 3.0, "step", "average", 2.0, 1.0, True),
        (0.5, 1.5, "none", "sum", 0.5, 0.3, True),
        (0.0, 0.0, "wave", "average", 1.0, 0.5, False),
        (0.15, 0.0, "drift", "sum", 1.0, 0.0, False),
    ):
        scale = 1 - beta if form == "average" else 1.0
        t = torch.arange(1, STEPS + 1, dtype=torch.float64)
        smooth = slow(signal, omega)
        before = smooth + zigzag * (-1) ** t + noise * normals(STEPS, 1)
        after = scale * leaky_sum(before, beta)
        if debias:
            filled = [gain(beta, i) / gain(beta) for i in range(1, STEPS + 1)]
            after = after / torch.tensor(filled, dtype=torch.float64)
        responses = frequency_response(beta, grid)
        at = frequency_response(beta, torch.tensor(omega, dtype=torch.float64))
        aim = scale * gain(beta) * smooth
        if signal == "wave":  # once the start is forgotten
            aim = scale * (at * torch.polar(torch.ones_like(t), omega * t)).real
        delays = [mean_lag(beta), *(-responses.angle() / grid)[1:].tolist()]
        state = {
            "beta": beta,
            "omega": omega,
            "signal": signal,
            "form": form,
            "zigzag": zigzag,
            "noise": noise,
            "debias": debias,
        }
        data = {
            "before": before.tolist(),
            "after": after.tolist(),
            "aim": aim.tolist(),
            "weights": (scale * weights(beta, AGES + 1)).tolist(),
            "gains": (scale * responses.abs()).tolist(),
            "delays": delays,
            "steady": scale * gain(beta),
            "zigzagGain": scale * float(responses[-1].abs()),
            "noiseGain": scale * gain(beta) / math.sqrt(sample_size(beta)),
            "lag": mean_lag(beta),
            "gainAt": scale * float(at.abs()),
            "delayAt": float(-at.angle() / omega) if omega else mean_lag(beta),
        }
        if beta > 3 - math.sqrt(8):  # below, the gain never falls so far
            data["half"] = half_power(beta)
        found.append({"state": state, "data": data})
    return [*found, *acceptance()]


def acceptance() -> list[dict[str, Any]]:
    """Give the numbers of the design, and the gain as measured on waves of five frequencies."""
    found: list[dict[str, Any]] = [
        {
            "state": {"beta": 0.9},
            "data": {"zigzagGain": 0.0526, "half": 0.1055, "lag": 9.0},
            "tolerance": {"zigzagGain": 1e-3, "half": 1e-3},  # printed with three or four digits
        }
    ]
    for omega in (0.03, 0.1, 0.5, 1.5, 3.0):
        state = {"beta": 0.9, "omega": omega, "form": "sum", "signal": "wave"}
        tolerance = {"gainAt": 1e-3, "delayAt": 1e-3}  # of the fit
        found.append({"state": state, "data": measured(0.9, omega), "tolerance": tolerance})
    return found
