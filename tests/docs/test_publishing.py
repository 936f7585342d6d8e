"""How the site is published: what the hosts are told, and what may write to the repository."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import takeaway
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"^[\w-]+/[\w-]+@[0-9a-f]{40}$")


def read(path: Path) -> Any:
    """Read a file."""
    return yaml.safe_load(path.read_text("utf-8"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_and_may_read_at_most(path: Path) -> None:
    """An action is named by its commit; what runs code of the project writes nothing and keeps no key."""
    workflow = read(path)
    for name, job in workflow["jobs"].items():
        rights = job.get("permissions", workflow["permissions"])
        used = [step["uses"] for step in job["steps"] if "uses" in step]
        assert used and all(map(PINNED.match, used)), name
        checkouts = [one for one in job["steps"] if "actions/checkout" in one.get("uses", "")]
        assert all(one["with"]["persist-credentials"] is False for one in checkouts), name
        if "write" in rights.values():
            assert rights == {"contents": "write"} and not checkouts, name
        else:
            assert rights in ({}, {"contents": "read"}), name


def test_the_pages_are_built_for_the_branch_that_gets_them(tmp_path: Path) -> None:
    """The branch that the pages name is the one that is written, with the files that begin with a dot."""
    workflow = read(ROOT / ".github" / "workflows" / "pages.yml")
    assert workflow["env"].keys() == {"NOTEBOOKS_REF", "REPO_URL", "SITE_URL"}
    assert workflow["env"]["NOTEBOOKS_REF"] == "gh-pages"
    build, publish = workflow["jobs"]["build"], workflow["jobs"]["publish"]
    upload = next(one["with"] for one in build["steps"] if "upload" in one.get("uses", ""))
    assert upload["include-hidden-files"] and upload["path"] == "build/html"
    assert publish["needs"] == "build" and "if" in build
    # What it does, done here: its branch holds the site, and nothing of before.
    remote, site = tmp_path / "remote", tmp_path / "site"
    subprocess.run(["git", "init", "-q", "--bare", remote], check=True)
    site.mkdir()
    url = re.compile(r'"https://x-access-token:\$\{TOKEN\}@[^"]+\}"')
    script = url.sub(f'"{remote}"', publish["steps"][-1]["run"])
    assert script != publish["steps"][-1]["run"]
    env = {"GITHUB_SHA": "c0ffee", "NOTEBOOKS_REF": "gh-pages", "PATH": "/usr/bin:/bin"}
    for name in ("old", ".nojekyll"):
        for file in (*site.iterdir(),):
            subprocess.run(["rm", "-r", file], check=True)
        (site / name).touch()
        subprocess.run(["bash", "-e", "-c", script], cwd=site, env=env, check=True)
    listed = ["git", "-C", str(remote), "ls-tree", "--name-only", "gh-pages"]
    assert subprocess.check_output(listed, text=True).split() == [".nojekyll"]


def test_read_the_docs_gets_one_file_of_each_format() -> None:
    """In the folders that it knows, under the names that the build gives them."""
    commands = read(ROOT / ".readthedocs.yaml")["build"]["commands"]
    for kind in ("pdf", "epub"):
        file = f"build/html/en/{takeaway.volume('en', kind)}"
        assert f'cp {file} "${{READTHEDOCS_OUTPUT}}/{kind}"' in commands
        assert any("mkdir" in one and f"OUTPUT}}/{kind}" in one for one in commands)
