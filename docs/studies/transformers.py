"""Small transformers on words and on characters: what is gained where, and by which rule.

Hidden matrices (attention and perceptrons) and ends (embedding, positions, gains, head) are stepped by
rules of their own. The rates of every arm are tuned on two seeds that are not used again and on a part
of the text of its own; then ten fresh seeds, the same in all arms, are trained and tested. Takes
half an hour.
"""

import functools
import hashlib
import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from pydoc_data.topics import topics

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, embedding, gelu, layer_norm
from torch.nn.functional import scaled_dot_product_attention as attend

WIDTH, LAYERS, HEADS, CONTEXT = 32, 2, 2, 32
HIDDEN = ("attention", "up", "down")
ENDS = ("embedding", "positions", "gains", "head")
VOCABULARY = 512  # words; the last stands for all others
REGIMES = {  # text, tokens in a minibatch, steps
    "words": ("words", 512, 150),
    "characters": ("characters", 512, 400),
    "small": ("words", 64, 1200),
}
TUNING, FRESH = (100, 101), tuple(range(10))
BETA, CLIP = 0.9, 1.0
FORGET = -math.log(0.95) / 512  # of Adam's squares, per token: 0.95 a step with 512 in a minibatch
RATES = {  # the lowest of eight, each twice the one before
    "hidden": {
        "sgd": 0.125,
        "adam": 0.00025,
        "muon": 0.0025,
        "sign": 0.00025,
        "normalised": 0.00025,
    },
    "ends": {"sgd": 0.5, "adam": 0.004, "word": 0.004, "tensor": 0.004},
    "both": {"sgd": 0.25, "adam": 0.001},
}


@dataclass(frozen=True)
class Arm:
    """What steps the hidden matrices, and what the ends."""

    hidden: str
    ends: str
    beta: float = BETA
    clip: bool = True  # the norm of the whole gradient, at CLIP
    one: bool = False  # rate for both

    @property
    def name(self) -> str:
        """Return the arm in one word."""
        marks = {"beta0": self.beta == 0, "unclipped": not self.clip, "one": self.one}
        return "-".join([self.hidden, self.ends, *(mark for mark, on in marks.items() if on)])


ARMS = [
    Arm("frozen", "adam"),  # the control: without it the contest measures the ends
    *(Arm(hidden, "adam") for hidden in ("sgd", "adam", "muon")),
    *(Arm(hidden, "sgd") for hidden in ("frozen", "sgd")),
]
MORE = {
    "words": [
        Arm("adam", "sgd"),
        Arm("sgd", "sgd", one=True),
        Arm("adam", "adam", one=True),
        Arm("sgd", "sgd", beta=0.0),
        Arm("sgd", "sgd", clip=False),
        *(Arm("frozen", ends) for ends in ("word", "tensor")),
    ],
    "characters": [Arm("sign", "adam"), Arm("normalised", "adam")],
    "small": [Arm("sgd", "sgd", beta=0.0), Arm("sgd", "sgd", clip=False)],
}


# -- Text ------------------------------------------------------------------------------------------


@functools.cache
def text(kind: str) -> tuple[dict[str, Tensor], int, str]:
    """Return Python's help in three parts, as numbers, how many there are, and a name for the text."""
    paragraphs = dict.fromkeys(p.strip() for page in topics.values() for p in page.split("\n\n"))
    whole = "\n\n".join(paragraphs)  # each paragraph once, for pages share some
    tokens = re.findall(r"\w+|[^\w\s]", whole.lower()) if kind == "words" else list(whole)
    size = VOCABULARY if kind == "words" else len(set(tokens))
    number = {one: k for k, (one, _) in enumerate(Counter(tokens).most_common(size))}
    numbers = torch.tensor([min(number.get(one, size), size - 1) for one in tokens])
    cuts = [8 * len(numbers) // 10, len(numbers) // 10]
    parts = numbers.split([*cuts, len(numbers) - sum(cuts)])
    name = hashlib.sha256(whole.encode()).hexdigest()[:16]
    return dict(zip(("train", "validation", "test"), parts, strict=True)), size, name


def windows(part: Tensor, seeds: tuple[int, ...], count: int) -> Tensor:
    """Draw windows of one token more than the context, other ones for each seed."""
    draws = [torch.Generator().manual_seed(1000 + seed) for seed in seeds]
    last = len(part) - CONTEXT
    firsts = torch.stack([torch.randint(last, (count,), generator=draw) for draw in draws])
    return part.unfold(0, CONTEXT + 1, 1)[firsts]


# -- Models ----------------------------------------------------------------------------------------


def start(seeds: tuple[int, ...], size: int) -> dict[str, Tensor]:
    """Return the parameters of one model for each seed, stacked."""
    shapes = {
        "attention": ((LAYERS, 4, WIDTH, WIDTH), WIDTH**-0.5),
        "up": ((LAYERS, WIDTH, 4 * WIDTH), WIDTH**-0.5),
        "down": ((LAYERS, 4 * WIDTH, WIDTH), (4 * WIDTH) ** -0.5),
        "embedding": ((size, WIDTH), 0.1),
        "positions": ((CONTEXT, WIDTH), 0.1),
        "head": ((WIDTH, size), WIDTH**-0.5),
    }
    draws = [torch.Generator().manual_seed(seed) for seed in seeds]
    parameters = {
        name: scale * torch.stack([torch.randn(shape, generator=draw) for draw in draws])
        for name, (shape, scale) in shapes.items()
    }
    return parameters | {"gains": torch.ones(len(seeds), 2 * LAYERS + 1, WIDTH)}


def losses(p: dict[str, Tensor], tokens: Tensor) -> Tensor:
    """Return the cross-entropies of each model on its own windows, shape (models, windows, context)."""
    models, size = len(tokens), p["head"].shape[-1]
    inputs, targets = tokens[..., :-1], tokens[..., 1:]
    offsets = size * torch.arange(models)[:, None, None]
    x = embedding(inputs + offsets, p["embedding"].flatten(0, 1)) + p["positions"][:, None]
    x = x.flatten(1, 2)

    def normalised(x: Tensor, k: int) -> Tensor:
        return layer_norm(x, (WIDTH,)) * p["gains"][:, k, None]

    def parted(x: Tensor) -> Tensor:
        return x.reshape(-1, CONTEXT, HEADS, WIDTH // HEADS).transpose(1, 2)

    for k in range(LAYERS):
        q, key, value, out = p["attention"][:, k].unbind(1)
        y = normalised(x, 2 * k)
        seen = attend(parted(y @ q), parted(y @ key), parted(y @ value), is_causal=True)
        x = x + seen.transpose(1, 2).reshape(x.shape) @ out
        x = x + gelu(normalised(x, 2 * k + 1) @ p["up"][:, k]) @ p["down"][:, k]
    logits = normalised(x, 2 * LAYERS) @ p["head"]
    return cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction="none").view_as(targets)


# -- Rules -----------------------------------------------------------------------------------------


def direction(
    rule: str, g: Tensor, state: dict[str, Tensor], beta: float, squares: float
) -> Tensor:
    """Return where a rule steps from the gradients of all models, and change what it remembers."""
    t = state["t"] = state.get("t", 0) + 1
    v = state.setdefault("v", torch.zeros_like(g)).mul_(beta).add_(g, alpha=1 - beta)
    if rule == "sgd":
        return v
    if rule == "sign":
        return v.sign()
    if rule == "normalised":  # each matrix to a root mean square of 1
        return v / v.square().mean((-2, -1), keepdim=True).sqrt().clamp(min=1e-12)
    if rule == "muon":  # exactly, with the lengths of torch.optim.Muon
        u, _, vh = torch.linalg.svd(v, full_matrices=False)
        return (u @ vh) * max(1, v.shape[-1] / v.shape[-2]) ** 0.5
    # Adam, with a square for each number, for each word, or for each tensor
    word = -2 if g.shape[-2] == WIDTH else -1
    over = {"adam": (), "word": (word,), "tensor": tuple(range(1, g.ndim))}[rule]
    fresh = g.square().mean(over, keepdim=True) if over else g.square()
    b = state.setdefault("b", torch.zeros_like(fresh)).mul_(squares).add_(fresh, alpha=1 - squares)
    return v / (1 - beta**t) / ((b / (1 - squares**t)).sqrt() + 1e-8)


def train(
    arm: Arm, regime: str, rates: tuple[Tensor, Tensor], seeds: tuple[int, ...], steps: int = 0
) -> dict[str, Tensor]:
    """Train a model for each seed, side by side; rates are of hidden matrices and ends, one a model."""
    kind, tokens, usual = REGIMES[regime]
    steps = steps or usual
    parts, size, _ = text(kind)
    p = start(seeds, size)
    rules = dict.fromkeys(HIDDEN, (arm.hidden, rates[0])) | dict.fromkeys(
        ENDS, (arm.ends, rates[1])
    )
    moving = [name for name in p if rules[name][0] != "frozen"]
    batches = windows(parts["train"], seeds, tokens // CONTEXT * steps).split(tokens // CONTEXT, 1)
    states: dict[str, dict[str, Tensor]] = {name: {} for name in moving}
    squares = math.exp(-FORGET * tokens)
    for t, batch in enumerate(batches):
        leaves = [p[name].detach().requires_grad_() for name in moving]
        p |= zip(moving, leaves, strict=True)
        gradients = torch.autograd.grad(losses(p, batch).mean((1, 2)).sum(), leaves)
        norms = sum(g.flatten(1).square().sum(1) for g in gradients).sqrt()
        shrunk = (CLIP / norms).clamp(max=1) if arm.clip else torch.ones_like(norms)
        for name, x, g in zip(moving, leaves, gradients, strict=True):
            rule, rate = rules[name]
            each = (-1, *[1] * (g.ndim - 1))
            d = direction(rule, g * shrunk.view(each), states[name], arm.beta, squares)
            p[name] = x.detach() - (1 - t / steps) * rate.view(each) * d
    return {name: x.detach() for name, x in p.items()}


@torch.no_grad()
def tested(p: dict[str, Tensor], kind: str, part: str) -> dict[str, Tensor]:
    """Return the mean loss of each model on a part of the text, and on its frequent and rare tokens."""
    held = text(kind)[0][part].unfold(0, CONTEXT + 1, CONTEXT)
    pieces = held.expand(len(p["head"]), *held.shape).split(50, 1)
    each = torch.cat([losses(p, piece) for piece in pieces], 1)
    ranks = held[:, 1:]  # tokens are numbered from the most frequent one
    often = ranks <= ranks.flatten().median()
    return {
        "loss": each.mean((1, 2)),
        "frequent": each[:, often].mean(1),
        "rare": each[:, ~often].mean(1),
    }


# -- Contest ---------------------------------------------------------------------------------------


@functools.cache
def tuned(
    arm: Arm, regime: str, rates: tuple[float, float], which: str, again: bool = False
) -> tuple[float, float]:
    """Return the rates of hidden matrices and ends, those of one or both chosen among eight, or five."""
    lowest = rates[1] / 8 if again else RATES[which][arm.hidden if which == "hidden" else arm.ends]
    tried = [(x if which != "ends" else rates[0], x if which != "hidden" else rates[1])
             for x in (lowest * 2**k for k in range(5 if again else 8))]  # fmt: skip
    pair = torch.tensor(tried).repeat_interleave(len(TUNING), 0).unbind(1)
    p = train(arm, regime, pair, TUNING * len(tried))
    loss = tested(p, REGIMES[regime][0], "validation")["loss"].view(len(tried), -1).mean(1)
    return tried[int(loss.nan_to_num(math.inf).argmin())]


def rates_of(arm: Arm, regime: str) -> tuple[float, float]:
    """Tune an arm: the ends while the hidden matrices rest, these, and the ends again; or both at once."""
    if arm.one:
        return tuned(arm, regime, (0.0, 0.0), "both")
    rates = tuned(replace(arm, hidden="frozen"), regime, (0.0, 0.0), "ends")
    if arm.hidden == "frozen":
        return rates
    return tuned(arm, regime, tuned(arm, regime, rates, "hidden"), "ends", again=True)


def run(arm: Arm, regime: str, rates: tuple[float, float]) -> dict[str, list[float]]:
    """Train an arm on the fresh seeds, and test it."""
    pair = tuple(torch.full((len(FRESH),), rate) for rate in rates)
    found = tested(train(arm, regime, pair, FRESH), REGIMES[regime][0], "test")
    return {key: [round(float(x), 4) for x in value] for key, value in found.items()}


def study() -> list[dict[str, object]]:
    """Hold the contest: a line for each arm in each regime."""
    torch.set_num_threads(1)
    lines: list[dict[str, object]] = []
    for regime in REGIMES:
        for arm in ARMS + MORE[regime]:
            entries = [(arm.name, arm, rates_of(arm, regime))]
            if not arm.beta:  # this arm and its rival, each also at the rates of the other
                rival = replace(arm, beta=BETA)
                pairs = ((arm, rival), (rival, arm))
                entries += [(f"{one.name}-same", one, rates_of(at, regime)) for one, at in pairs]
            for name, one, rates in entries:
                about = {"regime": regime, "arm": name, "hidden": rates[0], "ends": rates[1]}
                seeds = {"tuning": TUNING, "seeds": FRESH, "text": text("words")[2]}
                lines.append(about | run(one, regime, rates) | seeds)
                print(lines[-1], flush=True)
    return lines


if __name__ == "__main__":
    study()
