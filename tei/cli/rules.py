"""``tei rules``: the table of rule ids, and the page of each."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from tei.diagnostics import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tei.diagnostics import Rule


def rules(
    rule: Annotated[
        str,
        typer.Argument(
            metavar="[RULE]",
            help="A rule, to be told what it means and how to mend it; or how some begin, to list these: ptr.",
            show_default=False,
        ),
    ] = "",
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the ids of all rules with their severity, or tell all about one.

    A Schematron assertion is reported as sch. and its own id, and its schema says what it stands for.
    """
    listed = [RULES[rule_id] for rule_id in sorted(RULES) if rule_id.startswith(rule)]
    if rule and (rule in RULES or not rule.endswith(".") or not listed):
        typer.echo(_page(rule, as_json=as_json), nl=False)
    else:
        typer.echo(_as_json(listed) if as_json else _as_table(listed))


def _page(rule: str, *, as_json: bool) -> str:
    import shutil  # noqa: PLC0415 - the list does without

    from tei.cli import rule_pages  # noqa: PLC0415 - as above

    if not as_json:
        return rule_pages.page(rule, min(shutil.get_terminal_size().columns, 100))
    words = rule_pages.page(rule, 10_000).partition("\n\n")[2].rstrip("\n")
    known = RULES.get(rule)
    told = {"id": rule, "severity": known.severity.value, "summary": known.summary} if known else {"id": rule}
    return json.dumps({**told, "page": words}, ensure_ascii=False, indent=2) + "\n"


def _as_json(rows: "Iterable[Rule]") -> str:
    table = [{"id": rule.id, "severity": rule.severity.value, "summary": rule.summary} for rule in rows]
    return json.dumps({"rules": table}, ensure_ascii=False, indent=2)


def _as_table(rows: "list[Rule]") -> str:
    width = max(len(rule.id) for rule in rows)
    return "\n".join(f"{rule.id:<{width}}  {rule.severity.value:<7}  {rule.summary}" for rule in rows)
