"""Run labs in CPython, with real torch or with the small one: jobs (JSON lines) in, messages out."""

import sys
from pathlib import Path

PYTHON = Path(__file__).parents[2] / "docs" / "web" / "labs" / "python"


def say(message: str) -> None:
    sys.stdout.write(message + "\n")


def main(which: str) -> None:
    # The small torch comes before the real one, or after it, where nobody finds it.
    sys.path.insert(0 if which == "small" else len(sys.path), str(PYTHON))
    import torch

    assert (str(PYTHON) in str(torch.__file__)) == (which == "small")
    torch.set_default_dtype(torch.float64)
    if which == "small":  # in MicroPython `missing` teaches float() to take a tensor
        torch.Tensor.__float__ = lambda x: float(x.item())
    import lab

    for job in sys.stdin:
        lab.run(job, say)


if __name__ == "__main__":
    main(sys.argv[1])
