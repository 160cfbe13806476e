"""``tei profile show``: what a profile makes of brackets and signs."""

import json
from typing import TYPE_CHECKING, Annotated, Final

import typer

from tei.cli.options import Format
from tei.cli.profiles import Named, told

if TYPE_CHECKING:
    from tei.encode.profile.telling import Told

_HEADINGS: Final = {"bracket": "Brackets", "sign": "Signs without brackets", "words": "Words"}


def profile_show(
    name: Named,
    *,
    rule: Annotated[
        str, typer.Option("--rule", metavar="RULE", help="Only what is called so.", show_default=False)
    ] = "",
    form: Annotated[Format, typer.Option("--format", help="How the rules are listed.")] = Format.TEXT,
) -> int:
    """Show the rules of a profile in the order in which they are tried: what each takes, and the TEI it makes.

    Of what a rule takes an example is shown, made of its expression where it has none: … stands for any words.
    """
    return told(lambda: _show(name, rule, form))


def _show(name: str, rule: str, form: Format) -> int:
    from tei.encode.profile.telling import rules  # noqa: PLC0415 - lxml is loaded when there is work for it

    found = [one for one in rules(name) if rule in {"", one.rule}]
    if form is Format.JSON:
        typer.echo(json.dumps({"rules": [one.as_dict() for one in found]}, ensure_ascii=False, indent=2))
        return 0
    for kind, heading in _HEADINGS.items():
        own = [one for one in found if one.kind == kind]
        if own:
            typer.echo("\n".join([heading, *(_text(one) for one in own), ""]))
    return 0


def _text(one: "Told") -> str:
    """Return a rule on some lines: what it takes, when, and its TEI."""
    context = "; ".join(f"{key} {', '.join(said)}" for key, said in one.context.items())
    lines = [f"  {one.rule or '(words)'}  {one.example}".rstrip(), *([f"      {context}"] if context else [])]
    return "\n".join([*lines, f"      {one.tei or '(stays as it is)'}"])
