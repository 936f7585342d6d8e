"""What readers take away: scripts and notebooks that say what they need and where it is."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from books import ADDRESS, DOCS, Book
from docutils import nodes
from docutils.utils import new_document
from downloads import (
    FOOTER,
    HELP,
    NOTEBOOK,
    RUN,
    Help,
    comment,
    copy,
    guard,
    modules,
    notebook,
    script,
)
from editions import Editions
from facts import facts
from nbclient import NotebookClient
from package import WHEEL
from sphinx import addnodes

ROOT = DOCS.parent
PLAIN = ROOT / "gallery" / "basics" / "plot_3_momentum.py"
SCRIPTS = sorted((ROOT / "gallery").glob("*/*.py"))
LINE = f'pip install "momentum-chapter[gallery] @ {ADDRESS}/_downloads/{WHEEL}"'


def run(text: str, folder: Path, *flags: str, path: str = "") -> subprocess.CompletedProcess[str]:
    """Run a script as a reader does, with nothing but what lies on the path."""
    (folder / "script.py").write_text(text, "utf-8")
    env = {key: os.environ[key] for key in os.environ if key not in ("DISPLAY", "MPLBACKEND")}
    command = [sys.executable, *flags, "script.py"]
    env |= {"PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", "PYTHONNOUSERSITE": "1"}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)


@pytest.mark.parametrize("edition", ["en", "zh", "both"])
@pytest.mark.parametrize("site", ["", ADDRESS])
@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_every_script(path: Path, site: str, edition: str) -> None:
    """One line on top; the description is still that; nothing of the script is lost."""
    text = path.read_text("utf-8")
    changed = script(text, edition, site)
    first, rest = changed.split("\n", 1)
    assert first.startswith("# ") and "momentum-chapter" in first and rest.startswith(text[:10])
    assert (f"{ADDRESS}/{edition}/run.html" in first) == bool(site)
    assert ast.get_docstring(ast.parse(changed)) == ast.get_docstring(ast.parse(text))
    kept = iter(changed.splitlines())
    assert all(line in kept for line in text.splitlines()), "in order, and all of them"


def test_all_else_of_a_script_stands_where_it_was() -> None:
    """Between the description and the first import, too; only an empty line is closed up."""
    description = '"""\nTitle\n=====\n"""\n'
    rest = "# Why\nimport momentum.data\n\nprint(1)\n"
    changed = script(f"{description}\n\n{rest}", "en", "")
    added = guard("import momentum.data", "en", "")
    assert changed == f"{comment('en', '')}{description}\n{added}\n{rest}"


def test_imports_of_the_package_are_tried() -> None:
    """What comes with the package need not be tried; what the package does not need must be."""
    code = "import math\nimport torch\nimport matplotlib.pyplot as plt\nfrom . import beside\n"
    code += "from momentum import plotting, nesterov\n"
    code += "from momentum.data import airfoil\nfrom scipy.integrate import solve_ivp\n"
    code += "from torch.optim import SGD\nimport scipy.linalg\n"
    tried = ["momentum.data", "momentum.nesterov", "momentum.plotting"]
    assert modules(code) == [*tried, "scipy.integrate", "scipy.linalg"]


def cells(text: str) -> list[dict]:
    """Return the cells of a notebook, their sources in one piece."""
    return [cell | {"source": "".join(cell["source"])} for cell in json.loads(text)["cells"]]


BARE = json.dumps(
    {
        "cells": [
            {"cell_type": "markdown", "metadata": {}, "source": ["# Title"]},
            {
                "cell_type": "code",
                "execution_count": None,
                "metadata": {},
                "outputs": [],
                "source": PLAIN.read_text("utf-8").split('"""\n', 2)[2].splitlines(keepends=True),
            },
        ],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}
        },
        "nbformat": 4,
        "nbformat_minor": 0,
    }
)


def test_notebook_installs_the_package() -> None:
    """The first cell says what is needed, and installs it where there is an address."""
    first, *rest = cells(notebook(BARE, "zh", ADDRESS))
    assert (
        first["source"].startswith("# 需要")
        and f"%{LINE.replace('install', 'install -q')}" in first["source"]
    )
    assert rest == cells(BARE)
    assert "%pip" not in cells(notebook(BARE, "en", ""))[0]["source"]
    nbformat.validate(nbformat.reads(notebook(BARE, "both", ADDRESS), as_version=4))


@pytest.mark.parametrize("site", ["", "https://install.example.org/install"])
def test_nothing_of_a_notebook_is_lost(site: str) -> None:
    """All lines that sphinx-gallery wrote are there; what is installed comes from the very address."""
    bare = json.dumps(json.loads(BARE), indent=2)
    changed = notebook(bare, "en", site)
    lines = iter(changed.splitlines())
    assert all(line in lines for line in bare.splitlines()), "in order, and all of them"
    first, *rest = cells(changed)
    assert rest == cells(BARE) and changed.endswith("}\n")
    installs = [line for line in first["source"].splitlines() if line.startswith("%")]
    wanted = f'%pip install -q "momentum-chapter[gallery] @ {site}/_downloads/{WHEEL}"'
    assert installs == ([wanted] if site else [])


def test_notebook_without_the_package() -> None:
    """The message of a notebook is an error, so that the cells behind it do not run."""
    source = cells(notebook(BARE, "en", ADDRESS))[0]["source"].replace("momentum.", "missing.")
    code = "\n".join(line for line in source.splitlines() if not line.startswith("%"))
    with pytest.raises(ImportError, match=r"(?s)No module named 'missing'.*pip install"):
        exec(code)


SITE_FILES = {"a/plot_b.py": PLAIN.read_text("utf-8"), "a/plot_b.ipynb": BARE, "a/data.txt": "1"}


def copied(root: Path, kind: str, exception: Exception | None) -> list[str]:
    """Return which files of a Chinese site are no bare copies when they have been gone over."""
    for name, text in SITE_FILES.items():
        for path in (root / name, root / "out" / "_downloads" / "sum" / name):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    app = SimpleNamespace(
        srcdir=root,
        outdir=root / "out",
        tags={"zh"},
        builder=SimpleNamespace(format=kind),
        config=SimpleNamespace(site_url=ADDRESS),
        env=SimpleNamespace(dlfiles={name: ({"a"}, f"sum/{name}") for name in SITE_FILES}),
    )
    copy(app, exception)
    assert all((root / name).read_text("utf-8") == text for name, text in SITE_FILES.items())
    folder = root / "out" / "_downloads" / "sum"
    texts = {name: (folder / name).read_text("utf-8") for name in SITE_FILES}
    changed = [name for name in SITE_FILES if texts[name] != SITE_FILES[name]]
    assert all(f"{ADDRESS}/zh/run.html" in texts[name] for name in changed)
    return changed


def test_scripts_and_notebooks_of_the_site_say_what_they_need(tmp_path: Path) -> None:
    """In the language of the edition; the sources and all other files stay as they are."""
    assert copied(tmp_path, "html", None) == ["a/plot_b.py", "a/plot_b.ipynb"]


@pytest.mark.parametrize(("kind", "exception"), [("latex", None), ("html", ValueError())])
def test_no_other_build_touches_the_files(
    kind: str, exception: Exception | None, tmp_path: Path
) -> None:
    """Neither one that has no downloads, nor one that failed."""
    assert not copied(tmp_path, kind, exception)


def footers(name: str, *found: str) -> nodes.document:
    """Return what sphinx-gallery writes below the page of a script, in a book with some pages."""
    page = new_document(name)
    page.settings.env = SimpleNamespace(docname=f"gallery/basics/{name}", found_docs={*found})
    footer = nodes.container("", classes=["sphx-glr-footer", FOOTER])
    footer += nodes.container("", nodes.paragraph("", "script"), classes=["sphx-glr-download"])
    footer += nodes.container("", nodes.paragraph("", "notebook"), classes=[NOTEBOOK])
    page += [footer, nodes.container("", nodes.paragraph("", "end"))]
    Help(page).apply()
    return page


@pytest.mark.parametrize(
    ("name", "found", "words"),
    [
        ("plot_weights", [RUN], ["script", "notebook", HELP, "end"]),
        ("plot_weights", [], ["script", "notebook", "end"]),
        ("ddp", [RUN], ["script", HELP, "end"]),
    ],
)
def test_what_stands_below_a_script(name: str, found: list[str], words: list[str]) -> None:
    """The page that helps, if there is one, and no notebook of a script that wants processes."""
    page = footers(name, *found)
    assert [one.astext() for one in page.findall(nodes.paragraph)] == words
    for link in page.findall(addnodes.pending_xref):
        assert link["reftarget"] == "/run" and link["refexplicit"], "not by its title"


def test_the_link_is_there_when_the_editions_are_cut() -> None:
    """So that each says it in its language."""
    assert Help.default_priority < Editions.default_priority


# -- As a reader runs them, and in a book


def without_package(folder: Path) -> tuple[str, str]:
    """No package at all."""
    return "", "No module named 'momentum'"


def with_a_strangers_package(folder: Path) -> tuple[str, str]:
    """What PyPI calls momentum."""
    (folder / "momentum").mkdir()
    (folder / "momentum" / "__init__.py").touch()
    return str(folder), "No module named 'momentum.plotting'"


def without_torch(folder: Path) -> tuple[str, str]:
    """Our package without anything it needs."""
    (folder / "momentum").symlink_to(ROOT / "momentum")
    return str(folder), "No module named "


@pytest.mark.parametrize("prepare", [without_package, with_a_strangers_package, without_torch])
@pytest.mark.parametrize("edition", ["en", "zh", "both"])
def test_missing_package_names_the_way(prepare, edition: str, tmp_path: Path) -> None:
    """Whatever is missing, the message says what, the line that helps, and the page."""
    path, missing = prepare(tmp_path)
    text = script(PLAIN.read_text("utf-8"), edition, ADDRESS)
    done = run(text, tmp_path, "-S", path=path)  # -S: without the packages of this environment
    assert done.returncode == 1 and not done.stdout
    assert missing in done.stderr and LINE in done.stderr
    assert f"{ADDRESS}/{edition}/run.html" in done.stderr
    assert "Traceback" not in done.stderr
    assert ("PyPI 上" in done.stderr) == (edition != "en")
    assert ("is another one" in done.stderr) == (edition != "zh")


def test_missing_package_without_an_address(tmp_path: Path) -> None:
    """A book without an address names its page."""
    done = run(script(PLAIN.read_text("utf-8"), "zh", ""), tmp_path, "-S")
    assert "运行代码" in done.stderr and "http" not in done.stderr


def test_downloaded_script_runs(tmp_path: Path) -> None:
    """With the package it draws, and says nothing more than before."""
    changed = script(PLAIN.read_text("utf-8"), "en", ADDRESS)
    done = run(changed, tmp_path, "-W", "error", path=str(ROOT))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "x1 = 0.007188\nx2 = 0.002553\n"


def test_notebook_shows_its_figure_once() -> None:
    """plt.show() at the end of a cell does not make a second picture."""
    book = nbformat.reads(notebook(BARE, "en", ""), as_version=4)
    NotebookClient(book, timeout=120, kernel_name="python3").execute()
    outputs = [output for cell in book.cells if cell.cell_type == "code" for output in cell.outputs]
    assert sum("image/png" in output.get("data", {}) for output in outputs) == 1
    assert [output.output_type for output in outputs] == ["stream", "display_data"]


def test_files_of_the_site(book: Book, hosted: Book) -> None:
    """What lies in the site has the lines on top, in the language of its edition."""
    for where, edition, words in ((book, "en", "# Needs"), (hosted, "zh", "# 需要")):
        folder = where.path(edition) / "_downloads"
        (path,), (noted,) = folder.rglob("*.py"), folder.rglob("*.ipynb")
        assert path.read_text("utf-8").startswith(words)
        assert cells(noted.read_text("utf-8"))[0]["source"].startswith(words)
    assert f"{ADDRESS}/zh/run.html" in path.read_text("utf-8").split("\n")[0]
    assert (
        f"%{LINE.replace('install', 'install -q')}" in cells(noted.read_text("utf-8"))[0]["source"]
    )


def test_page_of_a_script_leads_to_the_page_that_helps(book: Book) -> None:
    """Beside the downloads stands the link, in the language of the page."""
    for edition, text in (("en", "how to run it"), ("zh", "怎样运行")):
        links = book.page(edition, "gallery/basics/plot_weights").select(
            "article a[href$='run.html']"
        )
        assert [text in link.text for link in links] == [True]


def test_credit_with_an_address() -> None:
    """What is known when the book is built stands on the page; what is not waits for the reader's place."""
    known, unknown = (facts(DOCS, site) for site in ("https://book.example.org", ""))
    assert known["address"] == ", https://book.example.org/"
    assert known["address-zh"] == "，https://book.example.org/"
    assert r"\url{https://book.example.org/}" in known["bibtex-url"]
    assert (known["whether-credited"], unknown["whether-credited"]) == ("credit", "credit unknown")
    assert not any(unknown[name] for name in ("address", "address-zh", "bibtex-url"))


def test_line_on_the_page(book: Book, hosted: Book) -> None:
    """With an address the line is right as it stands; without one it waits for the script."""
    known, unknown = (where.page("zh", "run") for where in (hosted, book))
    assert LINE in known.select_one(".from-site pre").text
    assert not known.select(".unknown") and unknown.select(".from-site.unknown")
    for page in (known, unknown):
        assert f'pip install "{WHEEL}[gallery]"' in page.select("pre")[-1].text
