"""Four optimisers on the digits, in twenty shuffles: tuned, trained afresh and tested in each.

Prints a line for each contest; takes some minutes.
"""

import torch

from momentum.data import digits
from momentum.networks import contest

SHUFFLES = 20
CUTS = (512, 256, 1029)  # images to learn from, to choose settings by, and to test on
REGIMES = {16: 192, 512: 80}  # batch size: steps


def study() -> list[dict[str, object]]:
    """Hold all contests."""
    return [
        line for shuffle in range(SHUFFLES) for batch in REGIMES for line in run(shuffle, batch)
    ]


def run(shuffle: int, batch: int) -> list[dict[str, object]]:
    """Hold the contest on one shuffle of the images; a line for each method."""
    images, labels = digits(torch.Generator().manual_seed(shuffle))
    parts = list(zip(images.split(CUTS), labels.split(CUTS), strict=True))
    steps = REGIMES[batch]
    results = contest(*parts, batch_size=batch, steps=steps, records=steps, seed=shuffle)
    lines = []
    for method, curves in results.items():
        mean = curves.accuracy.mean(0)  # of twelve networks
        above = curves.t[mean > 0.9]
        lines.append(
            {
                "shuffle": shuffle,
                "batch": batch,
                "method": method,
                "settings": {
                    key: curves.settings[key]
                    for key in ("lr", "momentum")
                    if key in curves.settings
                },
                "accuracy": round(float(mean[-1]), 5),
                "spread": round(float(curves.accuracy[:, -1].std()), 5),
                "passes": int(above[0]) if len(above) else None,
            }
        )
    return lines


if __name__ == "__main__":
    torch.set_num_threads(1)
    print(*study(), sep="\n")
