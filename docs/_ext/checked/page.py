"""The source of the ledger: how much is held by which kind of evidence, and an entry for each label."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .evidence import KINDS, Check, kinds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .restatements import Restatement
    from .statements import Statement

CODE = "checks"  # the folder of the pages with the code of the tests
HEAD = "| evidence ｜ 依据 | strongest ｜ 以它为最强依据的条目数 | at all ｜ 有此依据的条目数 |\n| --- | --: | --: |"
LABELLED = re.compile(r"^\$\$ \([\w-]+\)$", re.M)


def summary(labels: list[str], checks: list[Check]) -> str:
    """Return a table: how many statements each kind holds, as the strongest or at all."""
    found = [kinds(label, checks) for label in labels]
    rows = [HEAD]
    for kind, words in KINDS.items():
        strongest = sum(one[:1] == [kind] for one in found)
        rows.append(f"| {words} | {strongest} | {sum(kind in one for one in found)} |")
    return "\n".join([*rows, f"| all ｜ 全部 | {len(labels)} | |"])


def entries(
    book: dict[str, tuple[str, list[Statement]]],
    checks: list[Check],
    restatements: list[Restatement],
) -> Iterator[str]:
    """Yield the source of the entries, page by page."""
    for title, found in book.values():
        yield f"## {title}\n"
        for one in found:
            yield f"(check-{one.label})=\n:::::{{container}} check\n"
            yield f"{{{one.role}}}`{one.label}` `{one.label}`\n"
            yield f"$$\n{one.text}\n$$\n" if one.role == "eq" else f"{one.text}\n"
            if one.body:  # a theorem with its conditions; its formulas have their labels elsewhere
                yield f"::::{{container}} says\n{LABELLED.sub('$$', one.body)}\n::::\n"
            yield from again(one, restatements)
            yield "{.shared}"  # names of tests, between tags, are no prose
            for kind in KINDS:
                for check in checks:
                    if check.by == kind and one.label in check.labels:
                        yield held(check)
            yield "\n:::::\n"


def held(check: Check) -> str:
    """Return a line for a test, with a link to its code."""
    code = f"<code>{check.name.replace('_', '_<wbr>')}</code>"  # may break there
    link = f'<a href="{CODE}/{check.page}.html#{check.anchor}">{code}</a>'
    return f"- {{bdg-secondary-line}}`{KINDS[check.by]}` {link}"


def again(statement: Statement, restatements: list[Restatement]) -> Iterator[str]:
    """Yield the sentences that restate a statement, with links to their pages."""
    found = [one for one in restatements if one.label == statement.label]
    for one in found:
        link = f"{{doc}}`/{one.page}`"
        yield f"::::{{container}} again\n{one.en} ({link})\n\n{one.zh}（{link}）\n::::\n"
