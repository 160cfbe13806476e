"""``tei rules``: the table of rule ids."""

import json
from typing import Annotated

import typer

from tei.diagnostics import RULES


def rules(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the ids of all rules, with their severity and what they stand for.

    A Schematron assertion is reported as sch. and its own id, and its schema says what it stands for.
    """
    rows = [RULES[rule_id] for rule_id in sorted(RULES)]
    if as_json:
        table = [{"id": rule.id, "severity": rule.severity.value, "summary": rule.summary} for rule in rows]
        typer.echo(json.dumps({"rules": table}, ensure_ascii=False, indent=2))
        return
    width = max(len(rule.id) for rule in rows)
    for rule in rows:
        typer.echo(f"{rule.id:<{width}}  {rule.severity.value:<7}  {rule.summary}")
