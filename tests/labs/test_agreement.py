"""Every lab, every answer of a learner, in three interpreters: the same verdicts, the same numbers."""

import re
from pathlib import Path

import pytest
from interpreters import Message, kinds, near, run
from labs.reading import Lab, read

HERE = Path(__file__).parent
LABS = read(HERE.parents[1] / "docs")
ANSWER = re.compile(
    r"^# %% (right|wrong): ([^\n|]*?)(?: \| ([^\n]*))?\n(.*?)(?=^# %% |\Z)", re.M | re.S
)
NUMBER = re.compile(r"[−-]?\d+(?:\.\d+)?(?:e[−+-]?\d+)?")
Answer = tuple[str, str, str, str]  # right or wrong, what it is, part of the message, code


def answers(name: str) -> list[Answer]:
    file = HERE / "answers" / f"{name.replace('-', '_')}.py"
    return ANSWER.findall(file.read_text("utf-8")) if file.is_file() else []


ALL = [
    (name, number, answer)
    for name, lab in LABS.items()
    for number, answer in enumerate(
        [
            ("right" if lab.start == lab.solution else "wrong", "the start", "", lab.start),
            ("right", "the page's solution", "", lab.solution),
            *answers(name),
        ]
    )
]
NAMES = [f"{name} {number} {answer[0]}" for name, number, answer in ALL]


def made(lab: Lab, code: str) -> Message:
    names = {"lab": lab.name, "checks": lab.checks, "cells": lab.cells}
    return {**names, "files": lab.files, "code": code}


@pytest.fixture(scope="module")
def found() -> dict[str, list[list[Message]]]:
    jobs = [made(LABS[name], answer[3]) for name, _, answer in ALL]
    return {which: run(which, jobs, 900) for which in ("torch", "small", "micropython")}


@pytest.mark.parametrize("index", range(len(ALL)), ids=NAMES)
def test_three_interpreters_agree(found, index):
    """All green or not as it should be, the promised message, the same notes, the same paths."""
    wanted = found["torch"][index]
    judged(ALL[index][2], wanted)
    for which in ("small", "micropython"):
        got = found[which][index]
        assert [one["kind"] for one in got] == [one["kind"] for one in wanted]
        for one, other in zip(wanted, got, strict=True):
            same(one, other)


def judged(answer: Answer, messages: list[Message]) -> None:
    verdict, _, part, _ = answer
    done = messages[-1]
    green = done["green"] == done["of"] > 0 and not kinds(messages, "error")
    assert green == (verdict == "right"), messages
    texts = [
        str(one.get(key, "")) for one in messages for key in ("note", "message", "help", "text")
    ]
    assert any(part in text for text in texts), texts


def same(one: Message, other: Message) -> None:
    for key, value in one.items():
        if key in ("xs", "ys"):
            assert near(value, other[key])
        elif key in ("note", "text"):
            assert NUMBER.sub("#", value) == NUMBER.sub("#", other[key])
            assert near(numbers(value), numbers(other[key]), 1e-9)
        elif key not in ("seconds", "message"):  # messages of Python differ between Pythons
            assert value == other[key]


def numbers(text: str) -> list[float]:
    return [float(one.replace("−", "-")) for one in NUMBER.findall(text)]


@pytest.mark.parametrize("name", LABS)
def test_a_lab_is_tried_by_right_and_wrong_answers(name):
    verdicts = [answer[0] for answer in answers(name)]
    assert verdicts.count("right") >= 3 and verdicts.count("wrong") >= 5
