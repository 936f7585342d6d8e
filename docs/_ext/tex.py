r"""TeX as a reader can paste it, and as it looks well: what stands behind every formula of a page.

Macros of the book are written out (``\v`` is an accent elsewhere), and rows that hold fractions get
room between them: TeX parts the rows of ``aligned`` by a hair.
"""

from __future__ import annotations

import re
from itertools import pairwise

TOKEN = re.compile(r"\\begin\{\w+\*?\}|\\end\{\w+\*?\}|\\[A-Za-z]+|\\.|[^\\]", re.S)
# Behind these TeX takes one token, and ``\mathbf{v}`` is two.
TAKING = {
    "^",
    "_",
    *(rf"\{name}" for name in ["frac", "dfrac", "tfrac", "binom", "sqrt", "hat", "bar", "dot"]),
}
TAKING |= {rf"\{name}" for name in ("ddot", "tilde", "vec", "overline", "widehat", "mathring")}
ROWS = {"aligned", "alignedat", "gathered", "split", "cases"}
# What reaches below the line, and how far below it the next row of that kind must begin. TeX counts
# from the depth of a plain line, so less than this would change nothing below a fraction.
DEPTHS = {
    14: re.compile(r"\\(?:sum|prod|int|begin|[Bb]igg|substack|underbrace)(?![a-z])"),
    10: re.compile(r"\\(?:[dt]?frac|[dt]?binom|sqrt)(?![a-z])"),
}
GIVEN = re.compile(r"\s*\[(\d+)pt\]|(?=\s*\[)")


def expand(tex: str, macros: dict[str, str]) -> str:
    """Write out the macros, which take no arguments."""
    done: list[str] = []
    for token in TOKEN.findall(tex):
        text = macros.get(token, token)
        before = next((one for one in reversed(done) if not one.isspace()), "")
        done.append(f"{{{text}}}" if token in macros and before in TAKING else text)
    return "".join(done)


def spread(tex: str) -> str:
    r"""Part the rows of ``aligned`` and ``cases`` where both of two neighbours are tall."""
    inside = [Rows("")]
    for token in TOKEN.findall(tex):
        if token.startswith(r"\begin{"):
            inside.append(Rows(token))
        elif token.startswith(r"\end{") and len(inside) > 1:
            done = inside.pop()
            inside[-1].add(done.text() + token)
        elif token == r"\\":
            inside[-1].rows.append("")
        else:
            inside[-1].add(token)
    return "".join(rows.text() for rows in inside)


class Rows:
    """The rows of one environment, while it is read."""

    def __init__(self, begin: str) -> None:
        self.begin, self.rows = begin, [""]

    def add(self, text: str) -> None:
        """Go on with the last row."""
        self.rows[-1] += text

    def text(self) -> str:
        """Return the environment, its rows parted."""
        parts = self.begin.removeprefix(r"\begin{").rstrip("}") in ROWS
        done = self.begin + self.rows[0]
        for above, below in pairwise(self.rows):
            given = GIVEN.match(below)
            gap = gap_between(above, below) if parts else 0
            if given and given[1]:
                gap, below = max(gap, int(given[1])), below[given.end() :]
            elif given:
                gap = 0  # in another unit: the author knows
            done += r"\\" + (f"[{gap}pt]" if gap else "") + below
        return done


def gap_between(above: str, below: str) -> int:
    """Return the room in points that two rows need, none if one of them is plain."""
    tall = [gap for gap, pattern in DEPTHS.items() if pattern.search(above)]
    return tall[0] if tall and any(one.search(below) for one in DEPTHS.values()) else 0
