"""What goes into the browser, without docstrings and comments, does what its source does."""

import json
import re
from pathlib import Path

from interpreters import Message, kinds, run
from labs.reading import read
from labs.scripts import made
from test_errors import ERRORS, job

LABS = read(Path(__file__).parents[2] / "docs")


def lasting(said: list[list[Message]]) -> list[list[Message]]:
    return [[{**one, "seconds": 0} for one in messages] for messages in said]


def test_python_as_shipped_does_the_same(tmp_path):
    script = (made() / "python.js").read_text("utf-8")
    (parts,) = re.findall(r"^globalThis\.labPython=(\{.*\});$", script, re.M)
    for name, text in json.loads(parts)["files"].items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    names = ("zoo-3", "zoo-9", "sgd-momentum")
    jobs: list[Message] = [
        {**lab.job(), "lab": lab.name, "files": lab.files, "code": code}
        for lab in (LABS[name] for name in names)
        for code in (lab.start, lab.solution)
    ]
    jobs += [job(error[0]) for error in ERRORS]
    whole, short = run("micropython", jobs), run("micropython", jobs, 300, str(tmp_path))
    assert lasting(whole) == lasting(short)
    assert kinds(short[0], "check")
