"""The build keeps what is still true, and nothing else."""

import errno
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import digests
import pytest
from books import BUILDING, forked, nowhere, python, sample
from processes import Task, together

main = runpy.run_path(str(BUILDING / "__main__.py"))


def tick(path: Path) -> None:
    """Leave a trace."""
    path.write_text("done")


def fail() -> None:
    """Break."""
    raise SystemExit(3)


def test_tasks_beside_each_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All run, whatever becomes of one, which is named."""
    names = ["one", "two", "three"]
    tasks = [Task(name, tick, (tmp_path / name,)) for name in names]
    tasks.insert(1, Task("bad", fail, ()))
    assert together(tasks, 2) == ["bad"]
    assert {path.name for path in tmp_path.iterdir()} == set(names)
    assert re.search(r"bad: FAILED$", capsys.readouterr().out, re.MULTILINE)


def write(path: Path, text: str) -> None:
    """Write a file, and the folders it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("change", "library", "tools"),
    [
        (lambda root: write(root / "momentum" / "sums.py", "1"), True, True),
        (lambda root: write(root / "docs" / "_ext" / "katex.py", "1"), False, True),
        (lambda root: write(root / "docs" / "styles" / "new.css", "1"), False, True),
        (lambda root: write(root / "docs" / "page.md", "1"), False, False),
        (
            lambda root: write(root / "docs" / "web" / "explorables" / "__pycache__" / "x", "1"),
            False,
            False,
        ),
    ],
)
def test_what_outputs_and_pages_depend_on(
    tmp_path: Path, change: Callable[[Path], None], library: bool, tools: bool
) -> None:
    """The package decides on outputs, the extensions and styles on pages, a page on itself alone."""
    before = digests.library(tmp_path), digests.tools(tmp_path)
    change(tmp_path)
    after = digests.library(tmp_path), digests.tools(tmp_path)
    assert [old != new for old, new in zip(before, after, strict=True)] == [library, tools]


def test_pages_depend_on_the_address_of_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A site for another place is another site."""
    before = digests.tools(tmp_path)
    monkeypatch.setenv("SITE_URL", "https://example.org/book")
    assert digests.tools(tmp_path) != before


@pytest.fixture
def stamped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Write a project whose last build went well; return its root and the stamp that says so."""
    write(tmp_path / "docs" / "page.md", "old")
    write(tmp_path / "build" / "html" / "en" / "gone.html", "")
    stamp = tmp_path / "build" / "doctrees" / "complete.json"
    write(stamp, json.dumps(main["prepare"](tmp_path, stamp)))
    return tmp_path, stamp


def test_what_has_not_changed_is_kept(stamped: tuple[Path, Path]) -> None:
    """Sphinx reads again what has another content, however old the file, and no more."""
    root, stamp = stamped
    write(stamp.parent / "en" / "environment.pickle", "")
    same = root / "docs" / "same.md"
    write(same, "same")
    write(stamp, json.dumps(main["prepare"](root, stamp)))
    write(stamp.parent / "en" / "environment.pickle", "")
    long_ago = (10**9, 10**9)
    write(root / "docs" / "page.md", "new")
    for path in (same, root / "docs" / "page.md"):
        os.utime(path, long_ago)
    main["prepare"](root, stamp)
    assert (stamp.parent / "en" / "environment.pickle").exists()
    assert (root / "docs" / "page.md").stat().st_mtime > 10**9 == same.stat().st_mtime


@pytest.mark.parametrize("name", ["docs/_ext/katex.py", "docs/new.md", "momentum/sums.py"])
def test_a_change_that_all_pages_feel_keeps_nothing(stamped: tuple[Path, Path], name: str) -> None:
    """New tools, another set of pages, another package: from the beginning."""
    root, stamp = stamped
    write(root / name, "")
    main["prepare"](root, stamp)
    assert not stamp.parent.exists()


def test_a_build_that_failed_leaves_nothing(stamped: tuple[Path, Path]) -> None:
    """Without its stamp a build is no beginning; and no page of an earlier one is published."""
    root, stamp = stamped
    stamp.unlink()
    main["prepare"](root, stamp)
    assert not stamp.parent.exists()
    assert not (root / "build" / "making").exists()


def test_a_site_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    """Nothing of the old site stays, and there is one at every moment but that of a renaming."""
    made, site = tmp_path / "making", tmp_path / "html"
    for text in ("first", "second"):
        write(made / f"{text}.html", text)
        main["publish"](made, site)
        assert [path.name for path in tmp_path.iterdir()] == ["html"]
        assert [path.name for path in site.iterdir()] == [f"{text}.html"]


@pytest.mark.parametrize("full", [False, True])
def test_what_is_half_made_is_not_published(
    full: bool, stamped: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edition has failed: no site is there, none that looks whole, and a full disk is named."""
    root, stamp = stamped
    names = main["build"].__globals__
    free = main["ALMOST_FULL"] - 1 if full else main["ALMOST_FULL"]
    monkeypatch.setattr(names["running"], "run", lambda docs: [])
    monkeypatch.setattr(names["edition"], "ready", lambda docs: None)
    monkeypatch.setitem(names, "together", lambda tasks, at_once: ["zh"])
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=free))
    monkeypatch.setattr(sys, "argv", ["building", str(root)])
    said = main["main"]()
    assert ("disk is full" in said) == full
    assert ("Warnings or errors in: zh" in said) != full
    assert not (root / "build" / "html").exists()
    assert not stamp.exists()


def test_a_full_disk_stops_the_copy_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence, not a list of all files."""

    def full(source: Path, target: Path, follow_symlinks: bool) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))

    write(tmp_path / "book" / "docs" / "page.md", "")
    monkeypatch.setattr(shutil, "copy2", full)
    monkeypatch.setattr(
        sys, "argv", ["building", "--output", str(tmp_path / "small"), str(tmp_path / "book")]
    )
    said = main["main"]()
    assert "disk is full" in said
    assert len(said) < 1000


def test_a_second_copy_is_like_the_sources(tmp_path: Path) -> None:
    """Links are made again, what has gone goes, what a build has made stays, and so does the rest."""
    root, output = tmp_path / "book", tmp_path / "book" / "made" / "here"
    for name in ("docs/page.md", "docs/gone.md", "docs/gone/page.md", "docs/node_modules/tool"):
        write(root / name, name)
    (root / "docs" / "node_modules" / "link").symlink_to("tool")
    main["copy"](root, output)
    for name in ("build/html/index.html", "docs/gallery/one.svg", "mine.txt"):
        write(output / name, "")
    (root / "docs" / "gone.md").unlink()
    shutil.rmtree(root / "docs" / "gone")
    main["copy"](root, output)
    assert {p.relative_to(output).as_posix() for p in output.rglob("*") if not p.is_dir()} == {
        "build/html/index.html", "docs/gallery/one.svg", "docs/node_modules/link",
        "docs/node_modules/tool", "docs/page.md", "mine.txt", ".copy",
    }  # fmt: skip


def test_nothing_is_copied_over_what_is_another_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another project has a ``build/html`` and ``docs``, too: a copy would take its files away."""
    write(tmp_path / "book" / "docs" / "page.md", "ours")
    for name in ("build/html/index.html", "docs/page.md", "docs/theirs.md"):
        write(tmp_path / "other" / name, "theirs")
    monkeypatch.setattr(
        sys, "argv", ["building", "--output", str(tmp_path / "other"), str(tmp_path / "book")]
    )
    said = main["main"]()
    assert "new or empty" in said
    assert str(tmp_path / "other") in said
    assert {p.read_text() for p in (tmp_path / "other").rglob("*.*")} == {"theirs"}
    assert len(list((tmp_path / "other").rglob("*.*"))) == 3


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_where_nothing_can_be_written_it_says_so(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is named, and what to do; other faults keep their traceback."""

    def fails(root: Path) -> list[str]:
        raise OSError(number, os.strerror(number), str(root / "some.html"))

    monkeypatch.setitem(main["main"].__globals__, "build", fails)
    monkeypatch.setattr(sys, "argv", ["building", str(tmp_path)])
    said = main["main"]()
    assert "some.html" in said
    assert ("disk is full" if number == errno.ENOSPC else "--output") in said


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the sample book."""
    pages = {"plain": "English words.\n\n中文的词。\n"}
    return sample(tmp_path_factory.mktemp("built"), pages)


def build(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Build the book as the project builds its own, but with everything imported."""
    return forked(root, BUILDING, *options, root)


def pages(root: Path) -> dict[str, bytes]:
    """Return the built site."""
    site = root / "build" / "html"
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def edit(path: Path, old: str, new: str) -> None:
    """Change a text."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_quick_build_is_a_clean_build(root: Path) -> None:
    """After changes of a title and a script: the same bytes as from nothing, and faults show."""
    assert python(root, BUILDING, root).returncode == 0
    doctrees = root / "build" / "doctrees" / "zh"
    unchanged = (doctrees / "references.doctree").stat().st_mtime_ns
    edit(
        root / "docs" / "chapter.md",
        "# Leaky averages β ｜ 泄漏平均值 β",
        "# Changed ｜ 改过的标题",
    )
    edit(root / "gallery" / "basics" / "plot_weights.py", "BETAS =", "print(12345)\nBETAS =")
    done = build(root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (doctrees / "references.doctree").stat().st_mtime_ns == unchanged, "it was read again"
    quick = pages(root)
    other = quick["zh/glossary.html"].decode().replace("<wbr>", "")  # may break between words
    assert "改过的标题" in other  # in the navigation of another page
    assert "12345" in quick["en/gallery/basics/plot_weights.html"].decode()
    assert build(root, "--clean").returncode == 0
    assert pages(root) == quick
    edit(root / "docs" / "glossary.md", "# ", "No Chinese follows these words.\n\n# ")
    done = build(root)
    assert done.returncode != 0
    assert "no Chinese follows this English" in done.stderr
    assert not (doctrees.parent / "complete.json").exists()
    edit(root / "docs" / "glossary.md", "No Chinese follows these words.\n\n", "")


def test_of_two_builds_at_once_one_waits(root: Path) -> None:
    """Both end well, one after the other, and the site is whole."""
    command, env = [sys.executable, str(BUILDING), str(root)], nowhere() | {"PYTHONPATH": str(root)}
    both = [subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [one.communicate()[0] for one in both]
    assert [one.returncode for one in both] == [0, 0]
    assert sum("waiting until it ends" in text for text in said) == 1
    for name in ("index.html", "_static/search.js"):
        assert all(pages(root)[f"{edition}/{name}"] for edition in ("en", "zh", "both"))
    assert not (root / "build" / "making").exists()


def test_the_output_can_be_elsewhere(root: Path, tmp_path: Path) -> None:
    """Then nothing is written beside the sources, and the site is the same."""
    bare = tmp_path / "sources"
    shutil.copytree(root, bare, ignore=shutil.ignore_patterns("build"), symlinks=True)
    before = sorted(bare.rglob("*"))
    output = tmp_path / "a folder, 动量"
    done = python(bare, BUILDING, "--output", output, bare)
    assert done.returncode == 0, done.stdout + done.stderr
    assert sorted(bare.rglob("*")) == before
    assert build(root).returncode == 0
    made, wanted = pages(output), pages(root)
    assert [
        name for name in made.keys() | wanted.keys() if made.get(name) != wanted.get(name)
    ] == []


def test_a_cell_that_fails_stops_the_build(root: Path) -> None:
    """The page is named, with the traceback, and no edition is built around the hole."""
    shutil.rmtree(root / "build" / "html", ignore_errors=True)
    page = root / "docs" / "broken.md"
    head = "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n\n# Broken ｜ 坏的\n\n"
    page.write_text(head + "```{code-cell}\n1 / 0\n```\n", "utf-8")
    done = build(root)
    page.unlink()
    assert done.returncode != 0
    assert "broken.md" in done.stderr and "ZeroDivisionError" in done.stderr
    assert not (root / "build" / "html").exists()
