"""Write golden values for the explorables, by the package: ``python docs/web/explorables/golden OUT``.

One module a widget; ``cases()`` gives states, and what the widget must compute in them.
``test/parity.test.mjs`` holds the scripts to it in node, ``tests/browser`` the panels.
"""

import importlib
import json
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(out: Path) -> None:
    """Ask every module beside this one."""
    names = sorted(path.stem for path in HERE.glob("*.py") if path.stem != "__main__")
    values = {name: importlib.import_module(name).cases() for name in names}
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(values, allow_nan=False), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
