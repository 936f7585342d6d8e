"""The package as a reader installs it: what its files are called, and the lines for pip."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
NAME, VERSION = PROJECT["name"], PROJECT["version"]
STEM = f"{NAME.replace('-', '_')}-{VERSION}"
WHEEL, ARCHIVE = f"{STEM}-py3-none-any.whl", f"{STEM}.tar.gz"
FOLDER = "_downloads"  # beside the editions, which share it


def install(site: str) -> str:
    """Return the line that installs the package, with all that the scripts need, from a site."""
    return f'python3 -m pip install "{NAME}[gallery] @ {site}/{FOLDER}/{WHEEL}"'


def install_file() -> str:
    """Return the line that installs it from the downloaded file."""
    return f'python3 -m pip install "{WHEEL}[gallery]"'


def released() -> str:
    """Return the day on which this version came out, as 2026-01-31."""
    lines = (ROOT / "CITATION.cff").read_text("utf-8").splitlines()
    return next(line.split()[1] for line in lines if line.startswith("date-released:"))


def year() -> str:
    """Return the year in which this version came out."""
    return released()[:4]
