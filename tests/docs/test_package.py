"""The package under the names that pip knows it by."""

from pathlib import Path

import package
import pytest
from packaging.requirements import Requirement
from packaging.utils import parse_sdist_filename, parse_wheel_filename


def test_files_are_called_as_pip_wants_it() -> None:
    """Name and version can be read from them; the wheel is for every Python and machine."""
    name, version, _, tags = parse_wheel_filename(package.WHEEL)
    assert (name, version) == parse_sdist_filename(package.ARCHIVE)
    assert (name, str(version)) == ("momentum-chapter", package.VERSION)
    assert {str(tag) for tag in tags} == {"py3-none-any"}


def test_the_line_for_pip_names_the_wheel_of_a_site() -> None:
    """With all that the scripts of the gallery need."""
    wanted = Requirement(package.install("https://book.example.org").split('"')[1])
    assert (wanted.name, wanted.extras) == ("momentum-chapter", {"gallery"})
    assert wanted.url == f"https://book.example.org/_downloads/{package.WHEEL}"
    assert package.install_file() == f'python3 -m pip install "{package.WHEEL}[gallery]"'


def test_the_day_of_the_release_is_that_of_the_citation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The book says the year."""
    citation = "cff-version: 1.2.0\nversion: 0.1.0\ndate-released: 2026-01-31 # a Saturday\n"
    (tmp_path / "CITATION.cff").write_text(citation, "utf-8")
    monkeypatch.setattr(package, "ROOT", tmp_path)
    assert (package.released(), package.year()) == ("2026-01-31", "2026")
