"""What goes into the browser, without docstrings and comments, does what its source does."""

from pathlib import Path

from interpreters import Message, kinds, run
from labs import slim
from labs.reading import read
from node import WEB
from test_errors import ERRORS, job

LABS = read(Path(__file__).parents[2] / "docs")


def lasting(said: list[list[Message]]) -> list[list[Message]]:
    return [[{**one, "seconds": 0} for one in messages] for messages in said]


def test_slim_python_does_the_same(tmp_path):
    slim.copy(WEB / "labs" / "python", tmp_path)
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
