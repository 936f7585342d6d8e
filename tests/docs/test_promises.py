"""What we install is not narrower than what we promise."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import yaml
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
# The first of each minor release: distributions ship it, or one soon after it (Debian 12: 3.11.2).
PYTHONS = [f"3.{minor}.0" for minor in range(11, 15)]
MINORS = [version.rsplit(".", 1)[0] for version in PYTHONS]


def pins() -> dict[str, str]:
    """Return the pinned versions by name."""
    lines = re.findall(r"^([\w.-]+)==(\S+)$", (ROOT / "constraints.txt").read_text("utf-8"), re.M)
    return {canonicalize_name(name): version for name, version in lines}


def test_every_pin_installs_on_every_python_that_we_promise() -> None:
    """No pinned version asks for a newer Python than the project does."""
    assert all(version in SpecifierSet(PROJECT["requires-python"]) for version in PYTHONS)
    pinned, faults, met = pins(), [], 0
    for one in metadata.distributions():
        name, wants = canonicalize_name(one.name), one.metadata.get("Requires-Python")
        if name not in pinned or one.version.split("+")[0] != pinned[name]:
            continue
        met += 1
        refused = [version for version in PYTHONS if version not in SpecifierSet(wants or "")]
        if refused:
            faults.append(f"{name} {one.version} wants {wants}, not {', '.join(refused)}")
    assert met > 60
    assert not faults


def test_every_python_that_we_promise_is_tried_with_the_lowest_and_the_newest_libraries() -> None:
    """What the package's page says, what pip lets in and what the workflow runs are the same Pythons."""
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8"))
    matrix = workflow["jobs"]["versions"]["strategy"]["matrix"]
    said = [line.rsplit(" ", 1)[1] for line in PROJECT["classifiers"] if "Python :: 3." in line]
    assert matrix == {"python": said, "end": ["lowest", "newest"]}
    assert said == MINORS
    assert PROJECT["requires-python"] == f">={said[0]}"
    assert '@nox.parametrize("end", ["lowest", "newest"])' in (ROOT / "noxfile.py").read_text(
        "utf-8"
    )
