"""Run every notebook of the built site as a reader would: ``python tests/notebooks/run.py build/html``.

The ZIP file of each language is unpacked outside of the project, beside an environment in which nothing is
but Jupyter's kernel: what else a notebook needs, its first cell has to install. Then every output must be the
printed one. The Chinese notebooks must hold the code and the outputs of the English ones: so each is run in
one language, in turn.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import venv
import zipfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

CONSTRAINTS = Path(__file__).resolve().parents[2] / "constraints.txt"
KERNEL, LONGEST = "alone", 1200  # seconds that a cell may take, on a busy machine too
LANGUAGES = ("en", "zh")


@dataclass
class Count:
    """What has been run and compared."""

    notebooks: int = 0
    cells: int = 0
    outputs: int = 0


def unpack(site: Path, language: str, folder: Path) -> Path:
    """Unpack all notebooks of a language, and return where they are."""
    (packed,) = (site / language / "notebooks").glob("*.zip")
    with zipfile.ZipFile(packed) as opened:
        opened.extractall(folder)
    return folder / packed.stem


def environment(folder: Path) -> None:
    """Make an environment that holds a kernel alone, and tell Jupyter of it."""
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", "ipykernel"], check=True)
    kernel = folder / "kernels" / KERNEL
    kernel.mkdir(parents=True)
    argv = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    said = {"argv": argv, "display_name": KERNEL, "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(said), "utf-8")
    os.environ["JUPYTER_PATH"] = str(folder)


def code(notebook: Any) -> list[tuple[str, str]]:
    """Return the code of a notebook and what it printed, without the cell that installs the package."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [(cell.source, text(cell.outputs)) for cell in cells[1:]]


def text(outputs: list[Any]) -> str:
    """Return what a cell has printed, which may come in pieces, and shown, as a page prints it."""
    said = ""
    for one in outputs:
        if one["output_type"] == "stream":
            said += one["text"]
        else:
            apart = "\n" if said and not said.endswith("\n") else ""
            said += f"{apart}{one['data']['text/plain']}\n"
    return said.strip("\n")


def faults(printed: Any, ran: Any, count: Count) -> list[str]:
    """Return what a notebook has shown otherwise than its page; the first cell prints what it likes."""
    found = []
    pairs = [
        pair for pair in zip(printed.cells, ran.cells, strict=True) if pair[0].cell_type == "code"
    ]
    for wanted, got in pairs[1:]:
        if any(one.get("name") == "stderr" for one in got.outputs):
            found.append(f"it warns: {text(got.outputs)}")
        elif text(got.outputs) != text(wanted.outputs):
            found.append(f"printed:\n{text(wanted.outputs)}\nnow:\n{text(got.outputs)}")
        count.outputs += bool(wanted.outputs)
    count.cells += len(pairs)
    count.notebooks += bool(pairs)
    return found


def first_needs(path: Path) -> tuple[int, str]:
    """Return a key that puts notebooks first that install less: nothing of others helps them."""
    codes = [one for one in nbformat.read(path, 4).cells if one.cell_type == "code"]
    return (len(codes[0].source) if codes else 0), path.name


def run(paths: list[Path], count: Count) -> list[str]:
    """Run notebooks, and return what is wrong with them."""
    found: list[str] = []
    for path in paths:
        printed, ran = (nbformat.read(path, 4) for _ in range(2))
        start = time.monotonic()
        client = NotebookClient(
            ran,
            timeout=LONGEST,
            kernel_name=KERNEL,
            resources={"metadata": {"path": str(path.parent)}},
        )
        try:
            client.execute()
            wrong = faults(printed, ran, count)
        except CellExecutionError as error:
            wrong = [str(error)]
        found += [f"{path.name}: {one}" for one in wrong]
        result = "" if not wrong else ": FAILED"
        print(f"{time.monotonic() - start:5.1f} s  {path.name}{result}", flush=True)
    return found


def turn(paths: list[Path], language: str) -> list[Path]:
    """Return those of all notebooks that are run in this language."""
    return paths[LANGUAGES.index(language) :: len(LANGUAGES)]


def edition(site: Path, language: str) -> tuple[list[str], dict[str, list[tuple[str, str]]]]:
    """Run those of a language whose turn it is, say what was compared; return what is wrong, and all code."""
    count, start = Count(), time.monotonic()
    with tempfile.TemporaryDirectory() as temporary:
        folder = unpack(site, language, Path(temporary))
        environment(Path(temporary))
        paths = sorted(folder.glob("*.ipynb"), key=first_needs)
        found = [f"{language}/{one}" for one in run(turn(paths, language), count)]
        codes = {path.name: code(nbformat.read(path, 4)) for path in paths}
    print(f"{language}: {count}, {time.monotonic() - start:.0f} s", flush=True)
    return found + ([] if count.outputs else [f"{language}: nothing was compared"]), codes


def main(site: Path) -> str | None:
    """Run both languages beside each other, and return what is wrong."""
    os.environ["PIP_CONSTRAINT"] = str(
        CONSTRAINTS
    )  # the versions with which the pages were printed
    os.environ["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    os.environ.pop("PYTHONPATH", None)
    with ProcessPoolExecutor(len(LANGUAGES)) as processes:
        (english, codes), (chinese, others) = processes.map(
            edition, [site] * len(LANGUAGES), LANGUAGES
        )
    found = english + chinese
    if codes != others:
        found.append("the code, or what it prints, is not the same in both languages")
    return "\n\n".join(found) or None


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
