"""The arrows of the package hold, and no module prints, plots or seeds on the side."""

import ast
import dataclasses
import importlib
import re
from pathlib import Path

import pytest

import momentum

PACKAGE = Path(momentum.__file__).parent
LAYERS = [
    {"_checks"},
    {"_tensors"},
    {"averages", "certificates", "data", "dynamics", "landscapes", "libraries", "quadratic"},
    {
        "chebyshev",
        "conventions",
        "directions",
        "minibatches",
        "nesterov",
        "noise",
        "optim",
        "sharpness",
        "walks",
    },
    {"networks", "training"},
    {"plotting"},
]
CODE = 200  # lines of a module, docstrings and comments apart
LAYER = {name: depth for depth, names in enumerate(LAYERS) for name in names}
MODULES = sorted(path.stem for path in PACKAGE.glob("*.py") if path.stem != "__init__")


def imports(module: str) -> set[str]:
    """Every module that `module` imports, wherever in the file the import stands."""
    found = set()
    for node in ast.walk(ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} uses a relative import"
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_every_module_has_its_layer():
    assert set(MODULES) == set(LAYER)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_soon_read(module):
    source = (PACKAGE / f"{module}.py").read_text(encoding="utf-8")
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    texts = [node.body[0] for node in ast.walk(ast.parse(source)) if isinstance(node, documented)]
    said = {
        line
        for node in texts
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for line in range(node.lineno, (node.end_lineno or 0) + 1)
    }
    code = [
        line
        for number, line in enumerate(source.splitlines(), 1)
        if number not in said and line.strip() and not line.strip().startswith("#")
    ]
    assert len(code) <= CODE


@pytest.mark.parametrize("module", MODULES)
def test_modules_import_from_lower_layers_only(module):
    for name in imports(module):
        other = name.removeprefix("momentum.").split(".")[0]
        if name.startswith("momentum.") and other in LAYER:
            assert LAYER[other] < LAYER[module], f"{module} imports {other}"


@pytest.mark.parametrize("module", MODULES)
def test_only_plotting_knows_matplotlib_and_only_data_reads_files(module):
    roots = {name.split(".")[0] for name in imports(module)}
    assert ("matplotlib" in roots) == (module == "plotting")
    assert ("importlib" in roots) == (module == "data")


def test_the_chapters_thesis_is_an_import():
    assert "momentum.averages.leaky_step_" in imports("optim")


@pytest.mark.parametrize("module", MODULES)
def test_no_module_prints_seeds_or_asserts(module):
    tree = ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        assert not isinstance(node, ast.Assert)
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in {"print", "torch.manual_seed", "plt.show"}


@pytest.mark.parametrize("module", [m for m in MODULES if not m.startswith("_")])
def test_public_objects_carry_a_bilingual_summary(module):
    tree = ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))
    public = [
        node
        for outer in [tree, *(n for n in tree.body if isinstance(n, ast.ClassDef))]
        for node in outer.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    assert public
    for node in public:
        summary = (ast.get_docstring(node) or "").split("\n\n")[0]
        assert summary.count(" ｜ ") == 1, node.name
        assert summary.endswith("。"), node.name


def public_functions() -> list[tuple[str, ast.FunctionDef]]:
    """Every function that a reader of the API page can call, with its module."""
    return [
        (module, node)
        for module in MODULES
        if not module.startswith("_")
        for node in ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


@pytest.mark.parametrize(
    ("module", "function"), public_functions(), ids=lambda value: getattr(value, "name", value)
)
def test_public_functions_say_shapes_errors_source_and_run_an_example(module, function):
    text = ast.get_docstring(function)
    arguments = [a.arg for a in (*function.args.args, *function.args.kwonlyargs)]
    for name in arguments:
        assert re.search(rf"^(\w+, )*{name}(, \w+)* : ", text, re.MULTILINE), name
    assert ("Parameters\n---" in text) == bool(arguments)
    assert "Examples\n---" in text
    assert ">>> " in text
    assert "Source: " in text or module == "plotting"
    returns = ast.unparse(function.returns)
    assert returns == "None" or "Returns\n---" in text or "Yields\n---" in text
    checks = any(
        re.search(r"\b_(checks|tensors)\.", ast.unparse(n))
        for n in ast.walk(function)
        if isinstance(n, ast.Call)
    )
    assert not checks or "Raises\n---" in text


@pytest.mark.parametrize("module", MODULES)
def test_what_holds_numbers_is_not_changed(module):
    """Instances are frozen; those with tensors are equal to themselves alone, since == of tensors is a tensor."""
    loaded = importlib.import_module(f"momentum.{module}")
    for one in vars(loaded).values():
        if dataclasses.is_dataclass(one) and one.__module__ == loaded.__name__:
            assert one.__dataclass_params__.frozen, one
            types = {str(field.type) for field in dataclasses.fields(one)}
            assert one.__dataclass_params__.eq != any("Tensor" in name for name in types), one
