"""What learners and labs ask of torch: each snippet makes `r`, or raises."""

from itertools import product

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
    ("v", "None"), ("None", "v"), ("v", "q"), ("m", "q"),
]  # fmt: skip
UNARY = (
    "abs exp log sqrt square reciprocal neg sign sin cos tanh sigmoid floor ceil isnan isfinite isinf "
    "sum mean max min prod norm any all argmax argmin flatten numel clone detach t std"
)
COMPARED = "< <= > >="
IN_PLACE = (
    "add_(2.0) add_(v) add_(v,alpha=0.3) sub_(v,alpha=2) mul_(v) mul_(0.9) div_(2) zero_() fill_(3) "
    "copy_(v) neg_() pow_(2) clamp_(min=0) sqrt_() abs_() add_(m) copy_(2.0) add_(n) "
    "addcmul_(v,w,value=0.5) addcdiv_(v,w,value=-2) exp_() copy_(m)"
)
KEYS = [
    "0", "-1", "5", "1:", ":-1", "::2", "None", "...", "0, 1", ":, 0", "1, :2", "0, None", "..., 0",
    "0, 0, 0", "[1, 0]", "torch.tensor([1, 1])", "torch.tensor(1)", ":, 1:2", "::-1",
]  # fmt: skip


def binary() -> list[str]:
    found = [f"r = {a} {op} {b}" for a, b in PAIRS for op in ("+", "-", "*", "/")]
    found += [f"r = {a} ** {b}" for a, b in [("v", "2"), ("v", "3"), ("v", "0.5"), ("v", "-1"),
              ("2", "v"), ("w", "v"), ("n", "2"), ("n", "2.0"), ("z", "-1"), ("big", "2"), ("m", "v")]]  # fmt: skip
    found += [
        f"r = {a} {op} {b}" for op in ("//", "%") for a, b in [("v", "w"), ("n", "2"), ("v", "0.7")]
    ]
    found += [
        f"r = {a} {op} {b}"
        for op in COMPARED.split()
        for a, b in [("v", "w"), ("v", "0"), ("m", "c"), ("n", "2"), ("odd", "0"), ("n", "v")]
    ]
    found += [f"r = torch.{op}({a}, {b})" for op in ("eq", "ne", "lt", "ge", "maximum", "minimum")
              for a, b in [("v", "w"), ("m", "c"), ("v", "v")]]  # fmt: skip
    found += [
        "r = v == 1.0",
        "r = v != 1.0",
        "r = (v > 0) & (w > 0)",
        "r = (v > 0) | (w > 0)",
        "r = ~b",
    ]
    found += [
        f"r = {a} @ {b}" for a, b in product(["v", "m", "q", "c"], ["v", "m", "q", "m.T", "w"])
    ]
    found += [
        "r = v.dot(w)",
        "r = v.dot(torch.ones(2))",
        "r = v.dot(m)",
        "r = torch.outer(v, w)",
        "r = q.mv(c[:, 0])",
    ]
    found += [
        "r = v.add(w, alpha=0.1)",
        "r = v.sub(w, alpha=3)",
        "r = torch.add(v, 1)",
        "r = v.lerp(w, 0.3)",
    ]
    return found


def unary() -> list[str]:
    found = [
        f"r = {x}.{name}()" for name in UNARY.split() for x in FLOATS if (x, name) != ("big", "std")
    ]
    found += [f"r = n.{name}()" for name in UNARY.split() if name not in ("mean", "norm", "std")]
    found += [f"r = b.{name}()" for name in ("any", "all", "sum", "numel", "flatten", "clone")]
    found += [
        f"r = torch.{name}({x})" for name in ("sum", "sqrt", "abs", "max") for x in ("v", "m")
    ]
    found += [
        f"r = m.{name}({dim})"
        for name in ("sum", "mean", "norm", "max", "argmin", "any", "all", "amax", "std", "prod")
        for dim in ("dim=0", "dim=-1", "dim=1, keepdim=True")
    ]
    found += [
        "r = m.sum(2)",
        "r = m.sum((0, 1))",
        "r = v.norm(1)",
        "r = v.norm(torch.inf)",
        "r = v.cumsum(0)",
    ]
    found += [
        "r = v.clamp(min=0)",
        "r = v.clamp(-1, 0.7)",
        "r = n.clamp(min=0)",
        "r = torch.where(v > 0, v, w)",
    ]
    found += [
        "r = torch.where(v > 0, 1.0, 0.0)",
        "r = torch.where(v > 0, v, 0)",
        "r = torch.allclose(v, v + 1e-9)",
    ]
    found += [
        "r = torch.equal(v, v.clone())",
        "r = torch.equal(v, w)",
        "r = torch.round(v)",
        "r = torch.abs(2)",
    ]
    found += [
        "r = odd.max(v)",
        "r = odd.amin()",
        "r = torch.tensor([]).sum()",
        "r = torch.tensor([]).max()",
    ]
    return found


def in_place() -> list[str]:
    found = [
        f"r = {x}; r.{call}"
        for x in ("v", "m", "n", "one", "q[0]", "m[:, 1:]")
        for call in IN_PLACE.split(" ")
    ]
    found += ["r = v; r.lerp_(w, 0.25)", "r = q[0]; r.lerp_(v, 0.25)"]
    found += [f"r = v; r {op}= {y}" for op in ("+", "-", "*", "/", "**") for y in ("w", "2", "m")]
    found += [
        "r = v; r[0] = 9.0",
        "r = m; r[0] = v",
        "r = m; r[:, 1] = 0",
        "r = v; r[v > 0] = 7",
        "r = m; r[1, 2] += 1",
    ]
    found += [
        "r = m; m.T[0].mul_(2)",
        "r = m; m.reshape(-1)[4] = 8",
        "r = v; x = v.detach(); x.add_(1)",
        "r = v; v.data = w",
    ]
    found += [
        "r = v; v.data.copy_(w)",
        "r = v; torch._foreach_mul_([v, w], 0.5)",
        "r = v; torch._foreach_add_([v], [w])",
    ]
    found += ["r = v; torch._foreach_add_([v], [w], alpha=2)", "r = torch._foreach_mul([v], 3)[0]"]
    found += ["r = m.clone(); m.zero_()", "r = m.expand(2, 2, 3)", "r = v.expand_as(m)"]
    return found


def shapes() -> list[str]:
    found = [f"r = {x}[{key}]" for x in ("v", "m", "n") for key in KEYS]
    found += [f"r = s[{key}]" for key in ("0", "None", "...", "0, 0", "[1, 0]")]
    found += [
        "r = v[b]",
        "r = v[v > 5]",
        "r = m[m > 1]",
        "r = m[b]",
        "r = [len(m), len(v)]",
        "r = len(s)",
    ]
    found += [
        "r = m.reshape(3, 2)",
        "r = m.view(-1)",
        "r = m.reshape(4)",
        "r = m.unsqueeze(0)",
        "r = v.unsqueeze(-1)",
    ]
    found += [
        "r = c.squeeze()",
        "r = c.squeeze(1)",
        "r = m.T",
        "r = m.t()",
        "r = m.transpose(0, 1)",
        "r = m.flatten()",
    ]
    found += [
        "r = torch.cat([v, w])",
        "r = torch.cat([m, q], dim=1)",
        "r = torch.cat([m, q])",
        "r = torch.stack([v, w])",
    ]
    found += [
        "r = torch.stack([v, w], dim=1)",
        "r = torch.stack([v, one])",
        "r = torch.cat([v, n])",
        "r = torch.cat([])",
    ]
    found += [
        "r = list(m.shape) + [m.ndim, m.dim(), m.size(0), m.numel()]",
        "r = [x.item() for x in v]",
        "r = list(s)",
    ]
    found += [
        "r = m.tolist()",
        "r = v.item()",
        "r = one.item()",
        "r = bool(one)",
        "r = bool(v)",
        "r = float(one)",
    ]
    found += [
        "r = [x.tolist() for x in m.unbind()]",
        "r = bool(torch.tensor([]))",
        "r = sum([v, w])",
        "r = max(s, one)",
    ]
    found += [
        "r = 3 if s > 2 else 4",
        "r = v is v",
        "r = v in [v]",
        "r = {v: 1}[v]",
        "r = torch.is_tensor(v)",
    ]
    return found


def makers() -> list[str]:
    found = [
        f"r = torch.{name}({size})"
        for name in ("zeros", "ones")
        for size in ("3", "2, 2", "(2, 1)", "()")
    ]
    found += [
        f"r = torch.{name}({x})"
        for name in ("zeros_like", "ones_like")
        for x in ("v", "n", "m", "b")
    ]
    found += [
        "r = torch.full((2,), 3)",
        "r = torch.full((2,), 0.5)",
        "r = torch.full_like(v, 2)",
        "r = torch.full_like(n, 2)",
    ]
    found += [
        "r = torch.arange(4)",
        "r = torch.arange(1, 2, 0.25)",
        "r = torch.arange(5, 1, -2)",
        "r = torch.arange(3.0)",
    ]
    found += [
        "r = torch.linspace(0, 1, 7)",
        "r = torch.linspace(2, -1, 4)",
        "r = torch.linspace(1, 2, 1)",
        "r = torch.eye(2)",
    ]
    found += [
        "r = torch.tensor([1, 2.5])",
        "r = torch.tensor([True, 2])",
        "r = torch.tensor([[1, 2], [3]])",
        "r = torch.tensor([])",
    ]
    found += [
        "r = torch.tensor('a')",
        "r = torch.tensor([s, 1.0])",
        "r = torch.tensor(3, dtype=torch.float64)",
        "r = torch.diag(v)",
    ]
    found += [
        "r = torch.tensor([1.7]).long()",
        "r = n.double()",
        "r = n.to(v.dtype)",
        "r = v.to(torch.int64)",
        "r = b.double()",
    ]
    found += [
        "r = torch.ones(2, dtype=torch.int64)",
        "r = torch.as_tensor([1.0])",
        "r = torch.Tensor([1, 2])",
        "r = v.new_zeros(2)",
    ]
    found += [
        "r = torch.logspace(0, 2, 3)",
        "r = torch.zeros(2, device='cpu')",
        "r = n.requires_grad_()",
        "r = torch.diag(q)",
    ]
    found += [
        "from copy import deepcopy; r = deepcopy({'a': v, 'b': [v]}); v.zero_(); r = r['a'] is r['b'][0]"
    ]
    return found


def shown() -> list[str]:
    found = [f"r = str({x})" for x in [*TENSORS, "m * 1e5", "m / 1e6", "torch.arange(30)", "torch.arange(40) / 7",
             "torch.tensor([])", "m.unsqueeze(0)", "torch.stack([m, m])", "v * 1e9", "v.dtype", "torch.zeros(2, 0)",
             "torch.ones(2, requires_grad=True)", "torch.optim.SGD([v], lr=0.1)"]]  # fmt: skip
    return found


def gradients() -> list[str]:
    functions = [
        "(x * x).sum()", "(x ** 3).mean()", "(x * w + w / x).sum()", "x.exp().sum()", "(x.abs().sqrt()).sum()",
        "(2 - x).square().sum()", "x.norm()", "x.dot(w)", "(m @ x).sum()", "(m * x).sum()", "(x[0] * x[1:]).sum()",
        "torch.cat([x, x * 2]).square().sum()", "torch.stack([x, w]).prod().sum() * 0 + x.max()", "x.reshape(3, 1).T.square().mean()",
        "torch.maximum(x, w).sum()", "torch.where(x > 0, x, x * x).sum()", "x.clamp(min=0).sum()", "(x ** w.abs()).sum()",
        "x.sin().cos().tanh().sigmoid().log().sum()", "(x / x.sum()).square().sum()", "x.expand(2, 3).square().sum()",
        "((x - 1) ** 2 * torch.tensor([1.0, 10.0, 100.0])).sum() / 2", "x.outer(x).sum()", "x.min() + x.mean()", "x.sum()",
        "(x.detach() * x).sum()", "x.cumsum(0).square().sum()", "x.lerp(w, 0.3).square().sum()", "(1 / x).sum()", "(2.0 ** x).sum()",
    ]  # fmt: skip
    found = [f"x = v.requires_grad_(); ({one}).backward(); r = x.grad" for one in functions]
    start = "x = v.requires_grad_()\n"
    return found + [
        start + one
        for one in (
            "x.add_(1); r = x", "x[0] = 1; r = x", "x[0].mul_(2); r = x", "x += 1; r = x", "(x * 2).backward(); r = x.grad",
            "w.sum().backward(); r = x.grad", "y = x.sum(); y.backward(); y.backward(); r = x.grad",
            "y = (x * x).sum(); y.backward(retain_graph=True); y.backward(); r = x.grad",
            "y = (x * x).sum(); y.backward(); y.backward(); r = x.grad",
            "y = (x * 3).sum(); y.backward(); y.backward(); r = x.grad", "y = x.exp().sum(); y.backward(); y.backward(); r = x.grad",
            "y = (x + 3).sum(); y.backward(); y.backward(); r = x.grad", "y = x.mean(); y.backward(); y.backward(); r = x.grad",
            "y = x.exp(); y.mul_(2); y.sum().backward(); r = x.grad", "y = x * 2\nwith torch.no_grad():\n    x.mul_(2)\ny.sum().backward(); r = x.grad",
            "(x * x).backward(torch.ones(3)); r = x.grad", "y = x * 2; y.mul_(3); y.sum().backward(); r = x.grad",
            "y = x * 2; z = y * y; y.add_(1); z.sum().backward(); r = x.grad",
            "y = x * 2; y += w; y *= x; y.sum().backward(); r = x.grad", "y = (x * x).sum()\nwith torch.no_grad():\n    x.mul_(2)\ny.backward(); r = x.grad",
            "with torch.no_grad():\n    y = x * 2\nr = [y.requires_grad, x.requires_grad]", "r = (x * 2).requires_grad",
            "r = (x * 2).is_leaf", "y = x * 2; y.requires_grad = False; r = y", "x.grad = 1.0; r = x", "x.grad = torch.ones(2); r = x",
            "x.grad = torch.ones(3, dtype=torch.int64); r = x", "r = (x * 2).detach().requires_grad", "r = torch.zeros_like(x).requires_grad",
            "from copy import deepcopy; r = deepcopy(x * 2)", "from copy import deepcopy; x.grad = w; y = deepcopy(x); r = [y.requires_grad, y.grad.tolist()]",
            "x.data.mul_(2); r = x", "x.data = w; r = x", "y = x.detach(); y.zero_(); r = x", "x.grad = w; g = x.grad; x.grad.zero_(); r = g",
            "x.sum().backward(); g = x.grad; x.sum().backward(); r = [g is x.grad, g.tolist()]",
            "@torch.no_grad()\ndef f(y):\n    return y * 2\nr = f(x).requires_grad", "@torch.no_grad\ndef f(y):\n    return y * 2\nr = f(x).requires_grad",
            "torch.set_grad_enabled(False); r = [(x * 2).requires_grad, torch.is_grad_enabled()]; torch.set_grad_enabled(True)",
        )
    ]  # fmt: skip


GROUPS = {
    one.__name__: one() for one in (binary, unary, in_place, shapes, makers, shown, gradients)
}
