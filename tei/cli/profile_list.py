"""``tei profile list``: the conventions that tei knows."""

import json
from typing import Annotated

import typer


def profile_list(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the profiles that come with tei: the conventions of archives' transcriptions."""
    from tei.encode import profile  # noqa: PLC0415 - lxml is loaded when there is work for it

    found = [profile.load(name) for name in profile.SHIPPED]
    if as_json:
        rows = [{"name": one.name, "title": one.title, "rules": len(one.brackets) + len(one.signs)} for one in found]
        typer.echo(json.dumps({"profiles": rows}, ensure_ascii=False, indent=2))
        return
    width = max(len(one.name) for one in found)
    for one in found:
        typer.echo(f"{one.name:<{width}}  {one.title}")
