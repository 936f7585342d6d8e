"""What editions and tests share: it is what would be made now, and nothing of it is stale."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import explorable
import kept
import pytest
import scripts
import search
from node import DOCS

IMPORT = re.compile(r'"(\.\.?/[^"]+\.(?:css|js|ts))"')


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Keep things in an empty folder, made of sources that lie there, too."""
    for name in kept.SOURCES:
        (tmp_path / "docs" / name).mkdir(parents=True)
    monkeypatch.setattr(kept, "DOCS", tmp_path / "docs")
    monkeypatch.setattr(kept, "KEPT", tmp_path / "kept")
    kept.made_of.cache_clear()
    yield tmp_path
    kept.made_of.cache_clear()


def write(out: Path) -> None:
    """Make something."""
    (out / "file").write_text("made", "utf-8")


def fail(out: Path) -> None:
    """Make something, and break."""
    write(out)
    raise RuntimeError


def forbidden(out: Path) -> None:
    """Make what is there already."""
    pytest.fail("it was made again")


def test_it_is_made_once(folder: Path) -> None:
    """The second who asks is given what the first has made."""
    made = kept.kept("name", write, "text")
    assert kept.kept("name", forbidden, "text") == made
    assert (made / "file").read_text("utf-8") == "made"


@pytest.mark.parametrize("source", kept.SOURCES)
def test_it_is_made_again_when_a_source_has_changed(folder: Path, source: str) -> None:
    """Whatever is new, nothing old remains."""
    old = kept.kept("name", write)
    (folder / "docs" / source / "new").touch()
    kept.made_of.cache_clear()
    made = kept.kept("name", write)
    assert made != old and [*made.parent.iterdir()] == [made]


def test_it_is_made_again_for_another_text(folder: Path) -> None:
    """What others bring counts as well."""
    assert kept.kept("name", write, "a") != kept.kept("name", write, "b")


def test_nothing_half_done_is_kept(folder: Path) -> None:
    """Who breaks leaves nothing that the next would find."""
    with pytest.raises(RuntimeError):
        kept.kept("name", fail)
    assert [path for path in (folder / "kept").rglob("*") if path.is_file()] == []
    assert (kept.kept("name", write) / "file").is_file()


def test_another_may_clear_up_at_the_same_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is gone already is no fault."""

    def late(path: Path, **how: bool) -> None:
        shutil.rmtree(path)  # another was faster
        shutil.rmtree(path, **how)

    kept.kept("name", write, "a")
    monkeypatch.setattr(kept, "shutil", SimpleNamespace(rmtree=late))
    made = kept.kept("name", write, "b")
    assert [*made.parent.iterdir()] == [made]


def test_another_may_have_made_it_meanwhile(folder: Path) -> None:
    """Then that is taken, and what was made aside is gone."""

    def both(out: Path) -> None:
        write(out)
        (other,) = (folder / "kept").glob("*/complete")
        there = folder / "kept" / "name" / kept.digests.digest(kept.made_of())
        shutil.copytree(other, there)
        (there / "file").write_text("by another", "utf-8")

    made = kept.kept("name", both)
    assert (made / "file").read_text("utf-8") == "by another"
    assert [*(folder / "kept").iterdir()] == [made.parent]


MAKERS = {
    "explorables": (explorable.made, explorable.compile_scripts),
    "scripts": (scripts.made, scripts.bundle),
    "search": (search.made, search.bundle),
}


@pytest.mark.parametrize(("there", "make"), MAKERS.values(), ids=MAKERS)
def test_what_is_kept_is_what_would_be_made(
    there: Callable[[], Path], make: Callable[[Path], None], tmp_path: Path
) -> None:
    """Nothing in it depends on when and where it is made: the same bytes."""
    make(tmp_path)
    here, fresh = (
        {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (there(), tmp_path)
    )
    assert here == fresh and here


def test_all_that_scripts_and_styles_import_counts() -> None:
    """No source imports from a folder that the digest leaves out."""
    found = set()
    for path in (path for name in kept.SOURCES for path in (DOCS / name).rglob("*.[tjc]s*")):
        for name in IMPORT.findall(path.read_text("utf-8")):
            imported = (path.parent / name).resolve()
            assert imported.is_file(), (path, name)
            found.add(imported.relative_to(DOCS).parts[0])
    assert {"styles", "web"} <= found <= set(kept.SOURCES)
