"""Pictures that the build draws by a script, kept until the script or what it uses has changed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import digests
import package

FOLDER = Path("build", "preview")


def drawn(script: str) -> Path:
    """Return the picture that a script draws; two builders may ask for it at once."""
    made_of = [digests.library(package.ROOT), *digests.files(package.ROOT, [script])]
    folder, stem = package.ROOT / FOLDER, Path(script).stem
    picture = folder / f"{stem}-{digests.digest(made_of)}.png"
    if not picture.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob(f"{stem}-*.png"):
            old.unlink(missing_ok=True)
        new = folder / f"{os.getpid()}-{picture.name}"
        command, path = [sys.executable, script, str(new)], {"PYTHONPATH": str(package.ROOT)}
        subprocess.run(command, check=True, cwd=package.ROOT, env=os.environ | path)
        new.replace(picture)
    return picture
