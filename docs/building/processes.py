"""Tasks beside each other, each in a process of its own."""

from __future__ import annotations

import multiprocessing
import sys
import time
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FORKS = sys.platform == "linux"  # elsewhere a fork of a process with threads may hang
multiprocessing.set_start_method("fork" if FORKS else "spawn", force=True)


class Task(NamedTuple):
    """A function to call in a process of its own, and what to call it when it has failed."""

    name: str
    function: Callable[..., object]
    arguments: tuple[Any, ...]


def together(tasks: Sequence[Task], at_once: int) -> list[str]:
    """Run the tasks, some at a time, say how long each took, and return the names of the failed."""
    waiting, failed = list(tasks), []
    running: dict[multiprocessing.Process, tuple[str, float]] = {}
    while waiting or running:
        while waiting and len(running) < at_once:
            name, function, arguments = waiting.pop(0)
            process = multiprocessing.Process(target=function, args=arguments)
            process.start()
            running[process] = name, time.monotonic()
        wait([process.sentinel for process in running])
        for process in [process for process in running if not process.is_alive()]:
            name, start = running.pop(process)
            took = f"{time.monotonic() - start:5.1f} s  {name}"
            print(took if process.exitcode == 0 else f"{took}: FAILED", flush=True)
            if process.exitcode:
                failed.append(name)
    return failed
