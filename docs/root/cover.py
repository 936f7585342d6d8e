"""The cover of the e-books: ``python cover.py OUT``, 1200 by 1800 points, without a word."""

import sys

import matplotlib as mpl
import torch

from momentum import plotting
from momentum.dynamics import best_gradient_descent, best_momentum
from momentum.quadratic import RAVINE
from momentum.training import descend, momentum_step

mpl.use("agg")

START = torch.tensor([-6.4, -1.2], dtype=torch.float64)
NIGHT = "#12263f"

fig, ax = plotting.figure(12, 18)
fig.set_layout_engine("none")
ax.set_position([0, 0, 1, 0.5])
plotting.contours(ax, RAVINE, (-7.4, 7.4), (-4.6, 4.6))
spectrum = RAVINE.eigenvalues.tolist()
for best in (best_gradient_descent(*spectrum), best_momentum(*spectrum)):
    plotting.path(ax, descend(momentum_step(RAVINE.gradient, best.eta, best.beta), START, 20))
    ax.lines[-2].set(linewidth=5, markersize=9)
    ax.lines[-1].set(markersize=20, markeredgewidth=3)
for height, formula in ((0.8, r"$v \leftarrow \beta v + g$"), (0.68, r"$x \leftarrow x - \eta v$")):
    fig.text(0.5, height, formula, fontsize=88, ha="center", va="center", color="white")
ax.set(xlim=(-7.4, 7.4), ylim=(-4.6, 4.6))
ax.axis("off")
fig.add_artist(mpl.patches.Rectangle((0, 0), 1, 0.5, color="white", zorder=-1))
fig.savefig(sys.argv[1], dpi=100, facecolor=NIGHT, metadata={"Software": None})
