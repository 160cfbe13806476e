"""``tei deposit explain``: what a header says, where, and which form of metadata loses what of it."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from tei import settings as projects
from tei.cli.options import Format
from tei.errors import UsageError


def deposit_explain(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A document.")],
    *,
    forms: Annotated[
        list[str] | None,
        typer.Option(
            "--form",
            metavar="NAME",
            help="Show this form as it would be written, and why it loses what it loses. May be repeated.",
            show_default=False,
        ),
    ] = None,
    whole: Annotated[bool, typer.Option("--all", help="Show the parts of parts too, and cut no value.")] = False,
    form: Annotated[Format, typer.Option("--format", help="How the tables are written.")] = Format.TEXT,
) -> None:
    """Show what the header of a document says: each field with its value, XPath and line.

    Below it stands which form of metadata says a field wholly, in part, or not at all.
    """
    from tei.cli.terminal import report_style  # noqa: PLC0415 - lxml is loaded when there is work for it
    from tei.corpus import missing  # noqa: PLC0415 - as above
    from tei.deposit import tables  # noqa: PLC0415 - as above
    from tei.deposit.explaining import as_json, explain  # noqa: PLC0415 - as above

    if not path.exists():
        raise UsageError(missing(path))
    explanation = explain(path, projects.load(path.absolute().parent), forms or ())
    text = as_json(explanation) if form is Format.JSON else tables.render(explanation, report_style(), whole=whole)
    sys.stdout.write(text)
