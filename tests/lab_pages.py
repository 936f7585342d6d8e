"""Two small labs on pages of their own, under the policy of the site: they need no built book."""

import json
import subprocess
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "docs" / "_ext"))  # benchmarks run without pytest
import policy
from playwright._impl._driver import compute_driver_executable

ROOT = Path(__file__).parents[1]
WEB = ROOT / "docs" / "web"
HERE = Path(__file__).parent
EDITIONS = {"en": "en", "zh": "zh-CN", "both": "en"}

START = 'def half(x):\n    """Return half of x."""\n    return x  # 一半'
SOLUTION = START.replace("return x  #", "return x / 2  #")
CHECKS = '''
"""Checks of two small labs."""
import torch


def half(lab):
    """One function of a number."""
    half = lab.mine("half")
    lab.scene("t", "x")
    x, y, mine, right = 8.0, 8.0, [8.0], [8.0]
    for _ in range(20):
        x, y = half(x), y / 2
        mine.append(x)
        right.append(y)
    lab.draw("right ｜ 正确的", "right", right)
    lab.draw("yours ｜ 你的", "yours", mine)

    @lab.check("half of 3 is 1.5 ｜ 3 的一半是 1.5")
    def holds():
        return lab.close(half(3.0), 1.5, "half of 3 ｜ 3 的一半")

    @lab.check("half of 0 is 0 ｜ 0 的一半是 0")
    def zero():
        return lab.close(half(0.0), 0.0)


def pull(lab):
    """One step of momentum in two coordinates."""
    step = lab.mine("step")
    lab.scene("x1", "x2", levels=[0.1, 2.0])
    x, v, xs, ys = torch.tensor([-5.0, -2.0]), torch.zeros(2), [], []
    for _ in range(40):
        step(x, v, x * torch.tensor([0.1, 2.0]), 0.4, 0.5)
        xs.append(x[0].item())
        ys.append(x[1].item())
    lab.draw("yours ｜ 你的", "yours", ys, xs)

    @lab.check("the velocity is kept ｜ 速度被记住")
    def kept():
        return None if abs(v[0].item()) > 0 else "it is still zero ｜ 它还是零"
'''
LABS = {
    "half": {
        "checks": "small",
        "cells": [],
        "start": START,
        "solution": SOLUTION,
        "title": "Half ｜ 一半",
    },
    "pull": {
        "checks": "small",
        "cells": ["import torch\nGREETING = 'hello'\n"],
        "start": "def step(x, v, g, eta, beta):\n    x.sub_(eta * g)\n",
        "solution": "def step(x, v, g, eta, beta):\n    v.mul_(beta).add_(g)\n    x.sub_(eta * v)\n",
        "title": "Pull ｜ 拉",
    },
}
WORDS = {
    "en": (
        "How often is half taken before 8 is below 1?",
        "three times",
        "four times",
        "Three times lead to 1.",
    ),
    "zh": ("8 要减半几次才小于 1？", "三次", "四次", "减半三次正好是 1。"),
}
HINTS = {"en": ("Look at the last line.", "Divide."), "zh": ("看最后一行。", "用除法。")}


def told(edition: str, texts: dict[str, tuple[str, ...]]) -> list[str]:
    """Return texts as an edition shows them."""
    if edition != "both":
        return list(texts[edition])
    pairs = zip(texts["en"], texts["zh"], strict=True)
    bar = '<span class="bar"> ｜ </span>'
    return [
        f'<span class="en" lang="en">{a}</span>{bar}<span class="zh" lang="zh-CN">{b}</span>'
        for a, b in pairs
    ]


def exercise(name: str, number: int, edition: str) -> str:
    """Return an exercise with its lab, as the directive writes it."""
    question, one, two, sentence = told(edition, WORDS)
    hints = "".join(f'<div class="hint"><p>{hint}</p></div>' for hint in told(edition, HINTS))
    guess = (
        f'<div class="predict" data-right="2"><div class="question"><p>{question}</p></div>'
        f'<ul class="choices"><li>{one}</li><li>{two}</li></ul>'
        f'<div class="sentence"><p>{sentence}</p></div></div>'
    )
    words = (guess if name == "half" else "") + hints
    return (
        f'<div class="exercise admonition"><p class="admonition-title">'
        f'<span class="caption-number">{"练习" if edition == "zh" else "Exercise"} {number} </span></p>'
        f'<div class="lab" data-lab="{name}" id="lab-{name}" data-edition="{edition}">'
        f'<template class="words">{words}</template></div></div>'
    )


def harness(edition: str) -> str:
    """Return the page of an edition, with its policy."""
    data = json.dumps({"files": {"small.py": CHECKS}, "labs": LABS}).replace("<", "\\u003c")
    exercises = "".join(exercise(name, i + 1, edition) for i, name in enumerate(LABS))
    page = (
        f'<!doctype html><html lang="{EDITIONS[edition]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<title>Labs</title><link rel="stylesheet" href="_static/labs.css">'
        '<link rel="icon" href="data:,">'
        f'<script type="application/json" id="labs-of-page">{data}</script>'
        '<script defer src="_static/labs/labs.js"></script></head>'
        f'<body data-theme="auto"><article role="main"><h1>Labs</h1>{exercises}'
        '<p><a href="#end" id="end">End</a></p></article></body></html>'
    )
    return policy.guarded(page)


def node(*args: object, cwd: Path = WEB) -> None:
    """Run node: Playwright brings one along."""
    program = compute_driver_executable()[0]
    subprocess.run([program, *map(str, args)], cwd=cwd, check=True, stdout=subprocess.DEVNULL)


def build(folder: Path) -> None:
    """Write the pages of three editions into a folder, and all that they load."""
    for part in ("labs", "explorables"):
        (made := folder / "_static" / part).mkdir(parents=True)
        node(WEB / part / "build.mjs", made)
    sheets = [HERE / "lab_pages.css", *sorted(WEB.glob("*/styles/*.css"))]
    css = "\n".join(sheet.read_text("utf-8") for sheet in sheets)
    (folder / "_static" / "labs.css").write_text(css, "utf-8")
    for edition in EDITIONS:
        (folder / f"{edition}.html").write_text(harness(edition), "utf-8")
