"""The bill of materials beside the site, in CycloneDX: what is in its pages, and what built them.

What the pages ship is required, what was only there to build them is excluded. Sorted and without
dates, so that two builds with the same tools write the same bytes.
"""

import json
from importlib.metadata import Distribution, distributions
from typing import Any

import notices
import package
from node import DOCS

FILE = "sbom.cdx.json"
# What cannot stand as it is in a package URL: a local version is told by +.
QUOTED = str.maketrans({"@": "%40", "+": "%2B"})


def bill() -> str:
    """Return the bill, with every package of npm and of this environment of Python."""
    listed = {one["purl"]: one for one in (*of_npm(), *of_python())}
    made = component("application", package.NAME, package.VERSION, "", "pypi")
    made |= {"licenses": [{"expression": package.PROJECT["license"]}]}
    told = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": made},
        "components": [listed[purl] for purl in sorted(listed)],
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def component(kind: str, name: str, version: str, licence: str, registry: str) -> dict[str, Any]:
    """Return one entry; what a package says of its licence may be a name or a whole expression."""
    purl = f"pkg:{registry}/{name.translate(QUOTED)}@{version.translate(QUOTED)}"
    entry: dict[str, Any] = {"type": kind, "bom-ref": purl, "name": name, "version": version}
    if licence:
        entry["licenses"] = [{"license": {"name": licence}}]
    return entry | {"purl": purl}


def of_npm() -> list[dict[str, Any]]:
    """Return the packages of the lock file; those for tools are excluded from what is shipped."""
    lock = json.loads((DOCS / "package-lock.json").read_text("utf-8"))
    found = []
    for path, entry in lock["packages"].items():
        if name := path.rpartition("node_modules/")[2]:
            licence = entry.get("license", "")
            one = component("library", name, entry["version"], licence, "npm")
            found.append(one | {"scope": "excluded" if entry.get("dev") else "required"})
    return found


def of_python() -> list[dict[str, Any]]:
    """Return the packages of this environment; few of them put something into the pages."""
    shipped = {name.lower() for name in notices.PYTHON}
    found = []
    for installed in distributions():
        name = installed.name.lower().replace("_", "-")  # as a package URL wants it
        if name == package.NAME:
            continue
        one = component("library", name, installed.version, licence_of(installed), "pypi")
        found.append(one | {"scope": "required" if name in shipped else "excluded"})
    return found


def licence_of(installed: Distribution) -> str:
    """Return what a package says of its licence, if that is a name and not the whole text."""
    for field in ("License-Expression", "License"):
        for name in map(str, installed.metadata.get_all(field) or ()):
            if name and "\n" not in name and len(name) <= 100:
                return name
    classes = map(str, installed.metadata.get_all("Classifier") or ())
    return " AND ".join(one.rpartition(" :: ")[2] for one in classes if one.startswith("License "))
