"""Back from a checkpoint of torch's to θ and d, against a run of Sutskever's form beside it."""

import torch
from telling import apart, near, say

ETA, BETA = 0.3, 0.8
LEVELS = [0.2, 4.0]  # the curvatures of the ravine
START = [-5.0, -2.0]


def slope(point):
    """Return the gradient in the ravine."""
    return [a * x for a, x in zip(LEVELS, point)]


def sutskever(theta, d, eta, beta):
    """Make one step of Sutskever's form, in plain numbers."""
    ahead = [x + beta * y for x, y in zip(theta, d)]
    d = [beta * y - eta * g for y, g in zip(d, slope(ahead))]
    return [x + y for x, y in zip(theta, d)], d


def both(steps, eta, beta):
    """Run torch and Sutskever's form side by side; return the rows (y, v, θ, d, θ before)."""
    y = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([y], lr=eta, momentum=beta, nesterov=True)
    theta, d, rows = list(START), [0.0, 0.0], []
    for _ in range(steps):
        y.grad = torch.tensor(slope(y.tolist()), dtype=torch.float64)
        optimizer.step()
        before = theta
        theta, d = sutskever(theta, d, eta, beta)
        rows.append((y.tolist(), optimizer.state[y]["momentum_buffer"].tolist(), theta, d, before))
    return rows


def plain(parts):
    """Return what the reader's function gave as three lists, or None if it is no such thing."""
    if not isinstance(parts, (tuple, list)) or len(parts) != 3:
        return None
    return [p.detach().tolist() if hasattr(p, "detach") else list(p) for p in parts]


def answers(back, rows, eta, beta):
    """Return the reader's three vectors for each row, or the sentence that says why not."""
    found = []
    for y, v, *_ in rows:
        parts = back(
            torch.tensor(y, dtype=torch.float64), torch.tensor(v, dtype=torch.float64), eta, beta
        )
        if (lists := plain(parts)) is None:
            return None
        found.append(lists)
    return found
