"""Everything imported, in a process that runs the scripts of ``docs/building`` in forks: ``python warm.py``.

It reads a request from each line, ``[folder, command, environment]``, and answers with the exit code
and what the script wrote to its standard output and error. To start Python and Sphinx anew for every
little book of the tests took most of their time.
"""

import json
import os
import runpy
import sys
import tempfile
import traceback
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
sys.path.insert(0, str(DOCS / "building"))
import edition  # noqa: E402


def run(root: str, command: list[str], env: dict[str, str]) -> int:
    """Run a script in this folder, with the package that lies in it, and return its exit code."""
    os.chdir(root)
    os.environ.clear()
    os.environ.update(env)
    sys.path.insert(0, root)
    sys.argv = command
    try:
        runpy.run_path(command[0], run_name="__main__")
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def forked(root: str, command: list[str], env: dict[str, str]) -> tuple[int, str, str]:
    """Run in a process of its own, and return how it ended and what it said."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        if not (child := os.fork()):
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            code = run(root, command, env)
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said = [file.seek(0) or file.read() for file in (out, err)]
    return code, said[0], said[1]


if __name__ == "__main__":
    edition.ready(DOCS)
    import frame  # noqa: F401
    import running  # noqa: F401

    for line in sys.stdin:
        print(json.dumps(forked(*json.loads(line))), flush=True)
