"""What learners and labs ask of torch: each snippet makes `r`, or raises."""

from itertools import product
from pathlib import Path

LISTS = Path(__file__).parent / "snippets"  # those that follow no pattern: one a line
TENSORS = {
    "s": "torch.tensor(2.5)",
    "v": "torch.tensor([1.0, -2.0, 0.5])",
    "w": "torch.tensor([3.0, 0.25, -1.5])",
    "m": "torch.tensor([[1.0, 2.0, -3.0], [0.5, 4.0, 5.0]])",
    "c": "torch.tensor([[2.0], [-1.0]])",
    "q": "torch.tensor([[2.0, 1.0], [-1.0, 3.0]])",
    "n": "torch.tensor([3, -1, 2])",
    "k": "torch.tensor([2, 5, 4])",
    "b": "torch.tensor([True, False, True])",
    "one": "torch.ones(1)",
    "z": "torch.zeros(3)",
    "big": "torch.tensor([1e300, -1e300, 1e-300])",
    "odd": "torch.tensor([float('inf'), float('nan'), -0.0])",
}
SETUP = "\n".join(f"{name} = {made}" for name, made in TENSORS.items())
FLOATS = ["s", "v", "w", "m", "c", "z", "big", "odd"]
PAIRS = [
    *product(["s", "v", "m", "c", "one", "z", "big", "odd"], ["v", "m", "c", "2", "0.5", "0"]),
    *product(["n", "k"], ["v", "n", "2", "0.5"]),
    *product(["2", "-0.5"], ["v", "n", "m"]),
    *product(["v", "None", "m"], ["None", "q"]),
]
COMPARED = [("v", "w"), ("v", "0"), ("m", "c"), ("n", "2"), ("odd", "0"), ("n", "v")]
UNARY = (
    "abs exp log sqrt square reciprocal neg sign sin cos tanh sigmoid floor ceil isnan isfinite isinf "
    "sum mean max min prod norm any all argmax argmin flatten numel clone detach t std"
)
REDUCED = ["sum", "mean", "norm", "max", "argmin", "any", "all", "amax", "std", "prod"]
IN_PLACE = (
    "add_(2.0) add_(v) add_(v,alpha=0.3) sub_(v,alpha=2) mul_(v) mul_(0.9) div_(2) zero_() fill_(3) "
    "copy_(v) neg_() pow_(2) clamp_(min=0) sqrt_() abs_() add_(m) copy_(2.0) add_(n) "
    "addcmul_(v,w,value=0.5) addcdiv_(v,w,value=-2) exp_() copy_(m)"
)
KEYS = [
    "0", "-1", "5", "1:", ":-1", "::2", "None", "...", "0, 1", ":, 0", "1, :2", "0, None", "..., 0",
    "0, 0, 0", "[1, 0]", "torch.tensor([1, 1])", "torch.tensor(1)", ":, 1:2", "::-1",
]  # fmt: skip
GRIDS = {
    "binary": [
        *(f"r = {a} {op} {b}" for a, b in PAIRS for op in "+-*/" if (a, b) != ("None", "None")),
        *(f"r = {a} {op} {b}" for op in ("<", "<=", ">", ">=") for a, b in COMPARED),
        *(f"r = {a} @ {b}" for a, b in product("vmqc", ["v", "m", "q", "m.T", "w"])),
    ],
    "unary": [
        *(
            f"r = {x}.{name}()"
            for name in UNARY.split()
            for x in FLOATS
            if (x, name) != ("big", "std")
        ),
        *(f"r = n.{name}()" for name in UNARY.split() if name not in ("mean", "norm", "std")),
        *(f"r = m.{name}({d})" for name in REDUCED for d in ("dim=0", "-1", "1, keepdim=True")),
    ],
    "in_place": [
        *(
            f"r = {x}; r.{call}"
            for x in ["v", "m", "n", "one", "q[0]", "m[:, 1:]"]
            for call in IN_PLACE.split()
        ),
        *(f"r = v; r {op}= {y}" for op in ("+", "-", "*", "/", "**") for y in ("w", "2", "m")),
    ],
    "shapes": [f"r = {x}[{key}]" for x in "vmn" for key in KEYS],
}


def listed(path: Path) -> list[str]:
    """Return the snippets of a file; in them \\n begins a new line."""
    return [line.replace("\\n", "\n") for line in path.read_text("utf-8").splitlines()]


GROUPS = {
    path.stem: GRIDS.get(path.stem, []) + listed(path) for path in sorted(LISTS.glob("*.txt"))
}
