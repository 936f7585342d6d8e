"""The picture that links to the book show: ``python preview.py OUT``, 1200 by 630 points."""

import sys

import matplotlib as mpl
import torch

from momentum import plotting
from momentum.dynamics import best_gradient_descent, best_momentum
from momentum.quadratic import RAVINE
from momentum.training import descend, momentum_step

mpl.use("agg")

START = torch.tensor([-6.4, -1.2], dtype=torch.float64)

fig, ax = plotting.figure(12, 6.3)
plotting.contours(ax, RAVINE, (-7.4, 7.4), (-3.2, 3.2))
spectrum = RAVINE.eigenvalues.tolist()
for best in (best_gradient_descent(*spectrum), best_momentum(*spectrum)):
    plotting.path(ax, descend(momentum_step(RAVINE.gradient, best.eta, best.beta), START, 20))
    ax.lines[-2].set_linewidth(4)
ax.text(1.4, 1.75, r"$v \leftarrow \beta v + g$", fontsize=46)
ax.text(1.4, 0.75, r"$x \leftarrow x - \eta v$", fontsize=46)
ax.set(xlim=(-7.4, 7.4), ylim=(-3.2, 3.2))
ax.axis("off")
fig.savefig(sys.argv[1], dpi=100, transparent=False, facecolor="white", metadata={"Software": None})
