"""Sphinx with everything imported, in a process that builds in forks: ``python warm.py``.

It reads a request from each line, ``[folder, edition, environment]``, and answers with the exit
code and what the build wrote to its standard output and error. To start Sphinx anew for every little
book of the tests took most of their time.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
sys.path.insert(0, str(DOCS / "building"))
import edition  # noqa: E402


def build(root: str, name: str, env: dict[str, str]) -> int:
    """Build in this folder, with the package that lies in it."""
    os.environ.clear()
    os.environ.update(env)
    sys.path.insert(0, root)
    return edition.build(Path(root), name)


def forked(root: str, name: str, env: dict[str, str]) -> tuple[int, str, str]:
    """Build in a process of its own, and return how it ended and what it said."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        if not (child := os.fork()):
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            code = 1
            try:
                code = build(root, name, env)
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said = [file.seek(0) or file.read() for file in (out, err)]
    return code, said[0], said[1]


if __name__ == "__main__":
    edition.ready(DOCS)
    for line in sys.stdin:
        print(json.dumps(forked(*json.loads(line))), flush=True)
