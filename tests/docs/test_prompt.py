"""What the button copies can be pasted at a prompt of Python that ends a block at a blank line."""

import codeop
import json
import re
import subprocess

from books import DOCS
from node import NODE

CELL = re.compile(
    r"^(?P<fence>`{3,})(?:\{code-cell\}[^\n]*|python)\n(?::[^\n]*\n)*(?P<code>.*?)^(?P=fence)$",
    re.M | re.S,
)
CELLS = {
    f"{path.name}:{text.count(chr(10), 0, cell.start()) + 1}": cell["code"]
    for path in sorted(DOCS.glob("*.md"))
    for text in [path.read_text("utf-8")]
    for cell in CELL.finditer(text)
}
SCRIPTS = {
    path.name: path.read_text("utf-8")
    for path in sorted((DOCS.parent / "gallery").glob("*/plot_*.py"))
}
SCRIPT = """
import {{ pasteable }} from {module};
const codes = JSON.parse(await new Response(process.stdin).text());
console.log(JSON.stringify(codes.map(pasteable)));
"""


def pasteable(codes: list[str]) -> list[str]:
    """Ask the script of the site."""
    module = json.dumps((DOCS / "web" / "site" / "prompt.js").as_uri())
    command = [NODE, "--input-type=module", "-e", SCRIPT.format(module=module)]
    done = subprocess.run(
        command, input=json.dumps(codes), capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout)
    return found


def taken(code: str) -> bool:
    """Whether a prompt takes a text line by line, as it did before version 3.13."""
    compiler, lines = codeop.CommandCompiler(), list[str]()
    for line in [*code.splitlines(), ""]:
        lines.append(line)
        try:
            done = compiler("\n".join(lines), symbol="single")
        except SyntaxError:
            return False
        if done is not None:
            lines.clear()
    return not any(map(str.strip, lines))


def test_every_cell_and_script_can_be_pasted() -> None:
    """All that is on the pages; as it stands much of it cannot."""
    codes = CELLS | SCRIPTS
    assert len(CELLS) > 100 and len(SCRIPTS) > 30
    assert sum(not taken(code) for code in codes.values()) > 20
    pasted = dict(zip(codes, pasteable([*codes.values()]), strict=True))
    assert not [name for name, code in pasted.items() if not taken(code)]


def test_nothing_but_blank_lines_changes() -> None:
    """Every line of code is there, in its order; what was copied once is copied alike again."""
    codes = [*CELLS.values(), *SCRIPTS.values()]
    copied = pasteable(codes)
    for code, pasted in zip(codes, copied, strict=True):
        written, there = (list(filter(str.strip, one.splitlines())) for one in (code, pasted))
        assert written == there
    assert pasteable(copied) == copied
