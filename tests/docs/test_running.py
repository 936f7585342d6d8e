"""What runs before Sphinx reads it: what it starts with, and what it keeps of a cell."""

from types import SimpleNamespace
from typing import Any

import running
from books import DOCS, HERE


def test_heavy_imports_are_those_of_the_book() -> None:
    """The book needs all of them, the sample neither torch nor what reads data."""
    assert running.heavy(DOCS) == list(running.HEAVY)
    assert running.heavy(HERE / "sample" / "docs") == ["matplotlib.pyplot", "ipykernel.inprocess"]


def test_what_a_cell_prints_is_one_text() -> None:
    """However a kernel cuts it; errors stay apart."""
    pieces = [("stdout", "one\n"), ("stdout", "two\n"), ("stderr", "three\n"), ("stdout", "four\n")]
    messages: list[dict[str, Any]] = [
        {"msg_type": "stream", "header": {"msg_type": "stream"}, "content": {"name": n, "text": t}}
        for n, t in pieces
    ]
    client = SimpleNamespace(
        execute=lambda source: None,
        get_shell_msg=lambda: {"content": {"status": "ok", "execution_count": 1}},
        get_iopub_msg=lambda: messages.pop(0),
        iopub_channel=SimpleNamespace(msg_ready=lambda: bool(messages)),
    )
    found, _ = running.outputs(client, "print()")
    assert [one.text for one in found] == ["one\ntwo\n", "three\n", "four\n"]
