"""MXNet, whose last version wants an older NumPy: it runs in a Python of its own, which this asks."""

import atexit
import json
import os
import subprocess
from functools import cache
from pathlib import Path

SCRIPT = Path(__file__).with_name("mxnet_steps.py")


@cache
def process():
    """The other Python, started once."""
    python = os.environ["MXNET_PYTHON"]  # `nox -s oracles` makes it
    command = [python, "-W", "ignore", str(SCRIPT)]
    started = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(started.communicate)
    return started


def ask(**question):
    """Points and velocities of a run of the real MXNet, both with the start."""
    other = process()
    other.stdin.write(json.dumps(question) + "\n")
    other.stdin.flush()
    return json.loads(other.stdout.readline())
