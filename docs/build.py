"""Build the three editions into build/html: ``python docs/build.py``.

The English edition goes first and runs the gallery and the notebooks; the others reuse what it
made. One after the other, because sphinx-gallery writes into one folder for all of them. Before
them come the golden values, to which the browser tests hold the explorables.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from frame import frame

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build"
SITE = BUILD / "html"
EDITIONS = ("en", "zh", "both")


def command(edition: str) -> list[str]:
    """Return the Sphinx command of one edition; every warning is an error."""
    strict = ["-W", "--keep-going", "-n"]
    tag = [] if edition == "en" else ["-t", edition]
    doctrees = ["-d", str(BUILD / "doctrees" / edition)]
    sphinx = [sys.executable, "-m", "sphinx", "-b", "html"]
    return [*sphinx, *strict, *tag, *doctrees, str(ROOT / "docs"), str(SITE / edition)]


def clean() -> None:
    """Remove what earlier builds left, so that warnings of unchanged pages show again."""
    for folder in (SITE, BUILD / "doctrees", BUILD / "jupyter_cache", ROOT / "docs" / "gallery"):
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    """Build all editions; return 0 if none of them warned."""
    clean()
    golden = [sys.executable, str(ROOT / "docs" / "explorables" / "golden")]
    subprocess.run([*golden, str(BUILD / "golden.json")], check=True)
    failed = [edition for edition in EDITIONS if subprocess.run(command(edition)).returncode]
    shutil.rmtree(SITE / "jupyter_execute", ignore_errors=True)  # myst-nb's working copies
    for leftover in SITE.glob("*/.buildinfo"):  # it serves rebuilds alone, and knows this machine
        leftover.unlink()
    frame(SITE)
    if failed:
        print(f"\nWarnings or errors in: {', '.join(failed)}", file=sys.stderr)
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
