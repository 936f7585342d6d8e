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
Case = tuple[str, ...]  # what is said of a failure
Answer = tuple[str, str, str, str]  # right or wrong, what it is, part of the message, code


def answers(name: str) -> list[Answer]:
    file = HERE / "answers" / f"{name.replace('-', '_')}.py"
    return ANSWER.findall(file.read_text("utf-8")) if file.is_file() else []


def tried(lab: Lab) -> list[Answer]:
    """Return the answers with the page's own start, which is wrong unless it is the solution."""
    verdict = "right" if lab.start == lab.solution else "wrong"
    own = (verdict, "the start", "", lab.start), ("right", "the solution", "", lab.solution)
    return [*own, *answers(lab.name)]


def made(lab: Lab, code: str) -> Message:
    names = {"lab": lab.name, "checks": lab.checks, "cells": lab.cells}
    return {**names, "files": lab.files, "code": code}


@pytest.mark.parametrize("checks", sorted({lab.checks for lab in LABS.values()}))
def test_three_interpreters_agree(checks):
    """All green or not as it should be, the promised message, the same notes, the same paths."""
    labs = [lab for lab in LABS.values() if lab.checks == checks]
    all_ = [(lab, answer) for lab in labs for answer in tried(lab)]
    jobs = [made(lab, answer[3]) for lab, answer in all_]
    found = {which: run(which, jobs, 900) for which in ("torch", "small", "micropython")}
    for index, (lab, answer) in enumerate(all_):
        case = (lab.name, *answer[:2])
        wanted = found["torch"][index]
        judged(case, answer, wanted)
        for which in ("small", "micropython"):
            got = found[which][index]
            assert [one["kind"] for one in got] == [one["kind"] for one in wanted], (which, case)
            for one, other in zip(wanted, got, strict=True):
                same((which, *case), one, other)


def judged(case: Case, answer: Answer, messages: list[Message]) -> None:
    verdict, _, part, _ = answer
    done = messages[-1]
    green = done["green"] == done["of"] > 0 and not kinds(messages, "error")
    assert green == (verdict == "right"), (case, messages)
    texts = [
        str(one.get(key, "")) for one in messages for key in ("note", "message", "help", "text")
    ]
    assert any(part in text for text in texts), (case, texts)


def same(case: Case, one: Message, other: Message) -> None:
    for key, value in one.items():
        if key in ("xs", "ys"):
            assert near(value, other[key]), (case, key)
        elif key in ("note", "text"):
            assert NUMBER.sub("#", value) == NUMBER.sub("#", other[key]), case
            assert near(numbers(value), numbers(other[key]), 1e-9), case
        elif key not in ("seconds", "message"):  # messages of Python differ between Pythons
            assert value == other[key], case


def numbers(text: str) -> list[float]:
    return [float(one.replace("−", "-")) for one in NUMBER.findall(text)]


@pytest.mark.parametrize("name", LABS)
def test_a_lab_is_tried_by_right_and_wrong_answers(name):
    verdicts = [answer[0] for answer in answers(name)]
    assert verdicts.count("right") >= 3 and verdicts.count("wrong") >= 5
