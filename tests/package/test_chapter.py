"""Promises between the pages and the rest of the project."""

import ast
import os
import re
import runpy
import subprocess
import sys

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from checked.evidence import read_tests
from checked.statements import read_book
from printed import ROOT

mpl.use("agg")

PAGES = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")}
SCRIPTS = sorted((ROOT / "gallery").glob("*/plot_*.py"))


def test_every_statement_has_a_test_and_every_mark_a_statement():
    statements = {one.label for _, found in read_book(ROOT / "docs").values() for one in found}
    held = {label for check in read_tests(ROOT) for label in check.labels}
    assert statements == held


def test_every_test_that_the_errata_name_exists():
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGES["errata.md"])
    assert len(named) > 10
    for file, function in named:
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        assert function in functions, f"{file}::{function}"


def test_listings_in_the_text_are_whole_functions_without_their_docstrings():
    pattern = r"literalinclude\} \.\./(\S+)\n:pyobject: (\w+)\n:lines: 1-(\d+),(\d+)-\n"
    listings = re.findall(pattern, PAGES["implementation.md"])
    assert len(listings) == 2
    for file, name, head, tail in listings:
        source = (ROOT / file).read_text(encoding="utf-8")
        function = next(n for n in ast.parse(source).body if getattr(n, "name", "") == name)
        lines = ast.get_source_segment(source, function).splitlines()
        shown = ast.parse("\n".join([*lines[: int(head)], *lines[int(tail) - 1 :]]))
        function.body = function.body[1:]
        assert ast.dump(shown.body[0]) == ast.dump(function)


def test_every_gallery_script_is_shown_in_the_text():
    shown = set(re.findall(r"gallery/\w+/images/sphx_glr_(\w+)_001\.svg", "".join(PAGES.values())))
    assert {path.stem for path in SCRIPTS} == shown


def test_gallery_scripts_are_short_and_say_what_they_show():
    for path in SCRIPTS:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) <= 60, path
        assert sum("# sphinx_gallery_alt = " in line for line in lines) == 1, path


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_gallery_script_runs_alone_and_shows_its_figure(script, monkeypatch):
    shown = []
    monkeypatch.setattr(plt, "show", lambda: shown.append(plt.get_fignums()))
    plt.close("all")
    runpy.run_path(str(script), run_name="__main__")
    assert shown == [[1]], "shown once, with the one figure that there is"
    plt.close("all")


DESKTOP = """
from matplotlib.backends.backend_agg import FigureCanvasAgg, FigureManagerBase

class FigureManager(FigureManagerBase):
    def show(self):
        print("a window opens")

    @classmethod
    def start_main_loop(cls):
        print("and waits")

class FigureCanvas(FigureCanvasAgg):
    manager_class = FigureManager
"""


BACKENDS = {"module://desktop": "a window opens\nand waits\n"}
if sys.platform == "linux":  # elsewhere there always is a screen
    BACKENDS["agg"] = ""


@pytest.mark.parametrize(("backend", "printed"), BACKENDS.items())
def test_a_script_opens_a_window_where_there_is_one_and_is_silent_elsewhere(
    backend, printed, tmp_path
):
    (tmp_path / "desktop.py").write_text(DESKTOP, encoding="utf-8")
    env = {key: os.environ[key] for key in os.environ if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    env |= {"MPLBACKEND": backend, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    script = ROOT / "gallery" / "basics" / "plot_5_weights.py"
    command = [sys.executable, "-W", "error", str(script)]
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, printed, "")


@pytest.mark.parametrize(
    ("stem", "end"),
    [
        ("plot_1_gradient_descent", "x1 = -0.943467\nx2 = -0.000073\n"),
        ("plot_2_too_large", "x1 = -0.387814\nx2 = -1673.365109\n"),
        ("plot_3_momentum", "x1 = 0.007188\nx2 = 0.002553\n"),
        ("plot_4_less_momentum", "x1 = -0.126340\nx2 = -0.186632\n"),
    ],
)
def test_ravine_scripts_print_where_the_runs_end(stem, end, capsys, monkeypatch):
    monkeypatch.setattr(plt, "show", lambda: None)
    runpy.run_path(str(ROOT / "gallery" / "basics" / f"{stem}.py"))
    assert capsys.readouterr().out == end
    plt.close("all")
